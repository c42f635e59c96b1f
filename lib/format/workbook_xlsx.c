/* Sheets of Office Open XML (ECMA-376 part 1, SpreadsheetML). */
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text_map.h"
#include "format/cell_format.h"
#include "format/workbook_format.h"
#include "format/workbook_xlsx_parts.h"
#include "format/workbook_xml.h"

enum cell_kind { CELL_NUMBER, CELL_SHARED, CELL_TRUTH, CELL_TEXT, CELL_OTHER };

/* A sheet while it is read. */
struct xlsx_sheet {
    struct workbook *workbook;
    const struct xlsx *book;
    size_t sheet;
    enum workbook_cells cells;
    struct workbook_xml *xml;
    struct workbook_row *row; /* borrowed during a call of next */
    uint64_t number;
    size_t column; /* of the cell that is read, or where the next one goes */
    enum cell_kind kind;
    uint32_t style;
    bool in_row;
    bool in_cell;
    bool collects; /* characters belong to the value */
    int phonetic;  /* how deep inside a phonetic guide */
    struct text_buffer value;
};

static void fail(struct xlsx_sheet *s, const char *what)
{
    workbook_say(s->workbook, s->sheet, s->number, s->in_cell ? s->column : SIZE_MAX,
                 what);
    workbook_xml_fail(s->xml);
}

/* A whole number in an attribute; false where it is none below 2^31. */
static bool whole_number(const char *text, uint64_t *number)
{
    uint64_t n = 0;
    if (text[0] == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || n > INT32_MAX / 10)
            return false;
        n = n * 10 + (uint64_t)(*text - '0');
    }
    *number = n;
    return true;
}

static void begin_row(struct xlsx_sheet *s, const char **attributes)
{
    const char *reference = workbook_xml_attribute(attributes, "r");
    uint64_t number = s->number + 1;
    if (reference != NULL && !whole_number(reference, &number)) {
        fail(s, "the number of a row is none");
        return;
    }
    if (number <= s->number) {
        fail(s, "rows are out of order");
        return;
    }
    s->number = number;
    s->column = 0;
    s->in_row = true;
    workbook_row_begin(s->row, number);
}

/* "AB12": column 27. False where it begins with no letter. */
static bool column_of(const char *reference, size_t *column)
{
    size_t n = 0;
    const char *at = reference;
    for (; *at >= 'A' && *at <= 'Z'; at++) {
        if (n > CSV_CELL_LIMIT)
            return false;
        n = n * 26 + (size_t)(*at - 'A') + 1;
    }
    if (at == reference)
        return false;
    *column = n - 1;
    return true;
}

static enum cell_kind kind_of(const char *type)
{
    if (type == NULL || strcmp(type, "n") == 0)
        return CELL_NUMBER;
    if (strcmp(type, "s") == 0)
        return CELL_SHARED;
    if (strcmp(type, "b") == 0)
        return CELL_TRUTH;
    if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0)
        return CELL_TEXT;
    return CELL_OTHER; /* e: an error, d: a date of ISO 8601; both as they stand */
}

static void begin_cell(struct xlsx_sheet *s, const char **attributes)
{
    const char *reference = workbook_xml_attribute(attributes, "r");
    const char *style = workbook_xml_attribute(attributes, "s");
    size_t column = s->column;
    uint64_t number = 0;
    if (reference != NULL && (!column_of(reference, &column) || column < s->column)) {
        fail(s, "cells are out of order");
        return;
    }
    if (style != NULL && !whole_number(style, &number)) {
        fail(s, "the style of a cell is no number");
        return;
    }
    s->column = column;
    s->style = (uint32_t)number;
    s->kind = kind_of(workbook_xml_attribute(attributes, "t"));
    s->in_cell = true;
    s->value.length = 0;
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct xlsx_sheet *s = user;
    if (strcmp(name, "c") == 0 && s->in_row && !s->in_cell)
        begin_cell(s, attributes);
    else if (strcmp(name, "row") == 0 && !s->in_row)
        begin_row(s, attributes);
    else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (s->in_cell && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0))
        s->collects = s->phonetic == 0;
}

static void on_characters(void *user, struct text t)
{
    struct xlsx_sheet *s = user;
    if (!s->collects)
        return;
    if (s->value.length + t.length > WORKBOOK_TEXT_LIMIT) {
        fail(s, "a cell of more than 1048576 bytes");
        return;
    }
    text_buffer_put(&s->value, t);
}

