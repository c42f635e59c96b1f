/* Whether a series rises or falls, how fast and how sure that is: Mann and Kendall's test
 * and the slope of Theil and Sen. */
#ifndef OFLOG_STATS_TREND_H
#define OFLOG_STATS_TREND_H

#include <stdbool.h>
#include <stddef.h>

enum trend_outcome {
    TREND_DONE,
    /* fewer than 5 values: all is filled in, but even values that only rise come out of
     * chance more often than 1 in 20 */
    TREND_TOO_SHORT,
    /* no two values at different times, or the slope does not fit a double; nothing is
     * filled in */
    TREND_UNDEFINED
};

enum trend_basis {
    TREND_EXACT, /* the p value counts all orders of the values */
    TREND_NORMAL /* it is approximated by a normal distribution, corrected for continuity
                  */
};

struct trend {
    double s;        /* Kendall's S: pairs that rise minus pairs that fall */
    double variance; /* of S if there is no trend, ties considered */
    double tau;      /* Kendall's tau-b, -1 to 1; 0 where all values are equal */
    double z;        /* (S - sign S) / sqrt(variance), 0 where S is */
    enum trend_basis basis;
    double p;         /* two-sided; 1 where all values are equal */
    double slope;     /* median of the slopes of all pairs, per unit of time */
    double intercept; /* median of value - slope * time */
    bool has_interval;
    double lower, upper; /* confidence limits of the slope; too few values have none */
};

/* `values` at `times` (in any unit and distances, rising or at least not falling),
 * finite. The p value is exact where no times are equal and the values are at most 50
 * without ties (as R's cor.test) or at most 8 with them. The limits of the slope hold
 * with `confidence`, after Sen (1968), their places rounded as R's trend::sens.slope. */
enum trend_outcome trend_fit(const double *times, const double *values, size_t count,
                             double confidence, struct trend *trend);

/* 1 rising, -1 falling, 0 no clear trend, which needs p < 1 - confidence and a slope. */
int trend_direction(const struct trend *trend, double confidence);

#endif
