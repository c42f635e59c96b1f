/* One measure in full: the figure, its period, its peers and its rank. */
#include "step/publish_measure.h"

#include <math.h>

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

static struct text number_at(const struct publish_writing *w,
                             const struct publish_entry *entry,
                             const struct comparison *found,
                             enum comparison_column column)
{
    return words_number(w->arena, entry->metric, found->numbers[column]);
}

/* "13 have a figure, 1 has none, 2 do not run the service". */
static struct text counts_of(const struct publish_writing *w,
                             const struct comparison *comparison)
{
    static const struct {
        enum comparison_column column;
        const char *one, *many;
    } kinds[] = {
        { COMPARISON_N, "has a figure", "have a figure" },
        { COMPARISON_MISSING, "has none", "have none" },
        { COMPARISON_OUTSIDE, "does not run the service", "do not run the service" },
    };
    struct publish_list counts = { 0 };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const double number = comparison->numbers[kinds[i].column];
        if (number > 0)
            publish_list_add(&counts, ", ",
                             arena_print(w->arena, "%.0f" TEXT_NO_BREAK "%s", number,
                                         number == 1 ? kinds[i].one : kinds[i].many));
    }
    return publish_list_take(&counts, w->arena);
}

/* "median 44.1%, middle half 40.0% to 48.2% (13 have a figure, 2 have none)". */
static struct text what_peers_have(const struct publish_writing *w,
                                   const struct publish_entry *entry,
                                   const struct comparison *comparison)
{
    struct text said = text_of("");
    if (comparison->numbers[COMPARISON_N] == 0)
        return text_of("none has a figure");
    if (comparison->has[COMPARISON_MEDIAN])
        said = arena_print(w->arena, "median %.*s",
                           TEXT_ARGS(number_at(w, entry, comparison, COMPARISON_MEDIAN)));
    if (comparison->has[COMPARISON_Q1] && comparison->has[COMPARISON_Q3])
        said = arena_print(w->arena, "%.*s, middle half %.*s to %.*s", TEXT_ARGS(said),
                           TEXT_ARGS(number_at(w, entry, comparison, COMPARISON_Q1)),
                           TEXT_ARGS(number_at(w, entry, comparison, COMPARISON_Q3)));
    return arena_print(w->arena, "%.*s%s(%.*s)", TEXT_ARGS(said),
                       text_is_empty(said) ? "" : " ",
                       TEXT_ARGS(counts_of(w, comparison)));
}

/* How the verdict was reached, where that is not its distance in MADs. */
static const char *how_it_was_reached(const struct comparison *comparison)
{
    switch (comparison->basis) {
    case BASIS_LIMITS:
        return ", judged by the figure's confidence limits";
    case BASIS_FUNNEL:
        return ", judged by how far chance alone may move such a count";
    case BASIS_ADJUSTED_FUNNEL:
        return ", judged by how far chance and the usual differences between councils "
               "may move such a count";
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_SMALL_BASE:
    case BASIS_NO_BENCHMARK:
    case BASIS_TOO_FEW:
    case BASIS_NO_SPREAD:
    case BASIS_MADS:
        break;
    }
    return "";
}

/* "Worse than unitary authorities in 2022 to 2023", "Worse than England as a whole (75.3)
 * in 2022. Unitary authorities". The verdict itself is set off. */
static void say_verdict(const struct publish_writing *w,
                        const struct publish_entry *entry,
                        const struct comparison *comparison, struct text peers,
                        const struct verdict_words *words)
{
    const struct text figure = comparison->has[COMPARISON_BENCHMARK]
                                   ? number_at(w, entry, comparison, COMPARISON_BENCHMARK)
                                   : text_of("");
    const struct text with =
        words_benchmark(w->arena, comparison->cells[COMPARISON_AGAINST], peers, figure);
    const bool median = comparison_is_with_median(comparison);
    document_say_verdict(w->document, publish_tone(comparison->verdict),
                         words_capitalise(w->arena, text_of(words->relation)));
    document_say(
        w->document,
        arena_print(w->arena, " %.*s in %.*s%s%s%s%.*s", TEXT_ARGS(with),
                    TEXT_ARGS(words_period(w->arena, entry->period)), words->relation_end,
                    how_it_was_reached(comparison), median ? "" : ". ",
                    TEXT_ARGS(median ? text_of("") : words_capitalise(w->arena, peers))));
}

