/* Which councils make up which larger areas on a day. */
#include "step/aggregate_areas.h"

#include <stdlib.h>

#include "council/date.h"
#include "step/aggregate_list.h"

struct aggregate_areas {
    const struct areas *areas;
    struct aggregate_question question;
    struct aggregate_list list;
    size_t council_count; /* no council number is as large */
    struct aggregate_pair *pairs;
    size_t room;
    uint32_t *valid, *county, *districts; /* those of `day` */
    uint32_t *wanted; /* by council number: its area on the day that is wanted, or the one
                         it had last */
    bool *is_wanted;  /* by council number: it is valid on that day */
    bool made;        /* for `last` */
    int32_t last;
    struct aggregate_day day;
};

static bool is_valid_on(const struct area *area, int32_t day)
{
    return area->valid_from <= day && day <= area->valid_to;
}

static void fill(uint32_t *numbers, size_t count, uint32_t with)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = with;
}

struct aggregate_areas *aggregate_areas_open(const struct areas *areas,
                                             const struct aggregate_question *question,
                                             struct byte_source *list,
                                             struct messages *messages)
{
    struct aggregate_areas *larger = memory_take(1, sizeof *larger);
    const size_t count = areas_count(areas);
    *larger = (struct aggregate_areas){
        .areas = areas,
        .question = *question,
        .council_count = count,
        .valid = memory_take(count + 1, sizeof *larger->valid),
        .county = memory_take(count + 1, sizeof *larger->county),
        .districts = memory_take(count + 1, sizeof *larger->districts),
        .wanted = memory_take(count + 1, sizeof *larger->wanted),
        .is_wanted = memory_take(count + 1, sizeof *larger->is_wanted),
    };
    larger->day.valid = larger->valid;
    larger->day.county = larger->county;
    larger->day.districts = larger->districts;
    if (list == NULL || aggregate_list_read(&larger->list, areas, list, messages))
        return larger;
    aggregate_areas_close(larger);
    return NULL;
}

void aggregate_areas_close(struct aggregate_areas *larger)
{
    if (larger == NULL)
        return;
    aggregate_list_release(&larger->list);
    free(larger->pairs);
    free(larger->valid);
    free(larger->county);
    free(larger->districts);
    free(larger->wanted);
    free(larger->is_wanted);
    free(larger);
}

size_t aggregate_areas_count(const struct aggregate_areas *larger)
{
    return larger->council_count + larger->list.own.count;
}

/* The day whose larger areas are wanted. */
static int32_t wanted_day(const struct aggregate_areas *larger)
{
    const struct aggregate_question *question = &larger->question;
    if (question->has_day)
        return question->day;
    return question->to == AGGREGATE_TO_SUCCESSOR ? DATE_DISTANT_FUTURE : larger->last;
}

/* The day whose councils are summed: successors sum those of the period. */
static int32_t members_day(const struct aggregate_areas *larger)
{
    const struct aggregate_question *question = &larger->question;
    return question->has_day && question->to != AGGREGATE_TO_SUCCESSOR ? question->day
                                                                       : larger->last;
}

static void find_valid(struct aggregate_areas *larger)
{
    const int32_t members = members_day(larger), wanted = wanted_day(larger);
    fill(larger->valid, larger->council_count, AREA_NONE);
    fill(larger->wanted, larger->council_count, AREA_NONE);
    memset(larger->is_wanted, 0, larger->council_count * sizeof *larger->is_wanted);
    for (uint32_t i = 0; i < areas_count(larger->areas); i++) {
        const struct area *area = areas_get(larger->areas, i);
        uint32_t *const known = &larger->wanted[area->council];
        if (is_valid_on(area, members))
            larger->valid[area->council] = i;
        if (larger->is_wanted[area->council])
            continue;
        larger->is_wanted[area->council] = is_valid_on(area, wanted);
        if (*known == AREA_NONE || larger->is_wanted[area->council] ||
            area->valid_from > areas_get(larger->areas, *known)->valid_from)
            *known = i;
    }
}

