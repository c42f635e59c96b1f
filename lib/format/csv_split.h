/* One record, as csv_writer.h writes them, cut into cells again. */
#ifndef OFLOG_FORMAT_CSV_SPLIT_H
#define OFLOG_FORMAT_CSV_SPLIT_H

#include "base/memory.h"
#include "base/text.h"

/* Room for the cells of records split one after the other. Starts as { 0 }. */
struct csv_cells {
    struct text *cells; /* views into the record, or into `unquoted` */
    size_t count;
    size_t room;
    char *unquoted;
    size_t unquoted_room;
};

/* Cells are good until the next call and as long as `record` is. */
void csv_split(struct csv_cells *cells, struct text record);
void csv_cells_release(struct csv_cells *cells);

#endif
