/* Tests of a council's own past. */
#include "base/number.h"
#include "step/flag_tests.h"

/* "2020/21+2021/22+2022/23" from the newest cohort first. */
static void add_periods(struct flag_matter *m, const uint32_t *cohorts, size_t count)
{
    char list[RULE_MOST_PERIODS * PERIOD_SIZE];
    size_t used = 0;
    for (size_t i = count; i-- > 0;) {
        period_format(m->table->cohorts[cohorts[i]].period, list + used);
        used += strlen(list + used);
        if (i > 0)
            list[used++] = '+';
    }
    evidence_add(&m->evidence, "periods", (struct text){ list, used });
}

/* flag_stands_in_worse_quarter() or flag_stands_in_better_quarter(). */
typedef bool stands_beyond(const struct flag_question *q, const struct observation *row,
                           const struct comparison *peers);

/* The same in this period and the ones before, `periods` in all; they and the `bound` now
 * are said. */
static bool is_persistent(struct flag_matter *m, const struct flag_question *q,
                          stands_beyond *stands, enum comparison_column bound)
{
    uint32_t cohorts[RULE_MOST_PERIODS];
    const size_t periods = (size_t)flag_parameter(q, RULE_PERIODS);
    const struct observation *row;
    struct comparison peers;
    if (!stands(q, q->row, q->peers))
        return false;
    cohorts[0] = q->row->cohort;
    for (size_t i = 1; i < periods; i++) {
        cohorts[i] = series_previous(&m->series, cohorts[i - 1]);
        if (!flag_earlier(m, q, cohorts[i], &row, &peers) || !stands(q, row, &peers))
            return false;
    }
    flag_add_found(m, q, bound == COMPARISON_Q1 ? "q1" : "q3", bound);
    add_periods(m, cohorts, periods);
    return true;
}

bool flag_is_persistently_in_bottom_quartile(struct flag_matter *m,
                                             struct flag_question *q)
{
    return is_persistent(m, q, flag_stands_in_worse_quarter,
                         flag_worse_quartile(q->metric));
}

bool flag_is_persistently_in_top_quartile(struct flag_matter *m, struct flag_question *q)
{
    return !flag_is_at_minimum(q) && is_persistent(m, q, flag_stands_in_better_quarter,
                                                   flag_better_quartile(q->metric));
}

/* Strictly: what is equal to within 1e-9 is no better. */
static bool is_better(const struct metric *metric, double value, double than)
{
    return metric_oriented(metric, value) > metric_oriented(metric, than) &&
           !number_nearly_equal(value, than);
}

bool flag_has_improved_in_each(struct flag_matter *m, struct flag_question *q)
{
    struct flag_series s;
    const size_t periods = (size_t)flag_parameter(q, RULE_PERIODS);
    flag_series_gather(&s, &m->series, q->row, flag_council(m, q->row), periods);
    if (s.count < periods || flag_is_at_minimum(q))
        return false;
    for (size_t i = 1; i < s.count; i++)
        if (s.after_gap[i] || !is_better(q->metric, s.values[i], s.values[i - 1]))
            return false;
    evidence_add_number(&m->evidence, "first", s.values[0]);
    flag_add_period(m, "first_period", s.first);
    evidence_add_number(&m->evidence, "improvements", (double)(s.count - 1));
    return true;
}

bool flag_has_recovered(struct flag_matter *m, struct flag_question *q)
{
    const struct comparison *now = q->peers;
    const enum comparison_column bound = flag_worse_quartile(q->metric);
    const struct observation *row;
    struct comparison peers;
    uint32_t cohort = q->row->cohort;
    if (flag_is_denied(now, VERDICT_BETTER) || !now->has[COMPARISON_MEDIAN] ||
        !flag_has_enough_peers(q, now) ||
        !is_better(q->metric, q->row->value, now->numbers[COMPARISON_MEDIAN]))
        return false;
    for (size_t i = 1; i < (size_t)flag_parameter(q, RULE_PERIODS); i++) {
        cohort = series_previous(&m->series, cohort);
        if (cohort == SERIES_NONE)
            return false;
        if (!flag_earlier(m, q, cohort, &row, &peers) ||
            !flag_stands_in_worse_quarter(q, row, &peers))
            continue;
        evidence_add_number(&m->evidence, "was", row->value);
        flag_add_period(m, "was_period", row->period);
        evidence_add(&m->evidence, bound == COMPARISON_Q1 ? "was_q1" : "was_q3",
                     peers.cells[bound]);
        return true;
    }
    return false;
}
