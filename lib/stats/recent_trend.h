/* The trend of the latest five values, as the Office for Health Improvement and
 * Disparities shows it in Fingertips ("recent trends"). */
#ifndef OFLOG_STATS_RECENT_TREND_H
#define OFLOG_STATS_RECENT_TREND_H

#include <stdbool.h>

/* How many values it looks at, all of consecutive periods. */
enum { RECENT_TREND = 5 };

struct recent_trend {
    double chi_squared;
    double p;
    double slope;   /* of rates, a period; of shares, its sign alone: 1, 0 or -1 */
    bool same_sign; /* the slope keeps its sign, whichever value is left out */
    /* 1 rising, -1 falling, 0 no significant change: p < 0.002 and same_sign */
    int direction;
};

/* Shares, of `numerators` out of `denominators`: the trend test of Cochran and Armitage.
 * False, with *trend untouched, unless 0 < numerator < denominator everywhere. */
bool recent_trend_of_shares(const double numerators[RECENT_TREND],
                            const double denominators[RECENT_TREND],
                            struct recent_trend *trend);

/* Values with their 95% confidence limits: the slope weighted by 1 / se^2, where se is
 * (upper - lower) / 3.92. False, with *trend untouched, where a lower limit is not below
 * its upper one, or the sums do not fit a double. */
bool recent_trend_of_values(const double values[RECENT_TREND],
                            const double lower[RECENT_TREND],
                            const double upper[RECENT_TREND], struct recent_trend *trend);

#endif
