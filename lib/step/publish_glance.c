/* How a council compares, at a glance. */
#include "step/publish_glance.h"

#include "base/counted.h"
#include "step/publish_notes.h"

static const struct {
    enum verdict verdict;
    const char *word;   /* at the start of a line */
    const char *behind; /* what must be said of how many there are */
    bool always;        /* even where there is none */
} tallied[] = {
    { VERDICT_BETTER, "Better", "", true },
    { VERDICT_WORSE, "Worse", "", true },
    { VERDICT_HIGHER, "Higher", ", where neither end is better", false },
    { VERDICT_LOWER, "Lower", ", where neither end is better", false },
    { VERDICT_SIMILAR, "Similar", "", false },
};

enum { TALLIED = sizeof tallied / sizeof *tallied };

/* Five years. */
enum { OLD_AFTER_DAYS = 5 * 365 };

/* Whether the entry has a figure that is judged so against these peers, or not at all. */
static bool has_verdict(const struct publish_entry *entry, size_t peers,
                        enum verdict verdict)
{
    return publish_entry_has_figure(entry) &&
           entry->comparisons[peers].verdict == verdict;
}

static size_t count_verdicts(const struct publish_writing *w, size_t peers,
                             enum verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < w->entries->count; i++)
        count += has_verdict(&w->entries->all[i], peers, verdict);
    return count;
}

/* Why nothing is found about a figure, in a few words. */
static struct text why_no_verdict(const struct comparison *comparison)
{
    if (publish_peer_count(comparison) == 0)
        return text_of("there is none to compare it with");
    switch (comparison->basis) {
    case BASIS_TOO_FEW:
        return text_of("too few of the others have a figure");
    case BASIS_NO_SPREAD:
        return text_of("more than half of the others have the same figure");
    case BASIS_SMALL_BASE:
        return text_of("it is a share of fewer than 20");
    case BASIS_NO_BENCHMARK:
        return text_of("what it was to be judged against is missing");
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_MADS:
    case BASIS_LIMITS:
    case BASIS_FUNNEL:
    case BASIS_SCORE_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
    case BASIS_MULTIPLIED_FUNNEL:
        break;
    }
    return text_of("the table has no verdict");
}

static int32_t last_day_of(const struct publish_entry *entry)
{
    return period_last_day(entry->period, entry->metric->year);
}

/* " (2016 to 2017)" where the figure is so much older than the newest on the page that it
 * must not be counted with others unsaid. */
static struct text period_of_old(const struct publish_writing *w,
                                 const struct publish_entry *entry)
{
    int32_t newest = last_day_of(entry);
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *other = &w->entries->all[i];
        if (publish_entry_has_figure(other) && last_day_of(other) > newest)
            newest = last_day_of(other);
    }
    return newest - last_day_of(entry) < OLD_AFTER_DAYS
               ? text_of("")
               : arena_print(w->arena, " (%.*s)",
                             TEXT_ARGS(words_period(w->arena, entry->period)));
}

/* "Better on 2 measures: A; B (2016 to 2017)." */
static void write_tallied(const struct publish_writing *w, size_t peers, size_t kind)
{
    const enum verdict verdict = tallied[kind].verdict;
    const size_t count = count_verdicts(w, peers, verdict);
    size_t said = 0;
    if (count == 0 && !tallied[kind].always)
        return;
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say_verdict(w->document, publish_tone(verdict), text_of(tallied[kind].word));
    document_say(w->document,
                 count == 0
                     ? text_of(" on no measure.")
                     : arena_print(w->arena, " on %s%s: ", counted(count, "measure").text,
                                   tallied[kind].behind));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (!has_verdict(entry, peers, verdict))
            continue;
        document_link(w->document, publish_to_measure(entry->metric),
                      entry->metric->label);
        document_say(w->document, period_of_old(w, entry));
        document_say(w->document, text_of(++said == count ? "." : "; "));
    }
    document_close(w->document);
}

static void write_unsaid(const struct publish_writing *w, size_t peers)
{
    const size_t count = count_verdicts(w, peers, VERDICT_NONE);
    size_t said = 0;
    if (count == 0)
        return;
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say_verdict(w->document, DOCUMENT_TONE_MISSING, text_of("Cannot be said"));
    document_say(w->document,
                 arena_print(w->arena, " on %s: ", counted(count, "measure").text));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (!has_verdict(entry, peers, VERDICT_NONE))
            continue;
        document_link(w->document, publish_to_measure(entry->metric),
                      entry->metric->label);
        document_say(w->document,
                     arena_print(w->arena, " (%.*s)%s",
                                 TEXT_ARGS(why_no_verdict(&entry->comparisons[peers])),
                                 ++said == count ? "." : "; "));
    }
    document_close(w->document);
}

/* "Compared with its 15 nearest neighbours"; most differ by a council or two from measure
 * to measure, and the sentences say so. */
static struct text title_of(const struct publish_writing *w, size_t peers)
{
    const struct text group = publish_group(w->entries, peers);
    const struct text prefix = w->entries->peers[peers].prefix;
    double most = 0;
    bool alone = true;
    for (size_t i = 0; i < w->entries->count; i++) {
        const double count = publish_peer_count(&w->entries->all[i].comparisons[peers]);
        most = count > most ? count : most;
    }
    for (size_t i = 0; i < w->entries->peer_count; i++)
        alone = alone && (i == peers || !text_equal(group, publish_group(w->entries, i)));
    const struct text words =
        text_is_empty(group) ? prefix : words_peers(w->arena, group, most);
    return arena_print(w->arena, "Compared with %.*s%s%.*s%s", TEXT_ARGS(words),
                       alone ? "" : " (", TEXT_ARGS(alone ? text_of("") : prefix),
                       alone ? "" : ")");
}

