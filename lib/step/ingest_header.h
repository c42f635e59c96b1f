/* Where a recipe's columns stand in the file at hand. A part of ingest. */
#ifndef OFLOG_STEP_INGEST_HEADER_H
#define OFLOG_STEP_INGEST_HEADER_H

#include "council/recipe.h"
#include "format/csv_columns.h"
#include "format/row_source.h"

struct ingest_header {
    struct csv_columns columns; /* runs of white space folded into one space */
    struct csv_columns groups;  /* filled to the right; count 0 without a group header */
    const size_t *cells;        /* the cell of each of the recipe's columns */
};

/* Reads down to the header, which is record number recipe->header (blank lines count, as
 * they do in an editor), and finds each of the recipe's columns. False, said, where one
 * is absent or stands twice, or the file ends above. What is kept lives in `arena`. */
bool ingest_header_read(struct ingest_header *header, struct row_source *rows,
                        const struct recipe *recipe, struct arena *arena,
                        struct messages *messages);

#endif
