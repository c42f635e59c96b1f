/* Confidence intervals. */
#include "stats/interval.h"

#include <assert.h>
#include <math.h>

#include "stats/difference.h"
#include "stats/distribution.h"

/* Whole numbers beyond are no counts of anything here, and take long. */
static bool is_counted(double x)
{
    return x == floor(x) && x <= 1e12;
}

static enum interval_outcome keep_finite(double lower, double upper,
                                         struct interval *interval)
{
    if (!isfinite(lower) || !isfinite(upper))
        return INTERVAL_TOO_LARGE;
    *interval = (struct interval){ .lower = lower, .upper = upper };
    return INTERVAL_DONE;
}

static double tail_beyond(double level)
{
    assert(level > 0 && level < 1);
    return (1 - level) / 2;
}

/* --- Proportions --- */

static enum interval_outcome check_proportion(double x, double n)
{
    if (x < 0)
        return INTERVAL_NEGATIVE;
    if (!(n > 0))
        return INTERVAL_NO_DENOMINATOR;
    return x > n ? INTERVAL_ABOVE_WHOLE : INTERVAL_DONE;
}

/* The usual form takes the difference of two like numbers for the lower limit; multiplied
 * out, both limits are made of sums only, and a rare event among millions keeps its
 * digits. */
enum interval_outcome interval_wilson(double x, double n, double level,
                                      struct interval *interval)
{
    const enum interval_outcome outcome = check_proportion(x, n);
    if (outcome != INTERVAL_DONE)
        return outcome;
    const double z = distribution_normal_quantile(tail_beyond(level), TAIL_UPPER);
    const double middle = 2 * x + z * z;
    const double half = z * sqrt(z * z + 4 * x * ((n - x) / n));
    return keep_finite(x / n * (2 * x / (middle + half)),
                       x == n ? 1 : fmin((middle + half) / 2 / (n + z * z), 1),
                       interval);
}

enum interval_outcome interval_clopper_pearson(double x, double n, double level,
                                               struct interval *interval)
{
    const enum interval_outcome outcome = check_proportion(x, n);
    if (outcome != INTERVAL_DONE)
        return outcome;
    if (!is_counted(x) || !is_counted(n))
        return INTERVAL_NOT_COUNTED;
    const double p = tail_beyond(level);
    return keep_finite(
        x == 0 ? 0 : distribution_beta_quantile(p, x, n - x + 1, TAIL_LOWER),
        x == n ? 1 : distribution_beta_quantile(p, x + 1, n - x, TAIL_UPPER), interval);
}

/* --- Counts --- */

/* Garwood's limits, of a fraction of an event too. */
static enum interval_outcome by_chi_square(double events, double level,
                                           struct interval *interval)
{
    const double p = tail_beyond(level);
    return keep_finite(events == 0 ? 0
                                   : distribution_gamma_quantile(p, events, TAIL_LOWER),
                       distribution_gamma_quantile(p, events + 1, TAIL_UPPER), interval);
}

enum interval_outcome interval_garwood(double events, double level,
                                       struct interval *interval)
{
    if (events < 0)
        return INTERVAL_NEGATIVE;
    if (!is_counted(events))
        return INTERVAL_NOT_COUNTED;
    return by_chi_square(events, level, interval);
}

/* events (1 - 1 / (9 events) + z / (3 sqrt(events)))^3 */
static double byar_limit(double events, double z)
{
    const double root = 1 - 1 / (9 * events) + z / (3 * sqrt(events));
    return events * root * root * root;
}

enum interval_outcome interval_byar(double events, double level,
                                    struct interval *interval)
{
    if (events < 0)
        return INTERVAL_NEGATIVE;
    const double z = distribution_normal_quantile(tail_beyond(level), TAIL_UPPER);
    const double lower = events == 0 ? -1 : byar_limit(events, -z);
    if (lower < 0)
        return by_chi_square(events, level, interval);
    return keep_finite(lower, byar_limit(events + 1, z), interval);
}

static enum interval_outcome count_limits(double events, enum interval_method method,
                                          double level, struct interval *interval)
{
    if (method == INTERVAL_EXACT)
        return interval_garwood(events, level, interval);
    if (events < 0)
        return INTERVAL_NEGATIVE;
    return events < INTERVAL_BYAR_FROM ? by_chi_square(events, level, interval)
                                       : interval_byar(events, level, interval);
}

