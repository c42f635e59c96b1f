/* A document as Markdown. */
#include "page/document_markdown.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "page/address.h"

struct markdown {
    struct text_buffer *out;
    struct text_buffer prefix; /* begins every line of the open blocks */
    size_t begin;              /* where the text of the open block begins in `out` */
    struct text (*address)(void *state, struct document_target target);
    void *state;
    size_t level; /* of the heading of the open section */
};

static const struct document_target nowhere = { DOCUMENT_NOWHERE, { NULL, 0 } };

static void put(struct markdown *markdown, const char *constant)
{
    text_buffer_put(markdown->out, text_of(constant));
}

static void begin_line(struct markdown *markdown)
{
    const struct text_buffer *prefix = &markdown->prefix;
    text_buffer_put(markdown->out, (struct text){ prefix->bytes, prefix->length });
    markdown->begin = markdown->out->length;
}

/* Spaces at the end of a line would break it. */
static void end_line(struct markdown *markdown)
{
    struct text_buffer *out = markdown->out;
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    put(markdown, "\n");
}

/* Between blocks. */
static void empty_line(struct markdown *markdown)
{
    begin_line(markdown);
    end_line(markdown);
}

/* Without the spaces that it begins with, which do not count. */
static struct text line_so_far(const struct markdown *markdown)
{
    const struct text_buffer *out = markdown->out;
    size_t begin = markdown->begin;
    while (begin < out->length && out->bytes[begin] == ' ')
        begin++;
    return (struct text){ out->bytes + begin, out->length - begin };
}

/* Which bytes are markup wherever they stand: of CommonMark, of the tables, struck-out
 * text and formulas of GitHub. */
static bool is_markup(char byte)
{
    return byte != '\0' && strchr("\\`*_[]<>|&~$#", byte) != NULL;
}

/* Whether `byte` after `line` would begin a list, a rule or a line below a heading. Every
 * text is one line, so nothing later can. */
static bool begins_block(struct text line, char byte)
{
    for (size_t i = 0; i < line.length; i++)
        if (!text_digits_at(line, i, 1))
            return false;
    return line.length == 0 ? byte == '+' || byte == '-' || byte == '='
                            : byte == '.' || byte == ')';
}

/* Whether GitHub would make a link of what is written so far with `byte` after it. */
static bool begins_address(struct text line, char byte)
{
    const char before = line.length == 0 ? ' ' : line.bytes[line.length - 1];
    return (byte == '/' && before == ':') || (byte == '.' && (before | 0x20) == 'w');
}

static void put_text(struct markdown *markdown, struct text text)
{
    while (line_so_far(markdown).length == 0 && text.length > 0 && text.bytes[0] == ' ')
        text = text_slice(text, 1, text.length);
    for (size_t i = 0, length; i < text.length; i += length) {
        uint32_t point = 0;
        length = utf8_decode(text_slice(text, i, text.length), &point);
        if (length == 0 || !utf8_is_safe(point)) {
            length = length == 0 ? 1 : length;
            put(markdown, "?");
            continue;
        }
        const struct text line = line_so_far(markdown);
        const char byte = text.bytes[i];
        if (is_markup(byte) || begins_block(line, byte) || begins_address(line, byte))
            put(markdown, "\\");
        text_buffer_put(markdown->out, text_slice(text, i, i + length));
    }
}

/* Between the brackets of a link: percent signs for what Markdown or a table would read,
 * and for what is not ASCII. */
static void put_address(struct markdown *markdown, struct text address)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._/:?#=;,+%@";
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < address.length; i++) {
        const unsigned char byte = address.bytes[i];
        if (byte == '&') {
            put(markdown, "\\&");
        } else if (byte != '\0' && strchr(plain, byte) != NULL) {
            text_buffer_put_byte(markdown->out, (char)byte);
        } else {
            text_buffer_put_byte(markdown->out, '%');
            text_buffer_put_byte(markdown->out, digits[byte >> 4]);
            text_buffer_put_byte(markdown->out, digits[byte & 15]);
        }
    }
}

static void put_linked(struct markdown *markdown, struct document_target target,
                       struct text text)
{
    const struct text address = address_of(target, markdown->address, markdown->state);
    if (text_is_empty(address)) {
        put_text(markdown, text);
        return;
    }
    put(markdown, "[");
    put_text(markdown, text);
    put(markdown, "](");
    put_address(markdown, address);
    put(markdown, ")");
}

/* Stars set off only what they stand close to, so spaces at the ends go outside. */
static void put_strong(struct markdown *markdown, struct document_target target,
                       struct text text)
{
    const struct text inside = text_trim(text);
    if (text_is_empty(inside))
        return;
    if (inside.bytes != text.bytes)
        put(markdown, " ");
    put(markdown, "**");
    put_linked(markdown, target, inside);
    put(markdown, "**");
    if (inside.bytes + inside.length != text.bytes + text.length)
        put(markdown, " ");
}

static void put_spans(struct markdown *markdown, const struct document_span *span)
{
    for (; span != NULL; span = span->next)
        if (span->strong)
            put_strong(markdown, span->target, span->text);
        else
            put_linked(markdown, span->target, span->text);
}

static void write_line(struct markdown *markdown, struct text text)
{
    if (text_is_empty(text))
        return;
    empty_line(markdown);
    begin_line(markdown);
    put_text(markdown, text);
    end_line(markdown);
}

static void write_strong_line(struct markdown *markdown, struct text text)
{
    if (text_is_empty(text))
        return;
    empty_line(markdown);
    begin_line(markdown);
    put_strong(markdown, nowhere, text);
    end_line(markdown);
}

