/* The difference of two estimates, with limits made from the limits of each. */
#ifndef OFLOG_STATS_DIFFERENCE_H
#define OFLOG_STATS_DIFFERENCE_H

/* A value and its confidence limits, lower <= value <= upper, all finite. */
struct estimate {
    double value, lower, upper;
};

/* a - b of two independent estimates whose limits are of one confidence level, with
 * limits of that level:
 *
 *   d - sqrt((a - a_lower)^2 + (b_upper - b)^2),
 *   d + sqrt((a_upper - a)^2 + (b - b_lower)^2)
 *
 * It needs no symmetry, so it serves whatever made the limits, published ones too. The
 * square-and-add method (MOVER) of G. Y. Zou and A. Donner, Construction of confidence
 * limits about effect measures: a general approach (Statistics in Medicine 27, 2008); of
 * two proportions with Wilson limits it is method 10 of R. G. Newcombe, Interval
 * estimation for the difference between independent proportions (Statistics in Medicine
 * 17, 1998). That two intervals overlap is no such test: it is far too strict. */
struct estimate difference_between(struct estimate a, struct estimate b);

#endif
