/* A value for each period: a trend beside the peers' band, or a control chart. */
#include "page/chart_drawing.h"

#include <math.h>

enum { HEIGHT = 190 };

static void add_lines(const struct chart *chart, struct chart_extent *extent)
{
    for (size_t i = 0; i < chart->line_count; i++)
        for (size_t j = 0; j < chart->lines[i].count; j++)
            chart_extent_add(extent, chart->lines[i].y[j]);
    for (size_t i = 0; i < chart->band.count; i++) {
        chart_extent_add(extent, chart->band.lower[i]);
        chart_extent_add(extent, chart->band.upper[i]);
    }
}

static struct chart_scale y_scale(const struct chart *chart)
{
    struct chart_extent extent = { .any = false };
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        if (!drawing_has(point))
            continue;
        chart_extent_add(&extent, point->y);
        if (point->has_limits) {
            chart_extent_add(&extent, point->lower);
            chart_extent_add(&extent, point->upper);
        }
    }
    add_lines(chart, &extent);
    chart_extent_widen(&extent, 0.16, pow(10, -chart->metric->decimals));
    return (struct chart_scale){ .from = extent.least, .to = extent.most };
}

/* Places in time stand even where a period has no figure. */
static struct chart_scale x_scale(const struct chart *chart)
{
    struct chart_extent extent = { .any = false };
    for (size_t i = 0; i < chart->count; i++)
        chart_extent_add(&extent, chart->points[i].x);
    chart_extent_widen(&extent, 0.03, 0);
    return (struct chart_scale){ .from = extent.least, .to = extent.most };
}

static double x_of(const struct chart_drawing *d, size_t i)
{
    return chart_scale_at(&d->x, d->chart->points[i].x);
}

static double y_of(const struct chart_drawing *d, double value)
{
    return chart_scale_at(&d->y, value);
}

static bool band_has(const struct chart_band *band, size_t i)
{
    return isfinite(band->lower[i]) && isfinite(band->upper[i]);
}

/* A piece for each run of periods without a gap; one that stands alone is a stroke. */
static void draw_band(struct chart_drawing *d)
{
    const struct chart_band *band = &d->chart->band;
    for (size_t from = 0, to; from < band->count; from = to + 1) {
        for (to = from; to < band->count && band_has(band, to);)
            to++;
        if (to == from)
            continue;
        for (size_t i = from; i < to; i++) {
            const double x = chart_scale_at(&d->x, band->x[i]);
            if (i == from)
                drawing_move(d, to - from == 1 ? x - 2 : x, y_of(d, band->upper[i]));
            else
                drawing_line_to(d, x, y_of(d, band->upper[i]));
            if (to - from == 1)
                drawing_line_to(d, x + 2, y_of(d, band->upper[i]));
        }
        for (size_t i = to; i-- > from;) {
            const double x = chart_scale_at(&d->x, band->x[i]);
            if (to - from == 1)
                drawing_line_to(d, x + 2, y_of(d, band->lower[i]));
            drawing_line_to(d, to - from == 1 ? x - 2 : x, y_of(d, band->lower[i]));
        }
        text_buffer_put(&d->path, text_of("z"));
    }
    drawing_path(d, drawing_band_pen());
}

static void draw_limits(struct chart_drawing *d)
{
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (!drawing_has(point) || !point->has_limits)
            continue;
        drawing_move(d, x_of(d, i), y_of(d, point->lower));
        drawing_line_to(d, x_of(d, i), y_of(d, point->upper));
    }
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_THIS, .width = 1.5 });
}

static void draw_line(struct chart_drawing *d)
{
    bool open = false;
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        const bool has = drawing_has(point);
        if (has && open && !point->breaks)
            drawing_line_to(d, x_of(d, i), y_of(d, point->y));
        else if (has)
            drawing_move(d, x_of(d, i), y_of(d, point->y));
        open = has;
    }
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_THIS, .width = 2.5 });
}

/* Where figures before and after are not comparable. */
static void draw_breaks(struct chart_drawing *d)
{
    for (size_t i = 1; i < d->chart->count; i++) {
        const double x = (x_of(d, i) + x_of(d, i - 1)) / 2;
        if (!d->chart->points[i].breaks)
            continue;
        drawing_move(d, x, d->y.start);
        drawing_line_to(d, x, d->y.end);
    }
    drawing_path(d, drawing_break_pen());
}

