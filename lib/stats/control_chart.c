/* The lines of a control chart. */
#include "stats/control_chart.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/spread.h"

/* What a mean moving range is of the standard deviation of normal values, as quality
 * control rounds 2 / sqrt(pi). */
static const double RANGE_TO_DEVIATION = 1.128;
/* Of the mean moving range, from the mean to a limit: 3 / RANGE_TO_DEVIATION rounded, the
 * constant that NHS England publishes. */
static const double RANGE_TO_LIMIT = 2.66;
/* The upper limit of moving ranges, in mean moving ranges. */
static const double RANGE_SCREEN = 3.267;

/* The mean of the moving ranges below `most`; false where there is none. */
static bool mean_range_below(const struct control_series *series, double most,
                             double *mean)
{
    long double sum = 0;
    size_t count = 0;
    for (size_t i = 1; i < series->count; i++) {
        const long double range =
            fabsl((long double)series->values[i] - series->values[i - 1]);
        if ((series->after_gap != NULL && series->after_gap[i]) || range >= most)
            continue;
        sum += range;
        count++;
    }
    *mean = (double)(sum / (long double)(count > 0 ? count : 1));
    return count > 0;
}

/* False where no value follows on another. */
static bool mean_range(const struct control_series *series, bool screened, double *mean)
{
    *mean = 0;
    if (!mean_range_below(series, INFINITY, mean))
        return false;
    /* Where all ranges are 0, none is below 0 and they stay. */
    double rest;
    if (screened && mean_range_below(series, RANGE_SCREEN * *mean, &rest))
        *mean = rest;
    return true;
}

static enum control_outcome outcome_of(const struct control_series *series)
{
    return series->count < 12 ? CONTROL_TRIAL : CONTROL_DONE;
}

enum control_outcome control_xmr(const struct control_series *series, bool screened,
                                 double *centre, struct control_limits *limits)
{
    double range;
    if (series->count < 4 || !mean_range(series, screened, &range))
        return CONTROL_TOO_SHORT;
    *centre = spread_mean(series->values, series->count);
    const struct control_limits all = { *centre - RANGE_TO_LIMIT * range,
                                        *centre + RANGE_TO_LIMIT * range };
    if (!isfinite(all.lower) || !isfinite(all.upper))
        return CONTROL_UNDEFINED;
    for (size_t i = 0; i < series->count; i++)
        limits[i] = all;
    return outcome_of(series);
}

static bool is_share(enum control_model model)
{
    return model == CONTROL_P || model == CONTROL_P_PRIME;
}

/* Whether the counts can be what the model says; *centre becomes their common share or
 * rate. */
static bool find_centre(const struct control_series *series, const double *denominators,
                        enum control_model model, double *centre)
{
    for (size_t i = 0; i < series->count; i++)
        if (!(series->values[i] >= 0) || !(denominators[i] > 0) ||
            (is_share(model) && series->values[i] > denominators[i]))
            return false;
    *centre = spread_sum(series->values, series->count) /
              spread_sum(denominators, series->count);
    return isfinite(*centre);
}

/* What is left of chance in a count out of `denominator`, as the model has it. */
static double deviation(enum control_model model, double centre, double denominator)
{
    return sqrt((is_share(model) ? centre * (1 - centre) : centre) / denominator);
}

/* By how much the series varies more than the model lets it, or less: 1 is as much. False
 * where no value follows on another. */
static bool laney_factor(const struct control_series *series, const double *denominators,
                         enum control_model model, double centre, double *factor)
{
    double *scores = memory_take(series->count, sizeof *scores);
    for (size_t i = 0; i < series->count; i++) {
        const double expected = deviation(model, centre, denominators[i]);
        const double away = series->values[i] / denominators[i] - centre;
        scores[i] = expected > 0 ? away / expected : 0;
    }
    const struct control_series scored = { scores, series->count, series->after_gap };
    const bool found = mean_range(&scored, true, factor);
    *factor /= RANGE_TO_DEVIATION;
    free(scores);
    return found;
}

enum control_outcome control_attributes(const struct control_series *series,
                                        const double *denominators,
                                        enum control_model model, double *centre,
                                        struct control_limits *limits)
{
    double factor = 1;
    if (series->count < 4)
        return CONTROL_TOO_SHORT;
    if (!find_centre(series, denominators, model, centre))
        return CONTROL_UNDEFINED;
    if ((model == CONTROL_P_PRIME || model == CONTROL_U_PRIME) &&
        !laney_factor(series, denominators, model, *centre, &factor))
        return CONTROL_TOO_SHORT;
    for (size_t i = 0; i < series->count; i++) {
        const double away = 3 * factor * deviation(model, *centre, denominators[i]);
        limits[i] = (struct control_limits){ *centre - away, *centre + away };
        if (!isfinite(away))
            return CONTROL_UNDEFINED;
    }
    return outcome_of(series);
}
