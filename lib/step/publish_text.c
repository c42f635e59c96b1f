/* One council's page of plain text: the finding first, then what it rests on, then what
 * it cannot say. */
#include "step/publish_text.h"

#include "council/date.h"
#include "page/words.h"
#include "step/publish_flags.h"

enum { INDENT = 2 };

struct text_writing {
    struct text_page *page;
    const struct publish_entries *entries;
    const struct area *area;
    const struct publish_flags *flags;
    struct arena *arena;
};

static void line(const struct text_writing *w, size_t indent, struct text text)
{
    text_page_paragraph(w->page, indent, indent + 2, text);
}

static void write_title(const struct text_writing *w)
{
    const struct area *area = w->area;
    const struct text class =
        words_capitalise(w->arena, text_of(words_class(area->class)));
    const bool placed = !text_is_empty(area->region);
    text_page_title(w->page, area->name);
    line(w, 0,
         arena_print(w->arena, "%.*s%s%.*s, code %.*s", TEXT_ARGS(class),
                     placed ? ", " : "", TEXT_ARGS(area->region), TEXT_ARGS(area->code)));
    if (area->valid_to != DATE_DISTANT_FUTURE)
        line(w, 0,
             arena_print(w->arena, "Ended on %.*s.",
                         TEXT_ARGS(words_day(w->arena, area->valid_to))));
}

/* The group of a comparison, from whichever metric has it. */
static struct text group_of(const struct publish_entries *entries, size_t peers)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct text group =
            entries->all[i].comparisons[peers].found.cells[COMPARISON_GROUP];
        if (!text_is_empty(group))
            return group;
    }
    return text_of("");
}

static struct text peers_heading(const struct text_writing *w, size_t peers)
{
    const struct text group = group_of(w->entries, peers);
    const struct text prefix = w->entries->peers[peers].prefix;
    const struct text words =
        text_is_empty(group) ? prefix : words_peers_brief(w->arena, group);
    for (size_t i = 0; i < w->entries->peer_count && !text_is_empty(group); i++)
        if (i != peers && text_equal(group, group_of(w->entries, i)))
            return arena_print(w->arena, "%.*s (%.*s)", TEXT_ARGS(words),
                               TEXT_ARGS(prefix));
    return words;
}

/* How many there are to be compared with, with and without a figure. */
static double peer_count_of(const struct publish_comparison *comparison)
{
    return comparison->found.numbers[COMPARISON_N] +
           comparison->found.numbers[COMPARISON_MISSING] + comparison->outside;
}

static struct verdict_words verdict_in_words(const struct publish_entry *entry,
                                             const struct publish_comparison *comparison)
{
    struct verdict_words words;
    if (words_verdict(entry->metric, comparison->found.verdict,
                      text_is(comparison->basis, "mads") &&
                          comparison->found.has[COMPARISON_MADS],
                      comparison->found.numbers[COMPARISON_MADS], &words))
        return words;
    return (struct verdict_words){ NULL, "",
                                   peer_count_of(comparison) == 0 ? "-"
                                   : text_is(comparison->basis, "too-few")
                                       ? "too few to say"
                                   : text_is(comparison->basis, "no-spread")
                                       ? "cannot be said"
                                       : "-" };
}

static struct text brief_figure(const struct text_writing *w,
                                const struct publish_entry *entry)
{
    if (publish_entry_has_figure(entry))
        return words_number(w->arena, entry->metric, entry->row->value);
    if (entry->row == NULL || entry->row->markers == 0)
        return text_of("no figure");
    return words_markers(w->arena, entry->row->markers);
}

/* Spaces at which no line may end. */
static struct text held_together(const struct text_writing *w, struct text t)
{
    struct text held = text_of("");
    for (size_t from = 0, to; from < t.length; from = to + 1) {
        for (to = from; to < t.length && t.bytes[to] != ' ';)
            to++;
        held = arena_print(w->arena, "%.*s%s%.*s", TEXT_ARGS(held),
                           from > 0 ? TEXT_NO_BREAK : "",
                           TEXT_ARGS(text_slice(t, from, to)));
    }
    return held;
}

/* With the period, since periods differ and an old figure must not pass for a new one. */
static struct text label_with_period(const struct text_writing *w,
                                     const struct publish_entry *entry)
{
    const struct text unit = words_unit(entry->metric);
    const bool has_unit = !text_is_empty(unit);
    return arena_print(w->arena, "%.*s, %.*s%s%.*s%s", TEXT_ARGS(entry->metric->label),
                       TEXT_ARGS(held_together(w, words_period(w->arena, entry->period))),
                       has_unit ? " (" : "", TEXT_ARGS(unit), has_unit ? ")" : "");
}

