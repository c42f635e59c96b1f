/* What areas are like, from a table with a column for each characteristic. */
#include "council/characteristics.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "format/csv_list.h"

/* A row that was read. It keeps its record until it is known to be its council's only
 * one. */
struct wide_row {
    uint32_t area;
    uint64_t line;
    struct text record;
    const double *values;
};

struct wide_reading {
    struct characteristics_reading *reading;
    struct csv_list list;
    size_t area;   /* the cell with it */
    size_t name;   /* the cell with its name, or CSV_COLUMN_ABSENT */
    size_t *cells; /* by characteristic: its cell */
    size_t count;
    struct wide_row *rows;
    size_t row_count, room;
};

static struct place place_of(const struct wide_reading *w, uint64_t line, size_t cell)
{
    return (struct place){ w->list.header.file, line, cell + 1 };
}

static bool take_wanted(struct wide_reading *w, const struct text *wanted, size_t count)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++) {
        w->cells[w->count] = csv_columns_need(&w->list.columns, wanted[i], w->list.header,
                                              w->reading->messages);
        fine = fine && w->cells[w->count++] != CSV_COLUMN_ABSENT;
    }
    return fine;
}

/* A name that was asked for has to be there; the usual one need not. */
static bool find_area(struct wide_reading *w)
{
    const struct characteristics_reading *reading = w->reading;
    w->area = csv_list_need(
        &w->list, reading->area_column != NULL ? reading->area_column : "area_code");
    w->name = reading->name_column != NULL
                  ? csv_list_need(&w->list, reading->name_column)
                  : csv_list_find(&w->list, "area_name");
    return w->area != CSV_COLUMN_ABSENT &&
           (w->name != CSV_COLUMN_ABSENT || reading->name_column == NULL);
}

/* Every column but those that say which area it is. */
static void take_all(struct wide_reading *w)
{
    const struct csv_columns *columns = &w->list.columns;
    for (size_t i = 0; i < columns->count; i++)
        if (i != w->area && i != w->name)
            w->cells[w->count++] = i;
}

static bool take_columns(struct wide_reading *w, const struct text *wanted, size_t count)
{
    w->cells =
        arena_take(w->reading->arena, (w->list.columns.count + count) * sizeof *w->cells);
    if (!find_area(w) || (count > 0 && !take_wanted(w, wanted, count)))
        return false;
    if (count == 0)
        take_all(w);
    if (w->count > 0 && w->count <= CHARACTERISTICS_MOST)
        return true;
    messages_say(w->reading->messages, w->list.header,
                 "%zu columns are characteristics; expected 1 to %d", w->count,
                 CHARACTERISTICS_MOST);
    return false;
}

static bool read_header(struct wide_reading *w, struct byte_source *source,
                        const struct text *wanted, size_t count,
                        struct characteristics *characteristics)
{
    struct arena *arena = w->reading->arena;
    const enum csv_outcome outcome =
        csv_list_open(&w->list, source, w->reading->messages);
    if (outcome == CSV_END)
        messages_say(w->reading->messages, w->list.header,
                     "the table of characteristics is empty");
    if (outcome != CSV_ROW || !take_columns(w, wanted, count))
        return false;
    const struct text *columns = w->list.columns.names;
    refusals_begin(w->reading->refusals, columns, w->list.columns.count);
    struct text *names = arena_take(arena, w->count * sizeof *names);
    for (size_t i = 0; i < w->count; i++)
        names[i] = arena_keep(arena, columns[w->cells[i]]);
    characteristics->names = names;
    characteristics->count = w->count;
    return true;
}

static bool read_area(struct wide_reading *w, const struct csv_row *row, uint32_t *area)
{
    const struct characteristics_reading *reading = w->reading;
    char why[AREA_HINT_SIZE];
    if (areas_find(reading->areas, row->cells[w->area], DATE_DISTANT_FUTURE, area) ==
        AREA_FOUND)
        return true;
    refusals_add(reading->refusals, place_of(w, row->line, w->area), row->cells,
                 row->count, "%s",
                 areas_explain(reading->areas, row->cells[w->area], DATE_DISTANT_FUTURE,
                               refusals_are_few(reading->refusals), why));
    return false;
}

/* A marker stands in place of a number, or behind one that it does not take away. */
static bool read_value(struct text cell, double *value)
{
    struct text number;
    unsigned markers;
    *value = NAN;
    if (cell.length == 0 || marker_parse(cell) != 0)
        return true;
    if (!markers_parse_shorthand(cell, &number, &markers))
        return false;
    if (number.length == 0)
        return markers != 0;
    return (markers & MARKERS_INSTEAD) == 0 && number_parse(number, value);
}

