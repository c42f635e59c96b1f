/* Rows that are refused: said with their place, counted, and kept as they stood for
 * --rejects. */
#ifndef OFLOG_FORMAT_REFUSALS_H
#define OFLOG_FORMAT_REFUSALS_H

#include "base/messages.h"
#include "format/csv_columns.h"
#include "format/csv_writer.h"

struct refusals {
    struct messages *messages; /* borrowed */
    struct csv_writer *kept;   /* borrowed; NULL where nobody asked for them */
    /* who hears of them in place of `messages`; NULL: nobody does */
    void (*hear)(void *state, struct place place, const char *reason);
    void *hear_state;
    bool header_written;
    uint64_t count;
};

/* `kept` may be NULL. */
void refusals_init(struct refusals *refusals, struct messages *messages,
                   struct csv_writer *kept);

/* Names the columns of the rows to come: the kept table starts with
 * "file,line,column,reason" and then these. Only the first call writes. */
void refusals_begin(struct refusals *refusals, const struct text *names, size_t count);

/* Whether a refusal may still look for near names to say: the first thousand do, since
 * looking is slow and a wrong file has as many refusals as rows. */
bool refusals_are_few(const struct refusals *refusals);

/* Refuses one row for the reason that follows: says it, counts it, keeps its cells. A
 * long reason is shortened, said and kept; the cells never are. */
void refusals_add(struct refusals *refusals, struct place place, const struct text *cells,
                  size_t count, const char *layout, ...)
    __attribute__((__format__(__printf__, 5, 6)));

#endif
