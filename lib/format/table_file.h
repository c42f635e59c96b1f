/* The rows of one published table, whatever file it is in: CSV, or a sheet of a workbook.
 */
#ifndef OFLOG_FORMAT_TABLE_FILE_H
#define OFLOG_FORMAT_TABLE_FILE_H

#include "format/workbook.h"

struct table_file {
    struct row_source *rows;
    const char *sheet;         /* its name; NULL where the file is no workbook */
    struct workbook *workbook; /* NULL likewise */
};

/* Opens the table in `source` (borrowed; nothing of it may have been read). What begins
 * as a workbook does is one, and `sheets` (see workbook_choose_sheet()) and `cells` are
 * for it; other files are CSV, of which `sheets` say nothing: what a recipe names may
 * have been saved as CSV. False, said, with nothing to close. */
bool table_file_open(struct table_file *table, struct byte_source *source,
                     const struct text *sheets, size_t sheet_count,
                     enum workbook_cells cells, struct messages *messages);
void table_file_close(struct table_file *table);

/* For a user who asked for a sheet: whether the file of `source` has any, being a
 * workbook. False, said. */
bool table_file_has_sheets(struct byte_source *source, struct messages *messages);

#endif
