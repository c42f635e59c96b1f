/* Statistics of weighted values. */
#include "stats/weighted.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const struct weighted *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

void weighted_sort(struct weighted *items, size_t count)
{
    if (count > 0)
        qsort(items, count, sizeof *items, by_value);
}

static long double weight_of_all(const struct weighted *items, size_t count)
{
    long double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += items[i].weight;
    return sum;
}

static bool keep(long double found, double *result)
{
    if (!isfinite((double)found))
        return false;
    *result = (double)found;
    return true;
}

/* As differences from the first value, so that the mean of equal ones is exactly that. */
static bool extended_mean(const struct weighted *items, size_t count, long double *mean)
{
    const long double weight = weight_of_all(items, count);
    long double sum = 0;
    if (!(weight > 0))
        return false;
    const long double first = items[0].value;
    for (size_t i = 0; i < count; i++)
        sum += items[i].weight * (items[i].value - first);
    *mean = first + sum / weight;
    return true;
}

bool weighted_mean(const struct weighted *items, size_t count, double *mean)
{
    long double found;
    return extended_mean(items, count, &found) && keep(found, mean);
}

bool weighted_variance(const struct weighted *items, size_t count, double *variance)
{
    const long double weight = weight_of_all(items, count);
    long double mean, sum = 0;
    if (!(weight > 1) || !extended_mean(items, count, &mean))
        return false;
    for (size_t i = 0; i < count; i++) {
        const long double away = items[i].value - mean;
        sum += items[i].weight * away * away;
    }
    return keep(sum / (weight - 1), variance);
}

/* The value at place `at`, from 1, where each stands as often as its weight. */
static double value_at(const struct weighted *sorted, size_t count, long double at)
{
    long double reached = 0;
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        if (sorted[i].weight == 0)
            continue;
        last = i;
        reached += sorted[i].weight;
        if (reached >= at)
            break;
    }
    return sorted[last].value;
}

bool weighted_quantile(const struct weighted *sorted, size_t count, double p,
                       double *quantile)
{
    const long double weight = weight_of_all(sorted, count);
    if (!(weight > 0))
        return false;
    const long double order = 1 + (weight - 1) * p;
    const long double place = fmaxl(floorl(order), 1);
    const long double part = order - floorl(order);
    const double low = value_at(sorted, count, place);
    const double high = value_at(sorted, count, fminl(place + 1, weight));
    return keep(low + part * ((long double)high - low), quantile);
}
