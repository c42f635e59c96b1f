/* A council's own values up to one of them. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_SERIES_H
#define OFLOG_STEP_FLAG_SERIES_H

#include "council/rule.h"
#include "council/series.h"

struct flag_series {
    size_t count;
    double values[RULE_MOST_PERIODS]; /* in order of time */
    double times[RULE_MOST_PERIODS];  /* years and parts of them, at the first day */
    bool
        after_gap[RULE_MOST_PERIODS]; /* a published period without a value lies before */
    const struct observation *rows[RULE_MOST_PERIODS];
    struct period first;
};

/* The values of the row's council in the row's period and those published before, at most
 * `periods` in all. A value that is said to break with earlier ones (marker b) is the
 * first. */
void flag_series_gather(struct flag_series *series, const struct series *published,
                        const struct observation *row, uint32_t council, size_t periods);

#endif
