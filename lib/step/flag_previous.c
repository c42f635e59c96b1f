/* The flags of an earlier run. */
#include "step/flag_previous.h"

#include <stdlib.h>

void flag_previous_release(struct flag_previous *previous)
{
    free(previous->raised);
    *previous = (struct flag_previous){ 0 };
}

/* The list is in the order of council, metric, period and id. The first at or behind. */
static size_t first_from(const struct flag_list *list, uint32_t council,
                         const struct metric *metric, struct period period)
{
    size_t from = 0, to = list->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const struct listed_flag *flag = &list->all[middle];
        const bool before = flag->council != council ? flag->council < council
                            : flag->metric != metric
                                ? flag->metric < metric
                                : period_compare(flag->period, period) < 0;
        from = before ? middle + 1 : from;
        to = before ? to : middle;
    }
    return from;
}

static bool stands_in_list(const struct flag_list *list, uint32_t council,
                           const struct metric *metric, struct period period,
                           struct text rule)
{
    for (size_t i = first_from(list, council, metric, period);
         i < list->count && list->all[i].council == council &&
         list->all[i].metric == metric &&
         period_compare(list->all[i].period, period) == 0;
         i++)
        if (text_equal(list->all[i].id, rule) && !listed_flag_is_cleared(&list->all[i]))
            return true;
    return false;
}

/* The newest period before this one of which the list has any flag of the metric; key 0
 * where there is none. */
static struct period newest_before(const struct flag_list *list,
                                   const struct metric *metric, struct period period)
{
    struct period newest = { 0 };
    for (size_t i = 0; i < list->count; i++)
        if (list->all[i].metric == metric &&
            period_compare(list->all[i].period, period) < 0 &&
            period_compare(list->all[i].period, newest) > 0)
            newest = list->all[i].period;
    return newest;
}

const char *flag_previous_status(struct flag_previous *previous,
                                 const struct flag_raised *raised,
                                 const struct metric *metric, struct text rule,
                                 struct period before)
{
    const struct flag_list *list = previous->list;
    if (list == NULL)
        return "";
    ARRAY_RESERVE(previous->raised, previous->room, previous->count + 1);
    previous->raised[previous->count++] = *raised;
    if (stands_in_list(list, raised->council, metric, raised->period, rule))
        return "continuing";
    if (before.key == 0)
        before = newest_before(list, metric, raised->period);
    return stands_in_list(list, raised->council, metric, before, rule) ? "continuing"
                                                                       : "new";
}

static int by_flag(const void *a, const void *b)
{
    const struct flag_raised *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (p->rule != q->rule)
        return p->rule < q->rule ? -1 : 1;
    return period_compare(p->period, q->period);
}

/* The first raised at or behind `wanted`, in order. */
static const struct flag_raised *raised_from(const struct flag_previous *previous,
                                             const struct flag_raised *wanted)
{
    size_t from = 0, to = previous->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (by_flag(&previous->raised[middle], wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < previous->count ? &previous->raised[from] : NULL;
}

/* Whether the flag is raised now for its own period, or, with `later`, for a later one.
 */
static bool is_raised(const struct flag_previous *previous, struct flag_raised wanted,
                      bool later)
{
    const struct flag_raised *raised = raised_from(previous, &wanted);
    if (raised == NULL || raised->council != wanted.council ||
        raised->metric != wanted.metric || raised->rule != wanted.rule)
        return false;
    return later || period_compare(raised->period, wanted.period) == 0;
}

/* No later flag of the same council, metric and rule stands behind it in the list. */
static bool is_newest(const struct flag_list *list, size_t place)
{
    const struct listed_flag *flag = &list->all[place];
    for (size_t i = place + 1; i < list->count && list->all[i].council == flag->council &&
                               list->all[i].metric == flag->metric;
         i++)
        if (period_compare(list->all[i].period, flag->period) > 0 &&
            text_equal(list->all[i].id, flag->id) &&
            !listed_flag_is_cleared(&list->all[i]))
            return false;
    return true;
}

/* The council's row in a cohort, whatever it says; NULL where it has none. */
static const struct observation *row_in(const struct observation_table *table,
                                        const struct cohort *cohort, uint32_t council)
{
    const uint32_t *found = cohort_find(table, cohort, council);
    return found == NULL || table->rows[*found].gone ? NULL : &table->rows[*found];
}

/* Whether rows of that council would come out for the cohort: asked of a row that might
 * stand there. */
static bool is_selected(const struct flag_clearing *clearing, uint32_t cohort,
                        const struct listed_flag *flag)
{
    const struct observation_table *table = clearing->table;
    const struct observation asked = {
        .metric = (uint32_t)(flag->metric - table->reading.metrics->all),
        .area = flag->area,
        .period = table->cohorts[cohort].period,
        .cohort = cohort,
    };
    return selection_includes(clearing->selection, table, &asked);
}

/* What this run looked at in the place of a listed flag: the same period, or else, where
 * `later` may stand for it, the newest. False where it looked at neither. */
static bool find_looked_at(const struct flag_clearing *clearing,
                           const struct listed_flag *flag, bool later,
                           struct flag_cleared *cleared)
{
    const struct observation_table *table = clearing->table;
    const enum area_level level =
        area_level_of(areas_get(table->reading.areas, flag->area)->class);
    bool found = false;
    for (size_t c = 0; c < table->cohort_count; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        const int order = period_compare(cohort->period, flag->period);
        if (cohort->metric != flag->metric || cohort->level != level || order < 0 ||
            (order > 0 && !later) || !is_selected(clearing, (uint32_t)c, flag) ||
            (found && order != 0 && period_compare(cohort->period, cleared->period) < 0))
            continue;
        *cleared = (struct flag_cleared){ flag, row_in(table, cohort, flag->council),
                                          cohort->period };
        found = true;
        if (order == 0)
            return true;
    }
    return found;
}

/* The metric's definition may not name the rule any more, or a column be missing now:
 * what is not asked is not gone. */
static bool is_asked(const struct flag_clearing *clearing, const struct flag_raised *flag)
{
    return flag->rule != TEXT_MAP_ABSENT &&
           flag_choice_asks(clearing->choice, flag->metric, flag->rule);
}

size_t flag_previous_find_cleared(struct flag_previous *previous,
                                  const struct flag_clearing *clearing)
{
    const struct flag_list *list = previous->list;
    size_t left = 0;
    if (list == NULL)
        return 0;
    if (previous->count > 0)
        qsort(previous->raised, previous->count, sizeof *previous->raised, by_flag);
    for (size_t i = 0; i < list->count; i++) {
        const struct listed_flag *flag = &list->all[i];
        const struct flag_raised wanted = {
            flag->council,
            (uint32_t)(flag->metric - clearing->table->reading.metrics->all),
            text_map_find(&clearing->choice->rules->by_id, flag->id), flag->period
        };
        struct flag_cleared cleared;
        if (listed_flag_is_cleared(flag))
            continue;
        const bool later = is_newest(list, i);
        if (!is_asked(clearing, &wanted) ||
            !find_looked_at(clearing, flag, later, &cleared))
            left++;
        else if (!is_raised(previous, wanted,
                            period_compare(cleared.period, flag->period) > 0))
            clearing->clear(clearing->context, &cleared);
    }
    return left;
}
