/* Every council's value on one line. */
#include "page/chart_drawing.h"

#include <math.h>
#include <stdlib.h>

enum { LABEL_ROW = 17, HALF = 28, BIN = 6, LEAST_HALF = 12 };

struct strip {
    struct chart_drawing *d;
    double middle, half; /* pixels down */
    struct chart_label labels[CHART_MOST_LABELS];
    struct text texts[CHART_MOST_LABELS];
    const struct chart_line *lines[CHART_MOST_LABELS]; /* NULL: this council */
    size_t label_count;
};

static bool stands_alone(const struct chart_point *point)
{
    return point->role == CHART_THIS;
}

static struct chart_extent extent_of(const struct chart *chart)
{
    struct chart_extent extent = { .any = false };
    for (size_t i = 0; i < chart->count; i++)
        if (!chart->points[i].missing)
            chart_extent_add(&extent, chart->points[i].x);
    for (size_t i = 0; i < chart->line_count; i++)
        if (chart->lines[i].count > 0)
            chart_extent_add(&extent, chart->lines[i].x[0]);
    if (chart->band.count > 0) {
        chart_extent_add(&extent, chart->band.lower[0]);
        chart_extent_add(&extent, chart->band.upper[0]);
    }
    chart_extent_widen(&extent, 0.02, pow(10, -chart->metric->decimals));
    return extent;
}

/* Sorted in, so that labels lie from left to right. */
static void add_label(struct strip *s, double at, struct text text, bool strong,
                      const struct chart_line *line)
{
    size_t i = s->label_count;
    if (i == CHART_MOST_LABELS)
        return;
    s->label_count++;
    for (; i > 0 && s->labels[i - 1].at > at; i--) {
        s->labels[i] = s->labels[i - 1];
        s->texts[i] = s->texts[i - 1];
        s->lines[i] = s->lines[i - 1];
    }
    s->labels[i] =
        (struct chart_label){ .at = at,
                              .width = chart_label_width(text, DRAWING_SIZE, strong) };
    s->texts[i] = text;
    s->lines[i] = line;
}

/* Both, or the number alone where there is no room for a name that the key has too. */
static struct text name_and_number(struct chart_drawing *d, struct text name,
                                   double value, bool strong)
{
    const struct text number = chart_label_number(d->arena, d->chart->metric, value);
    const double room =
        CHART_NARROW - 12 - chart_label_width(number, DRAWING_SIZE, strong);
    if (chart_label_width(name, DRAWING_SIZE, strong) > room)
        return number;
    return arena_print(d->arena, "%.*s %.*s", TEXT_ARGS(name), TEXT_ARGS(number));
}

static void gather_labels(struct strip *s)
{
    struct chart_drawing *d = s->d;
    const struct chart *chart = d->chart;
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        if (stands_alone(point) && drawing_has(point))
            add_label(s, drawing_pixels(chart_scale_at(&d->x, point->x)),
                      name_and_number(d, point->name, point->x, true), true, NULL);
    }
    for (size_t i = 0; i < chart->line_count; i++) {
        const struct chart_line *line = &chart->lines[i];
        if (line->count > 0 && isfinite(line->x[0]))
            add_label(s, drawing_pixels(chart_scale_at(&d->x, line->x[0])),
                      name_and_number(d, line->name, line->x[0], false), false, line);
    }
}

/* Where the row of a label stands, and its line begins. */
static double label_bottom(const struct strip *s, size_t i)
{
    return s->middle - s->half - 6 - LABEL_ROW * (double)s->labels[i].row;
}

static void draw_leaders(struct strip *s)
{
    struct chart_drawing *d = s->d;
    for (size_t i = 0; i < s->label_count; i++) {
        const double x = drawing_per_cent(s->labels[i].at);
        const double top =
            label_bottom(s, i) - (s->labels[i].anchor == CHART_ANCHOR_MIDDLE ? 0 : 11);
        drawing_move(d, x, top);
        drawing_line_to(d, x, s->lines[i] == NULL ? s->middle : s->middle + s->half);
        drawing_path(d, s->lines[i] == NULL
                            ? &(struct drawing_pen){ .stroke = COLOUR_THIS, .width = 1 }
                            : drawing_line_pen(s->lines[i]->kind));
    }
}

static void draw_labels(struct strip *s)
{
    for (size_t i = 0; i < s->label_count; i++) {
        const struct chart_line *line = s->lines[i];
        drawing_text(s->d,
                     &(struct drawing_words){ .x = drawing_per_cent(s->labels[i].at),
                                              .y = label_bottom(s, i),
                                              .shift = s->labels[i].x - s->labels[i].at,
                                              .anchor = s->labels[i].anchor,
                                              .colour = line == NULL ? COLOUR_THIS
                                                        : line->kind == CHART_LINE_MEDIAN
                                                            ? COLOUR_LINE
                                                            : COLOUR_INK,
                                              .size = DRAWING_SIZE,
                                              .strong = line == NULL },
                     s->texts[i]);
    }
}

