/* A document as a page of HTML: what is around its blocks. */
#include "page/document_html.h"

#include <stdlib.h>

#include "page/document_html_parts.h"

/* A page of fewer sections needs no list of them. */
enum { FEWEST_CONTENTS = 3 };

static void write_meta(struct markup *markup, const char *name, const char *content)
{
    markup_open(markup, "meta");
    markup_attribute(markup, "name", text_of(name));
    markup_attribute(markup, "content", text_of(content));
    markup_close(markup);
    markup_line(markup);
}

static void write_title(struct html_writing *html, struct text title)
{
    markup_open(&html->markup, "title");
    markup_text(&html->markup, title);
    if (!text_is_empty(html->page->site_name) &&
        !text_equal(html->page->site_name, title)) {
        markup_text(&html->markup, text_of(" – "));
        markup_text(&html->markup, html->page->site_name);
    }
    markup_close(&html->markup);
    markup_line(&html->markup);
}

static bool write_style(struct html_writing *html)
{
    struct markup *markup = &html->markup;
    bool written = true;
    if (!text_is_empty(html->page->style)) {
        markup_open(markup, "style");
        written = markup_verbatim(markup, html->page->style);
    } else if (!text_is_empty(html->page->style_address)) {
        markup_open(markup, "link");
        markup_attribute(markup, "rel", text_of("stylesheet"));
        markup_address(markup, "href", html->page->style_address);
    } else {
        return true;
    }
    markup_close(markup);
    markup_line(markup);
    return written;
}

/* At the end of the page, where all that it adds to is there. */
static bool write_script(struct html_writing *html)
{
    struct markup *markup = &html->markup;
    bool written = true;
    if (text_is_empty(html->page->script) && text_is_empty(html->page->script_address))
        return true;
    markup_open(markup, "script");
    if (!text_is_empty(html->page->script))
        written = markup_verbatim(markup, html->page->script);
    else
        markup_address(markup, "src", html->page->script_address);
    markup_close(markup);
    markup_line(markup);
    return written;
}

static bool write_head(struct html_writing *html, const struct document *document)
{
    struct markup *markup = &html->markup;
    markup_open(markup, "head");
    markup_line(markup);
    markup_open(markup, "meta");
    markup_attribute(markup, "charset", text_of("utf-8"));
    markup_close(markup);
    markup_line(markup);
    write_title(html, document->root->title);
    write_meta(markup, "viewport", "width=device-width, initial-scale=1");
    write_meta(markup, "color-scheme", "light dark");
    const bool written = write_style(html);
    markup_close(markup);
    markup_line(markup);
    return written;
}

static void write_navigation(struct html_writing *html)
{
    struct markup *markup = &html->markup;
    markup_open(markup, "nav");
    markup_attribute(markup, "aria-label", text_of("Main"));
    markup_open(markup, "ul");
    for (size_t i = 0; i < html->page->navigation_count; i++) {
        markup_open(markup, "li");
        const bool linked = html_link(html, html->page->navigation[i]);
        markup_text(markup, html->page->navigation_names[i]);
        if (linked)
            markup_close(markup);
        markup_close(markup);
    }
    markup_close(markup);
    markup_close(markup);
}

static void write_header(struct html_writing *html)
{
    struct markup *markup = &html->markup;
    const struct html_page *page = html->page;
    if (text_is_empty(page->site_name) && page->navigation_count == 0)
        return;
    markup_open(markup, "header");
    if (!text_is_empty(page->site_name)) {
        markup_open(markup, "p");
        markup_attribute(markup, "class", text_of("site"));
        markup_text(markup, page->site_name);
        markup_close(markup);
    }
    if (page->navigation_count > 0)
        write_navigation(html);
    markup_close(markup);
    markup_line(markup);
}

static bool is_in_contents(const struct document_node *node)
{
    return node->kind == DOCUMENT_SECTION && !text_is_empty(node->id);
}

static void write_contents(struct html_writing *html, const struct document_node *node)
{
    struct markup *markup = &html->markup;
    size_t count = 0;
    for (const struct document_node *at = node; at != NULL; at = at->next)
        count += is_in_contents(at);
    if (count < FEWEST_CONTENTS)
        return;
    markup_open(markup, "nav");
    markup_attribute(markup, "class", text_of("contents"));
    markup_attribute(markup, "aria-label", text_of("On this page"));
    markup_open(markup, "ul");
    for (; node != NULL; node = node->next) {
        if (!is_in_contents(node))
            continue;
        markup_open(markup, "li");
        const bool linked = html_link(html, document_to(DOCUMENT_TO_SECTION, node->id));
        markup_text(markup, node->title);
        if (linked)
            markup_close(markup);
        markup_close(markup);
    }
    markup_close(markup);
    markup_close(markup);
    markup_line(markup);
}

static void write_main(struct html_writing *html, const struct document_node *root)
{
    struct markup *markup = &html->markup;
    const struct document_node *section = root->first;
    while (section != NULL && section->kind != DOCUMENT_SECTION)
        section = section->next;
    markup_open(markup, "main");
    markup_attribute(markup, "id", text_of("main"));
    markup_line(markup);
    html_heading(html, root->title);
    if (!text_is_empty(root->note)) {
        markup_open(markup, "p");
        markup_attribute(markup, "class", text_of("summary"));
        markup_text(markup, root->note);
        markup_close(markup);
        markup_line(markup);
    }
    html_blocks(html, root->first, section);
    write_contents(html, section);
    html_blocks(html, section, NULL);
    markup_close(markup);
    markup_line(markup);
}

static void write_footer(struct html_writing *html, struct text licence)
{
    if (text_is_empty(licence))
        return;
    markup_open(&html->markup, "footer");
    markup_element(&html->markup, "p", licence);
    markup_close(&html->markup);
    markup_line(&html->markup);
}

static bool write_body(struct html_writing *html, const struct document *document)
{
    struct markup *markup = &html->markup;
    markup_open(markup, "body");
    markup_line(markup);
    markup_open(markup, "a");
    markup_attribute(markup, "class", text_of("skip"));
    markup_address(markup, "href", text_of("#main"));
    markup_text(markup, text_of("Skip to main content"));
    markup_close(markup);
    markup_line(markup);
    write_header(html);
    write_main(html, document->root);
    write_footer(html, document->licence);
    const bool written = write_script(html);
    markup_close(markup);
    markup_line(markup);
    return written;
}

bool document_html(struct text_buffer *out, const struct document *document,
                   const struct html_page *page)
{
    struct html_writing html = { .page = page };
    markup_init(&html.markup, out);
    markup_doctype(&html.markup);
    markup_open(&html.markup, "html");
    markup_attribute(&html.markup, "lang", text_of("en-GB"));
    markup_line(&html.markup);
    const bool head_written = write_head(&html, document);
    const bool body_written = write_body(&html, document);
    markup_close(&html.markup);
    markup_line(&html.markup);
    free(html.address.bytes);
    return head_written && body_written;
}
