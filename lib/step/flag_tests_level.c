/* Tests of where a council stands among its peers. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/distribution.h"
#include "stats/order.h"
#include "stats/spread.h"
#include "step/flag_tests.h"

/* Whether the row is `limit` plain median absolute deviations or more from its peers'
 * median, on whichever side; said in evidence. */
static bool is_as_far_as(struct flag_matter *m, const struct flag_question *q,
                         double limit)
{
    const double mads = q->peers->numbers[COMPARISON_MADS];
    if (!q->peers->has[COMPARISON_MADS] || !flag_has_enough_peers(q, q->peers) ||
        (fabs(mads) < limit && !number_nearly_equal(fabs(mads), limit)))
        return false;
    flag_add_found(m, q, "mads", COMPARISON_MADS);
    evidence_add_number(&m->evidence, "limit", copysign(limit, mads));
    return true;
}

/* In the direction of the metric's worse side; either for a neutral metric. A target has
 * no side of its own: its funnel is not asked. */
static const struct funnel *funnel_of(struct flag_matter *m,
                                      const struct flag_question *q)
{
    return q->metric->polarity == POLARITY_TARGET ? NULL : flag_funnel_of(m, q->row);
}

/* How many errors of the funnel, over-dispersion included, the row lies above the target.
 */
static bool funnel_z(struct flag_matter *m, const struct flag_question *q,
                     const struct funnel *funnel, double *z)
{
    double x, n, alone;
    return flag_counts(m, q->row, &x, &n) && funnel_deviation(funnel, x, n, &alone, z);
}

bool flag_outlier_p(struct flag_matter *m, const struct flag_question *q, double *p)
{
    const struct funnel *funnel = funnel_of(m, q);
    double z;
    if (funnel == NULL || !funnel_z(m, q, funnel, &z))
        return false;
    *p = fmin(1, 2 * distribution_normal(fabs(z), TAIL_UPPER));
    return true;
}

/* Beyond the limits of the funnel on the worse side. */
static bool is_beyond_funnel(struct flag_matter *m, struct flag_question *q,
                             const struct funnel *funnel, double z)
{
    const double level = flag_parameter(q, RULE_FUNNEL_LEVEL);
    const double p = fmin(1, 2 * distribution_normal(fabs(z), TAIL_UPPER));
    double x, n;
    const bool is_worse = q->metric->polarity == POLARITY_NEUTRAL ||
                          (z < 0) == (q->metric->polarity == POLARITY_HIGH);
    if (!flag_is_at_most(p, 1 - level) || !is_worse || !flag_is_found_among_many(q) ||
        !flag_counts(m, q->row, &x, &n))
        return false;
    const struct funnel_limits limits = funnel_limits(funnel, n, level, true);
    struct evidence *e = &m->evidence;
    q->method = "funnel";
    evidence_add_number(e, "z", z);
    evidence_add_number(e, "p", p);
    evidence_add_number(e, "target", q->metric->per * funnel->target);
    evidence_add_number(e, "lower", q->metric->per * limits.lower);
    evidence_add_number(e, "upper", q->metric->per * limits.upper);
    evidence_add_number(e, "level", level);
    evidence_add_number(e, "phi", funnel->phi);
    evidence_add_number(e, "phi_raw", funnel->phi_raw);
    evidence_add_number(e, "tau_squared", funnel->tau_squared);
    evidence_add_number(e, "councils", (double)funnel->used);
    return true;
}

bool flag_is_outlier(struct flag_matter *m, struct flag_question *q)
{
    double z;
    if (q->metric->polarity == POLARITY_NEUTRAL) {
        q->kind = RULE_DATA;
        q->severity = RULE_LOW;
    } else if (q->peers->verdict != VERDICT_WORSE) {
        return false;
    }
    const struct funnel *funnel = funnel_of(m, q);
    if (funnel != NULL && funnel_z(m, q, funnel, &z))
        return is_beyond_funnel(m, q, funnel, z);
    return flag_is_found_among_many(q) &&
           is_as_far_as(m, q, flag_parameter(q, RULE_SCALED_MADS) * SPREAD_MAD_SCALE);
}

bool flag_is_implausible(struct flag_matter *m, struct flag_question *q)
{
    return is_as_far_as(m, q, flag_parameter(q, RULE_MADS));
}

