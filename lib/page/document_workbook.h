/* Documents as one Excel workbook, laid out as the guidance of the Government Analysis
 * Function on releasing statistics in spreadsheets asks (2024): a cover, contents, notes,
 * then a sheet for each table, marked as one, its title in A1 and nothing merged or left
 * blank. What is no table stands in a table of its own, "In_words". */
#ifndef OFLOG_PAGE_DOCUMENT_WORKBOOK_H
#define OFLOG_PAGE_DOCUMENT_WORKBOOK_H

#include "base/text_buffer.h"
#include "page/document.h"

/* Adds the workbook's bytes to `out`. `title` is that of several documents together; of a
 * single one it is its own. Sections "sources" stand on the cover, "reading" and "limits"
 * among the notes. False, with errno set, where it cannot be made. */
bool document_workbook(struct text_buffer *out, struct text title,
                       const struct document *documents, size_t count);

#endif