static void write_tally(const struct publish_writing *w, size_t peers)
{
    size_t judged = 0;
    document_section(w->document, DOCUMENT_PLAIN,
                     arena_print(w->arena, "compared-%zu", peers + 1),
                     title_of(w, peers));
    document_comparison(w->document, publish_peers_heading(w, peers));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t k = 0; k < TALLIED; k++)
        judged += count_verdicts(w, peers, tallied[k].verdict);
    for (size_t k = 0; k < TALLIED && judged > 0; k++)
        write_tallied(w, peers, k);
    write_unsaid(w, peers);
    document_close(w->document);
    if (judged + count_verdicts(w, peers, VERDICT_NONE) == 0)
        document_paragraph(w->document, text_of("There is no figure to compare."));
    document_close(w->document);
}

/* Measures without a figure, those of one reason together. */
static void write_missing_for(const struct publish_writing *w, size_t first,
                              struct text why)
{
    bool more = false;
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say_verdict(w->document, DOCUMENT_TONE_MISSING,
                         words_capitalise(w->arena, why));
    document_say(w->document, text_of(": "));
    for (size_t i = first; i < w->entries->count; i++) {
        const struct publish_entry *entry = &w->entries->all[i];
        if (!publish_is_missing(entry) || !text_equal(publish_why_missing(w, entry), why))
            continue;
        document_say(w->document, text_of(more ? "; " : ""));
        document_link(w->document, publish_to_measure(entry->metric),
                      entry->metric->label);
        more = true;
    }
    document_say(w->document, text_of("."));
    document_close(w->document);
}

static bool has_been_said(const struct publish_writing *w, size_t i, struct text why)
{
    for (size_t j = 0; j < i; j++)
        if (publish_is_missing(&w->entries->all[j]) &&
            text_equal(publish_why_missing(w, &w->entries->all[j]), why))
            return true;
    return false;
}

static void write_missing(const struct publish_writing *w)
{
    size_t count = 0;
    for (size_t i = 0; i < w->entries->count; i++)
        count += publish_is_missing(&w->entries->all[i]);
    if (count == 0)
        return;
    document_section(w->document, DOCUMENT_PLAIN, text_of("missing"),
                     arena_print(w->arena, "Missing: no figure on %s, and why",
                                 counted(count, "measure").text));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < w->entries->count; i++) {
        if (!publish_is_missing(&w->entries->all[i]))
            continue;
        const struct text why = publish_why_missing(w, &w->entries->all[i]);
        if (!has_been_said(w, i, why))
            write_missing_for(w, i, why);
    }
    document_close(w->document);
    document_close(w->document);
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

static void write_row(const struct publish_writing *w, struct document_table *table,
                      const struct publish_entry *entry)
{
    struct document_row *row = document_table_row(table);
    row->cells[0].text = publish_label_with_period(w, entry);
    row->cells[0].target = publish_to_measure(entry->metric);
    row->cells[1].text = publish_marked(w->beside->notes, w->area->council, entry->metric,
                                        entry->period, brief_figure(w, entry), w->arena);
    if (!publish_entry_has_figure(entry))
        row->cells[1].tone = DOCUMENT_TONE_MISSING;
    for (size_t i = 0; i < w->entries->peer_count; i++) {
        const struct comparison *comparison = &entry->comparisons[i];
        row->cells[2 + i].text = text_of(publish_entry_has_figure(entry)
                                             ? publish_verdict_in_a_word(comparison)
                                             : "no figure");
        row->cells[2 + i].tone = publish_tone(comparison->verdict);
    }
}

static void write_overview(const struct publish_writing *w)
{
    struct document_table *table =
        document_table(w->document, text_of("Each measure, its figure and the verdict"));
    document_table_column(w->document, table, "Measure", false, true);
    document_table_column(w->document, table, "Figure", true, false);
    for (size_t i = 0; i < w->entries->peer_count; i++)
        document_table_column(
            w->document, table,
            arena_print(w->arena, "%.*s", TEXT_ARGS(publish_peers_heading(w, i))).bytes,
            false, true);
    for (size_t i = 0; i < w->entries->count; i++)
        if (!w->entries->all[i].not_its_service)
            write_row(w, table, &w->entries->all[i]);
}

/* What else a reader in a hurry may want. */
static void write_where_to_go(const struct publish_writing *w)
{
    document_open(w->document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    if (w->beside->learn != NULL) {
        document_say(w->document,
                     text_of("Whether similar councils do clearly better is said "
                             "under "));
        document_link(w->document, document_to(DOCUMENT_TO_SECTION, text_of("learn")),
                      text_of("Who to learn from"));
        document_say(w->document, text_of(". "));
    }
    document_say(w->document, text_of("Before you use a figure, see "));
    document_link(w->document, document_to(DOCUMENT_TO_SECTION, text_of("limits")),
                  text_of("What these numbers cannot say"));
    document_say(w->document, text_of("."));
    document_close(w->document);
}

void publish_glance(const struct publish_writing *w)
{
    document_section(w->document, DOCUMENT_PLAIN, text_of("glance"),
                     text_of("At a glance"));
    for (size_t i = 0; i < w->entries->peer_count; i++)
        write_tally(w, i);
    write_missing(w);
    if (w->entries->peer_count == 0)
        document_paragraph(w->document,
                           text_of("The table has no comparison; oflog-compare adds one. "
                                   "The figures alone:"));
    write_overview(w);
    write_where_to_go(w);
    document_close(w->document);
}
