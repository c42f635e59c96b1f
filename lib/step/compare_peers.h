/* Who is compared with whom: for each row of a cohort the rows that are its peers. */
#ifndef OFLOG_STEP_COMPARE_PEERS_H
#define OFLOG_STEP_COMPARE_PEERS_H

#include "step/compare.h"

/* The peers of one row. */
struct compare_peers {
    uint32_t row;
    const uint32_t *rows; /* row numbers; good until the next row is visited */
    size_t count;
    bool listed;       /* each is named, so that one without a figure is missed */
    bool again;        /* they are those of the row visited before, all of them */
    uint32_t left_out; /* a row among them that is no peer: the area itself, or none */
    uint32_t missing;  /* listed, without a row where there ought to be one */
    uint32_t outside;  /* listed, without a row, and of another level or class */
};
enum { COMPARE_NONE = UINT32_MAX };

/* Room for finding peers. */
struct compare_finder {
    const struct observation_table *table;
    const struct peer_model *model;
    bool include_self;
    uint32_t *groups;
    uint32_t *members;
};

void compare_finder_init(struct compare_finder *finder,
                         const struct observation_table *table,
                         const struct peer_model *model, bool include_self);
void compare_finder_release(struct compare_finder *finder);

/* How many peers a row may have at the most. */
size_t compare_most_peers(const struct observation_table *table);

/* Visits the rows of a cohort that have peers to look for: all but benchmarks, and those
 * that lie in none of the areas asked for (a council in no combined authority). */
typedef void compare_visit(void *context, const struct cohort *cohort,
                           const struct compare_peers *peers);
void compare_each(struct compare_finder *finder, const struct cohort *cohort,
                  compare_visit *visit, void *context);

#endif
