/* Charts as SVG. */
#include "page/chart_svg.h"

#include <stdlib.h>

#include "page/chart_drawing.h"
#include "page/words.h"

enum { WIDE = 640, TITLE_SIZE = 15, TITLE_ROW = 19, MOST_TITLE_LINES = 8, MARGIN = 8 };

/* After the project's style sheet, which a file of its own is without. */
static const char style_alone[] =
    "text{font-family:system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"Liberation "
    "Sans\",sans-serif}"
    ".narrow{display:none}"
    "svg:root{background:var(--chart-ground,#fff)}"
    "@media screen and (prefers-color-scheme:dark){svg:root{"
    "--chart-ink:#e6e9ec;--chart-ground:#14181d;--chart-grid:#3a434d;"
    "--chart-this:#93c4ee;--chart-peer:#4fc4ba;--chart-other:#8d98a4;"
    "--chart-band:#1d4744;--chart-line:#f3a6ce;--chart-limit:#cfd5db;"
    "--chart-special:#f7a978}}";

static void attribute(struct markup *markup, const char *name, const char *value)
{
    markup_attribute(markup, name, text_of(value));
}

/* The title in lines as long as a narrow or a wide window lets them be. */
static void draw_title(struct chart_drawing *d, bool narrow)
{
    markup_open(d->markup, "g");
    attribute(d->markup, "class", narrow ? "narrow" : "wide");
    const size_t lines =
        drawing_lines_of_text(d,
                              &(struct drawing_words){ .y = d->down + TITLE_ROW - 5,
                                                       .colour = COLOUR_INK,
                                                       .size = TITLE_SIZE,
                                                       .strong = true },
                              d->chart->title, narrow ? CHART_NARROW : WIDE * 0.95,
                              TITLE_ROW, MOST_TITLE_LINES);
    d->down += TITLE_ROW * (double)lines + 6;
    markup_close(d->markup);
}

static void draw_chart(struct chart_drawing *d)
{
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
struct heights {
    double chart, wide_title, narrow_title;
};

static struct heights measure(const struct chart *chart, struct arena *arena)
{
    struct text_buffer nowhere = { 0 };
    struct markup markup;
    struct chart_drawing d = { .markup = &markup, .chart = chart, .arena = arena };
    struct heights heights;
    markup_init(&markup, &nowhere);
    draw_chart(&d);
    heights.chart = d.down;
    d.down = 0;
    draw_title(&d, false);
    heights.wide_title = d.down;
    d.down = 0;
    draw_title(&d, true);
    heights.narrow_title = d.down;
    free(nowhere.bytes);
    free(d.path.bytes);
    return heights;
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

/* In a narrow window the title takes more lines, and all below it moves down. */
static void style(struct chart_drawing *d, const struct heights *heights)
{
    markup_open(d->markup, "style");
    markup_verbatim(
        d->markup,
        arena_print(
            d->arena,
            "%s@media (max-width:639px){.narrow{display:inline}.wide{display:none}"
            "svg:root{height:%.0fpx}.below{transform:translateY(%.0fpx)}}",
            style_alone, heights->chart + heights->narrow_title + 2 * MARGIN,
            heights->narrow_title - heights->wide_title));
    markup_close(d->markup);
}

/* With its title above it, and a margin that no page gives it. */
static void draw_alone(struct chart_drawing *d, const struct heights *heights)
{
    style(d, heights);
    markup_open(d->markup, "rect");
    attribute(d->markup, "width", "100%");
    attribute(d->markup, "height", "100%");
    attribute(d->markup, "fill", "var(--chart-ground,#ffffff)");
    markup_close(d->markup);
    markup_open(d->markup, "svg");
    attribute(d->markup, "x", "2.5%");
    attribute(d->markup, "width", "95%");
    attribute(d->markup, "overflow", "visible");
    d->down = MARGIN;
    draw_title(d, true);
    d->down = MARGIN;
    draw_title(d, false);
    markup_open(d->markup, "g");
    attribute(d->markup, "class", "below");
    draw_chart(d);
    markup_close(d->markup);
    markup_close(d->markup);
}

void chart_svg(struct markup *markup, const struct chart *chart, struct text id,
               bool alone)
{
    struct arena arena;
    struct chart_drawing d = { .markup = markup, .chart = chart, .arena = &arena };
    arena_init(&arena);
    const struct heights heights = measure(chart, &arena);
    open_root(markup, alone,
              alone ? heights.chart + heights.wide_title + 2 * MARGIN : heights.chart);
    name(markup, chart, &arena, id);
    if (alone)
        draw_alone(&d, &heights);
    else
        draw_chart(&d);
    markup_close(markup);
    free(d.path.bytes);
    arena_release(&arena);
}
