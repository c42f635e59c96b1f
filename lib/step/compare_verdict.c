/* The verdict on one value. */
#include "step/compare_verdict.h"

#include <math.h>

#include "base/number.h"
#include "stats/spread.h"

enum { LEAST_FOR_VERDICT = 5 };

double compare_scale(const struct metric *metric, double x)
{
    return metric->polarity == POLARITY_TARGET ? metric_oriented(metric, x) : x;
}

/* What it is called to lie above the benchmark, on the scale of y, or below it. */
static enum verdict verdict_beyond(const struct metric *metric, bool above)
{
    switch (metric->polarity) {
    case POLARITY_NEUTRAL:
        return above ? VERDICT_HIGHER : VERDICT_LOWER;
    case POLARITY_LOW:
        return above ? VERDICT_WORSE : VERDICT_BETTER;
    case POLARITY_HIGH:
    case POLARITY_TARGET:
        break;
    }
    return above ? VERDICT_BETTER : VERDICT_WORSE;
}

/* Fingertips' rule: similar while the limits hold the benchmark. */
static enum verdict verdict_by_limits(const struct compare_case *judged,
                                      const struct compare_ground *ground)
{
    return limits_hold(judged->limits, ground->benchmark)
               ? VERDICT_SIMILAR
               : verdict_beyond(judged->metric, judged->value > ground->benchmark);
}

static bool is_similar(double mads)
{
    return fabs(mads) < COMPARISON_SIMILAR_BELOW &&
           !number_nearly_equal(fabs(mads), COMPARISON_SIMILAR_BELOW);
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
    return is_similar(mads) ? VERDICT_SIMILAR : verdict_beyond(judged->metric, mads > 0);
}

enum verdict compare_verdict(const struct compare_case *judged,
                             const struct compare_ground *ground, enum basis *basis)
{
    /* Limits of the value are none of its distance from a target. */
    const bool has_limits =
        judged->has_limits && judged->metric->polarity != POLARITY_TARGET;
    *basis = judged->has_small_base  ? BASIS_SMALL_BASE
             : ground->has_benchmark ? BASIS_LIMITS
             : ground->n == 0        ? BASIS_TOO_FEW
                                     : BASIS_NO_BENCHMARK;
    if (*basis != BASIS_LIMITS)
        return VERDICT_NONE;
    if (has_limits)
        return verdict_by_limits(judged, ground);
    if (ground->n >= LEAST_FOR_VERDICT)
        return verdict_by_mads(judged, ground, basis);
    *basis = BASIS_TOO_FEW;
    return VERDICT_NONE;
}
