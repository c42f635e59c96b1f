/* One council's page of plain text: the finding first, then what it rests on, then what
 * it cannot say. */
#include "step/publish_text.h"

#include "base/counted.h"
#include "council/date.h"
#include "page/flag_words.h"
#include "step/publish_measure.h"

static void write_title(const struct publish_writing *w)
{
    const struct area *area = w->area;
    const struct text class =
        words_capitalise(w->arena, text_of(words_class(area->class)));
    const bool placed = !text_is_empty(area->region);
    text_page_title(w->page, area->name);
    publish_line(w, 0,
                 arena_print(w->arena, "%.*s%s%.*s, code %.*s", TEXT_ARGS(class),
                             placed ? ", " : "", TEXT_ARGS(area->region),
                             TEXT_ARGS(area->code)));
    if (area->valid_to != DATE_DISTANT_FUTURE)
        publish_line(w, 0,
                     arena_print(w->arena, "Ended on %.*s.",
                                 TEXT_ARGS(words_day(w->arena, area->valid_to))));
}

static struct text brief_figure(const struct publish_writing *w,
                                const struct publish_entry *entry)
{
    if (publish_entry_has_figure(entry))
        return words_number(w->arena, entry->metric, entry->row->value);
    if (entry->row == NULL || entry->row->markers == 0)
        return text_of("no figure");
    return words_markers(w->arena, entry->row->markers);
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

/* With the period, since periods differ and an old figure must not pass for a new one. */
static struct text label_with_period(const struct publish_writing *w,
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
static struct text labels_of(const struct publish_writing *w, size_t peers,
                             enum verdict verdict, size_t *count)
{
    struct publish_list labels = { 0 };
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].comparisons[peers].verdict == verdict)
            publish_list_add(&labels, "; ", w->entries->all[i].metric->label);
    *count = labels.count;
    return publish_list_take(&labels, w->arena);
}

/* "1 worse, 2 better, 7 similar". */
static struct text tally_of(const struct publish_writing *w, size_t peers)
{
    struct publish_list tally = { 0 };
    for (size_t k = 0; k < sizeof tallied / sizeof *tallied; k++) {
        size_t count = 0;
        for (size_t i = 0; i < w->entries->count; i++)
            count += w->entries->all[i].comparisons[peers].verdict == tallied[k].verdict;
        if (count > 0)
            publish_list_add(
                &tally, ", ",
                arena_print(w->arena, "%zu" TEXT_NO_BREAK "%s", count, tallied[k].word));
    }
    if (tally.count > 0)
        return publish_list_take(&tally, w->arena);
    return text_of(text_is_empty(publish_group(w->entries, peers))
                       ? "there is nothing to compare with"
                       : "nothing can be said");
}

/* "Nearest neighbours: 1 worse, 2 better, 7 similar." and which those are that differ. */
static void write_tally(const struct publish_writing *w, size_t peers)
{
    const struct text heading = publish_peers_heading(w, peers);
    const struct text tally = tally_of(w, peers);
    publish_line(
        w, 0, arena_print(w->arena, "%.*s: %.*s.", TEXT_ARGS(heading), TEXT_ARGS(tally)));
    for (size_t k = 0; tallied[k].verdict != VERDICT_SIMILAR; k++) {
        size_t count;
        const struct text labels = labels_of(w, peers, tallied[k].verdict, &count);
        const struct text word = words_capitalise(w->arena, text_of(tallied[k].word));
        if (count > 0)
            publish_line(
                w, PUBLISH_INDENT,
                arena_print(w->arena, "%.*s: %.*s.", TEXT_ARGS(word), TEXT_ARGS(labels)));
    }
}

/* Whether any verdict is on something else than the median, or in a funnel. */
static bool has_other_verdicts(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++) {
        for (size_t k = 0; k < w->entries->peer_count; k++) {
            const struct comparison *comparison = &w->entries->all[i].comparisons[k];
            if (comparison->verdict != VERDICT_NONE &&
                (comparison->basis == BASIS_FUNNEL ||
                 comparison->basis == BASIS_ADJUSTED_FUNNEL ||
                 !comparison_is_with_median(comparison)))
                return true;
        }
    }
    return false;
}

static void write_how_to_read(const struct publish_writing *w)
{
    text_page_gap(w->page);
    publish_line(
        w, 0,
        arena_print(
            w->arena,
            "How to read this: the median is the middle figure of those compared. "
            "Half of them are nearer to it than the median distance, half further. "
            "Similar means nearer to it than one and a half times that distance or, "
            "where a figure has confidence limits, that the median lies within them. "
            "%s"
            "So a figure that the sentences below call slightly better, worse, "
            "higher or lower counts as similar. The middle half leaves out the lowest "
            "and the highest quarter. n is how many have a figure. Each measure has "
            "a period of its own.",
            has_other_verdicts(w)
                ? "Where a sentence below says that a figure was judged by something "
                  "else, "
                  "or against something else than the median, similar is what that says. "
                : ""));
}

static void add_overview_row(const struct publish_writing *w, struct text_table *table,
                             const struct publish_entry *entry)
{
    text_table_add(table, label_with_period(w, entry));
    text_table_add(table, brief_figure(w, entry));
    for (size_t i = 0; i < w->entries->peer_count; i++)
        text_table_add(table, text_of(publish_verdict_in_a_word(&entry->comparisons[i])));
}

