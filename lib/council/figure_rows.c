/* Small tables about figures. */
#include "council/figure_rows.h"

#include <assert.h>

#include "format/csv_list.h"

struct figure_reading {
    const struct figure_rows *rows;
    struct csv_list list;
    size_t places[FIGURE_MOST_COLUMNS];
};

static void refuse(struct figure_reading *r, const struct csv_row *row, size_t column,
                   const char *reason)
{
    const size_t place = r->places[column];
    refusals_add(r->rows->refusals, csv_list_place(&r->list, row, place), row->cells,
                 row->count, "'%.*s' %s", TEXT_ARGS(row->cells[place]), reason);
}

static void take_row(struct figure_reading *r, const struct csv_row *row)
{
    const struct figure_rows *rows = r->rows;
    struct text cells[FIGURE_MOST_COLUMNS];
    struct figure_row taken = { .cells = cells };
    for (size_t i = 0; i < rows->count; i++)
        cells[i] = row->cells[r->places[i]];
    taken.metric = metrics_find(rows->metrics, cells[FIGURE_METRIC]);
    if (taken.metric == NULL)
        refuse(r, row, FIGURE_METRIC, "is not a known metric");
    else if (!period_parse(cells[FIGURE_PERIOD], &taken.period))
        refuse(r, row, FIGURE_PERIOD, "is not a period");
    else if (areas_find(rows->areas, cells[FIGURE_AREA],
                        period_last_day(taken.period, taken.metric->year),
                        &taken.area) != AREA_FOUND)
        refuse(r, row, FIGURE_AREA, "is not a known area");
    else {
        taken.council = areas_get(rows->areas, taken.area)->council;
        const size_t wrong = rows->take(rows->state, &taken);
        if (wrong < rows->count)
            refuse(r, row, wrong, rows->wrong);
    }
}

static bool read_rows(struct figure_reading *r)
{
    const struct figure_rows *rows = r->rows;
    struct csv_row row;
    enum csv_outcome outcome;
    bool fine = true;
    for (size_t i = 0; i < rows->count; i++) {
        r->places[i] = csv_list_need(&r->list, rows->columns[i]);
        fine = fine && r->places[i] != CSV_COLUMN_ABSENT;
    }
    refusals_begin(rows->refusals, r->list.columns.names, r->list.columns.count);
    if (!fine)
        return false;
    while ((outcome = csv_list_next(&r->list, &row)) == CSV_ROW) {
        const char *wrong = csv_list_wrong_width(&r->list, &row);
        if (wrong == NULL)
            take_row(r, &row);
        else
            refusals_add(rows->refusals,
                         csv_list_place(&r->list, &row, CSV_COLUMN_ABSENT), row.cells,
                         row.count, "%s", wrong);
    }
    return outcome == CSV_END;
}

bool figure_rows_read(const struct figure_rows *rows, struct byte_source *source)
{
    struct figure_reading r = { .rows = rows };
    assert(rows->count <= FIGURE_MOST_COLUMNS);
    const enum csv_outcome opened = csv_list_open(&r.list, source, rows->messages);
    const bool fine = opened == CSV_ROW ? read_rows(&r) : opened == CSV_END;
    csv_list_close(&r.list);
    return fine;
}
