/* What a workbook has beside the words of a page: figures to be worked with, as tables.
 * For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_WORKBOOK_H
#define OFLOG_STEP_PUBLISH_WORKBOOK_H

#include "council/selection.h"
#include "page/document.h"
#include "step/publish_entry.h"

/* Adds to a council's page, whose entries have been gathered: the latest figures beside
 * each group of peers, the ranks if there are any, and the figures of all periods that
 * the selection has. Texts are made in the arena, which lives as long as the document. */
void publish_workbook_council(struct document *document,
                              const struct publish_entries *entries,
                              const struct selection *selection, const struct area *area,
                              struct arena *arena);

/* Adds to a metric's page the figures of all areas, of all periods that the selection
 * has. */
void publish_workbook_metric(struct document *document,
                             const struct observation_table *table,
                             const struct selection *selection,
                             const struct metric *metric, struct arena *arena);

#endif