enum comparison_column flag_worse_quartile(const struct metric *metric)
{
    return metric->polarity == POLARITY_HIGH ? COMPARISON_Q1 : COMPARISON_Q3;
}

enum comparison_column flag_better_quartile(const struct metric *metric)
{
    return metric->polarity == POLARITY_HIGH ? COMPARISON_Q3 : COMPARISON_Q1;
}

/* How much better than the bound, by the metric's polarity; 0 on it, or without one. */
static double beyond(const struct flag_question *q, const struct observation *row,
                     const struct comparison *peers, enum comparison_column bound)
{
    if (!peers->has[bound] || !flag_has_enough_peers(q, peers) ||
        number_nearly_equal(row->value, peers->numbers[bound]))
        return 0;
    return metric_oriented(q->metric, row->value) -
           metric_oriented(q->metric, peers->numbers[bound]);
}

bool flag_is_denied(const struct comparison *peers, enum verdict claimed)
{
    return (peers->basis == BASIS_LIMITS || comparison_is_by_funnel(peers->basis)) &&
           peers->verdict != claimed;
}

bool flag_stands_in_worse_quarter(const struct flag_question *q,
                                  const struct observation *row,
                                  const struct comparison *peers)
{
    return !flag_is_denied(peers, VERDICT_WORSE) &&
           beyond(q, row, peers, flag_worse_quartile(q->metric)) < 0;
}

bool flag_stands_in_better_quarter(const struct flag_question *q,
                                   const struct observation *row,
                                   const struct comparison *peers)
{
    return !flag_is_denied(peers, VERDICT_BETTER) &&
           beyond(q, row, peers, flag_better_quartile(q->metric)) > 0;
}

bool flag_is_in_bottom_quartile(struct flag_matter *m, struct flag_question *q)
{
    if (!flag_stands_in_worse_quarter(q, q->row, q->peers))
        return false;
    const enum comparison_column bound = flag_worse_quartile(q->metric);
    flag_add_found(m, q, bound == COMPARISON_Q1 ? "q1" : "q3", bound);
    return true;
}

bool flag_is_best_in_class(struct flag_matter *m, struct flag_question *q)
{
    if (flag_is_at_minimum(q) || q->peers->verdict != VERDICT_BETTER ||
        !q->peers->has[COMPARISON_RANK] || !q->peers->has[COMPARISON_RANKED] ||
        q->peers->numbers[COMPARISON_RANK] != 1 ||
        q->peers->numbers[COMPARISON_RANKED] < flag_parameter(q, RULE_MINIMUM_RANKED))
        return false;
    flag_add_found(m, q, "rank", COMPARISON_RANK);
    flag_add_found(m, q, "ranked", COMPARISON_RANKED);
    flag_add_found(m, q, "mads", COMPARISON_MADS);
    return true;
}

/* On the threshold counts as beyond it. */
bool flag_is_beyond_threshold(struct flag_matter *m, struct flag_question *q)
{
    const double above = flag_parameter(q, RULE_ABOVE),
                 below = flag_parameter(q, RULE_BELOW), value = q->row->value;
    const bool is_above = value >= above || number_nearly_equal(value, above);
    const bool is_below = value <= below || number_nearly_equal(value, below);
    if (!is_above && !is_below)
        return false;
    evidence_add_number(&m->evidence, is_above ? "above" : "below",
                        is_above ? above : below);
    return true;
}

/* What the councils that started near this one have now, sorted, and the start. */
struct similar {
    double *values;
    size_t count;
    double start, width;
    struct period period;
};

/* Whether a council's series breaks after the row, in one of the `steps` periods up to
 * the cohort `now`: what is marked b says that earlier figures are of something else. */
static bool breaks_since(const struct flag_matter *m, uint32_t council, uint32_t now,
                         size_t steps)
{
    for (size_t i = 0; i < steps; i++, now = series_previous(&m->series, now)) {
        const struct observation *at = series_find(&m->series, now, council);
        if (at != NULL && (at->markers & MARKER_BREAK) != 0)
            return true;
    }
    return false;
}

static int by_start(const void *a, const void *b)
{
    const struct flag_way *p = a, *q = b;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    return (p->council > q->council) - (p->council < q->council);
}

