/* One measure in full: the figure, its period, its peers and its rank. */
#include "step/publish_measure.h"

#include "page/chart_table.h"
#include "step/publish_chart.h"
#include "step/publish_notes.h"
#include "step/publish_past.h"
#include "step/publish_sentence.h"

/* What a split year is, by enum year_kind. One that is neither has no words: a survey's
 * year may begin in November. */
static const char *const split_years[] = { " (financial year)", " (academic year)", "" };

static const char *kind_of_year(const struct publish_entry *entry)
{
    return period_kind(entry->period) == PERIOD_SPLIT_YEAR
               ? split_years[entry->metric->year]
               : "";
}

/* "per 100,000 adults in 2022 to 2023 (financial year), provisional". */
static void write_figure(const struct publish_writing *w,
                         const struct publish_entry *entry)
{
    const struct text unit = words_unit(entry->metric);
    const struct text period = words_period(w->arena, entry->period);
    const struct text markers = words_markers(w->arena, entry->row->markers);
    const bool score = entry->metric->kind == METRIC_SCORE && !text_is_empty(unit);
    document_headline(
        w->document, words_number(w->arena, entry->metric, entry->row->value),
        arena_print(w->arena, "%s%.*s%s%sin %.*s%s%s%.*s", score ? "(" : "",
                    TEXT_ARGS(unit), score ? ")" : "", text_is_empty(unit) ? "" : " ",
                    TEXT_ARGS(period), kind_of_year(entry),
                    text_is_empty(markers) ? "" : ", ", TEXT_ARGS(markers)));
    const struct text small = publish_small_base(w->entries->table, entry, w->arena);
    if (!text_is_empty(small))
        document_paragraph(w->document,
                           arena_print(w->arena,
                                       "It is %.*s only: chance moves such a figure far.",
                                       TEXT_ARGS(small)));
}

static void write_missing(const struct publish_writing *w,
                          const struct publish_entry *entry)
{
    const struct metric *metric = entry->metric;
    document_open(w->document, DOCUMENT_ASIDE, DOCUMENT_MISSING,
                  arena_print(w->arena, "No figure for %.*s%s",
                              TEXT_ARGS(words_period(w->arena, entry->period)),
                              kind_of_year(entry)));
    document_paragraph(
        w->document,
        words_capitalise(
            w->arena,
            arena_print(w->arena, "%.*s.", TEXT_ARGS(publish_why_missing(w, entry)))));
    if (entry->last != NULL)
        document_paragraph(
            w->document,
            arena_print(w->arena, "Its latest figure here is %.*s, for %.*s.",
                        TEXT_ARGS(words_figure(w->arena, metric, entry->last->value)),
                        TEXT_ARGS(words_period(w->arena, entry->last->period))));
    document_close(w->document);
}

static struct text polarity_of(const struct publish_writing *w,
                               const struct metric *metric)
{
    if (metric->polarity != POLARITY_TARGET)
        return text_of(words_polarity(metric->polarity));
    return arena_print(w->arena, "Nearer to %.*s is better.",
                       TEXT_ARGS(words_figure(w->arena, metric, metric->target)));
}

/* What the publisher gives for the whole country and the region; no verdict. */
static void write_benchmarks(const struct publish_writing *w,
                             const struct publish_entry *entry)
{
    for (size_t i = 0; i < sizeof entry->benchmarks / sizeof *entry->benchmarks; i++) {
        const struct observation *row = entry->benchmarks[i];
        if (row == NULL)
            continue;
        const struct area *area = areas_get(w->entries->table->reading.areas, row->area);
        const struct text said = words_markers(w->arena, row->markers);
        document_open(w->document, DOCUMENT_FACT, DOCUMENT_PLAIN, area->name);
        document_say(
            w->document,
            arena_print(w->arena, "%.*s in %.*s%s%.*s%s",
                        TEXT_ARGS(words_number(w->arena, entry->metric, row->value)),
                        TEXT_ARGS(words_period(w->arena, row->period)),
                        text_is_empty(said) ? "" : " (", TEXT_ARGS(said),
                        text_is_empty(said) ? "" : ")"));
        document_close(w->document);
    }
}

