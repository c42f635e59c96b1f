/* The seven themes of best value. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_COUNCIL_THEMES_H
#define OFLOG_STEP_PUBLISH_COUNCIL_THEMES_H

#include "step/publish_writing.h"

/* What figures say under each theme, and of which they say nothing. No score: four of the
 * seven are about how a council is led, and hardly any figure is about those. */
void publish_council_themes(const struct publish_writing *writing);

#endif
