/* Chances of ranks by integration. */
#include "stats/rank_posterior.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_integration.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

enum { NODES = 12 }; /* of the rule, in one panel */
/* Beyond so many errors from a value nothing is left of its chances: 3e-14. */
static const double REACH = 7.5;
/* How wide a panel is where one value reaches, in its errors. Where n reach, how many lie
 * above a point changes with it n times as fast and varies sqrt(n) as much; a panel is
 * then as wide as 1 / sqrt(sum of 1 / error squared). */
static const double PANEL = 5;
/* Beside numbers about 1, what is smaller is no error: its square would be no number. */
static const double LEAST_ERROR = 1e-150;
/* What is smaller in a distribution of ranks cannot be seen in any sum. */
static const double NEGLIGIBLE = 1e-18;

struct unit {
    double value, error;
    /* how far it reaches; both are the value where there is no error */
    double start, end;
};

struct integration {
    struct unit *units; /* sorted by start */
    size_t *places;     /* [count] whose unit that is in what was given */
    size_t count;
    double *chances; /* [count][count] of each unit and rank, not yet scaled */
    gsl_integration_glfixed_table *rule;

    /* At one point: */
    size_t *uncertain; /* units that may lie on either side */
    size_t uncertain_count;
    size_t certain;  /* units that lie above */
    double *above;   /* [uncertain_count] the chance to lie above */
    double *number;  /* [uncertain_count + 1] the chances of how many of them do */
    size_t from, to; /* which of these are not negligible */
    double *without; /* room for the same less one unit */
};

/* The number of uncertain units above as a distribution: one after the other joins. */
static void count_above(struct integration *at)
{
    double *number = at->number;
    number[0] = 1;
    at->from = at->to = 0;
    for (size_t u = 0; u < at->uncertain_count; u++) {
        const double above = at->above[u];
        number[at->to + 1] = number[at->to] * above;
        for (size_t k = at->to; k > at->from; k--)
            number[k] = number[k] * (1 - above) + number[k - 1] * above;
        number[at->from] *= 1 - above;
        at->to++;
        while (at->from < at->to && number[at->from] < NEGLIGIBLE)
            at->from++;
        while (at->to > at->from && number[at->to] < NEGLIGIBLE)
            at->to--;
    }
}

/* The same without a unit that lies above with this chance, from the end that keeps
 * rounding small. Each number needs the one before, so there is no division between. */
static void leave_out(const struct integration *at, double above)
{
    double *without = at->without;
    double rest = 0;
    if (above <= 0.5) {
        const double scale = 1 / (1 - above), carried = above * scale;
        for (size_t k = at->from; k <= at->to; k++)
            without[k] = rest = at->number[k] * scale - carried * rest;
        return;
    }
    const double scale = 1 / above, carried = (1 - above) * scale;
    without[at->to] = 0;
    for (size_t k = at->to; k > at->from; k--)
        without[k - 1] = rest = at->number[k] * scale - carried * rest;
}

/* Parts the units by where they lie about `point`. */
static void look_from(struct integration *at, double point)
{
    at->certain = at->uncertain_count = 0;
    for (size_t u = 0; u < at->count; u++) {
        const struct unit *unit = &at->units[u];
        if (unit->start > point) {
            at->certain++;
        } else if (unit->end > point) {
            at->uncertain[at->uncertain_count] = u;
            at->above[at->uncertain_count++] =
                distribution_normal((point - unit->value) / unit->error, TAIL_UPPER);
        }
    }
    count_above(at);
}

/* Adds to the ranks of every unit that may have its true value in [point, point +
 * weight].
 */
static void add_point(struct integration *at, double point, double weight)
{
    look_from(at, point);
    for (size_t u = 0; u < at->uncertain_count; u++) {
        const struct unit *unit = &at->units[at->uncertain[u]];
        const double z = (point - unit->value) / unit->error;
        const double share = weight / unit->error * exp(-z * z / 2);
        double *chances = at->chances + at->uncertain[u] * at->count + at->certain;
        if (share < NEGLIGIBLE)
            continue;
        leave_out(at, at->above[u]);
        for (size_t k = at->from; k <= at->to && k < at->uncertain_count; k++)
            chances[k] += share * at->without[k];
    }
}

/* A unit without error is where it is. */
static void add_fixed(struct integration *at, size_t u)
{
    look_from(at, at->units[u].value);
    for (size_t k = at->from; k <= at->to; k++)
        at->chances[u * at->count + at->certain + k] += at->number[k];
}

static double rate_of(const struct unit *unit)
{
    return unit->error > 0 ? 1 / (unit->error * unit->error) : 0;
}

/* Where the panel ends that begins at `point`, of which the first `reached` units start
 * at or before it: no wider than is right for all that reach into it, and before anything
 * jumps. Returns `point` where nothing reaches. */
