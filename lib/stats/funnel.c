/* Funnels of councils that differ by more than chance. */
#include "stats/funnel.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

/* Fewer say too little about how councils differ. */
enum { FEWEST = 10 };

static bool is_degenerate(enum funnel_scale scale, double target)
{
    return !(target > 0) || !isfinite(target) || (scale == FUNNEL_ARCSINE && target >= 1);
}

/* Where the target lies on the scale. */
static double origin(const struct funnel *funnel)
{
    switch (funnel->scale) {
    case FUNNEL_ARCSINE:
        return asin(sqrt(funnel->target));
    case FUNNEL_SQUARE_ROOT:
        return 1;
    case FUNNEL_LOG:
        break;
    }
    return 0;
}

/* The error of chance on the scale. */
static double error_of(const struct funnel *funnel, double denominator)
{
    switch (funnel->scale) {
    case FUNNEL_ARCSINE:
        return 1 / (2 * sqrt(denominator));
    case FUNNEL_SQUARE_ROOT:
        return 1 / (2 * sqrt(denominator * funnel->target));
    case FUNNEL_LOG:
        break;
    }
    return 1 / sqrt(denominator * funnel->target);
}

/* How far on the scale a count lies from the target. */
static bool away_from_target(const struct funnel *funnel, double numerator,
                             double denominator, double *away)
{
    const double ratio = numerator / denominator;
    if (!(numerator >= 0) || !(denominator > 0) || !isfinite(ratio))
        return false;
    switch (funnel->scale) {
    case FUNNEL_ARCSINE:
        *away = asin(sqrt(fmin(1, ratio))) - origin(funnel);
        return ratio <= 1;
    case FUNNEL_SQUARE_ROOT:
        *away = sqrt(ratio / funnel->target) - origin(funnel);
        return isfinite(*away);
    case FUNNEL_LOG:
        break;
    }
    *away = log(ratio / funnel->target) - origin(funnel);
    return isfinite(*away);
}

bool funnel_deviation(const struct funnel *funnel, double numerator, double denominator,
                      double *z, double *adjusted)
{
    double away;
    if (!away_from_target(funnel, numerator, denominator, &away))
        return false;
    const double error = error_of(funnel, denominator);
    /* Beyond what a double can square, nothing could be summed. */
    if (!isfinite(away / error * (away / error)))
        return false;
    *z = away / error;
    *adjusted = away / sqrt(error * error + funnel->tau_squared);
    return true;
}

/* What one council adds to the fit. */
struct deviation {
    double z;
    double weight; /* 1 / error squared */
};

/* No two that differ are equal, so that sums do not depend on the order of councils. */
static int compare_deviations(const void *left, const void *right)
{
    const struct deviation *a = left;
    const struct deviation *b = right;
    const int order = (a->z > b->z) - (a->z < b->z);
    return order != 0 ? order : (a->weight > b->weight) - (a->weight < b->weight);
}

/* The deviations of all counts that have one, sorted; returns how many. */
static size_t measure(const struct funnel *funnel, const double *numerators,
                      const double *denominators, size_t count,
                      struct deviation *deviations)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        double z, adjusted;
        if (!funnel_deviation(funnel, numerators[i], denominators[i], &z, &adjusted))
            continue;
        const double error = error_of(funnel, denominators[i]);
        deviations[used++] = (struct deviation){ z, 1 / (error * error) };
    }
    qsort(deviations, used, sizeof *deviations, compare_deviations);
    return used;
}

static double mean_square(const struct deviation *deviations, size_t count)
{
    long double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (long double)deviations[i].z * deviations[i].z;
    return count == 0 ? 0 : (double)(sum / (long double)count);
}

/* The variance between councils that, with chance, makes phi what it is: DerSimonian and
 * Laird (1986). */
static double between(const struct deviation *deviations, size_t count, double phi)
{
    const double n = (double)count;
    long double sum = 0;
    long double squares = 0;
    for (size_t i = 0; i < count; i++) {
        sum += deviations[i].weight;
        squares += (long double)deviations[i].weight * deviations[i].weight;
    }
    const double scale = (double)(sum - squares / sum);
    return n * phi > n - 1 && scale > 0 ? (n * phi - (n - 1)) / scale : 0;
}

static void winsorise(struct deviation *deviations, size_t count, double tail)
{
    double *values = memory_take(count, sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = deviations[i].z;
    const double low = order_quantile(values, count, tail, QUANTILE_TYPE_7);
    const double high = order_quantile(values, count, 1 - tail, QUANTILE_TYPE_7);
    for (size_t i = 0; i < count; i++)
        deviations[i].z = fmin(high, fmax(low, deviations[i].z));
    free(values);
}

static void estimate(struct funnel *funnel, struct deviation *deviations, double tail,
                     enum funnel_tails tails)
{
    size_t from = 0;
    funnel->phi_raw = funnel->phi = mean_square(deviations, funnel->used);
    if (funnel->used < FEWEST)
        return;
    switch (tails) {
    case FUNNEL_WINSORISED:
        winsorise(deviations, funnel->used, tail);
        break;
    case FUNNEL_TRUNCATED:
        from = (size_t)(tail * (double)funnel->used);
        break;
    }
    const size_t kept = funnel->used - 2 * from;
    funnel->phi = mean_square(deviations + from, kept);
    funnel->tau_squared = between(deviations + from, kept, funnel->phi);
}

enum funnel_outcome funnel_fit(enum funnel_scale scale, double target,
                               const double *numerators, const double *denominators,
                               size_t count, double tail, enum funnel_tails tails,
                               struct funnel *funnel)
{
    *funnel = (struct funnel){ .scale = scale, .target = target };
    if (is_degenerate(scale, target))
        return FUNNEL_DEGENERATE_TARGET;
    struct deviation *deviations = memory_take(count, sizeof *deviations);
    funnel->used = measure(funnel, numerators, denominators, count, deviations);
    estimate(funnel, deviations, tail, tails);
    free(deviations);
    return funnel->used < FEWEST ? FUNNEL_TOO_FEW : FUNNEL_DONE;
}

/* From the scale back to a value. */
static double value_at(const struct funnel *funnel, double y)
{
    switch (funnel->scale) {
    case FUNNEL_ARCSINE:
        y = sin(fmin(M_PI_2, fmax(0, y)));
        return y * y;
    case FUNNEL_SQUARE_ROOT:
        y = fmax(0, y);
        return fmin(DBL_MAX, funnel->target * y * y);
    case FUNNEL_LOG:
        break;
    }
    return fmin(DBL_MAX, funnel->target * exp(y));
}

static struct funnel_limits limits_apart(const struct funnel *funnel, double away)
{
    return (struct funnel_limits){ value_at(funnel, origin(funnel) - away),
                                   value_at(funnel, origin(funnel) + away) };
}

struct funnel_limits funnel_limits(const struct funnel *funnel, double denominator,
                                   double confidence, bool adjusted)
{
    const double error = error_of(funnel, denominator);
    const double variance = error * error + (adjusted ? funnel->tau_squared : 0);
    return limits_apart(funnel, distribution_z(confidence) * sqrt(variance));
}

struct funnel_limits funnel_limits_multiplied(const struct funnel *funnel,
                                              double denominator, double confidence)
{
    const double error = error_of(funnel, denominator) * sqrt(fmax(1, funnel->phi));
    return limits_apart(funnel, distribution_z(confidence) * error);
}
