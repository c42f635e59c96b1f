/* Intervals of ranks from pairs that are told apart. */
#include "stats/rank_interval.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

/* How likely a pair would be as far apart, one way, if it were not. In extended precision
 * neither differences nor errors overflow. */
static double p_of_pair(const struct rank_values *given, size_t i, size_t j)
{
    const long double away = fabsl((long double)given->values[i] - given->values[j]);
    if (away == 0)
        return 1;
    if (given->errors == NULL) {
        /* At least as many heads as the larger count, of as many tosses as both. */
        const double more = fmax(given->values[i], given->values[j]);
        return distribution_binomial(more - 1, given->values[i] + given->values[j], 0.5,
                                     TAIL_UPPER);
    }
    const long double error = hypotl(given->errors[i], given->errors[j]);
    const double z = (double)(error > 0 ? fminl(DBL_MAX, away / error) : DBL_MAX);
    return distribution_normal(z, TAIL_UPPER);
}

/* Holm's method over `pairs` pairs and their converse, whose p values are above 1/2 and
 * never found: the largest p that is, or -1 where none is. Sorts `p`. */
static double largest_found(double *p, size_t pairs, double error_rate)
{
    double largest = -1;
    order_sort(p, pairs);
    for (size_t passed = 0; passed < pairs; passed++) {
        if (p[passed] * (double)(2 * pairs - passed) > error_rate)
            break;
        largest = p[passed];
    }
    return largest;
}

/* The largest p of value i against the others that is found; `p` has room for them. */
static double largest_of_one(const struct rank_values *given, size_t i, double error_rate,
                             double *p)
{
    size_t pairs = 0;
    for (size_t j = 0; j < given->count; j++)
        if (j != i)
            p[pairs++] = p_of_pair(given, i, j);
    return largest_found(p, pairs, error_rate);
}

/* The same of all pairs. */
static double largest_of_all(const struct rank_values *given, double error_rate)
{
    const size_t count = given->count;
    double *p = memory_take(count * (count - (count > 0)) / 2, sizeof *p);
    size_t pairs = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            p[pairs++] = p_of_pair(given, i, j);
    const double largest = largest_found(p, pairs, error_rate);
    free(p);
    return largest;
}

static bool is_told_apart(const struct rank_values *given, size_t i, size_t j,
                          double largest)
{
    return i != j && p_of_pair(given, i, j) <= largest;
}

static struct rank_limits limits_of(const struct rank_values *given, size_t i,
                                    double largest)
{
    struct rank_limits limits = { 1, given->count };
    for (size_t j = 0; j < given->count; j++) {
        if (!is_told_apart(given, i, j, largest))
            continue;
        limits.lower += given->values[j] > given->values[i];
        limits.upper -= given->values[j] < given->values[i];
    }
    return limits;
}

void rank_interval_holm(const struct rank_values *given, double confidence,
                        enum rank_scope scope, struct rank_limits *limits)
{
    const double error_rate = 1 - confidence;
    double *p = memory_take(given->count, sizeof *p);
    double largest = scope == RANK_SIMULTANEOUS ? largest_of_all(given, error_rate) : 0;
    for (size_t i = 0; i < given->count; i++) {
        if (scope == RANK_MARGINAL)
            largest = largest_of_one(given, i, error_rate, p);
        limits[i] = limits_of(given, i, largest);
    }
    free(p);
}

/* Where the stretch of values that are not told apart begins that ends with the one in
 * place `end`: at `from`, where the stretch before began, or after the last one that is.
 */
static size_t begin_stretch(const struct rank_values *given, const size_t *places,
                            size_t from, size_t end, double largest)
{
    for (size_t place = end; place > from; place--)
        if (is_told_apart(given, places[place - 1], places[end], largest))
            return place;
    return from;
}

static void number_stretches(const struct rank_values *given, const size_t *places,
                             double largest, struct rank_groups *groups, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < given->count; i++)
        groups[i] = (struct rank_groups){ 0, 0 };
    for (size_t from = 0, end = 1; end <= given->count; end++) {
        const size_t next =
            end < given->count ? begin_stretch(given, places, from, end, largest) : end;
        if (next == from)
            continue;
        ++*number;
        for (; from < end; from++) {
            struct rank_groups *group = &groups[places[from]];
            group->last = *number;
            if (group->first == 0)
                group->first = *number;
        }
        from = next;
    }
}

struct place {
    double value, error;
    size_t member;
};

/* The highest value first, equal ones by error: which stretches they are in shall not
 * depend on the order given, and alike in both they are in the same. */
static int by_value(const void *left, const void *right)
{
    const struct place *a = left;
    const struct place *b = right;
    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return (a->error > b->error) - (a->error < b->error);
}

size_t rank_groups(const struct rank_values *given, double confidence,
                   struct rank_groups *groups)
{
    const size_t count = given->count;
    size_t number;
    size_t *members = memory_take(count, sizeof *members);
    struct place *places = memory_take(count, sizeof *places);
    for (size_t i = 0; i < count; i++)
        places[i] = (struct place){ given->values[i],
                                    given->errors == NULL ? 0 : given->errors[i], i };
    qsort(places, count, sizeof *places, by_value);
    for (size_t i = 0; i < count; i++)
        members[i] = places[i].member;
    number_stretches(given, members, largest_of_all(given, 1 - confidence), groups,
                     &number);
    free(places);
    free(members);
    return number;
}
