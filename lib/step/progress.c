/* How far each area has come. */
#include "step/progress.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/comparison.h"
#include "council/date.h"
#include "council/limits.h"
#include "council/series.h"
#include "stats/difference.h"
#include "stats/order.h"
#include "stats/spread.h"

enum { LEAST_FOR_VERDICT = 5 };

const char *const progress_columns[] = {
    "metric",        "area_code",    "area_name",        "began", "from_period",
    "from_is",       "from_value",   "period",           "value", "change",
    "change_lower",  "change_upper", "verdict",          "basis", "others_n",
    "others_median", "others_mads",  "more_than_others", NULL,
};

enum from { FROM_NOTHING, FROM_LAST_BEFORE, FROM_FIRST_FIGURE, FROM_ASKED };
static const char *const from_words[] = { "", "last-before", "first-figure", "asked" };

/* What one row is told. */
struct way {
    uint32_t from; /* the row that it started from */
    uint32_t others;
    uint8_t from_is, more; /* enum from, enum verdict */
    bool has_mads;
    double median, mads; /* of the others' changes; the row's own among them */
};

/* A row of a cohort, by where it started and its class: those with the same have the same
 * others. */
struct member {
    uint32_t row, from_cohort;
    enum area_class class;
};

/* The change of one area between two periods. */
struct change {
    double raw, oriented;
    uint32_t row;
};

struct progressing {
    const struct observation_table *table;
    const struct progress_options *options;
    struct series series;
    struct way *ways; /* by row */
    int32_t *began;   /* by council: its first day */
    uint32_t *starts; /* by council: the row it started from, in the series at hand */
    uint8_t *starts_are;
    struct member *members;
    struct change *changes;
    double *sorted;
    struct csv_cells cells;
    struct csv_writer *writer;
};

static const uint32_t none = UINT32_MAX;

static uint32_t council_of(const struct progressing *p, const struct observation *row)
{
    return areas_get(p->table->reading.areas, row->area)->council;
}

static const struct metric *metric_of(const struct progressing *p,
                                      const struct observation *row)
{
    return &p->table->reading.metrics->all[row->metric];
}

/* --- Where each area started --- */

/* A council may have had several codes: it began with the first. */
static void find_beginnings(struct progressing *p)
{
    const struct areas *areas = p->table->reading.areas;
    for (size_t i = 0; i < areas_count(areas); i++)
        p->began[i] = DATE_DISTANT_FUTURE;
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->valid_from < p->began[area->council])
            p->began[area->council] = area->valid_from;
    }
}

static bool ended_before(const struct progressing *p, const struct observation *row)
{
    return period_last_day(row->period, metric_of(p, row)->year) <
           p->began[council_of(p, row)];
}

/* What the row is as a start, in place of what its council has. */
static enum from start_of(const struct progressing *p, const struct observation *row)
{
    if (p->options->since_period)
        return period_compare(row->period, p->options->period) == 0 ? FROM_ASKED
                                                                    : FROM_NOTHING;
    if (ended_before(p, row))
        return FROM_LAST_BEFORE;
    return p->starts[council_of(p, row)] == none ? FROM_FIRST_FIGURE : FROM_NOTHING;
}

/* The rows of the series' next cohort: each is told where its council started, unless the
 * period had ended before that. */
static void meet_cohort(struct progressing *p, const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t number = cohort->rows[i];
        const struct observation *row = &p->table->rows[number];
        if (row->standing != STANDING_COUNTS)
            continue;
        const uint32_t council = council_of(p, row);
        const enum from is = start_of(p, row);
        if (is != FROM_NOTHING) {
            p->starts[council] = number;
            p->starts_are[council] = (uint8_t)is;
        } else if (p->starts[council] != none) {
            p->ways[number].from = p->starts[council];
            p->ways[number].from_is = p->starts_are[council];
        }
    }
}

/* From the newest cohort of a series back to its first, and on again from there. */
static void walk_series(struct progressing *p, uint32_t newest, uint32_t *chain)
{
    size_t length = 0;
    for (uint32_t c = newest; c != SERIES_NONE; c = series_previous(&p->series, c))
        chain[length++] = c;
    for (size_t i = 0; i < areas_count(p->table->reading.areas); i++)
        p->starts[i] = none;
    while (length-- > 0)
        meet_cohort(p, &p->table->cohorts[chain[length]]);
}

