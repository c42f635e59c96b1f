/* HTML and SVG, escaped by construction. */
#include "page/markup.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "page/address.h"

void markup_init(struct markup *markup, struct text_buffer *out)
{
    *markup = (struct markup){ .out = out };
}

static void put(struct markup *markup, const char *constant)
{
    text_buffer_put(markup->out, text_of(constant));
}

static bool is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-:";
    return *name != '\0' && name[strspn(name, allowed)] == '\0';
}

static void end_tag(struct markup *markup)
{
    if (markup->in_tag)
        put(markup, ">");
    markup->in_tag = false;
}

/* HTML's elements that have no end tag and nothing inside. */
static bool is_void(const char *name)
{
    static const char *const names[] = { "br", "hr", "img", "input", "link", "meta" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

void markup_doctype(struct markup *markup)
{
    put(markup, "<!doctype html>\n");
}

void markup_open(struct markup *markup, const char *name)
{
    assert(is_name(name) && markup->depth < MARKUP_MOST_DEEP);
    end_tag(markup);
    put(markup, "<");
    put(markup, name);
    markup->in_tag = true;
    markup->open[markup->depth++] = name;
}

void markup_close(struct markup *markup)
{
    assert(markup->depth > 0);
    const char *name = markup->open[--markup->depth];
    end_tag(markup);
    if (is_void(name))
        return;
    put(markup, "</");
    put(markup, name);
    put(markup, ">");
}

static const char *escaped(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    }
    return NULL;
}

/* How many bytes from there on stand as they are: printable ASCII, as most bytes are. */
static size_t plain_length(struct text text, size_t from)
{
    size_t at = from;
    while (at < text.length && text.bytes[at] >= ' ' && text.bytes[at] <= '~' &&
           escaped(text.bytes[at]) == NULL)
        at++;
    return at - from;
}

/* The only place where a text becomes bytes of a page. */
static void put_escaped(struct markup *markup, struct text text)
{
    for (size_t i = 0, length; i < text.length; i += length) {
        uint32_t point = 0;
        length = plain_length(text, i);
        if (length > 0) {
            text_buffer_put(markup->out, text_slice(text, i, i + length));
            continue;
        }
        length = utf8_decode(text_slice(text, i, text.length), &point);
        const char *entity = escaped(text.bytes[i]);
        if (length == 0 || !utf8_is_safe(point)) {
            length = length == 0 ? 1 : length;
            put(markup, "?");
        } else if (entity != NULL) {
            put(markup, entity);
        } else {
            text_buffer_put(markup->out, text_slice(text, i, i + length));
        }
    }
}

void markup_attribute(struct markup *markup, const char *name, struct text value)
{
    assert(is_name(name) && markup->in_tag);
    put(markup, " ");
    put(markup, name);
    put(markup, "=\"");
    put_escaped(markup, value);
    put(markup, "\"");
}

void markup_flag(struct markup *markup, const char *name)
{
    assert(is_name(name) && markup->in_tag);
    put(markup, " ");
    put(markup, name);
}

void markup_number(struct markup *markup, const char *name, double value)
{
    char digits[400];
    assert(isfinite(value));
    int length = snprintf(digits, sizeof digits, "%.2f", value);
    while (digits[length - 1] == '0')
        length--;
    if (digits[length - 1] == '.')
        length--;
    if (length == 2 && digits[0] == '-' && digits[1] == '0')
        digits[0] = digits[--length];
    markup_attribute(markup, name, (struct text){ digits, length });
}

bool markup_address(struct markup *markup, const char *name, struct text address)
{
    if (!address_is_safe(address))
        return false;
    markup_attribute(markup, name, address);
    return true;
}

void markup_text(struct markup *markup, struct text text)
{
    end_tag(markup);
    put_escaped(markup, text);
}

void markup_element(struct markup *markup, const char *name, struct text text)
{
    markup_open(markup, name);
    markup_text(markup, text);
    markup_close(markup);
}

bool markup_verbatim(struct markup *markup, struct text content)
{
    assert(markup->depth > 0);
    for (size_t i = 0; i + 1 < content.length; i++) {
        const struct text rest = text_slice(content, i, content.length);
        if (text_starts_with(rest, text_of("</")) ||
            text_starts_with(rest, text_of("<!--")))
            return false;
    }
    end_tag(markup);
    text_buffer_put(markup->out, content);
    return true;
}

void markup_line(struct markup *markup)
{
    end_tag(markup);
    put(markup, "\n");
}
