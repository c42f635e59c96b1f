/* Counts that were rounded or withheld, so that nobody outside knows them exactly. */
#ifndef OFLOG_COUNCIL_COUNT_RANGE_H
#define OFLOG_COUNCIL_COUNT_RANGE_H

#include "council/metric.h"

/* The parts of which the lowest and the highest value that may be meant are made. */
struct count_range {
    double low_numerator, low_denominator;
    double high_numerator, high_denominator;
};

/* What counts published as numerator and denominator may have been: each as they stand,
 * unless the metric says that they are rounded: then half of that less and more. So is
 * the denominator of a proportion, where cases are counted, and no other's, which is a
 * population or what was expected. Never below 0, and never more cases than there are. */
struct count_range count_range_of(const struct metric *metric, double numerator,
                                  double denominator);

/* The same of a numerator that is withheld: the metric's range of such counts. False
 * where the metric does not say it. */
bool count_range_of_withheld(const struct metric *metric, double denominator,
                             struct count_range *range);

/* What each of the two adds to a sum of several: the sums of the low ends make the lowest
 * value that the sum may have, those of the high ones the highest. Alone a share is
 * highest where its cases are fewest; in a sum, where all that may be counted are cases
 * and there are no more cases than that. A count has the denominator 1. */
struct count_range count_range_of_part(const struct metric *metric, double numerator,
                                       double denominator);
bool count_range_of_withheld_part(const struct metric *metric, double denominator,
                                  struct count_range *range);

/* The whole counts within a range, for what only whole ones have. */
struct count_range count_range_whole(const struct count_range *range);

/* The values that a range makes. */
double count_range_low(const struct metric *metric, const struct count_range *range);
double count_range_high(const struct metric *metric, const struct count_range *range);

#endif
