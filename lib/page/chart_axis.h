/* From values to places on a chart, and round values to mark the axis with. */
#ifndef OFLOG_PAGE_CHART_AXIS_H
#define OFLOG_PAGE_CHART_AXIS_H

#include <stdbool.h>
#include <stddef.h>

/* Values from `from` to `to` stand from `start` to `end`, which may run backwards. */
struct chart_scale {
    double from, to;
    double start, end;
    bool logarithmic; /* `from` is above 0 */
};

/* Where a value stands: never outside of start and end, whatever the value. */
double chart_scale_at(const struct chart_scale *scale, double value);

/* The least and the largest of the finite numbers seen. */
struct chart_extent {
    bool any;
    double least, most;
};

void chart_extent_add(struct chart_extent *extent, double value);

/* Room on both sides, so that nothing stands on the edge: a share of what it spans, or of
 * the value where all are equal, and at least `least`. Stays finite. An extent of nothing
 * becomes 0 to 1. */
void chart_extent_widen(struct chart_extent *extent, double share, double least);

enum { CHART_MOST_TICKS = 24 };

struct chart_ticks {
    double at[CHART_MOST_TICKS];
    size_t count;
    int decimals; /* that it takes to write them */
};

/* Multiples of 1, 2 or 5 times a power of ten from `from` to `to`, both included: as
 * close as makes at most `most` of them, not closer than `least` apart. `most` is from 2
 * to CHART_MOST_TICKS. None where the numbers are too large or too close to be told
 * apart. */
void chart_ticks(double from, double to, size_t most, double least,
                 struct chart_ticks *ticks);

/* The same for a logarithmic scale: powers of ten, with 2 and 5 times them, or with 3
 * times, or alone, or every other one, as many as fit. 0 < from < to. */
void chart_ticks_logarithmic(double from, double to, size_t most,
                             struct chart_ticks *ticks);

#endif
