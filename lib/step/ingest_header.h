/* Where a recipe's columns stand in the file at hand. A part of ingest. */
#ifndef OFLOG_STEP_INGEST_HEADER_H
#define OFLOG_STEP_INGEST_HEADER_H

#include "council/recipe.h"
#include "format/csv_columns.h"
#include "format/row_source.h"

/* A column that `across` names, and the part of its head that tells it from others. */
struct ingest_head {
    size_t cell;
    struct text text;
};

struct ingest_header {
    struct csv_columns columns; /* runs of white space folded into one space */
    struct csv_columns *groups; /* filled to the right, one for each group header */
    size_t *cells;              /* the cell of each of the recipe's columns */
    struct ingest_head *heads;
    size_t head_count; /* 0 without `across` */
    uint64_t records;  /* read so far */
    uint64_t start;    /* the record, of those, with which the table starts */
    uint64_t line;     /* of the header's last record */
    /* what stands above the table for the area, the period and the metric, where the
     * recipe has it there */
    struct text above[3];
};

/* The three subjects, in the order of `above`. */
enum ingest_subject { SUBJECT_AREA, SUBJECT_PERIOD, SUBJECT_METRIC };
const struct recipe_text *ingest_subject_text(const struct recipe *recipe,
                                              enum ingest_subject subject);

/* Reads down to the header, finds where each of the recipe's columns stands and which
 * columns `across` names. `first` is the record that starts the table where that has been
 * read already, else NULL. False, said, where one is absent or stands twice, or the file
 * ends above. What is kept lives in `arena`. */
bool ingest_header_read(struct ingest_header *header, struct row_source *rows,
                        const struct csv_row *first, const struct recipe *recipe,
                        struct arena *arena, struct messages *messages);

/* Whether the record is where the table starts or ends. */
bool ingest_is_edge(const struct recipe_edge *edge, const struct csv_row *row);

#endif
