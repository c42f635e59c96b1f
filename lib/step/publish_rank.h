/* What may be said of one council's rank. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_RANK_H
#define OFLOG_STEP_PUBLISH_RANK_H

#include "step/publish_entry.h"

/* Reads the rank of the entry's row, if it has one, from its cells. The class is named,
 * and 1 called the best, highest or lowest, where the values in the cohort bear it out:
 * as many of the class have one as were ranked, and those before it give its rank (ties
 * min or average). Failing that "best" is taken on trust from a metric with a better
 * end. */
void publish_rank_read(const struct publish_entries *entries, const struct cohort *cohort,
                       const struct csv_cells *cells, struct publish_entry *entry);

/* In which half of those ranked a place can only be, if its interval allows none in the
 * other; the one in the middle of an odd number is in neither. */
enum publish_half { PUBLISH_EITHER_HALF, PUBLISH_FIRST_HALF, PUBLISH_SECOND_HALF };
enum publish_half publish_half_of(double lower, double upper, double ranked);

#endif
