/* Which councils make up which larger areas on a day. */
#ifndef OFLOG_STEP_AGGREGATE_AREAS_H
#define OFLOG_STEP_AGGREGATE_AREAS_H

#include "council/area.h"
#include "format/byte_source.h"

enum aggregate_to {
    AGGREGATE_TO_SUCCESSOR,
    AGGREGATE_TO_COMBINED_AUTHORITY,
    AGGREGATE_TO_COUNTY,
    AGGREGATE_TO_REGION,
    AGGREGATE_TO_COUNTRY,
    AGGREGATE_TO_LISTED /* by a file */
};

/* What larger areas are wanted. */
struct aggregate_question {
    enum aggregate_to to;
    /* Successors: the councils of this day are wanted. Others: areas and members are
     * those of this day. Without it today's councils (those without an end in the tables)
     * and the last day of each period. */
    bool has_day;
    int32_t day;
};

/* A larger area. It is known by a number: a council's number, which all its codes share,
 * or, for an area that a file alone has, one from areas_count() on. */
struct aggregate_larger {
    uint32_t area; /* AREA_NONE where the tables of areas do not have it */
    struct text code, name;
};

/* One council of a larger area. */
struct aggregate_pair {
    uint32_t larger; /* its number */
    uint32_t council;
    uint32_t area; /* the council's area that is valid on the day */
    bool divided;  /* the council lies in other successors too */
};

/* Everything on one day. */
struct aggregate_day {
    const struct aggregate_pair *pairs; /* by larger area, then by council */
    size_t count;
    const uint32_t *valid;     /* by council number: its area on the day, or AREA_NONE */
    const uint32_t *county;    /* and the council number of its county, or AREA_NONE */
    const uint32_t *districts; /* and how many districts it has */
};

struct aggregate_areas;

/* `areas` is borrowed. `list` is read where the question is AGGREGATE_TO_LISTED: a table
 * with the columns area_code and parent_code and, where they are there, parent_name, from
 * and to (days, the last one inclusive). A parent that the tables of areas do not have is
 * an area of its own, and noted. NULL, said, where the file is broken or names an unknown
 * council: sums that lack a member would look whole. */
struct aggregate_areas *aggregate_areas_open(const struct areas *areas,
                                             const struct aggregate_question *question,
                                             struct byte_source *list,
                                             struct messages *messages);
void aggregate_areas_close(struct aggregate_areas *larger);

/* How many numbers larger areas may have. */
size_t aggregate_areas_count(const struct aggregate_areas *larger);

/* The councils of the larger areas for a period that ends on `last`. Good until the next
 * call. */
const struct aggregate_day *aggregate_areas_on(struct aggregate_areas *larger,
                                               int32_t last);

/* A larger area by its number, as of the day last asked for. */
struct aggregate_larger aggregate_areas_get(const struct aggregate_areas *larger,
                                            uint32_t number);

/* Whether a row of `area` may be that of a larger area itself. */
bool aggregate_areas_has(const struct aggregate_areas *larger, uint32_t area);

#endif
