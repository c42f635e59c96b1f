/* Scales and ticks. */
#include "page/chart_axis.h"

#include <float.h>
#include <math.h>

/* Halves, since the span of two finite numbers need not be finite. */
static double share_of(double from, double to, double value)
{
    const double span = to / 2 - from / 2;
    return span > 0 ? (value / 2 - from / 2) / span : 0.5;
}

double chart_scale_at(const struct chart_scale *scale, double value)
{
    const double share = scale->logarithmic
                             ? share_of(log(scale->from), log(scale->to), log(value))
                             : share_of(scale->from, scale->to, value);
    const double within = share > 0 ? (share < 1 ? share : 1) : 0;
    return scale->start + (scale->end - scale->start) * within;
}

void chart_extent_add(struct chart_extent *extent, double value)
{
    if (!isfinite(value))
        return;
    extent->least = extent->any ? fmin(extent->least, value) : value;
    extent->most = extent->any ? fmax(extent->most, value) : value;
    extent->any = true;
}

void chart_extent_widen(struct chart_extent *extent, double share, double least)
{
    if (!extent->any)
        *extent = (struct chart_extent){ true, 0, 1 };
    const double span = extent->most / 2 - extent->least / 2;
    const double pad = span > 0 ? 2 * (span * share) : fabs(extent->most) * share;
    const double room = fmax(pad, least);
    extent->least = fmax(extent->least - room, -DBL_MAX);
    extent->most = fmin(extent->most + room, DBL_MAX);
}

/* The next of 1, 2, 5 times a power of ten that is not below `raw`. */
static double round_step(double raw, int *exponent)
{
    static const int steps[] = { 1, 2, 5, 10 };
    *exponent = (int)floor(log10(raw));
    const double power = pow(10, *exponent);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (power * steps[i] >= raw * (1 - 1e-9)) {
            *exponent += steps[i] == 10;
            return power * steps[i];
        }
    return power * 10;
}

void chart_ticks(double from, double to, size_t most, double least,
                 struct chart_ticks *ticks)
{
    int exponent = 0;
    const double raw = fmax(to / (double)most - from / (double)most, least);
    *ticks = (struct chart_ticks){ .count = 0 };
    if (!(raw > 0) || !isfinite(raw))
        return;
    const double step = round_step(raw, &exponent);
    const double first = ceil(from / step - 1e-9), last = floor(to / step + 1e-9);
    if (!(step > 0) || !isfinite(step) || !(fabs(first) < 1e15) || !(fabs(last) < 1e15))
        return;
    for (double i = first; i <= last && ticks->count < CHART_MOST_TICKS; i++)
        ticks->at[ticks->count++] = i * step + 0.0; /* no -0 */
    ticks->decimals = exponent < 0 ? -exponent : 0;
}

static void put_decades(double from, double to, const double *parts, size_t part_count,
                        int every, struct chart_ticks *ticks)
{
    const int first = (int)floor(log10(from)), last = (int)ceil(log10(to));
    *ticks = (struct chart_ticks){ .decimals = first < 0 ? -first : 0 };
    for (int exponent = first; exponent <= last; exponent += every)
        for (size_t i = 0; i < part_count; i++) {
            const double at = parts[i] * pow(10, exponent);
            if (at >= from && at <= to && ticks->count < CHART_MOST_TICKS)
                ticks->at[ticks->count++] = at;
        }
}

void chart_ticks_logarithmic(double from, double to, size_t most,
                             struct chart_ticks *ticks)
{
    static const double parts[] = { 1, 2, 5, 1, 3, 1 };
    static const struct {
        size_t first, count;
        int every;
    } choices[] = { { 0, 3, 1 }, { 3, 2, 1 }, { 5, 1, 1 }, { 5, 1, 3 }, { 5, 1, 100 } };
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        put_decades(from, to, parts + choices[i].first, choices[i].count,
                    choices[i].every, ticks);
        if (ticks->count <= most)
            return;
    }
}
