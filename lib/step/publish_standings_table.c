/* The table of one class in one metric and period. */
#include <stdlib.h>

#include "base/number.h"
#include "base/text_buffer.h"
#include "council/peer_list.h"
#include "step/publish_notes.h"
#include "step/publish_standings.h"
#include "step/publish_writing.h"

enum { MOST_VERDICTS = 4 };

/* What is made once for the whole table. */
struct standings_table {
    const struct publish_site *site;
    const struct publish_standings *standings;
    struct publish_class class;
    struct document *document;
    struct document_table *table;
    struct arena *arena;
    size_t verdicts;
    bool has_places, has_notes;
};

static struct text number_of(const struct standings_table *t, double value)
{
    return words_number(t->arena, t->standings->metric, value);
}

static struct text keep(const struct standings_table *t, struct text text)
{
    return document_keep(t->document, text);
}

static void put_figure(const struct standings_table *t, struct document_cell *cell,
                       const struct publish_standing *standing)
{
    if (!publish_entry_has_figure(&standing->entry)) {
        cell->text = text_of("no figure");
        cell->tone = DOCUMENT_TONE_MISSING;
        return;
    }
    cell->has_number = true;
    cell->number = standing->entry.row->value;
    cell->text =
        keep(t, publish_marked(t->site->options->beside.notes, standing->area->council,
                               t->standings->metric, t->standings->cohort->period,
                               number_of(t, cell->number), t->arena));
}

static void put_limits(const struct standings_table *t, struct document_cell *cell,
                       const struct publish_standing *standing)
{
    if (!standing->has_limits)
        return;
    cell->text = keep(t, arena_print(t->arena, "%.*s to %.*s",
                                     TEXT_ARGS(number_of(t, standing->limits.lower)),
                                     TEXT_ARGS(number_of(t, standing->limits.upper))));
    cell->has_number = true;
    cell->number = standing->limits.lower;
}

/* The first quarter, by the end that has place 1. */
static const char *const first_quarters[] = {
    [PUBLISH_END_ASKED] = "first",
    [PUBLISH_END_BEST] = "best",
    [PUBLISH_END_HIGHEST] = "highest",
    [PUBLISH_END_LOWEST] = "lowest",
};

static struct text band_of(const struct standings_table *t,
                           const struct publish_standing *standing)
{
    static const char *const others[] = { "second", "third", "last" };
    if (t->standings->bands != 4)
        return arena_print(t->arena, "band %.0f of %.0f", standing->band,
                           t->standings->bands);
    return text_of(standing->band <= 1 ? first_quarters[standing->entry.rank.end]
                                       : others[(int)standing->band - 2]);
}

/* A place is never a single number unless the limits allow no other. */
static void put_place(const struct standings_table *t, struct document_cell *cell,
                      const struct publish_standing *standing)
{
    const struct publish_rank *rank = &standing->entry.rank;
    if (!standing->entry.has_rank)
        return;
    if (!rank->has_interval) {
        cell->has_number = standing->has_band;
        cell->number = standing->band;
        if (standing->has_band)
            cell->text = keep(t, band_of(t, standing));
        return;
    }
    const struct text lower = words_ordinal(t->arena, rank->lower);
    const struct text upper = words_ordinal(t->arena, rank->upper);
    cell->has_number = true;
    cell->number = (rank->lower + rank->upper) / 2;
    cell->text = keep(
        t, rank->lower == rank->upper
               ? arena_print(t->arena, "%.*s of %.0f", TEXT_ARGS(lower), rank->ranked)
               : arena_print(t->arena, "%.*s to %.*s of %.0f", TEXT_ARGS(lower),
                             TEXT_ARGS(upper), rank->ranked));
}

static struct text note_of(const struct standings_table *t,
                           const struct publish_standing *standing)
{
    if (!publish_entry_has_figure(&standing->entry))
        return publish_reason(t->site, standing, t->arena);
    const struct text said = words_markers(t->arena, standing->entry.row->markers);
    const struct text small =
        publish_small_base(t->site->table, &standing->entry, t->arena);
    return arena_print(t->arena, "%.*s%s%.*s%s", TEXT_ARGS(said),
                       text_is_empty(said) || text_is_empty(small) ? "" : ", ",
                       TEXT_ARGS(small), text_is_empty(small) ? "" : " only");
}

static bool any_notes(const struct standings_table *t)
{
    for (size_t i = 0; i < t->standings->count; i++)
        if (t->standings->all[i].area->class == t->class.class &&
            !text_is_empty(note_of(t, &t->standings->all[i])))
            return true;
    return false;
}

