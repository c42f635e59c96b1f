/* Which values of a control chart have another cause than chance. */
#include <math.h>

#include "stats/control_chart.h"

enum {
    RUN = 7,         /* values that make a run or a trend */
    FEW = 4,         /* fewer say nothing */
    FEW_FOR_RUNS = 7 /* fewer can only be beyond a limit */
};

struct chart {
    const struct control_series *series;
    double centre;
    const struct control_limits *limits;
    double rounding; /* what is no further from a line is on it */
};

static double rounding_of(const struct control_series *series)
{
    double largest = 0;
    for (size_t i = 0; i < series->count; i++)
        largest = fmax(largest, fabs(series->values[i]));
    return 1e-12 * largest;
}

/* 1 above the line, -1 below, 0 on it. */
static int side_of(const struct chart *chart, size_t i, double line)
{
    const double value = chart->series->values[i];
    return fabs(value - line) <= chart->rounding ? 0 : value > line ? 1 : -1;
}

static int side(const struct chart *chart, size_t i)
{
    return side_of(chart, i, chart->centre);
}

static int beyond_limit(const struct chart *chart, size_t i)
{
    return side_of(chart, i, chart->limits[i].upper) > 0   ? 1
           : side_of(chart, i, chart->limits[i].lower) < 0 ? -1
                                                           : 0;
}

/* In the outer third between the centre and a limit, and not beyond the limit. */
static int near_limit(const struct chart *chart, size_t i)
{
    const double upper = chart->limits[i].upper - chart->centre;
    const double lower = chart->limits[i].lower - chart->centre;
    if (beyond_limit(chart, i) != 0)
        return 0;
    return side_of(chart, i, chart->centre + 2 * upper / 3) > 0   ? 1
           : side_of(chart, i, chart->centre + 2 * lower / 3) < 0 ? -1
                                                                  : 0;
}

/* 1 up to value i from the one before, -1 down, 0 for no change or a gap between. */
static int step_to(const struct chart *chart, size_t i)
{
    const struct control_series *series = chart->series;
    if (series->after_gap != NULL && series->after_gap[i])
        return 0;
    return (series->values[i] > series->values[i - 1]) -
           (series->values[i] < series->values[i - 1]);
}

static bool has_gap(const struct chart *chart, size_t from, size_t length)
{
    for (size_t i = from + 1; i < from + length; i++)
        if (chart->series->after_gap != NULL && chart->series->after_gap[i])
            return true;
    return false;
}

/* What a stretch of values from `from` on is: 1 upwards, -1 downwards, 0 nothing. */
typedef int stretch(const struct chart *chart, size_t from);

static int is_trend(const struct chart *chart, size_t from)
{
    const int step = step_to(chart, from + 1);
    for (size_t i = from + 2; i < from + RUN; i++)
        if (step_to(chart, i) != step)
            return 0;
    return step;
}

static int is_run(const struct chart *chart, size_t from)
{
    const int first = side(chart, from);
    for (size_t i = from + 1; i < from + RUN; i++)
        if (side(chart, i) != first)
            return 0;
    return has_gap(chart, from, RUN) ? 0 : first;
}

static int is_two_of_three(const struct chart *chart, size_t from)
{
    const int first = side(chart, from);
    int near = 0;
    for (size_t i = from; i < from + 3; i++) {
        if (side(chart, i) != first)
            return 0;
        near += near_limit(chart, i) != 0;
    }
    return has_gap(chart, from, 3) || near < 2 ? 0 : first;
}

/* What the first stretch of `length` values is that is anything and that value i is part
 * of. */
static int part_of(const struct chart *chart, size_t i, size_t length, stretch *is)
{
    for (size_t from = i + 1 > length ? i + 1 - length : 0;
         from <= i && from + length <= chart->series->count; from++) {
        const int found = is(chart, from);
        if (found != 0)
            return found;
    }
    return 0;
}

/* Where two trends meet, the step that follows says which, if it is one. */
static int trend_at(const struct chart *chart, size_t i)
{
    const int first = part_of(chart, i, RUN, is_trend);
    if (first == 0 || i + 1 == chart->series->count ||
        part_of(chart, i + 1, RUN, is_trend) == 0)
        return first;
    const int following = step_to(chart, i + 1);
    return following != 0 ? following : first;
}

static enum control_signal choose(int direction, enum control_signal up,
                                  enum control_signal down)
{
    return direction > 0 ? up : down;
}

static enum control_signal signal_at(const struct chart *chart, size_t i)
{
    int found = beyond_limit(chart, i);
    if (found != 0)
        return choose(found, CONTROL_ABOVE_LIMIT, CONTROL_BELOW_LIMIT);
    if (chart->series->count < FEW_FOR_RUNS)
        return CONTROL_COMMON;
    found = trend_at(chart, i);
    if (found != 0)
        return choose(found, CONTROL_RISING, CONTROL_FALLING);
    found = near_limit(chart, i) == 0 ? 0 : part_of(chart, i, 3, is_two_of_three);
    if (found != 0)
        return choose(found, CONTROL_NEAR_UPPER, CONTROL_NEAR_LOWER);
    found = part_of(chart, i, RUN, is_run);
    if (found != 0)
        return choose(found, CONTROL_RUN_ABOVE, CONTROL_RUN_BELOW);
    return CONTROL_COMMON;
}

void control_signals(const struct control_series *series, double centre,
                     const struct control_limits *limits, enum control_signal *signals)
{
    const struct chart chart = { series, centre, limits, rounding_of(series) };
    for (size_t i = 0; i < series->count; i++)
        signals[i] = series->count < FEW ? CONTROL_COMMON : signal_at(&chart, i);
}

int control_direction(enum control_signal signal)
{
    switch (signal) {
    case CONTROL_COMMON:
        return 0;
    case CONTROL_ABOVE_LIMIT:
    case CONTROL_RISING:
    case CONTROL_NEAR_UPPER:
    case CONTROL_RUN_ABOVE:
        return 1;
    case CONTROL_BELOW_LIMIT:
    case CONTROL_FALLING:
    case CONTROL_NEAR_LOWER:
    case CONTROL_RUN_BELOW:
        break;
    }
    return -1;
}
