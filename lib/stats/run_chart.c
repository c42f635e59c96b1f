/* Runs about the median. */
#include "stats/run_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/distribution.h"
#include "stats/order.h"

static double median_of(const double *values, size_t count)
{
    double *sorted = memory_take(count, sizeof *sorted);
    memcpy(sorted, values, count * sizeof *sorted);
    order_sort(sorted, count);
    const double median = order_median(sorted, count);
    free(sorted);
    return median;
}

static void count_runs(const double *values, size_t count, struct run_chart *chart)
{
    int last = 0;
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        const int side = (values[i] > chart->median) - (values[i] < chart->median);
        if (side == 0)
            continue;
        chart->useful++;
        chart->crossings += last == -side;
        length = side == last ? length + 1 : 1;
        if (length > chart->longest)
            chart->longest = length;
        last = side;
    }
}

/* The least number of heads that 5% of `tosses` of a fair coin do not exceed. */
static size_t usual_crossings(size_t tosses)
{
    return (size_t)distribution_binomial_quantile(0.05, (double)tosses, 0.5, TAIL_LOWER);
}

bool run_chart(const double *values, size_t count, struct run_chart *chart)
{
    *chart = (struct run_chart){ 0 };
    if (count == 0)
        return false;
    chart->median = median_of(values, count);
    count_runs(values, count, chart);
    if (chart->useful == 0)
        return false;
    /* rint(): half to even, as R rounds. */
    chart->longest_usual = (size_t)rint(log2((double)chart->useful)) + 3;
    chart->crossings_usual = usual_crossings(chart->useful - 1);
    chart->signal = chart->longest > chart->longest_usual ||
                    chart->crossings < chart->crossings_usual;
    return true;
}
