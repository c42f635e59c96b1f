/* Sheets of an Excel workbook with one table each. */
#include "page/spreadsheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "page/spreadsheet_cell.h"
#include "page/text_page.h"

enum {
    MOST_ROWS = LXW_ROW_MAX,
    MOST_LAYOUTS = 64, /* kinds of number formats; beyond them a number is General */
    LEAST_WIDTH = 10,
    MOST_WIDTH = 48, /* columns of letters; longer texts wrap */
    READING_WIDTH = 75,
    LINE_HEIGHT = 16, /* of letters of 12 points */
    MOST_LINES = 25,  /* Excel allows 409 points */
    PAPER_A4 = 9
};

/* Midnight of 1 January 2000: a workbook has to say when it was made, and the same
 * figures are to be the same bytes. */
enum { MADE = 946684800 };

struct number_layout {
    char layout[SPREADSHEET_LAYOUT_SIZE];
    lxw_format *format;
};

struct spreadsheet {
    int descriptor; /* of the file in memory that libxlsxwriter writes to */
    lxw_workbook *workbook;
    lxw_format *title, *heading, *plain, *wrapped, *cell, *right, *head, *link;
    size_t widths[DOCUMENT_MOST_COLUMNS]; /* of the open sheet */
    struct number_layout layouts[MOST_LAYOUTS];
    size_t layout_count;
    lxw_worksheet *sheet;
    const char *name;
    lxw_row_t row; /* the next free one */
    enum spreadsheet_kind kind;
    bool failed;
    struct arena arena;
};

static lxw_format *make_format(lxw_workbook *workbook, double size, bool bold, bool wrap)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_font_size(format, size);
    if (bold)
        format_set_bold(format);
    if (wrap)
        format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void make_formats(struct spreadsheet *s)
{
    s->title = make_format(s->workbook, 16, true, false);
    s->heading = make_format(s->workbook, 13, true, false);
    s->plain = make_format(s->workbook, 12, false, false);
    s->wrapped = make_format(s->workbook, 12, false, true);
    s->head = make_format(s->workbook, 12, true, true);
    s->cell = make_format(s->workbook, 12, false, true);
    format_set_indent(s->cell, 1);
    format_set_indent(s->head, 1);
    s->right = make_format(s->workbook, 12, false, true);
    format_set_align(s->right, LXW_ALIGN_RIGHT);
    s->link = make_format(s->workbook, 12, false, false);
    format_set_font_color(s->link, 0x12436D);
    format_set_underline(s->link, LXW_UNDERLINE_SINGLE);
}

static char *clean(struct spreadsheet *s, struct text text)
{
    return (char *)spreadsheet_clean(text, &s->arena).bytes;
}

struct spreadsheet *spreadsheet_open(struct text title, struct text licence)
{
    char path[64];
    const int descriptor = memfd_create("workbook", MFD_CLOEXEC);
    if (descriptor < 0)
        return NULL;
    struct spreadsheet *s = memory_take(1, sizeof *s);
    *s = (struct spreadsheet){ .descriptor = descriptor };
    arena_init(&s->arena);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    s->workbook = workbook_new(path);
    lxw_doc_properties properties = { .title = clean(s, title),
                                      .comments = clean(s, licence),
                                      .created = MADE };
    workbook_set_properties(s->workbook, &properties);
    make_formats(s);
    return s;
}

static bool take_bytes(int descriptor, struct text_buffer *out)
{
    char block[1 << 16];
    ssize_t length;
    if (lseek(descriptor, 0, SEEK_SET) < 0)
        return false;
    while ((length = read(descriptor, block, sizeof block)) > 0)
        text_buffer_put(out, (struct text){ block, (size_t)length });
    return length == 0;
}

bool spreadsheet_close(struct spreadsheet *s, struct text_buffer *out)
{
    errno = 0;
    const bool written = workbook_close(s->workbook) == LXW_NO_ERROR && !s->failed;
    const bool fine = written && take_bytes(s->descriptor, out);
    const int error = errno != 0 ? errno : EIO;
    close(s->descriptor);
    arena_release(&s->arena);
    free(s);
    errno = error;
    return fine;
}

/* Any refusal of libxlsxwriter is a mistake of ours or memory that ran out. */
static void check(struct spreadsheet *s, lxw_error error)
{
    s->failed = s->failed || error != LXW_NO_ERROR;
}