static const struct {
    enum verdict verdict;
    const char *word;
} tallied[] = { { VERDICT_WORSE, "worse" },
                { VERDICT_BETTER, "better" },
                { VERDICT_LOWER, "lower" },
                { VERDICT_HIGHER, "higher" },
                { VERDICT_SIMILAR, "similar" } };

/* The labels of those of one verdict, and how many they are. */
static struct text labels_of(const struct text_writing *w, size_t peers,
                             enum verdict verdict, size_t *count)
{
    struct text labels = text_of("");
    *count = 0;
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (entry->comparisons[peers].found.verdict != verdict)
            continue;
        labels = arena_print(w->arena, "%.*s%s%.*s", TEXT_ARGS(labels),
                             *count == 0 ? "" : "; ", TEXT_ARGS(entry->metric->label));
        ++*count;
    }
    return labels;
}

/* "Nearest neighbours: 1 worse, 2 better, 7 similar." and which those are that differ. */
static void write_tally(const struct text_writing *w, size_t peers)
{
    struct text tally = text_of("");
    size_t count;
    for (size_t k = 0; k < sizeof tallied / sizeof *tallied; k++) {
        labels_of(w, peers, tallied[k].verdict, &count);
        if (count > 0)
            tally =
                arena_print(w->arena, "%.*s%s%zu" TEXT_NO_BREAK "%s", TEXT_ARGS(tally),
                            text_is_empty(tally) ? "" : ", ", count, tallied[k].word);
    }
    if (text_is_empty(tally))
        tally = text_of(text_is_empty(group_of(w->entries, peers))
                            ? "there is nothing to compare with"
                            : "nothing can be said");
    line(w, 0,
         arena_print(w->arena, "%.*s: %.*s.", TEXT_ARGS(peers_heading(w, peers)),
                     TEXT_ARGS(tally)));
    for (size_t k = 0; tallied[k].verdict != VERDICT_SIMILAR; k++) {
        const struct text labels = labels_of(w, peers, tallied[k].verdict, &count);
        const struct text word = words_capitalise(w->arena, text_of(tallied[k].word));
        if (count > 0)
            line(
                w, INDENT,
                arena_print(w->arena, "%.*s: %.*s.", TEXT_ARGS(word), TEXT_ARGS(labels)));
    }
}

static void write_how_to_read(const struct text_writing *w)
{
    text_page_gap(w->page);
    line(
        w, 0,
        text_of("How to read this: similar means no further from the median (the middle "
                "figure of those compared) than 1.5 times what is usual among them, or, "
                "where a figure has confidence limits, that the median lies within them. "
                "The middle half leaves out the lowest and the highest quarter. n is how "
                "many have a figure. Each measure has a period of its own."));
}

static void add_overview_row(const struct text_writing *w, struct text_table *table,
                             const struct publish_entry *entry)
{
    text_table_add(table, label_with_period(w, entry));
    text_table_add(table, brief_figure(w, entry));
    for (size_t i = 0; i < w->entries->peer_count; i++)
        text_table_add(table,
                       text_of(verdict_in_words(entry, &entry->comparisons[i]).brief));
}

static void write_overview(const struct text_writing *w)
{
    static const enum text_side sides[2 + PUBLISH_MOST_PEERS] = { TEXT_LEFT, TEXT_RIGHT };
    const size_t peer_count = w->entries->peer_count;
    struct text_table table;
    text_page_heading(w->page, text_of("At a glance"));
    text_table_init(&table, 2 + peer_count, sides);
    text_table_add(&table, text_of("Measure"));
    text_table_add(&table, text_of("Figure"));
    for (size_t i = 0; i < peer_count; i++) {
        write_tally(w, i);
        text_table_add(&table, peers_heading(w, i));
    }
    if (peer_count == 0)
        line(w, 0,
             text_of("The table has no comparison; oflog-compare adds one. The figures "
                     "alone:"));
    for (size_t i = 0; i < w->entries->count; i++)
        if (!w->entries->all[i].not_its_service)
            add_overview_row(w, &table, &w->entries->all[i]);
    text_page_gap(w->page);
    text_page_table(w->page, &table);
    text_table_release(&table);
    if (peer_count > 0)
        write_how_to_read(w);
}

/* A flag belongs to the page when its figure does. */
static bool is_shown(const struct text_writing *w, const struct publish_flag *flag)
{
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (entry->metric == flag->metric)
            return period_compare(entry->period, flag->period) == 0;
    }
    return false;
}

