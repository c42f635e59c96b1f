/* The runs that made a table, as their receipts tell. A part of why. */
#ifndef OFLOG_STEP_WHY_CHAIN_H
#define OFLOG_STEP_WHY_CHAIN_H

#include "format/receipt.h"

/* A table that a run read, and no receipt tells who wrote. */
struct why_gap {
    const struct receipt *run;
    const struct receipt_file *input;
};

struct why_chain {
    const struct receipt **runs; /* a run stands behind those that made what it read */
    size_t count;
    size_t room;
    struct why_gap *gaps;
    size_t gap_count;
    size_t gap_room;
    uint64_t compared; /* checksums, on the way */
    bool left;         /* the way took too much, and was not followed to its end */
};

/* The longest chain that is followed, and how many checksums are compared for it; what is
 * beyond is a gap. A chain of a hundred runs, found among ten thousand, takes a million.
 */
enum { WHY_MOST_RUNS = 1000, WHY_MOST_COMPARED = 100000000 };

/* Follows the table of that checksum back, from what a run wrote to what it read, as far
 * as to published files. No run: no receipt tells who wrote the table. */
void why_chain_find(struct why_chain *chain, const struct receipts *receipts,
                    const char *sha256);
void why_chain_release(struct why_chain *chain);

/* The number, from 1, of the run of the chain that wrote what has this checksum; 0 where
 * none did. */
size_t why_chain_writer(const struct why_chain *chain, const char *sha256);

/* Whether this is a table that the run read. */
static inline bool why_is_table(const struct receipt_file *input)
{
    return input->hashed && text_is(input->role, RECEIPT_TABLE);
}

#endif
