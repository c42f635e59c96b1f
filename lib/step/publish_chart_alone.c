/* One chart in a file of its own. */
#include <stdlib.h>

#include "page/chart_svg.h"
#include "step/publish_absent.h"
#include "step/publish_chart.h"
#include "step/publish_pages.h"

static void write_svg(const struct chart *chart, struct csv_writer *writer)
{
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    chart_svg(&markup, chart, text_of("chart"), true);
    markup_line(&markup);
    csv_write_bytes(writer, (struct text){ out.bytes, out.length });
    free(out.bytes);
}

/* A chart that is to be, and of what. */
struct picture {
    enum chart_kind kind;
    const struct chart *chart; /* NULL: there is none */
    struct text whose, why;
};

static void make_of_area(struct picture *picture, struct observation_table *table,
                         const struct selection *selection, uint32_t number,
                         const struct publish_beside *beside, struct arena *arena)
{
    const struct areas *areas = table->reading.areas;
    const uint32_t newest = areas_newest(areas, areas_get(areas, number)->council);
    const struct area *area = areas_get(areas, newest);
    struct publish_entries entries;
    publish_entries_init(&entries, table, arena);
    publish_entries_gather(&entries, selection, newest, arena);
    const struct publish_writing w = { NULL, &entries, area, beside, arena };
    picture->whose = area->name;
    if (entries.count > 0)
        picture->chart = publish_chart(&w, &entries.all[0], picture->kind, &picture->why);
    publish_entries_release(&entries);
}

static enum area_class largest_class(const struct observation_table *table,
                                     const struct cohort *cohort)
{
    size_t counts[CLASS_COUNT] = { 0 };
    size_t largest = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *row = &table->rows[cohort->rows[i]];
        if (!row->gone && row->standing == STANDING_COUNTS)
            counts[areas_get(table->reading.areas, row->area)->class]++;
    }
    for (size_t class = 1; class < CLASS_COUNT; class ++)
        if (counts[class] > counts[largest])
            largest = class;
    return (enum area_class)largest;
}

/* Councils, or combined authorities where the metric is of them alone. */
static const struct cohort *cohort_of_councils(const struct publish_site *site)
{
    const struct cohort *const *shown =
        site->topic_count == 0 ? NULL : site->topics[0].shown;
    if (shown == NULL)
        return NULL;
    return shown[LEVEL_COUNCIL] != NULL ? shown[LEVEL_COUNCIL]
                                        : shown[LEVEL_COMBINED_AUTHORITY];
}

static void make_of_class(struct picture *picture, struct observation_table *table,
                          const struct selection *selection, struct arena *arena)
{
    const struct publish_site_options options = { .previous = NULL };
    struct publish_site site;
    publish_site_init(&site, table, selection, &options);
    const struct cohort *cohort = cohort_of_councils(&site);
    picture->whose = text_of("any class");
    if (cohort != NULL) {
        const enum area_class class = largest_class(table, cohort);
        picture->whose = text_of(words_classes(class));
        picture->chart = publish_chart_of_class(&site.entries, cohort, class,
                                                picture->kind, arena, &picture->why);
    }
    publish_site_release(&site);
}

enum step_outcome publish_chart_run(struct observation_table *table,
                                    const struct selection *selection, uint32_t area,
                                    enum chart_kind kind,
                                    const struct publish_beside *beside,
                                    struct csv_writer *writer,
                                    struct step_account *account)
{
    const uint64_t refused = table->reading.refusals->count;
    struct picture picture = { kind, NULL, { 0 }, text_of("the table has no row of it") };
    struct arena arena;
    const bool rows = publish_has_rows(table, selection, &area, area != AREA_NONE);
    if (!publish_is_complete(table, selection) || !rows)
        return STEP_BROKEN;
    arena_init(&arena);
    if (area == AREA_NONE)
        make_of_class(&picture, table, selection, &arena);
    else
        make_of_area(&picture, table, selection, area, beside, &arena);
    const bool fine =
        picture.chart != NULL &&
        !(table->reading.strict && table->reading.refusals->count > refused);
    if (picture.chart == NULL)
        messages_say(table->reading.messages, (struct place){ 0 },
                     "no %s chart of %.*s: %.*s", publish_chart_words[kind],
                     TEXT_ARGS(picture.whose), TEXT_ARGS(picture.why));
    if (fine) {
        account->written = picture.chart->count;
        write_svg(picture.chart, writer);
    }
    publish_count_rest(table, account);
    arena_release(&arena);
    return fine ? STEP_DONE : STEP_BROKEN;
}
