/* One value's place among others as a score. The values are sorted ascending, count >= 1,
 * and hold the value itself. */
#ifndef OFLOG_STATS_SCORE_H
#define OFLOG_STATS_SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* Each but the last gives false, with *score untouched, where the values do not differ:
 * no spread, no score. */

/* (value - median) / (1.4826 MAD), as stats::mad scales it; where more than half of the
 * values are equal, so that the MAD is 0, (value - median) / (sqrt(pi / 2) mean absolute
 * deviation from the median). After Iglewicz and Hoaglin (1993). */
bool score_robust(const double *sorted, size_t count, double value, double *score);

/* (value - mean) / standard deviation (n - 1). */
bool score_standard(const double *sorted, size_t count, double value, double *score);

/* (value - minimum) / (maximum - minimum): 0 to 1. */
bool score_min_max(const double *sorted, size_t count, double value, double *score);

/* The share of values below, ties halved, 0 to 100: 100 (average rank - 1/2) / n. Always
 * to be had. */
bool score_percentile(const double *sorted, size_t count, double value, double *score);

#endif
