/* One value's place among others as a score. */
#include "stats/score.h"

#include <math.h>

#include "stats/order.h"
#include "stats/spread.h"

/* Differences in extended precision: those of the largest numbers overflow a double. */
static bool divide(double value, double centre, long double spread, double *score)
{
    const double quotient = (double)(((long double)value - centre) / spread);
    if (spread_is_none((double)spread, centre) || !isfinite(quotient))
        return false;
    *score = quotient;
    return true;
}

bool score_robust(const double *sorted, size_t count, double value, double *score)
{
    const double median = order_median(sorted, count);
    const double mad = spread_mad(sorted, count);
    if (!spread_is_none(mad, median))
        return divide(value, median, SPREAD_MAD_SCALE * (long double)mad, score);
    return divide(value, median,
                  sqrtl(M_PI_2) * spread_mean_absolute_deviation(sorted, count), score);
}

bool score_standard(const double *sorted, size_t count, double value, double *score)
{
    return divide(value, spread_mean(sorted, count),
                  spread_standard_deviation(sorted, count), score);
}

bool score_min_max(const double *sorted, size_t count, double value, double *score)
{
    const long double range = (long double)sorted[count - 1] - sorted[0];
    return divide(value, sorted[0], range, score);
}

/* How many of the values are below `value`, or (or_equal) not above it. */
static size_t count_below(const double *sorted, size_t count, double value, bool or_equal)
{
    size_t from = 0, to = count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (sorted[middle] < value || (or_equal && sorted[middle] == value))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool score_percentile(const double *sorted, size_t count, double value, double *score)
{
    const double below = (double)count_below(sorted, count, value, false);
    const double up_to = (double)count_below(sorted, count, value, true);
    *score = 100 * (below + up_to) / 2 / (double)count;
    return true;
}
