/* The blocks of a document as HTML. */
#include "page/document_html_parts.h"

#include <stdio.h>

#include "page/address.h"
#include "page/chart_svg.h"
#include "page/text_page.h"

static void put_class(struct html_writing *html, const char *name)
{
    markup_attribute(&html->markup, "class", text_of(name));
}

bool html_link(struct html_writing *html, struct document_target target)
{
    struct text address;
    if (target.kind == DOCUMENT_TO_SECTION) {
        html->address.length = 0;
        text_buffer_put_byte(&html->address, '#');
        text_buffer_put(&html->address, target.name);
        address = (struct text){ html->address.bytes, html->address.length };
        if (!address_is_safe(address))
            return false;
    } else {
        address = address_of(target, html->page->address, html->page->state);
        if (text_is_empty(address))
            return false;
    }
    markup_open(&html->markup, "a");
    markup_address(&html->markup, "href", address);
    return true;
}

/* The sign is for the eye alone: the words beside it say the same. */
static const char *tone_sign(enum document_tone tone, const char **class)
{
    switch (tone) {
    case DOCUMENT_TONE_NONE:
        break;
    case DOCUMENT_TONE_BETTER:
        *class = "verdict better";
        return "▲";
    case DOCUMENT_TONE_WORSE:
        *class = "verdict worse";
        return "▼";
    case DOCUMENT_TONE_SIMILAR:
        *class = "verdict similar";
        return "●";
    case DOCUMENT_TONE_HIGHER:
        *class = "verdict higher";
        return "△";
    case DOCUMENT_TONE_LOWER:
        *class = "verdict lower";
        return "▽";
    case DOCUMENT_TONE_MISSING:
        *class = "verdict missing";
        return "○";
    }
    return NULL;
}

void html_verdict(struct html_writing *html, enum document_tone tone, struct text text)
{
    const char *class = NULL;
    const char *sign = tone_sign(tone, &class);
    if (sign == NULL) {
        markup_text(&html->markup, text);
        return;
    }
    markup_open(&html->markup, "span");
    put_class(html, class);
    markup_open(&html->markup, "span");
    markup_attribute(&html->markup, "aria-hidden", text_of("true"));
    markup_text(&html->markup, text_of(sign));
    markup_close(&html->markup);
    markup_text(&html->markup, text_of(TEXT_NO_BREAK));
    markup_text(&html->markup, text);
    markup_close(&html->markup);
}

static void write_spans(struct html_writing *html, const struct document_span *span)
{
    for (; span != NULL; span = span->next) {
        const bool linked = html_link(html, span->target);
        if (span->strong)
            markup_open(&html->markup, "strong");
        html_verdict(html, span->tone, span->text);
        if (span->strong)
            markup_close(&html->markup);
        if (linked)
            markup_close(&html->markup);
    }
}