static void write_cells(struct markdown *markdown, const struct document_table *table,
                        const struct document_row *row)
{
    begin_line(markdown);
    put(markdown, "|");
    for (size_t c = 0; c < table->column_count; c++) {
        put(markdown, " ");
        if (row == NULL)
            put_text(markdown, table->columns[c].head);
        else if (c == 0 && row->mark == DOCUMENT_THIS)
            put_strong(markdown, row->cells[c].target, row->cells[c].text);
        else
            put_linked(markdown, row->cells[c].target, row->cells[c].text);
        put(markdown, " |");
    }
    end_line(markdown);
}

static void write_table(struct markdown *markdown, const struct document_table *table)
{
    write_strong_line(markdown, table->caption);
    if (table->column_count == 0)
        return;
    empty_line(markdown);
    write_cells(markdown, table, NULL);
    begin_line(markdown);
    put(markdown, "|");
    for (size_t c = 0; c < table->column_count; c++)
        put(markdown, table->columns[c].right ? " ---: |" : " --- |");
    end_line(markdown);
    for (size_t i = 0; i < table->count; i++)
        write_cells(markdown, table, &table->rows[i]);
}

static void write_block(struct markdown *markdown, const struct document_node *node);

static void write_blocks(struct markdown *markdown, const struct document_node *node)
{
    for (; node != NULL; node = node->next)
        write_block(markdown, node);
}

/* The blocks inside `node`, every line of which begins with `prefix`. */
static void write_inside(struct markdown *markdown, const struct document_node *node,
                         const char *prefix)
{
    const size_t before = markdown->prefix.length;
    text_buffer_put(&markdown->prefix, text_of(prefix));
    write_blocks(markdown, node->first);
    markdown->prefix.length = before;
}

static void write_heading(struct markdown *markdown, struct text title)
{
    static const char *const marks[] = {
        "# ", "## ", "### ", "#### ", "##### ", "###### "
    };
    const size_t deepest = sizeof marks / sizeof *marks - 1;
    begin_line(markdown);
    put(markdown, marks[markdown->level < deepest ? markdown->level : deepest]);
    put_text(markdown, title);
    end_line(markdown);
}

static void write_section(struct markdown *markdown, const struct document_node *node)
{
    markdown->level++;
    empty_line(markdown);
    write_heading(markdown, node->title);
    write_blocks(markdown, node->first);
    markdown->level--;
}

/* `mark` is another for facts than for lists, which would run together. */
static void write_item(struct markdown *markdown, const struct document_node *node,
                       const char *mark)
{
    begin_line(markdown);
    put(markdown, mark);
    markdown->begin = markdown->out->length;
    if (!text_is_empty(node->title)) {
        put_strong(markdown, nowhere, node->title);
        put(markdown, ": ");
    }
    put_spans(markdown, node->spans);
    end_line(markdown);
    write_inside(markdown, node, "  ");
}

static void write_paragraph(struct markdown *markdown, const struct document_node *node)
{
    empty_line(markdown);
    begin_line(markdown);
    put_spans(markdown, node->spans);
    end_line(markdown);
    write_blocks(markdown, node->first);
}

static void write_headline(struct markdown *markdown, const struct document_node *node)
{
    empty_line(markdown);
    begin_line(markdown);
    put_strong(markdown, nowhere, node->title);
    put(markdown, " ");
    put_text(markdown, node->note);
    end_line(markdown);
}

static void write_aside(struct markdown *markdown, const struct document_node *node)
{
    const size_t before = markdown->prefix.length;
    empty_line(markdown);
    text_buffer_put(&markdown->prefix, text_of("> "));
    begin_line(markdown);
    put_strong(markdown, nowhere, node->title);
    end_line(markdown);
    write_blocks(markdown, node->first);
    markdown->prefix.length = before;
}

static void write_block(struct markdown *markdown, const struct document_node *node)
{
    switch (node->kind) {
    case DOCUMENT_PAGE:
        break;
    case DOCUMENT_SECTION:
        write_section(markdown, node);
        break;
    case DOCUMENT_PARAGRAPH:
        write_paragraph(markdown, node);
        break;
    case DOCUMENT_LIST:
    case DOCUMENT_FACTS:
        empty_line(markdown);
        write_blocks(markdown, node->first);
        break;
    case DOCUMENT_ITEM:
        write_item(markdown, node, "- ");
        break;
    case DOCUMENT_FACT:
        write_item(markdown, node, "* ");
        break;
    case DOCUMENT_HEADLINE:
        write_headline(markdown, node);
        break;
    case DOCUMENT_ASIDE:
        write_aside(markdown, node);
        break;
    case DOCUMENT_DETAILS:
        write_strong_line(markdown, node->title);
        write_blocks(markdown, node->first);
        break;
    case DOCUMENT_TABLE:
        write_table(markdown, node->table);
        break;
    case DOCUMENT_CHART:
        write_strong_line(markdown, node->chart->title);
        write_line(markdown, node->chart->description);
        break;
    }
}

void document_markdown(struct text_buffer *out, const struct document *document,
                       struct text (*address)(void *state, struct document_target target),
                       void *state)
{
    struct markdown markdown = { .out = out, .address = address, .state = state };
    write_heading(&markdown, document->root->title);
    write_line(&markdown, document->root->note);
    write_blocks(&markdown, document->root->first);
    if (!text_is_empty(document->licence)) {
        put(&markdown, "\n---\n");
        write_line(&markdown, document->licence);
    }
    free(markdown.prefix.bytes);
}
