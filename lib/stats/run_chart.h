/* Runs about the median: whether a series wanders more than chance lets it. */
#ifndef OFLOG_STATS_RUN_CHART_H
#define OFLOG_STATS_RUN_CHART_H

#include <stdbool.h>
#include <stddef.h>

struct run_chart {
    double median;
    size_t useful;          /* values that are not the median itself */
    size_t longest;         /* the longest run of them on one side */
    size_t longest_usual;   /* a longer one is a signal: round(log2(useful)) + 3 */
    size_t crossings;       /* how often the next useful value lies on the other side */
    size_t crossings_usual; /* fewer are a signal: the 5% quantile of fair coins */
    bool signal;
};

/* The rules of Anhoej and Olesen (2014) over `count` values in order of time, as
 * qicharts2 has them. False where there is no value that is not the median: nothing can
 * be said. */
bool run_chart(const double *values, size_t count, struct run_chart *chart);

#endif
