/* What a page cannot be made of: a council without rows, a metric that is a draft. */
#include "step/publish_absent.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/suggest.h"

enum { MOST_NEAR = 3, MOST_SAID = 5 };

/* A council without rows, and those near it that have some. */
struct absent {
    const struct observation_table *table;
    const struct area *area;
    const bool *has_rows; /* by council */
    const struct area *near[MOST_NEAR];
    size_t count;
};

static void add_near(struct absent *absent, const struct area *area)
{
    if (absent->count == MOST_NEAR || !absent->has_rows[area->council])
        return;
    for (size_t i = 0; i < absent->count; i++)
        if (absent->near[i]->council == area->council)
            return;
    absent->near[absent->count++] = area;
}

static void add_relations(struct absent *absent)
{
    const struct areas *areas = absent->table->reading.areas;
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *other = areas_get(areas, i);
        if (areas_succeeds(areas, other->council, absent->area->council) ||
            areas_succeeds(areas, absent->area->council, other->council))
            add_near(absent, other);
    }
}

static void add_names_alike(struct absent *absent)
{
    const struct areas *areas = absent->table->reading.areas;
    struct suggestions alike;
    suggest_init(&alike, absent->area->name);
    for (uint32_t i = 0; i < areas_count(areas); i++)
        if (absent->has_rows[areas_get(areas, i)->council])
            suggest_offer(&alike, areas_get(areas, i)->name);
    for (size_t s = 0; s < alike.count; s++)
        for (uint32_t i = 0; i < areas_count(areas); i++)
            if (text_equal(areas_get(areas, i)->name, alike.names[s]))
                add_near(absent, areas_get(areas, i));
}

static void add_neighbours(struct absent *absent)
{
    const struct areas *areas = absent->table->reading.areas;
    for (uint32_t i = 0; i < areas_count(areas) && absent->area->region.length > 0; i++) {
        const struct area *other = areas_get(areas, i);
        if (other->class == absent->area->class &&
            text_equal(other->region, absent->area->region))
            add_near(absent, other);
    }
}

static void say_without_rows(struct absent *absent, struct arena *arena)
{
    struct text list = text_of("");
    add_relations(absent);
    add_names_alike(absent);
    add_neighbours(absent);
    for (size_t i = 0; i < absent->count; i++)
        list = arena_print(arena, "%.*s%s%.*s (%.*s)", TEXT_ARGS(list),
                           i == 0                   ? "; like it in name or place, and with rows: "
                           : i + 1 == absent->count ? " and "
                                                    : ", ",
                           TEXT_ARGS(absent->near[i]->name),
                           TEXT_ARGS(absent->near[i]->code));
    messages_say(absent->table->reading.messages, (struct place){ 0 },
                 "the table has no row of %.*s (%.*s) to show%.*s",
                 TEXT_ARGS(absent->area->name), TEXT_ARGS(absent->area->code),
                 TEXT_ARGS(list));
}

/* The rows of a council that would be shown, but for the period. */
struct span {
    bool any, asked;
    struct period first, last;
};

static bool is_shown(const struct selection *selection, const struct observation *row)
{
    return !row->gone && (selection->metrics == NULL || selection->metrics[row->metric]);
}

static void find_span(const struct observation_table *table,
                      const struct selection *selection, uint32_t council,
                      struct span *span)
{
    *span = (struct span){ 0 };
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        if (areas_get(table->reading.areas, row->area)->council != council ||
            !is_shown(selection, row))
            continue;
        if (!span->any || period_compare(row->period, span->first) < 0)
            span->first = row->period;
        if (!span->any || period_compare(row->period, span->last) > 0)
            span->last = row->period;
        span->any = true;
        span->asked = span->asked || !selection->one_period ||
                      period_compare(row->period, selection->period) == 0;
    }
}

static void say_other_periods(const struct observation_table *table,
                              const struct area *area, struct period asked,
                              const struct span *span)
{
    char wanted[PERIOD_SIZE], first[PERIOD_SIZE], last[PERIOD_SIZE];
    const bool one = period_compare(span->first, span->last) == 0;
    messages_say(table->reading.messages, (struct place){ 0 },
                 "the table has no row of %.*s (%.*s) in %s; its rows there are of %s%s%s",
                 TEXT_ARGS(area->name), TEXT_ARGS(area->code),
                 period_format(asked, wanted), period_format(span->first, first),
                 one ? "" : " to ", one ? "" : period_format(span->last, last));
}

bool publish_has_rows(const struct observation_table *table,
                      const struct selection *selection, const uint32_t *areas,
                      size_t count)
{
    bool *has_rows = memory_take(areas_count(table->reading.areas) + 1, sizeof *has_rows);
    bool fine = true;
    struct arena arena;
    arena_init(&arena);
    memset(has_rows, 0, (areas_count(table->reading.areas) + 1) * sizeof *has_rows);
    for (size_t i = 0; i < table->count; i++)
        if (is_shown(selection, &table->rows[i]))
            has_rows[areas_get(table->reading.areas, table->rows[i].area)->council] =
                true;
    for (size_t i = 0; i < count; i++) {
        const struct area *area = areas_get(table->reading.areas, areas[i]);
        struct absent absent = { .table = table, .area = area, .has_rows = has_rows };
        struct span span;
        find_span(table, selection, area->council, &span);
        if (!span.any)
            say_without_rows(&absent, &arena);
        else if (!span.asked)
            say_other_periods(table, area, selection->period, &span);
        fine = fine && span.asked;
    }
    arena_release(&arena);
    free(has_rows);
    return fine;
}

bool publish_is_complete(const struct observation_table *table,
                         const struct selection *selection)
{
    const struct metrics *metrics = table->reading.metrics;
    uint64_t drafts = 0;
    for (size_t m = 0; m < metrics->count; m++) {
        const struct metric *metric = &metrics->all[m];
        if (metric->status == METRIC_DRAFT &&
            selection_has_metric(selection, table, metric) && drafts++ < MOST_SAID)
            messages_say(table->reading.messages, metric->place,
                         "'%.*s' is a draft, which no page shows: complete its service, "
                         "kind, unit, polarity, year, applies_to and source, then take "
                         "'status: draft' out",
                         TEXT_ARGS(metric->id));
    }
    if (drafts > MOST_SAID)
        messages_say(table->reading.messages, (struct place){ 0 },
                     "%s to complete; --metric=ID shows those that are",
                     counted(drafts - MOST_SAID, "more draft").text);
    return drafts == 0;
}
