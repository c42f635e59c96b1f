/* What areas are like, from a table of observations. */
#include "council/characteristics.h"

#include <math.h>
#include <stdlib.h>

struct taking {
    const struct observation_table *table;
    const struct selection *selection;
    struct arena *arena;
    uint32_t *columns; /* by metric: its characteristic, or NONE */
    uint32_t *metrics; /* by characteristic */
    uint32_t *areas;   /* by council: an area, or AREA_NONE */
    size_t *places;    /* by council: its place among the areas */
};

static const uint32_t none = UINT32_MAX;

static bool is_used(const struct taking *t, const struct observation *row)
{
    return row->standing == STANDING_COUNTS &&
           selection_includes(t->selection, t->table, row);
}

static uint32_t council_of(const struct taking *t, const struct observation *row)
{
    return areas_get(t->table->reading.areas, row->area)->council;
}

/* Says a second period of one metric. */
static bool has_one_period(const struct taking *t, const struct observation *row,
                           struct period *periods)
{
    struct period *first = &periods[row->metric];
    char one[PERIOD_SIZE], other[PERIOD_SIZE];
    if (first->key == 0)
        *first = row->period;
    if (period_compare(*first, row->period) == 0)
        return true;
    messages_say(t->table->reading.messages,
                 observation_place(t->table, row, t->table->places[OBSERVATION_PERIOD]),
                 "'%.*s' has figures of %s and of %s; --period=PERIOD or --period=latest "
                 "says which",
                 TEXT_ARGS(t->table->reading.metrics->all[row->metric].id),
                 period_format(*first, one), period_format(row->period, other));
    return false;
}

static bool look_through(struct taking *t, uint64_t *used, uint64_t *left_out)
{
    const struct metrics *metrics = t->table->reading.metrics;
    const struct areas *areas = t->table->reading.areas;
    struct period *periods = arena_take(t->arena, (metrics->count + 1) * sizeof *periods);
    memset(periods, 0, (metrics->count + 1) * sizeof *periods);
    for (size_t i = 0; i < t->table->count; i++) {
        const struct observation *row = &t->table->rows[i];
        const bool taken = is_used(t, row);
        *used += taken;
        *left_out += !taken && !row->gone;
        if (!taken)
            continue;
        if (!has_one_period(t, row, periods))
            return false;
        t->columns[row->metric] = 0;
        uint32_t *area = &t->areas[council_of(t, row)];
        if (*area == AREA_NONE || text_compare(areas_get(areas, *area)->code,
                                               areas_get(areas, row->area)->code) < 0)
            *area = row->area;
    }
    return true;
}

static bool number_columns(struct taking *t, struct characteristics *characteristics)
{
    const struct metrics *metrics = t->table->reading.metrics;
    struct text *names = arena_take(t->arena, (metrics->count + 1) * sizeof *names);
    for (size_t i = 0; i < metrics->count; i++) {
        if (t->columns[i] == none)
            continue;
        t->columns[i] = (uint32_t)characteristics->count;
        names[characteristics->count++] = arena_keep(t->arena, metrics->all[i].id);
    }
    characteristics->names = names;
    if (characteristics->count <= CHARACTERISTICS_MOST)
        return true;
    messages_say(t->table->reading.messages, (struct place){ 0 },
                 "%zu metrics are more characteristics than the %d there can be",
                 characteristics->count, CHARACTERISTICS_MOST);
    return false;
}

static int by_code(const void *a, const void *b, void *context)
{
    const struct areas *areas = context;
    return text_compare(areas_get(areas, *(const uint32_t *)a)->code,
                        areas_get(areas, *(const uint32_t *)b)->code);
}

static void order_areas(struct taking *t, struct characteristics *characteristics)
{
    const struct areas *all = t->table->reading.areas;
    const size_t councils = areas_count(all);
    uint32_t *areas = arena_take(t->arena, (councils + 1) * sizeof *areas);
    for (size_t i = 0; i < councils; i++)
        if (t->areas[i] != AREA_NONE)
            areas[characteristics->area_count++] = t->areas[i];
    qsort_r(areas, characteristics->area_count, sizeof *areas, by_code, (void *)all);
    for (size_t i = 0; i < characteristics->area_count; i++)
        t->places[areas_get(all, areas[i])->council] = i;
    characteristics->areas = areas;
}

static void fill(struct taking *t, struct characteristics *characteristics)
{
    const size_t cells = characteristics->area_count * characteristics->count;
    characteristics->values =
        arena_take(t->arena, (cells + 1) * sizeof *characteristics->values);
    for (size_t i = 0; i < cells; i++)
        characteristics->values[i] = NAN;
    for (size_t i = 0; i < t->table->count; i++) {
        const struct observation *row = &t->table->rows[i];
        if (is_used(t, row))
            characteristics
                ->values[t->places[council_of(t, row)] * characteristics->count +
                         t->columns[row->metric]] = row->value;
    }
}

bool characteristics_take(struct characteristics *characteristics,
                          const struct observation_table *table,
                          const struct selection *selection, struct arena *arena,
                          uint64_t *used, uint64_t *left_out)
{
    const size_t metrics = table->reading.metrics->count + 1;
    const size_t councils = areas_count(table->reading.areas) + 1;
    struct taking t = {
        .table = table,
        .selection = selection,
        .arena = arena,
        .columns = arena_take(arena, metrics * sizeof *t.columns),
        .areas = arena_take(arena, councils * sizeof *t.areas),
        .places = arena_take(arena, councils * sizeof *t.places),
    };
    *characteristics = (struct characteristics){ 0 };
    for (size_t i = 0; i < metrics; i++)
        t.columns[i] = none;
    for (size_t i = 0; i < councils; i++)
        t.areas[i] = AREA_NONE;
    if (!look_through(&t, used, left_out) || !number_columns(&t, characteristics))
        return false;
    order_areas(&t, characteristics);
    fill(&t, characteristics);
    return true;
}
