/* Rows to pull, wherever they come from: a CSV file, a sheet of a workbook, or either of
 * them turned on its side. */
#ifndef OFLOG_FORMAT_ROW_SOURCE_H
#define OFLOG_FORMAT_ROW_SOURCE_H

#include "format/csv_reader.h"

struct row_source;

/* What a kind of source can do; `state` is its own. */
struct row_source_kind {
    /* As csv_reader_next(). A record without any cell has count 0; `record` may be the
     * empty text where the bytes are no CSV. Cells are UTF-8 except those of CSV, which
     * are whatever the file has. */
    enum csv_outcome (*next)(void *state, struct csv_row *row);
    void (*close)(void *state);
    /* Where cell `cell` (from 0) of `row` stands in the file; NULL: in line row->line,
     * column cell + 1. */
    struct place (*place)(const void *state, const struct csv_row *row, size_t cell);
};

/* Takes over `state`; borrows `kind` and `name`. Of a `ragged` source a row may be
 * shorter than the header, as rows of a sheet are: what is not there is empty. */
struct row_source *row_source_open(const struct row_source_kind *kind, void *state,
                                   const char *name, bool ragged);

/* The records of a CSV file. Borrows `source`, which must outlive the rows. */
struct row_source *row_source_csv(struct byte_source *source, struct messages *messages);

/* `rows` turned on its side: their first cells are the first row. Takes over `rows`, and
 * holds them: more cells or bytes than these break the file with a message. The largest
 * table that was met on its side has some ten thousand cells. */
enum { ROW_TRANSPOSED_CELLS = 10000000, ROW_TRANSPOSED_BYTES = 1 << 27 };
struct row_source *row_source_transposed(struct row_source *rows,
                                         struct messages *messages);

void row_source_close(struct row_source *rows);

/* The next record, blank ones included; its cells are good until the next call.
 * CSV_BROKEN has been said. */
enum csv_outcome row_source_next(struct row_source *rows, struct csv_row *row);

/* Where a cell (from 0) of `row`, the last one pulled, stands in the file. */
struct place row_source_place(const struct row_source *rows, const struct csv_row *row,
                              size_t cell);

const char *row_source_name(const struct row_source *rows);
bool row_source_is_ragged(const struct row_source *rows);

#endif
