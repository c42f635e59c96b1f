/* Rows that are refused: said with their place, counted, and kept as they stood for
 * --rejects.
 *
 * A wrong file is wrong in each of its rows. Of what is refused for the same reason the
 * first few are said with their place and the rest is counted; hints at what would have
 * been right are no part of the reason. Of reasons that differ from row to row the first
 * REFUSALS_MOST_REASONS are said, and the rows beyond them counted. */
#ifndef OFLOG_FORMAT_REFUSALS_H
#define OFLOG_FORMAT_REFUSALS_H

#include "base/messages.h"
#include "base/text_map.h"
#include "format/csv_columns.h"
#include "format/csv_writer.h"

struct refusals {
    struct messages *messages; /* borrowed */
    struct csv_writer *kept;   /* borrowed; NULL where nobody asked for them */
    /* who hears of them in place of `messages`; NULL: nobody does */
    void (*hear)(void *state, struct place place, const char *reason);
    void *hear_state;
    bool of_cells; /* what is refused may be one cell of a row */
    bool header_written;
    uint64_t count;
    struct text_map reasons; /* those said so far, the first REFUSALS_MOST_REASONS */
    uint64_t *times;         /* how often, by the number of the reason */
    size_t times_room;
    uint64_t unsaid; /* how often for others */
};

/* How often one reason is said with its place, and how many different ones are said. */
enum { REFUSALS_MOST_SAID = 5, REFUSALS_MOST_REASONS = 1000 };

/* `kept` may be NULL. Release with refusals_release(). */
void refusals_init(struct refusals *refusals, struct messages *messages,
                   struct csv_writer *kept);
void refusals_release(struct refusals *refusals);

/* Says how many more were refused for each of the reasons that were said no longer, and
 * how many for others; to be called when all has been read. What is refused after it
 * begins anew. */
void refusals_say_rest(struct refusals *refusals);

/* Names the columns of the rows to come: the kept table starts with
 * "file,line,column,reason" and then these. Only the first call writes. */
void refusals_begin(struct refusals *refusals, const struct text *names, size_t count);

/* Whether a refusal may still look for near names to say: the first thousand do, since
 * looking is slow and a wrong file has as many refusals as rows. */
bool refusals_are_few(const struct refusals *refusals);

/* Refuses one row for the reason that follows: says it unless it has been said often
 * enough, counts it, keeps its cells. A long reason is shortened, said and kept; the
 * cells never are. */
void refusals_add(struct refusals *refusals, struct place place, const struct text *cells,
                  size_t count, const char *layout, ...)
    __attribute__((__format__(__printf__, 5, 6)));

#endif
