/* What one council's page says: the finding first, then what it rests on, then what it
 * cannot say. */
#include "step/publish_council.h"

#include "council/date.h"
#include "step/publish_flags.h"
#include "step/publish_glance.h"
#include "step/publish_learn.h"
#include "step/publish_measure.h"
#include "step/publish_peers.h"
#include "step/publish_reach.h"
#include "step/publish_council_themes.h"

/* "Metropolitan district, Yorkshire and The Humber, code E08000035". */
static struct text who_it_is(const struct area *area, struct arena *arena)
{
    const struct text class = words_capitalise(arena, text_of(words_class(area->class)));
    const bool placed = !text_is_empty(area->region);
    return arena_print(arena, "%.*s%s%.*s, code %.*s.", TEXT_ARGS(class),
                       placed ? ", " : "", TEXT_ARGS(area->region),
                       TEXT_ARGS(area->code));
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
    if (area->valid_to != DATE_DISTANT_FUTURE)
        document_paragraph(document,
                           arena_print(arena, "Ended on %.*s.",
                                       TEXT_ARGS(words_day(arena, area->valid_to))));
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
