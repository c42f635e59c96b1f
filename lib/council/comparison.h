/* What oflog-compare and oflog-rank wrote beside a row, read back from its cells. */
#ifndef OFLOG_COUNCIL_COMPARISON_H
#define OFLOG_COUNCIL_COMPARISON_H

#include "council/observation_table.h"

enum comparison_column {
    COMPARISON_GROUP,
    COMPARISON_N,
    COMPARISON_MISSING,
    COMPARISON_Q1,
    COMPARISON_MEDIAN,
    COMPARISON_Q3,
    COMPARISON_MADS,
    COMPARISON_VERDICT,
    COMPARISON_RANK, /* this and the next are oflog-rank's, and may be absent */
    COMPARISON_RANKED,
    COMPARISON_COLUMN_COUNT
};

/* "better", "similar" …; an empty cell is VERDICT_NONE. */
enum verdict {
    VERDICT_NONE,
    VERDICT_BETTER,
    VERDICT_SIMILAR,
    VERDICT_WORSE,
    VERDICT_HIGHER,
    VERDICT_LOWER
};

struct comparison_columns {
    size_t places[COMPARISON_COLUMN_COUNT]; /* index, or CSV_COLUMN_ABSENT */
};

struct comparison {
    struct text cells[COMPARISON_COLUMN_COUNT]; /* as they stand; empty where absent */
    bool has[COMPARISON_COLUMN_COUNT];          /* a number stands there */
    double numbers[COMPARISON_COLUMN_COUNT];
    enum verdict verdict;
};

/* Finds PREFIX_group, PREFIX_n … and, where they are, rank and ranked. False where a
 * column of the comparison is missing: the first is said, with what adds it and what is
 * near. The table must have columns. */
bool comparison_find(const struct observation_table *table, const char *prefix,
                     struct comparison_columns *columns);

/* Reads a row's comparison; texts are views into `cells`. CSV_COLUMN_ABSENT, or the place
 * of the first cell that holds neither what it should nor nothing. */
size_t comparison_read(const struct comparison_columns *columns,
                       const struct csv_cells *cells, struct comparison *comparison);

#endif
