/* Workbooks of spreadsheets: what all formats have in common. */
#include "format/workbook.h"

#include <errno.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/pattern.h"
#include "base/suggest.h"
#include "format/workbook_format.h"
#include "format/workbook_part.h"

static bool is_zip(struct text head)
{
    return text_starts_with(head, (struct text){ "PK\x03\x04", 4 });
}

static bool is_compound(struct text head)
{
    return text_starts_with(head, (struct text){ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 });
}

bool workbook_is(struct text head)
{
    return is_zip(head) || is_compound(head);
}

static bool has_part(const struct workbook *w, const char *name, bool *broken)
{
    struct workbook_part *part =
        workbook_part_open(w->descriptor, w->file, name, w->messages, broken);
    workbook_part_close(part);
    return part != NULL;
}

/* NULL, said. */
static const struct workbook_format *format_of(const struct workbook *w, struct text head)
{
    bool broken = false;
    if (is_compound(head))
        return &workbook_xls;
    if (is_zip(head)) {
        if (has_part(w, "[Content_Types].xml", &broken))
            return &workbook_xlsx;
        if (!broken && has_part(w, "content.xml", &broken))
            return &workbook_ods;
    }
    if (!broken)
        messages_say(w->messages, (struct place){ .file = w->file },
                     is_zip(head) ? "is a zip file but no workbook (.ods or .xlsx); "
                                    "unpack it and name the file that is meant"
                                  : "is no workbook (.ods, .xlsx or .xls)");
    return NULL;
}

struct workbook *workbook_open(struct byte_source *source, struct messages *messages)
{
    struct text head;
    struct workbook *w = memory_take(1, sizeof *w);
    *w = (struct workbook){ .file = byte_source_name(source), .messages = messages };
    arena_init(&w->arena);
    if (byte_source_head(source, &head)) {
        char bytes[BYTE_HEAD_SIZE]; /* the head is gone when the source is copied */
        memcpy(bytes, head.bytes, head.length);
        head.bytes = bytes;
        w->descriptor = byte_source_seekable(source);
        const struct workbook_format *format =
            w->descriptor < 0 ? NULL : format_of(w, head);
        w->format = format;
        if (format != NULL && format->open(w))
            return w;
    }
    workbook_end(w);
    return NULL;
}

void workbook_end(struct workbook *w)
{
    if (w == NULL)
        return;
    if (w->format != NULL && w->state != NULL)
        w->format->close(w->state);
    free(w->sheets);
    arena_release(&w->arena);
    free(w);
}

struct workbook_sheet *workbook_add_sheet(struct workbook *w, const char *name,
                                          bool hidden)
{
    ARRAY_RESERVE(w->sheets, w->sheet_room, w->sheet_count + 1);
    struct workbook_sheet *sheet = &w->sheets[w->sheet_count++];
    *sheet = (struct workbook_sheet){
        .name = arena_keep(&w->arena, text_of(name)).bytes,
        .hidden = hidden,
    };
    return sheet;
}

void workbook_say(const struct workbook *w, size_t sheet, uint64_t row, size_t column,
                  const char *what)
{
    const struct place place = { w->file, row, column == SIZE_MAX ? 0 : column + 1 };
    messages_say(w->messages, place, "sheet '%s': %s", w->sheets[sheet].name, what);
}

const struct workbook_sheet *workbook_sheets(const struct workbook *w, size_t *count)
{
    *count = w->sheet_count;
    return w->sheets;
}

static void say_no_sheet(const struct workbook *w, const char *wanted)
{
    enum { MOST_NAMED = 30 };
    struct text_buffer list = { 0 };
    for (size_t i = 0; i < w->sheet_count && i < MOST_NAMED; i++) {
        text_buffer_put(&list, text_of(i == 0 ? "'" : ", '"));
        text_buffer_put(&list, text_of(w->sheets[i].name));
        text_buffer_put_byte(&list, '\'');
    }
    if (w->sheet_count > MOST_NAMED)
        text_buffer_put(&list, text_of(" and more"));
    const struct place place = { .file = w->file };
    if (w->sheet_count == 0)
        messages_say(w->messages, place, "has no sheet");
    else
        messages_say(w->messages, place, "has no sheet '%s'; there are %zu: %.*s", wanted,
                     w->sheet_count, (int)list.length, list.bytes);
    free(list.bytes);
}

bool workbook_find_sheet(const struct workbook *w, const char *wanted, size_t *sheet)
{
    for (size_t i = 0; i < w->sheet_count && wanted != NULL; i++) {
        if (strcmp(w->sheets[i].name, wanted) != 0)
            continue;
        *sheet = i;
        return true;
    }
    char *end = NULL;
    errno = 0;
    const unsigned long number = wanted == NULL ? 1 : strtoul(wanted, &end, 10);
    if (number >= 1 && number <= w->sheet_count && errno == 0 &&
        (wanted == NULL || *end == '\0')) {
        *sheet = number - 1;
        return true;
    }
    say_no_sheet(w, wanted == NULL ? "1" : wanted);
    return false;
}

