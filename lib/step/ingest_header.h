/* Where a recipe's columns stand in the file at hand. A part of ingest. */
#ifndef OFLOG_STEP_INGEST_HEADER_H
#define OFLOG_STEP_INGEST_HEADER_H

#include "council/recipe.h"
#include "format/csv_columns.h"
#include "format/row_source.h"

/* How many records are looked at for a header that is found by its names. */
enum { INGEST_DEEPEST_HEADER = 200 };

/* A column that `across` names, and the part of its head that tells it from others. */
struct ingest_head {
    size_t cell;
    struct text text;
};

/* What stands above the table for the area, the period or the metric, where the recipe
 * has it there. */
struct ingest_above {
    bool found;
    struct text text;
    bool doubled; /* a cell that is another is such as the recipe asks as well */
    struct text other;
};

struct ingest_header {
    struct csv_columns columns; /* runs of white space folded into one space */
    struct csv_columns *groups; /* filled to the right, one for each group header */
    size_t first, end;          /* the cells [first, end) are of the table */
    size_t *cells;              /* the cell of each of the recipe's columns */
    struct ingest_head *heads;
    size_t head_count; /* 0 without `across` */
    uint64_t records;  /* read so far: the last is the header's, where there is one */
    uint64_t start;    /* the record, of those, with which the table starts */
    uint64_t line;     /* of the header's last record */
    struct ingest_above above[3];
};

/* The three subjects, in the order of `above`. */
enum ingest_subject { SUBJECT_AREA, SUBJECT_PERIOD, SUBJECT_METRIC };
const struct recipe_text *ingest_subject_text(const struct recipe *recipe,
                                              enum ingest_subject subject);

/* The most bytes of records that are held as the lines and headings of a header: as many
 * as one record may have. */
enum { INGEST_HEADER_LIMIT = CSV_RECORD_LIMIT };

/* The most cells that are held against names of the recipe, where the header is found by
 * those: of a hundred names and ten thousand columns the whole way. */
enum { INGEST_MOST_COMPARED = 200000000 };

/* Reads down to the header. `first` is the record that starts the table where that has
 * been read already, else NULL. False, said, where the file ends above it. What is kept
 * lives in `arena`. */
bool ingest_header_read(struct ingest_header *header, struct row_source *rows,
                        const struct csv_row *first, const struct recipe *recipe,
                        struct arena *arena, struct messages *messages);

/* What finds columns in a header that has been read. */
struct ingest_finder {
    struct ingest_header *header;
    const char *file;
    const struct recipe *recipe;
    struct recipe_years years;
    struct arena *arena;
    struct messages *messages;
};

/* Finds where each of the recipe's columns stands and which columns `across` names.
 * False, said, where one is absent or stands twice. */
bool ingest_header_find(struct ingest_finder *finder);

/* The heading of the group in which a column stands. False, said, where that is absent or
 * stands twice. */
bool ingest_header_group(struct ingest_finder *finder, uint32_t column,
                         struct text *heading);

/* The part of a head between what the recipe says it begins and ends with. False where
 * it does not, or nothing is left, or the recipe excepts it. */
bool ingest_head_cut(const struct recipe_across *across, struct text head,
                     struct text *part);

/* Whether the record is where the table starts or ends. */
bool ingest_is_edge(const struct recipe_edge *edge, const struct csv_row *row);

#endif
