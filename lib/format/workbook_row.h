/* A row of a sheet while it is put together. */
#ifndef OFLOG_FORMAT_WORKBOOK_ROW_H
#define OFLOG_FORMAT_WORKBOOK_ROW_H

#include <stdint.h>

#include "base/text_buffer.h"

/* The longest text of a cell that is read, in bytes: thirty times what Excel takes. */
enum { WORKBOOK_TEXT_LIMIT = 1 << 20 };

/* The rows of a sheet that are read: as many as Excel's and LibreOffice's have. */
enum { WORKBOOK_ROW_LIMIT = 1 << 20 };

/* The cells of a sheet that are read: a few bytes can repeat a long row a million times.
 */
enum { WORKBOOK_CELL_LIMIT = 1000000000 };

struct workbook_cell {
    size_t at; /* in the row's `bytes` */
    size_t length;
};

/* Starts as { 0 }. Cells [0, count) are by column; those never set are empty. */
struct workbook_row {
    uint64_t number;   /* from 1 */
    uint64_t repeated; /* how many rows from `number` on are like this one; at least 1 */
    struct workbook_cell *cells;
    size_t count;
    size_t room;
    struct text_buffer bytes;
};

/* Empties the row for another. */
void workbook_row_begin(struct workbook_row *row, uint64_t number);
void workbook_row_release(struct workbook_row *row);

/* Gives `repeated` columns from `column` (from 0) on the bytes from `at` to the end of
 * row->bytes; nothing is done where they are none. False, with nothing done, where there
 * are too many cells (CSV_CELL_LIMIT). */
bool workbook_row_set(struct workbook_row *row, size_t column, size_t at,
                      size_t repeated);

#endif
