/* The figures of a site's pages to take away. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_SITE_DATA_H
#define OFLOG_STEP_PUBLISH_SITE_DATA_H

#include "step/publish_pages.h"

/* Beside each page its rows as data.csv, with the metadata of the W3C, and data.json; and
 * in the folder of the site a Data Package of all these CSV files, with their schema, which
 * is there in the words of either standard.
 * Rows are in the order of metrics, periods and codes. False where one was not written. */
bool publish_site_data(const struct publish_site *site,
                       const struct publish_files *files);

/* Whether a row is in the files of its metric: those of other areas than were asked for
 * are, since the page shows them too. */
bool publish_site_holds(const struct publish_site *site, const struct observation *row);

/* Links to the files that stand beside a page. */
void publish_data_links(struct document *document);

#endif