static void draw_band(struct strip *s)
{
    struct chart_drawing *d = s->d;
    const struct chart_band *band = &d->chart->band;
    if (band->count == 0)
        return;
    drawing_box(d, chart_scale_at(&d->x, band->lower[0]), s->middle - s->half,
                chart_scale_at(&d->x, band->upper[0]), s->middle + s->half);
    drawing_path(d, drawing_band_pen());
}

/* Councils that would lie on each other stand side by side, up and down from the middle
 * in the order of their values; `room` for as many bins as a narrow screen has. */
static size_t bin_of(const struct chart_drawing *d, const struct chart_point *point)
{
    return (size_t)(drawing_pixels(chart_scale_at(&d->x, point->x)) / BIN);
}

static double spread_points(const struct chart_drawing *d, double *offsets)
{
    size_t used[CHART_NARROW / BIN + 2] = { 0 }, most = 1;
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (!drawing_has(point) || stands_alone(point))
            continue;
        const size_t place = used[bin_of(d, point)]++;
        offsets[i] = (double)((place + 1) / 2) * (place % 2 == 1 ? -1 : 1);
        most = place + 1 > most ? place + 1 : most;
    }
    return fmin(BIN, 2.0 * HALF / (double)most);
}

static bool has_role(const struct chart *chart, enum chart_role role)
{
    for (size_t i = 0; i < chart->count; i++)
        if (chart->points[i].role == role && drawing_has(&chart->points[i]))
            return true;
    return false;
}

static void draw_dot(struct strip *s, size_t i, const double *offsets, double apart)
{
    drawing_dot(s->d, chart_scale_at(&s->d->x, s->d->chart->points[i].x),
                s->middle + apart * offsets[i]);
}

static void draw_others(struct strip *s, const double *offsets, double apart)
{
    const struct chart *chart = s->d->chart;
    for (size_t i = 0; i < chart->count; i++)
        if (chart->points[i].role == CHART_OTHER && drawing_has(&chart->points[i]))
            draw_dot(s, i, offsets, apart);
    drawing_path(s->d, drawing_mark_pen(CHART_OTHER));
}

/* Who each of them is shows where it is pointed at. */
static void draw_peers(struct strip *s, const double *offsets, double apart)
{
    const struct chart *chart = s->d->chart;
    if (!has_role(chart, CHART_PEER))
        return;
    drawing_group(s->d, drawing_mark_pen(CHART_PEER));
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        if (point->role != CHART_PEER || !drawing_has(point))
            continue;
        draw_dot(s, i, offsets, apart);
        drawing_group_path(s->d, drawing_point_title(s->d, point, point->x));
    }
    drawing_group_end(s->d);
}

static void draw_this(struct strip *s)
{
    struct chart_drawing *d = s->d;
    for (size_t i = 0; i < d->chart->count; i++)
        if (stands_alone(&d->chart->points[i]) && drawing_has(&d->chart->points[i]))
            drawing_diamond(
                d, chart_scale_at(&d->x, d->chart->points[i].x), s->middle,
                drawing_point_title(d, &d->chart->points[i], d->chart->points[i].x));
}

/* How sure the value is. */
static void draw_limits(struct strip *s)
{
    struct chart_drawing *d = s->d;
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (!stands_alone(point) || !drawing_has(point) || !point->has_limits)
            continue;
        drawing_move(d, chart_scale_at(&d->x, point->lower), s->middle);
        drawing_line_to(d, chart_scale_at(&d->x, point->upper), s->middle);
    }
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_THIS, .width = 3 });
}

static double deepest(const struct chart *chart, const double *offsets, double apart)
{
    double most = 0;
    for (size_t i = 0; i < chart->count; i++)
        most = fmax(most, apart * fabs(offsets[i]));
    return fmax(most + 6, LEAST_HALF);
}

void drawing_strip(struct chart_drawing *d)
{
    struct strip s = { .d = d };
    double *offsets = memory_take(d->chart->count + 1, sizeof *offsets);
    const struct chart_extent extent = extent_of(d->chart);
    memset(offsets, 0, (d->chart->count + 1) * sizeof *offsets);
    d->x = (struct chart_scale){ extent.least, extent.most, 4, 96, false };
    const double apart = spread_points(d, offsets);
    gather_labels(&s);
    const size_t rows = chart_labels_place(s.labels, s.label_count, CHART_NARROW);
    s.half = deepest(d->chart, offsets, apart);
    s.middle = d->down + LABEL_ROW * (double)rows + 6 + s.half;
    drawing_plane(d);
    draw_band(&s);
    draw_others(&s, offsets, apart);
    draw_peers(&s, offsets, apart);
    draw_leaders(&s);
    draw_limits(&s);
    drawing_plane_end(d);
    draw_this(&s);
    draw_labels(&s);
    drawing_x_axis(d, s.middle + s.half, d->chart->x_name);
    free(offsets);
}
