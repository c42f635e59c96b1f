/* What people look at: a page for each council asked for. */
#include "step/publish.h"

#include "page/document_text.h"
#include "step/publish_absent.h"
#include "step/publish_council.h"

/* The newest code of an area's council: what the page is headed with. */
static uint32_t newest_code(const struct areas *areas, uint32_t number)
{
    uint32_t newest = number;
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->council == areas_get(areas, number)->council &&
            area->valid_to > areas_get(areas, newest)->valid_to)
            newest = i;
    }
    return newest;
}

static bool has_had_a_page(const struct areas *areas, const uint32_t *numbers, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (areas_get(areas, numbers[j])->council ==
            areas_get(areas, numbers[i])->council)
            return true;
    return false;
}

static size_t count_shown(const struct publish_entries *entries)
{
    size_t shown = 0;
    for (size_t i = 0; i < entries->count; i++)
        shown += entries->all[i].row != NULL;
    return shown;
}

static void count_rest(const struct observation_table *table,
                       struct step_account *account)
{
    uint64_t present = 0;
    for (size_t i = 0; i < table->count; i++)
        present += !table->rows[i].gone;
    account->not_selected = present - account->written;
}

static void write_page(struct text_page *page, const struct publish_entries *entries,
                       const struct area *area, const struct publish_options *options,
                       struct arena *arena)
{
    const struct publish_beside beside = { .flags = options->flags };
    struct document document;
    publish_council(&document, entries, area, &beside, arena);
    text_page_gap(page);
    document_text(page, &document);
    document_release(&document);
}

enum step_outcome publish_run(struct observation_table *table,
                              const struct selection *selection,
                              const struct publish_options *options,
                              struct csv_writer *writer, struct step_account *account)
{
    const struct areas *areas = table->reading.areas;
    const uint64_t refused = table->reading.refusals->count;
    struct publish_entries entries;
    struct text_page page;
    struct arena arena;
    const bool rows =
        publish_has_rows(table, selection, options->areas, options->area_count);
    if (!publish_is_complete(table, selection) || !rows)
        return STEP_BROKEN;
    arena_init(&arena);
    text_page_init(&page, options->width);
    publish_entries_init(&entries, table, &arena);
    for (size_t i = 0; i < options->area_count; i++) {
        const struct area *area = areas_get(areas, newest_code(areas, options->areas[i]));
        if (has_had_a_page(areas, options->areas, i))
            continue;
        publish_entries_gather(&entries, selection, newest_code(areas, options->areas[i]),
                               &arena);
        account->written += count_shown(&entries);
        write_page(&page, &entries, area, options, &arena);
    }
    count_rest(table, account);
    const bool strict_end =
        table->reading.strict && table->reading.refusals->count > refused;
    if (!strict_end)
        csv_write_bytes(writer, text_page_bytes(&page));
    publish_entries_release(&entries);
    text_page_release(&page);
    arena_release(&arena);
    return strict_end ? STEP_BROKEN : STEP_DONE;
}
