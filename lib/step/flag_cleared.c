/* The flags of an earlier run that are gone. */
#include "step/flag_previous.h"

#include <stdlib.h>

static int by_flag(const void *a, const void *b)
{
    const struct flag_raised *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (p->rule != q->rule)
        return p->rule < q->rule ? -1 : 1;
    return period_compare_in_kind(p->period, q->period);
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
        raised->metric != wanted.metric || raised->rule != wanted.rule ||
        period_kind(raised->period) != period_kind(wanted.period))
        return false;
    return later || period_compare(raised->period, wanted.period) == 0;
}

/* What may be said of a listed flag: nothing of one that was cleared already, or that
 * stands in the list before; of the newest of its series of flags a later period tells as
 * well. */
enum listed_as { LISTED_IDLE, LISTED_EARLIER, LISTED_NEWEST };

static int by_series_of_flags(const void *a, const void *b, void *context)
{
    const struct flag_list *list = context;
    const size_t i = *(const size_t *)a, j = *(const size_t *)b;
    const struct listed_flag *p = &list->all[i], *q = &list->all[j];
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    const int order = text_compare(p->id, q->id);
    const int later = period_compare_in_kind(p->period, q->period);
    return order != 0 ? order : later != 0 ? later : (i > j) - (i < j);
}

static bool same_series(const struct listed_flag *a, const struct listed_flag *b)
{
    return a->council == b->council && a->metric == b->metric &&
           text_equal(a->id, b->id) && period_kind(a->period) == period_kind(b->period);
}

static void find_standings(const struct flag_list *list, enum listed_as *standings)
{
    size_t *order = memory_take(list->count + 1, sizeof *order), count = 0;
    for (size_t i = 0; i < list->count; i++) {
        standings[i] = LISTED_IDLE;
        if (!listed_flag_is_cleared(&list->all[i]))
            order[count++] = i;
    }
    qsort_r(order, count, sizeof *order, by_series_of_flags, (void *)list);
    for (size_t i = 0, next; i < count; i = next) {
        const struct listed_flag *flag = &list->all[order[i]];
        for (next = i + 1; next < count; next++)
            if (!same_series(flag, &list->all[order[next]]) ||
                period_compare(flag->period, list->all[order[next]].period) != 0)
                break;
        standings[order[i]] = next < count && same_series(flag, &list->all[order[next]])
                                  ? LISTED_EARLIER
                                  : LISTED_NEWEST;
    }
    free(order);
}

/* The table's cohorts in the order of by_cohort(). */
struct looked_at {
    const struct flag_clearing *clearing;
    uint32_t *cohorts;
    size_t count;
};

static int compare_cohort(const struct cohort *cohort, const struct metric *metric,
                          enum area_level level, struct period period)
{
    if (cohort->metric != metric)
        return cohort->metric < metric ? -1 : 1;
    if (cohort->level != level)
        return cohort->level < level ? -1 : 1;
    return period_compare_in_kind(cohort->period, period);
}

static int by_cohort(const void *a, const void *b, void *context)
{
    const struct cohort *cohorts = context, *q = &cohorts[*(const uint32_t *)b];
    return compare_cohort(&cohorts[*(const uint32_t *)a], q->metric, q->level, q->period);
}

static void looked_at_init(struct looked_at *looked, const struct flag_clearing *clearing)
{
    const struct observation_table *table = clearing->table;
    *looked = (struct looked_at){ clearing, NULL, table->cohort_count };
    looked->cohorts = memory_take(table->cohort_count + 1, sizeof *looked->cohorts);
    for (size_t c = 0; c < table->cohort_count; c++)
        looked->cohorts[c] = (uint32_t)c;
    qsort_r(looked->cohorts, looked->count, sizeof *looked->cohorts, by_cohort,
            table->cohorts);
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

/* The first cohort at or behind the place of the flag's own. */
static size_t first_cohort(const struct looked_at *looked, const struct listed_flag *flag,
                           enum area_level level)
{
    const struct cohort *cohorts = looked->clearing->table->cohorts;
    size_t from = 0, to = looked->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (compare_cohort(&cohorts[looked->cohorts[middle]], flag->metric, level,
                           flag->period) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static bool same_kind(const struct cohort *cohort, const struct listed_flag *flag,
                      enum area_level level)
{
    return cohort->metric == flag->metric && cohort->level == level &&
           period_kind(cohort->period) == period_kind(flag->period);
}

/* What this run looked at in the place of a listed flag: the same period, or else, where
 * `later` may stand for it, the newest. False where it looked at neither. */
static bool find_looked_at(const struct looked_at *looked, const struct listed_flag *flag,
                           bool later, struct flag_cleared *cleared)
{
    const struct observation_table *table = looked->clearing->table;
    const enum area_level level =
        area_level_of(areas_get(table->reading.areas, flag->area)->class);
    bool found = false;
    for (size_t i = first_cohort(looked, flag, level); i < looked->count; i++) {
        const uint32_t number = looked->cohorts[i];
        const struct cohort *cohort = &table->cohorts[number];
        const bool same = period_compare(cohort->period, flag->period) == 0;
        if (!same_kind(cohort, flag, level) || (!same && !later))
            break;
        if (!is_selected(looked->clearing, number, flag))
            continue;
        *cleared = (struct flag_cleared){ flag, row_in(table, cohort, flag->council),
                                          cohort->period };
        found = true;
        if (same)
            break;
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

/* Whether this run can say nothing of the flag; tells of it where it is gone. */
static bool is_left(const struct flag_previous *previous, const struct looked_at *looked,
                    const struct listed_flag *flag, bool is_newest)
{
    const struct flag_clearing *clearing = looked->clearing;
    const struct flag_raised wanted = {
        flag->council, (uint32_t)(flag->metric - clearing->table->reading.metrics->all),
        text_map_find(&clearing->choice->rules->by_id, flag->id), flag->period
    };
    struct flag_cleared cleared;
    if (!is_asked(clearing, &wanted) ||
        !find_looked_at(looked, flag, is_newest, &cleared))
        return true;
    if (!is_raised(previous, wanted, period_compare(cleared.period, flag->period) > 0))
        clearing->clear(clearing->context, &cleared);
    return false;
}

size_t flag_previous_find_cleared(struct flag_previous *previous,
                                  const struct flag_clearing *clearing)
{
    const struct flag_list *list = previous->list;
    struct looked_at looked;
    size_t left = 0;
    if (list == NULL)
        return 0;
    if (previous->count > 0)
        qsort(previous->raised, previous->count, sizeof *previous->raised, by_flag);
    enum listed_as *standings = memory_take(list->count + 1, sizeof *standings);
    find_standings(list, standings);
    looked_at_init(&looked, clearing);
    for (size_t i = 0; i < list->count; i++)
        if (standings[i] != LISTED_IDLE)
            left +=
                is_left(previous, &looked, &list->all[i], standings[i] == LISTED_NEWEST);
    free(looked.cohorts);
    free(standings);
    return left;
}
