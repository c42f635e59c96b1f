/* How unlike two units are: the distance between their characteristics. */
#ifndef OFLOG_STATS_NEIGHBOUR_H
#define OFLOG_STATS_NEIGHBOUR_H

#include <stdbool.h>
#include <stddef.h>

/* What makes characteristics of different units comparable. */
enum neighbour_scale {
    NEIGHBOUR_STANDARD, /* score_standard(): by mean and standard deviation (n - 1) */
    NEIGHBOUR_ROBUST,   /* score_robust(): by median and MAD */
    NEIGHBOUR_RANK      /* the share of units below, ties halved, 0 to 1 */
};

/* Replaces the values of one characteristic by their scores: `count` of them, `stride`
 * apart; NAN, of a unit without it, stays. False, with all untouched, where fewer than
 * two have one or they do not differ: such a characteristic tells nobody apart. */
bool neighbour_standardise(double *values, size_t count, size_t stride,
                           enum neighbour_scale scale);

struct neighbour_distance {
    double distance; /* meant only where `used` is above 0 */
    size_t used;     /* characteristics that both units have */
    double share;    /* of the weight that these have, 0 to 1 */
};

/* The Euclidean distance sqrt(sum of weight * (a - b)^2) of two units over `count`
 * standardised characteristics, as CIPFA describes its nearest neighbour model. One that
 * either lacks (NAN), or whose weight is 0, is left out, and the sum of squares is
 * multiplied by all over those used, in number and not in weight: the rule of R's
 * stats::dist() for missing values, on columns multiplied by the root of their weight. */
struct neighbour_distance neighbour_between(const double *a, const double *b,
                                            const double *weights, size_t count);

#endif
