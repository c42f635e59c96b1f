/* Tests of one period against the one before: a change with its uncertainty, and a jump
 * where boundaries changed. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "council/limits.h"
#include "stats/difference.h"
#include "stats/distribution.h"
#include "stats/interval.h"
#include "stats/order.h"
#include "stats/spread.h"
#include "step/flag_tests.h"

#define CONFIDENCE 0.95

/* From the period published before to this one. */
struct change {
    const struct observation *before;
    double lower, upper; /* limits of the difference */
    double p;
    const char *method;
};

/* Two shares of counts: Newcombe's limits, the p value of the pooled z test. */
static bool change_of_shares(const struct metric *metric, const double now[2],
                             const double before[2], struct change *change)
{
    struct interval_difference d;
    if (interval_difference(now[0], now[1], before[0], before[1], CONFIDENCE, &d) !=
            INTERVAL_DONE ||
        !d.has_p)
        return false;
    change->lower = metric->per * d.limits.lower;
    change->upper = metric->per * d.limits.upper;
    change->p = d.p;
    change->method = "newcombe";
    return true;
}

static bool estimate_rate(const struct metric *metric, const double counts[2],
                          struct estimate *estimate)
{
    struct interval limits;
    if (interval_rate(counts[0], counts[1], metric->per, INTERVAL_BYAR, CONFIDENCE,
                      &limits) != INTERVAL_DONE)
        return false;
    estimate->value = metric->per * counts[0] / counts[1];
    estimate->lower = limits.lower;
    estimate->upper = limits.upper;
    return true;
}

/* Two rates of events: limits joined from Byar's of each; the p value is that of as many
 * of all events in one of the two, given their exposures (two-sided, doubled). */
static bool change_of_rates(const struct metric *metric, const double now[2],
                            const double before[2], struct change *change)
{
    struct estimate a, b;
    const double all = now[0] + before[0], share = now[1] / (now[1] + before[1]);
    if (!estimate_rate(metric, now, &a) || !estimate_rate(metric, before, &b) || all <= 0)
        return false;
    const struct estimate d = difference_between(a, b);
    const double low = distribution_binomial(floor(now[0]), all, share, TAIL_LOWER);
    const double high = distribution_binomial(ceil(now[0]) - 1, all, share, TAIL_UPPER);
    change->lower = d.lower;
    change->upper = d.upper;
    change->p = fmin(1, 2 * fmin(low, high));
    change->method = "byar";
    return true;
}

/* Limits that stand beside both values, taken to be of 95%: joined, with the z test of
 * the errors that they imply. */
static bool change_by_limits(struct flag_matter *m, const struct flag_question *q,
                             struct change *change)
{
    struct limits now, before;
    if (!limits_read(m->table, q->row, &m->earlier_cells, &now) ||
        !limits_read(m->table, change->before, &m->earlier_cells, &before))
        return false;
    const struct estimate d = difference_between(
        (struct estimate){ q->row->value, now.lower, now.upper },
        (struct estimate){ change->before->value, before.lower, before.upper });
    const double error = hypot(now.upper - now.lower, before.upper - before.lower) /
                         (2 * distribution_z(CONFIDENCE));
    if (error <= 0)
        return false;
    change->lower = d.lower;
    change->upper = d.upper;
    change->p = fmin(1, 2 * distribution_normal(fabs(d.value) / error, TAIL_UPPER));
    change->method = "limits";
    return true;
}

/* Counts that make the values, where the metric's parts are counts. */
static bool both_counts(struct flag_matter *m, const struct flag_question *q,
                        const struct observation *before, double now[2], double then[2])
{
    return metric_counts_cases(q->metric) && flag_counts(m, q->row, &now[0], &now[1]) &&
           flag_counts(m, before, &then[0], &then[1]) && now[1] > 0 && then[1] > 0 &&
           now[0] >= 0 && then[0] >= 0;
}

/* False where there is no figure before, the series breaks between, or nothing says how
 * sure the figures are. */
static bool find_change(struct flag_matter *m, const struct flag_question *q,
                        struct change *change)
{
    const uint32_t cohort = series_previous(&m->series, q->row->cohort);
    double now[2], then[2];
    if (cohort == SERIES_NONE || (q->row->markers & MARKER_BREAK) != 0)
        return false;
    change->before = series_find(&m->series, cohort, flag_council(m, q->row));
    if (change->before == NULL)
        return false;
    if (!both_counts(m, q, change->before, now, then))
        return change_by_limits(m, q, change);
    return q->metric->kind == METRIC_PROPORTION
               ? change_of_shares(q->metric, now, then, change)
               : change_of_rates(q->metric, now, then, change);
}

bool flag_change_p(struct flag_matter *m, const struct flag_question *q, double *p)
{
    struct change change;
    if (!find_change(m, q, &change))
        return false;
    *p = change.p;
    return true;
}

