/* The trend of the latest five values, as Fingertips shows it. */
#include "stats/recent_trend.h"

#include <math.h>
#include <stddef.h>

#include "stats/distribution.h"

/* A change is shown that comes of chance in 1 of 500 cases. */
static const double SIGNIFICANT = 0.002;
/* The width of a 95% interval in standard errors, as Fingertips rounds it. */
static const double INTERVAL_WIDTH = 3.92;
enum { NONE = RECENT_TREND }; /* is left out */

/* Sums over the points that are not left out, of weight and of times and values weighted.
 */
struct sums {
    long double w, wt, wtt, wy, wty;
};

static struct sums sum_points(const double *weights, const double *weighted,
                              size_t left_out)
{
    struct sums sums = { 0 };
    for (size_t i = 0; i < RECENT_TREND; i++) {
        const long double t = (long double)i + 1;
        if (i == left_out)
            continue;
        sums.w += weights[i];
        sums.wt += weights[i] * t;
        sums.wtt += weights[i] * t * t;
        sums.wy += weighted[i];
        sums.wty += weighted[i] * t;
    }
    return sums;
}

/* The weighted slope times the weighted spread of the times, which is positive. */
static long double rise(struct sums sums)
{
    return sums.w * sums.wty - sums.wt * sums.wy;
}

static long double spread(struct sums sums)
{
    return sums.w * sums.wtt - sums.wt * sums.wt;
}

static int sign(long double x)
{
    return (x > 0) - (x < 0);
}

static bool conclude(const double *weights, const double *weighted,
                     long double chi_squared, double slope, struct recent_trend *trend)
{
    if (!isfinite((double)chi_squared) || !isfinite(slope))
        return false;
    const int direction = sign(rise(sum_points(weights, weighted, NONE)));
    bool same_sign = true;
    for (size_t i = 0; i < RECENT_TREND; i++)
        if (sign(rise(sum_points(weights, weighted, i))) != direction)
            same_sign = false;
    const double p = distribution_chi_square((double)chi_squared, 1, TAIL_UPPER);
    *trend = (struct recent_trend){ .chi_squared = (double)chi_squared,
                                    .p = p,
                                    .slope = slope,
                                    .same_sign = same_sign,
                                    .direction =
                                        p < SIGNIFICANT && same_sign ? direction : 0 };
    return true;
}

bool recent_trend_of_shares(const double numerators[RECENT_TREND],
                            const double denominators[RECENT_TREND],
                            struct recent_trend *trend)
{
    for (size_t i = 0; i < RECENT_TREND; i++)
        if (!(numerators[i] > 0 && numerators[i] < denominators[i]))
            return false;
    /* The numerator is the share weighted by the denominator. */
    const struct sums sums = sum_points(denominators, numerators, NONE);
    const long double risen = rise(sums);
    const long double chi_squared =
        risen / (sums.wy * (sums.w - sums.wy)) * risen / spread(sums) * sums.w;
    return conclude(denominators, numerators, chi_squared, sign(risen), trend);
}

bool recent_trend_of_values(const double values[RECENT_TREND],
                            const double lower[RECENT_TREND],
                            const double upper[RECENT_TREND], struct recent_trend *trend)
{
    double weights[RECENT_TREND];
    double weighted[RECENT_TREND];
    for (size_t i = 0; i < RECENT_TREND; i++) {
        const double error = (upper[i] - lower[i]) / INTERVAL_WIDTH;
        weights[i] = 1 / error / error;
        weighted[i] = weights[i] * values[i];
        if (!(error > 0) || !isfinite(weights[i]) || !isfinite(weighted[i]) ||
            weights[i] == 0)
            return false;
    }
    const struct sums sums = sum_points(weights, weighted, NONE);
    const long double slope = rise(sums) / spread(sums);
    return conclude(weights, weighted, slope * slope * spread(sums) / sums.w,
                    (double)slope, trend);
}
