/* How much a verdict hangs on one peer more or less, and on a last digit. */
#include "step/compare_stress.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/spread.h"

enum { SHIFTS = 3 };

struct stress {
    struct compare_judge *judge;
    const struct compare_finding *finding;
    struct compare_tally *tally;
    struct compare_case cases[SHIFTS]; /* the value as it is, less and more */
};

/* The row's figures as they would be had the value been another by `shift`. */
static struct compare_case shifted(const struct compare_case *judged, double shift)
{
    struct compare_case other = *judged;
    other.value += shift;
    other.limits.lower += shift;
    other.limits.upper += shift;
    other.numerator += shift / judged->metric->per * judged->denominator;
    return other;
}

static void make_cases(struct stress *s)
{
    const struct compare_judge *judge = s->judge;
    /* None recorded, where that means 0, is exactly that. */
    const double half = judge->shown.length == 0 ? 0 : number_rounding(judge->shown);
    s->cases[0] = judge->judged;
    s->cases[1] = shifted(&judge->judged, -half);
    s->cases[2] = shifted(&judge->judged, half);
}

static void count(struct stress *s, const struct compare_ground *ground)
{
    enum basis basis;
    for (int i = 0; i < SHIFTS; i++)
        s->tally->counts[compare_verdict(&s->cases[i], ground, &basis)]++;
}

/* The peers on the scale on which they are judged, sorted. */
static const double *sorted_peers(const struct stress *s)
{
    return s->cases[0].metric->polarity == POLARITY_TARGET ? s->judge->turned
                                                           : s->judge->values;
}

/* The distances of sorted values from `centre`, sorted: two runs merged. */
static void sort_distances(const double *sorted, size_t count, double centre,
                           double *distances)
{
    size_t above = 0;
    while (above < count && sorted[above] < centre)
        above++;
    size_t below = above;
    for (size_t i = 0; i < count; i++) {
        const bool from_below =
            below > 0 &&
            (above == count || centre - sorted[below - 1] <= sorted[above] - centre);
        distances[i] = from_below ? centre - sorted[--below] : sorted[above++] - centre;
    }
}

/* The spread of the peers but one about their median. Whichever goes, that is one of
 * three at the most, and peers come in order: the distances from the last one are kept.
 */
struct spread {
    double centre;
    bool known;
};

static double mad_without(struct stress *s, struct spread *spread, double centre,
                          double left_out)
{
    double *distances = s->judge->distances;
    const size_t n = s->finding->n;
    if (!spread->known || spread->centre != centre)
        sort_distances(sorted_peers(s), n, centre, distances);
    *spread = (struct spread){ centre, true };
    return order_median_without(distances, n, fabs(left_out - centre));
}

static bool sum_without(const struct stress *s, const struct compare_peer *left_out,
                        double *made)
{
    struct compare_sums sums = s->judge->sums;
    if (!isnan(left_out->parts.numerator)) {
        sums.numerator -= left_out->parts.numerator;
        sums.denominator -= left_out->parts.denominator;
        sums.count--;
    }
    return 2 * sums.count > s->finding->n - 1 &&
           compare_parts_value(s->cases[0].metric, sums.numerator, sums.denominator,
                               made);
}

/* What the row is judged against when one of the peers is left out. */
static struct compare_ground ground_without(struct stress *s, struct spread *spread,
                                            const struct compare_peer *left_out)
{
    const enum benchmark_kind kind = s->judge->options->benchmark;
    struct compare_ground ground = s->judge->ground;
    double made = 0;
    ground.n--;
    if (ground.n == 0) {
        ground.has_benchmark = ground.has_benchmark && s->judge->published != NULL;
        return ground;
    }
    ground.median = order_median_without(sorted_peers(s), s->finding->n, left_out->y);
    if (ground.n >= COMPARISON_LEAST_FOR_VERDICT && !s->cases[0].has_limits)
        ground.mad = mad_without(s, spread, ground.median, left_out->y);
    if (kind == BENCHMARK_BY_RULE || kind == BENCHMARK_MEDIAN)
        ground.benchmark = ground.median;
    if (kind == BENCHMARK_AGGREGATE) {
        ground.has_benchmark = sum_without(s, left_out, &made);
        ground.benchmark = compare_scale(s->cases[0].metric, made);
    }
    return ground;
}

/* --- In a funnel --- */

/* Its target when one of the peers is left out; NAN where too few would be left. */
static double target_without(const struct stress *s, const struct compare_peer *left_out)
{
    const enum benchmark_kind kind = s->judge->options->benchmark;
    const struct metric *metric = s->cases[0].metric;
    const bool has_parts = !isnan(left_out->parts.numerator);
    double made = 0;
    switch (kind) {
    case BENCHMARK_REGION:
    case BENCHMARK_COUNTRY:
        return s->judge->ground.target;
    case BENCHMARK_MEDIAN:
        return s->finding->n <= COMPARISON_LEAST_FOR_VERDICT
                   ? NAN
                   : order_median_without(sorted_peers(s), s->finding->n, left_out->y) /
                         metric->per;
    case BENCHMARK_BY_RULE:
    case BENCHMARK_AGGREGATE:
        break;
    }
    if (s->judge->sums.count - has_parts < COMPARISON_LEAST_FOR_VERDICT ||
        !sum_without(s, left_out, &made))
        return NAN;
    return made / metric->per;
}

