/* Small tables each row of which is about one figure, of a council, metric and period:
 * what was learnt of it, what is said of it. */
#ifndef OFLOG_COUNCIL_FIGURE_ROWS_H
#define OFLOG_COUNCIL_FIGURE_ROWS_H

#include "council/area.h"
#include "council/metric.h"
#include "format/byte_source.h"
#include "format/refusals.h"

/* The columns that every such table has, in front of those of its own. */
enum { FIGURE_METRIC, FIGURE_AREA, FIGURE_PERIOD, FIGURE_OWN, FIGURE_MOST_COLUMNS = 16 };

struct figure_row {
    const struct metric *metric;
    uint32_t area, council;
    struct period period;
    const struct text *cells; /* by number of the column; good until the next row */
};

struct figure_rows {
    const char *const *columns; /* their names, the first three as above; all needed */
    size_t count;
    /* Takes one row: `count`, or the number of the column that does not do. */
    size_t (*take)(void *state, const struct figure_row *row);
    void *state;
    const char *wrong; /* what is said of such a cell, behind what stands there */
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    struct messages *messages;
};

/* Reads to the end; an empty file has no rows. A row of an unknown metric, area (a code,
 * name or spelling) or period, too short or too long, or that is not taken, is refused.
 * False, said, where the file is broken or a column is missing. */
bool figure_rows_read(const struct figure_rows *rows, struct byte_source *source);

#endif