static void add_pair(struct aggregate_areas *larger, uint32_t number, uint32_t council,
                     bool divided)
{
    ARRAY_RESERVE(larger->pairs, larger->room, larger->day.count + 1);
    larger->pairs[larger->day.count++] =
        (struct aggregate_pair){ number, council, larger->valid[council], divided };
}

/* A council that is still there on the wanted day is its own successor. Of others all who
 * followed, directly or through councils that ended in turn. */
static void add_successors(struct aggregate_areas *larger, uint32_t council)
{
    if (larger->is_wanted[council]) {
        add_pair(larger, council, council, false);
        return;
    }
    const size_t before = larger->day.count;
    if (!areas_has_successor(larger->areas, council))
        return;
    for (uint32_t later = 0; later < larger->council_count; later++)
        if (larger->is_wanted[later] && areas_succeeds(larger->areas, later, council))
            add_pair(larger, later, council, false);
    for (size_t i = before; i < larger->day.count; i++)
        larger->pairs[i].divided = larger->day.count - before > 1;
}

static enum membership_kind kind_of(enum aggregate_to to)
{
    switch (to) {
    case AGGREGATE_TO_COMBINED_AUTHORITY:
        return MEMBERSHIP_COMBINED_AUTHORITY;
    case AGGREGATE_TO_COUNTY:
        return MEMBERSHIP_COUNTY;
    case AGGREGATE_TO_REGION:
    case AGGREGATE_TO_COUNTRY: /* through the region */
        return MEMBERSHIP_REGION;
    case AGGREGATE_TO_SUCCESSOR:
    case AGGREGATE_TO_LISTED:
        break;
    }
    return MEMBERSHIP_OTHER;
}

/* The area of which `area` is a member of that kind on `day`, or AREA_NONE. */
static uint32_t parent_of(const struct aggregate_areas *larger, uint32_t area,
                          enum membership_kind kind, int32_t day)
{
    size_t count;
    const struct area_membership *all = areas_memberships(larger->areas, &count);
    for (size_t i = 0; i < count; i++)
        if (all[i].area == area && all[i].kind == kind && all[i].from <= day &&
            day <= all[i].to)
            return all[i].parent;
    return AREA_NONE;
}

static void add_members(struct aggregate_areas *larger)
{
    size_t count;
    const int32_t day = members_day(larger);
    const enum aggregate_to to = larger->question.to;
    const struct area_membership *all = areas_memberships(larger->areas, &count);
    for (size_t i = 0; i < count; i++) {
        const struct area *area = areas_get(larger->areas, all[i].area);
        if (all[i].kind != kind_of(to) || day < all[i].from || all[i].to < day ||
            area_level_of(area->class) != LEVEL_COUNCIL ||
            larger->valid[area->council] != all[i].area)
            continue;
        const uint32_t parent =
            to == AGGREGATE_TO_COUNTRY
                ? parent_of(larger, all[i].parent, MEMBERSHIP_COUNTRY, day)
                : all[i].parent;
        if (parent != AREA_NONE)
            add_pair(larger, areas_get(larger->areas, parent)->council, area->council,
                     false);
    }
}

/* A county council is one of those that serve its county. */
static void add_counties(struct aggregate_areas *larger)
{
    for (uint32_t council = 0; council < larger->council_count; council++)
        if (larger->valid[council] != AREA_NONE &&
            areas_get(larger->areas, larger->valid[council])->class == CLASS_COUNTY)
            add_pair(larger, council, council, false);
}

static void add_listed(struct aggregate_areas *larger)
{
    const int32_t day = members_day(larger);
    for (size_t i = 0; i < larger->list.count; i++) {
        const struct aggregate_listed *listed = &larger->list.all[i];
        if (listed->from <= day && day <= listed->to &&
            larger->valid[listed->council] != AREA_NONE)
            add_pair(larger, listed->parent, listed->council, false);
    }
}

