/* What is published for a whole region or country. */
#include "step/compare_published.h"

#include <stdlib.h>

struct compare_published {
    const struct observation_table *table;
    /* memberships of regions and countries, by the member's council; those of council c
     * are [starts[c], starts[c + 1]) */
    const struct area_membership **memberships;
    uint32_t *starts;
    const struct cohort **cohorts; /* of those levels, in the order of by_place() */
    size_t cohort_count;
};

static bool is_above(enum membership_kind kind)
{
    return kind == MEMBERSHIP_REGION || kind == MEMBERSHIP_COUNTRY;
}

/* Sorted by council, counted first. */
static void sort_memberships(struct compare_published *p)
{
    const struct areas *areas = p->table->reading.areas;
    const size_t councils = areas_count(areas);
    size_t count;
    const struct area_membership *all = areas_memberships(areas, &count);
    p->memberships = memory_take(count, sizeof *p->memberships);
    p->starts = memory_take(councils + 2, sizeof *p->starts);
    memset(p->starts, 0, (councils + 2) * sizeof *p->starts);
    for (size_t i = 0; i < count; i++)
        if (is_above(all[i].kind))
            p->starts[areas_get(areas, all[i].area)->council + 2]++;
    for (size_t c = 2; c < councils + 2; c++)
        p->starts[c] += p->starts[c - 1];
    for (size_t i = 0; i < count; i++)
        if (is_above(all[i].kind))
            p->memberships[p->starts[areas_get(areas, all[i].area)->council + 1]++] =
                &all[i];
}

/* By metric, period and level. */
static int by_place(const void *a, const void *b)
{
    const struct cohort *p = *(const struct cohort *const *)a,
                        *q = *(const struct cohort *const *)b;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    const int order = period_compare(p->period, q->period);
    return order != 0 ? order : (p->level > q->level) - (p->level < q->level);
}

struct compare_published *compare_published_open(const struct observation_table *table)
{
    struct compare_published *p = memory_take(1, sizeof *p);
    *p = (struct compare_published){
        .table = table,
        .cohorts = memory_take(table->cohort_count, sizeof *p->cohorts),
    };
    sort_memberships(p);
    for (size_t i = 0; i < table->cohort_count; i++)
        if (table->cohorts[i].level == LEVEL_REGION ||
            table->cohorts[i].level == LEVEL_COUNTRY)
            p->cohorts[p->cohort_count++] = &table->cohorts[i];
    if (p->cohort_count > 0)
        qsort(p->cohorts, p->cohort_count, sizeof *p->cohorts, by_place);
    return p;
}

void compare_published_close(struct compare_published *published)
{
    if (published == NULL)
        return;
    free(published->memberships);
    free(published->starts);
    free(published->cohorts);
    free(published);
}

/* The area above a council on `day`; where the memberships do not go back that far, the
 * first that they have. AREA_NONE where there is none. */
static uint32_t parent_of(const struct compare_published *p, uint32_t council,
                          enum membership_kind kind, int32_t day)
{
    uint32_t parent = AREA_NONE;
    for (uint32_t i = p->starts[council]; i < p->starts[council + 1]; i++) {
        const struct area_membership *membership = p->memberships[i];
        if (membership->kind != kind)
            continue;
        if (membership->from <= day && day <= membership->to)
            return membership->parent;
        if (parent == AREA_NONE)
            parent = membership->parent;
    }
    return parent;
}

/* A council of England lies in a region and that in the country; elsewhere there are no
 * regions. */
static uint32_t area_above(const struct compare_published *p, uint32_t council,
                           enum area_level level, int32_t day)
{
    const uint32_t region = parent_of(p, council, MEMBERSHIP_REGION, day);
    if (level == LEVEL_REGION)
        return region;
    const uint32_t country = parent_of(p, council, MEMBERSHIP_COUNTRY, day);
    if (country != AREA_NONE || region == AREA_NONE)
        return country;
    return parent_of(p, areas_get(p->table->reading.areas, region)->council,
                     MEMBERSHIP_COUNTRY, day);
}

const struct observation *
compare_published_find(const struct compare_published *published,
                       const struct observation *row, enum area_level level)
{
    const struct areas *areas = published->table->reading.areas;
    const struct cohort wanted = {
        .metric = &published->table->reading.metrics->all[row->metric],
        .period = row->period,
        .level = level,
    };
    const struct cohort *key = &wanted;
    if (published->cohort_count == 0)
        return NULL;
    const struct cohort *const *cohort =
        bsearch(&key, published->cohorts, published->cohort_count,
                sizeof *published->cohorts, by_place);
    if (cohort == NULL)
        return NULL;
    const uint32_t above =
        area_above(published, areas_get(areas, row->area)->council, level,
                   period_last_day(row->period, wanted.metric->year));
    if (above == AREA_NONE)
        return NULL;
    const uint32_t *found =
        cohort_find(published->table, *cohort, areas_get(areas, above)->council);
    if (found == NULL)
        return NULL;
    const struct observation *figure = &published->table->rows[*found];
    return figure->has_value && !figure->superseded ? figure : NULL;
}
