/* Charts as SVG: an element for a page, or a file of its own. */
#ifndef OFLOG_PAGE_CHART_SVG_H
#define OFLOG_PAGE_CHART_SVG_H

#include "page/chart.h"
#include "page/markup.h"

/* Writes the chart as one `svg`, as wide as what it stands in; its texts keep the size of
 * the page's, from 288 pixels on. It has the chart's title and description as its own.
 * Colours are the page's properties --chart-ink, -ground, -grid, -this, -peer, -other,
 * -band, -line, -limit and -special, with others behind them where a page has none.
 *
 * `id`: what ids inside begin with, unlike any other of the page: letters, digits, '.'
 * and '-'. `alone`: a file of its own with its title above it, 640 pixels wide, that
 * keeps its proportions wherever it is put; light or dark as the reader wants it. It uses
 * no more of SVG and style sheets than librsvg draws.
 *
 * Numbers that are not finite are not drawn. */
void chart_svg(struct markup *markup, const struct chart *chart, struct text id,
               bool alone);

#endif