static void add_pairs(struct aggregate_areas *larger)
{
    switch (larger->question.to) {
    case AGGREGATE_TO_SUCCESSOR:
        for (uint32_t council = 0; council < larger->council_count; council++)
            if (larger->valid[council] != AREA_NONE &&
                area_level_of(areas_get(larger->areas, larger->valid[council])->class) ==
                    LEVEL_COUNCIL)
                add_successors(larger, council);
        break;
    case AGGREGATE_TO_COUNTY:
        add_counties(larger);
        add_members(larger);
        break;
    case AGGREGATE_TO_COMBINED_AUTHORITY:
    case AGGREGATE_TO_REGION:
    case AGGREGATE_TO_COUNTRY:
        add_members(larger);
        break;
    case AGGREGATE_TO_LISTED:
        add_listed(larger);
        break;
    }
}

static void find_counties(struct aggregate_areas *larger)
{
    size_t count;
    const int32_t day = members_day(larger);
    const struct area_membership *all = areas_memberships(larger->areas, &count);
    fill(larger->county, larger->council_count, AREA_NONE);
    fill(larger->districts, larger->council_count, 0);
    for (size_t i = 0; i < count; i++) {
        const uint32_t council = areas_get(larger->areas, all[i].area)->council;
        const uint32_t county = areas_get(larger->areas, all[i].parent)->council;
        if (all[i].kind != MEMBERSHIP_COUNTY || day < all[i].from || all[i].to < day ||
            larger->valid[council] != all[i].area)
            continue;
        larger->county[council] = county;
        larger->districts[county]++;
    }
}

static int by_larger(const void *a, const void *b)
{
    const struct aggregate_pair *p = a, *q = b;
    if (p->larger != q->larger)
        return p->larger < q->larger ? -1 : 1;
    return (p->council > q->council) - (p->council < q->council);
}

/* Sorted, and each pair once: a file may list a council under two codes. */
static void settle_pairs(struct aggregate_areas *larger)
{
    struct aggregate_pair *pairs = larger->pairs;
    size_t kept = 0;
    if (larger->day.count > 0)
        qsort(pairs, larger->day.count, sizeof *pairs, by_larger);
    for (size_t i = 0; i < larger->day.count; i++)
        if (kept == 0 || by_larger(&pairs[kept - 1], &pairs[i]) != 0)
            pairs[kept++] = pairs[i];
    larger->day.count = kept;
    larger->day.pairs = pairs;
}

const struct aggregate_day *aggregate_areas_on(struct aggregate_areas *larger,
                                               int32_t last)
{
    if (larger->made && larger->last == last)
        return &larger->day;
    larger->made = true;
    larger->last = last;
    larger->day.count = 0;
    find_valid(larger);
    find_counties(larger);
    add_pairs(larger);
    settle_pairs(larger);
    return &larger->day;
}

struct aggregate_larger aggregate_areas_get(const struct aggregate_areas *larger,
                                            uint32_t number)
{
    if (number >= larger->council_count) {
        const size_t own = number - larger->council_count;
        return (struct aggregate_larger){ AREA_NONE, larger->list.own.keys[own],
                                          text_of(larger->list.own_names[own]) };
    }
    const struct area *area = areas_get(larger->areas, larger->wanted[number]);
    return (struct aggregate_larger){ larger->wanted[number], area->code, area->name };
}

bool aggregate_areas_has(const struct aggregate_areas *larger, uint32_t number)
{
    const struct area *area = areas_get(larger->areas, number);
    switch (larger->question.to) {
    case AGGREGATE_TO_SUCCESSOR:
        return area_level_of(area->class) == LEVEL_COUNCIL &&
               larger->is_wanted[area->council];
    case AGGREGATE_TO_COMBINED_AUTHORITY:
        return area->class == CLASS_COMBINED_AUTHORITY;
    case AGGREGATE_TO_COUNTY:
        return area->class == CLASS_COUNTY;
    case AGGREGATE_TO_REGION:
        return area->class == CLASS_REGION;
    case AGGREGATE_TO_COUNTRY:
        return area->class == CLASS_COUNTRY;
    case AGGREGATE_TO_LISTED:
        break;
    }
    return larger->list.is_parent[area->council];
}
