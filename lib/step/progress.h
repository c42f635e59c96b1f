/* How far each area has come since it began, or since a period, and how far the others
 * have come meanwhile.
 *
 * Holds the table. */
#ifndef OFLOG_STEP_PROGRESS_H
#define OFLOG_STEP_PROGRESS_H

#include "council/selection.h"
#include "step/step.h"

struct progress_options {
    bool since_period; /* else since the first day of each council or body */
    struct period period;
};

/* The columns that progress_run() writes, ending in NULL. */
extern const char *const progress_columns[];

/* Writes a row for each selected row that counts and has an earlier figure to start from,
 * in the order of the rows. The start is the area's figure of options->period, or: the
 * last one of a period that had ended before its first day; where there is none, its
 * first figure (from_is says which). Figures of periods that had ended
 * before the first day are where it may start, and have no row of their own. Periods are
 * of one kind (years, quarters).
 *
 * change: value - start. change_lower, change_upper: limits of it, by
 *   difference_between(), where both figures have limits. verdict: by these limits and
 *   the metric's polarity, similar while they hold 0; without them, or with a target
 *   there is none, and basis says so.
 * others_n, others_median: how many others of its class (combined authorities: of the
 *   level) have figures of both periods, and their median change. others_mads: (change -
 *   median) / MAD of the others' changes; more_than_others: the verdict on it, as
 *   oflog-compare gives it by MADs, of five others or more. Of a target metric both are
 *   of the change of -|value - target|. */
enum step_outcome progress_run(const struct observation_table *table,
                               const struct selection *selection,
                               const struct progress_options *options,
                               struct csv_writer *writer, struct step_account *account);

#endif
