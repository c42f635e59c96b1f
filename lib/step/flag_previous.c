/* The flags of an earlier run. */
#include "step/flag_previous.h"

#include <stdlib.h>

static int by_metric_and_period(const void *a, const void *b, void *context)
{
    const struct flag_list *list = context;
    const struct listed_flag *p = &list->all[*(const size_t *)a],
                             *q = &list->all[*(const size_t *)b];
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    return period_compare_in_kind(p->period, q->period);
}

void flag_previous_init(struct flag_previous *previous, const struct flag_list *list)
{
    *previous = (struct flag_previous){ .list = list };
    if (list == NULL)
        return;
    previous->by_metric = memory_take(list->count + 1, sizeof *previous->by_metric);
    for (size_t i = 0; i < list->count; i++)
        previous->by_metric[i] = i;
    qsort_r(previous->by_metric, list->count, sizeof *previous->by_metric,
            by_metric_and_period, (void *)list);
}

void flag_previous_release(struct flag_previous *previous)
{
    free(previous->raised);
    free(previous->by_metric);
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

/* The newest period before this one, of its kind, of which the list has any flag of the
 * metric; key 0 where there is none. */
static struct period newest_before(const struct flag_previous *previous,
                                   const struct metric *metric, struct period period)
{
    const struct listed_flag *all = previous->list->all;
    size_t from = 0, to = previous->list->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const struct listed_flag *flag = &all[previous->by_metric[middle]];
        const bool before = flag->metric != metric
                                ? flag->metric < metric
                                : period_compare_in_kind(flag->period, period) < 0;
        from = before ? middle + 1 : from;
        to = before ? to : middle;
    }
    if (from == 0)
        return (struct period){ 0 };
    const struct listed_flag *last = &all[previous->by_metric[from - 1]];
    return last->metric == metric && period_kind(last->period) == period_kind(period)
               ? last->period
               : (struct period){ 0 };
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
        before = newest_before(previous, metric, raised->period);
    return stands_in_list(list, raised->council, metric, before, rule) ? "continuing"
                                                                       : "new";
}
