/* Order statistics: quantiles and ranks with ties. */
#include "stats/order.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"

/* Up to this many values, insertion beats partitioning. */
enum { INSERTION_LIMIT = 24 };

static int compare_doubles(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return (a > b) - (a < b);
}

static void insertion_sort(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const double value = values[i];
        size_t place = i;
        for (; place > 0 && values[place - 1] > value; place--)
            values[place] = values[place - 1];
        values[place] = value;
    }
}

static double middle_of_three(double a, double b, double c)
{
    const double low = a < b ? a : b;
    const double high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* Hoare's partition of at least three values: none of the first ones, whose number (less
 * than `count`) is returned, lies above any of the rest. Values equal to the pivot go to
 * both sides, so ties do no harm. */
static size_t partition(double *values, size_t count)
{
    const double pivot = middle_of_three(values[0], values[count / 2], values[count - 1]);
    for (size_t low = 0, high = count - 1;; low++, high--) {
        while (values[low] < pivot)
            low++;
        while (values[high] > pivot)
            high--;
        if (low >= high)
            return low;
        const double value = values[low];
        values[low] = values[high];
        values[high] = value;
    }
}

/* Quicksort, two to three times as fast as qsort() with its call for every comparison.
 * After `patience` uneven partitions qsort() takes over, so that no order of the input
 * makes it quadratic. */
static void sort_part(double *values, size_t count, int patience)
{
    while (count > INSERTION_LIMIT) {
        const size_t first = partition(values, count);
        const size_t rest = count - first;
        const size_t smaller = first < rest ? first : rest;
        if (smaller < count / 8 && patience-- == 0) {
            qsort(values, count, sizeof *values, compare_doubles);
            return;
        }
        /* Only the smaller part is recursed into: the depth stays logarithmic. */
        sort_part(first < rest ? values : values + first, smaller, patience);
        values += first < rest ? first : 0;
        count -= smaller;
    }
    insertion_sort(values, count);
}

static bool is_sorted(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i] < values[i - 1])
            return false;
    return true;
}

/* Callers that leave one value out of a sorted set come again and again: they pay for a
 * look. */
void order_sort(double *values, size_t count)
{
    enum { UNEVEN_PARTITIONS = 16 };
    if (is_sorted(values, count))
        return;
    sort_part(values, count, UNEVEN_PARTITIONS);
}

static int compare_places(const void *left, const void *right, void *values)
{
    const size_t a = *(const size_t *)left;
    const size_t b = *(const size_t *)right;
    const int order =
        compare_doubles((const double *)values + a, (const double *)values + b);
    return order != 0 ? order : (a > b) - (a < b);
}

void order_places(const double *values, size_t count, size_t *places)
{
    for (size_t i = 0; i < count; i++)
        places[i] = i;
    if (!is_sorted(values, count))
        qsort_r(places, count, sizeof *places, compare_places, (void *)values);
}

/* Where the quantile lies among `count` values, from 1: the h of Hyndman and Fan. */
static double quantile_place(size_t count, double p, enum quantile_type type)
{
    switch (type) {
    case QUANTILE_TYPE_6:
        return p * ((double)count + 1);
    case QUANTILE_TYPE_7:
        break;
    }
    return 1 + p * ((double)count - 1);
}

double order_quantile(const double *sorted, size_t count, double p,
                      enum quantile_type type)
{
    /* p is rarely exact in binary: a place that should be a whole number may miss it by a
     * rounding. */
    const double fuzz = 4 * DBL_EPSILON;
    const double place = quantile_place(count, p, type);
    const double whole = floor(place + fuzz);
    const double part = fabs(place - whole) < fuzz ? 0 : place - whole;

    if (whole < 1)
        return sorted[0];
    if (whole >= (double)count)
        return sorted[count - 1];
    const double below = sorted[(size_t)whole - 1];
    const double above = sorted[(size_t)whole];
    /* Between equal values no rounding may creep in: the bound of a group has to be the
     * value itself. */
    return part > 0 && above > below ? (1 - part) * below + part * above : below;
}

double order_median(const double *sorted, size_t count)
{
    const long double below = sorted[(count - 1) / 2];
    return (double)((below + sorted[count / 2]) / 2);
}

double order_median_without(const double *sorted, size_t count, double left_out)
{
    const size_t middle = count / 2;
    if (count % 2 == 0)
        return left_out <= sorted[middle - 1] ? sorted[middle] : sorted[middle - 1];
    const double two[] = {
        sorted[left_out < sorted[middle] ? middle : middle - 1],
        sorted[left_out > sorted[middle] ? middle : middle + 1],
    };
    return order_median(two, 2);
}

/* `first` to `last` are the places, from 1, of values that are equal; `distinct` values
 * lie up to them. */
static double shared_rank(size_t first, size_t last, size_t distinct, enum ties ties)
{
    switch (ties) {
    case TIES_MIN:
        return (double)first;
    case TIES_AVERAGE:
        return ((double)first + (double)last) / 2;
    case TIES_DENSE:
        return (double)distinct;
    case TIES_MAX:
        break;
    }
    return (double)last;
}

void order_ranks(const double *sorted, size_t count, enum ties ties, double *ranks)
{
    size_t distinct = 0;
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && sorted[end] == sorted[start])
            end++;
        distinct++;
        const double rank = shared_rank(start + 1, end, distinct, ties);
        for (size_t i = start; i < end; i++)
            ranks[i] = rank;
    }
}

size_t order_group(const double *sorted, size_t count, size_t groups, double value)
{
    if (count < groups)
        return 0;
    for (size_t group = 1; group < groups; group++) {
        const double p = (double)group / (double)groups;
        const double bound = order_quantile(sorted, count, p, QUANTILE_TYPE_7);
        /* A bound is interpolated: a value that is meant to lie on it may miss it by a
         * rounding. */
        if (value <= bound || number_nearly_equal(value, bound))
            return group;
    }
    return groups;
}

size_t order_group_by_rank(size_t rank, size_t count, size_t groups)
{
    if (count < groups)
        return 0;
    const double size = (double)count / (double)groups;
    const double from_above = ceil((double)(count + 1 - rank) / size);
    const double group = floor((double)(groups + 1) - from_above);
    return group < 1 ? 1 : (size_t)group;
}
