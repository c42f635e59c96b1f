/* Mann and Kendall's test and the slope of Theil and Sen. */
#include "stats/trend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

enum {
    SHORT = 5,           /* fewer values prove nothing at 95% */
    EXACT_MOST = 50,     /* values without ties whose orders are counted */
    EXACT_MOST_TIED = 8, /* and with ties */
    EXACT_PAIRS = EXACT_MOST * (EXACT_MOST - 1) / 2
};

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

/* How many numbers of a set are tied, in the sums that the variance of S wants. Each is
 * over groups of t equal numbers; all are 0 without ties. */
struct tied {
    double pairs;    /* t (t - 1) / 2 */
    double triples;  /* t (t - 1) (t - 2) */
    double weighted; /* t (t - 1) (2 t + 5) */
};

static struct tied count_ties(const double *sorted, size_t count)
{
    struct tied ties = { 0 };
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && sorted[end] == sorted[start])
            end++;
        const double t = (double)(end - start);
        ties.pairs += t * (t - 1) / 2;
        ties.triples += t * (t - 1) * (t - 2);
        ties.weighted += t * (t - 1) * (2 * t + 5);
    }
    return ties;
}

/* Kendall (1970), for ties among times and values. */
static double variance_of_s(double n, struct tied times, struct tied values)
{
    double variance =
        (n * (n - 1) * (2 * n + 5) - times.weighted - values.weighted) / 18 +
        2 * times.pairs * values.pairs / (n * (n - 1));
    if (n > 2)
        variance += times.triples * values.triples / (9 * n * (n - 1) * (n - 2));
    return variance;
}

static double kendall_s(const double *times, const double *values, size_t count)
{
    double s = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            s += sign(values[j] - values[i]) * sign(times[j] - times[i]);
    return s;
}

/* ways[k] *= 1 + x + ... + x^(length - 1), for a polynomial of this degree. */
static void multiply(double *ways, size_t *degree, size_t length)
{
    *degree += length - 1;
    for (size_t k = *degree + 1; k-- > 0;)
        for (size_t step = 1; step < length && step <= k; step++)
            ways[k] += ways[k - step];
}

/* The inverse, where it leaves no rest. */
static void divide(double *ways, size_t *degree, size_t length)
{
    for (size_t k = 1; k <= *degree; k++)
        for (size_t step = 1; step < length && step <= k; step++)
            ways[k] -= ways[k - step];
    *degree -= length - 1;
}

/* The chance that |S| is as large or larger when all orders of the values are equally
 * likely. In how many of them k pairs fall is a coefficient of the Gaussian multinomial
 * of the groups of ties: the product of 1 + x + ... + x^(i - 1) for i up to the number of
 * values, over the same for each group. With ties the coefficients are whole numbers
 * below 2^53, so that nothing is lost in dividing. */
static double exact_p(const double *sorted, size_t count, double s)
{
    double ways[EXACT_PAIRS + 1] = { 1 };
    size_t degree = 0;
    for (size_t i = 2; i <= count; i++)
        multiply(ways, &degree, i);
    for (size_t i = 1, equal = 1; i < count; i++) {
        equal = sorted[i] == sorted[i - 1] ? equal + 1 : 1;
        if (equal > 1)
            divide(ways, &degree, equal);
    }
    const size_t fewest = (size_t)(((double)degree - fabs(s)) / 2);
    double tail = 0;
    double all = 0;
    for (size_t k = 0; k <= degree; k++) {
        all += ways[k];
        tail += k <= fewest ? ways[k] : 0;
    }
    return fmin(1, 2 * tail / all);
}

static void test_trend(const double *times, const double *values, size_t count,
                       struct trend *trend)
{
    const double n = (double)count;
    double *sorted = memory_take(count, sizeof *sorted);
    memcpy(sorted, values, count * sizeof *sorted);
    order_sort(sorted, count);
    const struct tied tied_times = count_ties(times, count);
    const struct tied tied_values = count_ties(sorted, count);

    const double pairs = n * (n - 1) / 2;
    const double scale = (pairs - tied_times.pairs) * (pairs - tied_values.pairs);
    trend->s = kendall_s(times, values, count);
    trend->tau = scale > 0 ? trend->s / sqrt(scale) : 0;
    trend->variance = variance_of_s(n, tied_times, tied_values);
    trend->z = trend->s == 0 ? 0 : (trend->s - sign(trend->s)) / sqrt(trend->variance);
    const size_t most = tied_values.pairs > 0 ? EXACT_MOST_TIED : EXACT_MOST;
    trend->basis = tied_times.pairs == 0 && count <= most ? TREND_EXACT : TREND_NORMAL;
    trend->p = trend->basis == TREND_EXACT
                   ? exact_p(sorted, count, trend->s)
                   : fmin(1, 2 * distribution_normal(fabs(trend->z), TAIL_UPPER));
    free(sorted);
}

/* The slopes of all pairs at different times, sorted; returns how many. False by 0 where
 * there is none. */
static size_t pair_slopes(const double *times, const double *values, size_t count,
                          double *slopes)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (times[j] != times[i])
                slopes[found++] = (double)(((long double)values[j] - values[i]) /
                                           ((long double)times[j] - times[i]));
    order_sort(slopes, found);
    return found;
}

/* The two slopes as far from the middle as S may lie from 0 by chance. */
static void find_interval(const double *slopes, size_t count, double confidence,
                          struct trend *trend)
{
    const double n = (double)count;
    const double width = distribution_z(confidence) * sqrt(trend->variance);
    /* rint(): half to even, as R rounds. */
    const double lower = rint((n - width) / 2);
    const double upper = rint((n + width) / 2 + 1);
    trend->has_interval = lower >= 1 && upper <= n;
    if (!trend->has_interval)
        return;
    trend->lower = slopes[(size_t)lower - 1];
    trend->upper = slopes[(size_t)upper - 1];
}

static double median_intercept(const double *times, const double *values, size_t count,
                               double slope)
{
    double *intercepts = memory_take(count, sizeof *intercepts);
    for (size_t i = 0; i < count; i++)
        intercepts[i] = (double)(values[i] - (long double)slope * times[i]);
    order_sort(intercepts, count);
    const double median = order_median(intercepts, count);
    free(intercepts);
    return median;
}

enum trend_outcome trend_fit(const double *times, const double *values, size_t count,
                             double confidence, struct trend *trend)
{
    if (count < 2)
        return TREND_UNDEFINED;
    struct trend fitted = { 0 };
    double *slopes = memory_take(count * (count - 1) / 2, sizeof *slopes);
    const size_t pairs = pair_slopes(times, values, count, slopes);
    bool fits = pairs > 0 && isfinite(slopes[0]) && isfinite(slopes[pairs - 1]);
    if (fits) {
        test_trend(times, values, count, &fitted);
        fitted.slope = order_median(slopes, pairs);
        find_interval(slopes, pairs, confidence, &fitted);
        fitted.intercept = median_intercept(times, values, count, fitted.slope);
        fits = isfinite(fitted.intercept);
    }
    free(slopes);
    if (!fits)
        return TREND_UNDEFINED;
    *trend = fitted;
    return count < SHORT ? TREND_TOO_SHORT : TREND_DONE;
}

int trend_direction(const struct trend *trend, double confidence)
{
    return trend->p < 1 - confidence ? sign(trend->slope) : 0;
}
