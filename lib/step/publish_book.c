/* Pages as one Excel workbook. */
#include "step/publish_book.h"

#include <errno.h>
#include <stdlib.h>

#include "page/document_workbook.h"
#include "step/publish_absent.h"
#include "step/publish_council.h"
#include "step/publish_pages.h"
#include "step/publish_workbook.h"

struct book {
    struct publish_site site;
    const struct publish_book_options *options;
    struct document *documents;
    size_t count, room;
    struct arena arena;
};

/* The next document, to be made. */
static struct document *add_document(struct book *book)
{
    ARRAY_RESERVE(book->documents, book->room, book->count + 1);
    return &book->documents[book->count++];
}

static bool has_had_a_page(const struct book *book, size_t i)
{
    const struct areas *areas = book->site.areas;
    const uint32_t *numbers = book->options->areas;
    for (size_t j = 0; j < i; j++)
        if (areas_get(areas, numbers[j])->council ==
            areas_get(areas, numbers[i])->council)
            return true;
    return false;
}

static void add_areas(struct book *book)
{
    struct publish_site *site = &book->site;
    for (size_t i = 0; i < book->options->area_count; i++) {
        const struct area *area = publish_newest(
            site, areas_get(site->areas, book->options->areas[i])->council);
        if (has_had_a_page(book, i))
            continue;
        struct document *document = add_document(book);
        publish_entries_gather(&site->entries, site->selection,
                               areas_find_code(site->areas, area->code), &book->arena);
        publish_council(document, &site->entries, area, &book->options->beside,
                        &book->arena);
        publish_workbook_council(document, &site->entries, site->selection, area,
                                 &book->arena);
    }
}

static void add_metrics(struct book *book)
{
    struct publish_site *site = &book->site;
    for (size_t i = 0; i < site->topic_count; i++) {
        struct document *document = add_document(book);
        publish_metric(site, &site->topics[i], document, &book->arena);
        publish_workbook_metric(document, site->table, site->selection,
                                site->topics[i].metric, &book->arena);
    }
}

static struct text title_of(struct book *book)
{
    struct text *titles = memory_take(book->count, sizeof *titles);
    for (size_t i = 0; i < book->count; i++)
        titles[i] = book->documents[i].root->title;
    const struct text title = publish_enumerate(&book->arena, titles, book->count);
    free(titles);
    return title;
}

static bool write_book(struct book *book, struct csv_writer *writer)
{
    struct messages *messages = book->site.table->reading.messages;
    struct text_buffer out = { 0 };
    if (book->count == 0) {
        messages_say(messages, (struct place){ 0 },
                     "the table has no row to show of a metric that was asked for");
        return false;
    }
    const bool fine =
        document_workbook(&out, title_of(book), book->documents, book->count);
    if (fine)
        csv_write_bytes(writer, (struct text){ out.bytes, out.length });
    else
        messages_say(messages, (struct place){ 0 }, "the workbook cannot be made: %s",
                     strerror(errno));
    free(out.bytes);
    return fine;
}

static void count_rows(const struct observation_table *table,
                       const struct selection *selection, struct step_account *account)
{
    for (size_t i = 0; i < table->count; i++)
        step_takes(account, selection, table, &table->rows[i]);
}

enum step_outcome publish_book_run(struct observation_table *table,
                                   const struct selection *selection,
                                   const struct publish_book_options *options,
                                   struct csv_writer *writer,
                                   struct step_account *account)
{
    const uint64_t refused = table->reading.refusals->count;
    const struct publish_site_options site_options = { .beside = options->beside };
    struct book book = { .options = options };
    const bool rows =
        publish_has_rows(table, selection, options->areas, options->area_count);
    if (!publish_is_complete(table, selection) || !rows)
        return STEP_BROKEN;
    arena_init(&book.arena);
    publish_site_init(&book.site, table, selection, &site_options);
    if (options->area_count > 0)
        add_areas(&book);
    else
        add_metrics(&book);
    const bool strict_end =
        table->reading.strict && table->reading.refusals->count > refused;
    const bool fine = !strict_end && write_book(&book, writer);
    count_rows(table, selection, account);
    for (size_t i = 0; i < book.count; i++)
        document_release(&book.documents[i]);
    free(book.documents);
    publish_site_release(&book.site);
    arena_release(&book.arena);
    return fine ? STEP_DONE : STEP_BROKEN;
}
