/* Value against denominator, within limits that narrow. */
#include "page/chart_drawing.h"

#include <math.h>

enum { HEIGHT = 240, MOST_NAMED = 4, ROOM_FOR_NAME = 245, LINE = 15 };

/* Denominators of so many times each other do not fit on an even scale. */
static const double much = 20;

struct box {
    double x, y, width; /* pixels; y: the base line */
};

struct names {
    struct box boxes[MOST_NAMED + 1];
    size_t count;
};

static void find_scales(struct chart_drawing *d)
{
    struct chart_extent x = { .any = false }, y = { .any = false };
    for (size_t i = 0; i < d->chart->count; i++) {
        if (!drawing_has(&d->chart->points[i]))
            continue;
        chart_extent_add(&x, d->chart->points[i].x);
        chart_extent_add(&y, d->chart->points[i].y);
    }
    const struct chart_extent points = y;
    for (size_t i = 0; i < d->chart->line_count; i++)
        for (size_t j = 0; j < d->chart->lines[i].count; j++)
            chart_extent_add(&y, d->chart->lines[i].y[j]);
    /* The mouth of a funnel may be far wider than all that there is. */
    const double span = points.most - points.least;
    if (points.any && isfinite(span)) {
        y.least = fmax(y.least, points.least - span / 2);
        y.most = fmin(y.most, points.most + span / 2);
    }
    chart_extent_widen(&y, 0.06, pow(10, -d->chart->metric->decimals));
    const bool logarithmic = x.any && x.least > 0 && x.most / x.least > much;
    if (!logarithmic)
        chart_extent_widen(&x, 0.04, 0);
    d->x = (struct chart_scale){ .from = logarithmic ? x.least * 0.9 : x.least,
                                 .to = logarithmic ? fmin(x.most * 1.1, 1e308) : x.most,
                                 .logarithmic = logarithmic };
    d->y = (struct chart_scale){ .from = y.least, .to = y.most };
}

static double x_of(const struct chart_drawing *d, const struct chart_point *point)
{
    return chart_scale_at(&d->x, point->x);
}

static double y_of(const struct chart_drawing *d, const struct chart_point *point)
{
    return chart_scale_at(&d->y, point->y);
}

static void draw_marks(struct chart_drawing *d, enum chart_role role)
{
    struct drawing_pen pen = *drawing_mark_pen(role);
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (point->role != role || !drawing_has(point))
            continue;
        drawing_dot(d, x_of(d, point), y_of(d, point));
        if (role != CHART_PEER)
            continue;
        pen.title = drawing_point_title(d, point, point->y);
        drawing_path(d, &pen);
    }
    drawing_path(d, &pen);
}

static bool touches(const struct names *names, struct box box)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct box *other = &names->boxes[i];
        if (box.x < other->x + other->width + 6 && other->x < box.x + box.width + 6 &&
            fabs(box.y - other->y) < LINE)
            return true;
    }
    return false;
}

/* To the right, the left, above or below, whichever is free first. */
static bool find_room(const struct chart_drawing *d, const struct names *names, double x,
                      double y, double away, struct box *box)
{
    const double across[] = { away, -away - box->width, -box->width / 2,
                              -box->width / 2 };
    const double down[] = { 4.5, 4.5, -away, away + 9 };
    const double width = box->width;
    for (size_t i = 0; i < sizeof down / sizeof *down; i++) {
        *box = (struct box){ x + across[i], y + down[i], width };
        if (box->x >= drawing_pixels(d->x.start) && box->x + width <= CHART_NARROW &&
            box->y - 8 >= d->y.end && box->y + 4 <= d->y.start && !touches(names, *box))
            return true;
    }
    return false;
}

static void name_point(struct chart_drawing *d, struct names *names,
                       const struct chart_point *point)
{
    const bool this = point->role == CHART_THIS;
    const struct text text =
        chart_label_cut(d->arena, point->name, DRAWING_SMALL, this, ROOM_FOR_NAME);
    const double x = drawing_pixels(x_of(d, point)), y = y_of(d, point);
    struct box box = { .width = chart_label_width(text, DRAWING_SMALL, this) };
    if (!find_room(d, names, x, y, this ? 12 : 7, &box))
        return;
    names->boxes[names->count++] = box;
    drawing_text(d,
                 &(struct drawing_words){ .x = drawing_per_cent(x),
                                          .y = box.y,
                                          .shift = box.x - x,
                                          .colour = this ? COLOUR_THIS : COLOUR_INK,
                                          .size = DRAWING_SMALL,
                                          .strong = this,
                                          .halo = true },
                 text);
}

static double distance(const struct chart_drawing *d, const struct chart_point *point)
{
    const double middle = d->chart->line_count > 0 && d->chart->lines[0].count == 1
                              ? d->chart->lines[0].y[0]
                              : 0;
    return fabs(y_of(d, point) - chart_scale_at(&d->y, middle));
}

/* The furthest from the target of those outside that is nearer than `within`, a later one
 * of those at the same distance left for the next. */
static const struct chart_point *next_outside(const struct chart_drawing *d,
                                              const bool *named)
{
    const struct chart_point *found = NULL;
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (drawing_has(point) && point->special && point->role != CHART_THIS &&
            !named[i] && (found == NULL || distance(d, point) > distance(d, found)))
            found = point;
    }
    return found;
}

static void draw_names(struct chart_drawing *d)
{
    struct names names = { .count = 0 };
    bool *named = arena_take(d->arena, d->chart->count + 1);
    memset(named, 0, d->chart->count + 1);
    for (size_t i = 0; i < d->chart->count; i++)
        if (d->chart->points[i].role == CHART_THIS && drawing_has(&d->chart->points[i])) {
            drawing_diamond(
                d, x_of(d, &d->chart->points[i]), y_of(d, &d->chart->points[i]),
                drawing_point_title(d, &d->chart->points[i], d->chart->points[i].y));
            if (names.count == 0)
                name_point(d, &names, &d->chart->points[i]);
        }
    for (size_t i = 0; i < MOST_NAMED; i++) {
        const struct chart_point *point = next_outside(d, named);
        if (point == NULL)
            return;
        named[point - d->chart->points] = true;
        name_point(d, &names, point);
    }
}

/* Squares for those outside, whose place says it too. */
static void draw_outside(struct chart_drawing *d)
{
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (point->special && point->role != CHART_THIS && drawing_has(point))
            drawing_dot(d, x_of(d, point), y_of(d, point));
    }
    drawing_path(d, drawing_outside_pen());
}

void drawing_funnel(struct chart_drawing *d)
{
    find_scales(d);
    const struct chart_scale x = d->x;
    drawing_y_axis(d, HEIGHT);
    d->x.from = x.from;
    d->x.to = x.to;
    d->x.logarithmic = x.logarithmic;
    drawing_plane(d);
    drawing_lines(d);
    draw_marks(d, CHART_OTHER);
    draw_marks(d, CHART_PEER);
    draw_outside(d);
    drawing_plane_end(d);
    draw_names(d);
    drawing_x_axis(d, d->y.start, d->chart->x_name);
}