/* The next row, its height in lines. */
static void write_line(struct spreadsheet *s, struct text line, lxw_format *format,
                       double height)
{
    check(s, worksheet_set_row(s->sheet, s->row, height * LINE_HEIGHT, NULL));
    check(s, worksheet_write_string(s->sheet, s->row++, 0, clean(s, line), format));
}

void spreadsheet_sheet(struct spreadsheet *s, const char *name,
                       enum spreadsheet_kind kind, struct text title)
{
    s->sheet = workbook_add_worksheet(s->workbook, name);
    s->name = name;
    s->row = 0;
    s->kind = kind;
    if (s->sheet == NULL) {
        s->failed = true;
        return;
    }
    worksheet_set_paper(s->sheet, PAPER_A4);
    worksheet_fit_to_pages(s->sheet, 1, 0);
    worksheet_set_default_row(s->sheet, LINE_HEIGHT, LXW_FALSE);
    if (kind == SPREADSHEET_LINES)
        check(s, worksheet_set_column(s->sheet, 0, 0, READING_WIDTH, NULL));
    if (kind == SPREADSHEET_FIGURES)
        worksheet_set_landscape(s->sheet);
    write_line(s, title, s->title, 1.5);
}

/* How many lines the text takes, about, in a column of the width: neither Excel nor
 * LibreOffice makes room by itself for what wraps. */
static size_t lines_of(struct text text, size_t width)
{
    const size_t room = width - width / 16;
    size_t lines = 1, used = 0;
    while (text.length > 0) {
        const char *space = memchr(text.bytes, ' ', text.length);
        const size_t length = space == NULL ? text.length : (size_t)(space - text.bytes);
        const size_t word = text_page_columns(text_slice(text, 0, length));
        if (used > 0 && used + 1 + word > room) {
            lines++;
            used = 0;
        }
        used += word + (used > 0);
        lines += used > room ? (used - 1) / room : 0;
        used = used > room ? (used - 1) % room + 1 : used;
        text = text_slice(text, length + 1, text.length);
    }
    return lines < MOST_LINES ? lines : MOST_LINES;
}

void spreadsheet_line(struct spreadsheet *s, struct text line)
{
    if (s->sheet == NULL || text_is_empty(line))
        return;
    if (s->kind == SPREADSHEET_LINES)
        write_line(s, line, s->wrapped, (double)lines_of(line, READING_WIDTH));
    else
        write_line(s, line, s->plain, 1);
}

void spreadsheet_heading(struct spreadsheet *s, struct text heading)
{
    if (s->sheet != NULL)
        write_line(s, heading, s->heading, 1.5);
}

static lxw_format *format_of(struct spreadsheet *s, const char *layout)
{
    for (size_t i = 0; i < s->layout_count; i++)
        if (strcmp(s->layouts[i].layout, layout) == 0)
            return s->layouts[i].format;
    if (s->layout_count == MOST_LAYOUTS)
        return NULL;
    struct number_layout *new = &s->layouts[s->layout_count++];
    snprintf(new->layout, sizeof new->layout, "%s", layout);
    new->format = make_format(s->workbook, 12, false, false);
    format_set_num_format(new->format, layout);
    return new->format;
}

/* None is left blank. */
static void write_cell(struct spreadsheet *s, lxw_row_t row, lxw_col_t column,
                       const struct document_cell *cell, bool figures)
{
    char layout[SPREADSHEET_LAYOUT_SIZE];
    const char *absent = figures ? "[x]" : "none";
    lxw_format *format = NULL;
    if (cell->has_number && spreadsheet_layout(cell->text, cell->number, layout))
        format = format_of(s, layout);
    if (format != NULL)
        check(s, worksheet_write_number(s->sheet, row, column, cell->number, format));
    else
        check(s, worksheet_write_string(s->sheet, row, column,
                                        text_is_empty(cell->text) ? absent
                                                                  : clean(s, cell->text),
                                        figures ? s->right : s->cell));
}

static void write_link(struct spreadsheet *s, lxw_row_t row, struct text name)
{
    const struct text address =
        arena_print(&s->arena, "internal:'%.*s'!A1", TEXT_ARGS(name));
    check(s, worksheet_write_url(s->sheet, row, 0, address.bytes, s->link));
    check(s, worksheet_write_string(s->sheet, row, 0, clean(s, name), s->link));
}

