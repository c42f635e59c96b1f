/* Several measures made into one number. */
#include "stats/composite.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct weighing {
    const struct composite_given *given;
    struct composite *all;
    double *weights; /* tried */
    double *scores;  /* of the units under them; NAN: none */
    double *sorted;
    size_t *ranks;  /* of the units; 0: none */
    size_t *trials; /* ranks of unit u in all trials: trials[u * COMPOSITE_TRIALS + t] */
};

static double score_of(const struct composite_given *given, const double *weights,
                       size_t unit, double *share, size_t *used)
{
    const double *scores = given->scores + unit * given->measures;
    long double sum = 0, weight = 0, all = 0;
    *used = 0;
    for (size_t m = 0; m < given->measures; m++) {
        all += weights[m];
        if (isnan(scores[m]) || !(weights[m] > 0))
            continue;
        sum += (long double)weights[m] * scores[m];
        weight += weights[m];
        ++*used;
    }
    *share = all > 0 ? (double)(weight / all) : 0;
    return *used > 0 ? (double)(sum / weight) : NAN;
}

static int descending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Ranks of the units that are scored, under the weights tried. */
static void rank_all(struct weighing *w)
{
    size_t count = 0;
    for (size_t u = 0; u < w->given->units; u++) {
        double share;
        size_t used;
        w->scores[u] =
            w->all[u].scored ? score_of(w->given, w->weights, u, &share, &used) : NAN;
        if (!isnan(w->scores[u]))
            w->sorted[count++] = w->scores[u];
    }
    qsort(w->sorted, count, sizeof *w->sorted, descending);
    for (size_t u = 0; u < w->given->units; u++) {
        const double *found =
            isnan(w->scores[u])
                ? NULL
                : bsearch(&w->scores[u], w->sorted, count, sizeof *w->sorted, descending);
        while (found != NULL && found > w->sorted && found[-1] == *found)
            found--;
        w->ranks[u] = found == NULL ? 0 : (size_t)(found - w->sorted) + 1;
    }
}

static void take_weights(struct weighing *w)
{
    memcpy(w->weights, w->given->weights, w->given->measures * sizeof *w->weights);
}

static void rank_as_given(struct weighing *w)
{
    for (size_t u = 0; u < w->given->units; u++) {
        struct composite *c = &w->all[u];
        *c = (struct composite){ 0 };
        const double score =
            score_of(w->given, w->given->weights, u, &c->share, &c->used);
        c->scored = c->used > 0 && c->share >= w->given->least_share;
        if (c->scored)
            c->score = score;
    }
    take_weights(w);
    rank_all(w);
    for (size_t u = 0; u < w->given->units; u++)
        w->all[u].rank = w->all[u].dropped_lower = w->all[u].dropped_upper = w->ranks[u];
}

static void rank_without_each(struct weighing *w)
{
    for (size_t m = 0; m < w->given->measures; m++) {
        if (!(w->given->weights[m] > 0))
            continue;
        take_weights(w);
        w->weights[m] = 0;
        rank_all(w);
        for (size_t u = 0; u < w->given->units; u++) {
            struct composite *c = &w->all[u];
            if (w->ranks[u] == 0)
                continue;
            c->dropped_lower =
                w->ranks[u] < c->dropped_lower ? w->ranks[u] : c->dropped_lower;
            c->dropped_upper =
                w->ranks[u] > c->dropped_upper ? w->ranks[u] : c->dropped_upper;
        }
    }
}

static void try_weights(struct weighing *w, gsl_rng *random)
{
    const size_t measures = w->given->measures;
    for (size_t t = 0; t < COMPOSITE_TRIALS; t++) {
        for (size_t m = 0; m < measures; m++)
            w->weights[m] = w->given->weights[m] > 0 ? gsl_ran_exponential(random, 1) : 0;
        rank_all(w);
        for (size_t u = 0; u < w->given->units; u++)
            w->trials[u * COMPOSITE_TRIALS + t] = w->ranks[u];
    }
}

static int ascending(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static void find_points(struct weighing *w)
{
    for (size_t u = 0; u < w->given->units; u++) {
        size_t *ranks = w->trials + u * COMPOSITE_TRIALS;
        qsort(ranks, COMPOSITE_TRIALS, sizeof *ranks, ascending);
        w->all[u].weighted_lower = ranks[COMPOSITE_TRIALS / 40 - 1];
        w->all[u].weighted_upper = ranks[COMPOSITE_TRIALS - COMPOSITE_TRIALS / 40];
    }
}

void composite_rank(const struct composite_given *given, struct composite *all)
{
    struct weighing w = {
        .given = given,
        .all = all,
        .weights = memory_take(given->measures + 1, sizeof *w.weights),
        .scores = memory_take(given->units + 1, sizeof *w.scores),
        .sorted = memory_take(given->units + 1, sizeof *w.sorted),
        .ranks = memory_take(given->units + 1, sizeof *w.ranks),
        .trials = memory_take((given->units + 1) * COMPOSITE_TRIALS, sizeof *w.trials),
    };
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (random == NULL)
        memory_take(SIZE_MAX, 1); /* says that there is none, and ends */
    gsl_rng_set(random, 1);
    rank_as_given(&w);
    rank_without_each(&w);
    try_weights(&w, random);
    find_points(&w);
    gsl_rng_free(random);
    free(w.weights);
    free(w.scores);
    free(w.sorted);
    free(w.ranks);
    free(w.trials);
}
