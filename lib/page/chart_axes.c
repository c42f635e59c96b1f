/* The axes of a chart, and lines that go with its values. */
#include "page/chart_drawing.h"

#include <math.h>

enum { TICK = 5, TICK_ROW = 18, NAME_ROW = 17, MOST_NAME_ROWS = 3 };

static struct text tick_text(struct chart_drawing *d, const struct chart_ticks *ticks,
                             double at)
{
    return d->chart->kind == CHART_LADDER || d->chart->kind == CHART_FUNNEL
               ? chart_label_plain(d->arena, ticks->decimals, at)
               : chart_label_tick(d->arena, d->chart->metric, ticks->decimals, at);
}

/* A text in the middle of its place, but within the chart. */
static double kept_inside(double per_cent, struct text text, double size)
{
    const double half = chart_label_width(text, size, false) / 2;
    const double at = drawing_pixels(per_cent);
    return drawing_per_cent(fmax(half, fmin(at, CHART_NARROW - half)));
}

/* Fewer marks until their words stand apart on a narrow screen. */
static void fitting_ticks(struct chart_drawing *d, struct chart_ticks *ticks)
{
    const bool whole = d->chart->kind == CHART_LADDER;
    const double least = whole ? 1
                         : d->chart->kind == CHART_STRIP
                             ? pow(10, -d->chart->metric->decimals)
                             : 0;
    for (size_t most = 7; most >= 2; most--) {
        double end = -1e9;
        bool apart = true;
        if (d->x.logarithmic)
            chart_ticks_logarithmic(d->x.from, d->x.to, most, ticks);
        else
            chart_ticks(d->x.from, d->x.to, most, least, ticks);
        for (size_t i = 0; i < ticks->count; i++) {
            const struct text text = tick_text(d, ticks, ticks->at[i]);
            const double width = chart_label_width(text, DRAWING_SMALL, false);
            const double at = drawing_pixels(
                kept_inside(chart_scale_at(&d->x, ticks->at[i]), text, DRAWING_SMALL));
            apart = apart && at - width / 2 > end;
            end = at + width / 2 + 8;
        }
        if (apart)
            return;
    }
}

void drawing_x_axis(struct chart_drawing *d, double top, struct text name)
{
    struct chart_ticks ticks;
    fitting_ticks(d, &ticks);
    drawing_plane(d);
    drawing_move(d, d->x.start, top);
    drawing_line_to(d, d->x.end, top);
    for (size_t i = 0; i < ticks.count; i++) {
        drawing_move(d, chart_scale_at(&d->x, ticks.at[i]), top);
        drawing_line_to(d, chart_scale_at(&d->x, ticks.at[i]), top + TICK);
    }
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_LIMIT, .width = 1 });
    drawing_plane_end(d);
    for (size_t i = 0; i < ticks.count; i++) {
        const struct text text = tick_text(d, &ticks, ticks.at[i]);
        drawing_text(
            d,
            &(struct drawing_words){
                .x = kept_inside(chart_scale_at(&d->x, ticks.at[i]), text, DRAWING_SMALL),
                .y = top + TICK_ROW,
                .anchor = CHART_ANCHOR_MIDDLE,
                .colour = COLOUR_INK,
                .size = DRAWING_SMALL },
            text);
    }
    d->down = top + TICK_ROW + 5;
    d->down += NAME_ROW * (double)drawing_lines_of_text(
                              d,
                              &(struct drawing_words){ .x = 50,
                                                       .y = top + TICK_ROW + NAME_ROW,
                                                       .anchor = CHART_ANCHOR_MIDDLE,
                                                       .colour = COLOUR_INK,
                                                       .size = DRAWING_SMALL },
                              name, CHART_NARROW, NAME_ROW, MOST_NAME_ROWS);
}

void drawing_y_axis(struct chart_drawing *d, double height)
{
    struct chart_ticks ticks;
    double widest = 0;
    const double least = pow(10, -d->chart->metric->decimals);
    chart_ticks(d->y.from, d->y.to, 6, least, &ticks);
    const size_t rows = drawing_lines_of_text(
        d,
        &(struct drawing_words){
            .y = d->down + 12, .colour = COLOUR_INK, .size = DRAWING_SMALL },
        d->chart->y_name, CHART_NARROW, NAME_ROW, MOST_NAME_ROWS);
    d->down += NAME_ROW * (double)rows + 8;
    d->y.start = d->down + height;
    d->y.end = d->down;
    d->down += height;
    for (size_t i = 0; i < ticks.count; i++) {
        const struct text text =
            chart_label_tick(d->arena, d->chart->metric, ticks.decimals, ticks.at[i]);
        widest = fmax(widest, chart_label_width(text, DRAWING_SMALL, false));
    }
    const double start = drawing_per_cent(fmin(widest, CHART_NARROW / 2.0) + 6);
    drawing_plane(d);
    for (size_t i = 0; i < ticks.count; i++) {
        drawing_move(d, start, chart_scale_at(&d->y, ticks.at[i]));
        drawing_line_to(d, 100, chart_scale_at(&d->y, ticks.at[i]));
    }
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_GRID, .width = 1 });
    drawing_plane_end(d);
    for (size_t i = 0; i < ticks.count; i++)
        drawing_text(
            d,
            &(struct drawing_words){ .x = start,
                                     .y = chart_scale_at(&d->y, ticks.at[i]) + 4,
                                     .shift = -6,
                                     .anchor = CHART_ANCHOR_END,
                                     .colour = COLOUR_INK,
                                     .size = DRAWING_SMALL },
            chart_label_tick(d->arena, d->chart->metric, ticks.decimals, ticks.at[i]));
    d->x.start = start + 3;
    d->x.end = 97;
}

void drawing_lines(struct chart_drawing *d)
{
    for (size_t i = 0; i < d->chart->line_count; i++) {
        const struct chart_line *line = &d->chart->lines[i];
        bool open = false;
        if (line->count == 1 && isfinite(line->y[0])) {
            drawing_move(d, d->x.start - 3, chart_scale_at(&d->y, line->y[0]));
            drawing_line_to(d, 100, chart_scale_at(&d->y, line->y[0]));
        }
        for (size_t j = 0; j < line->count && line->count > 1; j++) {
            const double x = chart_scale_at(&d->x, line->x[j]);
            const bool has = isfinite(line->y[j]) && isfinite(line->x[j]);
            if (has && open)
                drawing_line_to(d, x, chart_scale_at(&d->y, line->y[j]));
            else if (has)
                drawing_move(d, x, chart_scale_at(&d->y, line->y[j]));
            open = has;
        }
        drawing_path(d, drawing_line_pen(line->kind));
    }
}