static double end_panel(const struct integration *at, double point, size_t reached)
{
    double rate = 0;
    for (size_t u = 0; u < reached; u++)
        if (at->units[u].end > point)
            rate += rate_of(&at->units[u]);
    if (rate == 0)
        return point;
    double end = point + PANEL / sqrt(rate);
    for (size_t u = reached; u < at->count && at->units[u].start < end; u++) {
        rate += rate_of(&at->units[u]);
        const double narrower = point + PANEL / sqrt(rate);
        if (at->units[u].error == 0 || narrower <= at->units[u].start)
            return at->units[u].start;
        end = narrower;
    }
    /* Never for ever on one spot. */
    return fmax(end, nextafter(point, INFINITY));
}

static void integrate(struct integration *at)
{
    size_t reached = 0;
    for (double point = at->units[0].start;;) {
        while (reached < at->count && at->units[reached].start <= point)
            reached++;
        const double end = end_panel(at, point, reached);
        for (size_t node = 0; end > point && node < NODES; node++) {
            double x, weight;
            gsl_integration_glfixed_point(point, end, node, &x, &weight, at->rule);
            add_point(at, x, weight);
        }
        if (end == point && reached == at->count)
            break;
        point = end > point ? end : at->units[reached].start;
    }
    for (size_t u = 0; u < at->count; u++)
        if (at->units[u].error == 0)
            add_fixed(at, u);
}

/* The least rank, from 1, that is reached with this probability. */
static size_t quantile(const double *chances, size_t count, double p)
{
    double sum = 0;
    for (size_t k = 0; k + 1 < count; k++) {
        sum += chances[k];
        if (sum >= p)
            return k + 1;
    }
    return count;
}

static double sum_of(const double *chances, size_t count)
{
    long double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += chances[k];
    return (double)sum;
}

/* Reads one distribution of ranks, which is scaled to add up to 1. */
static struct rank_posterior summarise(double *chances, size_t count, double confidence)
{
    const double all = sum_of(chances, count);
    for (size_t k = 0; k < count; k++)
        chances[k] = fmax(0, chances[k] / all);
    long double mean = 0;
    for (size_t k = 0; k < count; k++)
        mean += chances[k] * ((long double)k + 1);
    const size_t quarter = count / 4;
    return (struct rank_posterior){
        .expected = (double)mean,
        .lower = quantile(chances, count, (1 - confidence) / 2),
        .median = quantile(chances, count, 0.5),
        .upper = quantile(chances, count, (1 + confidence) / 2),
        .best = chances[0],
        .worst = chances[count - 1],
        .best_quarter = fmin(1, sum_of(chances, quarter)),
        .worst_quarter = fmin(1, sum_of(chances + count - quarter, quarter)),
    };
}

/* The largest value and error become numbers about 1, by a power of 2, so that nothing
 * overflows and no digit is lost. */
static int exponent_of(const struct rank_values *given)
{
    double largest = 0;
    int exponent;
    for (size_t i = 0; i < given->count; i++)
        largest = fmax(largest, fmax(fabs(given->values[i]), given->errors[i]));
    frexp(largest, &exponent);
    return exponent;
}

static void place_units(struct integration *at, const struct rank_values *given)
{
    const int exponent = exponent_of(given);
    double largest = 0;
    double *starts = memory_take(given->count, sizeof *starts);
    for (size_t i = 0; i < given->count; i++)
        largest = fmax(largest, ldexp(given->errors[i], -exponent));
    struct unit *units = memory_take(given->count, sizeof *units);
    for (size_t i = 0; i < given->count; i++) {
        const double value = ldexp(given->values[i], -exponent);
        const double error = ldexp(given->errors[i], -exponent);
        const bool fixed =
            !(error > fmax(LEAST_ERROR, 1e-12 * fmax(largest, fabs(value))));
        const double reach = fixed ? 0 : REACH * error;
        units[i] =
            (struct unit){ value, fixed ? 0 : error, value - reach, value + reach };
        starts[i] = units[i].start;
    }
    order_places(starts, given->count, at->places);
    for (size_t u = 0; u < given->count; u++)
        at->units[u] = units[at->places[u]];
    free(units);
    free(starts);
}

void rank_posterior(const struct rank_values *given, double confidence,
                    struct rank_posterior *ranks)
{
    const size_t count = given->count;
    if (count == 0)
        return;
    struct integration at = {
        .units = memory_take(count, sizeof *at.units),
        .places = memory_take(count, sizeof *at.places),
        .count = count,
        .chances = memory_take(count * count, sizeof *at.chances),
        .rule = gsl_integration_glfixed_table_alloc(NODES),
        .uncertain = memory_take(count, sizeof *at.uncertain),
        .above = memory_take(3 * (count + 1), sizeof *at.above),
    };
    at.number = at.above + count + 1;
    at.without = at.number + count + 1;
    for (size_t k = 0; k < count * count; k++)
        at.chances[k] = 0;
    place_units(&at, given);
    integrate(&at);
    for (size_t u = 0; u < count; u++)
        ranks[at.places[u]] = summarise(at.chances + u * count, count, confidence);
    gsl_integration_glfixed_table_free(at.rule);
    free(at.above);
    free(at.uncertain);
    free(at.chances);
    free(at.places);
    free(at.units);
}