static void write_rank(const struct publish_writing *w, const struct publish_entry *entry)
{
    static const char *const ends[] = {
        [PUBLISH_END_ASKED] = "the end that the ranking was asked for",
        [PUBLISH_END_BEST] = "best",
        [PUBLISH_END_HIGHEST] = "the highest",
        [PUBLISH_END_LOWEST] = "the lowest",
    };
    const struct publish_rank *rank = &entry->rank;
    if (!entry->has_rank)
        return;
    const struct text said = arena_print(
        w->arena, "%s%.*s of %s%.0f %s %s (1" TEXT_NO_BREAK "is" TEXT_NO_BREAK "%s)",
        rank->joint ? "joint " : "", TEXT_ARGS(words_ordinal(w->arena, rank->rank)),
        rank->among == NULL ? "" : "the ", rank->ranked,
        rank->among == NULL ? "ranked" : rank->among,
        rank->among == NULL ? "together" : "compared", ends[rank->end]);
    const struct text sure =
        rank->has_interval
            ? arena_print(w->arena, "; the limits allow any place from %.*s to %.*s",
                          TEXT_ARGS(words_ordinal(w->arena, rank->lower)),
                          TEXT_ARGS(words_ordinal(w->arena, rank->upper)))
            : text_of("; how sure it is has not been worked out");
    document_fact(w->document, "Rank",
                  arena_print(w->arena, "%.*s%.*s.", TEXT_ARGS(said), TEXT_ARGS(sure)));
}

/* Two figures are told in a sentence. */
static bool has_past(const struct chart *chart)
{
    size_t figures = 0;
    for (size_t i = 0; i < chart->count; i++)
        figures += !chart->points[i].missing;
    return figures > 2;
}

static const struct chart *add_chart(const struct publish_writing *w,
                                     const struct publish_entry *entry,
                                     enum chart_kind kind)
{
    struct text why;
    const struct chart *chart = publish_chart(w, entry, kind, &why);
    if (chart == NULL || (kind == CHART_TREND && !has_past(chart)))
        return NULL;
    document_chart(w->document, chart);
    return chart;
}

static void add_numbers(const struct publish_writing *w,
                        const struct publish_entry *entry, const struct chart *chart)
{
    if (chart != NULL)
        chart_table(w->document, chart, publish_chart_caption(w, entry, chart));
}

/* Where the council stands among all; in a site the page of the metric has their numbers.
 */
static void write_all_councils(const struct publish_writing *w,
                               const struct publish_entry *entry)
{
    const struct chart *chart = add_chart(w, entry, CHART_STRIP);
    if (!w->beside->metrics_have_pages) {
        add_numbers(w, entry, chart);
        return;
    }
    document_open(w->document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_link(w->document, document_to(DOCUMENT_TO_METRIC, entry->metric->id),
                  arena_print(w->arena, "All councils in one table: %.*s",
                              TEXT_ARGS(entry->metric->label)));
    document_close(w->document);
}

static void fact_of(const struct publish_writing *w, const char *name, struct text text)
{
    document_fact(w->document, name, text_trim(text));
}

/* What the figure is of, and where it stands. */
static void write_origin(const struct publish_writing *w,
                         const struct publish_entry *entry)
{
    const struct metric *metric = entry->metric;
    const size_t source = w->entries->table->places[OBSERVATION_SOURCE];
    document_open(w->document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                  text_of("What this is, and where the figure comes from"));
    document_open(w->document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    fact_of(w, "Counted", metric->numerator);
    fact_of(w, "Out of", metric->denominator);
    fact_of(w, "Published by", metric->source_publisher);
    document_open(w->document, DOCUMENT_FACT, DOCUMENT_PLAIN, text_of("Published in"));
    document_link(w->document, document_to(DOCUMENT_TO_WEB, metric->source_url),
                  metric->source_title);
    document_close(w->document);
    fact_of(w, "Licence", words_licence(metric->source_licence));
    if (entry->row != NULL && source != CSV_COLUMN_ABSENT) {
        struct csv_cells cells = { 0 };
        observation_cells(entry->row, &cells);
        fact_of(w, "Read from", cells.cells[source]);
        csv_cells_release(&cells);
    }
    document_close(w->document);
    document_close(w->document);
}

static void write_caveats(const struct publish_writing *w, const struct metric *metric)
{
    const struct text caveats = text_trim(metric->caveats);
    if (text_is_empty(caveats))
        return;
    document_open(w->document, DOCUMENT_ASIDE, DOCUMENT_CAVEAT, text_of("Bear in mind"));
    document_paragraph(w->document, caveats);
    document_close(w->document);
}

void publish_measure(const struct publish_writing *w, const struct publish_entry *entry)
{
    document_section(w->document, DOCUMENT_MEASURE, entry->metric->id,
                     entry->metric->label);
    if (publish_entry_has_figure(entry))
        write_figure(w, entry);
    else
        write_missing(w, entry);
    document_paragraph(w->document, polarity_of(w, entry->metric));
    for (size_t i = 0; i < w->entries->peer_count; i++)
        publish_sentence(w, entry, i);
    document_open(w->document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    write_benchmarks(w, entry);
    write_rank(w, entry);
    document_close(w->document);
    write_all_councils(w, entry);
    publish_past(w, entry);
    add_numbers(w, entry, add_chart(w, entry, CHART_TREND));
    publish_notes(w->document, w->beside->notes, w->entries->table->reading.areas,
                  w->area->council, entry->metric, entry->period, w->arena);
    write_caveats(w, entry->metric);
    write_origin(w, entry);
    document_close(w->document);
}
