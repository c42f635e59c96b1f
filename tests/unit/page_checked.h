/* Pages read with the strictness that no browser has, and nothing of the code that wrote
 * them: what is markup on one page, as a text. `wrong` names the first fault. */
#ifndef OFLOG_TESTS_UNIT_PAGE_CHECKED_H
#define OFLOG_TESTS_UNIT_PAGE_CHECKED_H

#include <stdio.h>
#include <stdlib.h>

#include "base/text_buffer.h"
#include "base/utf8.h"

struct page_checked {
    struct text_buffer markup; /* what is not text */
    const char *wrong;         /* NULL: nothing */
    size_t at;                 /* where, in bytes */
};

static void page_checked_release(struct page_checked *checked)
{
    free(checked->markup.bytes);
}

static bool page_is_wrong(struct page_checked *checked, const char *what, size_t at)
{
    if (checked->wrong == NULL) {
        checked->wrong = what;
        checked->at = at;
    }
    return false;
}

/* Whether every character may be shown; line feeds are of the format. */
static bool page_check_characters(struct page_checked *checked, struct text page)
{
    for (size_t i = 0, length; i < page.length; i += length) {
        uint32_t point = 0;
        length = utf8_decode(text_slice(page, i, page.length), &point);
        if (length == 0)
            return page_is_wrong(checked, "not UTF-8", i);
        if (point != '\n' &&
            (point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x2028 ||
             point == 0x2029 || point == 0xfeff || (point >= 0x200b && point <= 0x200f) ||
             (point >= 0x202a && point <= 0x202e) ||
             (point >= 0x2066 && point <= 0x2069)))
            return page_is_wrong(checked, "a character that must not be shown", i);
    }
    return true;
}

/* --- HTML --- */

static bool page_names(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == ':';
}

static size_t page_name_length(struct text rest)
{
    size_t length = 0;
    while (length < rest.length && page_names(rest.bytes[length]))
        length++;
    return length;
}

