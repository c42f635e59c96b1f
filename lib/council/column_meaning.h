/* What the columns of a table hold: for those who read it without the manual. */
#ifndef OFLOG_COUNCIL_COLUMN_MEANING_H
#define OFLOG_COUNCIL_COLUMN_MEANING_H

#include "base/memory.h"
#include "format/csv_columns.h"

enum column_type {
    COLUMN_TEXT,
    COLUMN_NUMBER,
    COLUMN_WHOLE, /* a number without a fraction */
    COLUMN_DATE   /* 2022-04-01 */
};

struct column_meaning {
    struct text title; /* a few words: "Area code" */
    struct text description;
    enum column_type type;
};

/* What the column numbered `column` holds, by its name: one of the observation table, of
 * a tool, or of a comparison with any prefix. Texts are constant or made in the arena. A
 * column that is not known is COLUMN_TEXT, its title its name, without a description. */
struct column_meaning column_meaning_find(const struct csv_columns *columns,
                                          size_t column, struct arena *arena);

/* The same by name, of a column that is no comparison's; false where it is not known. */
bool column_meaning_of(const char *name, struct column_meaning *meaning);

#endif
