/* How far an area has come, beside the others of its class. */
#include "step/progress_run.h"

#include <math.h>
#include <stdlib.h>

#include "stats/order.h"
#include "stats/spread.h"

enum verdict progress_verdict(const struct metric *metric, double oriented, bool similar)
{
    return similar ? VERDICT_SIMILAR : comparison_beyond(metric, oriented > 0);
}

double progress_oriented(const struct metric *metric, const struct observation *from,
                         const struct observation *now)
{
    return metric_oriented(metric, now->value) - metric_oriented(metric, from->value);
}

static int by_start(const void *a, const void *b)
{
    const struct progress_member *p = a, *q = b;
    if (p->from_cohort != q->from_cohort)
        return p->from_cohort < q->from_cohort ? -1 : 1;
    if (p->class != q->class)
        return p->class < q->class ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

static int by_oriented(const void *a, const void *b)
{
    const struct progress_change *p = a, *q = b;
    if (p->oriented != q->oriented)
        return p->oriented < q->oriented ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

static enum area_class class_of(const struct progressing *p, uint32_t row)
{
    return areas_get(p->table->reading.areas, p->table->rows[row].area)->class;
}

/* The changes of all of a class over two periods, in order. */
static size_t gather_changes(struct progressing *p, const struct cohort *cohort,
                             const struct progress_member *one)
{
    size_t n = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t number = cohort->rows[i];
        const struct observation *now = &p->table->rows[number];
        if (now->standing != STANDING_COUNTS || class_of(p, number) != one->class)
            continue;
        const struct observation *from =
            series_find(&p->series, one->from_cohort, progress_council(p, now));
        if (from != NULL)
            p->changes[n++] =
                (struct progress_change){ progress_oriented(cohort->metric, from, now),
                                          number };
    }
    qsort(p->changes, n, sizeof *p->changes, by_oriented);
    return n;
}

/* One row beside the n changes without its own. */
static void judge_beside_others(struct progressing *p, const struct metric *metric,
                                uint32_t row, size_t n)
{
    struct progress_way *way = &p->ways[row];
    double own = 0;
    way->others = 0;
    for (size_t i = 0; i < n; i++) {
        if (p->changes[i].row == row)
            own = p->changes[i].oriented;
        else
            p->sorted[way->others++] = p->changes[i].oriented;
    }
    if (way->others == 0)
        return;
    const double median = order_median(p->sorted, way->others);
    const double mad = spread_mad(p->sorted, way->others);
    const double better = (own - median) / mad;
    way->median = metric->polarity == POLARITY_LOW ? -median : median;
    if (way->others < COMPARISON_LEAST_FOR_VERDICT || spread_is_none(mad, median) ||
        !isfinite(better))
        return;
    way->has_mads = true;
    way->mads = metric->polarity == POLARITY_LOW ? -better : better;
    way->more = (uint8_t)progress_verdict(metric, better, comparison_is_similar(better));
}

void progress_judge_cohort(struct progressing *p, const struct cohort *cohort)
{
    size_t count = 0, n = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        if (p->ways[row].from_is != PROGRESS_FROM_NOTHING)
            p->members[count++] =
                (struct progress_member){ row, p->table->rows[p->ways[row].from].cohort,
                                          class_of(p, row) };
    }
    qsort(p->members, count, sizeof *p->members, by_start);
    for (size_t i = 0; i < count; i++) {
        const struct progress_member *member = &p->members[i], *before = member - 1;
        if (i == 0 || member->from_cohort != before->from_cohort ||
            member->class != before->class)
            n = gather_changes(p, cohort, member);
        judge_beside_others(p, cohort->metric, member->row, n);
    }
}
