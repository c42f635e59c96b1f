/* What was flagged about a council. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_FLAGS_H
#define OFLOG_STEP_PUBLISH_FLAGS_H

#include "council/flag_list.h"
#include "step/publish_writing.h"

/* Successes, concerns and doubts about the data, a sentence each; nothing without a list
 * of flags. */
void publish_flags(const struct publish_writing *writing);

/* Whether the page lists this flag, of its council and a figure that it shows: neither
 * cleared nor implied by another. */
bool publish_flag_is_listed(const struct publish_writing *writing,
                            const struct listed_flag *flag);

#endif
