/* How a council compares, at a glance. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_GLANCE_H
#define OFLOG_STEP_PUBLISH_GLANCE_H

#include "step/publish_writing.h"

/* For each set of peers what is good, what is a worry, what is similar and what cannot be
 * said, each measure by its name; then all measures in a table. */
void publish_glance(const struct publish_writing *writing);

#endif