static void find_starts(struct progressing *p)
{
    const size_t count = p->table->cohort_count;
    bool *is_newest = memory_take(count + 1, sizeof *is_newest);
    uint32_t *chain = memory_take(count + 1, sizeof *chain);
    memset(is_newest, true, count);
    for (uint32_t c = 0; c < count; c++)
        if (series_previous(&p->series, c) != SERIES_NONE)
            is_newest[series_previous(&p->series, c)] = false;
    for (uint32_t c = 0; c < count; c++)
        if (is_newest[c])
            walk_series(p, c, chain);
    free(is_newest);
    free(chain);
}

/* --- Beside the others --- */

static enum verdict verdict_of(const struct metric *metric, double oriented, bool similar)
{
    const bool neutral = metric->polarity == POLARITY_NEUTRAL;
    if (similar)
        return VERDICT_SIMILAR;
    if (oriented > 0)
        return neutral ? VERDICT_HIGHER : VERDICT_BETTER;
    return neutral ? VERDICT_LOWER : VERDICT_WORSE;
}

static double oriented_change(const struct metric *metric, const struct observation *from,
                              const struct observation *now)
{
    return metric_oriented(metric, now->value) - metric_oriented(metric, from->value);
}

static int by_start(const void *a, const void *b)
{
    const struct member *p = a, *q = b;
    if (p->from_cohort != q->from_cohort)
        return p->from_cohort < q->from_cohort ? -1 : 1;
    if (p->class != q->class)
        return p->class < q->class ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

static int by_oriented(const void *a, const void *b)
{
    const struct change *p = a, *q = b;
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
                             const struct member *one)
{
    size_t n = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t number = cohort->rows[i];
        const struct observation *now = &p->table->rows[number];
        if (now->standing != STANDING_COUNTS || class_of(p, number) != one->class)
            continue;
        const struct observation *from =
            series_find(&p->series, one->from_cohort, council_of(p, now));
        if (from != NULL)
            p->changes[n++] =
                (struct change){ now->value - from->value,
                                 oriented_change(cohort->metric, from, now), number };
    }
    qsort(p->changes, n, sizeof *p->changes, by_oriented);
    return n;
}

/* One row beside the n changes without its own. */
static void judge_beside_others(struct progressing *p, const struct metric *metric,
                                uint32_t row, size_t n)
{
    struct way *way = &p->ways[row];
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
    if (way->others < LEAST_FOR_VERDICT || spread_is_none(mad, median) ||
        !isfinite(better))
        return;
    way->has_mads = true;
    way->mads = metric->polarity == POLARITY_LOW ? -better : better;
    way->more = (uint8_t)verdict_of(
        metric, better,
        fabs(better) < COMPARISON_SIMILAR_BELOW &&
            !number_nearly_equal(fabs(better), COMPARISON_SIMILAR_BELOW));
}

static void judge_cohort(struct progressing *p, const struct cohort *cohort)
{
    size_t count = 0, n = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        if (p->ways[row].from_is != FROM_NOTHING)
            p->members[count++] =
                (struct member){ row, p->table->rows[p->ways[row].from].cohort,
                                 class_of(p, row) };
    }
    qsort(p->members, count, sizeof *p->members, by_start);
    for (size_t i = 0; i < count; i++) {
        const struct member *member = &p->members[i], *before = member - 1;
        if (i == 0 || member->from_cohort != before->from_cohort ||
            member->class != before->class)
            n = gather_changes(p, cohort, member);
        judge_beside_others(p, cohort->metric, member->row, n);
    }
}

/* --- What comes out --- */

/* The limits of the change, and the verdict by them, where both figures have some. */
static bool find_limits(struct progressing *p, const struct observation *from,
                        const struct observation *now, struct estimate *change,
                        enum verdict *verdict)
{
    const struct metric *metric = metric_of(p, now);
    struct limits then_limits, now_limits;
    *verdict = VERDICT_NONE;
    change->value = now->value - from->value;
    if (!limits_read(p->table, from, &p->cells, &then_limits) ||
        !limits_read(p->table, now, &p->cells, &now_limits))
        return false;
    *change = difference_between(
        (struct estimate){ now->value, now_limits.lower, now_limits.upper },
        (struct estimate){ from->value, then_limits.lower, then_limits.upper });
    const struct limits limits = { change->lower, change->upper };
    if (metric->polarity != POLARITY_TARGET)
        *verdict = verdict_of(metric, oriented_change(metric, from, now),
                              limits_hold(limits, 0));
    return true;
}

