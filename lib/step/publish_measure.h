/* One measure on a council's page. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_MEASURE_H
#define OFLOG_STEP_PUBLISH_MEASURE_H

#include "step/publish_writing.h"

/* One measure in full: figure, period, each comparison, rank. */
void publish_measure(const struct publish_writing *writing,
                     const struct publish_entry *entry);

#endif
