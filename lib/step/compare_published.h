/* What is published for a whole region or country: the rows that a council may be judged
 * against instead of its peers. */
#ifndef OFLOG_STEP_COMPARE_PUBLISHED_H
#define OFLOG_STEP_COMPARE_PUBLISHED_H

#include "council/observation_table.h"

struct compare_published;

/* An index of the table's rows of regions and countries and of whose they are. */
struct compare_published *compare_published_open(const struct observation_table *table);
void compare_published_close(struct compare_published *published);

/* The row with a value of the region or country (`level`) in which the area of `row` lies
 * on the last day of the period, for the same metric and period. NULL where there is
 * none. */
const struct observation *
compare_published_find(const struct compare_published *published,
                       const struct observation *row, enum area_level level);

#endif
