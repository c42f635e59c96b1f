/* What the pages of a site share: who has one and where it is. */
#include "step/publish_pages.h"

#include <stdlib.h>

#include "council/date.h"
#include "step/publish_writing.h"

const struct area *publish_newest(const struct publish_site *site, uint32_t council)
{
    return areas_get(site->areas, areas_newest(site->areas, council));
}

static bool is_asked_for(const struct publish_site *site, const struct observation *row)
{
    const struct selection *s = site->selection;
    return !row->gone && (s->metrics == NULL || s->metrics[row->metric]) &&
           (!s->one_period || period_compare(row->period, s->period) == 0) &&
           (s->councils == NULL ||
            s->councils[areas_get(site->areas, row->area)->council]);
}

/* The newest period with any value, or failing that the newest. */
static bool comes_before(const struct publish_site *site, const struct cohort *shown,
                         const struct cohort *other)
{
    const bool has = publish_has_values(site->table, other);
    if (shown == NULL)
        return true;
    if (has != publish_has_values(site->table, shown))
        return has;
    return period_compare(other->period, shown->period) > 0;
}

static void find_topics(struct publish_site *site)
{
    const struct observation_table *table = site->table;
    const struct metrics *metrics = table->reading.metrics;
    const struct selection *selection = site->selection;
    site->topics = arena_take(&site->arena, (metrics->count + 1) * sizeof *site->topics);
    for (size_t m = 0; m < metrics->count; m++) {
        struct publish_topic topic = { .metric = &metrics->all[m] };
        bool any = false;
        for (size_t c = 0; c < table->cohort_count; c++) {
            const struct cohort *cohort = &table->cohorts[c];
            if (cohort->metric != topic.metric ||
                (selection->metrics != NULL && !selection->metrics[m]) ||
                (selection->one_period &&
                 period_compare(cohort->period, selection->period) != 0) ||
                !comes_before(site, topic.shown[cohort->level], cohort))
                continue;
            topic.shown[cohort->level] = cohort;
            any = true;
        }
        if (any)
            site->topics[site->topic_count++] = topic;
    }
}

static int by_name(const void *a, const void *b)
{
    const struct area *p = *(const struct area *const *)a;
    const struct area *q = *(const struct area *const *)b;
    const int order = text_compare(p->name, q->name);
    return order != 0 ? order : text_compare(p->code, q->code);
}

/* Each council of the level once, under its newest code. */
static const struct area **list_areas(struct publish_site *site, enum area_level level,
                                      size_t *count)
{
    const size_t all = areas_count(site->areas);
    const struct area **list = arena_take(&site->arena, (all + 1) * sizeof *list);
    *count = 0;
    for (uint32_t i = 0; i < all; i++) {
        const struct area *area = areas_get(site->areas, i);
        if (site->has_figures[area->council] && area_level_of(area->class) == level &&
            publish_newest(site, area->council) == area)
            list[(*count)++] = area;
    }
    if (*count > 0)
        qsort(list, *count, sizeof *list, by_name);
    return list;
}

void publish_site_init(struct publish_site *site, struct observation_table *table,
                       const struct selection *selection,
                       const struct publish_site_options *options)
{
    *site = (struct publish_site){ .table = table,
                                   .areas = table->reading.areas,
                                   .selection = selection,
                                   .options = options };
    arena_init(&site->arena);
    publish_entries_init(&site->entries, table, &site->arena);
    const size_t areas = areas_count(site->areas) + 1;
    site->has_figures = arena_take(&site->arena, areas * sizeof *site->has_figures);
    memset(site->has_figures, 0, areas * sizeof *site->has_figures);
    for (size_t i = 0; i < table->count; i++)
        if (is_asked_for(site, &table->rows[i]))
            site->has_figures[areas_get(site->areas, table->rows[i].area)->council] =
                true;
    find_topics(site);
    site->councils = list_areas(site, LEVEL_COUNCIL, &site->council_count);
    site->authorities =
        list_areas(site, LEVEL_COMBINED_AUTHORITY, &site->authority_count);
}

void publish_site_release(struct publish_site *site)
{
    publish_entries_release(&site->entries);
    arena_release(&site->arena);
}

