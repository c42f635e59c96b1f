/* One measure in full: the figure, its period, its peers and its rank. */
#include "step/publish_measure.h"

#include "council/date.h"

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

static struct text why_no_figure(const struct publish_writing *w,
                                 const struct publish_entry *entry)
{
    const struct areas *areas = w->entries->table->reading.areas;
    const struct text reporter =
        areas_joint_reporter(areas, w->area->council, entry->metric->id, entry->period);
    if (!text_is_empty(reporter)) {
        const uint32_t area = areas_find_code(areas, reporter);
        return arena_print(
            w->arena, "reported together with %.*s",
            TEXT_ARGS(area == AREA_NONE ? reporter : areas_get(areas, area)->name));
    }
    if (entry->row == NULL)
        return why_no_row(w, entry);
    if (entry->row->standing == STANDING_OUTSIDE && entry->row->has_value)
        return text_of("in this period another council stands for it");
    return words_missing(w->arena, entry->row->markers);
}

static void write_figure(const struct publish_writing *w,
                         const struct publish_entry *entry)
{
    const struct metric *metric = entry->metric;
    const struct text period = words_period(w->arena, entry->period);
    struct text figure;
    if (publish_entry_has_figure(entry)) {
        const struct text said = words_markers(w->arena, entry->row->markers);
        figure = words_figure(w->arena, metric, entry->row->value);
        if (!text_is_empty(said))
            figure =
                arena_print(w->arena, "%.*s (%.*s)", TEXT_ARGS(figure), TEXT_ARGS(said));
    } else {
        figure = arena_print(w->arena, "no figure for %.*s: %.*s", TEXT_ARGS(period),
                             TEXT_ARGS(why_no_figure(w, entry)));
    }
    text_page_gap(w->page);
    publish_line(
        w, 0,
        arena_print(w->arena, "%.*s: %.*s", TEXT_ARGS(metric->label), TEXT_ARGS(figure)));
}

/* What a split year is, by enum year_kind. One that is neither has no words: a survey's
 * year may begin in November. */
static const char *const split_years[] = { " (financial year)", " (academic year)", "" };

static void write_period(const struct publish_writing *w,
                         const struct publish_entry *entry)
{
    const struct metric *metric = entry->metric;
    const bool split = period_kind(entry->period) == PERIOD_SPLIT_YEAR;
    struct text polarity = text_of(words_polarity(metric->polarity));
    if (metric->polarity == POLARITY_TARGET)
        polarity = arena_print(w->arena, "Nearer to %.*s is better.",
                               TEXT_ARGS(words_figure(w->arena, metric, metric->target)));
    publish_line(w, PUBLISH_INDENT,
                 arena_print(w->arena, "Period: %.*s%s. %.*s",
                             TEXT_ARGS(words_period(w->arena, entry->period)),
                             split ? split_years[metric->year] : "",
                             TEXT_ARGS(polarity)));
    if (entry->last != NULL)
        publish_line(
            w, PUBLISH_INDENT,
            arena_print(w->arena, "Its latest figure here is %.*s, for %.*s.",
                        TEXT_ARGS(words_figure(w->arena, metric, entry->last->value)),
                        TEXT_ARGS(words_period(w->arena, entry->last->period))));
}

static struct text number_at(const struct publish_writing *w,
                             const struct publish_entry *entry,
                             const struct comparison *found,
                             enum comparison_column column)
{
    return words_number(w->arena, entry->metric, found->numbers[column]);
}

/* "n 13, 2 missing, 1 without the service". */
static struct text counts_of(const struct publish_writing *w,
                             const struct comparison *comparison)
{
    struct text counts = arena_print(w->arena, "n" TEXT_NO_BREAK "%.0f",
                                     comparison->numbers[COMPARISON_N]);
    if (comparison->numbers[COMPARISON_MISSING] > 0)
        counts = arena_print(w->arena, "%.*s, %.0f" TEXT_NO_BREAK "missing",
                             TEXT_ARGS(counts), comparison->numbers[COMPARISON_MISSING]);
    if (comparison->numbers[COMPARISON_OUTSIDE] > 0)
        counts = arena_print(w->arena, "%.*s, %.0f without the service",
                             TEXT_ARGS(counts), comparison->numbers[COMPARISON_OUTSIDE]);
    return counts;
}

/* "median 44.1%, middle half 40.0% to 48.2% (n 13, 2 missing)". */
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
               "may "
               "move such a count";
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

/* "Worse than unitary authorities", "worse than England as a whole (75.3). Unitary
 * authorities". */
static struct text verdict_of(const struct publish_writing *w,
                              const struct publish_entry *entry,
                              const struct comparison *comparison, struct text peers,
                              const struct verdict_words *words)
{
    const struct text figure = comparison->has[COMPARISON_BENCHMARK]
                                   ? number_at(w, entry, comparison, COMPARISON_BENCHMARK)
                                   : text_of("");
    const struct text said =
        arena_print(w->arena, "%s %.*s%s%s", words->relation,
                    TEXT_ARGS(words_benchmark(
                        w->arena, comparison->cells[COMPARISON_AGAINST], peers, figure)),
                    words->relation_end, how_it_was_reached(comparison));
    if (comparison_is_with_median(comparison))
        return said;
    return arena_print(w->arena, "%.*s. %.*s", TEXT_ARGS(said),
                       TEXT_ARGS(words_capitalise(w->arena, peers)));
}

