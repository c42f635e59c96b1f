/* How parts of a page in HTML are written, between the files that do it. */
#ifndef OFLOG_PAGE_DOCUMENT_HTML_PARTS_H
#define OFLOG_PAGE_DOCUMENT_HTML_PARTS_H

#include "page/document_html.h"
#include "page/markup.h"

struct html_writing {
    struct markup markup;
    const struct html_page *page;
    struct text_buffer address; /* of a section; the last one only */
    size_t level;               /* of the heading of the open section */
    size_t tables, charts;      /* so far; their ids */
};

/* Opens a link where there is something to lead to; false, and nothing is written, where
 * there is not. */
bool html_link(struct html_writing *html, struct document_target target);

/* A text with what sets a verdict off, a sign and a class; without a tone, the text. */
void html_verdict(struct html_writing *html, enum document_tone tone, struct text text);

/* A heading of the level that is open: of the page, or of a section. */
void html_heading(struct html_writing *html, struct text title);

/* The blocks from `first` up to `end`, its later sibling or NULL. */
void html_blocks(struct html_writing *html, const struct document_node *first,
                 const struct document_node *end);

void html_table(struct html_writing *html, const struct document_table *table);

#endif
