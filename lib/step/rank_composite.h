/* Several metrics as one number, with its sensitivity beside it in every row: the range
 * of ranks that other weights give. */
#ifndef OFLOG_STEP_RANK_COMPOSITE_H
#define OFLOG_STEP_RANK_COMPOSITE_H

#include "council/characteristics.h"
#include "council/weight_file.h"
#include "step/step.h"

/* The columns that rank_composite_run() writes, ending in NULL. */
extern const char *const rank_composite_columns[];

/* Writes a row for each selected area of each class, in the order of codes, with the
 * composite of the metrics in `weights`, as composite_rank() has it.
 *
 * The score of a metric is score_robust() among the class, turned by polarity so that
 * more is better, and cut to -3 to 3: one extreme does not buy off the rest. A metric
 * without a score in a class (no figures, or no differences) does not count there; an
 * area with scores for less than 75% of the weight that does is not ranked. Nothing is
 * put in the place of what is missing.
 *
 * Said, and ends the run: a weight whose name is no metric of the table, or a neutral
 * one, or that asks for a transform. */
enum step_outcome rank_composite_run(const struct characteristics *characteristics,
                                     const struct areas *areas,
                                     const struct metrics *metrics, const bool *selected,
                                     const struct weights *weights,
                                     struct csv_writer *writer,
                                     struct messages *messages);

#endif
