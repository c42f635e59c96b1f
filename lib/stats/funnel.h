/* Funnels: how far from a common target a count may lie by chance alone, the closer the
 * larger the denominator is. After Spiegelhalter (2005, 2012). */
#ifndef OFLOG_STATS_FUNNEL_H
#define OFLOG_STATS_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>

/* What a count is; a ratio of observed to expected is a rate whose denominator is what is
 * expected and whose target is 1. */
enum funnel_model {
    FUNNEL_SHARE, /* binomial: 0 < target < 1 */
    FUNNEL_RATE   /* Poisson: target > 0 */
};

struct funnel_limits {
    double lower,
        upper; /* of the value, clamped to what can be: a signal is beyond them */
};

/* The limits that are exceeded on either side with probability (1 - confidence) / 2 at
 * most if the target is true. All give false, with *limits untouched, where the target
 * lies outside of its range (a degenerate target has no funnel) or the denominator is not
 * above 0. */

/* The quantiles of the distribution itself, interpolated between the two counts about
 * each: Spiegelhalter (2005). The default of this house. Denominators may be fractions.
 */
bool funnel_exact(enum funnel_model model, double target, double denominator,
                  double confidence, struct funnel_limits *limits);

/* Where a value (not below 0) lies in the distribution that those limits are quantiles
 * of: the probability of as much or less, interpolated likewise. Below (1 - confidence) /
 * 2 it is below the lower limit, above (1 + confidence) / 2 above the upper one; several
 * times as fast as the limits. */
bool funnel_exact_place(enum funnel_model model, double target, double denominator,
                        double value, double *place);

/* target -+ z sqrt(target (1 - target) / denominator), or sqrt(target / denominator):
 * what PHEindicatormethods has for shares. */
bool funnel_normal(enum funnel_model model, double target, double denominator,
                   double confidence, struct funnel_limits *limits);

/* The Wilson interval of the target as if it had been observed: what Fingertips draws for
 * shares. */
bool funnel_wilson(double target, double denominator, double confidence,
                   struct funnel_limits *limits);

/* --- Over-dispersion: councils differ by more than chance --- */

/* On what scale deviations are measured, so that their error hardly depends on the
 * target.
 */
enum funnel_scale {
    FUNNEL_ARCSINE,     /* shares: asin(sqrt(x / n)), error 1 / (2 sqrt(n)) */
    FUNNEL_SQUARE_ROOT, /* rates: sqrt(x / E), E = n target, error 1 / (2 sqrt(E)) */
    FUNNEL_LOG          /* rates: log(x / E), error 1 / sqrt(E), as NHS Digital's SHMI */
};

/* What is done to the deviations furthest out, which shall not themselves decide what is
 * far. */
enum funnel_tails {
    FUNNEL_WINSORISED, /* drawn in to the type 7 quantile of the tail */
    FUNNEL_TRUNCATED   /* left out, as SHMI: as many as the tail has whole */
};

enum funnel_outcome {
    FUNNEL_DONE,
    FUNNEL_TOO_FEW, /* fewer than 10: phi_raw is filled in, nothing is adjusted */
    FUNNEL_DEGENERATE_TARGET
};

struct funnel {
    enum funnel_scale scale;
    double target;
    size_t used;        /* counts that have a deviation on the scale */
    double phi_raw;     /* mean of their z squared: 1 if there is but chance */
    double phi;         /* the same with the tails drawn in or left out */
    double tau_squared; /* variance between councils, on the scale, beside chance */
};

/* Fits how much `count` numerators out of denominators differ about the target. Pairs
 * without a deviation on the scale (denominator not above 0, numerator below 0 or, of a
 * share, above the denominator; on the log scale 0) are not used. `tail`: the share of
 * deviations on either side that is tail, below 0.5; usually 0.1. tau_squared
 * is the estimate of DerSimonian and Laird from phi. Where it is 0, the funnel is that of
 * chance. The order of the pairs does not matter. */
enum funnel_outcome funnel_fit(enum funnel_scale scale, double target,
                               const double *numerators, const double *denominators,
                               size_t count, double tail, enum funnel_tails tails,
                               struct funnel *funnel);

/* How many errors a count lies above the target: *z of chance alone, *adjusted with
 * tau_squared. False, both untouched, where it has no deviation on the scale. */
bool funnel_deviation(const struct funnel *funnel, double numerator, double denominator,
                      double *z, double *adjusted);

/* The limits of the other way to allow for it: the error of chance times the root of phi,
 * where that is above 1. Councils of any size are taken to differ by as many errors, so
 * that the funnel closes as fast as by chance, and large ones are called far too soon:
 * Spiegelhalter (2005) has it beside the one above. */
struct funnel_limits funnel_limits_multiplied(const struct funnel *funnel,
                                              double denominator, double confidence);

/* The limits in the funnel, on the scale of values again; `adjusted` or of chance alone.
 * `denominator` > 0. Never folded back beyond where a share or rate ends. */
struct funnel_limits funnel_limits(const struct funnel *funnel, double denominator,
                                   double confidence, bool adjusted);

#endif
