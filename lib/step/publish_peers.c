/* Who a council is compared with. */
#include "step/publish_peers.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "council/peer_list.h"

static bool is_kind(struct text group, const char *kind)
{
    return text_starts_with(group, text_of(kind));
}

static void link_area(const struct publish_writing *w, const struct area *area)
{
    document_open(w->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(w->document, document_to(DOCUMENT_TO_AREA, area->code), area->name);
    document_close(w->document);
}

/* The first of the list of neighbours, as many as were asked for. */
static void write_nearest(const struct publish_writing *w, struct text group)
{
    const struct areas *areas = w->entries->table->reading.areas;
    const struct text number =
        text_slice(group, text_of("nearest:").length, group.length);
    const struct peer_list list = peer_lists_of(w->beside->neighbours, w->area->council);
    double asked = 0;
    number_parse(number, &asked);
    document_paragraph(w->document,
                       text_of(list.count == 0
                                   ? "The list of neighbours has none of this council."
                                   : "Nearest first, by the list of neighbours given."));
    document_open(w->document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
    for (size_t i = 0; i < list.count && (double)i < asked; i++)
        link_area(w, areas_get(areas, list.areas[i]));
    document_close(w->document);
}

/* Whether a council is one of a group that class or region makes. */
static bool belongs(const struct publish_writing *w, struct text group,
                    const struct area *area)
{
    if (area->council == w->area->council)
        return false;
    return is_kind(group, "class:") ? area->class == w->area->class
                                    : text_equal(area->region, w->area->region);
}

static int by_name_and_code(const void *a, const void *b)
{
    const struct area *const *p = a, *const *q = b;
    const int order = text_compare((*p)->name, (*q)->name);
    return order != 0 ? order : text_compare((*p)->code, (*q)->code);
}

/* Those with a figure beside one of the council's on this page; returns how many. */
static size_t gather(const struct publish_writing *w, struct text group,
                     const struct area **members)
{
    const struct observation_table *table = w->entries->table;
    const struct areas *areas = table->reading.areas;
    bool *seen = memory_take(areas_count(areas) + 1, sizeof *seen);
    size_t count = 0;
    memset(seen, 0, (areas_count(areas) + 1) * sizeof *seen);
    for (size_t i = 0; i < w->entries->count; i++) {
        if (w->entries->all[i].row == NULL)
            continue;
        const struct cohort *cohort = &table->cohorts[w->entries->all[i].row->cohort];
        for (uint32_t r = 0; r < cohort->count; r++) {
            const struct observation *row = &table->rows[cohort->rows[r]];
            const struct area *area = areas_get(areas, row->area);
            if (row->gone || row->standing != STANDING_COUNTS || seen[area->council] ||
                !belongs(w, group, area))
                continue;
            seen[area->council] = true;
            members[count++] = area;
        }
    }
    free(seen);
    if (count > 0)
        qsort(members, count, sizeof *members, by_name_and_code);
    return count;
}

static void write_members(const struct publish_writing *w, struct text group)
{
    const struct area **members =
        memory_take(areas_count(w->entries->table->reading.areas) + 1, sizeof *members);
    const size_t count = gather(w, group, members);
    document_paragraph(
        w->document,
        arena_print(w->arena,
                    "%s with a figure beside one or more of those on this page. How many "
                    "of them have one is said with each measure.",
                    counted(count, "other").text));
    if (count > 0) {
        document_open(w->document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                      text_of("Who they are"));
        document_open(w->document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
        for (size_t i = 0; i < count; i++)
            link_area(w, members[i]);
        document_close(w->document);
        document_close(w->document);
    }
    free(members);
}

static void write_group(const struct publish_writing *w, size_t peers)
{
    const struct text group = publish_group(w->entries, peers);
    document_section(w->document, DOCUMENT_PLAIN,
                     arena_print(w->arena, "peers-%zu", peers + 1),
                     publish_peers_heading(w, peers));
    if (text_is_empty(group))
        document_paragraph(w->document, text_of("There is none to compare with."));
    else if (is_kind(group, "nearest:") && w->beside->neighbours != NULL)
        write_nearest(w, group);
    else if (is_kind(group, "class:") || is_kind(group, "region:"))
        write_members(w, group);
    else if (is_kind(group, "all:"))
        document_paragraph(w->document, text_of("All others that have a figure."));
    else
        document_paragraph(w->document, text_of("The table does not say who they are."));
    document_close(w->document);
}

void publish_peers(const struct publish_writing *w)
{
    if (w->entries->peer_count == 0)
        return;
    document_section(w->document, DOCUMENT_PLAIN, text_of("peers"),
                     text_of("Who it is compared with"));
    for (size_t i = 0; i < w->entries->peer_count; i++)
        write_group(w, i);
    document_close(w->document);
}
