/* coverage: how often intervals hold what they ought to, and how often a flag is false,
 * over a grid of settings.
 *
 * The coverage of an interval for a proportion or a rate is no simulation: it is the sum
 * of the probabilities of all counts whose interval holds the truth. Ranks and flags are
 * simulated, with the Mersenne Twister of GSL and seed 1, and printed with twice their
 * standard error. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/interval.h"
#include "stats/multiple_tests.h"
#include "stats/rank_bootstrap.h"
#include "stats/rank_interval.h"

static const double level = 0.95, least = 0.94;

/* What a row of the table sums up. */
struct tally {
    double sum, lowest, lowest_at[2];
    size_t count, short_of_least;
};

static void add(struct tally *t, double coverage, double n, double p)
{
    if (t->count++ == 0 || coverage < t->lowest) {
        t->lowest = coverage;
        t->lowest_at[0] = n;
        t->lowest_at[1] = p;
    }
    t->sum += coverage;
    t->short_of_least += coverage < least;
}

static void print(const char *name, const struct tally *t, const char *at)
{
    printf("%-28s %4zu settings  mean %.4f  lowest %.4f (%s %g, %g)  below %.2f: %zu\n",
           name, t->count, t->sum / (double)t->count, t->lowest, at, t->lowest_at[0],
           t->lowest_at[1], least, t->short_of_least);
}

typedef enum interval_outcome proportion_method(double x, double n, double level,
                                                struct interval *interval);

static double proportion_coverage(proportion_method *method, unsigned n, double p)
{
    const double reach =
        10 * sqrt(n * p * (1 - p)) + 20; /* what is beyond is below 1e-15 */
    const unsigned from = n * p > reach ? (unsigned)(n * p - reach) : 0;
    long double covered = 0;
    for (unsigned x = from; x <= n && x <= n * p + reach; x++) {
        struct interval interval;
        if (method(x, n, level, &interval) == INTERVAL_DONE && interval.lower <= p &&
            p <= interval.upper)
            covered += gsl_ran_binomial_pdf(x, p, n);
    }
    return (double)covered;
}

static void proportions(const char *name, proportion_method *method)
{
    static const unsigned numbers[] = { 20, 30, 50, 100, 200, 500, 1000, 5000, 20000 };
    static const double shares[] = { 0.02, 0.05, 0.1, 0.2,  0.3,  0.4,
                                     0.5,  0.6,  0.7, 0.85, 0.95, 0.98 };
    struct tally tally = { 0 };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (size_t j = 0; j < sizeof shares / sizeof *shares; j++)
            add(&tally, proportion_coverage(method, numbers[i], shares[j]), numbers[i],
                shares[j]);
    print(name, &tally, "n and p");
}

static double rate_coverage(enum interval_method method, double events)
{
    const double reach = 10 * sqrt(events) + 40;
    const unsigned from = events > reach ? (unsigned)(events - reach) : 0;
    long double covered = 0;
    for (unsigned x = from; x <= events + reach; x++) {
        struct interval interval;
        if (interval_rate(x, 1, 1, method, level, &interval) == INTERVAL_DONE &&
            interval.lower <= events && events <= interval.upper)
            covered += gsl_ran_poisson_pdf(x, events);
    }
    return (double)covered;
}

static void rates(const char *name, enum interval_method method)
{
    struct tally tally = { 0 };
    for (double events = 0.5; events < 20000; events *= 1.35)
        add(&tally, rate_coverage(method, events), events, 1);
    print(name, &tally, "events");
}

/* True ranks of values that are all different: 1 + how many are above. */
static size_t rank_among(const double *truth, size_t count, size_t i)
{
    size_t rank = 1;
    for (size_t j = 0; j < count; j++)
        rank += truth[j] > truth[i];
    return rank;
}

enum { RANK_RUNS = 400, MOST_RANKED = 80 };

typedef void rank_method(const struct rank_values *given, double confidence,
                         enum rank_scope scope, struct rank_limits *limits);

/* Values `gap` standard errors apart; the share of intervals that hold their true rank.
 */
