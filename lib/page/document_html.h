/* A document as a page of HTML, whole: what a reader needs of structure for the ear, the
 * keyboard and the printer is in it, and how it looks is in data/site/style.css. No
 * script is needed for anything; data/site/script.js adds to what stands here.
 *
 * Written through page/markup.h, so whatever a document holds comes out as text. Ids
 * "main", "table-1" and "chart-1" (and so on) are the renderer's own. */
#ifndef OFLOG_PAGE_DOCUMENT_HTML_H
#define OFLOG_PAGE_DOCUMENT_HTML_H

#include "base/text_buffer.h"
#include "page/document.h"

/* What is around a document: links to others, and the site that it is part of. */
struct html_page {
    /* The address of a target relative to the page, good until the next call; empty where
     * there is no page of it, whose name then stands without a link. NULL: there is
     * nothing beside the page. */
    struct text (*address)(void *state, struct document_target target);
    void *state;
    /* Of the whole site, above the page; NULL where there is none. */
    const struct document_target *navigation;
    const struct text *navigation_names;
    size_t navigation_count;
    struct text style, script;                 /* stand in the page if not empty */
    struct text style_address, script_address; /* else lead to them, if not empty */
    struct text site_name;                     /* may be empty */
};

/* Writes the page at the end of `out`. False where `style` or `script` hold what could
 * end them early (see markup_verbatim()): the page then stands without. */
bool document_html(struct text_buffer *out, const struct document *document,
                   const struct html_page *page);

#endif