static bool is_wanted(const char *name, const struct text *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pattern_holds(wanted[i], text_of(name)))
            return true;
    return false;
}

bool workbook_choose_sheet(const struct workbook *w, const struct text *wanted,
                           size_t count, size_t *sheet)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < w->sheet_count && count > 0; i++) {
        if (!is_wanted(w->sheets[i].name, wanted, count))
            continue;
        if (found != SIZE_MAX) {
            messages_say(w->messages, (struct place){ .file = w->file },
                         "the sheets '%s' and '%s' are both such as '%.*s'; name one",
                         w->sheets[found].name, w->sheets[i].name, TEXT_ARGS(wanted[0]));
            return false;
        }
        found = i;
    }
    *sheet = found;
    return found != SIZE_MAX ||
           workbook_find_sheet(w, count == 0 ? NULL : wanted[0].bytes, sheet);
}

/* The rows of one sheet. `row` is the one written down that is next, and `number` the row
 * that was handed over last. */
struct sheet_rows {
    struct workbook *workbook;
    size_t sheet;
    void *state;
    struct workbook_row row;
    struct text *cells;
    size_t cell_room;
    uint64_t number;
    uint64_t cell_count;
    enum csv_outcome outcome; /* of the last row that was asked for */
};

static enum csv_outcome say_row(struct sheet_rows *rows, const char *what)
{
    workbook_say(rows->workbook, rows->sheet, rows->row.number, SIZE_MAX, what);
    return CSV_BROKEN;
}

/* The next row that has a cell. */
static enum csv_outcome next_written(struct sheet_rows *rows)
{
    struct workbook_row *row = &rows->row;
    do {
        rows->outcome = rows->workbook->format->sheet_next(rows->state, row);
        if (rows->outcome != CSV_ROW)
            return rows->outcome;
        while (row->count > 0 && row->cells[row->count - 1].length == 0)
            row->count--;
    } while (row->count == 0);
    if (row->number <= rows->number)
        rows->outcome = say_row(rows, "rows are out of order");
    else if (row->number > WORKBOOK_ROW_LIMIT ||
             row->repeated > WORKBOOK_ROW_LIMIT - row->number + 1)
        rows->outcome = say_row(rows, "more rows than a sheet can have");
    else if ((rows->cell_count += row->count * row->repeated) > WORKBOOK_CELL_LIMIT)
        rows->outcome = say_row(rows, "a sheet of more than 1000000000 cells");
    return rows->outcome;
}

static void hand_over(struct sheet_rows *rows, struct csv_row *row)
{
    const struct workbook_row *from = &rows->row;
    ARRAY_RESERVE(rows->cells, rows->cell_room, from->count);
    for (size_t i = 0; i < from->count; i++)
        rows->cells[i] =
            (struct text){ from->bytes.bytes + from->cells[i].at, from->cells[i].length };
    row->cells = rows->cells;
    row->count = from->count;
}

static enum csv_outcome next_row(void *state, struct csv_row *row)
{
    struct sheet_rows *rows = state;
    if (rows->outcome != CSV_ROW)
        return rows->outcome;
    const uint64_t end = rows->row.number + rows->row.repeated;
    if (rows->number + 1 >= end && next_written(rows) != CSV_ROW)
        return rows->outcome;
    *row = (struct csv_row){ .line = ++rows->number, .line_count = 1 };
    if (rows->number >= rows->row.number)
        hand_over(rows, row);
    return CSV_ROW;
}

static void close_rows(void *state)
{
    struct sheet_rows *rows = state;
    rows->workbook->format->sheet_close(rows->state);
    workbook_row_release(&rows->row);
    free(rows->cells);
    free(rows);
}

struct row_source *workbook_rows(struct workbook *w, size_t sheet,
                                 enum workbook_cells cells)
{
    static const struct row_source_kind kind = { next_row, close_rows, NULL };
    void *state = w->format->sheet_open(w, sheet, cells);
    if (state == NULL)
        return NULL;
    struct sheet_rows *rows = memory_take(1, sizeof *rows);
    *rows = (struct sheet_rows){ .workbook = w, .sheet = sheet, .state = state };
    return row_source_open(&kind, rows, w->file, true);
}

static bool measure(struct workbook *w, size_t index)
{
    struct workbook_sheet *sheet = &w->sheets[index];
    struct row_source *rows = workbook_rows(w, index, WORKBOOK_STORED);
    struct csv_row row;
    enum csv_outcome outcome = CSV_BROKEN;
    while (rows != NULL && (outcome = row_source_next(rows, &row)) == CSV_ROW) {
        sheet->rows = row.line;
        sheet->columns = row.count > sheet->columns ? row.count : sheet->columns;
    }
    row_source_close(rows);
    sheet->measured = outcome == CSV_END;
    return sheet->measured;
}

bool workbook_measure(struct workbook *w)
{
    for (size_t i = 0; i < w->sheet_count; i++)
        if (!w->sheets[i].measured && !measure(w, i))
            return false;
    return true;
}