static double rank_coverage(gsl_rng *random, size_t count, double gap,
                            rank_method *method, enum rank_scope scope)
{
    double truth[MOST_RANKED], found[MOST_RANKED], errors[MOST_RANKED];
    struct rank_limits limits[MOST_RANKED];
    const struct rank_values values = { found, errors, count };
    size_t held = 0, all = 0;
    for (int run = 0; run < RANK_RUNS; run++) {
        size_t held_here = 0;
        for (size_t i = 0; i < count; i++) {
            truth[i] = gap * (double)i;
            errors[i] = 0.5 + gsl_rng_uniform(random);
            found[i] = truth[i] + gsl_ran_gaussian(random, errors[i]);
        }
        method(&values, level, scope, limits);
        for (size_t i = 0; i < count; i++) {
            const size_t rank = rank_among(truth, count, i);
            held_here += limits[i].lower <= rank && rank <= limits[i].upper;
        }
        held += scope == RANK_MARGINAL ? held_here : held_here == count;
        all += scope == RANK_MARGINAL ? count : 1;
    }
    return (double)held / (double)all;
}

/* Of up to `most` councils: simulation takes its time. */
static void ranks(const char *name, gsl_rng *random, rank_method *method,
                  enum rank_scope scope, size_t most)
{
    static const size_t counts[] = { 5, 16, 36, MOST_RANKED };
    static const double gaps[] = { 0.001, 0.05, 0.3, 1, 3 };
    struct tally tally = { 0 };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t j = 0; counts[i] <= most && j < sizeof gaps / sizeof *gaps; j++)
            add(&tally, rank_coverage(random, counts[i], gaps[j], method, scope),
                (double)counts[i], gaps[j]);
    print(name, &tally, "councils and gap");
}

enum { FLAG_RUNS = 2000, FLAG_COUNCILS = 300 };

/* The mean share of false ones among the councils flagged at q <= 0.05 where `different`
 * of them do differ, by 4 standard errors. */
static void false_discoveries(gsl_rng *random, size_t different)
{
    double p[FLAG_COUNCILS], q[FLAG_COUNCILS], sum = 0, squares = 0;
    for (int run = 0; run < FLAG_RUNS; run++) {
        size_t found = 0, wrong = 0;
        for (size_t i = 0; i < FLAG_COUNCILS; i++) {
            const double z = gsl_ran_gaussian(random, 1) + (i < different ? 4 : 0);
            p[i] = 2 * gsl_cdf_ugaussian_Q(fabs(z));
        }
        multiple_tests_adjust(p, FLAG_COUNCILS, MULTIPLE_TESTS_BENJAMINI_HOCHBERG, q);
        for (size_t i = 0; i < FLAG_COUNCILS; i++) {
            found += q[i] <= 0.05;
            wrong += q[i] <= 0.05 && i >= different;
        }
        const double share = found == 0 ? 0 : (double)wrong / (double)found;
        sum += share;
        squares += share * share;
    }
    const double mean = sum / FLAG_RUNS;
    const double error = sqrt((squares / FLAG_RUNS - mean * mean) / FLAG_RUNS);
    printf("false discoveries at q <= 0.05, %3zu of %d differ: %.4f +- %.4f\n", different,
           FLAG_COUNCILS, mean, 2 * error);
}

int main(void)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 1);
    proportions("proportion, wilson", interval_wilson);
    proportions("proportion, exact", interval_clopper_pearson);
    rates("rate, byar", INTERVAL_BYAR);
    rates("rate, exact", INTERVAL_EXACT);
    ranks("rank, each", random, rank_interval_holm, RANK_MARGINAL, MOST_RANKED);
    ranks("rank, all together", random, rank_interval_holm, RANK_SIMULTANEOUS,
          MOST_RANKED);
    ranks("rank, each, bootstrap", random, rank_interval_bootstrap, RANK_MARGINAL, 16);
    ranks("rank, all, bootstrap", random, rank_interval_bootstrap, RANK_SIMULTANEOUS, 16);
    false_discoveries(random, 0);
    false_discoveries(random, 15);
    false_discoveries(random, 150);
    gsl_rng_free(random);
    return 0;
}
