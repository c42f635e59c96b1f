/* Money in the prices of one period. */
#include "step/normalise_run.h"

#include <math.h>

static const struct metric *metric_of(const struct normalising *n,
                                      const struct observation *row)
{
    return &n->table->reading.metrics->all[row->metric];
}

bool normalise_is_deflated(const struct normalising *n, const struct observation *row)
{
    return n->options->deflator != NULL && metric_is_money(metric_of(n, row));
}

bool normalise_factor(const struct normalising *n, const struct observation *row,
                      double *factor)
{
    double index;
    if (!deflator_index(n->options->deflator, row->period, metric_of(n, row)->year,
                        &index))
        return false;
    *factor = n->options->base_index / index;
    return true;
}

/* The parts of a sum of money that are money too. */
const enum observation_column normalise_money_columns[] = { OBSERVATION_NUMERATOR,
                                                            OBSERVATION_LOWER,
                                                            OBSERVATION_UPPER };

/* Whether all that is money in the row stays a number. */
static bool stays_finite(struct normalising *n, const struct observation *row,
                         double factor)
{
    bool finite = !row->has_value || isfinite(row->value * factor);
    double cash;
    observation_cells(row, &n->cells);
    for (int i = 0; i < NORMALISE_MONEY_COLUMNS; i++)
        if (normalise_read_part(n, normalise_money_columns[i], &cash))
            finite = finite && isfinite(cash * factor);
    return finite;
}

void normalise_deflate(struct normalising *n, struct observation *row)
{
    struct normalise_change *change = &n->changes[row - n->table->rows];
    double factor;
    if (row->gone || !normalise_is_deflated(n, row))
        return;
    if (!normalise_factor(n, row, &factor)) {
        n->unpriced++;
        change->unpriced = true;
        row->has_value = false;
        if (row->standing == STANDING_COUNTS)
            row->standing = STANDING_MISSING;
        return;
    }
    if (!stays_finite(n, row, factor)) {
        observation_refuse(n->table, row, n->table->places[OBSERVATION_VALUE],
                           "in other prices this is no finite number");
        return;
    }
    n->deflated++;
    if (row->has_value) {
        row->value *= factor;
        change->rebuilt = true;
    }
}
