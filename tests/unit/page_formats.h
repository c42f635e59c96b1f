/* No text of a document becomes markup, in any format: the bytes make a document and its
 * texts; one of the same shape with plain texts has the same markup. */
#ifndef OFLOG_TESTS_UNIT_PAGE_FORMATS_H
#define OFLOG_TESTS_UNIT_PAGE_FORMATS_H

#include <expat.h>

#include "page/chart_svg.h"
#include "page/document_html.h"
#include "page/document_markdown.h"
#include "page/document_text.h"
#include "page_checked.h"
#include "page_made.h"

static struct text page_text_in(const struct text_buffer *buffer)
{
    return (struct text){ buffer->bytes, buffer->length };
}

static void page_require(const struct page_checked *checked, const char *format,
                         struct text page)
{
    if (checked->wrong == NULL)
        return;
    const size_t from = checked->at < 80 ? 0 : checked->at - 80;
    const struct text near = text_slice(page, from, checked->at + 40);
    fprintf(stderr, "%s: %s at %zu: %.*s\n", format, checked->wrong, checked->at,
            TEXT_ARGS(near));
    abort();
}

static void page_write_html(struct text_buffer *out, const struct document *document)
{
    const struct html_page page = { .address = page_made_address,
                                    .site_name = text_of("site") };
    document_html(out, document, &page);
}

static void page_write_markdown(struct text_buffer *out, const struct document *document)
{
    document_markdown(out, document, page_made_address, NULL);
}

/* What is markup of the document that the bytes make. */
static struct page_checked
page_markup_of(const uint8_t *data, size_t size, bool plain, const char *format,
               void (*write)(struct text_buffer *out, const struct document *document),
               bool (*check)(struct page_checked *checked, struct text page))
{
    struct page_made made;
    struct text_buffer out = { 0 };
    struct page_checked checked = { 0 };
    page_make(&made, data, size, plain);
    write(&out, &made.document);
    check(&checked, page_text_in(&out));
    page_require(&checked, format, page_text_in(&out));
    document_release(&made.document);
    free(out.bytes);
    return checked;
}

static void
page_check_format(const uint8_t *data, size_t size, const char *format,
                  void (*write)(struct text_buffer *out, const struct document *document),
                  bool (*check)(struct page_checked *checked, struct text page))
{
    struct page_checked hostile = page_markup_of(data, size, false, format, write, check);
    struct page_checked plain = page_markup_of(data, size, true, format, write, check);
    if (!text_equal(page_text_in(&hostile.markup), page_text_in(&plain.markup))) {
        fprintf(stderr, "%s: a text became markup:\n%.*s\n%.*s\n", format,
                TEXT_ARGS(page_text_in(&hostile.markup)),
                TEXT_ARGS(page_text_in(&plain.markup)));
        abort();
    }
    page_checked_release(&hostile);
    page_checked_release(&plain);
}

static void page_check_terminal(const uint8_t *data, size_t size)
{
    struct page_made made;
    struct text_page page;
    struct page_checked checked = { 0 };
    page_make(&made, data, size, false);
    text_page_init(&page, 80);
    document_text(&page, &made.document);
    page_check_characters(&checked, text_page_bytes(&page));
    page_require(&checked, "text", text_page_bytes(&page));
    text_page_release(&page);
    document_release(&made.document);
}

/* Each chart as a file of its own, which is XML. */
static void page_check_charts(const struct document_node *node)
{
    for (; node != NULL; node = node->next) {
        page_check_charts(node->first);
        if (node->kind != DOCUMENT_CHART)
            continue;
        struct text_buffer out = { 0 };
        struct markup markup;
        struct page_checked checked = { 0 };
        markup_init(&markup, &out);
        chart_svg(&markup, node->chart, text_of("c"), true);
        page_check_markup(&checked, page_text_in(&out));
        XML_Parser parser = XML_ParserCreate("UTF-8");
        if (XML_Parse(parser, out.bytes, (int)out.length, 1) != XML_STATUS_OK)
            page_is_wrong(&checked, "no XML", XML_GetCurrentByteIndex(parser));
        page_require(&checked, "SVG", page_text_in(&out));
        XML_ParserFree(parser);
        page_checked_release(&checked);
        free(out.bytes);
    }
}

static void page_check_drawings(const uint8_t *data, size_t size)
{
    struct page_made made;
    page_make(&made, data, size, false);
    page_check_charts(made.document.root);
    document_release(&made.document);
}

/* Says what is wrong and aborts, if anything is. */
static void page_check_formats(const uint8_t *data, size_t size)
{
    page_check_format(data, size, "HTML", page_write_html, page_check_markup);
    page_check_format(data, size, "Markdown", page_write_markdown, page_check_markdown);
    page_check_terminal(data, size);
    page_check_drawings(data, size);
}

#endif
