/* Who is compared within one group. */
#include "step/flag_group.h"

#include <stdlib.h>

void flag_group_init(struct flag_group *group, const struct observation_table *table,
                     size_t place)
{
    *group = (struct flag_group){ .table = table, .place = place };
    text_map_init(&group->names);
    group->ids = memory_take(table->count + 1, sizeof *group->ids);
    group->known = memory_take(table->cohort_count + 1, sizeof *group->known);
    memset(group->known, 0, (table->cohort_count + 1) * sizeof *group->known);
}

void flag_group_release(struct flag_group *group)
{
    text_map_release(&group->names);
    csv_cells_release(&group->cells);
    free(group->rows);
    free(group->ids);
    free(group->known);
    *group = (struct flag_group){ 0 };
}

static void learn_cohort(struct flag_group *group, uint32_t cohort)
{
    const struct cohort *members = &group->table->cohorts[cohort];
    if (group->known[cohort])
        return;
    group->known[cohort] = true;
    for (uint32_t i = 0; i < members->count; i++) {
        observation_cells(&group->table->rows[members->rows[i]], &group->cells);
        group->ids[members->rows[i]] =
            text_map_add(&group->names, group->cells.cells[group->place]);
    }
}

uint32_t flag_group_of(struct flag_group *group, const struct observation *row)
{
    learn_cohort(group, row->cohort);
    return group->ids[row - group->table->rows];
}

void flag_group_fill(struct flag_group *group, const struct observation *row)
{
    const struct observation_table *table = group->table;
    const struct cohort *members = &table->cohorts[row->cohort];
    const uint32_t id = flag_group_of(group, row);
    if (group->filled && group->cohort == row->cohort && group->id == id)
        return;
    group->filled = true;
    group->cohort = row->cohort;
    group->id = id;
    group->count = 0;
    ARRAY_RESERVE(group->rows, group->room, members->count);
    for (uint32_t i = 0; i < members->count; i++) {
        const struct observation *other = &table->rows[members->rows[i]];
        if (other->standing == STANDING_COUNTS && group->ids[members->rows[i]] == id)
            group->rows[group->count++] = other;
    }
}
