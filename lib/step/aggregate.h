/* Figures of councils made into figures of larger areas.
 *
 * Holds the table, and one byte more for each row. */
#ifndef OFLOG_STEP_AGGREGATE_H
#define OFLOG_STEP_AGGREGATE_H

#include "step/aggregate_areas.h"
#include "step/step.h"

struct aggregate_options {
    enum aggregate_to to;
    bool keep; /* the rows of the input come out first */
    /* a column more, `sum`: beside a larger area's published figure what its members come
     * to, which does not take its place. Not with keep */
    bool beside;
    /* two columns more, `sum_low` and `sum_high`: between what a sum lies whose parts
     * were rounded or withheld, as the metric says */
    bool small_numbers;
};

enum { AGGREGATE_MOST_COLUMNS = 8 };

/* The columns that aggregate_run() adds, ending in NULL, into `columns`. Returns it.
 * Where the table has no column for markers, one is written before them. */
const char *const *aggregate_columns(const struct aggregate_options *options,
                                     const char *columns[AGGREGATE_MOST_COLUMNS]);

/* What became of a row; of several, the first counts. */
enum aggregate_fate {
    AGGREGATE_TAKEN,        /* into a larger area */
    AGGREGATE_PASSED,       /* it is of a larger area itself */
    AGGREGATE_WHOLE_COUNTY, /* or a part of one; the other is taken */
    AGGREGATE_NOT_DIVIDED,
    AGGREGATE_NOT_ABOUT,
    AGGREGATE_REPLACED,
    AGGREGATE_OF_OTHER_LEVEL,
    AGGREGATE_SUPERSEDED,
    AGGREGATE_NOT_THERE,
    AGGREGATE_IN_NONE,
    AGGREGATE_FATE_COUNT
};

/* Why rows were left out, in words; NULL for the first two. In the order of the enum. */
extern const char *const aggregate_fate_words[];

/* Every row of the input that is not merged or refused is in `rows` once. */
struct aggregate_account {
    uint64_t rows[AGGREGATE_FATE_COUNT];
    uint64_t kept;           /* rows of the input that came out for --keep */
    uint64_t sums;           /* rows that came out as sums, those without a number too */
    uint64_t without_number; /* of these */
    uint64_t estimated;      /* of these: with parts that are withheld */
    uint64_t limits_dropped; /* sums of members with confidence limits */
    uint64_t published;      /* published rows that stand where a sum could */
    uint64_t giving_away;    /* of these: what its members withhold could be told by it */
    uint64_t held_back;      /* sums whose key a kept row has already */
};

/* Sums the council rows of each metric and period by larger area: values of counts and
 * money; of everything else numerators and denominators, of which the value is made
 * (metric_value_of_parts()). A member that ought to have a figure and has none makes the
 * sum `x`, with a reason. Rows of the larger areas themselves pass as they are, and so
 * does a council that is its own successor. Rows come out by metric, period and code.
 *
 * Rows with parts that cannot be are refused, and, unless rows are kept, figures of
 * councils that were divided among several successors. */
enum step_outcome aggregate_run(struct observation_table *table,
                                struct aggregate_areas *larger,
                                const struct aggregate_options *options,
                                struct csv_writer *writer,
                                struct aggregate_account *account);

#endif
