/* How one figure compares, in a sentence. */
#include "step/publish_sentence.h"

#include <math.h>

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

/* How the verdict was reached, where that is not its distance in MADs. A funnel stands
 * about what the peers make together, unless another benchmark was asked for and is
 * named. */
static const char *how_it_was_reached(const struct comparison *comparison)
{
    const bool together = text_is_empty(comparison->cells[COMPARISON_AGAINST]);
    switch (comparison->basis) {
    case BASIS_LIMITS:
        return ", judged by the figure's confidence limits";
    case BASIS_FUNNEL:
    case BASIS_SCORE_FUNNEL:
        return together ? ", judged by how far chance alone may move such a count from "
                          "what they make together"
                        : ", judged by how far chance alone may move such a count";
    case BASIS_ADJUSTED_FUNNEL:
    case BASIS_MULTIPLIED_FUNNEL:
        return together ? ", judged by how far chance and the usual differences between "
                          "councils may move such a count from what they make together"
                        : ", judged by how far chance and the usual differences between "
                          "councils may move such a count";
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
        why = "more than half of those compared have the same figure";
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
    case BASIS_SCORE_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
    case BASIS_MULTIPLIED_FUNNEL:
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
    return arena_print(
        w->arena,
        " This holds in %.*s of the choices of peers and rounding that were tried.",
        TEXT_ARGS(share_of(w, comparison->numbers[COMPARISON_SURVIVES])));
}

void publish_sentence(const struct publish_writing *w, const struct publish_entry *entry,
                      size_t peers)
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
    document_comparison(w->document, publish_peers_heading(w, peers));
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
