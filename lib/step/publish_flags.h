/* Flags read back, to be told on a page. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_FLAGS_H
#define OFLOG_STEP_PUBLISH_FLAGS_H

#include "step/publish.h"

/* One row that oflog-flag wrote; texts are good as long as the flags are. */
struct publish_flag {
    uint32_t council;
    const struct metric *metric;
    struct period period;
    struct text id, kind, value, evidence, status;
};

struct publish_flags {
    struct publish_flag *all; /* by metric, period and id: whatever order they came in */
    size_t count;
    size_t room;
    struct arena texts;
};

/* The flag in one plain sentence. Rules whose id is not one of the shipped ones are
 * named.
 */
struct text publish_flag_sentence(const struct publish_flag *flag, struct arena *arena);

#endif
