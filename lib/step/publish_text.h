/* One council's page of plain text. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_TEXT_H
#define OFLOG_STEP_PUBLISH_TEXT_H

#include "page/text_page.h"
#include "step/publish_entry.h"

/* Writes the page of `area`, whose entries have been gathered. `flags` may be NULL. */
void publish_text(struct text_page *page, const struct publish_entries *entries,
                  const struct area *area, const struct flag_list *flags,
                  struct arena *arena);

#endif
