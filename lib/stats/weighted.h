/* Statistics of values that each stand for a number of cases: of councils by the people
 * who live there. Values are finite, weights too and none below 0. */
#ifndef OFLOG_STATS_WEIGHTED_H
#define OFLOG_STATS_WEIGHTED_H

#include <stdbool.h>
#include <stddef.h>

struct weighted {
    double value;
    double weight;
};

/* Each but weighted_sort() gives false, with the result untouched, where there is none.
 */

/* Sorts by value, in place, and by weight where values are equal. */
void weighted_sort(struct weighted *items, size_t count);

/* sum(w x) / sum(w), in extended precision, as stats::weighted.mean(); none where all
 * weights are 0, or the result is no double. */
bool weighted_mean(const struct weighted *items, size_t count, double *mean);

/* sum(w (x - mean)^2) / (sum(w) - 1): weights are numbers of cases, as Hmisc::wtd.var()
 * has it by default. None where they sum to 1 or less. */
bool weighted_variance(const struct weighted *items, size_t count, double *variance);

/* The `p` quantile (0 <= p <= 1) of items sorted by value, where each value stands as
 * many times as its weight says: type 7 of so many values, as Hmisc::wtd.quantile() by
 * default. None where all weights are 0. */
bool weighted_quantile(const struct weighted *sorted, size_t count, double p,
                       double *quantile);

#endif
