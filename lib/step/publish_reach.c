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

void publish_limits_of_it_all(const struct publish_writing *w)
{
    const bool unsure = any_rank_without_interval(w);
    if (!unsure && !any_caveats(w))
        return;
    document_section(w->document, DOCUMENT_PLAIN, text_of("limits"),
                     text_of("What these numbers cannot say"));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    if (unsure)
        document_item(w->document,
                      text_of("How sure a rank is has not been worked out: places close "
                              "together may as well be the same."));
    for (size_t i = 0; i < w->entries->count; i++) {
        const struct metric *metric = w->entries->all[i].metric;
        if (has_caveats(&w->entries->all[i]))
            document_item(w->document,
                          arena_print(w->arena, "%.*s: %.*s", TEXT_ARGS(metric->label),
                                      TEXT_ARGS(text_trim(metric->caveats))));
    }
    document_close(w->document);
    document_close(w->document);
}

void publish_sources(const struct publish_writing *w)
{
    document_section(w->document, DOCUMENT_PLAIN, text_of("sources"), text_of("Sources"));
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
                     arena_print(w->arena, ". Licence: %.*s.",
                                 TEXT_ARGS(words_licence(metric->source_licence))));
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
