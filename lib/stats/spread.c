/* Centre and spread of one set of numbers. */
#include "stats/spread.h"

#include <math.h>
#include <stdbool.h>

#include "stats/order.h"

/* Summed as differences from the first value, so that the mean of equal values is that
 * value exactly and their spread is exactly 0, however many there are. */
static long double extended_mean(const double *values, size_t count)
{
    const long double first = values[0];
    long double sum = 0;
    for (size_t i = 1; i < count; i++)
        sum += values[i] - first;
    return first + sum / (long double)count;
}

double spread_mean(const double *values, size_t count)
{
    return (double)extended_mean(values, count);
}

double spread_sum(const double *values, size_t count)
{
    long double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return (double)sum;
}

double spread_standard_deviation(const double *values, size_t count)
{
    if (count < 2)
        return 0;
    const long double mean = extended_mean(values, count);
    long double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const long double deviation = values[i] - mean;
        sum += deviation * deviation;
    }
    return (double)sqrtl(sum / (long double)(count - 1));
}

double spread_mad(const double *sorted, size_t count)
{
    const double median = order_median(sorted, count);
    /* One past the next value at or below the median, going down; the next at or above,
     * going up. */
    size_t below = count / 2, above = count / 2;
    /* of the two middle deviations; where count is odd, unused */
    long double smaller = 0;
    long double deviation = 0;

    for (size_t taken = 0; taken <= count / 2; taken++) {
        smaller = deviation;
        const bool from_below =
            below > 0 &&
            (above == count || median - sorted[below - 1] <= sorted[above] - median);
        deviation = from_below ? median - sorted[--below] : sorted[above++] - median;
    }
    return (double)(count % 2 == 1 ? deviation : (smaller + deviation) / 2);
}

double spread_mean_absolute_deviation(const double *sorted, size_t count)
{
    const double median = order_median(sorted, count);
    long double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += fabsl(sorted[i] - (long double)median);
    return (double)(sum / (long double)count);
}

bool spread_is_none(double spread, double centre)
{
    return !(spread > 1e-9 * fabs(centre));
}