/* Being worse than three quarters for years includes being so now. */
static bool is_implied(const struct text_writing *w, const struct publish_flag *flag)
{
    if (!text_is(flag->id, "bottom-quartile"))
        return false;
    for (size_t i = 0; i < w->flags->count; i++) {
        const struct publish_flag *other = &w->flags->all[i];
        if (other->council == flag->council && other->metric == flag->metric &&
            period_compare(other->period, flag->period) == 0 &&
            text_is(other->id, "persistent-bottom-quartile"))
            return true;
    }
    return false;
}

/* `kind` is a flag's kind, or its status "cleared". */
static bool is_listed(const struct text_writing *w, const struct publish_flag *flag,
                      const char *kind)
{
    const bool cleared = text_is(flag->status, "cleared");
    return flag->council == w->area->council && is_shown(w, flag) &&
           !is_implied(w, flag) &&
           (strcmp(kind, "cleared") == 0 ? cleared
                                         : !cleared && text_is(flag->kind, kind));
}

static void write_flags_of(const struct text_writing *w, const char *heading,
                           const char *kind, bool say_none)
{
    size_t written = 0;
    for (size_t i = 0; i < w->flags->count; i++) {
        if (!is_listed(w, &w->flags->all[i], kind))
            continue;
        if (written++ == 0)
            text_page_heading(w->page, text_of(heading));
        const struct text sentence = publish_flag_sentence(&w->flags->all[i], w->arena);
        line(w, 0, arena_print(w->arena, "- %.*s", TEXT_ARGS(sentence)));
    }
    if (written == 0 && say_none) {
        text_page_heading(w->page, text_of(heading));
        line(w, 0, text_of("No flag was raised."));
    }
}

static void write_flags(const struct text_writing *w)
{
    if (w->flags == NULL)
        return;
    write_flags_of(w, "Worth celebrating", "celebrate", true);
    write_flags_of(w, "Worth a look", "concern", true);
    write_flags_of(w, "Check the data", "data", false);
    write_flags_of(w, "No longer flagged", "cleared", false);
    size_t earlier = 0;
    for (size_t i = 0; i < w->flags->count; i++)
        earlier += w->flags->all[i].council == w->area->council &&
                   !is_shown(w, &w->flags->all[i]);
    if (earlier == 0)
        return;
    text_page_gap(w->page);
    line(w, 0,
         arena_print(w->arena, "%zu %s on other figures or periods %s not listed.",
                     earlier, earlier == 1 ? "flag" : "flags",
                     earlier == 1 ? "is" : "are"));
}

static struct text why_no_figure(const struct text_writing *w,
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
        return text_of("the table has no row for it");
    if (entry->row->standing == STANDING_OUTSIDE && entry->row->has_value)
        return text_of("in this period another council stands for it");
    return words_missing(w->arena, entry->row->markers);
}

static void write_figure(const struct text_writing *w, const struct publish_entry *entry)
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
    line(
        w, 0,
        arena_print(w->arena, "%.*s: %.*s", TEXT_ARGS(metric->label), TEXT_ARGS(figure)));
}

static void write_period(const struct text_writing *w, const struct publish_entry *entry)
{
    const struct metric *metric = entry->metric;
    const bool split = period_kind(entry->period) == PERIOD_SPLIT_YEAR;
    struct text polarity = text_of(words_polarity(metric->polarity));
    if (metric->polarity == POLARITY_TARGET)
        polarity = arena_print(w->arena, "Nearer to %.*s is better.",
                               TEXT_ARGS(words_figure(w->arena, metric, metric->target)));
    line(w, INDENT,
         arena_print(w->arena, "Period: %.*s%s. %.*s",
                     TEXT_ARGS(words_period(w->arena, entry->period)),
                     !split                          ? ""
                     : metric->year == YEAR_ACADEMIC ? " (academic year)"
                                                     : " (financial year)",
                     TEXT_ARGS(polarity)));
    if (entry->last != NULL)
        line(w, INDENT,
             arena_print(w->arena, "Its latest figure here is %.*s, for %.*s.",
                         TEXT_ARGS(words_figure(w->arena, metric, entry->last->value)),
                         TEXT_ARGS(words_period(w->arena, entry->last->period))));
}

static struct text number_at(const struct text_writing *w,
                             const struct publish_entry *entry,
                             const struct comparison *found,
                             enum comparison_column column)
{
    return words_number(w->arena, entry->metric, found->numbers[column]);
}

