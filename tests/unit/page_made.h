/* A document of any shape, made from bytes: each says what comes next and what its texts
 * are. Made `plain` it has the same shape and no text but x, so that the two differ in
 * markup only where a text became markup. */
#ifndef OFLOG_TESTS_UNIT_PAGE_MADE_H
#define OFLOG_TESTS_UNIT_PAGE_MADE_H

#include <stdint.h>

#include "page/address.h"
#include "page/chart_table.h"
#include "page/document.h"

enum { PAGE_MADE_DEEPEST = 12, PAGE_MADE_MOST = 4 };

struct page_made {
    struct document document;
    const uint8_t *bytes;
    size_t left;
    bool plain;
    size_t depth;
};

static uint8_t page_made_byte(struct page_made *made)
{
    if (made->left == 0)
        return 0;
    made->left--;
    return *made->bytes++;
}

/* White space stays, as it may be cut off. */
static struct text page_made_plain(struct page_made *made, struct text text)
{
    char *bytes = arena_take_bytes(&made->document.arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = text_is_space(text.bytes[i]) ? text.bytes[i] : 'x';
    return (struct text){ bytes, text.length };
}

static struct text page_made_hostile(struct page_made *made)
{
    const size_t wanted = page_made_byte(made);
    const size_t length = wanted < made->left ? wanted : made->left;
    const struct text text = { (const char *)made->bytes, length };
    made->bytes += length;
    made->left -= length;
    return text;
}

static struct text page_made_text(struct page_made *made)
{
    const struct text text = page_made_hostile(made);
    return made->plain ? page_made_plain(made, text) : text;
}

/* Where one leads, the other does. */
static struct document_target page_made_target(struct page_made *made)
{
    const enum document_target_kind kind = page_made_byte(made) % (DOCUMENT_TO_WEB + 1);
    const struct text name = page_made_hostile(made);
    struct text address = name;
    if (!made->plain)
        return document_to(kind, name);
    if (kind == DOCUMENT_TO_SECTION) {
        char *bytes = arena_take_bytes(&made->document.arena, name.length + 1);
        bytes[0] = '#';
        if (name.length > 0)
            memcpy(bytes + 1, name.bytes, name.length);
        address = (struct text){ bytes, name.length + 1 };
    }
    if (!address_is_safe(address))
        return document_to(kind, text_of(" "));
    if (kind == DOCUMENT_TO_WEB && !text_starts_with(name, text_of("http://")) &&
        !text_starts_with(name, text_of("https://")))
        return document_to(kind, text_of(" "));
    return document_to(kind, text_of(kind == DOCUMENT_TO_WEB ? "https://x" : "x"));
}

static double page_made_number(struct page_made *made)
{
    static const double scales[] = { 1e-3, 0.01, 1, 1, 1, 100, 1e6, 1e12 };
    const int whole = page_made_byte(made) - 128;
    return whole * scales[page_made_byte(made) % (sizeof scales / sizeof *scales)];
}

static void page_made_row(struct page_made *made, struct document_table *table)
{
    struct document_row *row = document_table_row(table);
    row->mark = page_made_byte(made) % (DOCUMENT_BENCHMARK + 1);
    row->group = page_made_text(made);
    row->peers = page_made_text(made);
    for (size_t c = 0; c < table->column_count; c++)
        row->cells[c] = (struct document_cell){
            .text = page_made_text(made),
            .target = page_made_target(made),
            .tone = page_made_byte(made) % (DOCUMENT_TONE_MISSING + 1),
            .has_number = page_made_byte(made) % 2 == 1,
            .number = page_made_number(made),
        };
}

static void page_made_table(struct page_made *made)
{
    struct document_table *table = document_table(&made->document, page_made_text(made));
    const size_t columns = 1 + page_made_byte(made) % PAGE_MADE_MOST;
    const size_t rows = page_made_byte(made) % PAGE_MADE_MOST;
    table->searched = page_made_byte(made) % 2 == 1;
    for (size_t c = 0; c < columns; c++) {
        const struct text head = page_made_text(made);
        document_table_column(
            &made->document, table,
            arena_print(&made->document.arena, "%.*s", TEXT_ARGS(head)).bytes,
            page_made_byte(made) % 2 == 1, page_made_byte(made) % 2 == 1);
    }
    for (size_t r = 0; r < rows; r++)
        page_made_row(made, table);
}

/* Lines and a band through the points, with texts of their own. */
static void page_made_lines(struct page_made *made, struct chart *chart, double *x,
                            double *y)
{
    struct arena *arena = &made->document.arena;
    const bool across = chart->kind == CHART_STRIP || chart->kind == CHART_LADDER;
    chart->line_count = page_made_byte(made) % PAGE_MADE_MOST;
    chart->lines = arena_take(arena, PAGE_MADE_MOST * sizeof *chart->lines);
    for (size_t i = 0; i < chart->line_count; i++)
        chart->lines[i] =
            (struct chart_line){ page_made_byte(made) % (CHART_LINE_OUTER_LIMIT + 1),
                                 page_made_text(made), across ? 1 : chart->count, x, y };
    chart->band.name = page_made_text(made);
    if (chart->count > 0 && page_made_byte(made) % 2 == 1)
        chart->band = (struct chart_band){ chart->band.name, across ? 1 : chart->count,
                                           across ? NULL : x, y, y };
}

static void page_made_chart(struct page_made *made)
{
    static const struct metric metric = { .id = { "m", 1 },
                                          .unit = { "percent", 7 },
                                          .decimals = 1 };
    struct arena *arena = &made->document.arena;
    struct chart *chart = arena_take(arena, sizeof *chart);
    double *x = arena_take(arena, 2 * PAGE_MADE_MOST * sizeof *x);
    double *y = arena_take(arena, 2 * PAGE_MADE_MOST * sizeof *y);
    *chart = (struct chart){ .kind = page_made_byte(made) % (CHART_LADDER + 1),
                             .title = page_made_text(made),
                             .description = page_made_text(made),
                             .x_name = page_made_text(made),
                             .y_name = page_made_text(made),
                             .metric = &metric,
                             .this_name = page_made_text(made),
                             .peers_name = page_made_text(made),
                             .others_name = page_made_text(made) };
    chart->count = page_made_byte(made) % (2 * PAGE_MADE_MOST);
    chart->points = arena_take(arena, 2 * PAGE_MADE_MOST * sizeof *chart->points);
    for (size_t i = 0; i < chart->count; i++) {
        const uint8_t flags = page_made_byte(made);
        x[i] = (double)i;
        y[i] = page_made_number(made);
        chart->points[i] = (struct chart_point){ .x = y[i],
                                                 .y = y[i],
                                                 .has_limits = (flags & 1) != 0,
                                                 .lower = y[i] - 1,
                                                 .upper = y[i] + 1,
                                                 .name = page_made_text(made),
                                                 .role = flags / 2 % (CHART_THIS + 1),
                                                 .special = (flags & 16) != 0,
                                                 .missing = (flags & 32) != 0,
                                                 .breaks = (flags & 64) != 0,
                                                 .provisional = (flags & 128) != 0 };
    }
    if (chart->kind != CHART_STRIP && chart->kind != CHART_LADDER)
        for (size_t i = 0; i < chart->count; i++)
            chart->points[i].x = x[i];
    page_made_lines(made, chart, x, y);
    document_chart(&made->document, chart);
    chart_table(&made->document, chart, page_made_text(made));
}

static void page_made_open(struct page_made *made, enum document_kind kind)
{
    struct document *document = &made->document;
    const enum document_role role = page_made_byte(made) % (DOCUMENT_CONCERN + 1);
    const struct text title = page_made_text(made);
    if (made->depth == PAGE_MADE_DEEPEST)
        return;
    made->depth++;
    if (kind == DOCUMENT_SECTION)
        document_section(document, role, page_made_text(made), title);
    else
        document_open(document, kind, role, title);
    document_comparison(document, page_made_text(made));
}

static void page_made_span(struct page_made *made)
{
    struct document *document = &made->document;
    const uint8_t kind = page_made_byte(made);
    const struct text text = page_made_text(made);
    switch (kind % 4) {
    case 0:
        document_say(document, text);
        break;
    case 1:
        document_say_strong(document, text);
        break;
    case 2:
        document_say_verdict(document, kind / 4 % (DOCUMENT_TONE_MISSING + 1), text);
        break;
    case 3:
        document_link(document, page_made_target(made), text);
        break;
    }
}

static void page_made_next(struct page_made *made)
{
    static const enum document_kind kinds[] = { DOCUMENT_SECTION, DOCUMENT_PARAGRAPH,
                                                DOCUMENT_LIST,    DOCUMENT_ITEM,
                                                DOCUMENT_FACTS,   DOCUMENT_FACT,
                                                DOCUMENT_ASIDE,   DOCUMENT_DETAILS };
    const size_t count = sizeof kinds / sizeof *kinds;
    const size_t what = page_made_byte(made) % (count + 8);
    if (what < count) {
        page_made_open(made, kinds[what]);
    } else if (what < count + 2) {
        if (made->depth > 0) {
            made->depth--;
            document_close(&made->document);
        }
    } else if (what == count + 2) {
        const struct text figure = page_made_text(made);
        document_headline(&made->document, figure, page_made_text(made));
    } else if (what == count + 3) {
        page_made_table(made);
    } else if (what == count + 4) {
        page_made_chart(made);
    } else {
        page_made_span(made);
    }
}

/* Released with document_release(&made->document). */
static void page_make(struct page_made *made, const uint8_t *bytes, size_t size,
                      bool plain)
{
    *made = (struct page_made){ .bytes = bytes, .left = size, .plain = plain };
    const struct text title = page_made_hostile(made);
    const struct text note = page_made_hostile(made);
    const struct text licence = page_made_hostile(made);
    document_init(&made->document, text_of(""), text_of(""));
    made->document.root->title = plain ? page_made_plain(made, title) : title;
    made->document.root->note = plain ? page_made_plain(made, note) : note;
    made->document.licence = plain ? page_made_plain(made, licence) : licence;
    while (made->left > 0)
        page_made_next(made);
}

/* A resolver that says what strangers wrote. */
static struct text page_made_address(void *state, struct document_target target)
{
    (void)state;
    return target.name;
}

#endif
