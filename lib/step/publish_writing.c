/* What the parts of a page share. */
#include "step/publish_writing.h"

#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"

/* A share of fewer moves far by chance, and is shown with reserve; oflog-compare gives
 * one of fewer than 20 no verdict. */
#define LOW_BASE 30

/* The group of a comparison, from whichever metric has it. */
struct text publish_group(const struct publish_entries *entries, size_t peers)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct text group =
            entries->all[i].comparisons[peers].cells[COMPARISON_GROUP];
        if (!text_is_empty(group))
            return group;
    }
    return text_of("");
}

struct text publish_peers_heading(const struct publish_writing *w, size_t peers)
{
    const struct text group = publish_group(w->entries, peers);
    const struct text prefix = w->entries->peers[peers].prefix;
    const struct text words =
        text_is_empty(group) ? prefix : words_peers_brief(w->arena, group);
    for (size_t i = 0; i < w->entries->peer_count && !text_is_empty(group); i++)
        if (i != peers && text_equal(group, publish_group(w->entries, i)))
            return arena_print(w->arena, "%.*s (%.*s)", TEXT_ARGS(words),
                               TEXT_ARGS(prefix));
    return words;
}

struct text publish_small_base(const struct observation_table *table,
                               const struct publish_entry *entry, struct arena *arena)
{
    const size_t place = table->places[OBSERVATION_DENOMINATOR];
    struct csv_cells cells = { 0 };
    double denominator;
    if (entry->metric->kind != METRIC_PROPORTION || place == CSV_COLUMN_ABSENT)
        return text_of("");
    observation_cells(entry->row, &cells);
    const bool known = number_parse(cells.cells[place], &denominator);
    csv_cells_release(&cells);
    return known && denominator < LOW_BASE
               ? arena_print(arena, "a share of %.15g", denominator)
               : text_of("");
}

/* How many there are to be compared with, with and without a figure. */
double publish_peer_count(const struct comparison *comparison)
{
    return comparison->numbers[COMPARISON_N] + comparison->numbers[COMPARISON_MISSING] +
           comparison->numbers[COMPARISON_OUTSIDE];
}

struct verdict_words publish_verdict(const struct publish_entry *entry,
                                     const struct comparison *comparison)
{
    struct verdict_words words;
    if (words_verdict(entry->metric, comparison->verdict,
                      comparison->basis == BASIS_MADS &&
                          comparison->has[COMPARISON_MADS] &&
                          comparison_is_with_median(comparison),
                      comparison->numbers[COMPARISON_MADS], &words))
        return words;
    return (struct verdict_words){ NULL, "" };
}

const char *publish_verdict_in_a_word(const struct comparison *comparison)
{
    if (comparison->verdict != VERDICT_NONE)
        return comparison_verdict_words[comparison->verdict];
    if (publish_peer_count(comparison) == 0)
        return "none to compare with";
    switch (comparison->basis) {
    case BASIS_NO_VALUE:
        return "no figure";
    case BASIS_TOO_FEW:
    case BASIS_SMALL_BASE:
        return "too few to say";
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_SPREAD:
    case BASIS_NO_BENCHMARK:
    case BASIS_MADS:
    case BASIS_LIMITS:
    case BASIS_FUNNEL:
    case BASIS_SCORE_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
    case BASIS_MULTIPLIED_FUNNEL:
        break;
    }
    return "cannot be said";
}

enum document_tone publish_tone(enum verdict verdict)
{
    static const enum document_tone tones[] = {
        [VERDICT_NONE] = DOCUMENT_TONE_NONE,
        [VERDICT_BETTER] = DOCUMENT_TONE_BETTER,
        [VERDICT_SIMILAR] = DOCUMENT_TONE_SIMILAR,
        [VERDICT_WORSE] = DOCUMENT_TONE_WORSE,
        [VERDICT_HIGHER] = DOCUMENT_TONE_HIGHER,
        [VERDICT_LOWER] = DOCUMENT_TONE_LOWER,
    };
    return tones[verdict];
}

/* The first day of a council, under whichever code it had then. */
static int32_t first_day_of(const struct areas *areas, uint32_t council)
{
    int32_t first = DATE_DISTANT_FUTURE;
    for (uint32_t i = 0; i < areas_count(areas); i++)
        if (areas_get(areas, i)->council == council &&
            areas_get(areas, i)->valid_from < first)
            first = areas_get(areas, i)->valid_from;
    return first;
}

