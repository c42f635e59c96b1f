/* Who is compared within one group: rows of a cohort whose cells say the same of their
 * peers, such as "class:unitary". For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_GROUP_H
#define OFLOG_STEP_FLAG_GROUP_H

#include "base/text_map.h"
#include "council/observation_table.h"

/* The group asked for last. */
struct flag_group {
    const struct observation **rows; /* that count, ordered by council */
    size_t count;
    size_t room;
    bool filled;
    uint32_t cohort, id;
    const struct observation_table *table; /* borrowed */
    size_t place;                          /* of the cells that name groups */
    struct text_map names;
    uint32_t *ids; /* by row: of its group, once its cohort is known; 4 bytes each */
    bool *known;   /* by cohort */
    struct csv_cells cells;
};

void flag_group_init(struct flag_group *group, const struct observation_table *table,
                     size_t place);
void flag_group_release(struct flag_group *group);

/* Fills the group with the rows that are compared with this one, itself included; the
 * cells of a cohort are read once. `row` is one of the table's. */
void flag_group_fill(struct flag_group *group, const struct observation *row);

/* The number of a row's group among all. */
uint32_t flag_group_of(struct flag_group *group, const struct observation *row);

#endif
