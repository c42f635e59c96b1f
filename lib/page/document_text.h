/* A document as plain text for a terminal.
 *
 * What strangers wrote comes out as text (see page/text_page.h). A link is its text, one
 * to the web has its address behind it. Details, which other formats fold away, are left
 * out. */
#ifndef OFLOG_PAGE_DOCUMENT_TEXT_H
#define OFLOG_PAGE_DOCUMENT_TEXT_H

#include "page/document.h"
#include "page/text_page.h"

/* Writes the document at the end of `page`. */
void document_text(struct text_page *page, const struct document *document);

#endif
