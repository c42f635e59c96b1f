/* The numerators and denominators of a whole table. */
#include "step/compare_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/order.h"
#include "stats/spread.h"

bool compare_parts_value(const struct metric *metric, double numerator,
                         double denominator, double *value)
{
    const enum metric_parts parts =
        metric_value_of_parts(metric, numerator, denominator, value);
    return parts == PARTS_GIVE_VALUE || parts == PARTS_GIVE_MINIMUM;
}

static struct compare_parts read_parts(const struct observation_table *table,
                                       const struct observation *row,
                                       struct csv_cells *cells)
{
    const struct metric *metric = &table->reading.metrics->all[row->metric];
    struct compare_parts parts = { NAN, NAN };
    double value;
    observation_cells(row, cells);
    number_parse(cells->cells[table->places[OBSERVATION_DENOMINATOR]],
                 &parts.denominator);
    if (!number_parse(cells->cells[table->places[OBSERVATION_NUMERATOR]],
                      &parts.numerator) ||
        !compare_parts_value(metric, parts.numerator, parts.denominator, &value))
        parts.numerator = NAN;
    return parts;
}

struct compare_parts *compare_parts_read(const struct observation_table *table)
{
    if (table->places[OBSERVATION_NUMERATOR] == CSV_COLUMN_ABSENT ||
        table->places[OBSERVATION_DENOMINATOR] == CSV_COLUMN_ABSENT)
        return NULL;
    struct csv_cells cells = { 0 };
    struct compare_parts *parts = memory_take(table->count, sizeof *parts);
    for (size_t i = 0; i < table->count; i++)
        parts[i] = read_parts(table, &table->rows[i], &cells);
    csv_cells_release(&cells);
    return parts;
}

bool compare_parts_make(const struct metric *metric, struct compare_parts parts,
                        double value, struct text shown)
{
    const double rounding_of_counts = fmax(2.5, metric->rounded_to / 2);
    double made;
    if (isnan(parts.numerator) || parts.numerator < 0 ||
        metric_value_of_parts(metric, parts.numerator, parts.denominator, &made) !=
            PARTS_GIVE_VALUE)
        return false;
    const double slack = number_rounding(shown) + rounding_of_counts *
                                                      (fabs(metric->per) + fabs(made)) /
                                                      parts.denominator;
    return fabs(value - made) <= slack * (1 + 1e-9);
}

struct compare_sums compare_parts_sum(double *numerators, double *denominators,
                                      uint32_t count)
{
    order_sort(numerators, count);
    order_sort(denominators, count);
    return (struct compare_sums){ spread_sum(numerators, count),
                                  spread_sum(denominators, count), count };
}
