/* The figures of a site's pages to take away. */
#include "step/publish_site_data.h"

#include <stdlib.h>

#include "step/publish_metadata.h"

#define CSVW_SCHEMA "csvw-schema.json"

struct data_writing {
    const struct publish_site *site;
    const struct publish_files *files;
    const struct observation **all; /* every row that a page may show, in order */
    size_t count;
    const struct observation **chosen;
    struct publish_resource *resources;
    size_t resource_count;
    struct csv_writer writer; /* gathers one file */
    struct arena arena;
    bool fine;
};

static int by_metric_period_and_code(const void *a, const void *b, void *context)
{
    const struct observation *p = *(const struct observation *const *)a;
    const struct observation *q = *(const struct observation *const *)b;
    const struct areas *areas = context;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    const int order = period_compare(p->period, q->period);
    return order != 0 ? order
                      : text_compare(areas_get(areas, p->area)->code,
                                     areas_get(areas, q->area)->code);
}

bool publish_site_holds(const struct publish_site *site, const struct observation *row)
{
    const struct selection *s = site->selection;
    return !row->gone && (s->metrics == NULL || s->metrics[row->metric]) &&
           (!s->one_period || period_compare(row->period, s->period) == 0);
}

static void gather_all(struct data_writing *w)
{
    const struct observation_table *table = w->site->table;
    w->all = memory_take(table->count + 1, sizeof *w->all);
    w->chosen = memory_take(table->count + 1, sizeof *w->chosen);
    for (size_t i = 0; i < table->count; i++)
        if (publish_site_holds(w->site, &table->rows[i]))
            w->all[w->count++] = &table->rows[i];
    if (w->count > 0)
        qsort_r(w->all, w->count, sizeof *w->all, by_metric_period_and_code,
                (void *)w->site->areas);
}

static void write_gathered(struct data_writing *w, struct text path)
{
    const struct text bytes = csv_writer_take(&w->writer);
    w->fine = w->fine && w->files->write(w->files->state, path, bytes);
}

/* Names of resources are in lower case. */
static struct text name_of(struct data_writing *w, struct text path)
{
    char *bytes = arena_take_bytes(&w->arena, path.length + 1);
    for (size_t i = 0; i < path.length; i++) {
        const char c = path.bytes[i];
        bytes[i] = c == '/' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct text){ bytes, path.length };
}

/* The three files of one page; `folder` is its own, with '/' at the end. */
static void write_page(struct data_writing *w, size_t count, struct text title,
                       struct text folder)
{
    struct publish_data data;
    const struct text csv = arena_print(&w->arena, "%.*sdata.csv", TEXT_ARGS(folder));
    publish_data_init(&data, w->site->table, w->chosen, count, title);
    publish_data_csv(&data, &w->writer);
    write_gathered(w, csv);
    publish_metadata_csvw(&data, text_of("data.csv"),
                          text_of("../../" CSVW_SCHEMA), &w->writer);
    write_gathered(w, arena_print(&w->arena, "%.*s-metadata.json", TEXT_ARGS(csv)));
    publish_data_json(&data, &w->writer);
    write_gathered(w, arena_print(&w->arena, "%.*sdata.json", TEXT_ARGS(folder)));
    publish_data_release(&data);
    w->resources[w->resource_count++] = (struct publish_resource){
        .name = name_of(w, text_slice(folder, 0, folder.length - 1)),
        .path = csv,
        .title = title,
    };
}

static void write_council(struct data_writing *w, const struct area *area)
{
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++)
        if (areas_get(w->site->areas, w->all[i]->area)->council == area->council)
            w->chosen[count++] = w->all[i];
    write_page(w, count, area->name,
               area_level_of(area->class) == LEVEL_COUNCIL
                   ? publish_council_path(&w->arena, area->code, "")
                   : publish_authority_path(&w->arena, area->code, ""));
}

static void write_metric(struct data_writing *w, const struct metric *metric)
{
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++)
        if (&w->site->table->reading.metrics->all[w->all[i]->metric] == metric)
            w->chosen[count++] = w->all[i];
    write_page(w, count, metric->label, publish_metric_path(&w->arena, metric->id, ""));
}

static void write_package(struct data_writing *w)
{
    struct publish_data data;
    publish_data_init(&data, w->site->table, w->all, w->count,
                      text_of("Comparison of councils"));
    publish_metadata_schema(&data, &w->writer);
    write_gathered(w, text_of("schema.json"));
    publish_metadata_csvw_schema(&data, &w->writer);
    write_gathered(w, text_of(CSVW_SCHEMA));
    publish_metadata_package(&data, text_of("schema.json"), w->resources,
                             w->resource_count, &w->writer);
    write_gathered(w, text_of("datapackage.json"));
    publish_data_release(&data);
}

bool publish_site_data(const struct publish_site *site, const struct publish_files *files)
{
    struct data_writing w = { .site = site, .files = files, .fine = true };
    arena_init(&w.arena);
    csv_writer_init(&w.writer, NULL);
    gather_all(&w);
    w.resources =
        memory_take(site->topic_count + site->council_count + site->authority_count + 1,
                    sizeof *w.resources);
    for (size_t i = 0; i < site->topic_count; i++)
        write_metric(&w, site->topics[i].metric);
    for (size_t i = 0; i < site->authority_count; i++)
        write_council(&w, site->authorities[i]);
    for (size_t i = 0; i < site->council_count; i++)
        write_council(&w, site->councils[i]);
    write_package(&w);
    free(w.resources);
    free(w.chosen);
    free(w.all);
    csv_writer_release(&w.writer);
    arena_release(&w.arena);
    return w.fine;
}

static void link_file(struct document *document, const char *name, const char *text)
{
    document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(document, document_to(DOCUMENT_TO_FILE, text_of(name)), text_of(text));
    document_close(document);
}

void publish_data_links(struct document *document)
{
    document_section(document, DOCUMENT_PLAIN, text_of("downloads"),
                     text_of("Take the figures away"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    link_file(document, "data.csv", "All periods, as a table for any spreadsheet (CSV)");
    link_file(document, "data.csv-metadata.json",
              "What its columns hold, for programs (CSV on the Web)");
    link_file(document, "data.json", "The same figures for programs (JSON)");
    document_close(document);
    document_close(document);
}
