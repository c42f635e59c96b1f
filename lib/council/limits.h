/* The confidence limits that stand beside a value, published or computed. */
#ifndef OFLOG_COUNCIL_LIMITS_H
#define OFLOG_COUNCIL_LIMITS_H

#include "council/observation_table.h"

struct limits {
    double lower, upper;
};

/* Whether x lies between the limits; one of them (within 1e-9) still does. */
bool limits_hold(struct limits limits, double x);

/* The limits of a row that counts, where it has both and they hold its value: others are
 * of something else. `cells` receives the row's cells. */
bool limits_read(const struct observation_table *table, const struct observation *row,
                 struct csv_cells *cells, struct limits *limits);

#endif