/* The verdict about a target that has a funnel; false about one that has none. */
static bool verdict_about(const struct stress *s, int shift, double target,
                          enum verdict *verdict)
{
    struct compare_ground ground = s->judge->ground;
    enum basis basis;
    ground.target = ground.funnel.target = target;
    *verdict = compare_verdict(&s->cases[shift], &ground, &basis);
    return comparison_is_by_funnel(basis);
}

/* Counts the verdicts about `count` targets sorted ascending. The higher the target is,
 * the lower a value stands, so that where both ends say the same all between do. */
static bool count_targets(struct stress *s, int shift, const double *targets,
                          size_t count)
{
    enum verdict first, last;
    if (!verdict_about(s, shift, targets[0], &first) ||
        !verdict_about(s, shift, targets[count - 1], &last))
        return false;
    if (first == last || count <= 2) {
        s->tally->counts[first] += (uint32_t)(count == 2 ? 1 : count);
        s->tally->counts[last] += count == 2;
        return true;
    }
    return count_targets(s, shift, targets, count / 2) &&
           count_targets(s, shift, targets + count / 2, count - count / 2);
}

/* Whether no variant is another than the row itself: neither the smallest value about the
 * highest target nor the largest about the lowest. */
static bool never_changes(const struct stress *s, double lowest, double highest)
{
    enum verdict low, high;
    return verdict_about(s, 1, highest, &low) && verdict_about(s, 2, lowest, &high) &&
           low == high;
}

/* False, nothing counted, where leaving one out would leave no funnel. */
static bool stress_funnel(struct stress *s)
{
    double *targets = s->judge->distances;
    const size_t all = s->finding->n + 1;
    const struct compare_tally before = *s->tally;
    targets[0] = s->judge->ground.target;
    for (size_t i = 1; i < all; i++) {
        targets[i] = target_without(s, &s->judge->peers[i - 1]);
        if (isnan(targets[i]))
            return false;
    }
    order_sort(targets, all);
    if (never_changes(s, targets[0], targets[all - 1])) {
        s->tally->counts[s->finding->verdict] += (uint32_t)(SHIFTS * all);
        return true;
    }
    for (int shift = 0; shift < SHIFTS; shift++) {
        if (!count_targets(s, shift, targets, all)) {
            *s->tally = before;
            return false;
        }
    }
    return true;
}

/* One by one. */
static void stress_each(struct stress *s)
{
    struct spread spread = { 0 };
    count(s, &s->judge->ground);
    for (uint32_t i = 0; i < s->finding->n; i++) {
        const struct compare_peer *left_out = &s->judge->peers[i];
        struct compare_ground ground = ground_without(s, &spread, left_out);
        if (ground.has_funnel) {
            ground.target = ground.funnel.target = target_without(s, left_out);
            ground.has_funnel = !isnan(ground.target);
        }
        count(s, &ground);
    }
}

static int by_y(const void *a, const void *b)
{
    const struct compare_peer *p = a, *q = b;
    return (p->y > q->y) - (p->y < q->y);
}

/* Those of a group come by value. */
static bool is_sorted(const struct compare_peer *peers, size_t count)
{
    size_t i = 1;
    while (i < count && peers[i - 1].y <= peers[i].y)
        i++;
    return i >= count;
}

void compare_stress(struct compare_judge *judge, const struct compare_finding *finding,
                    struct compare_tally *tally)
{
    struct stress s = { .judge = judge, .finding = finding, .tally = tally };
    *tally = (struct compare_tally){ 0 };
    if (finding->verdict == VERDICT_NONE)
        return;
    tally->variants = SHIFTS * (finding->n + 1);
    make_cases(&s);
    if (!is_sorted(judge->peers, finding->n))
        qsort(judge->peers, finding->n, sizeof *judge->peers, by_y);
    if (!comparison_is_by_funnel((enum basis)finding->basis) || !stress_funnel(&s))
        stress_each(&s);
}

double compare_survives(const struct compare_tally *const tallies[], size_t models,
                        enum verdict verdict)
{
    long double sum = 0;
    size_t used = 0;
    for (size_t m = 0; m < models; m++) {
        if (tallies[m]->variants == 0)
            continue;
        sum += (long double)tallies[m]->counts[verdict] / tallies[m]->variants;
        used++;
    }
    return used == 0 ? 0 : (double)(sum / (long double)used);
}
