/* Where the table stands in an unknown sheet: the first records are held and looked at.
 */
#ifndef OFLOG_STEP_DRAFT_LAYOUT_H
#define OFLOG_STEP_DRAFT_LAYOUT_H

#include "base/memory.h"
#include "format/row_source.h"
#include "step/draft_cell.h"

enum {
    DRAFT_MOST_GROUPS = 4,
    DRAFT_SAMPLE_ROWS = 400,
    DRAFT_SAMPLE_BYTES = 1 << 24,
    DRAFT_MOST_COLUMNS = 4096
};

struct draft_row {
    struct text *cells; /* trimmed; at most DRAFT_MOST_COLUMNS */
    size_t count;
    size_t filled;
};

struct draft_sample {
    struct draft_row *rows;
    size_t count, room;
    size_t widest; /* cells of the longest record */
    size_t bytes;
    struct arena arena;
};

void draft_sample_init(struct draft_sample *sample);
void draft_sample_release(struct draft_sample *sample);

/* The first records of `rows`: as many as the bounds allow. False, said, where the source
 * is broken. */
bool draft_sample_read(struct draft_sample *sample, struct row_source *rows);

/* A cell of a row, the empty text where the row is shorter. */
struct text draft_sample_cell(const struct draft_sample *sample, size_t row, size_t cell);

enum draft_shape {
    SHAPE_NO_TABLE,     /* nothing that the tables know as areas */
    SHAPE_AREAS_DOWN,   /* a row is about one area */
    SHAPE_AREAS_ACROSS, /* a column is: 102 - Cumbria, 104 - Northumberland, ... */
    SHAPE_SERIES        /* a row is about a period, and no cell about an area */
};

/* Records and columns are counted from 1; 0 is none. */
struct draft_layout {
    enum draft_shape shape;
    size_t header;
    size_t header_lines;
    size_t group_headers[DRAFT_MOST_GROUPS]; /* the nearest first */
    size_t group_count;
    size_t first;   /* the first record that is about an area (or below the header) */
    size_t columns; /* of the table */
    size_t area; /* the column in which areas were found; not with SHAPE_AREAS_ACROSS */
    size_t hits; /* cells that are areas: the sheet with the most is the table */
    size_t across_from, across_to; /* with SHAPE_AREAS_ACROSS */
};

void draft_layout_find(struct draft_layout *layout, const struct draft_sample *sample,
                       const struct areas *areas);

/* The name of a column and its heading in the record group_headers[group], as a recipe
 * finds them: cells joined by spaces, white space folded, headings filled to the right.
 * In `arena`. */
struct text draft_layout_name(const struct draft_layout *layout,
                              const struct draft_sample *sample, size_t column,
                              struct arena *arena);
struct text draft_layout_group(const struct draft_layout *layout,
                               const struct draft_sample *sample, size_t group,
                               size_t column, struct arena *arena);

#endif
