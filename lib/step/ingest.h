/* A published file and a recipe made into observations.
 *
 * Streams: memory does not grow with the number of rows. */
#ifndef OFLOG_STEP_INGEST_H
#define OFLOG_STEP_INGEST_H

#include "council/area.h"
#include "council/recipe.h"
#include "format/csv_writer.h"
#include "format/refusals.h"
#include "format/row_source.h"
#include "step/step.h"

/* Where the cells of a file went. A row claims one cell for each entry under the recipe's
 * `values`. */
struct ingest_account {
    uint64_t rows; /* below the header, blank lines not counted */
    uint64_t blank_lines;
    uint64_t cells;
    uint64_t observations;
    uint64_t cells_refused;
    uint64_t
        reported_jointly; /* observations made x, since another reports for the council */
    uint64_t *rows_left_out; /* by rule of the recipe */
};

/* Writes the header of the observation table. */
void ingest_write_header(struct csv_writer *writer);

/* Reads one file to its end and writes an observation for each claimed cell that is a
 * number, a marker or empty. What is neither is refused, with its row when the area, the
 * period or the metric is not known. Adds to the account, whose array the caller has
 * zeroed. With `strict` the first refusal ends the run. */
enum step_outcome ingest_run(struct row_source *rows, const struct recipe *recipe,
                             const struct metrics *metrics, const struct areas *areas,
                             bool strict, struct refusals *refusals,
                             struct csv_writer *writer, struct ingest_account *account);

#endif