/* "n 13, 2 missing, 1 without the service". */
static struct text counts_of(const struct text_writing *w,
                             const struct publish_comparison *comparison)
{
    struct text counts = arena_print(w->arena, "n" TEXT_NO_BREAK "%.0f",
                                     comparison->found.numbers[COMPARISON_N]);
    if (comparison->found.numbers[COMPARISON_MISSING] > 0)
        counts =
            arena_print(w->arena, "%.*s, %.0f" TEXT_NO_BREAK "missing", TEXT_ARGS(counts),
                        comparison->found.numbers[COMPARISON_MISSING]);
    if (comparison->outside > 0)
        counts = arena_print(w->arena, "%.*s, %.0f without the service",
                             TEXT_ARGS(counts), comparison->outside);
    return counts;
}

/* "median 44.1%, middle half 40.0% to 48.2% (n 13, 2 missing)". */
static struct text what_peers_have(const struct text_writing *w,
                                   const struct publish_entry *entry,
                                   const struct publish_comparison *comparison)
{
    const struct comparison *found = &comparison->found;
    struct text said = text_of("");
    if (found->numbers[COMPARISON_N] == 0)
        return text_of("none has a figure");
    if (found->has[COMPARISON_MEDIAN])
        said = arena_print(w->arena, "median %.*s",
                           TEXT_ARGS(number_at(w, entry, found, COMPARISON_MEDIAN)));
    if (found->has[COMPARISON_Q1] && found->has[COMPARISON_Q3])
        said = arena_print(w->arena, "%.*s, middle half %.*s to %.*s", TEXT_ARGS(said),
                           TEXT_ARGS(number_at(w, entry, found, COMPARISON_Q1)),
                           TEXT_ARGS(number_at(w, entry, found, COMPARISON_Q3)));
    return arena_print(w->arena, "%.*s%s(%.*s)", TEXT_ARGS(said),
                       text_is_empty(said) ? "" : " ",
                       TEXT_ARGS(counts_of(w, comparison)));
}

/* What stands before the peers' numbers: the verdict, or why there is none. */
static struct text lead_of(const struct text_writing *w,
                           const struct publish_entry *entry,
                           const struct publish_comparison *comparison)
{
    const struct comparison *found = &comparison->found;
    const struct text peers =
        words_peers(w->arena, found->cells[COMPARISON_GROUP], peer_count_of(comparison));
    const struct verdict_words verdict = verdict_in_words(entry, comparison);
    if (verdict.relation != NULL)
        return arena_print(w->arena, "%s %.*s%s%s", verdict.relation, TEXT_ARGS(peers),
                           verdict.relation_end,
                           text_is(comparison->basis, "limits")
                               ? ", judged by the figure's confidence limits"
                               : "");
    if (text_is(comparison->basis, "too-few"))
        return arena_print(w->arena, "%.*s have a figure to judge by",
                           TEXT_ARGS(words_some_of(w->arena, text_of("too few"), peers)));
    if (text_is(comparison->basis, "no-spread"))
        return arena_print(w->arena,
                           "no verdict, since at least half of %.*s have the same figure",
                           TEXT_ARGS(peers));
    return peers;
}

static void write_comparison(const struct text_writing *w,
                             const struct publish_entry *entry, size_t peers)
{
    const struct publish_comparison *comparison = &entry->comparisons[peers];
    const struct text letters = words_markers(w->arena, comparison->markers);
    if (entry->row == NULL)
        return;
    if (text_is_empty(group_of(w->entries, peers)))
        return;
    if (peer_count_of(comparison) == 0) {
        line(w, INDENT,
             arena_print(w->arena, "%.*s: it has none to be compared with.",
                         TEXT_ARGS(words_capitalise(w->arena, peers_heading(w, peers)))));
        return;
    }
    const struct text said = arena_print(
        w->arena, "%.*s: %.*s.%s%.*s%s", TEXT_ARGS(lead_of(w, entry, comparison)),
        TEXT_ARGS(what_peers_have(w, entry, comparison)),
        text_is_empty(letters) ? "" : " Some of these figures are ", TEXT_ARGS(letters),
        text_is_empty(letters) ? "" : ".");
    line(w, INDENT, words_capitalise(w->arena, said));
}

static void write_rank(const struct text_writing *w, const struct publish_entry *entry)
{
    const struct publish_rank *rank = &entry->rank;
    if (!entry->has_rank)
        return;
    struct text said = arena_print(
        w->arena, "Rank: %s%.*s of %.0f %s (1" TEXT_NO_BREAK "is" TEXT_NO_BREAK "best)",
        rank->joint ? "joint " : "", TEXT_ARGS(words_ordinal(w->arena, rank->rank)),
        rank->ranked, rank->among);
    if (rank->has_interval)
        said =
            arena_print(w->arena, "%.*s, likely between %.*s and %.*s", TEXT_ARGS(said),
                        TEXT_ARGS(words_ordinal(w->arena, rank->lower)),
                        TEXT_ARGS(words_ordinal(w->arena, rank->upper)));
    line(w, INDENT, arena_print(w->arena, "%.*s.", TEXT_ARGS(said)));
}

