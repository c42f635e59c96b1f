/* Chances of ranks, where each true value is normal about the one that was found. */
#ifndef OFLOG_STATS_RANK_POSTERIOR_H
#define OFLOG_STATS_RANK_POSTERIOR_H

#include <stddef.h>

#include "stats/rank_interval.h"

/* Rank 1 is the highest value. */
struct rank_posterior {
    double expected;             /* mean rank */
    size_t lower, median, upper; /* the least ranks that are reached with probability
                                    (1 - confidence) / 2, 1/2 and (1 + confidence) / 2 */
    double best, worst;          /* the chance of being the first, and the last */
    double best_quarter,
        worst_quarter; /* of being among the first or last count / 4,
                          rounded down: 0 where fewer than 4 are ranked */
};

/* ranks[i] belongs to values[i] of `given`, which has errors. Each value apart, the
 * number of others above it is Poisson-binomial given its own true value; the chances are
 * integrated over that by Gauss and Legendre's rule: no simulation, no seed, right to
 * about 1e-10. Equal values without error share the best of their ranks. An error below
 * 1e-12 of the largest one, or of its value, is none, nor is one below some 1e-150 of the
 * largest value.
 *
 * What it says is descriptive: where many values are close, the intervals need not hold
 * the true rank as often as `confidence`; those of rank_interval_holm() do. Takes memory
 * for count^2 numbers, and time that grows a little faster. */
void rank_posterior(const struct rank_values *given, double confidence,
                    struct rank_posterior *ranks);

#endif
