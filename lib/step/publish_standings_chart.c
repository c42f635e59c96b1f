/* All councils of one class on a line: what the eye sees before it reads the table. */
#include "step/publish_standings.h"
#include "step/publish_writing.h"

enum { FEWEST = 5 }; /* of fewer a line shows no more than the table does */

/* The councils of the class with a figure, the lowest and the highest first found. */
struct span {
    const struct publish_standing *lowest, *highest;
    size_t count;
};

static bool is_shown(const struct publish_standing *s, enum area_class class)
{
    return s->area->class == class && publish_entry_has_figure(&s->entry);
}

static struct span find_span(const struct publish_standings *standings,
                             enum area_class class)
{
    struct span span = { 0 };
    for (size_t i = 0; i < standings->count; i++) {
        const struct publish_standing *s = &standings->all[i];
        if (!is_shown(s, class))
            continue;
        if (span.count++ == 0)
            span.lowest = span.highest = s;
        if (s->entry.row->value < span.lowest->entry.row->value)
            span.lowest = s;
        if (s->entry.row->value > span.highest->entry.row->value)
            span.highest = s;
    }
    return span;
}

static void put_points(const struct publish_standings *standings, enum area_class class,
                       size_t count, struct chart *chart, struct arena *arena)
{
    chart->points = arena_take(arena, count * sizeof *chart->points);
    for (size_t i = 0; i < standings->count; i++) {
        const struct publish_standing *s = &standings->all[i];
        if (!is_shown(s, class))
            continue;
        chart->points[chart->count++] = (struct chart_point){
            .x = s->entry.row->value,
            .has_limits = s->has_limits,
            .lower = s->limits.lower,
            .upper = s->limits.upper,
            .name = s->area->name,
            .role = CHART_PEER,
        };
    }
}

/* The country's own figure of the same period, where there is one country. */
static const struct observation *find_country(const struct publish_site *site,
                                              const struct publish_topic *topic,
                                              const struct cohort *cohort)
{
    const struct cohort *countries = topic->shown[LEVEL_COUNTRY];
    const struct observation *found = NULL;
    if (countries == NULL || period_compare(countries->period, cohort->period) != 0)
        return NULL;
    for (uint32_t i = 0; i < countries->count; i++) {
        const struct observation *row = &site->table->rows[countries->rows[i]];
        if (row->gone || !row->has_value)
            continue;
        if (found != NULL)
            return NULL;
        found = row;
    }
    return found;
}

static void put_country(const struct publish_site *site,
                        const struct publish_topic *topic, const struct cohort *cohort,
                        struct chart *chart, struct arena *arena)
{
    const struct observation *country = find_country(site, topic, cohort);
    if (country == NULL)
        return;
    double *value = arena_take(arena, sizeof *value);
    *value = country->value;
    chart->lines = arena_take(arena, sizeof *chart->lines);
    chart->lines[chart->line_count++] =
        (struct chart_line){ .kind = CHART_LINE_BENCHMARK,
                             .name = areas_get(site->areas, country->area)->name,
                             .count = 1,
                             .x = value,
                             .y = value };
}

/* "Household waste recycling rate: from 18.0% to 64.1% among 59 unitary authorities". */
static struct text title_of(const struct publish_standings *standings,
                            const struct span *span, enum area_class class,
                            struct arena *arena)
{
    const struct metric *metric = standings->metric;
    return arena_print(
        arena, "%.*s: from %.*s to %.*s among %zu %s", TEXT_ARGS(metric->label),
        TEXT_ARGS(words_number(arena, metric, span->lowest->entry.row->value)),
        TEXT_ARGS(words_number(arena, metric, span->highest->entry.row->value)),
        span->count, words_classes(class));
}

static struct text description_of(const struct publish_standings *standings,
                                  const struct span *span, struct arena *arena)
{
    const struct metric *metric = standings->metric;
    return arena_print(
        arena,
        "%.*s, %.*s. Each mark is one council, on a line from the lowest figure, %.*s "
        "(%.*s), to the highest, %.*s (%.*s). The table below has each of them.",
        TEXT_ARGS(metric->label),
        TEXT_ARGS(words_period(arena, standings->cohort->period)),
        TEXT_ARGS(words_figure(arena, metric, span->lowest->entry.row->value)),
        TEXT_ARGS(span->lowest->area->name),
        TEXT_ARGS(words_figure(arena, metric, span->highest->entry.row->value)),
        TEXT_ARGS(span->highest->area->name));
}

void publish_standings_chart(const struct publish_site *site,
                             const struct publish_topic *topic,
                             const struct publish_standings *standings,
                             enum area_class class, struct document *document,
                             struct arena *arena)
{
    const struct span span = find_span(standings, class);
    if (span.count < FEWEST)
        return;
    struct chart *chart = arena_take(arena, sizeof *chart);
    *chart = (struct chart){
        .kind = CHART_STRIP,
        .metric = standings->metric,
        .title = title_of(standings, &span, class, arena),
        .description = description_of(standings, &span, arena),
        .x_name = standings->metric->unit,
        .peers_name = text_of(words_classes(class)),
    };
    put_points(standings, class, span.count, chart, arena);
    put_country(site, topic, standings->cohort, chart, arena);
    document_chart(document, chart);
}
