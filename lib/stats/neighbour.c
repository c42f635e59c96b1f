/* How unlike two units are. */
#include "stats/neighbour.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/order.h"
#include "stats/score.h"

static bool score_of(const double *sorted, size_t count, double value,
                     enum neighbour_scale scale, double *score)
{
    switch (scale) {
    case NEIGHBOUR_STANDARD:
        return score_standard(sorted, count, value, score);
    case NEIGHBOUR_ROBUST:
        return score_robust(sorted, count, value, score);
    case NEIGHBOUR_RANK:
        break;
    }
    if (sorted[0] == sorted[count - 1] || !score_percentile(sorted, count, value, score))
        return false;
    *score /= 100;
    return true;
}

bool neighbour_standardise(double *values, size_t count, size_t stride,
                           enum neighbour_scale scale)
{
    double *sorted = memory_take(count + 1, sizeof *sorted);
    double *scores = memory_take(count + 1, sizeof *scores);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i * stride]))
            sorted[n++] = values[i * stride];
    order_sort(sorted, n);
    bool differs = n >= 2;
    for (size_t i = 0; i < count && differs; i++) {
        scores[i] = NAN;
        if (!isnan(values[i * stride]))
            differs = score_of(sorted, n, values[i * stride], scale, &scores[i]);
    }
    for (size_t i = 0; i < count && differs; i++)
        values[i * stride] = scores[i];
    free(sorted);
    free(scores);
    return differs;
}

struct neighbour_distance neighbour_between(const double *a, const double *b,
                                            const double *weights, size_t count)
{
    struct neighbour_distance found = { 0 };
    long double squares = 0, weight = 0, used_weight = 0;
    size_t all = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(weights[i] > 0))
            continue;
        all++;
        weight += weights[i];
        if (isnan(a[i]) || isnan(b[i]))
            continue;
        found.used++;
        used_weight += weights[i];
        const long double apart = (long double)a[i] - b[i];
        squares += weights[i] * apart * apart;
    }
    if (found.used == 0)
        return found;
    found.distance = (double)sqrtl(squares * all / found.used);
    found.share = (double)(used_weight / weight);
    return found;
}
