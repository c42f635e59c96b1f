/* Sheets of OpenDocument (ODF 1.2 part 1). */
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text_map.h"
#include "format/cell_format.h"
#include "format/workbook_format.h"
#include "format/workbook_part.h"
#include "format/workbook_xml.h"

enum value_kind { VALUE_TEXT, VALUE_NUMBER, VALUE_DATE, VALUE_TIME, VALUE_TRUTH };

enum { SHEET_LIMIT = 10000, HIDDEN_STYLE_LIMIT = 1000, SHEET_NAME_LIMIT = 1024 };

/* Which table of the document is which sheet: tables kept of other documents are none. */
struct ods {
    size_t *tables;
    size_t room;
};

/* content.xml while it is read: all sheets to be found and measured, or the rows of one.
 * Depths count the open elements. */
struct ods_reading {
    struct workbook *workbook;
    struct workbook_xml *xml;
    enum workbook_cells cells;
    bool finds;   /* the sheets; their rows are not handed over */
    size_t table; /* the number of the next table */
    size_t wanted;
    size_t sheet;
    int depth;
    int spreadsheet; /* at which depth these are open; 0: not */
    int in_table;
    int in_row;
    int in_cell;
    int in_paragraph;
    int skipped; /* an element in a cell that is not part of its text */
    bool ended;
    struct text_map hidden_styles;
    struct text_buffer style; /* the name of the one that is read, if it is a table's */
    struct workbook_row *row;
    uint64_t number;   /* rows behind us */
    uint64_t repeated; /* how often this row stands */
    size_t column;
    size_t columns; /* how often this cell stands */
    size_t begun;   /* where its text begins in row->bytes */
    size_t paragraphs;
    enum value_kind kind;
    struct text_buffer value; /* as stored */
    bool blank_before;        /* the last character was white space */
};

static void fail(struct ods_reading *r, const char *what)
{
    workbook_say(r->workbook, r->sheet, r->number + (r->in_row > 0),
                 r->in_cell > 0 ? r->column : SIZE_MAX, what);
    workbook_xml_fail(r->xml);
}

static uint64_t repeats(const char **attributes, const char *name)
{
    const char *text = workbook_xml_attribute(attributes, name);
    char *end;
    const unsigned long long count = text == NULL ? 1 : strtoull(text, &end, 10);
    return count == 0 ? 1 : count < UINT32_MAX ? count : UINT32_MAX;
}

static void begin_table(struct ods_reading *r, const char **attributes)
{
    struct workbook *w = r->workbook;
    struct ods *book = w->state;
    const char *name = workbook_xml_attribute(attributes, "name");
    const char *style = workbook_xml_attribute(attributes, "style-name");
    const size_t table = r->table++;
    if (!r->finds && table != r->wanted)
        return;
    r->in_table = r->depth;
    r->number = 0;
    if (!r->finds)
        return;
    const bool many = w->sheet_count == SHEET_LIMIT;
    if (many || text_of(name).length > SHEET_NAME_LIMIT) {
        messages_say(w->messages, (struct place){ .file = w->file },
                     many ? "more than %d sheets"
                          : "a sheet with a name of more than %d bytes",
                     many ? (int)SHEET_LIMIT : (int)SHEET_NAME_LIMIT);
        workbook_xml_fail(r->xml);
        return;
    }
    const bool hidden =
        text_map_find(&r->hidden_styles, text_of(style)) != TEXT_MAP_ABSENT;
    r->sheet = w->sheet_count;
    workbook_add_sheet(w, name == NULL ? "" : name, hidden)->measured = true;
    ARRAY_RESERVE(book->tables, book->room, w->sheet_count);
    book->tables[r->sheet] = table;
}

/* A table kept of another document is no sheet of this one. */
static void drop_table(struct ods_reading *r)
{
    r->in_table = 0;
    r->workbook->sheet_count--;
}

static void begin_row(struct ods_reading *r, const char **attributes)
{
    r->in_row = r->depth;
    r->repeated = repeats(attributes, "number-rows-repeated");
    r->column = 0;
    workbook_row_begin(r->row, r->number + 1);
}

