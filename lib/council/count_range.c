/* Counts that were rounded or withheld. */
#include "council/count_range.h"

#include <math.h>

/* Of two numerators, with what the denominator may have been. At least one case is
 * counted where any are. */
static struct count_range range_between(const struct metric *metric, double low,
                                        double high, double denominator)
{
    const bool is_share = metric->kind == METRIC_PROPORTION;
    const double half = is_share ? metric->rounded_to / 2 : 0;
    const double fewest = fmax(fmin(1, denominator), denominator - half);
    return (struct count_range){
        .low_numerator = fmax(0, low),
        .low_denominator = denominator + half,
        .high_numerator = is_share ? fmin(high, fewest) : high,
        .high_denominator = fewest,
    };
}

struct count_range count_range_of(const struct metric *metric, double numerator,
                                  double denominator)
{
    const double half = metric->rounded_to / 2;
    if (half == 0)
        return (struct count_range){ numerator, denominator, numerator, denominator };
    return range_between(metric, numerator - half, numerator + half, denominator);
}

bool count_range_of_withheld(const struct metric *metric, double denominator,
                             struct count_range *range)
{
    if (!metric->withholds || !(denominator > 0) ||
        (metric->kind == METRIC_PROPORTION && denominator < metric->withheld_from))
        return false;
    *range =
        range_between(metric, metric->withheld_from, metric->withheld_to, denominator);
    return true;
}

/* What falls short of an estimate is below 0 already, and is not drawn up to it. */
static struct count_range part_between(const struct metric *metric, double low,
                                       double high, double denominator)
{
    if (metric->kind != METRIC_PROPORTION)
        return (struct count_range){ low, denominator, high, denominator };
    const double half = metric->rounded_to / 2;
    const double most = fmin(high, denominator + half);
    return (struct count_range){ low, denominator + half, most,
                                 fmax(most, denominator - half) };
}

struct count_range count_range_of_part(const struct metric *metric, double numerator,
                                       double denominator)
{
    const double half = metric->rounded_to / 2;
    return part_between(metric, fmax(fmin(0, numerator), numerator - half),
                        numerator + half, denominator);
}

bool count_range_of_withheld_part(const struct metric *metric, double denominator,
                                  struct count_range *range)
{
    struct count_range alone;
    if (!count_range_of_withheld(metric, denominator, &alone))
        return false;
    *range =
        part_between(metric, metric->withheld_from, metric->withheld_to, denominator);
    return true;
}

struct count_range count_range_whole(const struct count_range *range)
{
    return (struct count_range){ ceil(range->low_numerator),
                                 floor(range->low_denominator),
                                 floor(range->high_numerator),
                                 ceil(range->high_denominator) };
}

double count_range_low(const struct metric *metric, const struct count_range *range)
{
    return metric->per * range->low_numerator / range->low_denominator;
}

double count_range_high(const struct metric *metric, const struct count_range *range)
{
    return metric->per * range->high_numerator / range->high_denominator;
}
