/* A number, or a published marker such as c, x or z; and what that means in a comparison.
 */
#ifndef OFLOG_COUNCIL_VALUE_H
#define OFLOG_COUNCIL_VALUE_H

#include <stdbool.h>

#include "base/text.h"

/* Bits in the order of their letters, so that writing them from the lowest up gives them
 * sorted. */
enum marker {
    MARKER_BREAK = 1 << 0,           /* b */
    MARKER_CONFIDENTIAL = 1 << 1,    /* c: suppressed */
    MARKER_ESTIMATED = 1 << 2,       /* e */
    MARKER_FORECAST = 1 << 3,        /* f */
    MARKER_LOW = 1 << 4,             /* low: above zero, rounds to zero */
    MARKER_PROVISIONAL = 1 << 5,     /* p */
    MARKER_REVISED = 1 << 6,         /* r */
    MARKER_UNRELIABLE = 1 << 7,      /* u */
    MARKER_NONE_RECORDED = 1 << 8,   /* w */
    MARKER_NOT_AVAILABLE = 1 << 9,   /* x */
    MARKER_NOT_APPLICABLE = 1 << 10, /* z */

    /* These stand in place of a number, never beside one. */
    MARKERS_INSTEAD = MARKER_CONFIDENTIAL | MARKER_LOW | MARKER_NONE_RECORDED |
                      MARKER_NOT_AVAILABLE | MARKER_NOT_APPLICABLE
};

enum { MARKERS_SIZE = 32 };

/* The words of the contract that a marker cell may hold, for messages. */
extern const char marker_letters[];

/* One letter (or "low"), as the contract writes it; 0 where it is none. */
unsigned marker_parse(struct text t);

/* "", or letters separated by single spaces, each at most once, in any order. */
bool markers_parse(struct text t, unsigned *markers);

/* Sorted, separated by spaces, with a zero byte. Returns `out`. */
const char *markers_format(unsigned markers, char out[MARKERS_SIZE]);

/* The government's shorthand in a value's cell: text, then any number of [r]-style
 * markers ("41.3 [r]", "[c]", "28.9"). *rest becomes what stands before them, trimmed.
 * False where a bracket holds no known marker. */
bool markers_parse_shorthand(struct text t, struct text *rest, unsigned *markers);

/* What a row is in a comparison. */
enum standing {
    STANDING_COUNTS,    /* a number */
    STANDING_MISSING,   /* no number, and there ought to be one */
    STANDING_OUTSIDE,   /* the council does not have the service, or another stands for it
                           in this period */
    STANDING_BENCHMARK, /* a region or country, or a sum over a larger area, that the
                           metric does not compare: passes through, member of nothing */
};

/* What a row with or without a number and with these markers is. */
enum standing value_standing(bool has_number, unsigned markers);

#endif
