/* Every number of a chart, in a table beside it. */
#ifndef OFLOG_PAGE_CHART_TABLE_H
#define OFLOG_PAGE_CHART_TABLE_H

#include "page/document.h"

/* Adds what can be unfolded below a chart: a row for each point with what a chart of its
 * kind shows of it, and then each line that has one value, and the peers' middle half. A
 * line or band over time has columns beside the periods. `caption`: what the table shows,
 * of whom and when. */
void chart_table(struct document *document, const struct chart *chart,
                 struct text caption);

#endif
