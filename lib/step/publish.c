/* What people look at: a page for each council or metric asked for. */
#include "step/publish.h"

#include <stdlib.h>

#include "page/document_html.h"
#include "page/document_markdown.h"
#include "page/document_text.h"
#include "step/publish_absent.h"
#include "step/publish_council.h"
#include "step/publish_pages.h"

struct publishing {
    struct observation_table *table;
    const struct selection *selection;
    const struct publish_options *options;
    struct step_account *account;
    struct text_buffer out;
    struct arena arena;
};

static bool has_had_a_page(const struct areas *areas, const uint32_t *numbers, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (areas_get(areas, numbers[j])->council ==
            areas_get(areas, numbers[i])->council)
            return true;
    return false;
}

static void render_text(struct publishing *p, const struct document *document)
{
    struct text_page page;
    text_page_init(&page, p->options->width);
    document_text(&page, document);
    if (p->out.length > 0)
        text_buffer_put_byte(&p->out, '\n');
    text_buffer_put(&p->out, text_page_bytes(&page));
    text_page_release(&page);
}

/* False, said. */
static bool render(struct publishing *p, const struct document *document)
{
    const struct html_page alone = { .style = p->options->style,
                                     .script = p->options->script };
    switch (p->options->format) {
    case PUBLISH_TEXT:
        render_text(p, document);
        break;
    case PUBLISH_MARKDOWN:
        if (p->out.length > 0)
            text_buffer_put_byte(&p->out, '\n');
        document_markdown(&p->out, document, NULL, NULL);
        break;
    case PUBLISH_HTML:
        if (document_html(&p->out, document, &alone))
            break;
        messages_say(
            p->table->reading.messages, (struct place){ 0 },
            "the style or the script in the folder of data has what would end it "
            "within a page");
        return false;
    case PUBLISH_FORMAT_COUNT:
        break;
    }
    return true;
}

static bool write_areas(struct publishing *p)
{
    const struct publish_options *options = p->options;
    const struct areas *areas = p->table->reading.areas;
    struct publish_entries entries;
    bool fine = true;
    publish_entries_init(&entries, p->table, &p->arena);
    for (size_t i = 0; i < options->area_count && fine; i++) {
        const uint32_t code =
            areas_newest(areas, areas_get(areas, options->areas[i])->council);
        struct document document;
        if (has_had_a_page(areas, options->areas, i))
            continue;
        publish_entries_gather(&entries, p->selection, code, &p->arena);
        for (size_t e = 0; e < entries.count; e++)
            p->account->written += entries.all[e].row != NULL;
        publish_council(&document, &entries, areas_get(areas, code), &options->beside,
                        &p->arena);
        fine = render(p, &document);
        document_release(&document);
    }
    publish_entries_release(&entries);
    return fine;
}

static void count_topic(struct publishing *p, const struct publish_topic *topic)
{
    for (size_t i = 0; i < p->table->count; i++)
        for (size_t level = 0; level < LEVEL_COUNT; level++)
            p->account->written +=
                !p->table->rows[i].gone &&
                topic->shown[level] == &p->table->cohorts[p->table->rows[i].cohort];
}

static bool write_metrics(struct publishing *p)
{
    const struct publish_site_options options = { .beside = p->options->beside };
    struct publish_site site;
    publish_site_init(&site, p->table, p->selection, &options);
    bool fine = site.topic_count > 0;
    if (!fine)
        messages_say(p->table->reading.messages, (struct place){ 0 },
                     "the table has no row to show of a metric that was asked for");
    for (size_t i = 0; i < site.topic_count && fine; i++) {
        struct document document;
        publish_metric(&site, &site.topics[i], &document, &p->arena);
        count_topic(p, &site.topics[i]);
        fine = render(p, &document);
        document_release(&document);
    }
    publish_site_release(&site);
    return fine;
}

enum step_outcome publish_run(struct observation_table *table,
                              const struct selection *selection,
                              const struct publish_options *options,
                              struct csv_writer *writer, struct step_account *account)
{
    const uint64_t refused = table->reading.refusals->count;
    struct publishing p = { table, selection, options, account, { 0 }, { 0 } };
    const bool rows =
        publish_has_rows(table, selection, options->areas, options->area_count);
    if (!publish_is_complete(table, selection) || !rows)
        return STEP_BROKEN;
    arena_init(&p.arena);
    const bool fine =
        (options->area_count > 0 ? write_areas(&p) : write_metrics(&p)) &&
        !(table->reading.strict && table->reading.refusals->count > refused);
    publish_count_rest(table, account);
    if (fine)
        csv_write_bytes(writer, (struct text){ p.out.bytes, p.out.length });
    free(p.out.bytes);
    arena_release(&p.arena);
    return fine ? STEP_DONE : STEP_BROKEN;
}
