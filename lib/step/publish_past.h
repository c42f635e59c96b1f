/* What a figure was before. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_PAST_H
#define OFLOG_STEP_PUBLISH_PAST_H

#include "step/publish_writing.h"

/* A sentence on the earlier figures of an entry that has one: the one before and the
 * earliest in the table, as they were published. */
void publish_past(const struct publish_writing *writing,
                  const struct publish_entry *entry);

#endif
