/* The verdict on one value: which rule its figures bear, and what that rule says.
 *
 * A metric with a target is judged on y = -|x - target|, every other on y = x itself. */
#ifndef OFLOG_STEP_COMPARE_VERDICT_H
#define OFLOG_STEP_COMPARE_VERDICT_H

#include "council/comparison.h"
#include "council/limits.h"
#include "council/metric.h"
#include "stats/funnel.h"

/* What stands in a row. */
struct compare_case {
    const struct metric *metric;
    double value;
    bool has_limits; /* and they hold the value */
    struct limits limits;
    bool has_wider_limits; /* beside those */
    struct limits wider;
    bool has_small_base; /* a share of fewer than 20 */
    bool has_counts;     /* of cases or events, which the value was made of */
    double numerator, denominator;
};

/* What a funnel allows for. */
enum compare_funnel {
    COMPARE_FUNNEL_OF_CHANCE, /* exact */
    COMPARE_FUNNEL_OF_SCORE,  /* as UKHSA: a share about the target by the normal score,
                                 the target about a rate by Byar's limits */
    COMPARE_FUNNEL_ADJUSTED,  /* what councils differ by beside chance, added */
    COMPARE_FUNNEL_MULTIPLIED /* or as many times more than by chance */
};

/* What it is judged against. */
struct compare_ground {
    uint32_t n; /* peers with a value */
    bool has_benchmark;
    double benchmark; /* on the scale of y */
    bool is_double;   /* limits are held against the benchmark's own */
    bool has_benchmark_limits;
    struct limits benchmark_limits;
    double median, mad; /* of the peers' y; meant where n is at least 4 */
    bool has_funnel;
    double target; /* of the funnel: a share or rate, per 1 */
    enum compare_funnel kind;
    struct funnel funnel; /* the last two kinds' */
};

/* x on the scale on which the metric is judged. */
double compare_scale(const struct metric *metric, double x);

/* Fewer peers than this have no quartiles and no spread; and fewer than
 * COMPARISON_LEAST_FOR_VERDICT judge nobody but by limits. */
enum { COMPARE_LEAST_FOR_SPREAD = 4 };

/* The verdict, or VERDICT_NONE; *basis says how it was reached, or why it was not. */
enum verdict compare_verdict(const struct compare_case *judged,
                             const struct compare_ground *ground, enum basis *basis);

/* How far beyond its limits a verdict is: they are looked at once more, of 99.8%.
 * GRADE_NONE where there is no verdict, where it is by MADs, which are a position and no
 * significance, and where it is by limits without wider ones. */
enum grade compare_grade(const struct compare_case *judged,
                         const struct compare_ground *ground, enum verdict verdict,
                         enum basis basis);

#endif