static void draw_points(struct chart_drawing *d)
{
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (!drawing_has(point))
            continue;
        struct drawing_pen pen = *(d->chart->kind == CHART_CONTROL && point->special
                                       ? drawing_special_pen()
                                       : drawing_mark_pen(CHART_THIS));
        pen.title = drawing_point_title(d, point, point->y);
        drawing_dot(d, x_of(d, i), y_of(d, point->y));
        drawing_path(d, &pen);
        if (!point->provisional)
            continue;
        drawing_dot(d, x_of(d, i), y_of(d, point->y));
        drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_GROUND,
                                               .width = 5,
                                               .end = END_ROUND,
                                               .title = pen.title });
    }
}

/* Where a text stands beside a point: on the side that its line does not come from, if
 * there is room. */
static double beside(const struct chart_drawing *d, const struct chart_point *point,
                     bool from_above)
{
    const double above = y_of(d, point->has_limits ? point->upper : point->y) - 9;
    const double below = y_of(d, point->has_limits ? point->lower : point->y) + 19;
    const bool fits_above = above - 10 >= d->y.end, fits_below = below + 3 <= d->y.start;
    return (from_above && fits_below) || !fits_above ? below : above;
}

/* The newest figure in full. */
static void draw_last(struct chart_drawing *d)
{
    const struct chart_point *last = NULL, *before = NULL;
    for (size_t i = 0; i < d->chart->count; i++)
        if (drawing_has(&d->chart->points[i])) {
            before = last;
            last = &d->chart->points[i];
        }
    if (last == NULL)
        return;
    const struct text text = chart_label_number(d->arena, d->chart->metric, last->y);
    const double half = chart_label_width(text, DRAWING_SIZE, true) / 2;
    const double at = drawing_pixels(chart_scale_at(&d->x, last->x));
    drawing_text(d,
                 &(struct drawing_words){
                     .x = drawing_per_cent(fmin(at, CHART_NARROW - half)),
                     .y = beside(d, last, before != NULL && before->y > last->y),
                     .anchor = CHART_ANCHOR_MIDDLE,
                     .colour = COLOUR_THIS,
                     .size = DRAWING_SIZE,
                     .strong = true,
                     .halo = true },
                 text);
}

/* Writes the name of a period where it touches none of those written; `used` has for each
 * pixel across whether a name is there. */
static void name_period(struct chart_drawing *d, size_t i, bool *used)
{
    const struct text name = chart_label_cut(d->arena, d->chart->points[i].name,
                                             DRAWING_SMALL, false, CHART_NARROW / 2.0);
    const double width = chart_label_width(name, DRAWING_SMALL, false);
    const double at =
        fmax(width / 2, fmin(drawing_pixels(x_of(d, i)), CHART_NARROW - width / 2));
    const size_t from = (size_t)fmax(at - width / 2 - 4, 0),
                 to = (size_t)fmin(at + width / 2 + 4, CHART_NARROW);
    for (size_t k = from; k < to; k++)
        if (used[k])
            return;
    for (size_t k = from; k < to; k++)
        used[k] = true;
    drawing_text(d,
                 &(struct drawing_words){ .x = drawing_per_cent(at),
                                          .y = d->y.start + 18,
                                          .anchor = CHART_ANCHOR_MIDDLE,
                                          .colour = COLOUR_INK,
                                          .size = DRAWING_SMALL },
                 name);
}

/* The newest, the first, and between them those that there is room for. */
static void draw_periods(struct chart_drawing *d)
{
    bool used[CHART_NARROW + 1] = { false };
    const size_t count = d->chart->count;
    drawing_plane(d);
    for (size_t i = 0; i < count; i++) {
        drawing_move(d, x_of(d, i), d->y.start);
        drawing_line_to(d, x_of(d, i), d->y.start + 5);
    }
    drawing_move(d, d->x.start - 3, d->y.start);
    drawing_line_to(d, 100, d->y.start);
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_LIMIT, .width = 1 });
    drawing_plane_end(d);
    if (count > 0)
        name_period(d, count - 1, used);
    for (size_t i = 0; i + 1 < count; i++)
        name_period(d, i, used);
    d->down = d->y.start + 24;
}

void drawing_series(struct chart_drawing *d)
{
    d->y = y_scale(d->chart);
    d->x = x_scale(d->chart);
    drawing_y_axis(d, HEIGHT);
    drawing_plane(d);
    draw_band(d);
    draw_breaks(d);
    drawing_lines(d);
    draw_limits(d);
    draw_line(d);
    draw_points(d);
    drawing_plane_end(d);
    draw_last(d);
    draw_periods(d);
}
