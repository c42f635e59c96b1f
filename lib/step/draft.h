/* A recipe drafted for a file that nobody has described: what was found, why it was taken
 * so, and what could not be told.
 *
 * Reads the file several times and holds none of it: a sample of its first records, and
 * of each column the different texts up to a bound. */
#ifndef OFLOG_STEP_DRAFT_H
#define OFLOG_STEP_DRAFT_H

#include "council/area.h"
#include "council/metric.h"
#include "format/csv_writer.h"
#include "format/row_source.h"
#include "step/step.h"

/* What to draft from. All is borrowed. */
struct draft_request {
    const char *file;     /* its name without folders; periods are looked for in it */
    const char *encoding; /* as a recipe names it; NULL: UTF-8 */
    size_t first_wrong;   /* where it is not UTF-8: the line of the first such byte */
    const char *const *sheets; /* of a workbook; NULL: no workbook */
    size_t sheet_count;        /* 1 where it is none */
    size_t first_sheet; /* the number of the first of them in the workbook, from 1 */
    size_t table;       /* which of the tables that stand one below the other, from 1 */
    /* Rows of a sheet (from 0) from the beginning, as they are shown or `stored`; NULL,
     * said. row_source_close() and `close` end them. */
    struct row_source *(*open)(void *state, size_t sheet, bool stored);
    void (*close)(void *state);
    void *state;
    const struct areas *areas;
    const struct metrics *metrics;
    struct csv_writer *recipe;      /* YAML goes here, as bytes */
    struct csv_writer *definitions; /* of the metrics that are proposed; NULL: as comments
                                       at the end of the recipe */
};

/* Writes a recipe that oflog-ingest accepts, but for what could not be found out, which
 * fails it by name. STEP_BROKEN, said: the file is broken, or is no table of figures
 * about areas. */
enum step_outcome draft_run(const struct draft_request *request,
                            struct messages *messages);

#endif
