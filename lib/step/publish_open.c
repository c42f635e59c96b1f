/* The rows asked for as open data. */
#include "step/publish_open.h"

#include <stdlib.h>

#include "step/publish_absent.h"
#include "step/publish_metadata.h"

struct chosen {
    const struct observation **rows;
    size_t count, room;
};

static void choose(const struct observation_table *table,
                   const struct selection *selection, struct step_account *account,
                   struct chosen *chosen)
{
    for (size_t i = 0; i < table->count; i++) {
        if (!step_takes(account, selection, table, &table->rows[i]))
            continue;
        ARRAY_RESERVE(chosen->rows, chosen->room, chosen->count + 1);
        chosen->rows[chosen->count++] = &table->rows[i];
    }
}

static uint32_t council_of(const struct areas *areas, const struct observation *row)
{
    return areas_get(areas, row->area)->council;
}

/* Whose figures the rows are: one council's, one metric's, or those of many. */
static struct text title_of(const struct observation_table *table,
                            const struct chosen *chosen)
{
    const struct areas *areas = table->reading.areas;
    bool one_council = chosen->count > 0, one_metric = chosen->count > 0;
    for (size_t i = 1; i < chosen->count; i++) {
        const struct observation *first = chosen->rows[0], *row = chosen->rows[i];
        one_council = one_council && council_of(areas, row) == council_of(areas, first);
        one_metric = one_metric && row->metric == first->metric;
    }
    if (one_council)
        return areas_get(areas, chosen->rows[chosen->count - 1]->area)->name;
    if (one_metric)
        return table->reading.metrics->all[chosen->rows[0]->metric].label;
    return text_of("Comparison of councils");
}

static void write(const struct publish_data *data, enum publish_open_format format,
                  struct text url, struct csv_writer *writer)
{
    const struct publish_resource resource = { text_of("data"), url, data->title };
    switch (format) {
    case PUBLISH_OPEN_CSV:
        publish_data_csv(data, writer);
        break;
    case PUBLISH_OPEN_JSON:
        publish_data_json(data, writer);
        break;
    case PUBLISH_OPEN_CSVW:
        publish_metadata_csvw(data, url, text_of(""), writer);
        break;
    case PUBLISH_OPEN_PACKAGE:
        publish_metadata_package(data, text_of(""), &resource, 1, writer);
        break;
    }
}

enum step_outcome publish_open_run(const struct observation_table *table,
                                   const struct selection *selection,
                                   enum publish_open_format format, struct text url,
                                   struct csv_writer *writer,
                                   struct step_account *account)
{
    struct chosen chosen = { 0 };
    struct publish_data data;
    if (!publish_is_complete(table, selection))
        return STEP_BROKEN;
    choose(table, selection, account, &chosen);
    publish_data_init(&data, table, chosen.rows, chosen.count, title_of(table, &chosen));
    write(&data, format, url, writer);
    publish_data_release(&data);
    free(chosen.rows);
    return STEP_DONE;
}
