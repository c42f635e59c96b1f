/* What the signs on a chart mean, above it: one after the other, in as many rows as it
 * takes on a narrow screen. */
#include "page/chart_drawing.h"

enum { SIGN = 24, BETWEEN = 14, ROW = 20, NEXT_LINE = 16, MOST_LINES = 3 };

enum sign { SIGN_DIAMOND, SIGN_MARK, SIGN_HOLLOW, SIGN_BAND, SIGN_LINE, SIGN_BREAK };

struct key {
    struct chart_drawing *d;
    double x; /* pixels that the open row has used */
};

/* Inside a sign a unit across is a pixel; in a plane it is one in a file of its own
 * alone, else a hundredth of a per cent. */
static double across(const struct chart_drawing *d, double pixels)
{
    return d->alone ? 100 * pixels / DRAWING_ALONE : pixels / 100;
}

static void draw_sign(struct chart_drawing *d, enum sign sign,
                      const struct drawing_pen *pen, double y)
{
    switch (sign) {
    case SIGN_DIAMOND:
        drawing_diamond(d, 0, y, text_of(""));
        return;
    case SIGN_MARK:
    case SIGN_HOLLOW:
        drawing_dot(d, 0, y);
        break;
    case SIGN_BAND:
        drawing_box(d, across(d, -9), y - 6, across(d, 9), y + 6);
        break;
    case SIGN_BREAK:
        drawing_move(d, 0, y - 8);
        drawing_line_to(d, 0, y + 8);
        break;
    case SIGN_LINE:
        drawing_move(d, across(d, -9), y);
        drawing_line_to(d, across(d, 9), y);
        break;
    }
    drawing_path(d, pen);
    if (sign != SIGN_HOLLOW)
        return;
    drawing_dot(d, 0, y);
    drawing_path(d, &(struct drawing_pen){ .stroke = COLOUR_GROUND,
                                           .width = pen->width - 4,
                                           .end = END_ROUND });
}

static void add_sign(struct chart_drawing *d, enum sign sign,
                     const struct drawing_pen *pen, double x)
{
    markup_open(d->markup, "svg");
    markup_attribute(d->markup, "x", arena_print(d->arena, "%.4g%%", x));
    markup_attribute(d->markup, "overflow", text_of("visible"));
    markup_attribute(d->markup, "fill", text_of("none"));
    markup_open(d->markup, "g");
    markup_attribute(d->markup, "transform", text_of("translate(10)"));
    draw_sign(d, sign, pen, d->down + ROW / 2);
    markup_close(d->markup);
    markup_close(d->markup);
}

static void add(struct key *key, enum sign sign, const struct drawing_pen *pen,
                struct text name)
{
    struct chart_drawing *d = key->d;
    const double width = SIGN + chart_label_width(name, DRAWING_SIZE, false);
    if (text_is_empty(name))
        return;
    if (key->x > 0 && key->x + width > CHART_NARROW) {
        key->x = 0;
        d->down += ROW;
    }
    const double x = drawing_per_cent(key->x);
    add_sign(d, sign, pen, x);
    const size_t lines =
        drawing_lines_of_text(d,
                              &(struct drawing_words){ .x = x,
                                                       .y = d->down + ROW / 2 + 4.5,
                                                       .shift = SIGN,
                                                       .colour = COLOUR_INK,
                                                       .size = DRAWING_SIZE },
                              name, CHART_NARROW - SIGN, NEXT_LINE, MOST_LINES);
    d->down += lines > 1 ? NEXT_LINE * (double)(lines - 1) : 0;
    key->x += width + BETWEEN;
}

static bool any(const struct chart *chart, bool (*is)(const struct chart_point *point))
{
    for (size_t i = 0; i < chart->count; i++)
        if (drawing_has(&chart->points[i]) && is(&chart->points[i]))
            return true;
    return false;
}

static bool is_this(const struct chart_point *point)
{
    return point->role == CHART_THIS;
}

static bool is_peer(const struct chart_point *point)
{
    return point->role == CHART_PEER;
}

static bool is_other(const struct chart_point *point)
{
    return point->role == CHART_OTHER;
}

static bool is_provisional(const struct chart_point *point)
{
    return point->provisional;
}

static bool is_break(const struct chart_point *point)
{
    return point->breaks;
}

static bool is_special(const struct chart_point *point)
{
    return point->special;
}

static bool is_over_time(const struct chart *chart)
{
    return chart->kind == CHART_TREND || chart->kind == CHART_CONTROL;
}

static void add_marks(struct key *key, const struct chart *chart)
{
    const bool time = is_over_time(chart);
    if (any(chart, is_this))
        add(key, time ? SIGN_MARK : SIGN_DIAMOND, drawing_mark_pen(CHART_THIS),
            chart->this_name);
    if (any(chart, is_peer))
        add(key, SIGN_MARK, drawing_mark_pen(CHART_PEER), chart->peers_name);
    if (any(chart, is_other) && !time)
        add(key, SIGN_MARK, drawing_mark_pen(CHART_OTHER),
            text_is_empty(chart->others_name) ? text_of("other councils")
                                              : chart->others_name);
    if (time && any(chart, is_provisional))
        add(key, SIGN_HOLLOW, drawing_mark_pen(CHART_THIS), text_of("provisional"));
    if (time && any(chart, is_break))
        add(key, SIGN_BREAK, drawing_break_pen(), text_of("not comparable before"));
    if (chart->kind == CHART_CONTROL && any(chart, is_special))
        add(key, SIGN_MARK, drawing_special_pen(), text_of("more than chance"));
    if (chart->kind == CHART_FUNNEL && any(chart, is_special))
        add(key, SIGN_MARK, drawing_outside_pen(), text_of("beyond the 99.8% limits"));
}

/* Lines without labels of their own; each name once. */
static void add_lines(struct key *key, const struct chart *chart)
{
    for (size_t i = 0; i < chart->line_count; i++) {
        bool had = chart->kind == CHART_STRIP;
        for (size_t j = 0; j < i && !had; j++)
            had = text_equal(chart->lines[i].name, chart->lines[j].name);
        if (!had)
            add(key, SIGN_LINE, drawing_line_pen(chart->lines[i].kind),
                chart->lines[i].name);
    }
}

void drawing_key(struct chart_drawing *d)
{
    struct key key = { .d = d };
    add_marks(&key, d->chart);
    add_lines(&key, d->chart);
    if (d->chart->band.count > 0)
        add(&key, SIGN_BAND, drawing_band_pen(), d->chart->band.name);
    d->down += key.x > 0 ? ROW + 4 : 0;
}
