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
