/* A small table beside the one that is worked on, such as a list of neighbours: a header
 * of names, and rows as wide as it. */
#ifndef OFLOG_FORMAT_CSV_LIST_H
#define OFLOG_FORMAT_CSV_LIST_H

#include "format/csv_columns.h"

struct csv_list {
    struct csv_reader *reader;
    struct messages *messages;
    struct arena arena; /* the names live here */
    struct csv_columns columns;
    struct place header;
};

/* Reads as far as the header. CSV_ROW: it is one; CSV_END: the file has no row at all;
 * CSV_BROKEN, said: neither. To be closed in each case. Borrows the source. */
enum csv_outcome csv_list_open(struct csv_list *list, struct byte_source *source,
                               struct messages *messages);
void csv_list_close(struct csv_list *list);

/* The cell of the column of that name, or CSV_COLUMN_ABSENT; a needed one that is missing
 * is said. */
size_t csv_list_find(const struct csv_list *list, const char *name);
size_t csv_list_need(const struct csv_list *list, const char *name);

/* The next row that is not blank, however wide it is. */
enum csv_outcome csv_list_next(struct csv_list *list, struct csv_row *row);

/* Where a cell stands, or with CSV_COLUMN_ABSENT the row. */
struct place csv_list_place(const struct csv_list *list, const struct csv_row *row,
                            size_t cell);

/* What is wrong with a row that is not as wide as the header; NULL where it is. Good
 * until the list is closed. */
const char *csv_list_wrong_width(struct csv_list *list, const struct csv_row *row);

#endif
