/* How far each area has come. */
#include "step/progress.h"

#include <stdio.h>
#include <stdlib.h>

#include "council/date.h"
#include "council/limits.h"
#include "stats/difference.h"
#include "step/progress_run.h"

const char *const progress_columns[] = {
    "metric",        "area_code",    "area_name",        "began", "from_period",
    "from_is",       "from_value",   "period",           "value", "change",
    "change_lower",  "change_upper", "verdict",          "basis", "others_n",
    "others_median", "others_mads",  "more_than_others", NULL,
};

/* In the order of enum progress_from. */
static const char *const from_words[] = { "", "last-before", "first-figure", "asked" };

/* The limits of the change, and the verdict by them, where both figures have some. */
static bool find_limits(struct progressing *p, const struct observation *from,
                        const struct observation *now, struct estimate *change,
                        enum verdict *verdict)
{
    const struct metric *metric = progress_metric(p, now);
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
        *verdict = progress_verdict(metric, progress_oriented(metric, from, now),
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
                      const struct progress_way *way)
{
    const struct observation *from = &p->table->rows[way->from];
    const struct area *area = areas_get(p->table->reading.areas, now->area);
    struct estimate change = { 0 };
    enum verdict verdict;
    const bool has_limits = find_limits(p, from, now, &change, &verdict);
    csv_write_cell(p->writer, progress_metric(p, now)->id);
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
            p->ways[i].from_is != PROGRESS_FROM_NOTHING)
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
    progress_find_starts(&p);
    for (size_t c = 0; c < table->cohort_count; c++)
        progress_judge_cohort(&p, &table->cohorts[c]);
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
