/* Charts as SVG. */
#include "page/chart_svg.h"

#include <stdlib.h>

#include "page/chart_drawing.h"
#include "page/words.h"

enum { WIDE = 640, TITLE_SIZE = 15, TITLE_ROW = 19, MOST_TITLE_LINES = 8 };

/* After the project's style sheet, which a file of its own is without. */
static const char style_alone[] =
    "text{font-family:system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"Liberation "
    "Sans\",sans-serif}"
    ".narrow{display:none}"
    "@media (max-width:40em){.narrow{display:inline}.wide{display:none}}"
    "@media screen and (prefers-color-scheme:dark){:root{"
    "--chart-ink:#e6e9ec;--chart-ground:#14181d;--chart-grid:#3a434d;"
    "--chart-this:#93c4ee;--chart-peer:#4fc4ba;--chart-other:#7d8894;"
    "--chart-band:#1d4744;--chart-line:#f3a6ce;--chart-limit:#cfd5db;"
    "--chart-special:#f7a978}}";

static void attribute(struct markup *markup, const char *name, const char *value)
{
    markup_attribute(markup, name, text_of(value));
}

/* The next line of whole words that fits, and what is left. */
static struct text next_line(struct text *rest, double room)
{
    size_t end = 0;
    *rest = text_trim(*rest);
    for (size_t i = 0; i <= rest->length; i++) {
        if (i < rest->length && rest->bytes[i] != ' ')
            continue;
        if (end > 0 &&
            (i > 4 * (size_t)room ||
             chart_label_width(text_slice(*rest, 0, i), TITLE_SIZE, true) > room))
            break;
        end = i;
    }
    const struct text line = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end, rest->length);
    return line;
}

static size_t split_title(struct chart_drawing *d, double room, struct text *lines)
{
    struct text rest = text_trim(d->chart->title);
    size_t count = 0;
    while (rest.length > 0 && count < MOST_TITLE_LINES)
        lines[count++] =
            chart_label_cut(d->arena, next_line(&rest, room), TITLE_SIZE, true, room);
    return count;
}

/* Twice, for narrow and wide windows; each ends where the chart begins. */
static void draw_title(struct chart_drawing *d)
{
    static const struct {
        const char *name;
        double room;
    } kinds[] = { { "narrow", CHART_NARROW }, { "wide", WIDE - 24 } };
    struct text lines[MOST_TITLE_LINES];
    const double bottom =
        (double)split_title(d, kinds[0].room, lines) * TITLE_ROW + d->down;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const size_t count = split_title(d, kinds[k].room, lines);
        markup_open(d->markup, "g");
        attribute(d->markup, "class", kinds[k].name);
        for (size_t i = 0; i < count; i++)
            drawing_text(d,
                         &(struct drawing_words){
                             .y = bottom - 5 - TITLE_ROW * (double)(count - 1 - i),
                             .colour = COLOUR_INK,
                             .size = TITLE_SIZE,
                             .strong = true },
                         lines[i]);
        markup_close(d->markup);
    }
    d->down = bottom + 6;
}

static void draw(struct chart_drawing *d, bool alone)
{
    d->down = alone ? 4 : 0;
    if (alone)
        draw_title(d);
    drawing_key(d);
    switch (d->chart->kind) {
    case CHART_STRIP:
        drawing_strip(d);
        break;
    case CHART_TREND:
    case CHART_CONTROL:
        drawing_series(d);
        break;
    case CHART_FUNNEL:
        drawing_funnel(d);
        break;
    case CHART_LADDER:
        drawing_ladder(d);
        break;
    }
}

/* How high it is shows only when it has been drawn. */
static double height_of(const struct chart *chart, struct arena *arena, bool alone)
{
    struct text_buffer nowhere = { 0 };
    struct markup markup;
    struct chart_drawing d = { .markup = &markup, .chart = chart, .arena = arena };
    markup_init(&markup, &nowhere);
    draw(&d, alone);
    free(nowhere.bytes);
    free(d.path.bytes);
    return d.down + (alone ? 8 : 0);
}

static void open_root(struct markup *markup, bool alone, double height)
{
    markup_open(markup, "svg");
    if (alone) {
        attribute(markup, "xmlns", "http://www.w3.org/2000/svg");
        attribute(markup, "style", "max-width:100%");
    }
    if (alone)
        markup_number(markup, "width", WIDE);
    else
        attribute(markup, "width", "100%");
    markup_number(markup, "height", height);
    attribute(markup, "role", "img");
    attribute(markup, "fill", "var(--chart-ink,#1d2329)");
    markup_number(markup, "font-size", DRAWING_SIZE);
}

static void name(struct markup *markup, const struct chart *chart, struct arena *arena,
                 struct text id)
{
    const struct text title = arena_print(arena, "%.*s-title", TEXT_ARGS(id));
    const struct text desc = arena_print(arena, "%.*s-desc", TEXT_ARGS(id));
    markup_attribute(markup, "aria-labelledby",
                     arena_print(arena, "%.*s %.*s", TEXT_ARGS(title), TEXT_ARGS(desc)));
    markup_open(markup, "title");
    markup_attribute(markup, "id", title);
    markup_text(markup, chart->title);
    markup_close(markup);
    markup_open(markup, "desc");
    markup_attribute(markup, "id", desc);
    markup_text(markup, chart->description);
    markup_close(markup);
}

/* A margin about a chart that no page gives one. */
static void open_frame(struct markup *markup)
{
    markup_open(markup, "style");
    markup_verbatim(markup, text_of(style_alone));
    markup_close(markup);
    markup_open(markup, "rect");
    attribute(markup, "width", "100%");
    attribute(markup, "height", "100%");
    attribute(markup, "fill", "var(--chart-ground,#ffffff)");
    markup_close(markup);
    markup_open(markup, "svg");
    attribute(markup, "x", "2.5%");
    attribute(markup, "width", "95%");
    attribute(markup, "overflow", "visible");
}

void chart_svg(struct markup *markup, const struct chart *chart, struct text id,
               bool alone)
{
    struct arena arena;
    struct chart_drawing d = { .markup = markup, .chart = chart, .arena = &arena };
    arena_init(&arena);
    open_root(markup, alone, height_of(chart, &arena, alone));
    name(markup, chart, &arena, id);
    if (alone)
        open_frame(markup);
    draw(&d, alone);
    if (alone)
        markup_close(markup);
    markup_close(markup);
    free(d.path.bytes);
    arena_release(&arena);
}
