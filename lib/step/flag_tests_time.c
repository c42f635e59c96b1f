/* Tests of a council's own past. */
#include "step/flag_tests.h"

static bool was_in_worse_quarter(struct flag_matter *m, const struct flag_question *q,
                                 uint32_t cohort)
{
    struct comparison peers;
    const struct observation *row =
        series_find(&m->series, cohort, flag_council(m, q->row));
    if (row == NULL)
        return false;
    observation_cells(row, &m->earlier_cells);
    return comparison_read(&m->columns, &m->earlier_cells, &peers) == CSV_COLUMN_ABSENT &&
           flag_stands_in_worse_quarter(q, row, &peers);
}

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

bool flag_is_persistently_in_bottom_quartile(struct flag_matter *m,
                                             struct flag_question *q)
{
    uint32_t cohorts[RULE_MOST_PERIODS];
    const size_t periods = (size_t)flag_parameter(q, RULE_PERIODS);
    if (!flag_stands_in_worse_quarter(q, q->row, q->peers))
        return false;
    cohorts[0] = q->row->cohort;
    for (size_t i = 1; i < periods; i++) {
        cohorts[i] = series_previous(&m->series, cohorts[i - 1]);
        if (cohorts[i] == SERIES_NONE || !was_in_worse_quarter(m, q, cohorts[i]))
            return false;
    }
    flag_is_in_bottom_quartile(m, q);
    add_periods(m, cohorts, periods);
    return true;
}
