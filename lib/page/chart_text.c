/* A chart in a terminal. */
#include "page/chart_text.h"

#include <math.h>
#include <stdlib.h>

#include "base/text_buffer.h"
#include "page/words.h"

enum { MOST_COLUMNS = 60, FEWEST_COLUMNS = 10 };

/* Later ones are drawn over earlier ones. */
static const char axis_sign[] = "─", band_sign[] = "░", other_sign[] = "·",
                  peer_sign[] = "○", median_sign[] = "┃", benchmark_sign[] = "◇",
                  this_sign[] = "●";

struct plot {
    const struct chart *chart;
    struct arena arena;
    double low, high;
    size_t columns;
    const char *signs[MOST_COLUMNS];
};

static void include(struct plot *plot, double value)
{
    if (isnan(value))
        return;
    plot->low = isnan(plot->low) || value < plot->low ? value : plot->low;
    plot->high = isnan(plot->high) || value > plot->high ? value : plot->high;
}

static size_t column_of(const struct plot *plot, double value)
{
    if (plot->high == plot->low)
        return plot->columns / 2;
    return (size_t)lround((value - plot->low) / (plot->high - plot->low) *
                          (double)(plot->columns - 1));
}

static void begin_line(struct plot *plot)
{
    for (size_t i = 0; i < plot->columns; i++)
        plot->signs[i] = axis_sign;
}

static void put_sign(struct plot *plot, double value, const char *sign)
{
    if (!isnan(value))
        plot->signs[column_of(plot, value)] = sign;
}

static void put_band(struct plot *plot, double lower, double upper)
{
    if (isnan(lower) || isnan(upper))
        return;
    for (size_t i = column_of(plot, lower); i <= column_of(plot, upper); i++)
        plot->signs[i] = band_sign;
}

/* Which of the values over the chart stands at `x`; those of one value stand everywhere.
 * Not a number: none does. */
static double at(size_t count, const double *x, const double *values, double where)
{
    for (size_t i = 0; i < count; i++)
        if (x == NULL || count == 1 || x[i] == where)
            return values[i];
    return NAN;
}

static const struct chart_line *line_of(const struct chart *chart,
                                        enum chart_line_kind kind)
{
    for (size_t i = 0; i < chart->line_count; i++)
        if (chart->lines[i].kind == kind)
            return &chart->lines[i];
    return NULL;
}

/* Not a number where there is no such line, or it has no value there. */
static double line_at(const struct chart *chart, enum chart_line_kind kind, double where)
{
    const struct chart_line *line = line_of(chart, kind);
    if (line == NULL)
        return NAN;
    return chart->kind == CHART_STRIP ? line->x[0]
                                      : at(line->count, line->x, line->y, where);
}

static struct text number_of(struct plot *plot, double value)
{
    return words_number(&plot->arena, plot->chart->metric, value);
}

static void put_padded(struct text_buffer *line, struct text text, size_t columns,
                       bool right)
{
    const size_t own = text_page_columns(text);
    for (size_t i = own; right && i < columns; i++)
        text_buffer_put(line, text_of(TEXT_NO_BREAK));
    text_buffer_put(line, text);
    for (size_t i = own; !right && i < columns; i++)
        text_buffer_put(line, text_of(TEXT_NO_BREAK));
}

/* Name, plot and number; what pads them is held together, so nothing is wrapped. */
static void write_line(struct plot *plot, struct text_page *page, size_t indent,
                       struct text name, size_t name_columns, struct text number,
                       size_t number_columns)
{
    struct text_buffer line = { 0 };
    put_padded(&line, name, name_columns, false);
    if (name_columns > 0)
        text_buffer_put(&line, text_of(TEXT_NO_BREAK TEXT_NO_BREAK));
    for (size_t i = 0; i < plot->columns; i++)
        text_buffer_put(&line, text_of(plot->signs[i]));
    text_buffer_put(&line, text_of(TEXT_NO_BREAK TEXT_NO_BREAK));
    put_padded(&line, number, number_columns, true);
    text_page_paragraph(page, indent, indent, (struct text){ line.bytes, line.length });
    free(line.bytes);
}

static void add_to_key(struct text_buffer *key, const char *sign, struct text name)
{
    if (text_is_empty(name))
        return;
    text_buffer_put(key, text_of(key->length > 0 ? "; " : ""));
    text_buffer_put(key, text_of(sign));
    text_buffer_put(key, text_of(TEXT_NO_BREAK));
    text_buffer_put(key, name);
}

static bool has_role(const struct chart *chart, enum chart_role role)
{
    for (size_t i = 0; i < chart->count; i++)
        if (chart->points[i].role == role && !chart->points[i].missing)
            return true;
    return false;
}

