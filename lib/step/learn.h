/* Whom to learn from: of a council's peers those that do clearly better, and of those the
 * ones that once stood where it stands now.
 *
 * Holds the table, and 16 bytes more for each row: what a peer did before counts. */
#ifndef OFLOG_STEP_LEARN_H
#define OFLOG_STEP_LEARN_H

#include "council/peer_list.h"
#include "council/selection.h"
#include "step/step.h"

struct learn_options {
    const struct peer_lists *lists;
    /* the fewest published figures of a peer after the one it started from; 1 to
     * LEARN_MOST_PERIODS */
    size_t periods;
};

/* How many of a peer's figures are looked back on. */
enum { LEARN_MOST_PERIODS = 100 };

/* The columns that learn_run() writes, ending in NULL. */
extern const char *const learn_columns[];

/* How many rows of each kind were written. */
struct learn_count {
    uint64_t better;   /* does clearly better */
    uint64_t improved; /* and started where the council stands */
};

/* Writes, for each selected row that counts, a row for each of its council's listed peers
 * that does clearly better in the same metric and period, in the order of the rows and
 * then of the list. account->written counts the rows looked at. Nothing is written where
 * there is no evidence.
 *
 * Two figures are told apart by the rules of a verdict. Where both have limits that hold
 * them, and the metric has no target: by the difference of the two with its limits
 * (difference_between()); they differ clearly where 0 lies outside. Else by the peers'
 * spread in that period: where five or more of the council's peers have a figure, and
 * they have a spread, two figures differ clearly that lie COMPARISON_SIMILAR_BELOW median
 * absolute deviations apart or more (within 1e-9). Better is by the metric's polarity; a
 * target metric is judged on -|value - target|; a neutral one has no better end, and that
 * is noted.
 *
 * kind better: the peer's figure is clearly better than the council's.
 * kind improved: so it is, and there is an earlier period (the latest such one) in which
 *   the peer's figure was not clearly different from the council's figure now, since
 *   which the peer has published at least `periods` more figures, the last of them
 *   clearly better than that of the start, and none of them worse than it. Periods that
 *   nobody published do not count as gaps; one that only the peer lacks ends the search,
 *   and so do LEARN_MOST_PERIODS figures. */
enum step_outcome learn_run(const struct observation_table *table,
                            const struct selection *selection,
                            const struct learn_options *options,
                            struct csv_writer *writer, struct step_account *account,
                            struct learn_count *count);

#endif