static bool read_values(struct wide_reading *w, const struct csv_row *row, double *values)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct text cell = row->cells[w->cells[i]];
        if (read_value(cell, &values[i]))
            continue;
        refusals_add(w->reading->refusals, place_of(w, row->line, w->cells[i]),
                     row->cells, row->count,
                     "'%.*s' is no number; --variables names the columns that are "
                     "characteristics",
                     TEXT_ARGS(cell));
        return false;
    }
    return true;
}

static bool read_row(struct wide_reading *w, const struct csv_row *row)
{
    struct arena *arena = w->reading->arena;
    uint32_t area;
    const char *wrong = csv_list_wrong_width(&w->list, row);
    if (wrong != NULL) {
        refusals_add(w->reading->refusals,
                     csv_list_place(&w->list, row, CSV_COLUMN_ABSENT), row->cells,
                     row->count, "%s", wrong);
        return false;
    }
    if (!read_area(w, row, &area))
        return false;
    double *values = arena_take(arena, w->count * sizeof *values);
    if (!read_values(w, row, values))
        return false;
    ARRAY_RESERVE(w->rows, w->room, w->row_count + 1);
    w->rows[w->row_count++] =
        (struct wide_row){ area, row->line, arena_keep(arena, row->record), values };
    return true;
}

static int by_council(const void *a, const void *b, void *context)
{
    const struct wide_row *p = a, *q = b;
    const uint32_t i = areas_get(context, p->area)->council,
                   j = areas_get(context, q->area)->council;
    if (i != j)
        return i < j ? -1 : 1;
    return (p->line > q->line) - (p->line < q->line);
}

static void refuse_again(struct wide_reading *w, const struct wide_row *row,
                         uint64_t other)
{
    struct csv_cells cells = { 0 };
    csv_split(&cells, row->record);
    refusals_add(w->reading->refusals, place_of(w, row->line, w->area), cells.cells,
                 cells.count, "'%.*s' stands in line %llu as well",
                 TEXT_ARGS(areas_get(w->reading->areas, row->area)->name),
                 (unsigned long long)other);
    csv_cells_release(&cells);
}

/* Keeps the rows of councils that have one; refuses all of the others. */
static void drop_doubles(struct wide_reading *w)
{
    const struct areas *areas = w->reading->areas;
    size_t kept = 0, next;
    if (w->row_count > 0)
        qsort_r(w->rows, w->row_count, sizeof *w->rows, by_council, (void *)areas);
    for (size_t i = 0; i < w->row_count; i = next) {
        const uint32_t council = areas_get(areas, w->rows[i].area)->council;
        for (next = i + 1; next < w->row_count &&
                           areas_get(areas, w->rows[next].area)->council == council;)
            next++;
        if (next == i + 1)
            w->rows[kept++] = w->rows[i];
        else
            for (size_t j = i; j < next; j++)
                refuse_again(w, &w->rows[j], w->rows[j == i ? i + 1 : i].line);
    }
    w->row_count = kept;
}

static int by_code(const void *a, const void *b, void *context)
{
    const struct wide_row *p = a, *q = b;
    return text_compare(areas_get(context, p->area)->code,
                        areas_get(context, q->area)->code);
}

static void settle(struct wide_reading *w, struct characteristics *characteristics)
{
    struct arena *arena = w->reading->arena;
    uint32_t *areas = arena_take(arena, (w->row_count + 1) * sizeof *areas);
    double *values = arena_take(arena, (w->row_count * w->count + 1) * sizeof *values);
    if (w->row_count > 0)
        qsort_r(w->rows, w->row_count, sizeof *w->rows, by_code,
                (void *)w->reading->areas);
    for (size_t i = 0; i < w->row_count; i++) {
        areas[i] = w->rows[i].area;
        memcpy(values + i * w->count, w->rows[i].values, w->count * sizeof *values);
    }
    characteristics->areas = areas;
    characteristics->area_count = w->row_count;
    characteristics->values = values;
}

bool characteristics_read(struct characteristics *characteristics,
                          struct byte_source *source, const struct text *wanted,
                          size_t wanted_count, struct characteristics_reading *reading)
{
    struct wide_reading w = { .reading = reading };
    struct csv_row row;
    enum csv_outcome outcome = CSV_BROKEN;
    bool goes_on = read_header(&w, source, wanted, wanted_count, characteristics);
    while (goes_on && (outcome = csv_list_next(&w.list, &row)) == CSV_ROW) {
        reading->rows++;
        goes_on = read_row(&w, &row) || !reading->strict;
    }
    if (outcome == CSV_END) {
        drop_doubles(&w);
        settle(&w, characteristics);
    }
    free(w.rows);
    csv_list_close(&w.list);
    return outcome == CSV_END && !(reading->strict && reading->refusals->count > 0);
}
