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

/* The columns of a second, wider pair, of 99.8%: lower and upper, named as
 * PHEindicatormethods names them. */
extern const char *const limits_wider_columns[2];

/* The wider limits of a row that has limits: where it has both and they lie nowhere
 * within these. `places` are those of the two columns. */
bool limits_read_wider(const size_t places[2], const struct observation *row,
                       struct limits limits, struct csv_cells *cells,
                       struct limits *wider);

#endif
