/* Intervals of ranks by simulation. */
#include "stats/rank_bootstrap.h"

#include <float.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

/* Two values and what is still asked of them: whether the first is above the second, and
 * whether below. A weight is 1 over the error of their difference, in units of the
 * largest error, or 0 where it is asked no more. */
struct pair {
    uint32_t first, second;
    double away; /* how many errors of the difference the first is above */
    double above, below;
};

struct bootstrap {
    const struct rank_values *given;
    double error_rate;
    double *draws; /* RANK_BOOTSTRAP_DRAWS times one error of each value */
    struct pair *pairs;
    size_t pair_count;
    double *largest; /* of each draw */
};

double rank_bootstrap_error(double confidence)
{
    return distribution_z(0.95) *
           sqrt(confidence * (1 - confidence) / RANK_BOOTSTRAP_DRAWS);
}

static double largest_error(const struct rank_values *given)
{
    double largest = 0;
    for (size_t i = 0; i < given->count; i++)
        largest = fmax(largest, given->errors[i]);
    return largest;
}

/* In units of the largest error, so that nothing overflows. */
static void draw(struct bootstrap *b)
{
    const size_t count = b->given->count;
    const double unit = largest_error(b->given);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (random == NULL)
        memory_take(SIZE_MAX, 1); /* says that there is none, and ends */
    gsl_rng_set(random, 1);
    for (size_t d = 0; d < RANK_BOOTSTRAP_DRAWS; d++)
        for (size_t i = 0; i < count; i++)
            b->draws[d * count + i] =
                unit > 0 ? gsl_ran_ugaussian(random) * (b->given->errors[i] / unit) : 0;
    gsl_rng_free(random);
}

/* Two values that are both exact are apart or equal, and chance has no part in it. */
static struct pair pair_of(const struct bootstrap *b, size_t i, size_t j, double unit)
{
    const struct rank_values *given = b->given;
    const long double away = (long double)given->values[i] - given->values[j];
    const long double error = hypotl(given->errors[i], given->errors[j]);
    struct pair pair = { .first = (uint32_t)i, .second = (uint32_t)j };
    if (error > 0) {
        pair.away = (double)fmaxl(-DBL_MAX, fminl(DBL_MAX, away / error));
        pair.above = pair.below = (double)(unit / error);
    } else {
        pair.away = away > 0 ? INFINITY : away < 0 ? -INFINITY : 0;
    }
    return pair;
}

static double largest_of_draw(const struct bootstrap *b, const double *errors)
{
    double largest = 0;
    for (size_t k = 0; k < b->pair_count; k++) {
        const struct pair *pair = &b->pairs[k];
        const double away = errors[pair->first] - errors[pair->second];
        const double above = away * pair->above, below = -away * pair->below;
        largest = above > largest ? above : largest;
        largest = below > largest ? below : largest;
    }
    return largest;
}

/* What the largest of all that is asked exceeds by chance with the error rate. Bonferroni
 * bounds it from above; beyond that there is but the error of simulation. */
static double critical_value(struct bootstrap *b)
{
    size_t asked = 0;
    for (size_t k = 0; k < b->pair_count; k++)
        asked += (b->pairs[k].above > 0) + (b->pairs[k].below > 0);
    if (asked == 0)
        return 0;
    for (size_t d = 0; d < RANK_BOOTSTRAP_DRAWS; d++)
        b->largest[d] = largest_of_draw(b, b->draws + d * b->given->count);
    order_sort(b->largest, RANK_BOOTSTRAP_DRAWS);
    const double place = ceil((1 - b->error_rate) * RANK_BOOTSTRAP_DRAWS);
    return fmin(b->largest[(size_t)place - 1],
                distribution_normal_quantile(b->error_rate / (double)asked, TAIL_UPPER));
}

/* Whether anything that was asked is now found. */
static bool step_down(struct bootstrap *b)
{
    const double critical = critical_value(b);
    bool found = false;
    for (size_t k = 0; k < b->pair_count; k++) {
        struct pair *pair = &b->pairs[k];
        if (pair->above > 0 && pair->away > critical) {
            pair->above = 0;
            found = true;
        } else if (pair->below > 0 && -pair->away > critical) {
            pair->below = 0;
            found = true;
        }
    }
    return found;
}

static bool is_found_above(const struct pair *pair)
{
    return pair->away > 0 && pair->above == 0;
}

static bool is_found_below(const struct pair *pair)
{
    return pair->away < 0 && pair->below == 0;
}

/* All pairs of `i`, which comes first in them. */
static void bound_one(struct bootstrap *b, size_t i, double unit,
                      struct rank_limits *limits)
{
    b->pair_count = 0;
    for (size_t j = 0; j < b->given->count; j++)
        if (j != i)
            b->pairs[b->pair_count++] = pair_of(b, i, j, unit);
    while (step_down(b))
        ;
    *limits = (struct rank_limits){ 1, b->given->count };
    for (size_t k = 0; k < b->pair_count; k++) {
        limits->lower += is_found_below(&b->pairs[k]);
        limits->upper -= is_found_above(&b->pairs[k]);
    }
}

static void bound_all(struct bootstrap *b, double unit, struct rank_limits *limits)
{
    const size_t count = b->given->count;
    b->pair_count = 0;
    for (size_t i = 0; i < count; i++) {
        limits[i] = (struct rank_limits){ 1, count };
        for (size_t j = i + 1; j < count; j++)
            b->pairs[b->pair_count++] = pair_of(b, i, j, unit);
    }
    while (step_down(b))
        ;
    for (size_t k = 0; k < b->pair_count; k++) {
        const struct pair *pair = &b->pairs[k];
        limits[pair->first].lower += is_found_below(pair);
        limits[pair->first].upper -= is_found_above(pair);
        limits[pair->second].lower += is_found_above(pair);
        limits[pair->second].upper -= is_found_below(pair);
    }
}

void rank_interval_bootstrap(const struct rank_values *given, double confidence,
                             enum rank_scope scope, struct rank_limits *limits)
{
    const size_t count = given->count;
    const size_t pairs =
        scope == RANK_SIMULTANEOUS ? count * (count - (count > 0)) / 2 : count;
    const double unit = largest_error(given);
    struct bootstrap b = {
        .given = given,
        .error_rate = 1 - confidence,
        .draws = memory_take(RANK_BOOTSTRAP_DRAWS * count + 1, sizeof *b.draws),
        .pairs = memory_take(pairs + 1, sizeof *b.pairs),
        .largest = memory_take(RANK_BOOTSTRAP_DRAWS, sizeof *b.largest),
    };
    draw(&b);
    if (scope == RANK_SIMULTANEOUS)
        bound_all(&b, unit, limits);
    for (size_t i = 0; scope == RANK_MARGINAL && i < count; i++)
        bound_one(&b, i, unit, &limits[i]);
    free(b.draws);
    free(b.pairs);
    free(b.largest);
}
