/* Workbooks of spreadsheets as they are: OpenDocument (.ods), Office Open XML (.xlsx) and
 * Excel 97 to 2003 (.xls), told apart by what is in them.
 *
 * A sheet is read as rows, streaming: of an .xlsx, the table of its texts is held
 * besides; an .xls is read whole, by another process. Hidden sheets, rows and columns are
 * read like others. Of merged cells the first has the text and the others are empty. A
 * line break inside a cell is a line feed. Comments, drawings and phonetic guides are
 * left out. Of a formula, what it gave when the workbook was saved. */
#ifndef OFLOG_FORMAT_WORKBOOK_H
#define OFLOG_FORMAT_WORKBOOK_H

#include "format/byte_source.h"
#include "format/row_source.h"

enum workbook_cells {
    /* As people see it: 36.7%. An .xls does not tell how, so there it is what is stored.
     */
    WORKBOOK_SHOWN,
    /* 0.367: up to 15 digits, as spreadsheets have them; dates as 2020-01-31, times as
     * 12:30:00, truth as TRUE and FALSE. */
    WORKBOOK_STORED
};

/* Whether a file that begins with `head` (BYTE_HEAD_SIZE bytes) is taken for a workbook:
 * a zip file, or a compound file of Microsoft's. */
bool workbook_is(struct text head);

struct workbook;

struct workbook_sheet {
    const char *name; /* good as long as the workbook */
    bool hidden;      /* an .xls does not tell */
    bool measured;    /* whether the following are known: see workbook_measure() */
    uint64_t rows;    /* the last row and column with a cell that is not empty */
    size_t columns;
};

/* Finds the sheets; borrows `source`, of which nothing may have been read. NULL, said:
 * damaged, protected by a password, or no workbook. workbook_end() closes it:
 * libxlsxwriter has a workbook_close() of its own. */
struct workbook *workbook_open(struct byte_source *source, struct messages *messages);
void workbook_end(struct workbook *workbook);

const struct workbook_sheet *workbook_sheets(const struct workbook *workbook,
                                             size_t *count);

/* Reads all sheets to measure them. False, said. */
bool workbook_measure(struct workbook *workbook);

/* Finds a sheet by its name, or by its number from 1 where none has that name; NULL means
 * the first. False, said, naming those there are. */
bool workbook_find_sheet(const struct workbook *workbook, const char *wanted,
                         size_t *sheet);

/* Finds the one sheet whose name is one of `wanted`, as patterns (base/pattern.h), or as
 * above where only one text is wanted; none wanted means the first. False, said, naming
 * those that are meant as well, or those there are. The texts end in a zero byte. */
bool workbook_choose_sheet(const struct workbook *workbook, const struct text *wanted,
                           size_t count, size_t *sheet);

/* The rows of a sheet (from 0), numbered as in the sheet; blank ones in between come, and
 * those behind the last that has a cell do not. NULL, said. Borrows the workbook; one
 * sheet is open at a time. A row is as long as its last cell that is not empty. Breaks,
 * said, where the sheet is damaged, or has more than WORKBOOK_ROW_LIMIT rows,
 * CSV_CELL_LIMIT columns, WORKBOOK_CELL_LIMIT cells, WORKBOOK_TEXT_LIMIT bytes in a cell
 * or CSV_RECORD_LIMIT in a row. */
struct row_source *workbook_rows(struct workbook *workbook, size_t sheet,
                                 enum workbook_cells cells);

#endif