static struct text value_of(struct progressing *p, const struct observation *row)
{
    observation_cells(row, &p->cells);
    return p->cells.cells[p->table->places[OBSERVATION_VALUE]];
}

static void write_day(struct csv_writer *writer, int32_t day)
{
    char text[32] = "";
    const struct date date = date_from_day(day);
    if (day != DATE_DISTANT_PAST && day != DATE_DISTANT_FUTURE)
        snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    csv_write_cell(writer, text_of(text));
}

static void write_figure(struct progressing *p, const struct observation *row,
                         const char *is)
{
    char period[PERIOD_SIZE];
    csv_write_cell(p->writer, text_of(period_format(row->period, period)));
    if (is != NULL)
        csv_write_cell(p->writer, text_of(is));
    csv_write_cell(p->writer, value_of(p, row));
}

static void write_way(struct progressing *p, const struct observation *now,
                      const struct way *way)
{
    const struct observation *from = &p->table->rows[way->from];
    const struct area *area = areas_get(p->table->reading.areas, now->area);
    struct estimate change = { 0 };
    enum verdict verdict;
    const bool has_limits = find_limits(p, from, now, &change, &verdict);
    csv_write_cell(p->writer, metric_of(p, now)->id);
    csv_write_cell(p->writer, area->code);
    csv_write_cell(p->writer, area->name);
    write_day(p->writer, p->began[area->council]);
    write_figure(p, from, from_words[way->from_is]);
    write_figure(p, now, NULL);
    csv_write_known(p->writer, true, change.value);
    csv_write_known(p->writer, has_limits, change.lower);
    csv_write_known(p->writer, has_limits, change.upper);
    csv_write_cell(p->writer, text_of(comparison_verdict_words[verdict]));
    csv_write_cell(p->writer, text_of(verdict != VERDICT_NONE ? "limits" : "no-limits"));
    csv_write_number(p->writer, way->others);
    csv_write_known(p->writer, way->others > 0, way->median);
    csv_write_known(p->writer, way->has_mads, way->mads);
    csv_write_cell(p->writer, text_of(comparison_verdict_words[way->more]));
    csv_write_end(p->writer);
}

static void write_rows(struct progressing *p, const struct selection *selection,
                       struct step_account *account)
{
    for (size_t i = 0; progress_columns[i] != NULL; i++)
        csv_write_cell(p->writer, text_of(progress_columns[i]));
    csv_write_end(p->writer);
    for (size_t i = 0; i < p->table->count; i++)
        if (step_takes(account, selection, p->table, &p->table->rows[i]) &&
            p->ways[i].from_is != FROM_NOTHING)
            write_way(p, &p->table->rows[i], &p->ways[i]);
}

enum step_outcome progress_run(const struct observation_table *table,
                               const struct selection *selection,
                               const struct progress_options *options,
                               struct csv_writer *writer, struct step_account *account)
{
    const size_t areas = areas_count(table->reading.areas) + 1;
    struct progressing p = {
        .table = table,
        .options = options,
        .ways = memory_take(table->count + 1, sizeof *p.ways),
        .began = memory_take(areas, sizeof *p.began),
        .starts = memory_take(areas, sizeof *p.starts),
        .starts_are = memory_take(areas, sizeof *p.starts_are),
        .members = memory_take(areas, sizeof *p.members),
        .changes = memory_take(areas, sizeof *p.changes),
        .sorted = memory_take(areas, sizeof *p.sorted),
        .writer = writer,
    };
    memset(p.ways, 0, table->count * sizeof *p.ways);
    series_init(&p.series, table);
    find_beginnings(&p);
    find_starts(&p);
    for (size_t c = 0; c < table->cohort_count; c++)
        judge_cohort(&p, &table->cohorts[c]);
    write_rows(&p, selection, account);
    series_release(&p.series);
    csv_cells_release(&p.cells);
    free(p.ways);
    free(p.began);
    free(p.starts);
    free(p.starts_are);
    free(p.members);
    free(p.changes);
    free(p.sorted);
    return STEP_DONE;
}
