/* Each area's nearest neighbours: those that are least unlike it in what they are.
 *
 * Holds the characteristics, 8 bytes for each of each area. */
#ifndef OFLOG_STEP_PEERS_H
#define OFLOG_STEP_PEERS_H

#include "council/characteristics.h"
#include "council/weight_file.h"
#include "stats/neighbour.h"
#include "step/step.h"

struct peers_options {
    size_t count; /* how many neighbours each area is given */
    enum neighbour_scale scale;
    enum transform transform;      /* of what the weights say nothing of */
    const struct weights *weights; /* NULL: every characteristic counts 1 */
    bool across_classes;           /* the level, and not the class */
};

/* The columns that peers_run() writes, ending in NULL. */
extern const char *const peers_columns[];

/* Writes for each selected area, by class and in the order of codes, its `count` nearest
 * neighbours by neighbour_between() among the areas of its class (or level), nearest
 * first, equally near ones (to ten decimals) by code: distance, and over how many
 * characteristics it was found.
 *
 * `selected` (by council; NULL: all) says whose neighbours come out; all areas still may
 * be neighbours. Areas of one class stand together. Characteristics are transformed and
 * then scaled inside that class. Said and ends the run: a weight whose name is no
 * characteristic, a logarithm of what is not above 0. Noted: a characteristic that does
 * not differ inside a class, or has no weight, and is left out; how many pairs have less
 * than 80% of the weight in common; how many less than 50%, which are no neighbours
 * whatever their distance. */
enum step_outcome peers_run(const struct characteristics *characteristics,
                            const struct areas *areas, const bool *selected,
                            const struct peers_options *options,
                            struct csv_writer *writer, struct messages *messages);

#endif
