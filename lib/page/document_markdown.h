/* A document as Markdown: CommonMark with the tables of GitHub Flavored Markdown.
 *
 * Every text comes out as text: what could be markup where it stands has a backslash
 * before it, and what must not be shown is '?' (utf8_is_safe()). Links are those of the
 * document's targets alone. A chart is its title and description: its numbers are in the
 * table beside it. */
#ifndef OFLOG_PAGE_DOCUMENT_MARKDOWN_H
#define OFLOG_PAGE_DOCUMENT_MARKDOWN_H

#include "base/text_buffer.h"
#include "page/document.h"

/* Writes the document at the end of `out`. `address` as in struct html_page; links to
 * sections are their texts, as Markdown has no ids. */
void document_markdown(struct text_buffer *out, const struct document *document,
                       struct text (*address)(void *state, struct document_target target),
                       void *state);

#endif