static bool has_changed(struct flag_matter *m, struct flag_question *q, double sign)
{
    struct change change;
    const double most = flag_parameter(q, RULE_P_BELOW);
    if (!find_change(m, q, &change) || !flag_is_at_most(change.p, most) ||
        !flag_is_found_among_many(q))
        return false;
    const double d = q->row->value - change.before->value;
    const double least = flag_parameter(q, RULE_CHANGE) * fabs(change.before->value);
    if (metric_oriented(q->metric, d) * sign <= 0 ||
        (fabs(d) < least && !number_nearly_equal(fabs(d), least)))
        return false;
    struct evidence *e = &m->evidence;
    q->method = change.method;
    evidence_add_number(e, "before", change.before->value);
    flag_add_period(m, "before_period", change.before->period);
    evidence_add_number(e, "change", d);
    evidence_add_number(e, "change_lower", change.lower);
    evidence_add_number(e, "change_upper", change.upper);
    evidence_add_number(e, "p", change.p);
    return true;
}

bool flag_has_changed_for_worse(struct flag_matter *m, struct flag_question *q)
{
    return has_changed(m, q, -1);
}

bool flag_has_changed_for_better(struct flag_matter *m, struct flag_question *q)
{
    return has_changed(m, q, 1);
}

/* --- Boundaries --- */

/* A code is given anew when a boundary changes: the day on which the row's code began, or
 * on which the earlier row's gave way, where that lies between the ends of both. */
static bool find_boundary(struct flag_matter *m, const struct flag_question *q,
                          const struct observation *before, int32_t *day)
{
    const struct areas *areas = m->table->reading.areas;
    const int32_t from = period_last_day(before->period, q->metric->year),
                  to = period_last_day(q->row->period, q->metric->year);
    const int32_t began = areas_get(areas, q->row->area)->valid_from,
                  ended = areas_get(areas, before->area)->valid_to;
    *day = began > from && began <= to ? began : ended;
    if (*day == began)
        return began != DATE_DISTANT_PAST && began > from && began <= to;
    if (ended == DATE_DISTANT_FUTURE || ended < from || ended >= to)
        return false;
    *day = ended + 1;
    return true;
}

/* The changes of the others in the row's group since the earlier cohort, sorted. The
 * caller frees them. */
static double *changes_of_others(struct flag_matter *m, const struct flag_question *q,
                                 uint32_t cohort, size_t *count)
{
    flag_group_fill(&m->group, q->row);
    double *changes = memory_take(m->group.count + 1, sizeof *changes);
    *count = 0;
    for (size_t i = 0; i < m->group.count; i++) {
        const struct observation *row = m->group.rows[i];
        const struct observation *before =
            series_find(&m->series, cohort, flag_council(m, row));
        if (row != q->row && before != NULL)
            changes[(*count)++] = row->value - before->value;
    }
    order_sort(changes, *count);
    return changes;
}

static bool is_far_change(struct flag_matter *m, const struct flag_question *q,
                          uint32_t cohort, double change)
{
    size_t count;
    double *changes = changes_of_others(m, q, cohort, &count);
    const bool enough = (double)count >= flag_parameter(q, RULE_MINIMUM_N);
    const double median = enough ? order_median(changes, count) : 0;
    const double spread = enough ? SPREAD_MAD_SCALE * spread_mad(changes, count) : 0;
    free(changes);
    if (!enough || spread_is_none(spread, median))
        return false;
    const double far = fabs(change - median) / spread;
    const double least = flag_parameter(q, RULE_SCALED_MADS);
    if (far < least && !number_nearly_equal(far, least))
        return false;
    evidence_add_number(&m->evidence, "change", change);
    evidence_add_number(&m->evidence, "median_change", median);
    evidence_add_number(&m->evidence, "scaled_mads", far);
    evidence_add_number(&m->evidence, "others", (double)count);
    return true;
}

bool flag_is_boundary_jump(struct flag_matter *m, struct flag_question *q)
{
    const uint32_t cohort = series_previous(&m->series, q->row->cohort);
    char spelt[16];
    int32_t day;
    if (cohort == SERIES_NONE)
        return false;
    const struct observation *before =
        series_find(&m->series, cohort, flag_council(m, q->row));
    if (before == NULL || !find_boundary(m, q, before, &day) ||
        !is_far_change(m, q, cohort, q->row->value - before->value))
        return false;
    const struct date d = date_from_day(day);
    snprintf(spelt, sizeof spelt, "%04d-%02d-%02d", d.year, d.month, d.day);
    evidence_add(&m->evidence, "boundary", text_of(spelt));
    evidence_add_number(&m->evidence, "before", before->value);
    flag_add_period(m, "before_period", before->period);
    return true;
}