static void write_entry(const struct text_writing *w, const struct publish_entry *entry)
{
    write_figure(w, entry);
    write_period(w, entry);
    for (size_t i = 0; i < w->entries->peer_count; i++)
        write_comparison(w, entry, i);
    write_rank(w, entry);
}

/* Whether an entry before `i` that is shown satisfies `same`. */
typedef bool same_entry(const struct metric *a, const struct metric *b);

static bool is_first(const struct text_writing *w, size_t i, same_entry *same)
{
    for (size_t j = 0; j < i; j++)
        if (!w->entries->all[j].not_its_service &&
            same(w->entries->all[j].metric, w->entries->all[i].metric))
            return false;
    return !w->entries->all[i].not_its_service;
}

static bool same_service(const struct metric *a, const struct metric *b)
{
    return text_equal(a->service, b->service);
}

static bool same_source(const struct metric *a, const struct metric *b)
{
    return text_equal(a->source_publisher, b->source_publisher) &&
           text_equal(a->source_title, b->source_title) &&
           text_equal(a->source_url, b->source_url) &&
           text_equal(a->source_licence, b->source_licence);
}

static void write_services(const struct text_writing *w)
{
    const struct publish_entries *entries = w->entries;
    for (size_t i = 0; i < entries->count; i++) {
        if (!is_first(w, i, same_service))
            continue;
        text_page_heading(w->page, words_id(w->arena, entries->all[i].metric->service));
        for (size_t j = i; j < entries->count; j++)
            if (!entries->all[j].not_its_service &&
                same_service(entries->all[i].metric, entries->all[j].metric))
                write_entry(w, &entries->all[j]);
    }
}

static void write_not_its_services(const struct text_writing *w)
{
    struct text labels = text_of("");
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].not_its_service)
            labels = arena_print(w->arena, "%.*s%s%.*s", TEXT_ARGS(labels),
                                 text_is_empty(labels) ? "" : "; ",
                                 TEXT_ARGS(w->entries->all[i].metric->label));
    if (text_is_empty(labels))
        return;
    text_page_gap(w->page);
    line(w, 0,
         arena_print(w->arena, "Not applicable, since it does not run the service: %.*s.",
                     TEXT_ARGS(labels)));
}

static bool any_rank_without_interval(const struct text_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].has_rank && !w->entries->all[i].rank.has_interval)
            return true;
    return false;
}

static void write_limits_of_it_all(const struct text_writing *w)
{
    text_page_heading(w->page, text_of("What these numbers cannot say"));
    if (any_rank_without_interval(w))
        line(w, 0,
             text_of("- How sure a rank is cannot be said from one figure a year."));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (!w->entries->all[i].not_its_service && !text_is_empty(metric->caveats))
            line(w, 0,
                 arena_print(w->arena, "- %.*s: %.*s", TEXT_ARGS(metric->label),
                             TEXT_ARGS(text_trim(metric->caveats))));
    }
}

static void write_sources(const struct text_writing *w)
{
    bool open_government = false; /* whose terms ask for the sentence at the end */
    text_page_heading(w->page, text_of("Sources"));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (!is_first(w, i, same_source))
            continue;
        line(w, 0,
             arena_print(w->arena, "- %.*s, %.*s. Licence: %.*s.",
                         TEXT_ARGS(metric->source_publisher),
                         TEXT_ARGS(metric->source_title),
                         TEXT_ARGS(words_licence(metric->source_licence))));
        line(w, 2, metric->source_url);
        open_government = open_government || text_is(metric->source_licence, "OGL-3.0");
    }
    if (open_government)
        text_page_paragraph(
            w->page, 0, 0,
            text_of("Contains public sector information licensed under the Open "
                    "Government Licence v3.0."));
}

void publish_text(struct text_page *page, const struct publish_entries *entries,
                  const struct area *area, const struct publish_flags *flags,
                  struct arena *arena)
{
    const struct text_writing w = { page, entries, area, flags, arena };
    write_title(&w);
    write_overview(&w);
    write_flags(&w);
    write_services(&w);
    write_not_its_services(&w);
    write_limits_of_it_all(&w);
    write_sources(&w);
}
