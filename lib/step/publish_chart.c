/* Charts of one council's measure, or of a class of councils. */
#include "step/publish_chart_parts.h"

const char *const publish_chart_words[] = {
    [CHART_STRIP] = "strip",     [CHART_TREND] = "trend",   [CHART_FUNNEL] = "funnel",
    [CHART_CONTROL] = "control", [CHART_LADDER] = "ladder", NULL,
};

struct arena *charting_arena(const struct charting *c)
{
    return c->arena;
}

const struct observation *charting_row(const struct charting *c,
                                       const struct cohort *cohort, uint32_t council)
{
    const struct observation_table *table = c->entries->table;
    const uint32_t *row = cohort_find(table, cohort, council);
    return row == NULL || table->rows[*row].gone ? NULL : &table->rows[*row];
}

struct chart_point *charting_point(struct charting *c, size_t most)
{
    struct chart *chart = c->chart;
    if (chart->points == NULL)
        chart->points = arena_take(charting_arena(c), (most + 1) * sizeof *chart->points);
    chart->points[chart->count] = (struct chart_point){ .missing = false };
    return &chart->points[chart->count++];
}

enum { MOST_LINES = 8 };

struct chart_line *charting_line(struct charting *c, enum chart_line_kind kind,
                                 struct text name, size_t count)
{
    struct chart *chart = c->chart;
    if (chart->lines == NULL)
        chart->lines = arena_take(charting_arena(c), MOST_LINES * sizeof *chart->lines);
    chart->lines[chart->line_count] =
        (struct chart_line){ .kind = kind, .name = name, .count = count };
    return &chart->lines[chart->line_count++];
}

const double *charting_value(const struct charting *c, double value)
{
    double *kept = arena_take(charting_arena(c), sizeof *kept);
    *kept = value;
    return kept;
}

/* The comparison whose verdict a title may state: the first that has one, or else the
 * first that has a median. */
static const struct comparison *choose_comparison(const struct charting *c)
{
    const struct comparison *found = NULL;
    for (size_t i = 0; i < c->entries->peer_count; i++) {
        const struct comparison *comparison = &c->entry->comparisons[i];
        if (comparison->verdict != VERDICT_NONE)
            return comparison;
        if (found == NULL && comparison->has[COMPARISON_MEDIAN])
            found = comparison;
    }
    return found;
}

static bool fill(struct charting *c)
{
    switch (c->chart->kind) {
    case CHART_STRIP:
        return charting_strip(c);
    case CHART_TREND:
        return charting_trend(c);
    case CHART_CONTROL:
        return charting_control(c);
    case CHART_FUNNEL:
        return charting_funnel(c);
    case CHART_LADDER:
        return charting_ladder(c);
    }
    return false;
}

static const struct cohort *find_cohort(const struct charting *c)
{
    const struct observation_table *table = c->entries->table;
    for (size_t i = 0; i < table->cohort_count; i++) {
        const struct cohort *cohort = &table->cohorts[i];
        if (cohort->metric == c->metric && cohort->level == area_level_of(c->class) &&
            period_compare(cohort->period, c->period) == 0)
            return cohort;
    }
    return NULL;
}

static struct chart *new_chart(const struct charting *c, enum chart_kind kind)
{
    struct chart *chart = arena_take(c->arena, sizeof *chart);
    *chart = (struct chart){ .kind = kind, .metric = c->metric };
    if (c->area != NULL)
        chart->this_name = c->area->name;
    return chart;
}

const struct chart *publish_chart(const struct publish_writing *w,
                                  const struct publish_entry *entry, enum chart_kind kind,
                                  struct text *why)
{
    struct charting c = { .entries = w->entries,
                          .beside = w->beside,
                          .arena = w->arena,
                          .area = w->area,
                          .entry = entry,
                          .metric = entry->metric,
                          .period = entry->period,
                          .class = w->area->class,
                          .why = why };
    *why = text_of("");
    c.chart = new_chart(&c, kind);
    c.cohort = find_cohort(&c);
    c.comparison = choose_comparison(&c);
    if (c.cohort == NULL) {
        *why = text_of("the table has no row of this measure and period");
        return NULL;
    }
    return fill(&c) ? c.chart : NULL;
}

/* Of fewer a picture says no more than a list does. */
enum { FEWEST_OF_CLASS = 5 };

static bool has_enough(const struct charting *c)
{
    if (c->chart->count >= FEWEST_OF_CLASS)
        return true;
    *c->why = arena_print(c->arena, "it takes %d %.*s; %zu can be shown", FEWEST_OF_CLASS,
                          TEXT_ARGS(charting_classes(c)), c->chart->count);
    return false;
}

const struct chart *publish_chart_of_class(const struct publish_entries *entries,
                                           const struct cohort *cohort,
                                           enum area_class class, enum chart_kind kind,
                                           struct arena *arena, struct text *why)
{
    struct charting c = { .entries = entries,
                          .arena = arena,
                          .metric = cohort->metric,
                          .period = cohort->period,
                          .class = class,
                          .cohort = cohort,
                          .why = why };
    *why = text_of("");
    if (kind == CHART_TREND || kind == CHART_CONTROL) {
        *why = text_of("it is of one council, which --area names");
        return NULL;
    }
    c.chart = new_chart(&c, kind);
    return fill(&c) && has_enough(&c) ? c.chart : NULL;
}

struct text publish_chart_caption(const struct publish_writing *w,
                                  const struct publish_entry *entry,
                                  const struct chart *chart)
{
    const bool time = chart->kind == CHART_TREND || chart->kind == CHART_CONTROL;
    const struct text label = publish_label_with_period(w, entry);
    if (time)
        return arena_print(w->arena, "%.*s, %.*s by period",
                           TEXT_ARGS(entry->metric->label), TEXT_ARGS(w->area->name));
    return chart->kind == CHART_LADDER
               ? arena_print(w->arena, "Ranks: %.*s", TEXT_ARGS(label))
               : label;
}
