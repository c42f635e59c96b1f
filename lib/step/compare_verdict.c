/* The verdict on one value. */
#include "step/compare_verdict.h"

#include <math.h>

#include "council/count_range.h"
#include "stats/interval.h"
#include "stats/spread.h"

/* Of a funnel, as of the limits of a value; and of those that grades ask for beside. */
#define CONFIDENCE 0.95
#define WIDER_CONFIDENCE 0.998

double compare_scale(const struct metric *metric, double x)
{
    return metric->polarity == POLARITY_TARGET ? metric_oriented(metric, x) : x;
}

/* What it is called to lie above the benchmark, on the scale of y, or below it. */
static enum verdict verdict_beyond(const struct metric *metric, bool above)
{
    return comparison_beyond(metric, above != (metric->polarity == POLARITY_LOW));
}

static bool limits_overlap(struct limits a, struct limits b)
{
    return limits_hold(a, b.lower) || limits_hold(a, b.upper) || limits_hold(b, a.lower);
}

/* Fingertips' rules: similar while the limits hold the benchmark, or while both limits
 * overlap. */
static enum verdict verdict_by_limits(const struct compare_case *judged,
                                      const struct compare_ground *ground,
                                      enum basis *basis)
{
    if (ground->is_double && !ground->has_benchmark_limits) {
        *basis = BASIS_NO_BENCHMARK;
        return VERDICT_NONE;
    }
    const bool is_similar = ground->is_double
                                ? limits_overlap(judged->limits, ground->benchmark_limits)
                                : limits_hold(judged->limits, ground->benchmark);
    return is_similar ? VERDICT_SIMILAR
                      : verdict_beyond(judged->metric, judged->value > ground->benchmark);
}

static enum funnel_model model_of(const struct metric *metric)
{
    return metric->kind == METRIC_PROPORTION ? FUNNEL_SHARE : FUNNEL_RATE;
}

/* A share or rate as observed, of how many. */
struct observed {
    double value, numerator, denominator;
};

static struct observed observe(double numerator, double denominator)
{
    return (struct observed){ numerator / denominator, numerator, denominator };
}

static bool find_funnel(const struct metric *metric, const struct compare_ground *ground,
                        double denominator, double confidence, struct limits *limits)
{
    struct funnel_limits found = { 0 };
    bool is_found = true;
    switch (ground->kind) {
    case COMPARE_FUNNEL_OF_CHANCE:
        is_found = funnel_exact(model_of(metric), ground->target, denominator, confidence,
                                &found);
        break;
    case COMPARE_FUNNEL_OF_SCORE:
        is_found = funnel_normal(model_of(metric), ground->target, denominator,
                                 confidence, &found);
        break;
    case COMPARE_FUNNEL_ADJUSTED:
        found = funnel_limits(&ground->funnel, denominator, confidence, true);
        break;
    case COMPARE_FUNNEL_MULTIPLIED:
        found = funnel_limits_multiplied(&ground->funnel, denominator, confidence);
        break;
    }
    *limits = (struct limits){ found.lower, found.upper };
    return is_found;
}

/* Where a value is in a funnel: below its limits, between or above them. */
enum side { BELOW = -1, BETWEEN, ABOVE, WITHOUT };

/* UKHSA judges rates the other way round: by whether the target lies within the limits of
 * what was observed. */
static enum side side_of_target(const struct compare_ground *ground,
                                struct observed observed, double confidence)
{
    struct interval own;
    if (!(ground->target > 0) ||
        interval_rate(observed.numerator, observed.denominator, 1, INTERVAL_BYAR,
                      confidence, &own) != INTERVAL_DONE)
        return WITHOUT;
    if (limits_hold((struct limits){ own.lower, own.upper }, ground->target))
        return BETWEEN;
    return ground->target > own.upper ? BELOW : ABOVE;
}

/* Where it plainly is, without the cost of limits; WITHOUT where they have to be looked
 * at. */
static enum side plain_side(const struct metric *metric,
                            const struct compare_ground *ground, struct observed observed,
                            double confidence)
{
    static const double near = 1e-6;
    const double tail = (1 - confidence) / 2;
    double place;
    if (ground->kind != COMPARE_FUNNEL_OF_CHANCE ||
        !funnel_exact_place(model_of(metric), ground->target, observed.denominator,
                            observed.value, &place))
        return WITHOUT;
    if (place < tail - near)
        return BELOW;
    if (place > 1 - tail + near)
        return ABOVE;
    return place > tail + near && place < 1 - tail - near ? BETWEEN : WITHOUT;
}

/* WITHOUT where there is no funnel. */
static enum side side_of(const struct metric *metric, const struct compare_ground *ground,
                         struct observed observed, double confidence)
{
    struct limits limits;
    if (ground->kind == COMPARE_FUNNEL_OF_SCORE && model_of(metric) == FUNNEL_RATE)
        return side_of_target(ground, observed, confidence);
    const enum side plain = plain_side(metric, ground, observed, confidence);
    if (plain != WITHOUT ||
        !find_funnel(metric, ground, observed.denominator, confidence, &limits))
        return plain;
    return limits_hold(limits, observed.value) ? BETWEEN
           : observed.value > ground->target   ? ABOVE
                                               : BELOW;
}

