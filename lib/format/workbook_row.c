/* A row of a sheet while it is put together. */
#include "format/workbook_row.h"

#include <stdlib.h>

#include "format/csv_reader.h"

void workbook_row_begin(struct workbook_row *row, uint64_t number)
{
    row->number = number;
    row->repeated = 1;
    row->count = 0;
    row->bytes.length = 0;
}

void workbook_row_release(struct workbook_row *row)
{
    free(row->cells);
    free(row->bytes.bytes);
}

bool workbook_row_set(struct workbook_row *row, size_t column, size_t at, size_t repeated)
{
    const size_t length = row->bytes.length - at;
    if (length == 0)
        return true;
    if (column >= CSV_CELL_LIMIT || repeated > CSV_CELL_LIMIT - column)
        return false;
    const size_t end = column + repeated;
    ARRAY_RESERVE(row->cells, row->room, end);
    for (; row->count < end; row->count++)
        row->cells[row->count] = (struct workbook_cell){ 0, 0 };
    for (size_t i = column; i < end; i++)
        row->cells[i] = (struct workbook_cell){ at, length };
    return true;
}
