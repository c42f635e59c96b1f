/* Order statistics: quantiles and ranks with ties. Numbers are finite; there are no
 * missing ones. */
#ifndef OFLOG_STATS_ORDER_H
#define OFLOG_STATS_ORDER_H

#include <stddef.h>

/* Sorts ascending, in place. */
void order_sort(double *values, size_t count);

/* places[0] becomes the index of the smallest of `count` values, places[1] that of the
 * next, and so on; equal values stay in the order given. */
void order_places(const double *values, size_t count, size_t *places);

enum quantile_type { QUANTILE_TYPE_6 = 6, QUANTILE_TYPE_7 = 7 };

/* The `p` quantile (0 <= p <= 1) of `count` >= 1 values sorted ascending, after Hyndman
 * and Fan (1996), as R's stats::quantile(type = 6 or 7), its fuzz of 4 machine epsilons
 * included. */
double order_quantile(const double *sorted, size_t count, double p,
                      enum quantile_type type);

/* The mean of the two middle values when `count` (>= 1) is even: type 7 at 1/2. */
double order_median(const double *sorted, size_t count);

/* The median of the values that remain of `count` >= 2 sorted ascending when one equal to
 * `left_out`, which is among them, goes: the same as taking it out and sorting the rest.
 */
double order_median_without(const double *sorted, size_t count, double left_out);

enum ties { TIES_MIN, TIES_AVERAGE, TIES_DENSE, TIES_MAX };

/* ranks[i] becomes the rank, from 1, of sorted[i] in `count` values sorted ascending;
 * equal values share one by the rule of base::rank (min, average, max) and
 * dplyr::dense_rank (dense). */
void order_ranks(const double *sorted, size_t count, enum ties ties, double *ranks);

/* The group, 1 to `groups`, of a value among `count` values sorted ascending: the first
 * whose upper bound, the type 7 quantile group/groups, is not below the value (as
 * Fingertips cuts quintiles). 0 where count < groups. */
size_t order_group(const double *sorted, size_t count, size_t groups, double value);

/* The group, 1 (lowest) to `groups`, of the value with this rank (TIES_MIN, ascending)
 * among `count`, as PHEindicatormethods::phe_quantile(invert = FALSE) has it: by the rank
 * alone, so that groups are as even as ties let them be. 0 where count < groups. */
size_t order_group_by_rank(size_t rank, size_t count, size_t groups);

#endif
