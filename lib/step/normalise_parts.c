/* Values made from their parts, or held against them. */
#include "step/normalise_run.h"

#include <math.h>

#include "base/number.h"
#include "council/count_range.h"

bool normalise_read_part(struct normalising *n, enum observation_column column,
                         double *number)
{
    const size_t place = n->table->places[column];
    return place != CSV_COLUMN_ABSENT && number_parse(n->cells.cells[place], number);
}

/* A count is made of itself. */
bool normalise_read_parts(struct normalising *n, const struct observation *row,
                          double *numerator, double *denominator)
{
    if (n->table->reading.metrics->all[row->metric].kind != METRIC_COUNT)
        return normalise_read_part(n, OBSERVATION_NUMERATOR, numerator) &&
               normalise_read_part(n, OBSERVATION_DENOMINATOR, denominator);
    *numerator = row->value;
    *denominator = 1;
    return true;
}

static void say_value(struct normalising *n, const struct observation *row,
                      const char *what)
{
    const size_t column = n->table->places[OBSERVATION_VALUE];
    const struct place place = observation_place(n->table, row, column);
    messages_note(n->table->reading.messages, "%s:%llu:%llu: the published value %.*s %s",
                  place.file, (unsigned long long)place.line,
                  (unsigned long long)place.column, TEXT_ARGS(n->cells.cells[column]),
                  what);
}

/* What the value may be off by its own rounding is added to what its parts may be by
 * theirs. */
static bool agrees(const struct normalising *n, const struct observation *row,
                   double numerator, double denominator, double made)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    const struct text published = n->cells.cells[n->table->places[OBSERVATION_VALUE]];
    const double slack = number_rounding(published) + 1e-9 * fabs(made);
    const struct count_range range = count_range_of(metric, numerator, denominator);
    const double low = metric->rounded_to > 0 ? count_range_low(metric, &range) : made,
                 high = metric->rounded_to > 0 ? count_range_high(metric, &range) : made;
    return row->value >= low - slack && row->value <= high + slack;
}

static void say_disagreement(struct normalising *n, const struct observation *row,
                             double made)
{
    char number[NUMBER_SIZE], what[NUMBER_SIZE + 64];
    if (n->disagreeing++ >= NORMALISE_MOST_SAID)
        return;
    number_format(made, number);
    snprintf(what, sizeof what, "differs from its parts, which give %s", number);
    say_value(n, row, what);
}

static void say_impossible(struct normalising *n, const struct observation *row)
{
    if (n->impossible++ < NORMALISE_MOST_SAID)
        say_value(n, row, "is outside what a proportion can be: 0 to the metric's 'per'");
}

static void refuse_parts(struct normalising *n, struct observation *row,
                         const char *reason)
{
    observation_refuse(n->table, row, n->table->places[OBSERVATION_NUMERATOR], reason);
}

static void take_value(struct normalising *n, struct observation *row, double made)
{
    n->filled += !row->has_value;
    row->value = made;
    row->has_value = true;
    if (row->standing == STANDING_MISSING)
        row->standing = STANDING_COUNTS;
    n->changes[row - n->table->rows].rebuilt = true;
}

/* Without a value and with a marker, it was withheld for that reason. */
static bool is_withheld(const struct observation *row)
{
    return (row->markers & MARKERS_INSTEAD) != 0 ||
           (!row->has_value && row->markers != 0);
}

static void take_parts(struct normalising *n, struct observation *row, double numerator,
                       double denominator)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    double made = 0;
    switch (metric_value_of_parts(metric, numerator, denominator, &made)) {
    case PARTS_GIVE_MINIMUM:
        n->at_minimum += !row->has_value || n->options->rebuild;
        break;
    case PARTS_GIVE_VALUE:
        break;
    case PARTS_WITHOUT_DENOMINATOR:
        n->without_denominator++;
        return;
    case PARTS_ABOVE_WHOLE:
        refuse_parts(n, row, "the numerator of a proportion is above its denominator");
        return;
    case PARTS_NEGATIVE:
        refuse_parts(n, row, "the numerator is negative");
        return;
    case PARTS_NOT_FINITE:
        refuse_parts(n, row, "numerator and denominator give no finite number");
        return;
    }
    const bool differs = row->has_value && !agrees(n, row, numerator, denominator, made);
    if (differs)
        say_disagreement(n, row, made);
    if (!row->has_value || n->options->rebuild)
        take_value(n, row, made);
    else
        n->changes[row - n->table->rows].differs = differs;
}

void normalise_rebuild(struct normalising *n, struct observation *row)
{
    double numerator, denominator;
    if (row->gone)
        return;
    observation_cells(row, &n->cells);
    if (row->has_value &&
        !metric_allows(&n->table->reading.metrics->all[row->metric], row->value))
        say_impossible(n, row);
    if (!is_withheld(row) && normalise_read_part(n, OBSERVATION_NUMERATOR, &numerator) &&
        normalise_read_part(n, OBSERVATION_DENOMINATOR, &denominator))
        take_parts(n, row, numerator, denominator);
}
