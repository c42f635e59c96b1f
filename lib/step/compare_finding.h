/* What one row is told: what its peers have, how far it is from them, and whether that
 * can be called better or worse. */
#ifndef OFLOG_STEP_COMPARE_FINDING_H
#define OFLOG_STEP_COMPARE_FINDING_H

#include "council/comparison.h"
#include "step/compare_parts.h"
#include "step/compare_peers.h"
#include "step/compare_published.h"
#include "step/compare_verdict.h"

/* What is known of how much more the peers differ than by chance. */
enum compare_widened {
    COMPARE_NOT_MEASURED,
    COMPARE_TOO_FEW, /* phi_raw, of too few for more */
    COMPARE_WIDENED  /* phi and tau_squared too */
};

struct compare_finding {
    uint32_t n, missing, outside;
    uint16_t markers;
    uint8_t verdict, basis; /* enum verdict, enum basis */
    uint8_t grade;          /* enum grade, where they are asked for */
    uint8_t widened;        /* enum compare_widened */
    uint8_t against;        /* enum benchmark_kind: never BENCHMARK_BY_RULE */
    bool grouped;           /* it has peers to look for at all */
    bool has_spread;        /* quartiles and MAD */
    bool has_mads;
    bool has_benchmark;
    bool has_benchmark_limits; /* looked for where they are asked for */
    uint32_t summed;           /* peers whose parts are in the sums; 0: none were made */
    uint32_t benchmark_area;   /* of a region or country; AREA_NONE where there is none */
    double mean, q1, median, q3, mad, mads;
    double benchmark; /* on the scale on which the metric is judged */
    struct limits benchmark_limits;
    double phi_raw, phi, tau_squared;
};

/* One peer that counts. */
struct compare_peer {
    double y; /* its value, on the scale on which the metric is judged */
    struct compare_parts parts;
};

struct compare_judge {
    const struct observation_table *table;
    const struct compare_options *options;
    struct compare_parts *parts;         /* by row; NULL: none are known */
    struct compare_published *published; /* NULL: not asked for */
    size_t wider_places[2]; /* of the columns of wider limits; or CSV_COLUMN_ABSENT */
    uint64_t rows_of_some;  /* judged by sums that leave out peers without parts */
    uint64_t ungraded;      /* verdicts by limits without wider ones */
    struct csv_cells cells;
    /* of the row at work */
    struct compare_case judged;
    struct compare_ground ground;
    struct compare_sums sums;         /* of its peers, where they were needed */
    struct text shown;                /* its value as it stands there */
    struct compare_finding described; /* what its peers have, whoever is beside them */
    struct compare_ground level;
    /* the same, with room for every area once */
    struct compare_peer *peers; /* those that count */
    double *values;             /* theirs, sorted */
    double *turned;             /* the same on the scale of a target, sorted */
    double *distances;          /* scratch */
    double *numerators;         /* scratch, as the next */
    double *denominators;
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
