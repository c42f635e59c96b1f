/* How sure the ranks of one group are, from the confidence limits beside its values. */
#ifndef OFLOG_STEP_RANK_CERTAINTY_H
#define OFLOG_STEP_RANK_CERTAINTY_H

#include "council/observation_table.h"
#include "stats/rank_interval.h"

/* More values ranked together than England has councils of all kinds, several times over:
 * the work grows faster than their square. */
enum { RANK_CERTAINTY_MOST = 2000 };

enum rank_method {
    RANK_METHOD_HOLM,      /* rank_interval_holm() */
    RANK_METHOD_BOOTSTRAP, /* rank_interval_bootstrap() */
    RANK_METHOD_POSTERIOR  /* the quantiles of rank_posterior() */
};

struct rank_certainty_options {
    enum rank_method method;
    enum rank_scope scope; /* of intervals, but for the posterior ones */
    double confidence;     /* of the intervals and groups; above 0.5 and below 1 */
    double limits;         /* the confidence of the limits in the table */
};

/* What one row is told. */
struct rank_certainty {
    bool known; /* false: nothing is to be had */
    uint32_t lower, upper;
    uint32_t group_from, group_to; /* rank_groups() */
    double best_quarter, worst_quarter;
};

/* Fills `certainties` (by row of the table; known is false there as yet) for `count` rows
 * that are ranked together, with badness[i], which is smaller for better ones, of
 * rows[i]. The standard error of a value is the width of its limits over that of a normal
 * interval of their confidence. The order of rows decides which draws of a simulation are
 * whose, so it has to be one that the table's does not change. A row without limits stays
 * unknown and is to the others as if its value were exact; where none has any, nothing is
 * done. False, and nothing done, for too many rows. */
bool rank_certainty_fill(const struct observation_table *table,
                         const struct rank_certainty_options *options,
                         const uint32_t *rows, const double *badness, uint32_t count,
                         struct rank_certainty *certainties);

#endif
