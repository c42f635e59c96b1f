/* How far areas have come, read back. */
#include "council/progress_list.h"

#include <stdlib.h>

#include "base/number.h"
#include "council/figure_rows.h"

enum {
    VALUE = FIGURE_OWN,
    FROM_PERIOD,
    FROM_IS,
    FROM_VALUE,
    CHANGE,
    CHANGE_LOWER,
    CHANGE_UPPER,
    VERDICT,
    OTHERS_N,
    OTHERS_MEDIAN,
    MORE_THAN_OTHERS,
    COLUMN_COUNT
};

static const char *const columns[] = { "metric",        "area_code",       "period",
                                       "value",         "from_period",     "from_is",
                                       "from_value",    "change",          "change_lower",
                                       "change_upper",  "verdict",         "others_n",
                                       "others_median", "more_than_others" };

static bool read_verdict(struct text cell, enum verdict *verdict)
{
    *verdict = VERDICT_NONE;
    if (text_is_empty(cell))
        return true;
    for (int i = VERDICT_BETTER; i <= VERDICT_LOWER; i++)
        if (text_is(cell, comparison_verdict_words[i]))
            *verdict = (enum verdict)i;
    return *verdict != VERDICT_NONE;
}

static size_t take(void *state, const struct figure_row *row)
{
    struct progress_list *progress = state;
    const struct text *cells = row->cells;
    struct listed_progress p = { .council = row->council,
                                 .metric = row->metric,
                                 .period = row->period };
    if (!period_parse(cells[FROM_PERIOD], &p.from_period))
        return FROM_PERIOD;
    if (!number_parse(cells[FROM_VALUE], &p.from_value))
        return FROM_VALUE;
    if (!number_parse(cells[VALUE], &p.value))
        return VALUE;
    if (!number_parse(cells[CHANGE], &p.change))
        return CHANGE;
    if (!read_verdict(cells[VERDICT], &p.verdict))
        return VERDICT;
    if (!read_verdict(cells[MORE_THAN_OTHERS], &p.more_than_others))
        return MORE_THAN_OTHERS;
    p.starts_before = text_is(cells[FROM_IS], "last-before");
    p.has_limits = number_parse(cells[CHANGE_LOWER], &p.change_lower) &&
                   number_parse(cells[CHANGE_UPPER], &p.change_upper);
    p.has_others = number_parse(cells[OTHERS_N], &p.others_n) &&
                   number_parse(cells[OTHERS_MEDIAN], &p.others_median);
    ARRAY_RESERVE(progress->all, progress->room, progress->count + 1);
    progress->all[progress->count++] = p;
    return COLUMN_COUNT;
}

static int by_council_metric_and_period(const void *a, const void *b)
{
    const struct listed_progress *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (period_compare(p->period, q->period) != 0)
        return period_compare(p->period, q->period);
    return period_compare(p->from_period, q->from_period);
}

struct progress_list *progress_list_read(struct byte_source *source,
                                         const struct metrics *metrics,
                                         const struct areas *areas,
                                         struct refusals *refusals,
                                         struct messages *messages)
{
    struct progress_list *progress = memory_take(1, sizeof *progress);
    *progress = (struct progress_list){ 0 };
    const struct figure_rows rows = { columns,
                                      COLUMN_COUNT,
                                      take,
                                      progress,
                                      "is nothing that oflog-progress writes here",
                                      metrics,
                                      areas,
                                      refusals,
                                      messages };
    if (!figure_rows_read(&rows, source)) {
        progress_list_close(progress);
        return NULL;
    }
    if (progress->count > 0)
        qsort(progress->all, progress->count, sizeof *progress->all,
              by_council_metric_and_period);
    return progress;
}

void progress_list_close(struct progress_list *progress)
{
    if (progress == NULL)
        return;
    free(progress->all);
    free(progress);
}
