/* Many tests at once: p values adjusted for how many there are. */
#include "stats/multiple_tests.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/order.h"

/* The sum of 1/j for j up to `count`, small terms first. */
static double harmonic(size_t count)
{
    long double sum = 0;
    for (size_t j = count; j > 0; j--)
        sum += 1 / (long double)j;
    return (double)sum;
}

/* From the largest p down, each times count / rank * `factor`; none may exceed the one
 * before it. */
static void step_up(const double *p, const size_t *places, size_t count, double factor,
                    double *adjusted)
{
    double least = 1;
    for (size_t rank = count; rank > 0; rank--) {
        const size_t i = places[rank - 1];
        least = fmin(least, factor * (double)count / (double)rank * p[i]);
        adjusted[i] = least;
    }
}

/* From the smallest p up, each times the number of tests not yet passed; none may fall
 * below the one before it. */
static void step_down(const double *p, const size_t *places, size_t count,
                      double *adjusted)
{
    double most = 0;
    for (size_t passed = 0; passed < count; passed++) {
        const size_t i = places[passed];
        most = fmax(most, fmin(1, (double)(count - passed) * p[i]));
        adjusted[i] = most;
    }
}

void multiple_tests_adjust(const double *p, size_t count, enum multiple_tests method,
                           double *adjusted)
{
    size_t *places = memory_take(count, sizeof *places);
    order_places(p, count, places);
    switch (method) {
    case MULTIPLE_TESTS_BENJAMINI_HOCHBERG:
        step_up(p, places, count, 1, adjusted);
        break;
    case MULTIPLE_TESTS_BENJAMINI_YEKUTIELI:
        step_up(p, places, count, harmonic(count), adjusted);
        break;
    case MULTIPLE_TESTS_HOLM:
        step_down(p, places, count, adjusted);
        break;
    case MULTIPLE_TESTS_BONFERRONI:
        for (size_t i = 0; i < count; i++)
            adjusted[i] = fmin(1, (double)count * p[i]);
        break;
    }
    free(places);
}
