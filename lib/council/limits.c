/* The confidence limits that stand beside a value. */
#include "council/limits.h"

#include "base/number.h"

bool limits_hold(struct limits limits, double x)
{
    return (limits.lower <= x && x <= limits.upper) ||
           number_nearly_equal(x, limits.lower) || number_nearly_equal(x, limits.upper);
}

bool limits_read(const struct observation_table *table, const struct observation *row,
                 struct csv_cells *cells, struct limits *limits)
{
    const size_t lower = table->places[OBSERVATION_LOWER],
                 upper = table->places[OBSERVATION_UPPER];
    if (lower == CSV_COLUMN_ABSENT || upper == CSV_COLUMN_ABSENT)
        return false;
    observation_cells(row, cells);
    return number_parse(cells->cells[lower], &limits->lower) &&
           number_parse(cells->cells[upper], &limits->upper) &&
           limits_hold(*limits, row->value);
}

const char *const limits_wider_columns[2] = { "lower99_8cl", "upper99_8cl" };

bool limits_read_wider(const size_t places[2], const struct observation *row,
                       struct limits limits, struct csv_cells *cells,
                       struct limits *wider)
{
    if (places[0] == CSV_COLUMN_ABSENT || places[1] == CSV_COLUMN_ABSENT)
        return false;
    observation_cells(row, cells);
    return number_parse(cells->cells[places[0]], &wider->lower) &&
           number_parse(cells->cells[places[1]], &wider->upper) &&
           limits_hold(*wider, limits.lower) && limits_hold(*wider, limits.upper);
}