static void write_key(const struct plot *plot, struct text_page *page, size_t indent)
{
    const struct chart *chart = plot->chart;
    const struct chart_line *median = line_of(chart, CHART_LINE_MEDIAN);
    const struct chart_line *benchmark = line_of(chart, CHART_LINE_BENCHMARK);
    struct text_buffer key = { 0 };
    add_to_key(&key, this_sign, chart->this_name);
    if (chart->kind == CHART_STRIP) {
        if (has_role(chart, CHART_PEER))
            add_to_key(&key, peer_sign, chart->peers_name);
        if (has_role(chart, CHART_OTHER))
            add_to_key(&key, other_sign,
                       text_is_empty(chart->others_name) ? text_of("other councils")
                                                         : chart->others_name);
    }
    add_to_key(&key, median_sign, median == NULL ? text_of("") : median->name);
    add_to_key(&key, benchmark_sign, benchmark == NULL ? text_of("") : benchmark->name);
    add_to_key(&key, band_sign, chart->band.count > 0 ? chart->band.name : text_of(""));
    text_page_paragraph(page, indent, indent + 2, (struct text){ key.bytes, key.length });
    free(key.bytes);
}

static void put_lines(struct plot *plot, double where)
{
    put_sign(plot, line_at(plot->chart, CHART_LINE_BENCHMARK, where), benchmark_sign);
    put_sign(plot, line_at(plot->chart, CHART_LINE_MEDIAN, where), median_sign);
}

/* How wide the plot may be beside what stands at its sides. */
static bool fit(struct plot *plot, const struct text_page *page, size_t beside)
{
    const size_t free_columns = page->width > beside ? page->width - beside : 0;
    plot->columns = free_columns < MOST_COLUMNS ? free_columns : MOST_COLUMNS;
    return plot->columns >= FEWEST_COLUMNS;
}

static size_t widest(size_t columns, struct text text)
{
    const size_t own = text_page_columns(text);
    return own > columns ? own : columns;
}

static bool write_periods(struct plot *plot, struct text_page *page, size_t indent)
{
    const struct chart *chart = plot->chart;
    size_t names = 0, numbers = 0;
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        const double x = point->x;
        names = widest(names, point->name);
        numbers = widest(numbers, point->missing ? text_of("no figure")
                                                 : number_of(plot, point->y));
        include(plot, point->missing ? NAN : point->y);
        include(plot, line_at(chart, CHART_LINE_MEDIAN, x));
        include(plot, line_at(chart, CHART_LINE_BENCHMARK, x));
        include(plot, at(chart->band.count, chart->band.x, chart->band.lower, x));
        include(plot, at(chart->band.count, chart->band.x, chart->band.upper, x));
    }
    if (isnan(plot->low) || !fit(plot, page, indent + names + numbers + 4))
        return false;
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        const struct chart_band *band = &chart->band;
        begin_line(plot);
        put_band(plot, at(band->count, band->x, band->lower, point->x),
                 at(band->count, band->x, band->upper, point->x));
        put_lines(plot, point->x);
        put_sign(plot, point->missing ? NAN : point->y, this_sign);
        write_line(plot, page, indent, point->name, names,
                   point->missing ? text_of("no figure") : number_of(plot, point->y),
                   numbers);
    }
    return true;
}

static void put_points(struct plot *plot, enum chart_role role, const char *sign)
{
    for (size_t i = 0; i < plot->chart->count; i++)
        if (plot->chart->points[i].role == role && !plot->chart->points[i].missing)
            put_sign(plot, plot->chart->points[i].x, sign);
}

static bool write_councils(struct plot *plot, struct text_page *page, size_t indent)
{
    const struct chart_band *band = &plot->chart->band;
    for (size_t i = 0; i < plot->chart->count; i++)
        include(plot, plot->chart->points[i].missing ? NAN : plot->chart->points[i].x);
    if (isnan(plot->low))
        return false;
    const double low = plot->low, high = plot->high;
    include(plot, line_at(plot->chart, CHART_LINE_MEDIAN, 0));
    include(plot, line_at(plot->chart, CHART_LINE_BENCHMARK, 0));
    if (band->count > 0) {
        include(plot, band->lower[0]);
        include(plot, band->upper[0]);
    }
    const struct text lowest = number_of(plot, low), highest = number_of(plot, high);
    if (!fit(plot, page,
             indent + text_page_columns(lowest) + text_page_columns(highest) + 4))
        return false;
    begin_line(plot);
    if (band->count > 0)
        put_band(plot, band->lower[0], band->upper[0]);
    put_points(plot, CHART_OTHER, other_sign);
    put_points(plot, CHART_PEER, peer_sign);
    put_lines(plot, 0);
    put_points(plot, CHART_THIS, this_sign);
    write_line(plot, page, indent, lowest, text_page_columns(lowest), highest, 0);
    return true;
}

bool chart_text(struct text_page *page, size_t indent, const struct chart *chart)
{
    struct plot plot = { .chart = chart, .low = NAN, .high = NAN };
    bool written = false;
    arena_init(&plot.arena);
    switch (chart->kind) {
    case CHART_STRIP:
        written = write_councils(&plot, page, indent);
        break;
    case CHART_TREND:
    case CHART_CONTROL:
        written = write_periods(&plot, page, indent);
        break;
    case CHART_FUNNEL:
    case CHART_LADDER:
        break;
    }
    if (written)
        write_key(&plot, page, indent);
    arena_release(&plot.arena);
    return written;
}
