/* Every number of a chart, in a table beside it. */
#include "page/chart_table.h"

#include <math.h>

#include "page/words.h"

struct numbers {
    struct document *document;
    const struct chart *chart;
    struct document_table *table;
    size_t lower; /* columns; 0: none */
    size_t notes; /* what else there is to say of a point */
    size_t band;  /* its lower end; the upper one follows */
    size_t lines; /* the first of the lines over time */
};

static bool is_over_time(const struct chart *chart)
{
    return chart->kind == CHART_TREND || chart->kind == CHART_CONTROL;
}

static bool is_across(const struct chart *chart)
{
    return chart->kind == CHART_STRIP || chart->kind == CHART_LADDER;
}

static bool any_limits(const struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++)
        if (chart->points[i].has_limits)
            return true;
    return false;
}

static bool any_notes(const struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++)
        if (chart->points[i].special || chart->points[i].breaks ||
            chart->points[i].provisional)
            return true;
    return false;
}

static void put(const struct numbers *n, struct document_row *row, size_t column,
                double value)
{
    if (!isfinite(value))
        return;
    row->cells[column].has_number = true;
    row->cells[column].number = value;
    row->cells[column].text =
        n->chart->kind == CHART_LADDER
            ? words_ordinal(&n->document->arena, value)
            : words_number(&n->document->arena, n->chart->metric, value);
}

static size_t add_column(const struct numbers *n, const char *head)
{
    document_table_column(n->document, n->table, head, true, true);
    return n->table->column_count - 1;
}

static const char *kept(const struct numbers *n, struct text name)
{
    return document_keep(n->document, words_capitalise(&n->document->arena, name)).bytes;
}

static void add_columns(struct numbers *n)
{
    const struct chart *chart = n->chart;
    const bool time = is_over_time(chart);
    document_table_column(n->document, n->table, time ? "Period" : "Council", false,
                          true);
    add_column(n, chart->kind == CHART_LADDER ? "Rank" : "Figure");
    if (chart->kind == CHART_FUNNEL)
        add_column(n, kept(n, chart->x_name));
    if (any_limits(chart)) {
        n->lower = add_column(n, "Lower limit");
        add_column(n, "Upper limit");
    }
    if (time && chart->band.count > 0) {
        n->band = add_column(n, "Lower quartile of peers");
        add_column(n, "Upper quartile of peers");
    }
    n->lines = n->table->column_count;
    for (size_t i = 0; time && i < chart->line_count; i++)
        if (chart->lines[i].count > 1 &&
            n->table->column_count < DOCUMENT_MOST_COLUMNS - 1)
            add_column(n, kept(n, chart->lines[i].name));
    if (any_notes(chart)) {
        n->notes = n->table->column_count;
        document_table_column(n->document, n->table, "Note", false, true);
    }
}

static const char *note_of(const struct chart *chart, const struct chart_point *point)
{
    if (point->special)
        return chart->kind == CHART_FUNNEL ? "outside the limits" : "more than chance";
    if (point->breaks)
        return "not comparable with earlier periods";
    return point->provisional ? "provisional" : "";
}

/* The value at `x` of what is over time, or nothing. */
static double at(const double *x, const double *values, size_t count, double wanted)
{
    for (size_t i = 0; i < count; i++)
        if (x[i] == wanted)
            return values[i];
    return NAN;
}

static void put_over_time(const struct numbers *n, struct document_row *row, double x)
{
    const struct chart_band *band = &n->chart->band;
    size_t column = n->lines;
    if (n->band > 0) {
        put(n, row, n->band, at(band->x, band->lower, band->count, x));
        put(n, row, n->band + 1, at(band->x, band->upper, band->count, x));
    }
    for (size_t i = 0; i < n->chart->line_count; i++) {
        const struct chart_line *line = &n->chart->lines[i];
        if (line->count > 1 && column < DOCUMENT_MOST_COLUMNS - 1)
            put(n, row, column++, at(line->x, line->y, line->count, x));
    }
}

/* Peers are somebody's. */
static enum document_mark mark_of(const struct chart *chart,
                                  const struct chart_point *point)
{
    static const enum document_mark marks[] = { [CHART_OTHER] = DOCUMENT_UNMARKED,
                                                [CHART_PEER] = DOCUMENT_PEER,
                                                [CHART_THIS] = DOCUMENT_THIS };
    return is_over_time(chart) || text_is_empty(chart->this_name) ? DOCUMENT_UNMARKED
                                                                  : marks[point->role];
}

static void add_point(const struct numbers *n, const struct chart_point *point)
{
    const struct chart *chart = n->chart;
    struct document_row *row = document_table_row(n->table);
    row->cells[0].text = document_keep(n->document, point->name);
    row->mark = mark_of(chart, point);
    if (point->missing)
        row->cells[1].text = text_of("no figure");
    else
        put(n, row, 1, is_across(chart) ? point->x : point->y);
    if (chart->kind == CHART_FUNNEL && isfinite(point->x)) {
        const struct metric plain = { .decimals = 0 };
        row->cells[2] = (struct document_cell){ .text = words_number(&n->document->arena,
                                                                     &plain, point->x),
                                                .has_number = true,
                                                .number = point->x };
    }
    if (point->has_limits && !point->missing) {
        put(n, row, n->lower, point->lower);
        put(n, row, n->lower + 1, point->upper);
    }
    if (is_over_time(chart))
        put_over_time(n, row, point->x);
    if (n->notes > 0)
        row->cells[n->notes].text = text_of(note_of(chart, point));
}

/* What has one value over the whole chart. */
static void add_value(const struct numbers *n, struct text name, double value)
{
    struct document_row *row = document_table_row(n->table);
    row->cells[0].text = text_of(kept(n, name));
    row->mark = DOCUMENT_BENCHMARK;
    put(n, row, 1, value);
}

static void add_values(const struct numbers *n)
{
    const struct chart *chart = n->chart;
    for (size_t i = 0; i < chart->line_count; i++)
        if (chart->lines[i].count == 1)
            add_value(n, chart->lines[i].name,
                      is_across(chart) ? chart->lines[i].x[0] : chart->lines[i].y[0]);
    if (chart->kind != CHART_STRIP || chart->band.count == 0)
        return;
    add_value(n,
              arena_print(&n->document->arena, "%.*s, from", TEXT_ARGS(chart->band.name)),
              chart->band.lower[0]);
    add_value(n,
              arena_print(&n->document->arena, "%.*s, to", TEXT_ARGS(chart->band.name)),
              chart->band.upper[0]);
}

void chart_table(struct document *document, const struct chart *chart,
                 struct text caption)
{
    struct numbers n = { .document = document, .chart = chart };
    document_open(document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                  text_of("The numbers of this chart"))
        ->chart = chart;
    n.table = document_table(document, caption);
    add_columns(&n);
    for (size_t i = 0; i < chart->count; i++)
        add_point(&n, &chart->points[i]);
    add_values(&n);
    document_close(document);
}
