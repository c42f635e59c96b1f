/* What the cell `source` of an observation says: which cells of which files the number
 * came from. A part of why. */
#ifndef OFLOG_STEP_WHY_SOURCE_H
#define OFLOG_STEP_WHY_SOURCE_H

#include "base/memory.h"
#include "format/receipt.h"

enum why_part { WHY_VALUE, WHY_NUMERATOR, WHY_DENOMINATOR };

/* What became of the file of a cell. */
enum why_state {
    WHY_SAME,    /* as it was when it was read */
    WHY_CHANGED, /* another size or checksum */
    WHY_MISSING, /* not there, or no file */
    WHY_UNBOUND  /* no receipt tells which file it was */
};

struct why_cell {
    struct text source; /* one entry of `source`, without those beside it */
    struct text id;     /* with which it begins */
    uint64_t row, column;
    enum why_part part;
    bool minus;
    /* what was found of it */
    const struct receipt_file *file; /* NULL: WHY_UNBOUND */
    enum why_state state;
    const char *opened; /* the name under which the file was read */
    bool found;         /* the file has that cell */
    struct text text, head;
    size_t
        heading_length; /* of the beginning of `head` that stands above several columns */
};

/* The most cells that are shown of one number. A sum of all councils with three columns
 * each has a thousand. */
enum { WHY_MOST_CELLS = 10000 };

struct why_cells {
    struct why_cell *all;
    size_t count;
    size_t room;
    bool too_many; /* more than WHY_MOST_CELLS */
};

/* Adds the cells of "ID:ROW:COLUMN[+COLUMN][-COLUMN][/COLUMN]", of several such with ;
 * between, and of a table on its side, where the sum is of rows: "ID:ROW[+ROW][/ROW]:
 * COLUMN". Views into `source`. False where it is not of this form, or has too many. */
bool why_source_parse(struct text source, struct why_cells *cells);

#endif
