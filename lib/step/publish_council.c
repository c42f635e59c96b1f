/* What one council's page says: the finding first, then what it rests on, then what it
 * cannot say. */
#include "step/publish_council.h"

#include "council/date.h"
#include "step/publish_council_themes.h"
#include "step/publish_flags.h"
#include "step/publish_glance.h"
#include "step/publish_learn.h"
#include "step/publish_measure.h"
#include "step/publish_peers.h"
#include "step/publish_reach.h"

/* "Metropolitan district, Yorkshire and The Humber, code E08000035". */
static struct text who_it_is(const struct area *area, struct arena *arena)
{
    const struct text class = words_capitalise(arena, text_of(words_class(area->class)));
    const bool placed = !text_is_empty(area->region);
    return arena_print(arena, "%.*s%s%.*s, code %.*s.", TEXT_ARGS(class),
                       placed ? ", " : "", TEXT_ARGS(area->region),
                       TEXT_ARGS(area->code));
}

static const struct area *newest_of(const struct areas *areas, uint32_t council)
{
    const struct area *newest = NULL;
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->council == council &&
            (newest == NULL || area->valid_to > newest->valid_to))
            newest = area;
    }
    return newest;
}

/* "Ended on 31 March 2023 and was followed by Cumberland. Its figures are its last." */
static void write_end(const struct publish_writing *w)
{
    const struct areas *areas = w->entries->table->reading.areas;
    struct area_successor successor;
    size_t n = 0;
    if (w->area->valid_to == DATE_DISTANT_FUTURE)
        return;
    document_open(w->document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say(w->document,
                 arena_print(w->arena, "Ended on %.*s",
                             TEXT_ARGS(words_day(w->arena, w->area->valid_to))));
    for (; areas_get_successor(areas, w->area->council, n, &successor); n++) {
        const struct area *area = newest_of(areas, successor.council);
        document_say(w->document, text_of(n == 0 ? " and was followed by " : "; "));
        document_link(w->document, document_to(DOCUMENT_TO_AREA, area->code), area->name);
    }
    document_say(w->document,
                 text_of(n == 0 ? "." : ". The figures here are its own last ones."));
    document_close(w->document);
}

static void write_services(const struct publish_writing *w)
{
    const struct publish_entries *entries = w->entries;
    for (size_t i = 0; i < entries->count; i++) {
        const struct text service = entries->all[i].metric->service;
        if (!publish_is_first(w, i, publish_same_service))
            continue;
        document_section(w->document, DOCUMENT_PLAIN,
                         arena_print(w->arena, "service-%.*s", TEXT_ARGS(service)),
                         words_id(w->arena, service));
        for (size_t j = i; j < entries->count; j++)
            if (!entries->all[j].not_its_service &&
                publish_same_service(entries->all[i].metric, entries->all[j].metric))
                publish_measure(w, &entries->all[j]);
        document_close(w->document);
    }
}

void publish_council(struct document *document, const struct publish_entries *entries,
                     const struct area *area, const struct publish_beside *beside,
                     struct arena *arena)
{
    const struct publish_writing w = { document, entries, area, beside, arena };
    document_init(document, area->name, who_it_is(area, arena));
    document->licence = publish_attribution(&w);
    write_end(&w);
    publish_glance(&w);
    publish_flags(&w);
    write_services(&w);
    publish_not_its_services(&w);
    publish_learn(&w);
    publish_peers(&w);
    publish_council_themes(&w);
    publish_how_to_read(&w);
    publish_limits_of_it_all(&w);
    publish_sources(&w);
}
