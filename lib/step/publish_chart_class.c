/* What charts of a whole class share: its councils, and words about them; the strip. */
#include "step/publish_chart_parts.h"

#include <stdlib.h>

#include "council/limits.h"
#include "council/peer_list.h"

/* Whether the neighbours that are listed are those compared with. */
static bool is_neighbour(const struct charting *c, uint32_t council)
{
    const struct publish_beside *beside = c->beside;
    const struct areas *areas = c->entries->table->reading.areas;
    if (c->area == NULL || beside->neighbours == NULL || c->comparison == NULL ||
        !text_starts_with(c->comparison->cells[COMPARISON_GROUP], text_of("nearest:")))
        return false;
    const struct peer_list peers = peer_lists_of(beside->neighbours, c->area->council);
    const double count = publish_peer_count(c->comparison);
    for (size_t i = 0; i < peers.count && (double)i < count; i++)
        if (areas_get(areas, peers.areas[i])->council == council)
            return true;
    return false;
}

bool charting_is_this(const struct charting *c, const struct area *area)
{
    return c->area != NULL && area->council == c->area->council;
}

enum chart_role charting_role(const struct charting *c, const struct area *area)
{
    return c->area == NULL             ? CHART_PEER
           : charting_is_this(c, area) ? CHART_THIS
                                       : CHART_OTHER;
}

void charting_name_others(struct charting *c)
{
    if (c->area == NULL)
        c->chart->peers_name = charting_classes(c);
    else
        c->chart->others_name =
            arena_print(c->arena, "other %.*s", TEXT_ARGS(charting_classes(c)));
}

static void add_council(struct charting *c, const struct observation *row)
{
    const struct observation_table *table = c->entries->table;
    const struct area *area = areas_get(table->reading.areas, row->area);
    struct chart_point *point = charting_point(c, c->cohort->count);
    struct csv_cells cells = { 0 };
    struct limits limits;
    point->x = point->y = row->value;
    point->name = area->name;
    point->provisional = (row->markers & MARKER_PROVISIONAL) != 0;
    point->role = charting_role(c, area);
    if (point->role == CHART_OTHER && is_neighbour(c, area->council))
        point->role = CHART_PEER;
    if (limits_read(table, row, &cells, &limits)) {
        point->has_limits = true;
        point->lower = limits.lower;
        point->upper = limits.upper;
    }
    csv_cells_release(&cells);
}

/* Neighbours may be of another class. */
static void add_neighbours_elsewhere(struct charting *c)
{
    const struct observation_table *table = c->entries->table;
    for (uint32_t i = 0; i < c->cohort->count; i++) {
        const struct observation *row = &table->rows[c->cohort->rows[i]];
        const struct area *area = areas_get(table->reading.areas, row->area);
        if (!row->gone && row->standing == STANDING_COUNTS && area->class != c->class &&
            is_neighbour(c, area->council))
            add_council(c, row);
    }
}

size_t charting_class(struct charting *c)
{
    const struct observation_table *table = c->entries->table;
    size_t missing = 0;
    for (uint32_t i = 0; i < c->cohort->count; i++) {
        const struct observation *row = &table->rows[c->cohort->rows[i]];
        if (row->gone || areas_get(table->reading.areas, row->area)->class != c->class)
            continue;
        if (row->standing == STANDING_COUNTS)
            add_council(c, row);
        else
            missing += row->standing == STANDING_MISSING;
    }
    return missing;
}

struct text charting_measure(const struct charting *c)
{
    return arena_print(charting_arena(c), "%.*s, %.*s", TEXT_ARGS(c->metric->label),
                       TEXT_ARGS(words_period(charting_arena(c), c->period)));
}

struct text charting_figure(const struct charting *c, double value)
{
    return words_number(charting_arena(c), c->metric, value);
}

struct text charting_peers(const struct charting *c)
{
    return words_peers(charting_arena(c), c->comparison->cells[COMPARISON_GROUP],
                       publish_peer_count(c->comparison));
}

struct text charting_classes(const struct charting *c)
{
    return text_of(words_classes(c->class));
}

