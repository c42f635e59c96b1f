/* What one row is told: what its peers have, how far it is from them, and whether that
 * can be called better or worse. */
#ifndef OFLOG_STEP_COMPARE_VERDICT_H
#define OFLOG_STEP_COMPARE_VERDICT_H

#include "council/comparison.h"
#include "step/compare_peers.h"

struct compare_finding {
    uint32_t n, missing, outside;
    uint16_t markers;
    uint8_t verdict, basis; /* enum verdict, enum basis */
    bool grouped;           /* it has peers to look for at all */
    bool has_spread;        /* quartiles and MAD */
    bool has_mads;
    double mean, q1, median, q3, mad, mads;
};

struct compare_judge {
    const struct observation_table *table;
    const struct compare_options *options;
    struct csv_cells cells;
    double *values; /* of the peers counted, sorted; room for every area once */
    double *turned; /* the same, judged by a target */
};

void compare_judge_init(struct compare_judge *judge,
                        const struct observation_table *table,
                        const struct compare_options *options);
void compare_judge_release(struct compare_judge *judge);

/* Of a row without a group to be compared with, which still says why. */
void compare_find_nothing(const struct observation *row, struct compare_finding *finding);

/* Gathers the figures of a row's peers and judges the row by them. */
void compare_find(struct compare_judge *judge, const struct cohort *cohort,
                  const struct compare_peers *peers, struct compare_finding *finding);

#endif
