/* Probabilities and quantiles of the distributions that the statistics here need.
 *
 * `tail` says which side is meant: P(X <= x) or P(X > x). Ask for the one that is small:
 * 1 - 1e-20 is 1. A quantile for TAIL_UPPER is the x that p lies above.
 *
 * All are right to about 1e-13, relative, and never end the program. They take finite
 * numbers in the ranges given, and quantiles 0 < p < 1. A quantile that is too small for
 * a double, below some 2e-308, is that. */
#ifndef OFLOG_STATS_DISTRIBUTION_H
#define OFLOG_STATS_DISTRIBUTION_H

enum tail { TAIL_LOWER, TAIL_UPPER };

/* The z that a two-sided interval of this level (0 < level < 1) reaches to both sides:
 * 1.96 for 0.95. */
double distribution_z(double level);

double distribution_normal(double z, enum tail tail);
double distribution_normal_quantile(double p, enum tail tail);

/* Student's t with `freedom` > 0 degrees. */
double distribution_student(double t, double freedom, enum tail tail);
double distribution_student_quantile(double p, double freedom, enum tail tail);

/* Gamma of this shape (> 0), with a scale of 1; x >= 0. */
double distribution_gamma(double x, double shape, enum tail tail);
double distribution_gamma_quantile(double p, double shape, enum tail tail);

/* Chi-square with `freedom` > 0 degrees; x >= 0. */
double distribution_chi_square(double x, double freedom, enum tail tail);
double distribution_chi_square_quantile(double p, double freedom, enum tail tail);

/* Beta with a, b > 0; 0 <= x <= 1. */
double distribution_beta(double x, double a, double b, enum tail tail);
double distribution_beta_quantile(double p, double a, double b, enum tail tail);

/* `successes` in `trials` >= 0, each with `chance` 0 to 1, and events of which `mean` >=
 * 0 are expected. Whole numbers are handed over as doubles, since they may pass 2^32;
 * they and the mean stay below 2^52. Nothing is below 0 and nothing above `trials`. The
 * quantile is the smallest whole number with P(X <= x) >= p, or with P(X > x) <= p, for
 * TAIL_UPPER; p itself is taken for reached within 64 machine epsilons, as in R's
 * qbinom() and qpois(). */
double distribution_binomial(double successes, double trials, double chance,
                             enum tail tail);
double distribution_binomial_quantile(double p, double trials, double chance,
                                      enum tail tail);
double distribution_poisson(double events, double mean, enum tail tail);
double distribution_poisson_quantile(double p, double mean, enum tail tail);

#endif
