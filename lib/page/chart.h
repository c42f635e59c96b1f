/* What a chart shows, without how it is drawn: points with who they are, lines, and the
 * finding in words.
 *
 * A chart never stands alone: its title states the finding, its description says in words
 * what the eye would see, and a table beside it has every number of it. */
#ifndef OFLOG_PAGE_CHART_H
#define OFLOG_PAGE_CHART_H

#include "base/memory.h"
#include "council/metric.h"

enum chart_kind {
    CHART_STRIP,   /* every council's value on one line: x */
    CHART_TREND,   /* a value for each period, with the peers' band: x period, y value */
    CHART_FUNNEL,  /* x denominator, y value, with limits that narrow */
    CHART_CONTROL, /* XmR: x period, y value, with centre and natural process limits */
    CHART_LADDER   /* ranks with intervals: x rank, a rung for each council */
};

enum chart_role { CHART_OTHER, CHART_PEER, CHART_THIS };

struct chart_point {
    double x, y; /* see enum chart_kind */
    bool has_limits;
    double lower, upper; /* of y; of x in a strip or a ladder */
    struct text name;    /* the council, or the period */
    enum chart_role role;
    bool special; /* a signal of special cause; outside a funnel */
    bool missing; /* a period without a figure: the line breaks; its y is nothing */
    bool breaks;  /* not comparable with the periods before: the line breaks */
    bool provisional;
};

/* A line over the whole chart or along x: the median, England, a funnel's limit. */
enum chart_line_kind {
    CHART_LINE_MEDIAN,
    CHART_LINE_BENCHMARK,
    CHART_LINE_CENTRE,
    CHART_LINE_LIMIT,       /* 95%, or natural process limits */
    CHART_LINE_OUTER_LIMIT, /* 99.8% */
};

struct chart_line {
    enum chart_line_kind kind;
    struct text name; /* "England", "median of 58 unitary authorities" */
    size_t count;     /* 1: one value over the whole chart (of x in a strip, else of y) */
    const double *x, *y;
};

/* The peers' middle half: between lower and upper at each x; of a strip one pair, its x
 * NULL. */
struct chart_band {
    struct text name;
    size_t count; /* 0: none */
    const double *x, *lower, *upper;
};

struct chart {
    enum chart_kind kind;
    struct text title;       /* the finding: "Leeds recycles less than its peers" */
    struct text description; /* the same in full, for those who do not see it */
    struct text x_name, y_name;
    const struct metric *metric; /* how values are written */
    struct chart_point *points;
    size_t count;
    struct chart_line *lines;
    size_t line_count;
    struct chart_band band;
    struct text this_name, peers_name; /* for the key; empty: no such points */
    struct text others_name;           /* empty: "other councils" */
};

#endif