void html_heading(struct html_writing *html, struct text title)
{
    static const char *const names[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
    const size_t deepest = sizeof names / sizeof *names - 1;
    markup_element(&html->markup, names[html->level < deepest ? html->level : deepest],
                   title);
    markup_line(&html->markup);
}

/* What the script offers a choice of. */
static void add_comparison(struct html_writing *html, const struct document_node *node)
{
    if (!text_is_empty(node->comparison))
        markup_attribute(&html->markup, "data-comparison", node->comparison);
}

static void write_section(struct html_writing *html, const struct document_node *node)
{
    markup_open(&html->markup, "section");
    if (!text_is_empty(node->id))
        markup_attribute(&html->markup, "id", node->id);
    if (node->role == DOCUMENT_MEASURE)
        put_class(html, "measure");
    add_comparison(html, node);
    html->level++;
    html_heading(html, node->title);
    html_blocks(html, node->first, NULL);
    html->level--;
    markup_close(&html->markup);
}

static void write_list(struct html_writing *html, const struct document_node *node)
{
    if (node->first == NULL)
        return;
    markup_open(&html->markup, "ul");
    if (node->role == DOCUMENT_SEARCHED) {
        put_class(html, "searched");
        markup_attribute(&html->markup, "data-searched", node->title);
    } else if (node->role == DOCUMENT_NAMED) {
        put_class(html, "named");
    }
    markup_line(&html->markup);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

static void write_inside(struct html_writing *html, const char *element,
                         const struct document_node *node)
{
    markup_open(&html->markup, element);
    add_comparison(html, node);
    write_spans(html, node->spans);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

/* An item that begins with a verdict has its sign for a bullet. */
static void write_item(struct html_writing *html, const struct document_node *node)
{
    const struct document_span *first = node->spans;
    markup_open(&html->markup, "li");
    if (first != NULL && first->tone != DOCUMENT_TONE_NONE && !first->strong &&
        first->target.kind == DOCUMENT_NOWHERE)
        put_class(html, "found");
    write_spans(html, node->spans);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

static void write_fact(struct html_writing *html, const struct document_node *node)
{
    markup_open(&html->markup, "div");
    markup_element(&html->markup, "dt", node->title);
    write_inside(html, "dd", node);
    markup_close(&html->markup);
}

static void write_facts(struct html_writing *html, const struct document_node *node)
{
    if (node->first == NULL)
        return;
    markup_open(&html->markup, "dl");
    put_class(html, "facts");
    markup_line(&html->markup);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

static void write_headline(struct html_writing *html, const struct document_node *node)
{
    markup_open(&html->markup, "p");
    put_class(html, "headline");
    markup_element(&html->markup, "strong", node->title);
    markup_text(&html->markup, text_of(" "));
    markup_element(&html->markup, "span", node->note);
    markup_close(&html->markup);
}

static const char *aside_class(enum document_role role)
{
    switch (role) {
    case DOCUMENT_PLAIN:
    case DOCUMENT_SEARCHED:
    case DOCUMENT_NAMED:
    case DOCUMENT_MEASURE:
        break;
    case DOCUMENT_CAVEAT:
        return "aside caveat";
    case DOCUMENT_MISSING:
        return "aside missing";
    case DOCUMENT_REPLY:
        return "aside reply";
    case DOCUMENT_STRENGTH:
        return "aside strength";
    case DOCUMENT_CONCERN:
        return "aside concern";
    }
    return "aside";
}

static void write_aside_title(struct html_writing *html, struct text title)
{
    markup_open(&html->markup, "p");
    put_class(html, "title");
    markup_text(&html->markup, title);
    markup_close(&html->markup);
    markup_line(&html->markup);
}

/* A note and no <aside>: that would be a landmark, and there are many. */
static void write_aside(struct html_writing *html, const struct document_node *node)
{
    markup_open(&html->markup, "div");
    put_class(html, aside_class(node->role));
    markup_attribute(&html->markup, "role", text_of("note"));
    if (!text_is_empty(node->title))
        write_aside_title(html, node->title);
    else
        markup_line(&html->markup);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

static void write_details(struct html_writing *html, const struct document_node *node)
{
    markup_open(&html->markup, "details");
    markup_element(&html->markup, "summary", node->title);
    markup_line(&html->markup);
    html_blocks(html, node->first, NULL);
    markup_close(&html->markup);
}

static void write_chart(struct html_writing *html, const struct chart *chart)
{
    char id[32];
    snprintf(id, sizeof id, "chart-%zu", ++html->charts);
    markup_open(&html->markup, "figure");
    put_class(html, "chart");
    markup_element(&html->markup, "figcaption", chart->title);
    chart_svg(&html->markup, chart, text_of(id), false);
    markup_close(&html->markup);
}

static void write_block(struct html_writing *html, const struct document_node *node)
{
    switch (node->kind) {
    case DOCUMENT_PAGE:
        break;
    case DOCUMENT_SECTION:
        write_section(html, node);
        break;
    case DOCUMENT_PARAGRAPH:
        write_inside(html, "p", node);
        break;
    case DOCUMENT_LIST:
        write_list(html, node);
        break;
    case DOCUMENT_ITEM:
        write_item(html, node);
        break;
    case DOCUMENT_FACTS:
        write_facts(html, node);
        break;
    case DOCUMENT_FACT:
        write_fact(html, node);
        break;
    case DOCUMENT_HEADLINE:
        write_headline(html, node);
        break;
    case DOCUMENT_ASIDE:
        write_aside(html, node);
        break;
    case DOCUMENT_DETAILS:
        write_details(html, node);
        break;
    case DOCUMENT_TABLE:
        html_table(html, node->table);
        return;
    case DOCUMENT_CHART:
        write_chart(html, node->chart);
        break;
    }
    markup_line(&html->markup);
}

void html_blocks(struct html_writing *html, const struct document_node *first,
                 const struct document_node *end)
{
    for (const struct document_node *node = first; node != end; node = node->next)
        write_block(html, node);
}
