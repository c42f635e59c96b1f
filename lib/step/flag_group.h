/* Who is compared within one group: rows of a cohort whose cells say the same of their
 * peers, such as "class:unitary". For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_GROUP_H
#define OFLOG_STEP_FLAG_GROUP_H

#include "base/text_buffer.h"
#include "council/observation_table.h"

/* The group asked for last; starts as { 0 }. */
struct flag_group {
    const struct observation **rows; /* that count, ordered by council */
    size_t count;
    size_t room;
    bool filled;
    uint32_t cohort;
    struct text_buffer name;
    struct csv_cells cells;
};

/* Fills the group with the rows of the cohort whose cell at `place` is `name`. */
void flag_group_fill(struct flag_group *group, const struct observation_table *table,
                     uint32_t cohort, size_t place, struct text name);
void flag_group_release(struct flag_group *group);

#endif