static void keep_value(struct ods_reading *r, const char **attributes, const char *name,
                       enum value_kind kind)
{
    const char *value = workbook_xml_attribute(attributes, name);
    if (value == NULL)
        return;
    r->kind = kind;
    text_buffer_put(&r->value, text_of(value));
}

static void begin_cell(struct ods_reading *r, const char **attributes, bool covered)
{
    const char *type = workbook_xml_attribute(attributes, "value-type");
    const struct text t = text_of(type);
    r->in_cell = r->depth;
    r->columns = repeats(attributes, "number-columns-repeated");
    r->begun = r->row->bytes.length;
    r->paragraphs = 0;
    r->kind = VALUE_TEXT;
    r->value.length = 0;
    r->skipped = covered ? r->depth : 0;
    if (covered)
        return;
    if (text_is(t, "float") || text_is(t, "percentage") || text_is(t, "currency"))
        keep_value(r, attributes, "value", VALUE_NUMBER);
    else if (text_is(t, "date"))
        keep_value(r, attributes, "date-value", VALUE_DATE);
    else if (text_is(t, "time"))
        keep_value(r, attributes, "time-value", VALUE_TIME);
    else if (text_is(t, "boolean"))
        keep_value(r, attributes, "boolean-value", VALUE_TRUTH);
}

static void put(struct ods_reading *r, struct text t)
{
    struct text_buffer *bytes = &r->row->bytes;
    if (bytes->length - r->begun + t.length > WORKBOOK_TEXT_LIMIT)
        fail(r, "a cell of more than 1048576 bytes");
    else if (bytes->length + t.length > CSV_RECORD_LIMIT)
        fail(r, "a row of more than 67108864 bytes");
    else
        text_buffer_put(bytes, t);
}

static void put_blanks(struct ods_reading *r, const char **attributes)
{
    const uint64_t count = repeats(attributes, "c");
    if (count > WORKBOOK_TEXT_LIMIT)
        fail(r, "a cell of more than 1048576 bytes");
    for (uint64_t i = 0; i < count && count <= WORKBOOK_TEXT_LIMIT; i++)
        put(r, text_of(" "));
}