static void put_number(struct xlsx_sheet *s, double number)
{
    struct text_buffer *out = &s->row->bytes;
    const struct cell_format *format = xlsx_format(s->book, s->style);
    const bool since_1904 = s->book->since_1904;
    if (s->cells == WORKBOOK_SHOWN && format == NULL)
        cell_format_show_general(number, out);
    else if (s->cells == WORKBOOK_SHOWN)
        cell_format_show(format, number, since_1904, out);
    else if (format == NULL || !cell_format_is_time(format) ||
             !cell_format_stored_time(number, since_1904, out))
        cell_format_stored(number, out);
}

static void put_text(struct xlsx_sheet *s, struct text t)
{
    const struct cell_format *format = xlsx_format(s->book, s->style);
    if (s->cells == WORKBOOK_SHOWN && format != NULL && t.length > 0)
        cell_format_show_text(format, t, &s->row->bytes);
    else
        text_buffer_put(&s->row->bytes, t);
}

/* False, said. */
static bool put_value(struct xlsx_sheet *s)
{
    const struct text value = { s->value.bytes, s->value.length };
    double number = 0;
    struct text shared;
    switch (s->kind) {
    case CELL_NUMBER:
        if (!number_parse(text_trim(value), &number)) {
            fail(s, "what is stored as a number is none");
            return false;
        }
        put_number(s, number);
        return true;
    case CELL_SHARED:
        if (!xlsx_shared_text(s->book, text_trim(value), &shared)) {
            fail(s, "refers to a text that is not among the shared ones");
            return false;
        }
        put_text(s, shared);
        return true;
    case CELL_TRUTH:
        text_buffer_put(&s->row->bytes,
                        text_of(text_is(text_trim(value), "1") ? "TRUE" : "FALSE"));
        return true;
    case CELL_TEXT:
        s->value.length = xlsx_unescape(s->value.bytes, s->value.length);
        put_text(s, (struct text){ s->value.bytes, s->value.length });
        return true;
    case CELL_OTHER:
        text_buffer_put(&s->row->bytes, value);
        return true;
    }
    return true;
}

static void end_cell(struct xlsx_sheet *s)
{
    const size_t at = s->row->bytes.length;
    if (s->value.length > 0 && !put_value(s))
        return;
    if (!workbook_row_set(s->row, s->column, at, 1)) {
        fail(s, "a row of more than 1000000 cells");
        return;
    }
    if (s->row->bytes.length > CSV_RECORD_LIMIT) {
        fail(s, "a row of more than 67108864 bytes");
        return;
    }
    s->column++;
    s->in_cell = false;
}

static void on_end(void *user, const char *name)
{
    struct xlsx_sheet *s = user;
    s->collects = false;
    if (s->in_cell && strcmp(name, "c") == 0) {
        end_cell(s);
    } else if (strcmp(name, "rPh") == 0) {
        s->phonetic--;
    } else if (s->in_row && !s->in_cell && strcmp(name, "row") == 0) {
        s->in_row = false;
        workbook_xml_pause(s->xml);
    }
}

static enum csv_outcome next(void *state, struct workbook_row *row)
{
    struct xlsx_sheet *s = state;
    s->row = row;
    switch (workbook_xml_run(s->xml)) {
    case XML_PAUSED:
        return CSV_ROW;
    case XML_ENDED:
        return CSV_END;
    case XML_BROKEN:
        break;
    }
    return CSV_BROKEN;
}

static void close_sheet(void *state)
{
    struct xlsx_sheet *s = state;
    workbook_xml_close(s->xml);
    free(s->value.bytes);
    free(s);
}

static void *open_sheet(struct workbook *w, size_t sheet, enum workbook_cells cells)
{
    static const struct workbook_xml_kind kind = { on_start, on_end, on_characters };
    struct xlsx *book = w->state;
    if (!xlsx_read_shared(w, book))
        return NULL;
    struct workbook_part *part = xlsx_open_part(w, book->sheet_parts[sheet]);
    if (part == NULL)
        return NULL;
    struct xlsx_sheet *s = memory_take(1, sizeof *s);
    *s = (struct xlsx_sheet){
        .workbook = w, .book = book, .sheet = sheet, .cells = cells
    };
    s->xml = workbook_xml_open(part, &kind, s, w->file, w->messages);
    return s;
}

const struct workbook_format workbook_xlsx = { xlsx_open, xlsx_close, open_sheet, next,
                                               close_sheet };
