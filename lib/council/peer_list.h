/* Neighbours read from a file: who is compared with whom, and in what order. */
#ifndef OFLOG_COUNCIL_PEER_LIST_H
#define OFLOG_COUNCIL_PEER_LIST_H

#include "council/area.h"
#include "format/byte_source.h"

/* The peers of one council as listed: area numbers, nearest first, each council once, the
 * council itself not. */
struct peer_list {
    const uint32_t *areas;
    size_t count;
};

struct peer_lists;

/* Reads a table with the columns area_code and peer_code and, where there is one,
 * position (a whole number; without it the order of the rows is the order of the peers,
 * and an empty one comes last). Codes, names and spellings are known. A row with an
 * unknown area is said and skipped, and counted in *refused; a peer listed twice, or the
 * council itself, is noted and skipped. NULL, said, where the file cannot be read at all.
 * With `count` > 0 only the first `count` peers of each council stay. */
struct peer_lists *peer_lists_read(struct byte_source *source, const struct areas *areas,
                                   size_t count, uint64_t *refused,
                                   struct messages *messages);
void peer_lists_close(struct peer_lists *lists);

/* The peers of a council (by its number); an empty list where the file has none. */
struct peer_list peer_lists_of(const struct peer_lists *lists, uint32_t council);

#endif
