/* One council's own series as a control chart: what it usually does, and which of its
 * values have another cause than chance. Numbers are finite and in order of time. */
#ifndef OFLOG_STATS_CONTROL_CHART_H
#define OFLOG_STATS_CONTROL_CHART_H

#include <stdbool.h>
#include <stddef.h>

struct control_series {
    const double *values;
    size_t count;
    /* [count], or NULL for nowhere: whether a period without a value lies between this
     * value and the one before. No change is measured and no run goes on across it. */
    const bool *after_gap;
};

struct control_limits {
    double lower, upper; /* may lie outside of what can be, such as below 0 */
};

enum control_outcome {
    CONTROL_DONE,
    CONTROL_TRIAL,     /* done, of fewer than 12 values: trial limits */
    CONTROL_TOO_SHORT, /* fewer than 4 values, or none that follows on another */
    CONTROL_UNDEFINED  /* the limits do not fit a double, or (attributes) no model fits */
};

/* Individual values and moving ranges (XmR): the centre is the mean, the limits, the same
 * for each value, are 2.66 mean moving ranges away, NHS England's constant (Making Data
 * Count). `screened`: ranges of 3.267 times their mean and more are left out, once, after
 * Nelson (1982). Values that are all equal have limits equal to them. `limits` has room
 * for each value; it and *centre hold unspecified numbers where nothing is done. */
enum control_outcome control_xmr(const struct control_series *series, bool screened,
                                 double *centre, struct control_limits *limits);

enum control_model {
    CONTROL_P,       /* share: binomial, limits sqrt(p (1 - p) / n) apart times 3 */
    CONTROL_P_PRIME, /* the same widened by what the series itself varies: Laney (2002) */
    CONTROL_U,       /* rate: Poisson, sqrt(u / n) */
    CONTROL_U_PRIME
};

/* Counts out of denominators over time. series->values are the numerators, at least 0;
 * denominators[i] > 0, and at least the numerator where the model is a share, or else the
 * outcome is CONTROL_UNDEFINED. The centre is the sum of all numerators over that of all
 * denominators; each value has limits of its own. Laney's factor is the mean moving
 * range, screened as above, of the standardised values over 1.128. */
enum control_outcome control_attributes(const struct control_series *series,
                                        const double *denominators,
                                        enum control_model model, double *centre,
                                        struct control_limits *limits);

/* What makes a value special; the first that applies. */
enum control_signal {
    CONTROL_COMMON, /* nothing */
    CONTROL_ABOVE_LIMIT,
    CONTROL_BELOW_LIMIT,
    CONTROL_RISING, /* one of 7 values in a row of which each is above the one before */
    CONTROL_FALLING,
    CONTROL_NEAR_UPPER, /* one of two, of three in a row above the centre, that lie in the
                           outer third up to the limit */
    CONTROL_NEAR_LOWER,
    CONTROL_RUN_ABOVE, /* one of 7 values in a row above the centre */
    CONTROL_RUN_BELOW
};

/* signals[i] says what is special about value i, by the rules of NHS England's Making
 * Data Count in the order of NHSRplotthedots. Fewer than 4 values have no signal, fewer
 * than 7 only those of a limit. What is within 1e-12 of the largest value of a line is on
 * it and not beyond: rounding shall neither make nor break a run. A value where a rise
 * turns into a fall, each long enough, belongs to what begins. */
void control_signals(const struct control_series *series, double centre,
                     const struct control_limits *limits, enum control_signal *signals);

/* 1 for a signal upwards, -1 downwards, 0 for none. */
int control_direction(enum control_signal signal);

#endif
