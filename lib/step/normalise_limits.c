/* Confidence limits of a row. */
#include "step/normalise_limits.h"

#include <math.h>

#include "base/counted.h"
#include "base/number.h"
#include "council/count_range.h"

static enum metric_interval method_for(const struct metric *metric,
                                       const struct limits_options *options)
{
    const bool keeps = options->method == METRIC_INTERVAL_UNSAID ||
                       metric->interval == METRIC_INTERVAL_NONE;
    return keeps ? metric->interval : options->method;
}

static bool counts_events(const struct metric *metric)
{
    return metric->kind == METRIC_RATE || metric->kind == METRIC_RATIO ||
           metric->kind == METRIC_COUNT;
}

bool limits_are_for(const struct metric *metric, const struct limits_options *options)
{
    if (metric_is_money(metric))
        return false;
    switch (method_for(metric, options)) {
    case METRIC_INTERVAL_UNSAID:
    case METRIC_INTERVAL_NONE:
        return false;
    case METRIC_INTERVAL_WILSON:
        return metric->kind == METRIC_PROPORTION || metric->kind == METRIC_RATE ||
               metric->kind == METRIC_RATIO;
    case METRIC_INTERVAL_BYAR:
        return counts_events(metric);
    case METRIC_INTERVAL_EXACT:
        return metric->kind == METRIC_PROPORTION || counts_events(metric);
    }
    return false;
}

static enum interval_outcome make_of(const struct metric *metric,
                                     const struct limits_options *options,
                                     double numerator, double denominator,
                                     struct interval *interval)
{
    const enum metric_interval method = method_for(metric, options);
    if (method != METRIC_INTERVAL_WILSON && metric->kind != METRIC_PROPORTION)
        return interval_rate(numerator, denominator, metric->per,
                             method == METRIC_INTERVAL_BYAR ? INTERVAL_BYAR
                                                            : INTERVAL_EXACT,
                             options->level, interval);
    struct interval share;
    const enum interval_outcome outcome =
        method == METRIC_INTERVAL_WILSON
            ? interval_wilson(numerator, denominator, options->level, &share)
            : interval_clopper_pearson(numerator, denominator, options->level, &share);
    if (outcome == INTERVAL_DONE)
        *interval =
            (struct interval){ share.lower * metric->per, share.upper * metric->per };
    return outcome;
}

enum interval_outcome limits_make(const struct metric *metric,
                                  const struct limits_options *options, double numerator,
                                  double denominator, struct interval *interval)
{
    struct interval low, high;
    const enum interval_outcome outcome =
        make_of(metric, options, numerator, denominator, interval);
    if (outcome != INTERVAL_DONE || metric->rounded_to == 0)
        return outcome;
    struct count_range range = count_range_of(metric, numerator, denominator);
    if (method_for(metric, options) == METRIC_INTERVAL_EXACT)
        range = count_range_whole(&range);
    /* What was published stays within, whatever becomes of the counts about it. */
    if (make_of(metric, options, range.low_numerator, range.low_denominator, &low) ==
        INTERVAL_DONE)
        interval->lower = fmin(interval->lower, low.lower);
    if (make_of(metric, options, range.high_numerator, range.high_denominator, &high) ==
        INTERVAL_DONE)
        interval->upper = fmax(interval->upper, high.upper);
    return outcome;
}

static void note_count(struct messages *messages, uint64_t count, const char *why)
{
    if (count > 0)
        messages_note(messages, "%s without limits: %s", counted(count, "row").text, why);
}

void limits_note(const struct limits_counts *counts, const struct limits_options *options,
                 struct messages *messages)
{
    char percent[NUMBER_SIZE];
    number_format(100 * options->level, percent);
    if (counts->made > 0)
        messages_note(messages,
                      "%s given limits, %s%%: what chance alone may have moved, "
                      "were these cases some of many alike",
                      counted(counts->made, "row").text, percent);
    if (options->method != METRIC_INTERVAL_UNSAID)
        note_count(messages, counts->not_for,
                   "their metric is not of a kind that --interval is for, or says none");
    note_count(messages, counts->none[INTERVAL_NO_DENOMINATOR],
               "the denominator is not above 0");
    note_count(messages, counts->none[INTERVAL_NEGATIVE], "the numerator is negative");
    note_count(messages, counts->none[INTERVAL_ABOVE_WHOLE],
               "the numerator is above the denominator");
    note_count(messages, counts->none[INTERVAL_NOT_COUNTED],
               "exact ones are for whole numbers up to 1e12");
    note_count(messages, counts->none[INTERVAL_TOO_LARGE], "they are no finite numbers");
}
