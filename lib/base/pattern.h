/* Names that differ from file to file in a known way. */
#ifndef OFLOG_BASE_PATTERN_H
#define OFLOG_BASE_PATTERN_H

#include <stdint.h>

#include "base/text.h"

/* Whether `t` is such as `pattern` says: {any} in it stands for any text, also for none,
 * and {year} for four digits; all else stands for itself. Takes no more steps than the
 * product of both lengths. */
bool pattern_holds(struct text pattern, struct text t);

/* The same for a beginning of `t`. */
bool pattern_begins(struct text pattern, struct text t);

#endif
