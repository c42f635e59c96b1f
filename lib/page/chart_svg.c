/* Charts as SVG. */
#include "page/chart_svg.h"

#include <math.h>
#include <stdlib.h>

#include "page/chart_drawing.h"
#include "page/words.h"

enum { WIDE = 640, TITLE_SIZE = 15, TITLE_ROW = 19, MOST_TITLE_LINES = 8, MARGIN = 8 };

/* As the project's style sheet has it, which a file of its own is without. */
static const char font_alone[] =
    "text{font-family:system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"Liberation "
    "Sans\",sans-serif}";

static void attribute(struct markup *markup, const char *name, const char *value)
{
    markup_attribute(markup, name, text_of(value));
}

static void draw_title(struct chart_drawing *d)
{
    const size_t lines = drawing_lines_of_text(
        d,
        &(struct drawing_words){ .y = d->down + TITLE_ROW - 5,
                                 .colour = COLOUR_INK,
                                 .size = TITLE_SIZE,
                                 .strong = true },
        d->chart->title, DRAWING_ALONE, TITLE_ROW, MOST_TITLE_LINES);
    d->down += TITLE_ROW * (double)lines + 6;
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

/* With its title above it and a margin, which otherwise a page gives it. */
static void draw_alone(struct chart_drawing *d)
{
    markup_open(d->markup, "rect");
    attribute(d->markup, "width", "100%");
    attribute(d->markup, "height", "100%");
    drawing_colour(d, "fill", COLOUR_GROUND);
    markup_close(d->markup);
    markup_open(d->markup, "svg");
    markup_number(d->markup, "x", (WIDE - DRAWING_ALONE) / 2);
    markup_number(d->markup, "width", DRAWING_ALONE);
    attribute(d->markup, "overflow", "visible");
    d->down = MARGIN;
    draw_title(d);
    draw_chart(d);
    d->down += MARGIN;
    markup_close(d->markup);
}

static void draw(struct chart_drawing *d)
{
    if (d->alone)
        draw_alone(d);
    else
        draw_chart(d);
}

/* How high it is shows only when it has been drawn. */
static double height_of(const struct chart_drawing *drawn)
{
    struct text_buffer nowhere = { 0 };
    struct markup markup;
    struct chart_drawing d = *drawn;
    d.markup = &markup;
    d.measuring = true;
    markup_init(&markup, &nowhere);
    draw(&d);
    free(nowhere.bytes);
    free(d.path.bytes);
    return d.down;
}

/* A file of its own keeps its proportions wherever it is put; in a page it is as wide as
 * the page. */
static void open_root(struct chart_drawing *d)
{
    const double height = height_of(d);
    markup_open(d->markup, "svg");
    if (d->alone) {
        attribute(d->markup, "xmlns", "http://www.w3.org/2000/svg");
        markup_number(d->markup, "width", WIDE);
        markup_attribute(d->markup, "viewBox",
                         arena_print(d->arena, "0 0 %d %.0f", WIDE, ceil(height)));
    } else {
        attribute(d->markup, "width", "100%");
    }
    markup_number(d->markup, "height", ceil(height));
    attribute(d->markup, "role", "img");
    drawing_colour(d, "fill", COLOUR_INK);
    markup_number(d->markup, "font-size", DRAWING_SIZE);
}

/* Read out behind the title, with which a description begins. */
static struct text after_title(const struct chart *chart)
{
    const struct text rest =
        text_slice(chart->description, chart->title.length, chart->description.length);
    return text_starts_with(chart->description, chart->title) &&
                   text_starts_with(rest, text_of(". "))
               ? text_trim(text_slice(rest, 1, rest.length))
               : chart->description;
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
    markup_text(markup, after_title(chart));
    markup_close(markup);
}

static void style(struct chart_drawing *d)
{
    markup_open(d->markup, "style");
    markup_verbatim(d->markup,
                    arena_print(d->arena,
                                "%s@media screen and (prefers-color-scheme:dark){%.*s}",
                                font_alone, TEXT_ARGS(drawing_dark(d->arena))));
    markup_close(d->markup);
}

void chart_svg(struct markup *markup, const struct chart *chart, struct text id,
               bool alone)
{
    struct arena arena;
    struct chart_drawing d = {
        .markup = markup, .chart = chart, .arena = &arena, .alone = alone
    };
    arena_init(&arena);
    open_root(&d);
    name(markup, chart, &arena, id);
    if (alone)
        style(&d);
    draw(&d);
    markup_close(markup);
    free(d.path.bytes);
    arena_release(&arena);
}
