/* Ranks inside each metric, period and level: who stands where among how many.
 *
 * Holds the table: the last row may change the first one's place. */
#ifndef OFLOG_STEP_RANK_H
#define OFLOG_STEP_RANK_H

#include "council/selection.h"
#include "council/within.h"
#include "stats/order.h"
#include "step/rank_certainty.h"
#include "step/step.h"

/* By what values are put into bands. */
enum rank_banding {
    RANK_BY_VALUE, /* order_group(): cut at quantiles, as Fingertips cuts */
    RANK_BY_RANK   /* order_group_by_rank(): as PHEindicatormethods does */
};

struct rank_options {
    enum ties ties;
    enum rank_banding banding;
    size_t bands; /* 2 to 100 */
    /* which rows are ranked together, inside metric, period and level */
    struct within within;
    bool best_given; /* --best: which end is 1, instead of the metric's polarity */
    bool best_is_high;
    struct rank_certainty_options certainty;
};

/* The columns that rank_run() adds, ending in NULL. */
extern const char *const rank_columns[];

/* Writes each selected row with its rank (1 is best), the number ranked, an interval for
 * the rank, the percentile (the mid-rank position: 100 (n - average rank + 1/2) / n) and
 * the band (1 is best; cut at type 7 quantiles, a value on a bound falls into the better
 * band, or by rank alone; empty for fewer values than bands). Behind these, the groups of
 * which no two members can be told apart that the row is in, from one to another, and its
 * chances to be in the best and in the worst quarter (empty where fewer than 4 are
 * ranked). The interval, the groups and the chances come from the confidence limits
 * beside the values (rank_certainty_fill()) and are empty without: a bare value says
 * nothing of how sure it is. So they are for a metric judged by its distance from a
 * target, which is no normal value, and for groups of more than RANK_CERTAINTY_MOST,
 * which is noted.
 *
 * Rows that are missing, outside or benchmarks get empty cells, 0 never. A neutral metric
 * without --best is not ranked, and that is noted. */
enum step_outcome rank_run(const struct observation_table *table,
                           const struct selection *selection,
                           const struct rank_options *options, struct csv_writer *writer,
                           struct step_account *account);

#endif