/* How many nearest neighbours it is compared with; 0: with none. */
static double nearest_count(const struct standings_table *t,
                            const struct publish_standing *standing)
{
    const struct text kind = text_of("nearest:");
    for (size_t i = 0; i < t->site->entries.peer_count; i++) {
        const struct text group = standing->entry.comparisons[i].cells[COMPARISON_GROUP];
        double count = 0;
        if (text_starts_with(group, kind) &&
            number_parse(text_slice(group, kind.length, group.length), &count))
            return count;
    }
    return 0;
}

/* Their codes, for a reader who wants the rows of these alone. */
static struct text nearest_of(const struct standings_table *t,
                              const struct publish_standing *standing)
{
    const struct peer_lists *lists = t->site->options->beside.neighbours;
    const double most = nearest_count(t, standing);
    struct text_buffer codes = { 0 };
    if (lists == NULL)
        return text_of("");
    const struct peer_list list = peer_lists_of(lists, standing->area->council);
    for (size_t i = 0; i < list.count && (double)i < most; i++) {
        if (codes.length > 0)
            text_buffer_put_byte(&codes, ' ');
        text_buffer_put(&codes, areas_get(t->site->areas, list.areas[i])->code);
    }
    const struct text kept = keep(t, (struct text){ codes.bytes, codes.length });
    free(codes.bytes);
    return kept;
}

static void add_row(const struct standings_table *t,
                    const struct publish_standing *standing)
{
    struct document_row *row = document_table_row(t->table);
    size_t at = 0;
    row->region = keep(t, standing->area->region);
    row->code = keep(t, standing->area->code);
    row->peers = nearest_of(t, standing);
    row->cells[at].text = keep(t, standing->area->name);
    row->cells[at++].target = publish_to_area(standing->area);
    put_figure(t, &row->cells[at++], standing);
    if (t->class.has_limits)
        put_limits(t, &row->cells[at++], standing);
    if (t->has_places)
        put_place(t, &row->cells[at++], standing);
    for (size_t i = 0; i < t->verdicts; i++) {
        const struct comparison *comparison = &standing->entry.comparisons[i];
        row->cells[at].tone = publish_tone(comparison->verdict);
        row->cells[at++].text = keep(t, text_of(publish_verdict_in_a_word(comparison)));
    }
    if (t->has_notes)
        row->cells[at].text = keep(t, words_capitalise(t->arena, note_of(t, standing)));
}

static void add_columns(const struct standings_table *t)
{
    const struct text unit = words_unit(t->standings->metric);
    document_table_column(
        t->document, t->table,
        t->class.class == CLASS_COMBINED_AUTHORITY ? "Combined authority" : "Council",
        false, true);
    document_table_column(
        t->document, t->table,
        text_is_empty(unit)
            ? "Figure"
            : arena_print(t->arena, "Figure, %.*s", TEXT_ARGS(unit)).bytes,
        true, true);
    if (t->class.has_limits)
        document_table_column(t->document, t->table, "Confidence limits", true, true);
    if (t->has_places)
        document_table_column(t->document, t->table,
                              t->class.has_intervals ? "Place, as a range" : "Quarter",
                              false, true);
    for (size_t i = 0; i < t->verdicts; i++)
        document_table_column(
            t->document, t->table,
            arena_print(t->arena, "Beside %.*s",
                        TEXT_ARGS(publish_standings_peers(t->site, t->standings,
                                                          t->class.class, i, t->arena)))
                .bytes,
            false, true);
    if (t->has_notes)
        document_table_column(t->document, t->table, "Notes", false, false);
}

void publish_standings_table(const struct publish_site *site,
                             const struct publish_standings *standings,
                             enum area_class class, struct document *document,
                             struct arena *arena)
{
    const size_t peers = site->entries.peer_count;
    struct standings_table t = {
        .site = site,
        .standings = standings,
        .class = publish_class_of(standings, class),
        .document = document,
        .arena = arena,
        .verdicts = peers < MOST_VERDICTS ? peers : MOST_VERDICTS,
    };
    t.has_notes = any_notes(&t);
    t.has_places = t.class.has_intervals || t.class.has_bands;
    t.table = document_table(
        document,
        arena_print(arena, "%.*s, %.*s: %s by name", TEXT_ARGS(standings->metric->label),
                    TEXT_ARGS(words_period(arena, standings->cohort->period)),
                    words_classes(class)));
    t.table->searched = true;
    add_columns(&t);
    for (size_t i = 0; i < standings->count; i++)
        if (standings->all[i].area->class == class)
            add_row(&t, &standings->all[i]);
}

void publish_standings_notes(const struct publish_site *site,
                             const struct publish_standings *standings,
                             enum area_class class, struct document *document,
                             struct arena *arena)
{
    for (size_t i = 0; i < standings->count; i++)
        if (standings->all[i].area->class == class)
            publish_notes(document, site->options->beside.notes, site->areas,
                          standings->all[i].area->council, standings->metric,
                          standings->cohort->period, arena);
}
