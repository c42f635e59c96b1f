/* Whether two figures of one metric differ clearly, and which is the better. */
#ifndef OFLOG_STEP_LEARN_GAP_H
#define OFLOG_STEP_LEARN_GAP_H

#include "council/comparison.h"
#include "council/evidence.h"
#include "council/limits.h"
#include "council/metric.h"
#include "stats/difference.h"

/* The spread that figures without limits are held against: of the peers' values, turned
 * by the metric's polarity. */
struct learn_spread {
    double mad;  /* raw median absolute deviation */
    uint32_t n;  /* how many peers have a value */
    bool serves; /* enough of them, and they differ */
};

/* Of `count` turned values, which are sorted in place. */
struct learn_spread learn_spread_of(double *turned, uint32_t count);

/* One figure: its row, and the limits beside it. */
struct learn_figure {
    const struct observation *row;
    bool has_limits;
    struct limits limits;
};

enum learn_side { LEARN_UNKNOWN, LEARN_WORSE, LEARN_SIMILAR, LEARN_BETTER };

struct learn_gap {
    enum learn_side side; /* of the other figure */
    enum basis basis;
    double mads;                /* BASIS_MADS: how much better, in MADs */
    struct estimate difference; /* BASIS_LIMITS: other - own, with its limits */
};

/* How `other` stands to `own`. */
struct learn_gap learn_gap_between(const struct metric *metric,
                                   const struct learn_spread *spread,
                                   struct learn_figure own, struct learn_figure other);

/* Adds WHAT_mads, or WHAT_lower and WHAT_upper. */
void learn_gap_add(struct evidence *evidence, const char *what,
                   const struct learn_gap *gap);

#endif
