/* Confidence intervals: how far chance alone could have moved a number.
 *
 * `level` is that of the two-sided interval, above 0 and below 1; all other numbers are
 * finite. Each function says by its outcome whether there is an interval: where there is
 * none, what it was to write is untouched, so that no NAN and no infinity comes out. */
#ifndef OFLOG_STATS_INTERVAL_H
#define OFLOG_STATS_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>

enum interval_outcome {
    INTERVAL_DONE,
    INTERVAL_NO_DENOMINATOR, /* the denominator is not above 0 */
    INTERVAL_NEGATIVE,       /* a count or a weight is below 0 */
    INTERVAL_ABOVE_WHOLE,    /* the numerator of a proportion is above its denominator */
    INTERVAL_NOT_COUNTED,    /* an exact method, and not a whole number up to 1e12 */
    INTERVAL_TOO_FEW,        /* one value only, or fewer than 10 events (standardised) */
    INTERVAL_TOO_LARGE       /* a result that is no double */
};

struct interval {
    double lower, upper;
};

/* The number of events from which Byar's approximation stands for the exact limits. */
enum { INTERVAL_BYAR_FROM = 10 };

/* --- Proportions, x in n: limits from 0 to 1 --- */

/* Wilson (1927), without correction for continuity, as
 * PHEindicatormethods::phe_proportion() and R's prop.test(correct = FALSE). Takes
 * fractions of a count (weighted ones). Exactly 0 for x = 0 and 1 for x = n. */
enum interval_outcome interval_wilson(double x, double n, double level,
                                      struct interval *interval);

/* Clopper and Pearson (1934), "exact": what an exact test would not reject, as R's
 * binom.test(). Exactly 0 for x = 0 and 1 for x = n. */
enum interval_outcome interval_clopper_pearson(double x, double n, double level,
                                               struct interval *interval);

/* --- Counts of events --- */

/* Garwood (1936), "exact", by quantiles of chi-square, as R's poisson.test(). Exactly 0
 * for no event. */
enum interval_outcome interval_garwood(double events, double level,
                                       struct interval *interval);

/* Byar's approximation, after Breslow and Day (1987), volume II, page 69, as
 * PHEindicatormethods: of `events` for the lower and of events + 1 for the upper limit,
 * and not of events + 1/2 for both, as Rothman has it. Takes fractions of an event. Where
 * the lower limit is none, or below 0 (no or few events and a high level), the limits by
 * chi-square. */
enum interval_outcome interval_byar(double events, double level,
                                    struct interval *interval);

enum interval_method { INTERVAL_BYAR, INTERVAL_EXACT };

/* The limits of multiplier * events / exposure, where the exposure (people, or the events
 * that were expected) is no count that varies. INTERVAL_BYAR: from 10 events on as above,
 * and below by chi-square, which takes fractions of an event too; as
 * PHEindicatormethods::phe_rate(), and with a multiplier of 1 and expected events
 * calculate_ISRatio(), the standardised mortality ratio. */
enum interval_outcome interval_rate(double events, double exposure, double multiplier,
                                    enum interval_method method, double level,
                                    struct interval *interval);

/* --- Others --- */

/* The mean of `count` values with this standard deviation (n - 1), by Student's t, as
 * PHEindicatormethods::phe_mean(). */
enum interval_outcome interval_mean(double mean, double deviation, size_t count,
                                    double level, struct interval *interval);

/* One group, such as those of an age, of a directly standardised rate. */
struct interval_group {
    double events;
    double population; /* above 0 */
    double weight;     /* of the group in the standard population */
};

/* The rate sum(weight * events / population) / sum(weight), times multiplier, with the
 * limits of Dobson et al. (1991), Statistics in Medicine 10:457: those of Byar for all
 * events, scaled by the ratio of standard deviations; as
 * PHEindicatormethods::calculate_dsr(). *rate is written even with INTERVAL_TOO_FEW. */
enum interval_outcome interval_standardised_rate(const struct interval_group *groups,
                                                 size_t count, double multiplier,
                                                 double level, double *rate,
                                                 struct interval *interval);

struct interval_difference {
    double difference; /* x1 / n1 - x2 / n2 */
    struct interval limits;
    bool has_p; /* false where nobody, or everybody, is counted in both */
    double p;
};

/* The difference of two independent proportions: limits by Newcombe (1998), Statistics in
 * Medicine 17:873, method 10, made of both Wilson intervals
 * (DescTools::BinomDiffCI(method = "score")), and the two-sided p value of the pooled z
 * test without correction for continuity (prop.test(correct = FALSE)). */
enum interval_outcome interval_difference(double x1, double n1, double x2, double n2,
                                          double level,
                                          struct interval_difference *difference);

#endif