/* As wide as its widest text, to a limit. */
static void set_width(struct spreadsheet *s, const struct document_table *table,
                      size_t column)
{
    size_t width = LEAST_WIDTH;
    const size_t most = s->kind == SPREADSHEET_WORDS ? READING_WIDTH : MOST_WIDTH;
    const size_t head = text_page_columns(table->columns[column].head) + 3;
    width = head > width ? (head < most / 2 ? head : most / 2) : width;
    for (size_t i = 0; i < table->count; i++) {
        const size_t cell = text_page_columns(table->rows[i].cells[column].text);
        width = cell + cell / 8 + 2 > width ? cell + cell / 8 + 2 : width;
    }
    s->widths[column] = width < most ? width : most;
    check(s, worksheet_set_column(s->sheet, (lxw_col_t)column, (lxw_col_t)column,
                                  (double)s->widths[column], NULL));
}

/* Excel wants the names of a table's columns to differ, whatever their case, on a line.
 */
static char *head_of(struct spreadsheet *s, const struct document_table *table,
                     char *const *heads, size_t column)
{
    const struct text head = table->columns[column].head;
    char *name = text_is_empty(head)
                     ? (char *)arena_print(&s->arena, "Column %zu", column + 1).bytes
                     : clean(s, head);
    for (size_t i = 0; i < column; i++)
        if (strcasecmp(heads[i], name) == 0)
            return (char *)arena_print(&s->arena, "%s (column %zu)", name, column + 1)
                .bytes;
    return name;
}

static void add_table(struct spreadsheet *s, const struct document_table *table)
{
    lxw_table_column columns[DOCUMENT_MOST_COLUMNS] = { 0 };
    lxw_table_column *listed[DOCUMENT_MOST_COLUMNS + 1] = { NULL };
    char *heads[DOCUMENT_MOST_COLUMNS];
    for (size_t c = 0; c < table->column_count; c++) {
        heads[c] = columns[c].header = head_of(s, table, heads, c);
        columns[c].header_format = s->head;
        listed[c] = &columns[c];
    }
    lxw_table_options options = { .name = (char *)s->name,
                                  .no_autofilter =
                                      s->kind == SPREADSHEET_WORDS ? LXW_TRUE : LXW_FALSE,
                                  .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                  .style_type_number = 1,
                                  .columns = listed };
    check(s, worksheet_add_table(s->sheet, s->row, 0, s->row + (lxw_row_t)table->count,
                                 (lxw_col_t)(table->column_count - 1), &options));
}

static void set_height(struct spreadsheet *s, const struct document_table *table,
                       const struct document_row *row)
{
    size_t lines = 1;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct text text =
            row == NULL ? table->columns[c].head : row->cells[c].text;
        const size_t taken = lines_of(text, s->widths[c]);
        lines = taken > lines ? taken : lines;
    }
    if (lines > 1)
        check(s,
              worksheet_set_row(s->sheet, s->row, (double)(lines * LINE_HEIGHT), NULL));
}

static void write_rows(struct spreadsheet *s, const struct document_table *table,
                       bool linked)
{
    for (size_t r = 0; r < table->count; r++, s->row++) {
        set_height(s, table, &table->rows[r]);
        for (size_t c = 0; c < table->column_count; c++)
            if (linked && c == 0)
                write_link(s, s->row, table->rows[r].cells[0].text);
            else
                write_cell(s, s->row, (lxw_col_t)c, &table->rows[r].cells[c],
                           table->columns[c].right);
    }
}

/* Excel's tables have a row at least. */
void spreadsheet_table(struct spreadsheet *s, const struct document_table *table,
                       bool linked)
{
    static const struct document_row nothing = { 0 };
    struct document_table shown = *table;
    if (shown.count == 0) {
        shown.rows = (struct document_row *)&nothing;
        shown.count = 1;
        linked = false;
    }
    s->failed = s->failed || shown.count > MOST_ROWS - s->row - 1;
    if (s->failed)
        return;
    add_table(s, &shown);
    for (size_t c = 0; c < shown.column_count; c++)
        set_width(s, &shown, c);
    set_height(s, &shown, NULL);
    worksheet_freeze_panes(s->sheet, s->row + 1, 0);
    check(s, worksheet_repeat_rows(s->sheet, s->row, s->row));
    s->row++;
    write_rows(s, &shown, linked);
}
