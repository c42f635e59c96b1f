/* What each format of workbooks can do, for workbook.c. */
#ifndef OFLOG_FORMAT_WORKBOOK_FORMAT_H
#define OFLOG_FORMAT_WORKBOOK_FORMAT_H

#include "format/csv_reader.h"
#include "format/workbook.h"
#include "format/workbook_row.h"

struct workbook {
    const struct workbook_format *format;
    void *state; /* the format's own */
    int descriptor;
    const char *file;
    struct messages *messages;
    struct workbook_sheet *sheets;
    size_t sheet_count;
    size_t sheet_room;
    struct arena arena;
};

struct workbook_format {
    /* Finds the sheets and sets workbook->state. False, said. */
    bool (*open)(struct workbook *workbook);
    void (*close)(void *state);
    /* NULL, said. One sheet of a workbook is open at a time. */
    void *(*sheet_open)(struct workbook *workbook, size_t sheet,
                        enum workbook_cells cells);
    /* The next row that is written down, with rising numbers; rows of which nothing is
     * written may be left out, and so may empty cells at a row's end. */
    enum csv_outcome (*sheet_next)(void *state, struct workbook_row *row);
    void (*sheet_close)(void *state);
};

extern const struct workbook_format workbook_ods;
extern const struct workbook_format workbook_xls;
extern const struct workbook_format workbook_xlsx;

/* Adds a sheet; the name is copied. */
struct workbook_sheet *workbook_add_sheet(struct workbook *workbook, const char *name,
                                          bool hidden);

/* Says what is wrong with a cell (from 0; 0 with column SIZE_MAX: the row) of a sheet. */
void workbook_say(const struct workbook *workbook, size_t sheet, uint64_t row,
                  size_t column, const char *what);

#endif
