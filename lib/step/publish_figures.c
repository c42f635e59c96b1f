/* The figures of one council or combined authority, each in its newest period, as a
 * table.
 */
#include <math.h>

#include "step/publish_notes.h"
#include "step/publish_standings.h"
#include "step/publish_writing.h"

struct figures_page {
    struct publish_site *site;
    const struct area *area;
    struct document *document;
    struct arena *arena;
};

/* Whom the comparison numbered `peers` sets it beside; empty where it has none. Nearest
 * neighbours are of councils alone. */
static struct text peers_of(const struct figures_page *p, size_t peers)
{
    const struct publish_entries *entries = &p->site->entries;
    for (size_t i = 0; i < entries->count; i++)
        if (publish_peer_count(&entries->all[i].comparisons[peers]) > 0)
            return words_peers(p->arena,
                               entries->all[i].comparisons[peers].cells[COMPARISON_GROUP],
                               HUGE_VAL);
    return text_of("");
}

static struct text place_of(const struct figures_page *p,
                            const struct publish_entry *entry)
{
    const struct publish_rank *rank = &entry->rank;
    if (!entry->has_rank || !rank->has_interval)
        return text_of(entry->has_rank ? "not known how sure" : "");
    if (rank->lower == rank->upper)
        return arena_print(p->arena, "%.*s of %.0f",
                           TEXT_ARGS(words_ordinal(p->arena, rank->lower)), rank->ranked);
    return arena_print(p->arena, "%.*s to %.*s of %.0f",
                       TEXT_ARGS(words_ordinal(p->arena, rank->lower)),
                       TEXT_ARGS(words_ordinal(p->arena, rank->upper)), rank->ranked);
}

static struct text keep(const struct figures_page *p, struct text text)
{
    return document_keep(p->document, text);
}

static void add_entry(const struct figures_page *p, struct document_table *table,
                      const struct publish_entry *entry)
{
    struct document_row *row = document_table_row(table);
    size_t at = 0;
    row->cells[at].text = keep(p, entry->metric->label);
    row->cells[at++].target = document_to(DOCUMENT_TO_METRIC, entry->metric->id);
    row->cells[at++].text = keep(p, words_period(p->arena, entry->period));
    if (publish_entry_has_figure(entry)) {
        row->cells[at].text = keep(
            p, publish_marked(p->site->options->beside.notes, p->area->council,
                              entry->metric, entry->period,
                              words_figure(p->arena, entry->metric, entry->row->value),
                              p->arena));
        row->cells[at].has_number = true;
        row->cells[at].number = entry->row->value;
    } else {
        row->cells[at].text =
            keep(p, entry->row == NULL ? text_of("no figure")
                                       : words_missing(p->arena, entry->row->markers));
        row->cells[at].tone = DOCUMENT_TONE_MISSING;
    }
    at++;
    for (size_t i = 0; i < p->site->entries.peer_count; i++) {
        if (text_is_empty(peers_of(p, i)))
            continue;
        row->cells[at].tone = publish_tone(entry->comparisons[i].verdict);
        row->cells[at++].text =
            keep(p, text_of(publish_verdict_in_a_word(&entry->comparisons[i])));
    }
    row->cells[at].text = keep(p, place_of(p, entry));
}

void publish_figures(struct publish_site *site, const struct area *area,
                     struct document *document, struct arena *arena)
{
    const struct figures_page page = { site, area, document, arena }, *p = &page;
    const struct publish_entries *entries = &site->entries;
    struct document_table *table = document_table(
        p->document, arena_print(p->arena, "%.*s: figures, each in its newest period",
                                 TEXT_ARGS(p->area->name)));
    document_table_column(p->document, table, "Measure", false, false);
    document_table_column(p->document, table, "Period", false, false);
    document_table_column(p->document, table, "Figure", true, false);
    for (size_t i = 0; i < entries->peer_count; i++)
        if (!text_is_empty(peers_of(p, i)))
            document_table_column(
                p->document, table,
                arena_print(p->arena, "Beside %.*s", TEXT_ARGS(peers_of(p, i))).bytes,
                false, false);
    document_table_column(p->document, table, "Place, as a range", true, false);
    for (size_t i = 0; i < entries->count; i++)
        if (!entries->all[i].not_its_service)
            add_entry(p, table, &entries->all[i]);
    for (size_t i = 0; i < entries->count; i++)
        publish_notes(document, site->options->beside.notes, site->areas, area->council,
                      entries->all[i].metric, entries->all[i].period, arena);
}
