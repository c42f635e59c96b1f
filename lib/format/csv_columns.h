/* Header names -> cell numbers; missing and doubled ones are said. */
#ifndef OFLOG_FORMAT_CSV_COLUMNS_H
#define OFLOG_FORMAT_CSV_COLUMNS_H

#include "base/memory.h"
#include "base/messages.h"
#include "format/csv_reader.h"

enum { CSV_COLUMN_ABSENT = UINT32_MAX };

struct csv_columns {
    const struct text *names; /* kept in the arena given to csv_columns_keep() */
    size_t count;
};

/* Takes the names from a header row. */
void csv_columns_keep(struct csv_columns *columns, const struct csv_row *header,
                      struct arena *arena);

/* Whether this is a header of names with commas between, none empty and none twice; the
 * first that does is said with its place. */
bool csv_columns_check(const struct csv_columns *columns, struct place header,
                       struct messages *messages);

/* The index, from 0, of the first column of that name, or CSV_COLUMN_ABSENT. */
size_t csv_columns_find(const struct csv_columns *columns, struct text name);

/* As csv_columns_find(); a missing column is said with the place of the header and the
 * nearest names. */
size_t csv_columns_need(const struct csv_columns *columns, struct text name,
                        struct place header, struct messages *messages);

#endif
