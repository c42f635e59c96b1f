/* Values of few, and of counts that were rounded or withheld. */
#include <math.h>

#include "council/count_range.h"
#include "step/normalise_run.h"

/* A share of fewer than the first gets no verdict (oflog-compare); one of fewer than the
 * second is shown with reserve. */
#define SMALL_BASE 20
#define LOW_BASE 30

/* Whether the row is one whose numerator is withheld as a small count, and then of what
 * denominator: NAN where that is not known. A count is withheld itself. */
static bool is_suppressed(struct normalising *n, const struct observation *row,
                          const struct metric *metric, double *denominator)
{
    double numerator;
    if (row->has_value || (row->markers & MARKER_CONFIDENTIAL) == 0 ||
        normalise_read_part(n, OBSERVATION_NUMERATOR, &numerator))
        return false;
    *denominator = metric->kind == METRIC_COUNT ? 1 : NAN;
    if (metric->kind != METRIC_COUNT)
        normalise_read_part(n, OBSERVATION_DENOMINATOR, denominator);
    return true;
}

/* Whether the value is known but for a range. */
static bool find_range(struct normalising *n, const struct observation *row,
                       const struct metric *metric, struct count_range *range)
{
    double numerator, denominator;
    if (metric->rounded_to == 0 || !row->has_value ||
        !normalise_read_parts(n, row, &numerator, &denominator) || numerator < 0 ||
        !(denominator > 0))
        return false;
    *range = count_range_of(metric, numerator, denominator);
    return true;
}

static const char *word_of_base(struct normalising *n, const struct observation *row,
                                const struct metric *metric)
{
    double denominator;
    if (metric->kind != METRIC_PROPORTION || !row->has_value ||
        !normalise_read_part(n, OBSERVATION_DENOMINATOR, &denominator))
        return "";
    return denominator < SMALL_BASE ? "small-base"
           : denominator < LOW_BASE ? "low-base"
                                    : "";
}

void normalise_write_small(struct normalising *n, const struct observation *row,
                           struct csv_writer *writer)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    struct count_range range = { 0 };
    double denominator;
    observation_cells(row, &n->cells);
    const bool suppressed = is_suppressed(n, row, metric, &denominator);
    const bool known = suppressed ? count_range_of_withheld(metric, denominator, &range)
                                  : find_range(n, row, metric, &range);
    csv_write_known(writer, known, known ? count_range_low(metric, &range) : 0);
    csv_write_known(writer, known, known ? count_range_high(metric, &range) : 0);
    csv_write_cell(writer,
                   text_of(suppressed ? "suppressed" : word_of_base(n, row, metric)));
}