/* Why there is none, where that can be said beside the peers' numbers. */
static struct text why_no_verdict(const struct publish_writing *w,
                                  const struct comparison *comparison, struct text peers)
{
    switch (comparison->basis) {
    case BASIS_TOO_FEW:
        return arena_print(w->arena, "%.*s have a figure to judge by",
                           TEXT_ARGS(words_some_of(w->arena, text_of("too few"), peers)));
    case BASIS_NO_SPREAD:
        return arena_print(w->arena,
                           "no verdict, since at least half of %.*s have the same figure",
                           TEXT_ARGS(peers));
    case BASIS_SMALL_BASE:
        return arena_print(
            w->arena, "no verdict, since the figure is a share of fewer than 20. %.*s",
            TEXT_ARGS(words_capitalise(w->arena, peers)));
    case BASIS_NO_BENCHMARK:
        return arena_print(
            w->arena,
            "no verdict, since what it was to be judged against is missing. %.*s",
            TEXT_ARGS(words_capitalise(w->arena, peers)));
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_MADS:
    case BASIS_LIMITS:
    case BASIS_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
        break;
    }
    return peers;
}

/* What stands before the peers' numbers: the verdict, or why there is none. */
static struct text lead_of(const struct publish_writing *w,
                           const struct publish_entry *entry,
                           const struct comparison *comparison)
{
    const struct text peers = words_peers(w->arena, comparison->cells[COMPARISON_GROUP],
                                          publish_peer_count(comparison));
    const struct verdict_words verdict = publish_verdict(entry, comparison);
    return verdict.relation != NULL ? verdict_of(w, entry, comparison, peers, &verdict)
                                    : why_no_verdict(w, comparison, peers);
}

/* How much of the verdict is the choice of peers, where the table says so. */
static struct text survival_of(const struct publish_writing *w,
                               const struct comparison *comparison)
{
    if (comparison->verdict == VERDICT_NONE || !comparison->has[COMPARISON_SURVIVES])
        return text_of("");
    return arena_print(w->arena, " The verdict stays in %.0f%% of the variants tried.",
                       100 * comparison->numbers[COMPARISON_SURVIVES]);
}

static void write_comparison(const struct publish_writing *w,
                             const struct publish_entry *entry, size_t peers)
{
    const struct comparison *comparison = &entry->comparisons[peers];
    const struct text letters = words_markers(w->arena, comparison->markers);
    if (entry->row == NULL)
        return;
    if (text_is_empty(publish_group(w->entries, peers)))
        return;
    if (publish_peer_count(comparison) == 0) {
        publish_line(w, PUBLISH_INDENT,
                     arena_print(w->arena, "%.*s: it has none to be compared with.",
                                 TEXT_ARGS(words_capitalise(
                                     w->arena, publish_peers_heading(w, peers)))));
        return;
    }
    const struct text said = arena_print(
        w->arena, "%.*s: %.*s.%.*s%s%.*s%s", TEXT_ARGS(lead_of(w, entry, comparison)),
        TEXT_ARGS(what_peers_have(w, entry, comparison)),
        TEXT_ARGS(survival_of(w, comparison)),
        text_is_empty(letters) ? "" : " Some of these figures are ", TEXT_ARGS(letters),
        text_is_empty(letters) ? "" : ".");
    publish_line(w, PUBLISH_INDENT, words_capitalise(w->arena, said));
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
        publish_line(
            w, PUBLISH_INDENT,
            arena_print(w->arena, "%.*s: %.*s%s%.*s%s.", TEXT_ARGS(area->name),
                        TEXT_ARGS(words_number(w->arena, entry->metric, row->value)),
                        text_is_empty(said) ? "" : " (", TEXT_ARGS(said),
                        text_is_empty(said) ? "" : ")"));
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
        w->arena,
        "Rank: %s%.*s of %s%.0f %s %s (1" TEXT_NO_BREAK "is" TEXT_NO_BREAK "%s)",
        rank->joint ? "joint " : "", TEXT_ARGS(words_ordinal(w->arena, rank->rank)),
        rank->among == NULL ? "" : "the ", rank->ranked,
        rank->among == NULL ? "ranked" : rank->among,
        rank->among == NULL ? "together" : "compared", ends[rank->end]);
    if (rank->has_interval)
        said =
            arena_print(w->arena, "%.*s, likely between %.*s and %.*s", TEXT_ARGS(said),
                        TEXT_ARGS(words_ordinal(w->arena, rank->lower)),
                        TEXT_ARGS(words_ordinal(w->arena, rank->upper)));
    publish_line(w, PUBLISH_INDENT, arena_print(w->arena, "%.*s.", TEXT_ARGS(said)));
}

void publish_measure(const struct publish_writing *w, const struct publish_entry *entry)
{
    write_figure(w, entry);
    write_period(w, entry);
    write_benchmarks(w, entry);
    for (size_t i = 0; i < w->entries->peer_count; i++)
        write_comparison(w, entry, i);
    write_rank(w, entry);
}
