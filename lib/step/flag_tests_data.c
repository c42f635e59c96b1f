/* Tests of the data themselves. */
#include "step/flag_tests.h"

/* No marker, or "not available" and none that says that there was a return: one whose
 * number is not shown, too small to be, or withheld as unreliable or not final. */
static bool says_no_return(unsigned markers)
{
    const unsigned returned = MARKER_CONFIDENTIAL | MARKER_LOW | MARKER_NONE_RECORDED;
    return markers == 0 ||
           ((markers & MARKER_NOT_AVAILABLE) != 0 && (markers & returned) == 0);
}

static bool is_reported_by_another(const struct flag_matter *m,
                                   const struct observation *row, struct period period)
{
    const struct metric *metric = &m->table->reading.metrics->all[row->metric];
    return areas_joint_reporter(m->table->reading.areas, flag_council(m, row), metric->id,
                                period)
               .length > 0;
}

bool flag_is_no_return(struct flag_matter *m, struct flag_question *q)
{
    char letters[MARKERS_SIZE];
    if (!flag_has_enough_peers(q, q->peers) || !says_no_return(q->row->markers) ||
        is_reported_by_another(m, q->row, q->row->period))
        return false;
    if (q->row->markers != 0)
        evidence_add(&m->evidence, "marker",
                     text_of(markers_format(q->row->markers, letters)));
    return true;
}

bool flag_is_lone_zero(struct flag_matter *m, struct flag_question *q)
{
    if (q->row->value != 0 || flag_is_at_minimum(q) ||
        !flag_has_enough_peers(q, q->peers))
        return false;
    flag_group_fill(&m->group, q->row);
    size_t zeros = 0;
    for (size_t i = 0; i < m->group.count; i++)
        zeros += m->group.rows[i] != q->row && m->group.rows[i]->value == 0;
    if ((double)zeros > flag_parameter(q, RULE_MOST))
        return false;
    evidence_add_number(&m->evidence, "others_with_zero", (double)zeros);
    return true;
}

/* The council's row in a cohort, whatever stands there; NULL where it has none. */
static const struct observation *row_in(const struct flag_matter *m, uint32_t cohort,
                                        uint32_t council)
{
    const uint32_t *found = cohort_find(m->table, &m->table->cohorts[cohort], council);
    return found == NULL ? NULL : &m->table->rows[*found];
}

static size_t count_figures(const struct flag_matter *m, uint32_t cohort)
{
    const struct cohort *members = &m->table->cohorts[cohort];
    size_t count = 0;
    for (uint32_t i = 0; i < members->count; i++)
        count += m->table->rows[members->rows[i]].standing == STANDING_COUNTS;
    return count;
}

/* Walks back from the newest period to the council's last figure, `behind` periods ago.
 * The first of its rows met must be the one in question. */
static bool find_last_figure(const struct flag_matter *m, const struct observation *row,
                             uint32_t newest, const struct observation **last,
                             size_t *behind)
{
    const uint32_t council = flag_council(m, row);
    bool met = false;
    *behind = 0;
    for (uint32_t c = newest; c != SERIES_NONE;
         c = series_previous(&m->series, c), (*behind)++) {
        *last = row_in(m, c, council);
        if (*last == NULL)
            continue;
        if ((!met && *last != row) || (*last)->standing == STANDING_OUTSIDE)
            return false;
        met = true;
        if ((*last)->standing == STANDING_COUNTS)
            return true;
    }
    return false;
}

bool flag_is_stale(struct flag_matter *m, const struct rule *rule,
                   const struct observation *row, uint32_t *newest)
{
    const struct area *area = areas_get(m->table->reading.areas, row->area);
    const struct metric *metric = &m->table->reading.metrics->all[row->metric];
    const struct observation *last;
    size_t behind;
    *newest = series_newest(&m->series, row->cohort);
    if (*newest == SERIES_NONE || !find_last_figure(m, row, *newest, &last, &behind) ||
        (double)behind < rule->parameters[RULE_PERIODS])
        return false;
    const struct period now = m->table->cohorts[*newest].period;
    if (areas_has_ended(m->table->reading.areas, area->council,
                        period_last_day(now, metric->year)) ||
        is_reported_by_another(m, row, now))
        return false;
    flag_add_period(m, "last_period", last->period);
    evidence_add_number(&m->evidence, "last", last->value);
    evidence_add_number(&m->evidence, "behind", (double)behind);
    evidence_add_number(&m->evidence, "n", (double)count_figures(m, *newest));
    return true;
}
