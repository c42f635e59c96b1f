/* A published file opened again. */
#include "step/why_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/table_file.h"

/* The longest text or head that is kept of a cell, in bytes: more than any that can be
 * read, and a file of strangers may have megabytes in one. */
enum { LONGEST_TEXT = 4096 };

struct reopening {
    const struct receipt_file *file;
    struct why_cell **cells; /* those of this file, by row */
    size_t count;
    size_t next; /* the first whose row is yet to come */
    enum why_state state;
    struct arena *arena;
    struct messages *messages;
};

/* One of the files that the caller named, if its bytes are those; else as in the receipt.
 */
static const char *name_of(const struct why_options *options,
                           const struct receipt_file *file)
{
    for (size_t i = 0; i < options->published_count; i++)
        if (options->published[i].hashed &&
            strcmp(options->published[i].sha256, file->sha256) == 0)
            return options->published[i].name.bytes;
    return text_is(file->name, "-") ? NULL : file->name.bytes;
}

/* A name in a receipt may be that of a pipe or a device, which never ends. */
static int open_file(const char *name)
{
    struct stat status;
    if (name == NULL || stat(name, &status) != 0 || !S_ISREG(status.st_mode))
        return -1;
    return open(name, O_RDONLY | O_CLOEXEC);
}

static enum why_state compare(const struct receipt_file *file, int descriptor)
{
    struct digest digest;
    char sum[DIGEST_SIZE];
    digest_init(&digest);
    if (!digest_add_rest(&digest, descriptor) || lseek(descriptor, 0, SEEK_SET) != 0)
        return WHY_MISSING;
    return digest.size == file->size &&
                   strcmp(digest_end(&digest, sum), file->sha256) == 0
               ? WHY_SAME
               : WHY_CHANGED;
}

static struct text cell_of(const struct csv_row *row, uint64_t column)
{
    return column <= row->count ? row->cells[column - 1] : text_of("");
}

/* A heading of several columns holds until the next one to its right. */
static struct text heading_of(const struct csv_row *row, uint64_t column)
{
    struct text heading = text_of("");
    column = column < row->count ? column : row->count;
    while (column > 0 && heading.length == 0)
        heading = text_trim(cell_of(row, column--));
    return heading;
}

/* What is cut off is told by dots. */
static struct text keep_shortened(struct reopening *r, struct text t)
{
    size_t length = LONGEST_TEXT;
    if (t.length <= LONGEST_TEXT)
        return arena_keep(r->arena, t);
    while (length > 0 && ((unsigned char)t.bytes[length] & 0xc0) == 0x80)
        length--;
    return arena_print(r->arena, "%.*s...", TEXT_ARGS(text_slice(t, 0, length)));
}

/* Headings are parted from the name by a slash; a name of several records is joined by
 * spaces, as a recipe has it. */
static void take_head(struct reopening *r, const struct csv_row *row, bool is_heading)
{
    for (size_t i = 0; i < r->count; i++) {
        struct why_cell *cell = r->cells[i];
        const struct text more = is_heading ? heading_of(row, cell->column)
                                            : text_trim(cell_of(row, cell->column));
        const char *between = cell->head.length == 0                      ? ""
                              : cell->head.length == cell->heading_length ? " / "
                                                                          : " ";
        if (more.length > 0 && cell->head.length <= LONGEST_TEXT)
            cell->head = arena_print(r->arena, "%.*s%s%.*s", TEXT_ARGS(cell->head),
                                     between, TEXT_ARGS(keep_shortened(r, more)));
        if (is_heading)
            cell->heading_length = cell->head.length;
    }
}

static void take_heads(struct reopening *r, const struct csv_row *row, uint64_t record)
{
    const struct receipt_file *file = r->file;
    const uint64_t lines = file->header_lines > 0 ? file->header_lines : 1;
    for (size_t i = 0; i < file->group_header_count; i++)
        if (file->group_headers[i] == record)
            take_head(r, row, true);
    if (record <= file->header && record + lines > file->header)
        take_head(r, row, false);
}

static void take_cells(struct reopening *r, const struct row_source *rows,
                       const struct csv_row *row)
{
    for (; r->next < r->count && r->cells[r->next]->row <= row->line; r->next++) {
        struct why_cell *cell = r->cells[r->next];
        if (cell->row != row->line)
            continue;
        cell->found = cell->column <= row->count || row_source_is_ragged(rows);
        cell->text = keep_shortened(r, cell_of(row, cell->column));
    }
}

static void read_rows(struct reopening *r, struct row_source *rows)
{
    const uint64_t last = r->file->header;
    struct csv_row row;
    uint64_t record = 0;
    while (row_source_next(rows, &row) == CSV_ROW) {
        record++;
        if (record <= last)
            take_heads(r, &row, record);
        take_cells(r, rows, &row);
        if (r->next == r->count && record >= last)
            return;
    }
}

static void read_file(struct reopening *r, int descriptor, const char *name)
{
    struct byte_source *source =
        r->file->encoding.length == 0
            ? byte_source_open(descriptor, name, r->messages)
            : byte_source_open_encoded(descriptor, name, r->file->encoding.bytes,
                                       r->messages);
    if (source == NULL)
        return;
    const struct text sheet = r->file->sheet;
    const enum workbook_cells cells =
        text_is(r->file->cells, "stored") ? WORKBOOK_STORED : WORKBOOK_SHOWN;
    struct table_file table;
    if (table_file_open(&table, source, &sheet, sheet.length > 0, cells, r->messages)) {
        read_rows(r, table.rows);
        table_file_close(&table);
    }
    byte_source_close(source);
}

static int compare_rows(const void *a, const void *b)
{
    const uint64_t one = (*(struct why_cell *const *)a)->row;
    const uint64_t other = (*(struct why_cell *const *)b)->row;
    return (one > other) - (one < other);
}

/* The cells from `first` on that are in the same file, by row. */
static void find_ours(struct reopening *r, struct why_cells *cells, size_t first)
{
    r->cells = arena_take(r->arena, (cells->count - first) * sizeof *r->cells);
    for (size_t i = first; i < cells->count; i++)
        if (cells->all[i].file == r->file)
            r->cells[r->count++] = &cells->all[i];
    qsort(r->cells, r->count, sizeof *r->cells, compare_rows);
}

void why_file_read(const struct why_options *options, struct why_cells *cells,
                   size_t first, struct arena *arena, struct messages *messages)
{
    struct reopening r = { .file = cells->all[first].file,
                           .arena = arena,
                           .messages = messages };
    find_ours(&r, cells, first);
    const char *name = name_of(options, r.file);
    const int descriptor = open_file(name);
    const enum why_state state =
        descriptor < 0 ? WHY_MISSING : compare(r.file, descriptor);
    for (size_t i = 0; i < r.count; i++) {
        r.cells[i]->state = state;
        r.cells[i]->opened = name;
    }
    if (state != WHY_MISSING)
        read_file(&r, descriptor, name);
    if (descriptor >= 0)
        close(descriptor);
}
