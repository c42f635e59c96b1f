/* Between what a sum may lie whose parts were rounded or withheld. */
#ifndef OFLOG_STEP_AGGREGATE_RANGE_H
#define OFLOG_STEP_AGGREGATE_RANGE_H

#include "council/count_range.h"

enum { AGGREGATE_ENDS = 4 };

struct aggregate_range {
    double *ends[AGGREGATE_ENDS]; /* as the members of struct count_range, by part */
    size_t count, room;
};

/* What came out. */
struct aggregate_bounds {
    double low, high;
    bool narrow; /* no further apart than a hundredth of the lower end */
};

/* Whether the metric says how its counts were rounded or which are withheld. */
bool aggregate_range_is_said(const struct metric *metric);

/* `range` begins as zeros. */
void aggregate_range_release(struct aggregate_range *range);
void aggregate_range_begin(struct aggregate_range *range);
void aggregate_range_add(struct aggregate_range *range, const struct count_range *part);

/* The worst case: every part at its low end, and every part at its high end. False where
 * an end is no number. Whatever the order of adding, the same. */
bool aggregate_range_end(struct aggregate_range *range, const struct metric *metric,
                         struct aggregate_bounds *bounds);

#endif