/* The five that are written, and no other. */
static size_t page_entity_length(struct text rest)
{
    static const char *const entities[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (text_starts_with(rest, text_of(entities[i])))
            return strlen(entities[i]);
    return 0;
}

/* A text up to `end`, which is '<' or '"'; returns where that stands. */
static size_t page_check_text(struct page_checked *checked, struct text page, size_t at,
                              char end)
{
    while (at < page.length && page.bytes[at] != end) {
        const char byte = page.bytes[at];
        size_t length = 1;
        if (byte == '&') {
            length = page_entity_length(text_slice(page, at, page.length));
            if (length == 0)
                page_is_wrong(checked, "an '&' that is no entity", at);
            length = length == 0 ? 1 : length;
        } else if (byte == '<' || byte == '>' || byte == '"' || byte == '\'') {
            page_is_wrong(checked, "a byte that is not escaped", at);
        }
        at += length;
    }
    return at;
}

/* Attributes up to '>'; returns where that stands. */
static size_t page_check_attributes(struct page_checked *checked, struct text page,
                                    size_t at)
{
    while (at < page.length && page.bytes[at] == ' ') {
        const size_t length = page_name_length(text_slice(page, at + 1, page.length));
        const struct text name = text_slice(page, at + 1, at + 1 + length);
        if (length == 0 || text_starts_with(name, text_of("on")))
            page_is_wrong(checked, "no name of an attribute", at);
        text_buffer_put_byte(&checked->markup, ' ');
        text_buffer_put(&checked->markup, name);
        at += 1 + length;
        if (text_starts_with(text_slice(page, at, page.length), text_of("=\"")))
            at = page_check_text(checked, page, at + 2, '"') + 1;
    }
    if (at >= page.length || page.bytes[at] != '>')
        page_is_wrong(checked, "a tag without an end", at);
    return at;
}

enum { PAGE_CHECKED_DEEPEST = 256 };

static bool page_stands_alone(struct text name)
{
    return text_is(name, "meta") || text_is(name, "link") || text_is(name, "input");
}

/* How long the words of a style sheet are, which are the project's. */
static size_t page_style_length(struct text rest)
{
    size_t length = 0;
    while (length < rest.length &&
           !text_starts_with(text_slice(rest, length, rest.length), text_of("</")))
        length++;
    return length;
}

static bool page_draws(struct text name)
{
    static const char *const names[] = { "svg",  "g",    "path",  "rect",
                                         "text", "desc", "title", "style" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

/* A page of HTML that begins with a doctype, or of SVG: every '<' begins a tag whose end
 * there is, in the right order. What is in a chart is not told: it depends on how wide
 * texts are. */
static bool page_check_markup(struct page_checked *checked, struct text page)
{
    struct text open[PAGE_CHECKED_DEEPEST];
    size_t depth = 0, at = 0, drawing = 0, told = 0;
    const struct text doctype = text_of("<!doctype html>\n");
    if (!page_check_characters(checked, page))
        return false;
    if (text_starts_with(page, doctype))
        at = doctype.length;
    while ((at = page_check_text(checked, page, at, '<')) < page.length) {
        const bool closes = at + 1 < page.length && page.bytes[at + 1] == '/';
        const size_t begin = at + 1 + closes;
        const size_t length = page_name_length(text_slice(page, begin, page.length));
        const struct text name = text_slice(page, begin, begin + length);
        text_buffer_put_byte(&checked->markup, '<');
        text_buffer_put(&checked->markup, text_slice(page, at + 1, begin + length));
        at = page_check_attributes(checked, page, begin + length) + 1;
        text_buffer_put_byte(&checked->markup, '>');
        if (drawing > 0) {
            checked->markup.length = told;
            if (!page_draws(name))
                page_is_wrong(checked, "an element that no chart has", begin);
        } else if (!closes && text_is(name, "svg")) {
            told = checked->markup.length;
            drawing = depth + 1;
        }
        if (!closes && text_is(name, "style"))
            at += page_style_length(text_slice(page, at, page.length));
        if (length == 0)
            page_is_wrong(checked, "a '<' that begins no tag", begin);
        else if (closes && (depth == 0 || !text_equal(open[--depth], name)))
            page_is_wrong(checked, "an end of what is not open", begin);
        else if (!closes && !page_stands_alone(name) && depth < PAGE_CHECKED_DEEPEST)
            open[depth++] = name;
        if (depth < drawing)
            drawing = 0;
        if (checked->wrong != NULL)
            return false;
    }
    return depth == 0 ? checked->wrong == NULL
                      : page_is_wrong(checked, "an element without an end", page.length);
}

/* --- Markdown --- */

/* How much of a line is of quotations and lists, and whether its text may begin a block:
 * not so in a heading. */
static size_t page_line_head(struct text line, bool *begins)
{
    size_t at = 0;
    *begins = true;
    while (at < line.length) {
        const bool spaced = at + 1 < line.length && line.bytes[at + 1] == ' ';
        if (line.bytes[at] == '#')
            *begins = false;
        if (line.bytes[at] == '#' ||
            (memchr("-*", line.bytes[at], 2) != NULL && !spaced) ||
            memchr("> -*", line.bytes[at], 4) == NULL)
            return at;
        at++;
    }
    return at;
}

/* The bytes that begin a line, up to the first of its text. */
static void page_check_line(struct page_checked *checked, struct text line, size_t at)
{
    bool begins;
    const size_t head = page_line_head(line, &begins);
    size_t digits = 0;
    text_buffer_put(&checked->markup, text_slice(line, 0, head));
    if (!begins)
        return;
    if (head < line.length && memchr("+-=", line.bytes[head], 3) != NULL)
        text_buffer_put_byte(&checked->markup, line.bytes[head]);
    while (text_digits_at(line, head + digits, 1))
        digits++;
    if (digits > 0 && head + digits < line.length &&
        memchr(".)", line.bytes[head + digits], 2) != NULL)
        page_is_wrong(checked, "a list with numbers", at);
}

/* The address of a link from behind "](" on; returns where its ')' stands. */
static size_t page_check_destination(struct page_checked *checked, struct text page,
                                     size_t at)
{
    for (; at < page.length && page.bytes[at] != ')'; at++)
        if (strchr("<>()[]|\"'` \n", page.bytes[at]) != NULL || page.bytes[at] < '!')
            page_is_wrong(checked, "a byte that ends an address", at);
    return at;
}

/* What of a page of Markdown is markup: bytes that no backslash stands before, the bytes
 * that begin lines, and digits there before '.' or ')'. */
static bool page_check_markdown(struct page_checked *checked, struct text page)
{
    if (!page_check_characters(checked, page))
        return false;
    for (size_t at = 0; at < page.length; at++) {
        const char byte = page.bytes[at];
        const struct text rest = text_slice(page, at, page.length);
        if (at == 0 || page.bytes[at - 1] == '\n')
            page_check_line(checked, rest, at);
        if (byte == '\\')
            at++;
        else if (byte == '\n' || strchr("`*_[]<>|&~$#", byte) != NULL)
            text_buffer_put_byte(&checked->markup, byte);
        if (text_starts_with(rest, text_of("](")))
            at = page_check_destination(checked, page, at + 2);
    }
    return checked->wrong == NULL;
}

#endif
