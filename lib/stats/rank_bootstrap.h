/* How sure a rank is, by simulation: sharper than tests of pairs each for itself, since
 * differences from the same value hang together. */
#ifndef OFLOG_STATS_RANK_BOOTSTRAP_H
#define OFLOG_STATS_RANK_BOOTSTRAP_H

#include "stats/rank_interval.h"

/* So many draws of the errors of all values. A confidence c is reached to within
 * rank_bootstrap_error(c), 19 times in 20. */
enum { RANK_BOOTSTRAP_DRAWS = 5000 };
double rank_bootstrap_error(double confidence);

/* As rank_interval_holm(), of normal values with errors (not NULL). Pairs are told apart
 * whose standardised difference is above what the largest of all in question exceeds by
 * chance alone with 1 - confidence; then again among those that are left, until none is.
 * After Mogstad, Romano, Shaikh and Wilhelm, "Inference for Ranks with Applications to
 * Mobility across Neighbourhoods and Academic Achievement across Countries", Review of
 * Economic Studies 91 (2024), with normal draws from the Mersenne Twister of GSL, seed 1,
 * in the order given. Never wider than Holm's: what Bonferroni's bound finds is found.
 * Takes RANK_BOOTSTRAP_DRAWS * count^2 time several times over, and as much memory as
 * RANK_BOOTSTRAP_DRAWS * count numbers, or count^2 where simultaneous. */
void rank_interval_bootstrap(const struct rank_values *given, double confidence,
                             enum rank_scope scope, struct rank_limits *limits);

#endif
