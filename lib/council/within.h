/* Which rows are put together beyond metric, period and level: --within=class,region. */
#ifndef OFLOG_COUNCIL_WITHIN_H
#define OFLOG_COUNCIL_WITHIN_H

#include "council/observation_table.h"

struct within {
    bool class;
    bool region;
    bool combined_authority;
};

/* Reads a comma-separated list of: class, region, combined-authority, level (which is
 * always so, and may stand alone). False, said, with anything else. */
bool within_parse(const char *list, struct within *within, struct messages *messages);

/* Splits the rows of a cohort into groups that are equal in all that is named. `groups`
 * (count entries) receives a number below the returned count of groups for each of
 * cohort->rows, or WITHIN_NONE for a row that lies in none of the named areas (a council
 * without a combined authority). */
enum { WITHIN_NONE = UINT32_MAX };
uint32_t within_split(const struct within *within, const struct observation_table *table,
                      const struct cohort *cohort, uint32_t *groups);

#endif
