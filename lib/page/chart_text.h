/* A chart in a terminal: a line of signs for each period, or one for all councils, on one
 * scale. */
#ifndef OFLOG_PAGE_CHART_TEXT_H
#define OFLOG_PAGE_CHART_TEXT_H

#include "page/chart.h"
#include "page/text_page.h"

/* Writes the plot, with its numbers beside it and what each sign is below it, after
 * `indent` columns. False, and nothing written, where charts of this kind have no form in
 * text or there is nothing to show: title and description then say all. */
bool chart_text(struct text_page *page, size_t indent, const struct chart *chart);

#endif
