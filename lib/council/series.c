/* What was published before. */
#include "council/series.h"

#include <stdlib.h>

static bool is_published(const struct observation_table *table,
                         const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++)
        if (table->rows[cohort->rows[i]].standing == STANDING_COUNTS)
            return true;
    return false;
}

/* Which series a cohort belongs to: negative, 0 for the same, or positive. */
static int compare_series(const struct cohort *a, const struct cohort *b)
{
    const enum period_kind x = period_kind(a->period), y = period_kind(b->period);
    if (a->metric != b->metric)
        return a->metric < b->metric ? -1 : 1;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    return (x > y) - (x < y);
}

static int by_series_and_period(const void *a, const void *b, void *context)
{
    const struct cohort *cohorts = context;
    const struct cohort *p = &cohorts[*(const uint32_t *)a];
    const struct cohort *q = &cohorts[*(const uint32_t *)b];
    const int order = compare_series(p, q);
    return order != 0 ? order : period_compare(p->period, q->period);
}

void series_init(struct series *series, const struct observation_table *table)
{
    uint32_t *published = memory_take(table->cohort_count, sizeof *published);
    size_t count = 0;
    series->table = table;
    series->previous = memory_take(table->cohort_count, sizeof *series->previous);
    series->newest = memory_take(table->cohort_count, sizeof *series->newest);
    for (size_t c = 0; c < table->cohort_count; c++) {
        series->previous[c] = SERIES_NONE;
        series->newest[c] = SERIES_NONE;
        if (is_published(table, &table->cohorts[c]))
            published[count++] = (uint32_t)c;
    }
    qsort_r(published, count, sizeof *published, by_series_and_period, table->cohorts);
    for (size_t i = 1; i < count; i++)
        if (compare_series(&table->cohorts[published[i - 1]],
                           &table->cohorts[published[i]]) == 0)
            series->previous[published[i]] = published[i - 1];
    for (size_t i = count; i-- > 0;) {
        const bool is_last = i + 1 == count ||
                             compare_series(&table->cohorts[published[i]],
                                            &table->cohorts[published[i + 1]]) != 0;
        series->newest[published[i]] =
            is_last ? published[i] : series->newest[published[i + 1]];
    }
    free(published);
}

void series_release(struct series *series)
{
    free(series->previous);
    free(series->newest);
    *series = (struct series){ 0 };
}

uint32_t series_previous(const struct series *series, uint32_t cohort)
{
    return series->previous[cohort];
}

uint32_t series_newest(const struct series *series, uint32_t cohort)
{
    return series->newest[cohort];
}

const struct observation *series_find(const struct series *series, uint32_t cohort,
                                      uint32_t council)
{
    const struct observation_table *table = series->table;
    const uint32_t *found = cohort_find(table, &table->cohorts[cohort], council);
    return found != NULL && table->rows[*found].standing == STANDING_COUNTS
               ? &table->rows[*found]
               : NULL;
}