struct text charting_verdict(const struct charting *c)
{
    struct arena *arena = charting_arena(c);
    const struct comparison *comparison = c->comparison;
    if (comparison == NULL)
        return text_of("");
    const struct verdict_words words = publish_verdict(c->entry, comparison);
    if (words.relation == NULL)
        return text_of("");
    const struct text benchmark =
        comparison->has[COMPARISON_BENCHMARK]
            ? charting_figure(c, comparison->numbers[COMPARISON_BENCHMARK])
            : text_of("");
    const struct text with = words_benchmark(arena, comparison->cells[COMPARISON_AGAINST],
                                             charting_peers(c), benchmark);
    if (!comparison_is_with_median(comparison) || !comparison->has[COMPARISON_MEDIAN])
        return arena_print(arena, "%s %.*s%s", words.relation, TEXT_ARGS(with),
                           words.relation_end);
    return arena_print(
        arena, "%s %.*s%s (median %.*s)", words.relation, TEXT_ARGS(with),
        words.relation_end,
        TEXT_ARGS(charting_figure(c, comparison->numbers[COMPARISON_MEDIAN])));
}

/* "Recycling rate, 2022 to 2023: from 18.0% to 64.1% among 59 unitary authorities". */
static struct text title_of_class(const struct charting *c)
{
    const struct chart *chart = c->chart;
    return arena_print(c->arena, "%.*s: from %.*s to %.*s among %zu %.*s",
                       TEXT_ARGS(charting_measure(c)),
                       TEXT_ARGS(charting_figure(c, chart->points[0].x)),
                       TEXT_ARGS(charting_figure(c, chart->points[chart->count - 1].x)),
                       chart->count, TEXT_ARGS(charting_classes(c)));
}

/* "Recycling rate, 2022 to 2023: Leeds has 34.9%, worse than …". */
static struct text title_of(const struct charting *c)
{
    if (c->area == NULL)
        return title_of_class(c);
    struct arena *arena = charting_arena(c);
    const struct text verdict = charting_verdict(c), measure = charting_measure(c);
    const struct text name = c->area->name;
    if (!publish_entry_has_figure(c->entry))
        return arena_print(arena, "%.*s: no figure for %.*s", TEXT_ARGS(measure),
                           TEXT_ARGS(name));
    const struct text figure = charting_figure(c, c->entry->row->value);
    if (!text_is_empty(verdict))
        return arena_print(arena, "%.*s: %.*s has %.*s, %.*s", TEXT_ARGS(measure),
                           TEXT_ARGS(name), TEXT_ARGS(figure), TEXT_ARGS(verdict));
    if (c->comparison != NULL && c->comparison->has[COMPARISON_MEDIAN])
        return arena_print(
            arena, "%.*s: %.*s has %.*s, and the median of %.*s is %.*s",
            TEXT_ARGS(measure), TEXT_ARGS(name), TEXT_ARGS(figure),
            TEXT_ARGS(charting_peers(c)),
            TEXT_ARGS(charting_figure(c, c->comparison->numbers[COMPARISON_MEDIAN])));
    return arena_print(arena, "%.*s: %.*s has %.*s", TEXT_ARGS(measure), TEXT_ARGS(name),
                       TEXT_ARGS(figure));
}

static int by_value(const void *a, const void *b)
{
    const struct chart_point *p = a, *q = b;
    const int order = (p->x > q->x) - (p->x < q->x);
    return order != 0 ? order : text_compare(p->name, q->name);
}

/* "36 metropolitan districts have a figure, from 20.1% (A) to 55.0% (B); 2 have none." */
static struct text range_of(const struct charting *c, size_t missing)
{
    struct arena *arena = charting_arena(c);
    const struct chart *chart = c->chart;
    const struct chart_point *least = &chart->points[0],
                             *most = &chart->points[chart->count - 1];
    const struct text rest = missing == 0 ? text_of("")
                                          : arena_print(arena, "; %zu %s none", missing,
                                                        missing == 1 ? "has" : "have");
    if (chart->count == 1)
        return arena_print(arena, "%.*s alone has a figure%.*s.", TEXT_ARGS(least->name),
                           TEXT_ARGS(rest));
    return arena_print(
        arena, "%zu %.*s have a figure, from %.*s (%.*s) to %.*s (%.*s)%.*s.",
        chart->count, TEXT_ARGS(charting_classes(c)),
        TEXT_ARGS(charting_figure(c, least->x)), TEXT_ARGS(least->name),
        TEXT_ARGS(charting_figure(c, most->x)), TEXT_ARGS(most->name), TEXT_ARGS(rest));
}

