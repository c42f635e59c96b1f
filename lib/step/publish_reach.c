/* What a page's numbers cannot say, and where they come from. */
#include "step/publish_reach.h"

void publish_not_its_services(const struct publish_writing *w)
{
    size_t count = 0;
    for (size_t i = 0; i < w->entries->count; i++)
        count += w->entries->all[i].not_its_service;
    if (count == 0)
        return;
    document_section(w->document, DOCUMENT_PLAIN, text_of("not-applicable"),
                     text_of("Measures that do not apply"));
    document_paragraph(
        w->document,
        arena_print(w->arena,
                    "%.*s does not run the services that these are about, so it "
                    "has no figure and is not missing one:",
                    TEXT_ARGS(w->area->name)));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].not_its_service)
            document_item(w->document, w->entries->all[i].metric->label);
    document_close(w->document);
    document_close(w->document);
}

/* Whether any verdict is on something else than the median, or in a funnel. */
static bool has_other_verdicts(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++) {
        for (size_t k = 0; k < w->entries->peer_count; k++) {
            const struct comparison *comparison = &w->entries->all[i].comparisons[k];
            if (comparison->verdict != VERDICT_NONE &&
                (comparison_is_by_funnel((enum basis)comparison->basis) ||
                 !comparison_is_with_median(comparison)))
                return true;
        }
    }
    return false;
}

void publish_how_to_read(const struct publish_writing *w)
{
    if (w->entries->peer_count == 0)
        return;
    document_section(w->document, DOCUMENT_PLAIN, text_of("reading"),
                     text_of("How to read this page"));
    document_paragraph(
        w->document,
        text_of(
            "The median is the middle figure of those compared. Half of them are "
            "nearer to it than the median distance, half further. The middle half "
            "leaves out the lowest and the highest quarter. Each measure has a period "
            "of its own."));
    document_paragraph(
        w->document,
        text_of("Similar means nearer to the median than one and a half times that "
                "distance or, where a figure has confidence limits, that the median lies "
                "within them. So a figure that a sentence calls slightly better, worse, "
                "higher or lower counts as similar."));
    if (has_other_verdicts(w))
        document_paragraph(
            w->document,
            text_of(
                "Where a sentence says that a figure was judged by something else, or "
                "against something else than the median, similar is what that says."));
    document_close(w->document);
}

static bool any_rank_without_interval(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].has_rank && !w->entries->all[i].rank.has_interval)
            return true;
    return false;
}

static bool any_rank(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (w->entries->all[i].has_rank)
            return true;
    return false;
}

void publish_limits_of_it_all(const struct publish_writing *w)
{
    document_section(w->document, DOCUMENT_PLAIN, text_of("limits"),
                     text_of("What these numbers cannot say"));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    document_item(
        w->document,
        text_of("Why: a figure says what was counted, not who or what brought it about. "
                "Places differ in their people and their money before a council acts."));
    document_item(
        w->document,
        text_of(
            "How good a council is: better and worse are about one figure beside those "
            "of others. Figures cannot be added up to a score, and this page has none."));
    document_item(
        w->document,
        text_of("What is not measured: these are the figures that are published "
                "for many councils, and other things may matter more."));
    document_item(
        w->document,
        text_of("What is chance: of many measures some stand out by luck alone."));
    if (any_rank(w))
        document_item(
            w->document,
            text_of("That one place is better than the next: ranks look further "
                    "apart than figures are."));
    if (any_rank_without_interval(w))
        document_item(
            w->document,
            text_of("How sure a rank is, where no range stands beside it: that "
                    " has not been worked out, and places close together may "
                    "as well be the same."));
    document_close(w->document);
    document_close(w->document);
}

/* The labels of the measures that come from the source of this one. */
static struct text labels_from(const struct publish_writing *w,
                               const struct metric *metric)
{
    struct publish_list labels = { 0 };
    for (size_t i = 0; i < w->entries->count; i++)
        if (!w->entries->all[i].not_its_service &&
            publish_same_source(metric, w->entries->all[i].metric))
            publish_list_add(&labels, "; ", w->entries->all[i].metric->label);
    return publish_list_take(&labels, w->arena);
}

void publish_sources(const struct publish_writing *w)
{
    document_section(w->document, DOCUMENT_PLAIN, text_of("sources"),
                     text_of("Where the numbers come from"));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (!publish_is_first(w, i, publish_same_source))
            continue;
        document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_say(w->document, arena_print(w->arena, "%.*s, ",
                                              TEXT_ARGS(metric->source_publisher)));
        document_link(w->document, document_to(DOCUMENT_TO_WEB, metric->source_url),
                      metric->source_title);
        document_say(w->document,
                     arena_print(w->arena, ". Licence: %.*s. Used for: %.*s.",
                                 TEXT_ARGS(words_licence(metric->source_licence)),
                                 TEXT_ARGS(labels_from(w, metric))));
        document_close(w->document);
    }
    document_close(w->document);
    document_close(w->document);
}

struct text publish_attribution(const struct publish_writing *w)
{
    for (size_t i = 0; i < w->entries->count; i++)
        if (publish_is_first(w, i, publish_same_source) &&
            text_is(w->entries->all[i].metric->source_licence, "OGL-3.0"))
            return text_of("Contains public sector information licensed under the Open "
                           "Government Licence v3.0.");
    return text_of("");
}