static bool is_beside_text(const char *name)
{
    static const char *const names[] = { "annotation",  "annotation-end", "note",
                                         "ruby-text",   "frame",          "g",
                                         "custom-shape" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void start_in_cell(struct ods_reading *r, const char *name,
                          const char **attributes)
{
    if (r->in_paragraph == 0) {
        if (strcmp(name, "p") != 0) {
            r->skipped = r->depth;
            return;
        }
        r->in_paragraph = r->depth;
        r->blank_before = false;
        if (r->paragraphs++ > 0)
            put(r, text_of("\n"));
    } else if (is_beside_text(name)) {
        r->skipped = r->depth;
    } else if (strcmp(name, "s") == 0) {
        put_blanks(r, attributes);
    } else if (strcmp(name, "tab") == 0) {
        put(r, text_of("\t"));
    } else if (strcmp(name, "line-break") == 0) {
        put(r, text_of("\n"));
    }
}

static void start_in_table(struct ods_reading *r, const char *name,
                           const char **attributes)
{
    if (r->in_cell > 0) {
        if (r->skipped == 0)
            start_in_cell(r, name, attributes);
    } else if (r->in_row > 0) {
        if (strcmp(name, "table-cell") == 0)
            begin_cell(r, attributes, false);
        else if (strcmp(name, "covered-table-cell") == 0)
            begin_cell(r, attributes, true);
    } else if (strcmp(name, "table-row") == 0) {
        begin_row(r, attributes);
    } else if (r->finds && r->number == 0 && strcmp(name, "table-source") == 0) {
        drop_table(r);
    }
}

static void start_in_styles(struct ods_reading *r, const char *name,
                            const char **attributes)
{
    if (strcmp(name, "style") == 0) {
        const char *style = workbook_xml_attribute(attributes, "name");
        r->style.length = 0;
        const char *family = workbook_xml_attribute(attributes, "family");
        if (family != NULL && strcmp(family, "table") == 0 &&
            r->hidden_styles.count < HIDDEN_STYLE_LIMIT)
            text_buffer_put(&r->style, text_of(style));
    } else if (strcmp(name, "table-properties") == 0 && r->style.length > 0) {
        const char *display = workbook_xml_attribute(attributes, "display");
        if (display != NULL && strcmp(display, "false") == 0)
            text_map_add(&r->hidden_styles,
                         (struct text){ r->style.bytes, r->style.length });
    }
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct ods_reading *r = user;
    r->depth++;
    if (r->in_table > 0)
        start_in_table(r, name, attributes);
    else if (r->spreadsheet > 0) {
        if (r->depth == r->spreadsheet + 1 && strcmp(name, "table") == 0)
            begin_table(r, attributes);
    } else if (strcmp(name, "spreadsheet") == 0) {
        r->spreadsheet = r->depth;
    } else if (r->finds) {
        start_in_styles(r, name, attributes);
    }
}

/* White space in the document is one blank, however much there is of it. */
static void on_characters(void *user, struct text t)
{
    struct ods_reading *r = user;
    if (r->in_paragraph == 0 || r->skipped > 0)
        return;
    for (size_t i = 0; i < t.length;) {
        size_t end = i;
        while (end < t.length && !text_is_space(t.bytes[end]))
            end++;
        if (end > i) {
            put(r, text_slice(t, i, end));
            r->blank_before = false;
        }
        for (i = end; i < t.length && text_is_space(t.bytes[i]); i++) {
            if (!r->blank_before)
                put(r, text_of(" "));
            r->blank_before = true;
        }
    }
}

/* "PT12H30M00S", or with hours of several days, as 12:30:00; other durations as they are
 * written. */
static void put_time(struct text_buffer *out, struct text t)
{
    struct text_buffer value = { 0 };
    unsigned hours, minutes;
    double seconds;
    char text[60];
    text_buffer_put(&value, t);
    text_buffer_put_byte(&value, '\0');
    if (sscanf(value.bytes, "PT%uH%uM%lfS", &hours, &minutes, &seconds) == 3 &&
        seconds >= 0 && seconds < 60) {
        snprintf(text, sizeof text, "%02u:%02u:%02u", hours, minutes, (unsigned)seconds);
        t = text_of(text);
    }
    text_buffer_put(out, t);
    free(value.bytes);
}

static void put_stored(struct ods_reading *r)
{
    struct text_buffer *bytes = &r->row->bytes;
    const struct text value = { r->value.bytes, r->value.length };
    double number;
    bytes->length = r->begun;
    switch (r->kind) {
    case VALUE_TEXT:
        return;
    case VALUE_NUMBER:
        if (number_parse(value, &number))
            cell_format_stored(number, bytes);
        else
            fail(r, "what is stored as a number is none");
        return;
    case VALUE_DATE: {
        const bool midnight =
            value.length > 9 && text_is(text_slice(value, 10, 99), "T00:00:00");
        text_buffer_put(bytes, midnight ? text_slice(value, 0, 10) : value);
        return;
    }
    case VALUE_TIME:
        put_time(bytes, value);
        return;
    case VALUE_TRUTH:
        text_buffer_put(bytes, text_of(text_is(value, "true") ? "TRUE" : "FALSE"));
        return;
    }
}

static void end_cell(struct ods_reading *r)
{
    const bool shown = r->cells == WORKBOOK_SHOWN && r->paragraphs > 0;
    r->skipped = 0;
    if (r->kind != VALUE_TEXT && !shown)
        put_stored(r);
    if (!workbook_row_set(r->row, r->column, r->begun, r->columns)) {
        fail(r, "a row of more than 1000000 cells");
        return;
    }
    r->column += r->columns;
    r->in_cell = 0;
}

static void measure(struct ods_reading *r)
{
    struct workbook_sheet *sheet = &r->workbook->sheets[r->sheet];
    size_t count = r->row->count;
    while (count > 0 && r->row->cells[count - 1].length == 0)
        count--;
    if (count == 0)
        return;
    sheet->rows = r->number + r->repeated;
    sheet->columns = count > sheet->columns ? count : sheet->columns;
}

static void end_row(struct ods_reading *r)
{
    r->row->repeated = r->repeated;
    r->in_row = 0;
    if (r->finds)
        measure(r);
    else if (r->row->count > 0)
        workbook_xml_pause(r->xml);
    r->number += r->repeated;
}

static void on_end(void *user, const char *name)
{
    struct ods_reading *r = user;
    const int depth = r->depth--;
    (void)name;
    if (depth == r->skipped && depth > r->in_cell) {
        r->skipped = 0;
    } else if (depth == r->in_paragraph) {
        r->in_paragraph = 0;
    } else if (depth == r->in_cell) {
        end_cell(r);
    } else if (depth == r->in_row) {
        end_row(r);
    } else if (depth == r->in_table) {
        r->in_table = 0;
        r->ended = !r->finds;
        if (r->ended)
            workbook_xml_pause(r->xml);
    } else if (depth == r->spreadsheet) {
        r->spreadsheet = 0;
    }
}

static const struct workbook_xml_kind content = { on_start, on_end, on_characters };

/* NULL, said. */
static struct workbook_xml *open_content(struct workbook *w, struct ods_reading *r)
{
    bool broken;
    struct workbook_part *part =
        workbook_part_open(w->descriptor, w->file, "content.xml", w->messages, &broken);
    if (part == NULL)
        return NULL;
    return workbook_xml_open(part, &content, r, w->file, w->messages);
}

/* --- Whether it is encrypted: the manifest tells --- */

static void manifest_starts(void *user, const char *name, const char **attributes)
{
    (void)attributes;
    if (strcmp(name, "encryption-data") == 0)
        *(bool *)user = true;
}

static void manifest_ends(void *user, const char *name)
{
    (void)user, (void)name;
}

static void manifest_characters(void *user, struct text t)
{
    (void)user, (void)t;
}

/* False, said. */
static bool is_open_to_read(const struct workbook *w)
{
    static const struct workbook_xml_kind kind = { manifest_starts, manifest_ends,
                                                   manifest_characters };
    bool broken, encrypted = false;
    struct workbook_part *part = workbook_part_open(
        w->descriptor, w->file, "META-INF/manifest.xml", w->messages, &broken);
    if (part == NULL)
        return !broken;
    if (!workbook_xml_read(
            workbook_xml_open(part, &kind, &encrypted, w->file, w->messages)))
        return false;
    if (encrypted)
        messages_say(w->messages, (struct place){ .file = w->file },
                     "is protected by a password");
    return !encrypted;
}

static bool open_book(struct workbook *w)
{
    struct ods *book = memory_take(1, sizeof *book);
    *book = (struct ods){ 0 };
    w->state = book;
    if (!is_open_to_read(w))
        return false;
    struct workbook_row row = { 0 };
    struct ods_reading r = { .workbook = w, .finds = true, .row = &row };
    text_map_init(&r.hidden_styles);
    r.xml = open_content(w, &r);
    const bool good = r.xml != NULL && workbook_xml_read(r.xml);
    text_map_release(&r.hidden_styles);
    free(r.style.bytes);
    workbook_row_release(&row);
    free(r.value.bytes);
    return good;
}

static void close_book(void *state)
{
    struct ods *book = state;
    free(book->tables);
    free(book);
}

static void *open_sheet(struct workbook *w, size_t sheet, enum workbook_cells cells)
{
    const struct ods *book = w->state;
    struct ods_reading *r = memory_take(1, sizeof *r);
    *r = (struct ods_reading){
        .workbook = w, .cells = cells, .wanted = book->tables[sheet], .sheet = sheet
    };
    r->xml = open_content(w, r);
    if (r->xml != NULL)
        return r;
    free(r);
    return NULL;
}

static enum csv_outcome next(void *state, struct workbook_row *row)
{
    struct ods_reading *r = state;
    r->row = row;
    switch (workbook_xml_run(r->xml)) {
    case XML_PAUSED:
        return r->ended ? CSV_END : CSV_ROW;
    case XML_ENDED:
        return CSV_END;
    case XML_BROKEN:
        break;
    }
    return CSV_BROKEN;
}

static void close_sheet(void *state)
{
    struct ods_reading *r = state;
    workbook_xml_close(r->xml);
    free(r->value.bytes);
    free(r);
}

const struct workbook_format workbook_ods = { open_book, close_book, open_sheet, next,
                                              close_sheet };
