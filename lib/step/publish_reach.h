/* What a page's words mean, what its numbers cannot say, and where they come from. For
 * the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_REACH_H
#define OFLOG_STEP_PUBLISH_REACH_H

#include "step/publish_writing.h"

void publish_not_its_services(const struct publish_writing *writing);
/* What the words on the page mean. */
void publish_how_to_read(const struct publish_writing *writing);
void publish_limits_of_it_all(const struct publish_writing *writing);
void publish_sources(const struct publish_writing *writing);

/* Who published what the page shows, under what licence: for its end. */
struct text publish_attribution(const struct publish_writing *writing);

#endif