/* Why there is none, where that can be said beside the peers' numbers. */
static void say_no_verdict(const struct publish_writing *w,
                           const struct publish_entry *entry,
                           const struct comparison *comparison, struct text peers)
{
    const struct text period = words_period(w->arena, entry->period);
    const char *why = NULL;
    switch (comparison->basis) {
    case BASIS_TOO_FEW:
        document_say(
            w->document,
            words_capitalise(
                w->arena,
                arena_print(w->arena, "%.*s have a figure to judge by in %.*s",
                            TEXT_ARGS(words_some_of(w->arena, text_of("too few"), peers)),
                            TEXT_ARGS(period))));
        return;
    case BASIS_NO_SPREAD:
        why = "at least half of those compared have the same figure";
        break;
    case BASIS_SMALL_BASE:
        why = "the figure is a share of fewer than 20";
        break;
    case BASIS_NO_BENCHMARK:
        why = "what it was to be judged against is missing";
        break;
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_MADS:
    case BASIS_LIMITS:
    case BASIS_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
        break;
    }
    if (why != NULL)
        document_say(w->document, arena_print(w->arena, "No verdict, since %s. ", why));
    document_say(
        w->document,
        words_capitalise(w->arena, arena_print(w->arena, "%.*s in %.*s", TEXT_ARGS(peers),
                                               TEXT_ARGS(period))));
}

/* A share in per cent, which is neither all nor nothing where it only rounds to that. */
static struct text share_of(const struct publish_writing *w, double share)
{
    const double percent = round(100 * share);
    if (share >= 1)
        return text_of("all");
    if (share <= 0)
        return text_of("none");
    if (percent == 0)
        return text_of("fewer than 1%");
    return percent == 100 ? text_of("more than 99%")
                          : arena_print(w->arena, "%.0f%%", percent);
}

/* How much of the verdict is the choice of peers, where the table says so. */
static struct text survival_of(const struct publish_writing *w,
                               const struct comparison *comparison)
{
    if (comparison->verdict == VERDICT_NONE || !comparison->has[COMPARISON_SURVIVES])
        return text_of("");
    return arena_print(w->arena,
                       " The verdict holds in %.*s of the other ways that were tried to "
                       "choose peers and "
                       "to round the figure.",
                       TEXT_ARGS(share_of(w, comparison->numbers[COMPARISON_SURVIVES])));
}

static void write_comparison(const struct publish_writing *w,
                             const struct publish_entry *entry, size_t peers)
{
    const struct comparison *comparison = &entry->comparisons[peers];
    const struct text letters = words_markers(w->arena, comparison->markers);
    if (entry->row == NULL || text_is_empty(publish_group(w->entries, peers)))
        return;
    if (publish_peer_count(comparison) == 0) {
        document_paragraph(
            w->document, arena_print(w->arena, "%.*s: there is none to compare it with.",
                                     TEXT_ARGS(words_capitalise(
                                         w->arena, publish_peers_heading(w, peers)))));
        return;
    }
    const struct text words = words_peers(w->arena, comparison->cells[COMPARISON_GROUP],
                                          publish_peer_count(comparison));
    const struct verdict_words verdict = publish_verdict(entry, comparison);
    document_open(w->document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    if (verdict.relation != NULL)
        say_verdict(w, entry, comparison, words, &verdict);
    else
        say_no_verdict(w, entry, comparison, words);
    document_say(w->document,
                 arena_print(w->arena, ": %.*s.%.*s%s%.*s%s",
                             TEXT_ARGS(what_peers_have(w, entry, comparison)),
                             TEXT_ARGS(survival_of(w, comparison)),
                             text_is_empty(letters) ? "" : " Some of these figures are ",
                             TEXT_ARGS(letters), text_is_empty(letters) ? "" : "."));
    document_close(w->document);
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
    struct text said = arena_print(
        w->arena, "%s%.*s of %s%.0f %s %s (1" TEXT_NO_BREAK "is" TEXT_NO_BREAK "%s)",
        rank->joint ? "joint " : "", TEXT_ARGS(words_ordinal(w->arena, rank->rank)),
        rank->among == NULL ? "" : "the ", rank->ranked,
        rank->among == NULL ? "ranked" : rank->among,
        rank->among == NULL ? "together" : "compared", ends[rank->end]);
    if (rank->has_interval)
        said =
            arena_print(w->arena, "%.*s, likely between %.*s and %.*s", TEXT_ARGS(said),
                        TEXT_ARGS(words_ordinal(w->arena, rank->lower)),
                        TEXT_ARGS(words_ordinal(w->arena, rank->upper)));
    document_fact(w->document, "Rank", arena_print(w->arena, "%.*s.", TEXT_ARGS(said)));
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
        write_comparison(w, entry, i);
    document_open(w->document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    write_benchmarks(w, entry);
    write_rank(w, entry);
    document_close(w->document);
    document_close(w->document);
}
