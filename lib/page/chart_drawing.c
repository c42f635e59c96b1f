/* What the kinds of chart are drawn with. */
#include "page/chart_drawing.h"

#include <math.h>
#include <stdio.h>

/* Light; in the dark for a file of its own, which no style sheet of a page tells. */
static const struct {
    const char *name, *light, *dark;
} colours[] = {
    [COLOUR_NONE] = { NULL, "none", "none" },
    [COLOUR_INK] = { "ink", "#1d2329", "#e6e9ec" },
    [COLOUR_GROUND] = { "ground", "#ffffff", "#14181d" },
    [COLOUR_GRID] = { "grid", "#ccd2d9", "#3a434d" },
    [COLOUR_THIS] = { "this", "#12436d", "#93c4ee" },
    [COLOUR_PEER] = { "peer", "#1d7d75", "#4fc4ba" },
    [COLOUR_OTHER] = { "other", "#6f7986", "#8d98a4" },
    [COLOUR_BAND] = { "band", "#cfe8e5", "#1d4744" },
    [COLOUR_LINE] = { "line", "#801650", "#f3a6ce" },
    [COLOUR_LIMIT] = { "limit", "#3d3d3d", "#cfd5db" },
    [COLOUR_SPECIAL] = { "special", "#b8460f", "#f7a978" },
};
enum { COLOURS = sizeof colours / sizeof *colours };

static void attribute(struct chart_drawing *d, const char *name, const char *value)
{
    markup_attribute(d->markup, name, text_of(value));
}

static void per_cent(struct chart_drawing *d, const char *name, double value)
{
    markup_attribute(d->markup, name, arena_print(d->arena, "%.4g%%", value));
}

void drawing_colour(struct chart_drawing *d, const char *name, enum chart_colour colour)
{
    if (d->alone || colour == COLOUR_NONE)
        attribute(d, name, colours[colour].light);
    else
        markup_attribute(d->markup, name,
                         arena_print(d->arena, "var(--chart-%s,%s)", colours[colour].name,
                                     colours[colour].light));
}

struct text drawing_dark(struct arena *arena)
{
    struct text style = text_of("");
    for (size_t i = COLOUR_INK; i < COLOURS; i++)
        style = arena_print(arena, "%.*s[fill=\"%s\"]{fill:%s}[stroke=\"%s\"]{stroke:%s}",
                            TEXT_ARGS(style), colours[i].light, colours[i].dark,
                            colours[i].light, colours[i].dark);
    return style;
}

void drawing_text(struct chart_drawing *d, const struct drawing_words *words,
                  struct text text)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    if (text_is_empty(text) || d->measuring)
        return;
    markup_open(d->markup, "text");
    per_cent(d, "x", words->x);
    if (words->shift != 0)
        markup_number(d->markup, "dx", words->shift);
    markup_number(d->markup, "y", words->y);
    if (words->anchor != CHART_ANCHOR_START)
        attribute(d, "text-anchor", anchors[words->anchor]);
    if (words->colour != COLOUR_INK)
        drawing_colour(d, "fill", words->colour);
    if (words->size != DRAWING_SIZE)
        markup_number(d->markup, "font-size", words->size);
    if (words->strong)
        attribute(d, "font-weight", "700");
    if (words->halo) {
        drawing_colour(d, "stroke", COLOUR_GROUND);
        attribute(d, "stroke-width", "3");
        attribute(d, "paint-order", "stroke");
        attribute(d, "stroke-linejoin", "round");
    }
    markup_text(d->markup, text);
    markup_close(d->markup);
}

size_t drawing_lines_of_text(struct chart_drawing *d, const struct drawing_words *words,
                             struct text text, double room, double row, size_t most)
{
    struct drawing_words at = *words;
    struct text rest = text;
    size_t count = 0;
    while (count < most) {
        const struct text line =
            count + 1 == most
                ? chart_label_cut(d->arena, text_trim(rest), at.size, at.strong, room)
                : chart_label_line(d->arena, &rest, at.size, at.strong, room);
        if (text_is_empty(line))
            break;
        drawing_text(d, &at, line);
        at.y += row;
        count++;
    }
    return count;
}

