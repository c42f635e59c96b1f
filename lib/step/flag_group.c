/* Who is compared within one group. */
#include "step/flag_group.h"

#include <stdlib.h>

void flag_group_fill(struct flag_group *group, const struct observation_table *table,
                     uint32_t cohort, size_t place, struct text name)
{
    const struct cohort *members = &table->cohorts[cohort];
    const struct text known = { group->name.bytes, group->name.length };
    if (group->filled && group->cohort == cohort && text_equal(known, name))
        return;
    group->filled = true;
    group->cohort = cohort;
    group->count = 0;
    group->name.length = 0;
    text_buffer_put(&group->name, name);
    for (uint32_t i = 0; i < members->count; i++) {
        const struct observation *row = &table->rows[members->rows[i]];
        if (row->standing != STANDING_COUNTS)
            continue;
        observation_cells(row, &group->cells);
        if (!text_equal(group->cells.cells[place],
                        (struct text){ group->name.bytes, group->name.length }))
            continue;
        ARRAY_RESERVE(group->rows, group->room, group->count + 1);
        group->rows[group->count++] = row;
    }
}

void flag_group_release(struct flag_group *group)
{
    free(group->rows);
    free(group->name.bytes);
    csv_cells_release(&group->cells);
    *group = (struct flag_group){ 0 };
}
