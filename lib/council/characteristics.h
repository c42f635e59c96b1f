/* What areas are like: a row an area, a column a characteristic, from either kind of
 * table. */
#ifndef OFLOG_COUNCIL_CHARACTERISTICS_H
#define OFLOG_COUNCIL_CHARACTERISTICS_H

#include "council/selection.h"

enum { CHARACTERISTICS_MOST = 1000 };

/* Areas are ordered by code, each council stands there once. Texts are in the arena. */
struct characteristics {
    const struct text *names;
    size_t count;
    const uint32_t *areas; /* area numbers */
    size_t area_count;
    double *values; /* of area a and characteristic c: values[a * count + c]; NAN: none */
};

/* From a settled table of observations: each metric that the selection includes is a
 * characteristic, in the order of the definitions, and each council (or area of another
 * level) with a figure of it that counts has it. A council with figures under several
 * codes has the code that comes last. False, said, where a metric has more than one
 * period among them or there are more than CHARACTERISTICS_MOST. *used and *left_out
 * count the rows. */
bool characteristics_take(struct characteristics *characteristics,
                          const struct observation_table *table,
                          const struct selection *selection, struct arena *arena,
                          uint64_t *used, uint64_t *left_out);

struct characteristics_reading {
    const struct areas *areas;
    struct messages *messages;
    struct refusals *refusals;
    struct arena *arena; /* what is read lives here */
    const char *area_column, *name_column; /* NULL: area_code, area_name */
    bool strict;
    uint64_t rows; /* that were read, blank ones not counted */
};

/* From a table with a column for the area, read as a code or a name, and one for each
 * characteristic; the area's name in its own column is skipped. A cell is a number, or empty or a marker in the government's shorthand for
 * none. A row with another cell or an unknown area is refused, and so are all rows of a
 * council that has several. With `wanted` names only those columns are read. False, said,
 * where the file cannot be read, has no such columns, or a row was refused and `strict`
 * is set. */
bool characteristics_read(struct characteristics *characteristics,
                          struct byte_source *source, const struct text *wanted,
                          size_t wanted_count, struct characteristics_reading *reading);

#endif