void drawing_plane(struct chart_drawing *d)
{
    markup_open(d->markup, d->alone ? "g" : "svg");
    if (d->alone) {
        attribute(d, "fill", "none");
        return;
    }
    attribute(d, "width", "100%");
    markup_number(d->markup, "height", 100);
    attribute(d, "viewBox", "0 0 10000 100");
    attribute(d, "preserveAspectRatio", "none");
    attribute(d, "overflow", "visible");
    attribute(d, "fill", "none");
}

void drawing_plane_end(struct chart_drawing *d)
{
    markup_close(d->markup);
}

/* A whole number, or one with a decimal, told in tenths; as short as it can be. Charts
 * have many of them, so this is no printf. */
static void put_tenths(struct chart_drawing *d, long tenths)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long rest = (unsigned long)(tenths < 0 ? -tenths : tenths);
    if (rest % 10 != 0) {
        digits[--at] = (char)('0' + rest % 10);
        digits[--at] = '.';
    }
    rest /= 10;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (tenths < 0)
        digits[--at] = '-';
    text_buffer_put(&d->path, (struct text){ digits + at, sizeof digits - at });
}

/* In a plane one decimal down and none across, where units are small; of a file of its
 * own both are pixels. In capitals a place, in small letters how far from the one before.
 */
static void put_place(struct chart_drawing *d, char command, double x, double y)
{
    const long from_x = d->at_x, from_y = d->at_y;
    const bool relative = command >= 'a';
    d->at_x = d->alone ? lround(x * DRAWING_ALONE / 10) : 10 * lround(100 * x);
    d->at_y = lround(10 * y);
    if (d->measuring)
        return;
    text_buffer_put_byte(&d->path, command);
    put_tenths(d, relative ? d->at_x - from_x : d->at_x);
    text_buffer_put_byte(&d->path, ' ');
    put_tenths(d, relative ? d->at_y - from_y : d->at_y);
}

void drawing_move(struct chart_drawing *d, double x, double y)
{
    put_place(d, 'M', x, y);
}

void drawing_line_to(struct chart_drawing *d, double x, double y)
{
    put_place(d, 'L', x, y);
}

void drawing_dot(struct chart_drawing *d, double x, double y)
{
    put_place(d, d->path.length == 0 ? 'M' : 'm', x, y);
    if (!d->measuring)
        text_buffer_put(&d->path, text_of("h0"));
}

void drawing_box(struct chart_drawing *d, double x, double y, double to_x, double to_y)
{
    put_place(d, 'M', x, y);
    put_place(d, 'L', to_x, y);
    put_place(d, 'L', to_x, to_y);
    put_place(d, 'L', x, to_y);
    if (!d->measuring)
        text_buffer_put(&d->path, text_of("z"));
}

static void put_pen(struct chart_drawing *d, const struct drawing_pen *pen)
{
    static const char *const ends[] = { "butt", "round", "square" };
    if (pen->fill != COLOUR_NONE)
        drawing_colour(d, "fill", pen->fill);
    if (pen->stroke == COLOUR_NONE)
        return;
    drawing_colour(d, "stroke", pen->stroke);
    markup_number(d->markup, "stroke-width", pen->width);
    if (pen->end != END_FLAT)
        attribute(d, "stroke-linecap", ends[pen->end]);
    if (pen->dash != NULL)
        attribute(d, "stroke-dasharray", pen->dash);
}

/* That a stroke is as wide as it says is nothing that a path has from its group. */
static void open_path(struct chart_drawing *d, bool stroked)
{
    markup_open(d->markup, "path");
    markup_attribute(d->markup, "d", (struct text){ d->path.bytes, d->path.length });
    if (stroked)
        attribute(d, "vector-effect", "non-scaling-stroke");
    d->path.length = 0;
}

void drawing_path(struct chart_drawing *d, const struct drawing_pen *pen)
{
    if (d->path.length == 0)
        return;
    open_path(d, pen->stroke != COLOUR_NONE);
    put_pen(d, pen);
    if (!text_is_empty(pen->title))
        markup_element(d->markup, "title", pen->title);
    markup_close(d->markup);
}

