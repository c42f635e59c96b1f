/* Figures that stay out. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_STALE_H
#define OFLOG_STEP_FLAG_STALE_H

#include "step/flag_tests.h"

/* Every council's last row and last figure by period, found in one walk over each series:
 * a council may stay out of 10,000 periods. */
struct flag_stale {
    uint32_t *place;    /* by cohort: how many were published before it in its series */
    uint32_t *after;    /* by cohort: the one published after it, or SERIES_NONE */
    uint32_t *figure;   /* by row: that of the council's last figure up to it, or none */
    uint32_t *next_row; /* by row: the cohort of the council's next row, or SERIES_NONE */
};

void flag_stale_init(struct flag_stale *stale, const struct series *series);
void flag_stale_release(struct flag_stale *stale);

enum flag_staleness {
    FLAG_NOT_WATCHED, /* the council has ended, is outside, never had a figure, or another
                       * reports for it */
    FLAG_FRESH,
    FLAG_STALE /* evidence has been added */
};

/* Asked of a cohort from the row's own on, up to the council's next row in the series:
 * whether the council's last figure is the rule's `periods` old there. */
enum flag_staleness flag_stale_at(const struct flag_stale *stale,
                                  struct flag_matter *matter, const struct rule *rule,
                                  const struct observation *row, uint32_t cohort);

#endif
