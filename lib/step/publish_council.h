/* What one council's page says, whatever its format. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_COUNCIL_H
#define OFLOG_STEP_PUBLISH_COUNCIL_H

#include "page/document.h"
#include "step/publish_beside.h"
#include "step/publish_entry.h"

/* Makes the document of `area`, whose entries have been gathered: who it is, what is good
 * and what is a worry at a glance, each measure, and what the numbers cannot say. To be
 * released by document_release(), and not after `arena`. */
void publish_council(struct document *document, const struct publish_entries *entries,
                     const struct area *area, const struct publish_beside *beside,
                     struct arena *arena);

#endif
