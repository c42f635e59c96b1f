/* Between what a sum may lie whose parts were rounded or withheld. */
#include "step/aggregate_range.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/order.h"
#include "stats/spread.h"

bool aggregate_range_is_said(const struct metric *metric)
{
    return metric->rounded_to > 0 || metric->withholds;
}

void aggregate_range_release(struct aggregate_range *range)
{
    for (size_t end = 0; end < AGGREGATE_ENDS; end++)
        free(range->ends[end]);
}

void aggregate_range_begin(struct aggregate_range *range)
{
    range->count = 0;
}

void aggregate_range_add(struct aggregate_range *range, const struct count_range *part)
{
    const double ends[AGGREGATE_ENDS] = { part->low_numerator, part->low_denominator,
                                          part->high_numerator, part->high_denominator };
    if (range->count == range->room) {
        range->room = 2 * range->count + 8;
        for (size_t end = 0; end < AGGREGATE_ENDS; end++)
            range->ends[end] =
                memory_resize(range->ends[end], range->room, sizeof(double));
    }
    for (size_t end = 0; end < AGGREGATE_ENDS; end++)
        range->ends[end][range->count] = ends[end];
    range->count++;
}

static bool value_of(const struct metric *metric, double numerator, double denominator,
                     double *value)
{
    if (metric->kind == METRIC_COUNT) {
        *value = numerator;
        return isfinite(numerator);
    }
    const enum metric_parts parts =
        metric_value_of_parts(metric, numerator, denominator, value);
    return parts == PARTS_GIVE_VALUE || parts == PARTS_GIVE_MINIMUM;
}

/* By the parts, which are whole numbers mostly: a hundredth exactly is one. */
static bool is_narrow(const struct metric *metric, const double sums[AGGREGATE_ENDS])
{
    const bool is_count = metric->kind == METRIC_COUNT;
    const double low = sums[0] * (is_count ? 1 : sums[3]);
    const double high = sums[2] * (is_count ? 1 : sums[1]);
    return 100 * (high - low) <= low;
}

bool aggregate_range_end(struct aggregate_range *range, const struct metric *metric,
                         struct aggregate_bounds *bounds)
{
    double sums[AGGREGATE_ENDS];
    for (size_t end = 0; end < AGGREGATE_ENDS; end++) {
        order_sort(range->ends[end], range->count);
        sums[end] = spread_sum(range->ends[end], range->count);
    }
    bounds->narrow = is_narrow(metric, sums);
    return value_of(metric, sums[0], sums[1], &bounds->low) &&
           value_of(metric, sums[2], sums[3], &bounds->high);
}
