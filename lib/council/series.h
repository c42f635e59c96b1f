/* What was published before: the periods of each metric, in order, at each level. */
#ifndef OFLOG_COUNCIL_SERIES_H
#define OFLOG_COUNCIL_SERIES_H

#include "council/observation_table.h"

/* No cohort, of those that series_previous() gives. */
enum { SERIES_NONE = UINT32_MAX };

struct series {
    const struct observation_table *table; /* borrowed */
    uint32_t *previous;                    /* by cohort */
    uint32_t *newest;                      /* by cohort */
};

/* Orders the cohorts of a settled table. A period is published where any row of its
 * metric, level and kind (years, quarters …) counts; biennial figures so follow each
 * other without a gap. */
void series_init(struct series *series, const struct observation_table *table);
void series_release(struct series *series);

/* The cohort published before the given one, which is published; or SERIES_NONE. */
uint32_t series_previous(const struct series *series, uint32_t cohort);

/* The newest published one of the given cohort's metric, level and kind of period; or
 * SERIES_NONE where the cohort is not published itself. */
uint32_t series_newest(const struct series *series, uint32_t cohort);

/* The row of a council in a cohort, or NULL where it has none that counts. */
const struct observation *series_find(const struct series *series, uint32_t cohort,
                                      uint32_t council);

#endif
