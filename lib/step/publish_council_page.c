/* One council's page in a site: what any format says of it, and where to go from there.
 */
#include "council/date.h"
#include "step/publish_council.h"
#include "step/publish_pages.h"

static void link_area(const struct publish_site *site, struct document *document,
                      const char *lead, uint32_t council)
{
    const struct area *area = publish_newest(site, council);
    document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say(document, text_of(lead));
    document_link(document, publish_to_area(area), area->name);
    document_close(document);
}

static void link_authority(const struct publish_site *site, struct document *document,
                           const struct area *area)
{
    const int32_t day =
        area->valid_to == DATE_DISTANT_FUTURE ? DATE_DISTANT_FUTURE - 1 : area->valid_to;
    const uint32_t authority = areas_combined_authority(
        site->areas, areas_find_code(site->areas, area->code), day);
    if (authority != AREA_NONE)
        link_area(site, document, "It is a member of the combined authority ",
                  areas_get(site->areas, authority)->council);
}

static void link_successors(const struct publish_site *site, struct document *document,
                            const struct area *area)
{
    struct area_successor successor;
    for (size_t n = 0; areas_get_successor(site->areas, area->council, n, &successor);
         n++)
        link_area(site, document, "It was followed by ", successor.council);
}

/* Those that it followed, directly or through others. */
static void link_predecessors(const struct publish_site *site, struct document *document,
                              const struct area *area)
{
    for (uint32_t i = 0; i < areas_count(site->areas); i++) {
        const struct area *other = areas_get(site->areas, i);
        if (publish_newest(site, other->council) == other &&
            other->council != area->council &&
            areas_succeeds(site->areas, area->council, other->council))
            link_area(site, document, "It followed ", other->council);
    }
}

void publish_council_page(struct publish_site *site, const struct area *area,
                          struct document *document, struct arena *arena)
{
    struct publish_beside beside = site->options->beside;
    beside.previous = site->options->previous;
    beside.metrics_have_pages = true;
    publish_entries_gather(&site->entries, site->selection,
                           areas_find_code(site->areas, area->code), arena);
    publish_council(document, &site->entries, area, &beside, arena);
    document_section(document, DOCUMENT_PLAIN, text_of("more"), text_of("More"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    link_authority(site, document, area);
    link_successors(site, document, area);
    link_predecessors(site, document, area);
    document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(document, document_to(DOCUMENT_TO_PAGE, text_of("methods")),
                  text_of("Methods: what each word means"));
    document_close(document);
    document_close(document);
    document_close(document);
}
