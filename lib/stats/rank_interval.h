/* How sure a rank is. Rank 1 is the highest value: callers turn the sign where the lowest
 * is best. Numbers are finite. */
#ifndef OFLOG_STATS_RANK_INTERVAL_H
#define OFLOG_STATS_RANK_INTERVAL_H

#include <stddef.h>

struct rank_values {
    const double *values;
    /* [count] standard errors, 0 where a value is known exactly. NULL: the values are
     * counts, whole numbers, of one multinomial, such as votes. */
    const double *errors;
    size_t count;
};

struct rank_limits {
    size_t lower, upper; /* the best and the worst rank that cannot be excluded, from 1 */
};

enum rank_scope {
    RANK_MARGINAL,    /* each interval holds its true rank with the confidence */
    RANK_SIMULTANEOUS /* all of them do together */
};

/* Which pairs are told apart decides: lower is 1 + those shown to be above, upper is the
 * count - those shown to be below. One-sided tests of each pair in both directions, of
 * normal values or (counts) of fair coins, by Holm's method over the 2 (count - 1) of one
 * value or over all count (count - 1): valid however the tests hang together. After
 * Mogstad, Romano, Shaikh and Wilhelm (2024) and Goldstein and Spiegelhalter (1996).
 * limits[i] belongs to values[i]; 0.5 < confidence < 1. Takes count^2 time, and memory
 * where simultaneous. */
void rank_interval_holm(const struct rank_values *given, double confidence,
                        enum rank_scope scope, struct rank_limits *limits);

struct rank_groups {
    size_t first, last; /* numbers of groups, from 1 for the one with the highest value */
};

/* The groups of which no two members are told apart, with simultaneous confidence:
 * stretches of the order by value that are as long as can be, so they may overlap.
 * groups[i] says of which stretches values[i] is part: all from first to last. Values of
 * which last < first of another are not in one stretch. Returns how many there are.
 * Equal values stand in the order of their errors. */
size_t rank_groups(const struct rank_values *given, double confidence,
                   struct rank_groups *groups);

#endif
