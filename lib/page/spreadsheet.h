/* Sheets of an Excel workbook with one table each, written by libxlsxwriter.
 *
 * Every text that is handed in may come from strangers. It becomes a string and nothing
 * else, never a formula or a number; what utf8_is_safe() forbids comes out as '?', and
 * what is longer than a cell may be is cut where it says so. No clock, locale or folder
 * is in the bytes. */
#ifndef OFLOG_PAGE_SPREADSHEET_H
#define OFLOG_PAGE_SPREADSHEET_H

#include "base/text_buffer.h"
#include "page/document.h"

struct spreadsheet;

/* NULL, with errno set, where no room can be had. `title` and `licence` become the
 * workbook's properties. */
struct spreadsheet *spreadsheet_open(struct text title, struct text licence);

/* The workbook's bytes behind those of `out`; releases it. False, with errno set, where
 * they could not be made. */
bool spreadsheet_close(struct spreadsheet *spreadsheet, struct text_buffer *out);

/* Starts a sheet, its title in A1. `name` is a constant or made of letters, digits and
 * '_': at most 31, unlike any other, and good until the end. */
enum spreadsheet_kind {
    SPREADSHEET_LINES, /* to read, and no table */
    SPREADSHEET_WORDS, /* a table of texts */
    SPREADSHEET_FIGURES
};
void spreadsheet_sheet(struct spreadsheet *spreadsheet, const char *name,
                       enum spreadsheet_kind kind, struct text title);

/* The next line of the sheet, in its first column. */
void spreadsheet_line(struct spreadsheet *spreadsheet, struct text line);
void spreadsheet_heading(struct spreadsheet *spreadsheet, struct text heading);

/* The sheet's table below its lines: a table of Excel with the sheet's name, its head in
 * sight when rows are scrolled. A cell with a number is one, shown with the decimals,
 * commas and signs that its text has; one without text says [x]
 * in a column of figures and "none" in another. Where `linked`, the
 * first column holds names of sheets and leads to them. The last of a sheet. With more
 * rows than Excel's million the workbook fails. */
void spreadsheet_table(struct spreadsheet *spreadsheet,
                       const struct document_table *table, bool linked);

#endif
