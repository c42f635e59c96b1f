/* How far areas have come, read back. */
#include "council/progress_list.h"

#include <stdlib.h>

#include "base/number.h"
#include "format/csv_list.h"

enum column {
    METRIC,
    AREA,
    FROM_PERIOD,
    FROM_IS,
    FROM_VALUE,
    PERIOD,
    VALUE,
    CHANGE,
    CHANGE_LOWER,
    CHANGE_UPPER,
    VERDICT,
    OTHERS_N,
    OTHERS_MEDIAN,
    MORE_THAN_OTHERS,
    COLUMN_COUNT
};

static const char *const column_words[] = {
    "metric",  "area_code", "from_period",   "from_is",         "from_value",
    "period",  "value",     "change",        "change_lower",    "change_upper",
    "verdict", "others_n",  "others_median", "more_than_others"
};

struct progress_reading {
    struct progress_list *progress;
    struct csv_list list;
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    size_t places[COLUMN_COUNT];
};

static struct text cell_of(const struct progress_reading *r, const struct csv_row *row,
                           enum column column)
{
    return row->cells[r->places[column]];
}

static void refuse(struct progress_reading *r, const struct csv_row *row,
                   enum column column, const char *reason)
{
    refusals_add(r->refusals, csv_list_place(&r->list, row, r->places[column]),
                 row->cells, row->count, "'%.*s' %s", TEXT_ARGS(cell_of(r, row, column)),
                 reason);
}

static bool read_number(const struct progress_reading *r, const struct csv_row *row,
                        enum column column, double *number)
{
    return number_parse(cell_of(r, row, column), number);
}

static bool read_verdict(const struct progress_reading *r, const struct csv_row *row,
                         enum column column, enum verdict *verdict)
{
    const struct text cell = cell_of(r, row, column);
    *verdict = VERDICT_NONE;
    if (text_is_empty(cell))
        return true;
    for (int i = VERDICT_BETTER; i <= VERDICT_LOWER; i++)
        if (text_is(cell, comparison_verdict_words[i]))
            *verdict = (enum verdict)i;
    return *verdict != VERDICT_NONE;
}

/* The first column that does not do, or COLUMN_COUNT. */
static enum column read_figures(const struct progress_reading *r,
                                const struct csv_row *row, struct listed_progress *p)
{
    if (!period_parse(cell_of(r, row, FROM_PERIOD), &p->from_period))
        return FROM_PERIOD;
    if (!period_parse(cell_of(r, row, PERIOD), &p->period))
        return PERIOD;
    if (!read_number(r, row, FROM_VALUE, &p->from_value))
        return FROM_VALUE;
    if (!read_number(r, row, VALUE, &p->value))
        return VALUE;
    if (!read_number(r, row, CHANGE, &p->change))
        return CHANGE;
    if (!read_verdict(r, row, VERDICT, &p->verdict))
        return VERDICT;
    if (!read_verdict(r, row, MORE_THAN_OTHERS, &p->more_than_others))
        return MORE_THAN_OTHERS;
    p->starts_before = text_is(cell_of(r, row, FROM_IS), "last-before");
    p->has_limits = read_number(r, row, CHANGE_LOWER, &p->change_lower) &&
                    read_number(r, row, CHANGE_UPPER, &p->change_upper);
    p->has_others = read_number(r, row, OTHERS_N, &p->others_n) &&
                    read_number(r, row, OTHERS_MEDIAN, &p->others_median);
    return COLUMN_COUNT;
}

static void take_row(struct progress_reading *r, const struct csv_row *row)
{
    struct progress_list *progress = r->progress;
    struct listed_progress taken = { 0 };
    const char *wrong = csv_list_wrong_width(&r->list, row);
    if (wrong != NULL) {
        refusals_add(r->refusals, csv_list_place(&r->list, row, CSV_COLUMN_ABSENT),
                     row->cells, row->count, "%s", wrong);
        return;
    }
    const uint32_t area = areas_find_code(r->areas, cell_of(r, row, AREA));
    const enum column wrong_column = read_figures(r, row, &taken);
    taken.metric = metrics_find(r->metrics, cell_of(r, row, METRIC));
    if (taken.metric == NULL)
        refuse(r, row, METRIC, "is not a known metric");
    else if (area == AREA_NONE)
        refuse(r, row, AREA, "is not the code of a known area");
    else if (wrong_column != COLUMN_COUNT)
        refuse(r, row, wrong_column, "is nothing that oflog-progress writes here");
    else {
        taken.council = areas_get(r->areas, area)->council;
        ARRAY_RESERVE(progress->all, progress->room, progress->count + 1);
        progress->all[progress->count++] = taken;
    }
}

/* An empty file has none. */
static bool read_rows(struct progress_reading *r)
{
    struct csv_row row;
    enum csv_outcome outcome;
    bool fine = true;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        r->places[i] = csv_list_need(&r->list, column_words[i]);
        fine = fine && r->places[i] != CSV_COLUMN_ABSENT;
    }
    refusals_begin(r->refusals, r->list.columns.names, r->list.columns.count);
    if (!fine)
        return false;
    while ((outcome = csv_list_next(&r->list, &row)) == CSV_ROW)
        take_row(r, &row);
    return outcome == CSV_END;
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
    struct progress_reading r = {
        .progress = progress, .metrics = metrics, .areas = areas, .refusals = refusals
    };
    const enum csv_outcome opened = csv_list_open(&r.list, source, messages);
    const bool fine = opened == CSV_ROW ? read_rows(&r) : opened == CSV_END;
    csv_list_close(&r.list);
    if (!fine) {
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
