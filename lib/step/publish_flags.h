/* Flags read back, to be told on a page. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_FLAGS_H
#define OFLOG_STEP_PUBLISH_FLAGS_H

#include "council/rule.h"
#include "step/publish.h"

/* One row that oflog-flag wrote; texts are good as long as the flags are. */
struct publish_flag {
    uint32_t council;
    const struct metric *metric;
    struct period period;
    struct text id, kind, value, evidence, status;
    enum rule_test test; /* by the evidence; RULE_TEST_COUNT: it names none known */
    bool implied;        /* by another of the same figure that says more */
};

struct publish_flags {
    struct publish_flag
        *all; /* by council, metric, period and id: whatever order they came in */
    size_t count;
    size_t room;
    struct arena texts;
};

#endif