static struct text why_no_row(const struct publish_writing *w,
                              const struct publish_entry *entry)
{
    const int32_t end = period_last_day(entry->period, entry->metric->year);
    const int32_t began =
        first_day_of(w->entries->table->reading.areas, w->area->council);
    if (began > end)
        return arena_print(w->arena, "the council began on %.*s",
                           TEXT_ARGS(words_day(w->arena, began)));
    if (w->area->valid_to < end)
        return arena_print(w->arena, "the council ended on %.*s",
                           TEXT_ARGS(words_day(w->arena, w->area->valid_to)));
    return text_of("the table has no row for it");
}

struct text publish_why_missing(const struct publish_writing *w,
                                const struct publish_entry *entry)
{
    const struct areas *areas = w->entries->table->reading.areas;
    const struct text reporter =
        areas_joint_reporter(areas, w->area->council, entry->metric->id, entry->period);
    if (!text_is_empty(reporter))
        return arena_print(w->arena, "reported together with %.*s",
                           TEXT_ARGS(publish_area_name(w, reporter)));
    if (entry->row == NULL)
        return why_no_row(w, entry);
    if (entry->row->standing == STANDING_OUTSIDE && entry->row->has_value)
        return text_of("in this period another council stands for it");
    return words_missing(w->arena, entry->row->markers);
}

struct text publish_area_name(const struct publish_writing *w, struct text code)
{
    const struct areas *areas = w->entries->table->reading.areas;
    const uint32_t area = areas_find_code(areas, code);
    return area == AREA_NONE ? code : areas_get(areas, area)->name;
}

struct document_target publish_to_measure(const struct metric *metric)
{
    return document_to(DOCUMENT_TO_SECTION, metric->id);
}

/* Spaces at which no line may end. */
static struct text held_together(const struct publish_writing *w, struct text t)
{
    struct publish_list held = { 0 };
    for (size_t from = 0, to; from < t.length; from = to + 1) {
        for (to = from; to < t.length && t.bytes[to] != ' ';)
            to++;
        publish_list_add(&held, TEXT_NO_BREAK, text_slice(t, from, to));
    }
    return publish_list_take(&held, w->arena);
}

struct text publish_label_with_period(const struct publish_writing *w,
                                      const struct publish_entry *entry)
{
    const struct text unit = words_unit(entry->metric);
    const bool has_unit = !text_is_empty(unit);
    return arena_print(w->arena, "%.*s, %.*s%s%.*s%s", TEXT_ARGS(entry->metric->label),
                       TEXT_ARGS(held_together(w, words_period(w->arena, entry->period))),
                       has_unit ? " (" : "", TEXT_ARGS(unit), has_unit ? ")" : "");
}

bool publish_is_first(const struct publish_writing *w, size_t i,
                      bool (*same)(const struct metric *a, const struct metric *b))
{
    for (size_t j = 0; j < i; j++)
        if (!w->entries->all[j].not_its_service &&
            same(w->entries->all[j].metric, w->entries->all[i].metric))
            return false;
    return !w->entries->all[i].not_its_service;
}

bool publish_same_service(const struct metric *a, const struct metric *b)
{
    return text_equal(a->service, b->service);
}

bool publish_same_source(const struct metric *a, const struct metric *b)
{
    return text_equal(a->source_publisher, b->source_publisher) &&
           text_equal(a->source_title, b->source_title) &&
           text_equal(a->source_url, b->source_url) &&
           text_equal(a->source_licence, b->source_licence);
}

static void append(struct publish_list *list, struct text t)
{
    ARRAY_RESERVE(list->bytes, list->room, list->used + t.length + 1);
    if (t.length > 0)
        memcpy(list->bytes + list->used, t.bytes, t.length);
    list->used += t.length;
}

void publish_list_add(struct publish_list *list, const char *between, struct text item)
{
    append(list, text_of(list->count > 0 ? between : ""));
    append(list, item);
    list->count++;
}

struct text publish_list_take(struct publish_list *list, struct arena *arena)
{
    const struct text kept = arena_keep(arena, (struct text){ list->bytes, list->used });
    free(list->bytes);
    *list = (struct publish_list){ 0 };
    return kept;
}