enum interval_outcome interval_rate(double events, double exposure, double multiplier,
                                    enum interval_method method, double level,
                                    struct interval *interval)
{
    struct interval count;
    if (!(exposure > 0))
        return INTERVAL_NO_DENOMINATOR;
    const enum interval_outcome outcome = count_limits(events, method, level, &count);
    if (outcome != INTERVAL_DONE)
        return outcome;
    return keep_finite(count.lower / exposure * multiplier,
                       count.upper / exposure * multiplier, interval);
}

/* --- Others --- */

enum interval_outcome interval_mean(double mean, double deviation, size_t count,
                                    double level, struct interval *interval)
{
    if (count < 2)
        return INTERVAL_TOO_FEW;
    if (deviation < 0)
        return INTERVAL_NEGATIVE;
    const double t = distribution_student_quantile(tail_beyond(level),
                                                   (double)(count - 1), TAIL_UPPER);
    const double half = t * (deviation / sqrt((double)count));
    return keep_finite(mean - half, mean + half, interval);
}

/* What a standardised rate is made of, over all groups. */
struct standardised {
    long double events, weights;
    long double weighted; /* sum of weight * events / population */
    long double variance; /* of that */
};

static enum interval_outcome standardised_add(struct standardised *sum,
                                              const struct interval_group *group)
{
    if (group->events < 0 || group->weight < 0)
        return INTERVAL_NEGATIVE;
    if (!(group->population > 0))
        return INTERVAL_NO_DENOMINATOR;
    const long double factor = (long double)group->weight / group->population;
    sum->events += group->events;
    sum->weights += group->weight;
    sum->weighted += factor * group->events;
    sum->variance += factor * factor * group->events;
    return INTERVAL_DONE;
}

enum interval_outcome interval_standardised_rate(const struct interval_group *groups,
                                                 size_t count, double multiplier,
                                                 double level, double *rate,
                                                 struct interval *interval)
{
    struct standardised sum = { 0 };
    enum interval_outcome outcome = INTERVAL_DONE;
    for (size_t i = 0; i < count && outcome == INTERVAL_DONE; i++)
        outcome = standardised_add(&sum, &groups[i]);
    if (outcome != INTERVAL_DONE)
        return outcome;
    if (sum.weights == 0)
        return INTERVAL_NO_DENOMINATOR;
    const long double found = sum.weighted / sum.weights * multiplier;
    if (!isfinite((double)found))
        return INTERVAL_TOO_LARGE;
    *rate = (double)found;
    if (sum.events < INTERVAL_BYAR_FROM)
        return INTERVAL_TOO_FEW;

    struct interval byar;
    outcome = interval_byar((double)sum.events, level, &byar);
    if (outcome != INTERVAL_DONE)
        return outcome;
    const long double scale = sqrtl(sum.variance / sum.events) / sum.weights * multiplier;
    return keep_finite((double)(found + scale * (byar.lower - sum.events)),
                       (double)(found + scale * (byar.upper - sum.events)), interval);
}

/* The pooled z test; false where the pooled proportion is 0 or 1. */
static bool pooled_test(double x1, double n1, double x2, double n2, double difference,
                        double *p)
{
    const double pooled = (x1 + x2) / (n1 + n2);
    const double rest = ((n1 - x1) + (n2 - x2)) / (n1 + n2);
    const double error = sqrt(pooled * rest * (1 / n1 + 1 / n2));
    if (!(error > 0))
        return false;
    *p = 2 * distribution_normal(fabs(difference) / error, TAIL_UPPER);
    return true;
}

enum interval_outcome interval_difference(double x1, double n1, double x2, double n2,
                                          double level,
                                          struct interval_difference *difference)
{
    struct interval one, two;
    enum interval_outcome outcome = interval_wilson(x1, n1, level, &one);
    if (outcome == INTERVAL_DONE)
        outcome = interval_wilson(x2, n2, level, &two);
    if (outcome != INTERVAL_DONE)
        return outcome;
    const struct estimate between =
        difference_between((struct estimate){ x1 / n1, one.lower, one.upper },
                           (struct estimate){ x2 / n2, two.lower, two.upper });
    struct interval_difference found = {
        .difference = between.value,
        .limits = { fmax(between.lower, -1), fmin(between.upper, 1) },
    };
    found.has_p = pooled_test(x1, n1, x2, n2, between.value, &found.p);
    *difference = found;
    return INTERVAL_DONE;
}