/* The starts of the group's rows, `steps` periods back in the cohort `then`; once for all
 * rows of the group. */
static void gather_ways(struct flag_matter *m, const struct observation *row,
                        uint32_t then, size_t steps)
{
    struct flag_ways *w = &m->ways;
    flag_group_fill(&m->group, row);
    if (w->filled && w->cohort == row->cohort && w->group == m->group.id &&
        w->then == then)
        return;
    *w =
        (struct flag_ways){ w->all, 0, w->room, true, row->cohort, m->group.id, then, 0 };
    ARRAY_RESERVE(w->all, w->room, m->group.count);
    for (size_t i = 0; i < m->group.count; i++) {
        const uint32_t council = flag_council(m, m->group.rows[i]);
        const struct observation *at = series_find(&m->series, then, council);
        if (at != NULL && !breaks_since(m, council, row->cohort, steps))
            w->all[w->count++] =
                (struct flag_way){ at->value, m->group.rows[i]->value, council };
    }
    if (w->count == 0)
        return;
    qsort(w->all, w->count, sizeof *w->all, by_start);
    double *starts = memory_take(w->count, sizeof *starts);
    for (size_t i = 0; i < w->count; i++)
        starts[i] = w->all[i].start;
    w->mad = spread_mad(starts, w->count);
    free(starts);
}

/* Those of the row's group whose value in the earlier cohort was within the rule's band
 * of the row's own. */
static bool find_similar(struct flag_matter *m, const struct flag_question *q,
                         uint32_t then, size_t steps, struct similar *similar)
{
    const uint32_t council = flag_council(m, q->row);
    const struct observation *start = series_find(&m->series, then, council);
    if (start == NULL || breaks_since(m, council, q->row->cohort, steps))
        return false;
    gather_ways(m, q->row, then, steps);
    const struct flag_ways *w = &m->ways;
    similar->width = flag_parameter(q, RULE_BAND) * SPREAD_MAD_SCALE * w->mad;
    similar->start = start->value;
    similar->period = start->period;
    similar->values = memory_take(w->count + 1, sizeof *similar->values);
    similar->count = 0;
    size_t from = 0, to = w->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (start->value - w->all[middle].start > similar->width)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < w->count && w->all[from].start - start->value <= similar->width; from++)
        if (w->all[from].council != council)
            similar->values[similar->count++] = w->all[from].now;
    order_sort(similar->values, similar->count);
    return true;
}

static bool is_far_ahead(struct flag_matter *m, const struct flag_question *q,
                         const struct similar *similar)
{
    if ((double)similar->count < flag_parameter(q, RULE_MINIMUM_N))
        return false;
    const double median = order_median(similar->values, similar->count);
    const double mad = spread_mad(similar->values, similar->count);
    const double least = flag_parameter(q, RULE_MADS);
    if (spread_is_none(mad, median))
        return false;
    const double ahead =
        (metric_oriented(q->metric, q->row->value) - metric_oriented(q->metric, median)) /
        mad;
    const double mads = (q->row->value - median) / mad;
    if (!isfinite(ahead) || !isfinite(mads) ||
        (ahead < least && !number_nearly_equal(ahead, least)))
        return false;
    struct evidence *e = &m->evidence;
    evidence_add_number(e, "start", similar->start);
    flag_add_period(m, "start_period", similar->period);
    evidence_add_number(e, "band", similar->width);
    evidence_add_number(e, "similar", (double)similar->count);
    evidence_add_number(e, "similar_median", median);
    evidence_add_number(e, "similar_mads", mads);
    return true;
}

bool flag_is_ahead_of_similar_start(struct flag_matter *m, struct flag_question *q)
{
    uint32_t cohort = q->row->cohort;
    struct similar similar;
    const size_t steps = (size_t)flag_parameter(q, RULE_PERIODS) - 1;
    for (size_t i = 0; i < steps && cohort != SERIES_NONE; i++)
        cohort = series_previous(&m->series, cohort);
    if (flag_is_at_minimum(q) || cohort == SERIES_NONE ||
        !find_similar(m, q, cohort, steps, &similar))
        return false;
    const bool ahead = is_far_ahead(m, q, &similar);
    free(similar.values);
    return ahead;
}
