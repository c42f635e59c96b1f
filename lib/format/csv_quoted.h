/* A record with quotes on its way through libcsv, which is the authority on quoting. */
#ifndef OFLOG_FORMAT_CSV_QUOTED_H
#define OFLOG_FORMAT_CSV_QUOTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <csv.h>

#include "base/text.h"

struct csv_quoted {
    struct csv_parser parser;
    char *bytes; /* the cells, unquoted, one behind the other */
    size_t used;
    size_t room;
    size_t *ends; /* of cell i in `bytes` */
    size_t count;
    size_t ends_room;
    bool open;          /* the record has begun and not ended */
    uint64_t line;      /* the physical line being fed; the caller counts it */
    uint64_t cell_line; /* where the cell after the last ended one began */
};

void csv_quoted_init(struct csv_quoted *q);
void csv_quoted_release(struct csv_quoted *q);

/* Begins a record on physical line `line`. The one before must have ended. */
void csv_quoted_begin(struct csv_quoted *q, uint64_t line);

/* Feeds bytes of the open record and returns how many were taken: fewer than `length`
 * where libcsv refuses the next one. At the line end that closes the record q->open
 * becomes false; what is fed behind it is lost, so feed a line's body first and its end
 * alone. */
size_t csv_quoted_feed(struct csv_quoted *q, const char *bytes, size_t length);

/* Cell i of the ended record, good until the next csv_quoted_begin(). */
static inline struct text csv_quoted_cell(const struct csv_quoted *q, size_t i)
{
    const size_t start = i == 0 ? 0 : q->ends[i - 1];
    return (struct text){ q->bytes + start, q->ends[i] - start };
}

#endif