void drawing_group(struct chart_drawing *d, const struct drawing_pen *pen)
{
    markup_open(d->markup, "g");
    put_pen(d, pen);
}

void drawing_group_path(struct chart_drawing *d, struct text title)
{
    if (d->path.length == 0)
        return;
    open_path(d, true);
    markup_element(d->markup, "title", title);
    markup_close(d->markup);
}

void drawing_group_end(struct chart_drawing *d)
{
    markup_close(d->markup);
}

const struct drawing_pen *drawing_line_pen(enum chart_line_kind kind)
{
    static const struct drawing_pen pens[] = {
        [CHART_LINE_MEDIAN] = { .stroke = COLOUR_LINE, .width = 2 },
        [CHART_LINE_BENCHMARK] = { .stroke = COLOUR_INK, .width = 2, .dash = "2 4" },
        [CHART_LINE_CENTRE] = { .stroke = COLOUR_LINE, .width = 2 },
        [CHART_LINE_LIMIT] = { .stroke = COLOUR_LIMIT, .width = 1.5, .dash = "7 4" },
        [CHART_LINE_OUTER_LIMIT] = { .stroke = COLOUR_LIMIT, .width = 1.5 },
    };
    return &pens[kind];
}

const struct drawing_pen *drawing_mark_pen(enum chart_role role)
{
    static const struct drawing_pen pens[] = {
        [CHART_OTHER] = { .stroke = COLOUR_OTHER, .width = 6, .end = END_ROUND },
        [CHART_PEER] = { .stroke = COLOUR_PEER, .width = 7, .end = END_SQUARE },
        [CHART_THIS] = { .stroke = COLOUR_THIS, .width = 9, .end = END_ROUND },
    };
    return &pens[role];
}

const struct drawing_pen *drawing_special_pen(void)
{
    static const struct drawing_pen pen = { .stroke = COLOUR_SPECIAL,
                                            .width = 12,
                                            .end = END_SQUARE };
    return &pen;
}

const struct drawing_pen *drawing_outside_pen(void)
{
    static const struct drawing_pen pen = { .stroke = COLOUR_SPECIAL,
                                            .width = 9,
                                            .end = END_SQUARE };
    return &pen;
}

const struct drawing_pen *drawing_break_pen(void)
{
    static const struct drawing_pen pen = { .stroke = COLOUR_SPECIAL,
                                            .width = 1.5,
                                            .dash = "2 3" };
    return &pen;
}

const struct drawing_pen *drawing_band_pen(void)
{
    static const struct drawing_pen pen = { .fill = COLOUR_BAND };
    return &pen;
}

void drawing_diamond(struct chart_drawing *d, double x, double y, struct text title)
{
    markup_open(d->markup, "svg");
    per_cent(d, "x", x);
    markup_number(d->markup, "y", y);
    attribute(d, "overflow", "visible");
    markup_open(d->markup, "path");
    attribute(d, "d", "M0-9 9 0 0 9-9 0z");
    drawing_colour(d, "fill", COLOUR_THIS);
    drawing_colour(d, "stroke", COLOUR_GROUND);
    attribute(d, "stroke-width", "2");
    if (!text_is_empty(title))
        markup_element(d->markup, "title", title);
    markup_close(d->markup);
    markup_close(d->markup);
}

struct text drawing_point_title(struct chart_drawing *d, const struct chart_point *point,
                                double value)
{
    const struct metric *metric = d->chart->metric;
    const struct text name =
        chart_label_cut(d->arena, point->name, DRAWING_SIZE, false, 2 * CHART_NARROW);
    const struct text number = chart_label_number(d->arena, metric, value);
    if (!point->has_limits)
        return arena_print(d->arena, "%.*s: %.*s", TEXT_ARGS(name), TEXT_ARGS(number));
    return arena_print(d->arena, "%.*s: %.*s (%.*s to %.*s)", TEXT_ARGS(name),
                       TEXT_ARGS(number),
                       TEXT_ARGS(chart_label_number(d->arena, metric, point->lower)),
                       TEXT_ARGS(chart_label_number(d->arena, metric, point->upper)));
}

bool drawing_has(const struct chart_point *point)
{
    return !point->missing && isfinite(point->x) && isfinite(point->y);
}
