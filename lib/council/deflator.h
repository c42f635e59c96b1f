/* An index of prices, by which sums of money of different years become comparable. */
#ifndef OFLOG_COUNCIL_DEFLATOR_H
#define OFLOG_COUNCIL_DEFLATOR_H

#include "council/period.h"
#include "format/byte_source.h"

struct deflator;

/* Reads a table with the columns `period` and `value` (the index, above 0; empty for
 * none), and `edition`, where it has that column; others do not matter, so that what a
 * recipe makes of a published series is one too. Years, split years, also written
 * 2022-23, and quarters. NULL, said, where it is broken, a row is wrong or two of one
 * period differ. */
struct deflator *deflator_read(struct byte_source *source, struct messages *messages);
void deflator_close(struct deflator *deflator);

/* The index of a period: the row that stands for it, or else the mean of its months, each
 * with the index of its quarter. So a financial year is the mean of the second, third and
 * fourth quarter and the first of the next year, and an academic one, August to July, has
 * two months of the first and one of the last quarter that it touches. A row of a split
 * year is a financial one. False where the table does not reach. */
bool deflator_index(const struct deflator *deflator, struct period period,
                    enum year_kind year, double *index);

/* The first edition named; empty where there is none. */
const char *deflator_edition(const struct deflator *deflator);

#endif