static bool has_row(const struct publish_site *site, const struct cohort *cohort,
                    uint32_t council)
{
    for (uint32_t i = 0; i < cohort->count; i++)
        if (areas_get(site->areas, site->table->rows[cohort->rows[i]].area)->council ==
            council)
            return true;
    return false;
}

static bool is_there(const struct publish_site *site, uint32_t council, int32_t day)
{
    for (uint32_t i = 0; i < areas_count(site->areas); i++) {
        const struct area *area = areas_get(site->areas, i);
        if (area->council == council && area->valid_from <= day && day <= area->valid_to)
            return true;
    }
    return false;
}

size_t publish_without_row(const struct publish_site *site, const struct cohort *cohort)
{
    const struct metric *metric = cohort->metric;
    const int32_t day = period_last_day(cohort->period, metric->year);
    size_t count = 0;
    for (size_t i = 0; cohort->level == LEVEL_COUNCIL && i < site->council_count; i++) {
        const struct area *area = site->councils[i];
        count += metric_compares(metric, area->class) &&
                 !has_row(site, cohort, area->council) &&
                 is_there(site, area->council, day) &&
                 text_is_empty(areas_joint_reporter(site->areas, area->council,
                                                    metric->id, cohort->period));
    }
    return count;
}

bool publish_has_page(const struct publish_site *site, uint32_t council)
{
    const struct area *area = publish_newest(site, council);
    const enum area_level level = area_level_of(area->class);
    return site->has_figures[council] &&
           (level == LEVEL_COUNCIL || level == LEVEL_COMBINED_AUTHORITY);
}

struct text publish_enumerate(struct arena *arena, const struct text *names, size_t count)
{
    struct publish_list list = { 0 };
    for (size_t i = 0; i < count; i++)
        publish_list_add(&list, i + 1 == count ? " and " : ", ", names[i]);
    return publish_list_take(&list, arena);
}

enum { MOST_NAMES = 64 };

static void add_name(struct text names[MOST_NAMES], size_t *count, struct text name)
{
    for (size_t i = 0; i < *count; i++)
        if (text_equal(names[i], name))
            return;
    if (*count < MOST_NAMES)
        names[(*count)++] = name;
}

struct text publish_former_names(const struct publish_site *site, uint32_t council,
                                 struct arena *arena)
{
    const struct text name = publish_newest(site, council)->name;
    struct text names[MOST_NAMES];
    size_t count = 0;
    for (uint32_t i = 0; i < areas_count(site->areas); i++) {
        const struct area *area = areas_get(site->areas, i);
        if ((area->council == council ||
             areas_succeeds(site->areas, council, area->council)) &&
            !text_equal(area->name, name))
            add_name(names, &count, area->name);
    }
    return publish_enumerate(arena, names, count);
}

struct text publish_successor_names(const struct publish_site *site, uint32_t council,
                                    struct arena *arena)
{
    struct area_successor successor;
    struct text names[MOST_NAMES];
    size_t count = 0;
    for (size_t n = 0; areas_get_successor(site->areas, council, n, &successor); n++)
        add_name(names, &count, publish_newest(site, successor.council)->name);
    return publish_enumerate(arena, names, count);
}

static bool is_same_source(const struct metric *a, const struct metric *b)
{
    return text_equal(a->source_publisher, b->source_publisher) &&
           text_equal(a->source_licence, b->source_licence);
}

static bool is_first_of_source(const struct publish_site *site, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (is_same_source(site->topics[i].metric, site->topics[j].metric))
            return false;
    return true;
}

struct text publish_licence(const struct publish_site *site, const struct metric *metric,
                            struct arena *arena)
{
    struct publish_list sources = { 0 };
    bool open_government = false;
    for (size_t i = 0; i < site->topic_count; i++) {
        const struct metric *m = site->topics[i].metric;
        if (metric != NULL ? m != metric : !is_first_of_source(site, i))
            continue;
        publish_list_add(&sources, "; ",
                         arena_print(arena, "%.*s (%.*s)", TEXT_ARGS(m->source_publisher),
                                     TEXT_ARGS(words_licence(m->source_licence))));
        open_government = open_government || text_is(m->source_licence, "OGL-3.0");
    }
    const struct text all = publish_list_take(&sources, arena);
    return arena_print(
        arena, "Figures from %.*s.%s", TEXT_ARGS(all),
        open_government ? " Contains public sector information licensed under the Open "
                          "Government Licence v3.0."
                        : "");
}
