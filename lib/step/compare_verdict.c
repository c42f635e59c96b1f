/* The verdict on one value. */
#include "step/compare_verdict.h"

#include <math.h>

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

/* Fingertips' rule: similar while the limits hold the benchmark. */
static enum verdict verdict_by_limits(const struct compare_case *judged,
                                      const struct compare_ground *ground)
{
    return limits_hold(judged->limits, ground->benchmark)
               ? VERDICT_SIMILAR
               : verdict_beyond(judged->metric, judged->value > ground->benchmark);
}

static enum funnel_model model_of(const struct metric *metric)
{
    return metric->kind == METRIC_PROPORTION ? FUNNEL_SHARE : FUNNEL_RATE;
}

static bool find_funnel(const struct compare_case *judged,
                        const struct compare_ground *ground, double confidence,
                        struct limits *limits)
{
    struct funnel_limits found;
    if (ground->adjusts)
        found = funnel_limits(&ground->funnel, judged->denominator, confidence, true);
    else if (!funnel_exact(model_of(judged->metric), ground->target, judged->denominator,
                           confidence, &found))
        return false;
    *limits = (struct limits){ found.lower, found.upper };
    return true;
}

/* Which side of the funnel's limits a value is plainly on, without their cost: -1, 0
 * between them, 1; or 2 where they have to be looked at. */
static int plain_side(const struct compare_case *judged,
                      const struct compare_ground *ground, double observed)
{
    static const double near = 1e-6, tail = (1 - CONFIDENCE) / 2;
    double place;
    if (ground->adjusts || !funnel_exact_place(model_of(judged->metric), ground->target,
                                               judged->denominator, observed, &place))
        return 2;
    if (place < tail - near)
        return -1;
    if (place > 1 - tail + near)
        return 1;
    return place > tail + near && place < 1 - tail - near ? 0 : 2;
}

/* Similar while the count is no further from the target than chance may take it. False
 * where there is no funnel. */
static bool verdict_by_funnel(const struct compare_case *judged,
                              const struct compare_ground *ground, enum basis *basis,
                              enum verdict *verdict)
{
    struct limits limits;
    const double observed = judged->numerator / judged->denominator;
    if (!judged->has_counts || !ground->has_funnel)
        return false;
    const int side = plain_side(judged, ground, observed);
    if (side == 2 && !find_funnel(judged, ground, CONFIDENCE, &limits))
        return false;
    const bool is_inside = side == 2 ? limits_hold(limits, observed) : side == 0;
    *basis = ground->adjusts ? BASIS_ADJUSTED_FUNNEL : BASIS_FUNNEL;
    *verdict = is_inside ? VERDICT_SIMILAR
                         : verdict_beyond(judged->metric, observed > ground->target);
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
        return verdict_by_limits(judged, ground);
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
    struct limits wider;
    switch (basis) {
    case BASIS_LIMITS:
        return judged->has_wider_limits
                   ? comparison_grade(verdict,
                                      !limits_hold(judged->wider, ground->benchmark))
                   : GRADE_NONE;
    case BASIS_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
        return find_funnel(judged, ground, WIDER_CONFIDENCE, &wider)
                   ? comparison_grade(
                         verdict,
                         !limits_hold(wider, judged->numerator / judged->denominator))
                   : GRADE_NONE;
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
