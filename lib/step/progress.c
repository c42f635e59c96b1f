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

struct progressing {
    const struct observation_table *table;
    const struct progress_options *options;
    struct series series;
    int32_t *began;  /* by council: its first day */
    double *changes; /* room for every council's */
    struct csv_cells cells;
    struct csv_writer *writer;
};

/* One area's way from a start to now. */
struct way {
    const struct metric *metric;
    const struct observation *from, *now;
    uint32_t from_cohort;
    const char *from_is;
    bool has_limits;
    struct estimate change;
    enum verdict verdict;
    uint32_t others;
    double median, mads;
    bool has_mads;
    enum verdict more;
};

static uint32_t council_of(const struct progressing *p, const struct observation *row)
{
    return areas_get(p->table->reading.areas, row->area)->council;
}

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

static bool ended_before(const struct progressing *p, const struct way *way,
                         const struct observation *row)
{
    return period_last_day(row->period, way->metric->year) < p->began[council_of(p, row)];
}

/* Looks back for the figure to start from. */
static bool find_start(const struct progressing *p, struct way *way)
{
    uint32_t cohort = way->now->cohort;
    while ((cohort = series_previous(&p->series, cohort)) != SERIES_NONE) {
        const struct observation *row =
            series_find(&p->series, cohort, council_of(p, way->now));
        if (row == NULL)
            continue;
        const bool asked = p->options->since_period &&
                           period_compare(row->period, p->options->period) == 0;
        if (p->options->since_period && !asked)
            continue;
        way->from = row;
        way->from_cohort = cohort;
        way->from_is = asked ? "asked" : "first-figure";
        if (!asked && ended_before(p, way, row))
            way->from_is = "last-before";
        if (asked || ended_before(p, way, row))
            break;
    }
    return way->from != NULL;
}

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

static void judge_change(struct progressing *p, struct way *way)
{
    struct limits from, now;
    way->change.value = way->now->value - way->from->value;
    way->has_limits = limits_read(p->table, way->from, &p->cells, &from) &&
                      limits_read(p->table, way->now, &p->cells, &now);
    if (!way->has_limits)
        return;
    way->change =
        difference_between((struct estimate){ way->now->value, now.lower, now.upper },
                           (struct estimate){ way->from->value, from.lower, from.upper });
    if (way->metric->polarity == POLARITY_TARGET)
        return;
    const struct limits limits = { way->change.lower, way->change.upper };
    way->verdict =
        verdict_of(way->metric, oriented_change(way->metric, way->from, way->now),
                   limits_hold(limits, 0));
}

static bool is_other(const struct progressing *p, const struct observation *a,
                     const struct observation *b)
{
    const struct areas *areas = p->table->reading.areas;
    return a != b && b->standing == STANDING_COUNTS &&
           areas_get(areas, a->area)->class == areas_get(areas, b->area)->class;
}

/* The changes of the others over the same two periods: raw ones where `turned` is not
 * asked for. */
static uint32_t gather_changes(struct progressing *p, const struct way *way, bool turned)
{
    const struct cohort *cohort = &p->table->cohorts[way->now->cohort];
    uint32_t n = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *now = &p->table->rows[cohort->rows[i]];
        if (!is_other(p, way->now, now))
            continue;
        const struct observation *from =
            series_find(&p->series, way->from_cohort, council_of(p, now));
        if (from != NULL)
            p->changes[n++] = turned ? oriented_change(way->metric, from, now)
                                     : now->value - from->value;
    }
    order_sort(p->changes, n);
    return n;
}

static void judge_beside_others(struct progressing *p, struct way *way)
{
    way->others = gather_changes(p, way, false);
    if (way->others == 0)
        return;
    way->median = order_median(p->changes, way->others);
    if (way->others < LEAST_FOR_VERDICT)
        return;
    gather_changes(p, way, true);
    const double median = order_median(p->changes, way->others);
    const double mad = spread_mad(p->changes, way->others);
    const double own = oriented_change(way->metric, way->from, way->now);
    const double better = (own - median) / mad;
    if (spread_is_none(mad, median) || !isfinite(better))
        return;
    way->has_mads = true;
    way->mads = way->metric->polarity == POLARITY_LOW ? -better : better;
    way->more =
        verdict_of(way->metric, better,
                   fabs(better) < COMPARISON_SIMILAR_BELOW &&
                       !number_nearly_equal(fabs(better), COMPARISON_SIMILAR_BELOW));
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

static void write_way(struct progressing *p, const struct way *way)
{
    const struct area *area = areas_get(p->table->reading.areas, way->now->area);
    csv_write_cell(p->writer, way->metric->id);
    csv_write_cell(p->writer, area->code);
    csv_write_cell(p->writer, area->name);
    write_day(p->writer, p->began[area->council]);
    write_figure(p, way->from, way->from_is);
    write_figure(p, way->now, NULL);
    csv_write_known(p->writer, true, way->change.value);
    csv_write_known(p->writer, way->has_limits, way->change.lower);
    csv_write_known(p->writer, way->has_limits, way->change.upper);
    csv_write_cell(p->writer, text_of(comparison_verdict_words[way->verdict]));
    csv_write_cell(p->writer,
                   text_of(way->verdict != VERDICT_NONE ? "limits" : "no-limits"));
    csv_write_number(p->writer, way->others);
    csv_write_known(p->writer, way->others > 0, way->median);
    csv_write_known(p->writer, way->has_mads, way->mads);
    csv_write_cell(p->writer, text_of(comparison_verdict_words[way->more]));
    csv_write_end(p->writer);
}

static void look_at(struct progressing *p, const struct observation *row)
{
    struct way way = { .metric = &p->table->reading.metrics->all[row->metric],
                       .now = row };
    if (row->standing != STANDING_COUNTS || !find_start(p, &way))
        return;
    judge_change(p, &way);
    judge_beside_others(p, &way);
    write_way(p, &way);
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
        .began = memory_take(areas, sizeof *p.began),
        .changes = memory_take(areas, sizeof *p.changes),
        .writer = writer,
    };
    series_init(&p.series, table);
    find_beginnings(&p);
    for (size_t i = 0; progress_columns[i] != NULL; i++)
        csv_write_cell(writer, text_of(progress_columns[i]));
    csv_write_end(writer);
    for (size_t i = 0; i < table->count; i++)
        if (step_takes(account, selection, table, &table->rows[i]))
            look_at(&p, &table->rows[i]);
    series_release(&p.series);
    csv_cells_release(&p.cells);
    free(p.began);
    free(p.changes);
    return STEP_DONE;
}
