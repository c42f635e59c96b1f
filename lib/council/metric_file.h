/* Metric definitions from YAML, checked. */
#ifndef OFLOG_COUNCIL_METRIC_FILE_H
#define OFLOG_COUNCIL_METRIC_FILE_H

#include "council/metric.h"

/* Adds the definitions of one YAML file, or of every *.yaml in one folder (in byte order
 * of the names), to `metrics`. Every mistake found is said with file, line and column;
 * false where there was any. A metric defined twice is one. */
bool metrics_read(struct metrics *metrics, const char *path, struct messages *messages);

#endif
