/* Ranks inside each metric, period and level: who stands where among how many.
 *
 * Holds the table: the last row may change the first one's place. */
#ifndef OFLOG_STEP_RANK_H
#define OFLOG_STEP_RANK_H

#include "council/selection.h"
#include "council/within.h"
#include "stats/order.h"
#include "step/step.h"

struct rank_options {
    enum ties ties;
    size_t bands; /* 2 to 100 */
    /* which rows are ranked together, inside metric, period and level */
    struct within within;
    bool best_given; /* --best: which end is 1, instead of the metric's polarity */
    bool best_is_high;
};

/* The columns that rank_run() adds, ending in NULL. */
extern const char *const rank_columns[];

/* Writes each selected row with its rank (1 is best), the number ranked, an interval for
 * the rank (empty: none can be had from a bare value), the percentile (the mid-rank
 * position: 100 (n - average rank + 1/2) / n) and the band (1 is best; cut at type 7
 * quantiles, a value on a bound falls into the better band; empty for fewer values than
 * bands). Rows that are missing, outside or benchmarks get empty cells, 0 never. A
 * neutral metric without --best is not ranked, and that is noted. */
enum step_outcome rank_run(const struct observation_table *table,
                           const struct selection *selection,
                           const struct rank_options *options, struct csv_writer *writer,
                           struct step_account *account);

#endif
