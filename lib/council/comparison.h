/* The words of a comparison, and what oflog-compare and oflog-rank wrote beside a row
 * read back from its cells. */
#ifndef OFLOG_COUNCIL_COMPARISON_H
#define OFLOG_COUNCIL_COMPARISON_H

#include "council/observation_table.h"

enum comparison_column {
    COMPARISON_GROUP,
    COMPARISON_N,
    COMPARISON_MISSING,
    COMPARISON_OUTSIDE,
    COMPARISON_MEAN,
    COMPARISON_Q1,
    COMPARISON_MEDIAN,
    COMPARISON_Q3,
    COMPARISON_MAD,
    COMPARISON_DIFFERENCE,
    COMPARISON_MADS,
    COMPARISON_VERDICT,
    COMPARISON_BASIS,
    COMPARISON_MARKER,
    COMPARISON_AGAINST, /* this and those up to the rank stand only where asked for */
    COMPARISON_BENCHMARK,
    COMPARISON_BENCHMARK_LOWER, /* its own limits */
    COMPARISON_BENCHMARK_UPPER,
    COMPARISON_PHI_RAW,
    COMPARISON_PHI,
    COMPARISON_TAU_SQUARED,
    COMPARISON_GRADE,
    COMPARISON_SURVIVES,
    COMPARISON_RANK, /* this and the next are oflog-rank's, and may be absent */
    COMPARISON_RANKED,
    COMPARISON_COLUMN_COUNT,

    COMPARISON_ALWAYS = COMPARISON_AGAINST /* so many are in every comparison */
};

/* Their names, without a prefix, in that order. */
extern const char *const comparison_column_words[];

/* An empty cell is VERDICT_NONE. */
enum verdict {
    VERDICT_NONE,
    VERDICT_BETTER,
    VERDICT_SIMILAR,
    VERDICT_WORSE,
    VERDICT_HIGHER,
    VERDICT_LOWER
};

/* A value nearer to its peers' median than so many median absolute deviations is similar
 * to them, where MADs are what it is judged by; and so many peers have to have one. */
#define COMPARISON_SIMILAR_BELOW 1.5
enum { COMPARISON_LEAST_FOR_VERDICT = 5 };

/* Whether a distance in MADs, on either side, is similar; one on the limit (within 1e-9)
 * is beyond it. */
bool comparison_is_similar(double mads);

/* What it is called to be plainly better by the metric's polarity, or worse; higher or
 * lower of a neutral one. */
enum verdict comparison_beyond(const struct metric *metric, bool better);

/* How a verdict was reached, or why there is none. */
enum basis {
    BASIS_NOT_APPLICABLE,
    BASIS_NO_VALUE,
    BASIS_SMALL_BASE,   /* a share of too few */
    BASIS_NO_BENCHMARK, /* what it was to be judged against is not known */
    BASIS_TOO_FEW,
    BASIS_NO_SPREAD,
    BASIS_MADS,
    BASIS_LIMITS,
    BASIS_FUNNEL,
    BASIS_SCORE_FUNNEL,     /* as UKHSA draws it */
    BASIS_ADJUSTED_FUNNEL,  /* for what councils differ by beside chance */
    BASIS_MULTIPLIED_FUNNEL /* for as many times more than chance as they differ by */
};

bool comparison_is_by_funnel(enum basis basis);

/* A verdict told apart by how far beyond: best and worst are beyond limits of 99.8% too.
 * Neutral metrics have no further grades than their verdicts. An empty cell is
 * GRADE_NONE. */
enum grade {
    GRADE_NONE,
    GRADE_BEST,
    GRADE_BETTER,
    GRADE_SIMILAR,
    GRADE_WORSE,
    GRADE_WORST,
    GRADE_HIGHER,
    GRADE_LOWER
};

/* The grade of a verdict that is or is not beyond the wider limits too. */
enum grade comparison_grade(enum verdict verdict, bool far_beyond);

/* The words of all three, each list ending in NULL, in the order of the enums. */
extern const char *const comparison_verdict_words[];
extern const char *const comparison_basis_words[];
extern const char *const comparison_grade_words[];

struct comparison_columns {
    size_t places[COMPARISON_COLUMN_COUNT]; /* index, or CSV_COLUMN_ABSENT */
};

struct comparison {
    struct text cells[COMPARISON_COLUMN_COUNT]; /* as they stand; empty where absent */
    bool has[COMPARISON_COLUMN_COUNT];          /* a number stands there */
    double numbers[COMPARISON_COLUMN_COUNT];
    enum verdict verdict;
    enum basis basis;
    enum grade grade;
    unsigned markers; /* of the values compared */
};

/* Whether the verdict is on the distance from the peers' median: the column that names
 * another benchmark is not there, or says so. */
bool comparison_is_with_median(const struct comparison *comparison);

/* Finds PREFIX_group, PREFIX_n … and, where they are, rank and ranked. False where group,
 * n, missing, q1, median, q3, mads or verdict is missing: the first is said, with what
 * adds it and what is near. The table must have columns. */
bool comparison_find(const struct observation_table *table, const char *prefix,
                     struct comparison_columns *columns);

/* Reads a row's comparison; texts are views into `cells`. CSV_COLUMN_ABSENT, or the place
 * of the first cell that holds neither what it should nor nothing. */
size_t comparison_read(const struct comparison_columns *columns,
                       const struct csv_cells *cells, struct comparison *comparison);

#endif
