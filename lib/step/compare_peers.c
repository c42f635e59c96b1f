/* Who is compared with whom. */
#include "step/compare_peers.h"

#include <stdlib.h>

#include "council/within.h"

/* A list may be longer than any cohort, but names each council once. */
size_t compare_most_peers(const struct observation_table *table)
{
    return areas_count(table->reading.areas) + 1;
}

void compare_finder_init(struct compare_finder *finder,
                         const struct observation_table *table,
                         const struct peer_model *model, bool include_self)
{
    const size_t most = compare_most_peers(table);
    *finder = (struct compare_finder){
        .table = table,
        .model = model,
        .include_self = include_self,
        .groups = memory_take(most, sizeof *finder->groups),
        .members = memory_take(most, sizeof *finder->members),
    };
}

void compare_finder_release(struct compare_finder *finder)
{
    free(finder->groups);
    free(finder->members);
}

/* A listed peer without a row has no figure where it ought to have one, unless the metric
 * is not about it, or it is of another level. */
static void count_absent(const struct cohort *cohort, const struct area *peer,
                         struct compare_peers *peers)
{
    if (metric_compares(cohort->metric, peer->class) &&
        area_level_of(peer->class) == cohort->level)
        peers->missing++;
    else
        peers->outside++;
}

/* The area itself does not stand in its own list. */
static void find_listed(struct compare_finder *f, const struct cohort *cohort,
                        const struct peer_list *list, struct compare_peers *peers)
{
    const struct areas *areas = f->table->reading.areas;
    const uint32_t self = observation_council(f->table, peers->row);
    for (size_t i = 0; i < list->count; i++) {
        const struct area *peer = areas_get(areas, list->areas[i]);
        const uint32_t *found =
            peer->council == self ? NULL : cohort_find(f->table, cohort, peer->council);
        if (found != NULL)
            f->members[peers->count++] = *found;
        else if (peer->council != self)
            count_absent(cohort, peer, peers);
    }
    if (f->include_self)
        f->members[peers->count++] = peers->row;
}

static void visit_lists(struct compare_finder *f, const struct cohort *cohort,
                        compare_visit *visit, void *context)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        struct compare_peers peers = {
            .row = row, .rows = f->members, .listed = true, .left_out = COMPARE_NONE
        };
        struct peer_list list = { f->model->listed, f->model->listed_count };
        if (f->table->rows[row].standing == STANDING_BENCHMARK)
            continue;
        if (f->model->kind == PEERS_OF_FILE)
            list = peer_lists_of(f->model->lists, observation_council(f->table, row));
        find_listed(f, cohort, &list, &peers);
        visit(context, cohort, &peers);
    }
}

/* By value, so that leaving one out leaves the rest in order. */
static int by_value(const void *a, const void *b, void *context)
{
    const struct observation *rows = context;
    const uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    if (rows[i].value != rows[j].value)
        return rows[i].value < rows[j].value ? -1 : 1;
    return (i > j) - (i < j);
}

static void visit_group(struct compare_finder *f, const struct cohort *cohort,
                        size_t count, compare_visit *visit, void *context)
{
    qsort_r(f->members, count, sizeof *f->members, by_value, f->table->rows);
    bool again = false;
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = f->members[i];
        const struct compare_peers peers = {
            .row = row,
            .rows = f->members,
            .count = count,
            .again = again,
            .left_out = f->include_self ? COMPARE_NONE : row,
        };
        if (f->table->rows[row].standing == STANDING_BENCHMARK)
            continue;
        visit(context, cohort, &peers);
        again = f->include_self;
    }
}

static void visit_groups(struct compare_finder *f, const struct cohort *cohort,
                         compare_visit *visit, void *context)
{
    const enum peer_kind kind = f->model->kind;
    const struct within within = { .class = kind == PEERS_CLASS,
                                   .region = kind == PEERS_REGION,
                                   .combined_authority =
                                       kind == PEERS_COMBINED_AUTHORITY };
    const uint32_t groups = within_split(&within, f->table, cohort, f->groups);
    for (uint32_t group = 0; group < groups; group++) {
        size_t count = 0;
        for (uint32_t i = 0; i < cohort->count; i++)
            if (f->groups[i] == group)
                f->members[count++] = cohort->rows[i];
        visit_group(f, cohort, count, visit, context);
    }
}

void compare_each(struct compare_finder *finder, const struct cohort *cohort,
                  compare_visit *visit, void *context)
{
    const enum peer_kind kind = finder->model->kind;
    if (kind == PEERS_LISTED || kind == PEERS_OF_FILE)
        visit_lists(finder, cohort, visit, context);
    else
        visit_groups(finder, cohort, visit, context);
}