static void write_overview(const struct publish_writing *w)
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
        text_table_add(&table, publish_peers_heading(w, i));
    }
    if (peer_count == 0)
        publish_line(
            w, 0,
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
static bool is_shown(const struct publish_writing *w, const struct listed_flag *flag)
{
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (entry->metric == flag->metric)
            return period_compare(entry->period, flag->period) == 0;
    }
    return false;
}

/* `kind` is a flag's kind, or its status "cleared". */
static bool is_listed(const struct publish_writing *w, const struct listed_flag *flag,
                      const char *kind)
{
    const bool cleared = listed_flag_is_cleared(flag);
    return flag->council == w->area->council && is_shown(w, flag) && !flag->implied &&
           (strcmp(kind, "cleared") == 0 ? cleared
                                         : !cleared && text_is(flag->kind, kind));
}

static void write_flags_of(const struct publish_writing *w, const char *heading,
                           const char *kind, bool say_none)
{
    size_t written = 0;
    for (size_t i = 0; i < w->flags->count; i++) {
        if (!is_listed(w, &w->flags->all[i], kind))
            continue;
        if (written++ == 0)
            text_page_heading(w->page, text_of(heading));
        const struct listed_flag *flag = &w->flags->all[i];
        const struct text sentence = flag_words_sentence(w->arena, flag);
        publish_line(w, 0,
                     arena_print(w->arena, "- %.*s%s", TEXT_ARGS(sentence),
                                 text_is(flag->status, "new") ? " New." : ""));
    }
    if (written == 0 && say_none) {
        text_page_heading(w->page, text_of(heading));
        publish_line(w, 0, text_of("No flag was raised."));
    }
}

static void write_flags(const struct publish_writing *w)
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
    publish_line(w, 0,
                 arena_print(w->arena, "%s on other figures or periods %s not listed.",
                             counted(earlier, "flag").text,
                             counted_word(earlier, "is", "are")));
}

/* Whether two metrics share what stands once on a page. */
typedef bool same_entry(const struct metric *a, const struct metric *b);

/* Whether entry `i` is shown, and the first of those that share it. */
static bool is_first(const struct publish_writing *w, size_t i, same_entry *same)
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

static void write_services(const struct publish_writing *w)
{
    const struct publish_entries *entries = w->entries;
    for (size_t i = 0; i < entries->count; i++) {
        if (!is_first(w, i, same_service))
            continue;
        text_page_heading(w->page, words_id(w->arena, entries->all[i].metric->service));
        for (size_t j = i; j < entries->count; j++)
            if (!entries->all[j].not_its_service &&
                same_service(entries->all[i].metric, entries->all[j].metric))
                publish_measure(w, &entries->all[j]);
    }
}

static void write_not_its_services(const struct publish_writing *w)
{
    struct publish_list labels = { 0 };
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].not_its_service)
            publish_list_add(&labels, "; ", w->entries->all[i].metric->label);
    if (labels.count == 0)
        return;
    const struct text all = publish_list_take(&labels, w->arena);
    text_page_gap(w->page);
    publish_line(w, 0,
                 arena_print(w->arena,
                             "Not applicable, since it does not run the service: %.*s.",
                             TEXT_ARGS(all)));
}

static bool has_caveats(const struct publish_entry *entry)
{
    return !entry->not_its_service && !text_is_empty(entry->metric->caveats);
}

static bool any_caveats(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (has_caveats(&w->entries->all[i]))
            return true;
    return false;
}

static bool any_rank_without_interval(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].has_rank && !w->entries->all[i].rank.has_interval)
            return true;
    return false;
}

static void write_limits_of_it_all(const struct publish_writing *w)
{
    const bool unsure = any_rank_without_interval(w);
    if (!unsure && !any_caveats(w))
        return;
    text_page_heading(w->page, text_of("What these numbers cannot say"));
    if (unsure)
        publish_line(w, 0,
                     text_of("- How sure a rank is has not been worked out: places close "
                             "together may as well be the same."));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (has_caveats(&w->entries->all[i]))
            publish_line(w, 0,
                         arena_print(w->arena, "- %.*s: %.*s", TEXT_ARGS(metric->label),
                                     TEXT_ARGS(text_trim(metric->caveats))));
    }
}

static void write_sources(const struct publish_writing *w)
{
    bool open_government = false; /* whose terms ask for the sentence at the end */
    text_page_heading(w->page, text_of("Sources"));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (!is_first(w, i, same_source))
            continue;
        publish_line(w, 0,
                     arena_print(w->arena, "- %.*s, %.*s. Licence: %.*s.",
                                 TEXT_ARGS(metric->source_publisher),
                                 TEXT_ARGS(metric->source_title),
                                 TEXT_ARGS(words_licence(metric->source_licence))));
        publish_line(w, 2, metric->source_url);
        open_government = open_government || text_is(metric->source_licence, "OGL-3.0");
    }
    if (open_government)
        text_page_paragraph(
            w->page, 0, 0,
            text_of("Contains public sector information licensed under the Open "
                    "Government Licence v3.0."));
}

void publish_text(struct text_page *page, const struct publish_entries *entries,
                  const struct area *area, const struct flag_list *flags,
                  struct arena *arena)
{
    const struct publish_writing w = { page, entries, area, flags, arena };
    write_title(&w);
    write_overview(&w);
    write_flags(&w);
    write_services(&w);
    write_not_its_services(&w);
    write_limits_of_it_all(&w);
    write_sources(&w);
}
