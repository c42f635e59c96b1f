/* The sum of one larger area: what goes in, what is missing, and what comes out. */
#ifndef OFLOG_STEP_AGGREGATE_SUM_H
#define OFLOG_STEP_AGGREGATE_SUM_H

#include "council/observation_table.h"
#include "step/aggregate_range.h"

/* Why a member that ought to have a figure gives none. */
enum aggregate_cause {
    AGGREGATE_NO_ROW,
    AGGREGATE_NO_NUMBER, /* withheld, not available, or empty */
    AGGREGATE_NO_PARTS, /* a value that is not summed, and no numerator and denominator */
    AGGREGATE_REPORTED_BY,   /* its figure stands in another's, which is not in the sum */
    AGGREGATE_HOLDS,         /* its figure holds another's, which is not of the area */
    AGGREGATE_DIVIDED,       /* it lies in several successors */
    AGGREGATE_WITHHELD_PART, /* a small count, of which the range is known */
    AGGREGATE_CAUSE_COUNT
};

/* The number of a row that can be summed. */
struct aggregate_figure {
    double value; /* of counts and of money; of all else for aggregate_sum_offer() */
    double numerator, denominator;
    struct text source; /* good as long as the row's record, or the next call */
    bool limits;        /* confidence limits stand beside it */
};

enum aggregate_figure_outcome {
    AGGREGATE_FIGURE,
    AGGREGATE_WITHHELD,
    AGGREGATE_WITHOUT_PARTS,
    AGGREGATE_WRONG_PARTS /* as metric_value_of_parts() judges: refused */
};

/* Whether values themselves are summed: counts, and money that is not per something. All
 * else is made of summed numerators and denominators. */
bool aggregate_sums_values(const struct metric *metric);

/* Reads the figure of a row. `cells` lends room. With AGGREGATE_WRONG_PARTS *why says
 * what is wrong. */
enum aggregate_figure_outcome aggregate_figure_read(const struct observation_table *table,
                                                    const struct observation *row,
                                                    struct csv_cells *cells,
                                                    struct aggregate_figure *figure,
                                                    const char **why);

/* Reads a row that has no figure since it is a small count that is withheld, of which
 * the metric says between what it lies: the figure has the middle of that, *range what it
 * adds to a sum. False where it is no such row. */
bool aggregate_withheld_read(const struct observation_table *table,
                             const struct observation *row, struct csv_cells *cells,
                             struct aggregate_figure *figure, struct count_range *range);

enum { AGGREGATE_MOST_NAMED = 5 };

/* The members that give no figure for one cause: how many, and the first few. */
struct aggregate_lack {
    uint32_t count;
    struct text names[AGGREGATE_MOST_NAMED];
    struct text details[AGGREGATE_MOST_NAMED];
};

/* What came out. Texts are good until the next aggregate_sum_begin(). */
struct aggregate_result {
    bool has_value;
    double value;
    bool has_parts;
    double numerator, denominator;
    unsigned markers;
    uint32_t members, expected;
    uint32_t withheld; /* members that are withheld, of which the range is known */
    bool has_bounds;   /* only if they are asked for */
    struct aggregate_bounds bounds;
    struct text source, reason;
};

struct aggregate_sum {
    /* Set by the caller: sums have bounds, and withheld parts a range; but not beside a
     * published figure, from which what is withheld could be told by subtracting. */
    bool bounded, guarded;
    const struct metric *metric;
    double *values, *numerators, *denominators;
    struct text *sources;
    size_t count, room, source_count, source_room;
    uint32_t members, expected;
    uint32_t outside; /* members that do not have the service */
    struct aggregate_range range;
    unsigned markers;
    bool limits;
    struct aggregate_lack lacks[AGGREGATE_CAUSE_COUNT];
    bool offered; /* what follows is the value of a member without parts */
    struct aggregate_figure lone;
    unsigned lone_markers;
    struct arena texts; /* what does not live as long as the sum */
    struct csv_writer source, reason;
};

void aggregate_sum_init(struct aggregate_sum *sum);
void aggregate_sum_release(struct aggregate_sum *sum);

void aggregate_sum_begin(struct aggregate_sum *sum, const struct metric *metric);

/* One figure more; `record` is the text in which its source may lie. */
void aggregate_sum_add(struct aggregate_sum *sum, const struct aggregate_figure *figure,
                       unsigned markers, struct text record);

/* The same of a member that is withheld (aggregate_withheld_read()); its name lives as
 * long as the sum. */
void aggregate_sum_add_withheld(struct aggregate_sum *sum,
                                const struct aggregate_figure *figure,
                                const struct count_range *range, unsigned markers,
                                struct text record, struct text name);

/* A member whose figure is in the sum: by itself, or in that of another. */
void aggregate_sum_count(struct aggregate_sum *sum);

/* A member without the service. */
void aggregate_sum_add_outside(struct aggregate_sum *sum);

/* A member that gives no figure. `detail` says more, or is empty; both live as long as
 * the sum. */
void aggregate_sum_lack(struct aggregate_sum *sum, enum aggregate_cause cause,
                        struct text name, struct text detail);

/* The figure of a member without numerator and denominator, beside its lack: it is the
 * area's own where no other member ought to have a figure, for then nothing is averaged.
 */
void aggregate_sum_offer(struct aggregate_sum *sum, const struct aggregate_figure *figure,
                         unsigned markers);

/* The sum, if every member that ought to have a figure has one: a number made of some of
 * its parts is never given. Where all that lack one are withheld, and the bounds narrow,
 * an estimate that is said to be one. Whatever the order of adding, the same bytes. */
void aggregate_sum_end(struct aggregate_sum *sum, struct aggregate_result *result);

#endif
