/* Ranks with intervals, a rung for each council. */
#include "page/chart_drawing.h"

#include <math.h>

enum { MOST_NAMED = 48, THIN_RUNG = 6, LINE = 14, MOST_LINES = 3, ROOM_FOR_NAME = 140 };

struct ladder {
    struct chart_drawing *d;
    bool named; /* each rung has its name */
};

static bool is_named(const struct ladder *l, const struct chart_point *point)
{
    return l->named || point->role == CHART_THIS;
}

/* How many lines its name takes. */
static size_t lines_of(const struct ladder *l, const struct chart_point *point)
{
    struct text rest = point->name;
    size_t lines = 1;
    while (lines < MOST_LINES &&
           !text_is_empty(chart_label_line(l->d->arena, &rest, DRAWING_SMALL,
                                           point->role == CHART_THIS, ROOM_FOR_NAME)) &&
           !text_is_empty(text_trim(rest)))
        lines++;
    return lines;
}

static double rung_of(const struct ladder *l, const struct chart_point *point)
{
    return is_named(l, point)
               ? LINE * (double)lines_of(l, point) + (point->role == CHART_THIS ? 6 : 3)
               : THIN_RUNG;
}

static void draw_rung(const struct ladder *l, const struct chart_point *point, double y)
{
    struct chart_drawing *d = l->d;
    struct drawing_pen pen = *drawing_mark_pen(point->role);
    const double x = chart_scale_at(&d->x, point->x);
    if (point->has_limits) {
        drawing_move(d, chart_scale_at(&d->x, point->lower), y);
        drawing_line_to(d, chart_scale_at(&d->x, point->upper), y);
        drawing_path(d,
                     &(struct drawing_pen){ .stroke = pen.stroke,
                                            .width = point->role == CHART_THIS ? 4 : 2 });
    }
    if (point->role == CHART_THIS)
        return;
    pen.title = arena_print(
        d->arena, "%.*s: %.*s",
        TEXT_ARGS(chart_label_cut(d->arena, point->name, DRAWING_SIZE, false, 600)),
        TEXT_ARGS(chart_label_plain(d->arena, 0, point->x)));
    pen.width = l->named ? pen.width : pen.width - 2;
    drawing_dot(d, x, y);
    drawing_path(d, &pen);
}

static void draw_name(const struct ladder *l, const struct chart_point *point, double y)
{
    struct chart_drawing *d = l->d;
    const bool this = point->role == CHART_THIS;
    if (this)
        drawing_diamond(d, chart_scale_at(&d->x, point->x), y, text_of(""));
    if (!is_named(l, point))
        return;
    drawing_lines_of_text(d,
                          &(struct drawing_words){
                              .x = d->x.start,
                              .y = y + 4.5 - LINE * (double)(lines_of(l, point) - 1) / 2,
                              .shift = -12,
                              .anchor = CHART_ANCHOR_END,
                              .colour = this ? COLOUR_THIS : COLOUR_INK,
                              .size = DRAWING_SMALL,
                              .strong = this },
                          point->name, ROOM_FOR_NAME, LINE, MOST_LINES);
}

static void find_scale(struct chart_drawing *d)
{
    struct chart_extent extent = { .any = false };
    for (size_t i = 0; i < d->chart->count; i++) {
        const struct chart_point *point = &d->chart->points[i];
        if (!drawing_has(point))
            continue;
        chart_extent_add(&extent, point->x);
        chart_extent_add(&extent, point->has_limits ? point->lower : point->x);
        chart_extent_add(&extent, point->has_limits ? point->upper : point->x);
    }
    chart_extent_widen(&extent, 0, 0.5);
    d->x = (struct chart_scale){ extent.least, extent.most,
                                 drawing_per_cent(ROOM_FOR_NAME + 12), 97, false };
}

/* In the order of the points. */
static double draw_rungs(const struct ladder *l, bool names)
{
    double y = l->d->down + 4;
    for (size_t i = 0; i < l->d->chart->count; i++) {
        const struct chart_point *point = &l->d->chart->points[i];
        if (!drawing_has(point))
            continue;
        const double rung = rung_of(l, point);
        if (names)
            draw_name(l, point, y + rung / 2);
        else
            draw_rung(l, point, y + rung / 2);
        y += rung;
    }
    return y;
}

void drawing_ladder(struct chart_drawing *d)
{
    const struct ladder ladder = { d, d->chart->count <= MOST_NAMED };
    find_scale(d);
    drawing_plane(d);
    const double bottom = draw_rungs(&ladder, false);
    drawing_plane_end(d);
    draw_rungs(&ladder, true);
    drawing_x_axis(d, bottom + 4, d->chart->x_name);
}
