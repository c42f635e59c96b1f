/* Confidence limits of a row, made of its numerator and denominator. */
#ifndef OFLOG_STEP_NORMALISE_LIMITS_H
#define OFLOG_STEP_NORMALISE_LIMITS_H

#include "base/messages.h"
#include "council/metric.h"
#include "stats/interval.h"

struct limits_options {
    /* in place of the method of each metric that is not METRIC_INTERVAL_NONE;
     * METRIC_INTERVAL_UNSAID: as the metrics say */
    enum metric_interval method;
    double level; /* above 0, below 1 */
    /* columns for the limits are added where the table has none */
    bool columns;
    /* and of 99.8%, in columns of their own (limits_wider_columns), whatever the level */
    bool wider;
};

/* How many rows came to what. */
struct limits_counts {
    uint64_t made;
    uint64_t not_for; /* the metric is none of counts, or not of the method's kind */
    uint64_t none[INTERVAL_TOO_LARGE + 1]; /* by enum interval_outcome */
};

/* Whether there is a method for the limits of this metric: Wilson's for what is counted
 * among the denominator (a proportion, or a rate or ratio that is one), Byar's for events
 * (a rate, a ratio or a count), the exact one for either. Money, means and scores have
 * none, whatever is asked for. */
bool limits_are_for(const struct metric *metric, const struct limits_options *options);

/* The limits of per * numerator / denominator, for such a metric. A count is its own
 * numerator, with a denominator of 1. Where the metric's counts are rounded, from the
 * lower limit of the lowest that they may have been to the upper one of the highest
 * (count_range.h; exact limits, of whole counts, those within). */
enum interval_outcome limits_make(const struct metric *metric,
                                  const struct limits_options *options, double numerator,
                                  double denominator, struct interval *interval);

/* What became of the limits, for the one who reads along. */
void limits_note(const struct limits_counts *counts, const struct limits_options *options,
                 struct messages *messages);

#endif