/* Counts that are rounded are beyond the limits where they are wherever they may have
 * been before. */
static enum side side_in_funnel(const struct compare_case *judged,
                                const struct compare_ground *ground, double confidence)
{
    const struct metric *metric = judged->metric;
    const struct observed observed = observe(judged->numerator, judged->denominator);
    const enum side side = side_of(metric, ground, observed, confidence);
    if (metric->rounded_to == 0 || side == BETWEEN || side == WITHOUT)
        return side;
    struct count_range range =
        count_range_of(metric, judged->numerator, judged->denominator);
    if (metric->kind == METRIC_PROPORTION)
        range = count_range_whole(&range);
    /* What lies below the limits might have been higher. */
    const struct observed nearest =
        side == BELOW ? observe(range.high_numerator, range.high_denominator)
                      : observe(range.low_numerator, range.low_denominator);
    return side_of(metric, ground, nearest, confidence) == side ? side : BETWEEN;
}

/* Similar while the count is no further from the target than chance may take it. False
 * where there is no funnel. */
static bool verdict_by_funnel(const struct compare_case *judged,
                              const struct compare_ground *ground, enum basis *basis,
                              enum verdict *verdict)
{
    static const enum basis bases[] = {
        [COMPARE_FUNNEL_OF_CHANCE] = BASIS_FUNNEL,
        [COMPARE_FUNNEL_OF_SCORE] = BASIS_SCORE_FUNNEL,
        [COMPARE_FUNNEL_ADJUSTED] = BASIS_ADJUSTED_FUNNEL,
        [COMPARE_FUNNEL_MULTIPLIED] = BASIS_MULTIPLIED_FUNNEL,
    };
    if (!judged->has_counts || !ground->has_funnel)
        return false;
    const enum side side = side_in_funnel(judged, ground, CONFIDENCE);
    if (side == WITHOUT)
        return false;
    *basis = bases[ground->kind];
    *verdict =
        side == BETWEEN ? VERDICT_SIMILAR : verdict_beyond(judged->metric, side == ABOVE);
    return true;
}

static enum verdict verdict_by_mads(const struct compare_case *judged,
                                    const struct compare_ground *ground,
                                    enum basis *basis)
{
    const double y = compare_scale(judged->metric, judged->value);
    const double mads = (y - ground->benchmark) / ground->mad;
    *basis = BASIS_NO_SPREAD;
    if (spread_is_none(ground->mad, ground->median) || !isfinite(mads))
        return VERDICT_NONE;
    *basis = BASIS_MADS;
    return comparison_is_similar(mads) ? VERDICT_SIMILAR
                                       : verdict_beyond(judged->metric, mads > 0);
}

enum verdict compare_verdict(const struct compare_case *judged,
                             const struct compare_ground *ground, enum basis *basis)
{
    /* Limits of a value or a count are none of its distance from a target. */
    const bool has_target = judged->metric->polarity == POLARITY_TARGET;
    enum verdict verdict;
    *basis = judged->has_small_base  ? BASIS_SMALL_BASE
             : ground->has_benchmark ? BASIS_LIMITS
             : ground->n == 0        ? BASIS_TOO_FEW
                                     : BASIS_NO_BENCHMARK;
    if (*basis != BASIS_LIMITS)
        return VERDICT_NONE;
    if (judged->has_limits && !has_target)
        return verdict_by_limits(judged, ground, basis);
    if (!has_target && verdict_by_funnel(judged, ground, basis, &verdict))
        return verdict;
    if (ground->n >= COMPARISON_LEAST_FOR_VERDICT)
        return verdict_by_mads(judged, ground, basis);
    *basis = BASIS_TOO_FEW;
    return VERDICT_NONE;
}

enum grade compare_grade(const struct compare_case *judged,
                         const struct compare_ground *ground, enum verdict verdict,
                         enum basis basis)
{
    enum side side;
    switch (basis) {
    case BASIS_LIMITS:
        return judged->has_wider_limits
                   ? comparison_grade(verdict,
                                      !limits_hold(judged->wider, ground->benchmark))
                   : GRADE_NONE;
    case BASIS_FUNNEL:
    case BASIS_SCORE_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
    case BASIS_MULTIPLIED_FUNNEL:
        side = side_in_funnel(judged, ground, WIDER_CONFIDENCE);
        return side == WITHOUT ? GRADE_NONE : comparison_grade(verdict, side != BETWEEN);
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_SMALL_BASE:
    case BASIS_NO_BENCHMARK:
    case BASIS_TOO_FEW:
    case BASIS_NO_SPREAD:
    case BASIS_MADS:
        break;
    }
    return GRADE_NONE;
}
