/* Charts of one council's measure. */
#include "step/publish_chart_parts.h"

#include <stdlib.h>

#include "page/chart_svg.h"
#include "step/publish_absent.h"

const char *const publish_chart_words[] = {
    [CHART_STRIP] = "strip",     [CHART_TREND] = "trend",   [CHART_FUNNEL] = "funnel",
    [CHART_CONTROL] = "control", [CHART_LADDER] = "ladder", NULL,
};

struct arena *charting_arena(const struct charting *c)
{
    return c->w->arena;
}

const struct cohort *charting_cohort(const struct charting *c, struct period period)
{
    const struct observation_table *table = c->w->entries->table;
    for (size_t i = 0; i < table->cohort_count; i++) {
        const struct cohort *cohort = &table->cohorts[i];
        if (cohort->metric == c->entry->metric &&
            cohort->level == area_level_of(c->w->area->class) &&
            period_compare(cohort->period, period) == 0)
            return cohort;
    }
    return NULL;
}

const struct observation *charting_row(const struct charting *c,
                                       const struct cohort *cohort, uint32_t council)
{
    const struct observation_table *table = c->w->entries->table;
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
    for (size_t i = 0; i < c->w->entries->peer_count; i++) {
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

const struct chart *publish_chart(const struct publish_writing *w,
                                  const struct publish_entry *entry, enum chart_kind kind,
                                  struct text *why)
{
    struct chart *chart = arena_take(w->arena, sizeof *chart);
    struct charting c = { .w = w, .entry = entry, .chart = chart, .why = why };
    *chart = (struct chart){ .kind = kind,
                             .metric = entry->metric,
                             .this_name = w->area->name };
    *why = text_of("");
    c.cohort = charting_cohort(&c, entry->period);
    c.comparison = choose_comparison(&c);
    if (c.cohort == NULL) {
        *why = text_of("the table has no row of this measure and period");
        return NULL;
    }
    return fill(&c) ? chart : NULL;
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

/* The page's newest code of the area. */
static const struct area *newest_of(const struct areas *areas, uint32_t number)
{
    const struct area *newest = areas_get(areas, number);
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->council == newest->council && area->valid_to > newest->valid_to)
            newest = area;
    }
    return newest;
}

static void write_svg(const struct chart *chart, struct csv_writer *writer)
{
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    chart_svg(&markup, chart, text_of("chart"), true);
    markup_line(&markup);
    csv_write_bytes(writer, (struct text){ out.bytes, out.length });
    free(out.bytes);
}

static enum step_outcome write_chart(const struct publish_writing *w,
                                     enum chart_kind kind, struct csv_writer *writer,
                                     struct step_account *account)
{
    struct messages *messages = w->entries->table->reading.messages;
    const struct place nowhere = { 0 };
    struct text why = text_of("the table has no row of it");
    const struct chart *chart =
        w->entries->count == 0 ? NULL : publish_chart(w, &w->entries->all[0], kind, &why);
    if (chart == NULL) {
        messages_say(messages, nowhere, "no %s chart of %.*s: %.*s",
                     publish_chart_words[kind], TEXT_ARGS(w->area->name), TEXT_ARGS(why));
        return STEP_BROKEN;
    }
    account->written = chart->count;
    write_svg(chart, writer);
    return STEP_DONE;
}

static void count_rest(const struct observation_table *table,
                       struct step_account *account)
{
    uint64_t present = 0;
    for (size_t i = 0; i < table->count; i++)
        present += !table->rows[i].gone;
    account->not_selected = present > account->written ? present - account->written : 0;
}

enum step_outcome publish_chart_run(struct observation_table *table,
                                    const struct selection *selection, uint32_t number,
                                    enum chart_kind kind,
                                    const struct publish_beside *beside,
                                    struct csv_writer *writer,
                                    struct step_account *account)
{
    const struct area *area = newest_of(table->reading.areas, number);
    const uint64_t refused = table->reading.refusals->count;
    struct publish_entries entries;
    struct arena arena;
    const bool rows = publish_has_rows(table, selection, &number, 1);
    if (!publish_is_complete(table, selection) || !rows)
        return STEP_BROKEN;
    arena_init(&arena);
    publish_entries_init(&entries, table, &arena);
    publish_entries_gather(&entries, selection,
                           (uint32_t)areas_find_code(table->reading.areas, area->code),
                           &arena);
    const struct publish_writing w = { NULL, &entries, area, beside, &arena };
    enum step_outcome outcome = STEP_BROKEN;
    if (!table->reading.strict || table->reading.refusals->count == refused)
        outcome = write_chart(&w, kind, writer, account);
    count_rest(table, account);
    publish_entries_release(&entries);
    arena_release(&arena);
    return outcome;
}
