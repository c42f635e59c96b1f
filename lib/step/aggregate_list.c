/* The file of --to=FILE. */
#include "step/aggregate_list.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/utf8.h"
#include "council/date.h"
#include "format/csv_columns.h"

enum column { AREA, PARENT, NAME, FROM, TO, COLUMN_COUNT };

struct list_reading {
    struct aggregate_list *list;
    const struct areas *areas;
    struct csv_reader *reader;
    struct messages *messages;
    size_t places[COLUMN_COUNT]; /* CSV_COLUMN_ABSENT where the file has none */
    size_t width;
};

static bool read_header(struct list_reading *r)
{
    static const char *const names[] = { "area_code", "parent_code", "parent_name",
                                         "from", "to" };
    struct csv_row row;
    const enum csv_outcome outcome = csv_reader_next(r->reader, &row);
    const struct place header = { csv_reader_name(r->reader), 1, 0 };
    if (outcome == CSV_END || (outcome == CSV_ROW && row.count == 0))
        messages_say(r->messages, header, "the list of areas has no header");
    if (outcome != CSV_ROW || row.count == 0)
        return false;
    struct csv_columns columns;
    csv_columns_keep(&columns, &row, &r->list->arena);
    bool fine = csv_columns_check(&columns, header, r->messages);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const struct text name = text_of(names[i]);
        r->places[i] = i <= PARENT ? csv_columns_need(&columns, name, header, r->messages)
                                   : csv_columns_find(&columns, name);
        fine = fine && (i > PARENT || r->places[i] != CSV_COLUMN_ABSENT);
    }
    r->width = columns.count;
    return fine;
}

static struct text cell_of(const struct list_reading *r, const struct csv_row *row,
                           enum column column)
{
    const size_t place = r->places[column];
    return place == CSV_COLUMN_ABSENT ? text_of("") : row->cells[place];
}

static bool wrong(const struct list_reading *r, const struct csv_row *row,
                  enum column column, const char *what)
{
    messages_say(
        r->messages,
        (struct place){ csv_reader_name(r->reader), row->line, r->places[column] + 1 },
        "%s", what);
    return false;
}

static bool read_day(const struct list_reading *r, const struct csv_row *row,
                     enum column column, int32_t open, int32_t *day)
{
    const struct text cell = cell_of(r, row, column);
    *day = open;
    return cell.length == 0 || date_parse(cell, day) ||
           wrong(r, row, column, "expected a date such as 2019-04-01, or nothing");
}

/* A name is that of its day, as in a table. */
static bool read_council(const struct list_reading *r, const struct csv_row *row,
                         struct aggregate_listed *listed)
{
    const struct text name = cell_of(r, row, AREA);
    char why[AREA_HINT_SIZE];
    uint32_t area;
    if (areas_find(r->areas, name, listed->to, &area) != AREA_FOUND)
        return wrong(r, row, AREA, areas_explain(r->areas, name, listed->to, true, why));
    if (area_level_of(areas_get(r->areas, area)->class) != LEVEL_COUNCIL)
        return wrong(r, row, AREA, "only councils can be listed as members");
    listed->council = areas_get(r->areas, area)->council;
    return true;
}

static void read_own_parent(const struct list_reading *r, const struct csv_row *row,
                            struct aggregate_listed *listed)
{
    struct aggregate_list *list = r->list;
    const uint32_t known = list->own.count;
    const uint32_t number = text_map_add(&list->own, cell_of(r, row, PARENT));
    const struct text name = cell_of(r, row, NAME);
    ARRAY_RESERVE(list->own_names, list->own_room, (size_t)number + 1);
    if (number == known)
        list->own_names[number] = "";
    if (name.length > 0)
        list->own_names[number] = arena_keep(&list->arena, name).bytes;
    listed->parent = (uint32_t)areas_count(r->areas) + number;
}

static bool read_parent(const struct list_reading *r, const struct csv_row *row,
                        struct aggregate_listed *listed)
{
    const struct text name = cell_of(r, row, PARENT);
    char why[AREA_HINT_SIZE];
    uint32_t area;
    if (name.length == 0)
        return wrong(r, row, PARENT, "expected the code of a larger area");
    switch (areas_find(r->areas, name, listed->to, &area)) {
    case AREA_FOUND:
        listed->parent = areas_get(r->areas, area)->council;
        r->list->is_parent[listed->parent] = true;
        return true;
    case AREA_UNKNOWN:
        read_own_parent(r, row, listed);
        return true;
    case AREA_AMBIGUOUS:
        break;
    }
    return wrong(r, row, PARENT, areas_explain(r->areas, name, listed->to, true, why));
}

/* What is written of the file must be fit for a table. */
static bool is_sound(const struct list_reading *r, const struct csv_row *row)
{
    const struct place place = { csv_reader_name(r->reader), row->line, 0 };
    if (row->count != r->width)
        messages_say(r->messages, place, "%s %s here; the header has %zu",
                     counted(row->count, "cell").text,
                     counted_word(row->count, "stands", "stand"), r->width);
    else if (row->line_count > 1)
        messages_say(r->messages, place, "a cell holds a line break");
    else if (!utf8_is_valid(row->record))
        messages_say(r->messages, place, "the row is not UTF-8");
    else
        return true;
    return false;
}

static bool read_row(const struct list_reading *r, const struct csv_row *row)
{
    struct aggregate_list *list = r->list;
    struct aggregate_listed listed;
    if (!is_sound(r, row))
        return false;
    if (!read_day(r, row, FROM, DATE_DISTANT_PAST, &listed.from) ||
        !read_day(r, row, TO, DATE_DISTANT_FUTURE, &listed.to) ||
        !read_council(r, row, &listed) || !read_parent(r, row, &listed))
        return false;
    ARRAY_RESERVE(list->all, list->room, list->count + 1);
    list->all[list->count++] = listed;
    return true;
}

static void note_own(const struct list_reading *r)
{
    const struct text_map *own = &r->list->own;
    if (own->count > 0)
        messages_note(
            r->messages,
            "%s: the tables of areas do not have %u of its larger areas, such as "
            "'%.*s'; later tools refuse their rows",
            csv_reader_name(r->reader), own->count, TEXT_ARGS(own->keys[0]));
}

bool aggregate_list_read(struct aggregate_list *list, const struct areas *areas,
                         struct byte_source *source, struct messages *messages)
{
    struct list_reading r = { .list = list,
                              .areas = areas,
                              .reader = csv_reader_open(source, messages),
                              .messages = messages };
    struct csv_row row;
    text_map_init(&list->own);
    arena_init(&list->arena);
    list->is_parent = memory_take(areas_count(areas), sizeof *list->is_parent);
    memset(list->is_parent, 0, areas_count(areas) * sizeof *list->is_parent);
    enum csv_outcome outcome = CSV_BROKEN;
    bool fine = read_header(&r);
    while (fine && (outcome = csv_reader_next(r.reader, &row)) == CSV_ROW)
        fine = row.count == 0 || read_row(&r, &row);
    fine = fine && outcome == CSV_END;
    if (fine)
        note_own(&r);
    csv_reader_close(r.reader);
    return fine;
}

void aggregate_list_release(struct aggregate_list *list)
{
    if (list->is_parent == NULL)
        return;
    text_map_release(&list->own);
    arena_release(&list->arena);
    free(list->all);
    free(list->own_names);
    free(list->is_parent);
}
