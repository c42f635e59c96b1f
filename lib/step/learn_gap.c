/* Whether two figures differ clearly. */
#include "step/learn_gap.h"

#include <math.h>
#include <stdio.h>

#include "stats/order.h"
#include "stats/spread.h"

enum { KEY_SIZE = 32 };

struct learn_spread learn_spread_of(double *turned, uint32_t count)
{
    struct learn_spread spread = { .n = count };
    if (count < COMPARISON_LEAST_FOR_VERDICT)
        return spread;
    order_sort(turned, count);
    spread.mad = spread_mad(turned, count);
    spread.serves = !spread_is_none(spread.mad, order_median(turned, count));
    return spread;
}

static enum learn_side side_of(double better_by, bool similar)
{
    if (similar)
        return LEARN_SIMILAR;
    return better_by > 0 ? LEARN_BETTER : LEARN_WORSE;
}

static struct estimate estimate_of(struct learn_figure figure)
{
    return (struct estimate){ figure.row->value, figure.limits.lower,
                              figure.limits.upper };
}

struct learn_gap learn_gap_between(const struct metric *metric,
                                   const struct learn_spread *spread,
                                   struct learn_figure own, struct learn_figure other)
{
    const double better_by = metric_oriented(metric, other.row->value) -
                             metric_oriented(metric, own.row->value);
    struct learn_gap gap = { .basis = BASIS_LIMITS };
    if (own.has_limits && other.has_limits && metric->polarity != POLARITY_TARGET) {
        gap.difference = difference_between(estimate_of(other), estimate_of(own));
        const struct limits limits = { gap.difference.lower, gap.difference.upper };
        gap.side = side_of(better_by, limits_hold(limits, 0));
        return gap;
    }
    gap.basis =
        spread->n < COMPARISON_LEAST_FOR_VERDICT ? BASIS_TOO_FEW : BASIS_NO_SPREAD;
    gap.mads = better_by / spread->mad;
    if (!spread->serves || !isfinite(gap.mads))
        return gap;
    gap.basis = BASIS_MADS;
    gap.side = side_of(better_by, comparison_is_similar(gap.mads));
    return gap;
}

static void add(struct evidence *evidence, const char *what, const char *measure,
                double number)
{
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "%s_%s", what, measure);
    evidence_add_number(evidence, key, number);
}

void learn_gap_add(struct evidence *evidence, const char *what,
                   const struct learn_gap *gap)
{
    if (gap->basis == BASIS_MADS) {
        add(evidence, what, "mads", gap->mads);
        return;
    }
    add(evidence, what, "lower", gap->difference.lower);
    add(evidence, what, "upper", gap->difference.upper);
}
