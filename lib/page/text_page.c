/* Plain text as people read it in a terminal. */
#include "page/text_page.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { BETWEEN_COLUMNS = 2 };

struct range {
    uint32_t first, last;
};

static bool lies_in(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].first <= point && point <= ranges[i].last)
            return true;
    return false;
}

#define LIES_IN(ranges, point) lies_in((ranges), sizeof(ranges) / sizeof *(ranges), point)

/* The blocks that matter of Unicode's combining marks, and of East Asian Width W and F.
 * Whatever is in neither takes one column. */
static size_t columns_of(uint32_t point)
{
    static const struct range combining[] = { { 0x0300, 0x036f }, { 0x0483, 0x0489 },
                                              { 0x0591, 0x05bd }, { 0x064b, 0x065f },
                                              { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
                                              { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f },
                                              { 0xfe20, 0xfe2f } };
    static const struct range wide[] = { { 0x1100, 0x115f },   { 0x2e80, 0x303e },
                                         { 0x3041, 0xa4cf },   { 0xac00, 0xd7a3 },
                                         { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },
                                         { 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },
                                         { 0x1f300, 0x1f64f }, { 0x1f900, 0x1f9ff },
                                         { 0x20000, 0x3fffd } };
    if (point < 0x300)
        return 1;
    return LIES_IN(combining, point) ? 0 : LIES_IN(wide, point) ? 2 : 1;
}

/* Copies `t` to `out`, of the same length at least, with '?' for what must not pass and
 * runs of spaces as one. Returns the length. */
static size_t clean(struct text t, char *out)
{
    size_t used = 0;
    for (size_t i = 0, length; i < t.length; i += length) {
        uint32_t point = 0;
        length = utf8_decode(text_slice(t, i, t.length), &point);
        if (length == 0 || !utf8_is_safe(point)) {
            out[used++] = '?';
            length = length == 0 ? 1 : length;
            continue;
        }
        if (point == ' ' && used > 0 && out[used - 1] == ' ')
            continue;
        memcpy(out + used, t.bytes + i, length);
        used += length;
    }
    return used;
}

/* Of clean text. */
static size_t columns_in(struct text t)
{
    size_t columns = 0;
    for (size_t i = 0, length; i < t.length; i += length) {
        uint32_t point = 0;
        length = utf8_decode(text_slice(t, i, t.length), &point);
        columns += columns_of(point);
    }
    return columns;
}

/* How many bytes of clean `t` fill at most `columns`, and at least one character. */
static size_t bytes_within(struct text t, size_t columns)
{
    size_t used = 0, taken = 0;
    while (taken < t.length) {
        uint32_t point = 0;
        const size_t length = utf8_decode(text_slice(t, taken, t.length), &point);
        used += columns_of(point);
        if (used > columns && taken > 0)
            break;
        taken += length;
    }
    return taken;
}

static size_t word_length(struct text t)
{
    const char *space = t.length == 0 ? NULL : memchr(t.bytes, ' ', t.length);
    return space == NULL ? t.length : (size_t)(space - t.bytes);
}

/* Takes the words that fit into `columns` off the front of clean `rest`; a word wider
 * than that is cut or, without `may_cut`, taken whole. False at the end. */
static bool next_line(struct text *rest, size_t columns, bool may_cut, struct text *line)
{
    *rest = text_trim(*rest);
    if (rest->length == 0)
        return false;
    /* No more than fits is looked at: what is cut into many lines may be long. */
    size_t taken =
        word_length(may_cut ? text_slice(*rest, 0, bytes_within(*rest, columns)) : *rest);
    while (taken < rest->length && rest->bytes[taken] == ' ') {
        const struct text after = text_slice(*rest, taken + 1, rest->length);
        const size_t longer = taken + 1 + word_length(after);
        if (columns_in(text_slice(*rest, 0, longer)) > columns)
            break;
        taken = longer;
    }
    *line = text_trim(text_slice(*rest, 0, taken));
    *rest = text_slice(*rest, taken, rest->length);
    return true;
}

void text_page_init(struct text_page *page, size_t width)
{
    *page = (struct text_page){ .width = width };
}

void text_page_release(struct text_page *page)
{
    free(page->bytes);
    *page = (struct text_page){ 0 };
}

struct text text_page_bytes(const struct text_page *page)
{
    return (struct text){ page->bytes, page->used };
}

static void put(struct text_page *page, struct text t)
{
    ARRAY_RESERVE(page->bytes, page->room, page->used + t.length + 1);
    if (t.length > 0)
        memcpy(page->bytes + page->used, t.bytes, t.length);
    page->used += t.length;
}

/* Clean text that has been cut into lines, so that nothing need be held together more. */
static void put_line(struct text_page *page, struct text t)
{
    const struct text no_break = text_of(TEXT_NO_BREAK);
    for (size_t i = 0; i < t.length; i++) {
        const bool held = text_starts_with(text_slice(t, i, t.length), no_break);
        put(page, held ? text_of(" ") : text_slice(t, i, i + 1));
        i += held ? no_break.length - 1 : 0;
    }
}

static void put_times(struct text_page *page, char byte, size_t times)
{
    for (size_t i = 0; i < times; i++)
        put(page, (struct text){ &byte, 1 });
}

static void put_line_end(struct text_page *page)
{
    while (page->used > 0 && page->bytes[page->used - 1] == ' ')
        page->used--;
    put(page, text_of("\n"));
}

void text_page_gap(struct text_page *page)
{
    if (page->used == 0 || (page->used > 1 && page->bytes[page->used - 2] == '\n'))
        return;
    put(page, text_of("\n"));
}

/* Lines of clean text; returns the columns of the longest. */
static size_t put_wrapped(struct text_page *page, size_t indent, size_t hanging,
                          struct text rest)
{
    size_t longest = 0;
    struct text line;
    for (size_t from = indent;; from = hanging) {
        const size_t columns = page->width > from ? page->width - from : 1;
        if (!next_line(&rest, columns, false, &line))
            return longest;
        put_times(page, ' ', from);
        put_line(page, line);
        put_line_end(page);
        longest = columns_in(line) > longest ? columns_in(line) : longest;
    }
}

static size_t put_cleaned(struct text_page *page, size_t indent, size_t hanging,
                          struct text text)
{
    char *bytes = memory_take(text.length + 1, 1);
    const struct text cleaned = { bytes, clean(text, bytes) };
    const size_t longest = put_wrapped(page, indent, hanging, cleaned);
    free(bytes);
    return longest;
}

static void put_underlined(struct text_page *page, struct text text, char rule)
{
    text_page_gap(page);
    put_times(page, rule, put_cleaned(page, 0, 0, text));
    put_line_end(page);
    text_page_gap(page);
}

void text_page_title(struct text_page *page, struct text text)
{
    put_underlined(page, text, '=');
}

void text_page_heading(struct text_page *page, struct text text)
{
    put_underlined(page, text, '-');
}

void text_page_paragraph(struct text_page *page, size_t indent, size_t hanging,
                         struct text text)
{
    put_cleaned(page, indent, hanging, text);
}

void text_table_init(struct text_table *table, size_t columns,
                     const enum text_side *sides)
{
    *table = (struct text_table){ .columns = columns };
    memcpy(table->sides, sides, columns * sizeof *sides);
    arena_init(&table->arena);
}

void text_table_release(struct text_table *table)
{
    free(table->cells);
    arena_release(&table->arena);
}

void text_table_add(struct text_table *table, struct text cell)
{
    char *bytes = arena_take_bytes(&table->arena, cell.length + 1);
    ARRAY_RESERVE(table->cells, table->room, table->count + 1);
    table->cells[table->count++] = (struct text){ bytes, clean(cell, bytes) };
}

static size_t longest_word(struct text t)
{
    size_t longest = 0;
    while (t.length > 0) {
        const size_t length = word_length(t);
        const size_t columns = columns_in(text_slice(t, 0, length));
        longest = columns > longest ? columns : longest;
        t = text_slice(t, length + 1, t.length);
    }
    return longest;
}

/* What each column would like, and then what it gets: the widest give way, one by one. */
static size_t fit_columns(const struct text_table *table, size_t width, size_t *widths)
{
    size_t total = BETWEEN_COLUMNS * (table->columns - 1);
    for (size_t c = 0; c < table->columns; c++) {
        widths[c] = 1;
        for (size_t i = c; i < table->count; i += table->columns) {
            const size_t wanted = i < table->columns ? longest_word(table->cells[i])
                                                     : columns_in(table->cells[i]);
            widths[c] = wanted > widths[c] ? wanted : widths[c];
        }
        total += widths[c];
    }
    while (total > width) {
        size_t widest = 0;
        for (size_t c = 1; c < table->columns; c++)
            if (widths[c] > widths[widest])
                widest = c;
        if (widths[widest] == 1)
            break;
        widths[widest]--;
        total--;
    }
    return total;
}

static void put_row(struct text_page *page, const struct text_table *table,
                    const struct text *cells, const size_t *widths)
{
    struct text rest[TEXT_TABLE_MOST_COLUMNS];
    memcpy(rest, cells, table->columns * sizeof *rest);
    for (bool first = true;; first = false) {
        struct text lines[TEXT_TABLE_MOST_COLUMNS];
        bool any = first;
        for (size_t c = 0; c < table->columns; c++) {
            lines[c] = text_of("");
            any = next_line(&rest[c], widths[c], true, &lines[c]) || any;
        }
        if (!any)
            return;
        for (size_t c = 0; c < table->columns; c++) {
            const size_t columns = columns_in(lines[c]);
            const size_t blank = widths[c] > columns ? widths[c] - columns : 0;
            put_times(page, ' ', table->sides[c] == TEXT_RIGHT ? blank : 0);
            put_line(page, lines[c]);
            put_times(page, ' ',
                      (table->sides[c] == TEXT_LEFT ? blank : 0) + BETWEEN_COLUMNS);
        }
        put_line_end(page);
    }
}

void text_page_table(struct text_page *page, const struct text_table *table)
{
    size_t widths[TEXT_TABLE_MOST_COLUMNS];
    if (table->count < table->columns)
        return;
    const size_t total = fit_columns(table, page->width, widths);
    put_row(page, table, table->cells, widths);
    put_times(page, '-', total);
    put_line_end(page);
    for (size_t i = table->columns; i + table->columns <= table->count;
         i += table->columns)
        put_row(page, table, table->cells + i, widths);
}

size_t text_page_columns(struct text text)
{
    char *bytes = memory_take(text.length + 1, 1);
    const size_t columns = columns_in((struct text){ bytes, clean(text, bytes) });
    free(bytes);
    return columns;
}