static struct text peers_in_words(const struct charting *c)
{
    struct arena *arena = charting_arena(c);
    const struct comparison *comparison = c->comparison;
    if (comparison == NULL || !comparison->has[COMPARISON_MEDIAN])
        return text_of("");
    const struct text median = arena_print(
        arena, " The median of %.*s is %.*s", TEXT_ARGS(charting_peers(c)),
        TEXT_ARGS(charting_figure(c, comparison->numbers[COMPARISON_MEDIAN])));
    if (!comparison->has[COMPARISON_Q1] || !comparison->has[COMPARISON_Q3])
        return arena_print(arena, "%.*s.", TEXT_ARGS(median));
    return arena_print(arena, "%.*s, and their middle half lies between %.*s and %.*s.",
                       TEXT_ARGS(median),
                       TEXT_ARGS(charting_figure(c, comparison->numbers[COMPARISON_Q1])),
                       TEXT_ARGS(charting_figure(c, comparison->numbers[COMPARISON_Q3])));
}

/* The country's own figure of a period; nothing where several countries have one and no
 * council says which is its own. */
static const struct observation *find_only_country(const struct charting *c)
{
    const struct observation_table *table = c->entries->table;
    const struct observation *found = NULL;
    for (size_t i = 0; i < table->cohort_count; i++) {
        const struct cohort *cohort = &table->cohorts[i];
        if (cohort->metric != c->metric || cohort->level != LEVEL_COUNTRY ||
            period_compare(cohort->period, c->period) != 0)
            continue;
        for (uint32_t r = 0; r < cohort->count; r++) {
            const struct observation *row = &table->rows[cohort->rows[r]];
            if (row->gone || !row->has_value)
                continue;
            if (found != NULL)
                return NULL;
            found = row;
        }
    }
    return found;
}

static const struct observation *country_of(const struct charting *c)
{
    return c->entry == NULL ? find_only_country(c) : c->entry->benchmarks[0];
}

static struct text country_in_words(const struct charting *c)
{
    const struct observation *row = country_of(c);
    if (row == NULL)
        return text_of("");
    return arena_print(
        charting_arena(c), " %.*s has %.*s.",
        TEXT_ARGS(areas_get(c->entries->table->reading.areas, row->area)->name),
        TEXT_ARGS(charting_figure(c, row->value)));
}

static void add_peers(struct charting *c)
{
    const struct comparison *comparison = c->comparison;
    const struct observation *country = country_of(c);
    if (comparison != NULL && comparison->has[COMPARISON_MEDIAN])
        charting_line(c, CHART_LINE_MEDIAN, text_of("median"), 1)->x =
            charting_value(c, comparison->numbers[COMPARISON_MEDIAN]);
    if (country != NULL)
        charting_line(c, CHART_LINE_BENCHMARK,
                      areas_get(c->entries->table->reading.areas, country->area)->name, 1)
            ->x = charting_value(c, country->value);
    if (comparison == NULL || !comparison->has[COMPARISON_Q1] ||
        !comparison->has[COMPARISON_Q3])
        return;
    c->chart->band = (struct chart_band){
        .name = arena_print(charting_arena(c), "middle half of %.*s",
                            TEXT_ARGS(charting_peers(c))),
        .count = 1,
        .lower = charting_value(c, comparison->numbers[COMPARISON_Q1]),
        .upper = charting_value(c, comparison->numbers[COMPARISON_Q3])
    };
}

bool charting_strip(struct charting *c)
{
    struct arena *arena = charting_arena(c);
    const size_t missing = charting_class(c);
    if (c->chart->count == 0) {
        *c->why = arena_print(arena, "none of the %.*s has a figure",
                              TEXT_ARGS(charting_classes(c)));
        return false;
    }
    qsort(c->chart->points, c->chart->count, sizeof *c->chart->points, by_value);
    const struct text range = range_of(c, missing);
    add_neighbours_elsewhere(c);
    qsort(c->chart->points, c->chart->count, sizeof *c->chart->points, by_value);
    add_peers(c);
    c->chart->title = title_of(c);
    c->chart->description = arena_print(
        arena, "%.*s. %.*s%.*s%.*s", TEXT_ARGS(c->chart->title), TEXT_ARGS(range),
        TEXT_ARGS(peers_in_words(c)), TEXT_ARGS(country_in_words(c)));
    c->chart->x_name = words_unit(c->metric);
    if (c->comparison != NULL)
        c->chart->peers_name = charting_peers(c);
    charting_name_others(c);
    return true;
}
