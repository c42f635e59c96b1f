/* What a run read, did and wrote: one line of JSON, and back.
 *
 *   {"receipt":1,"tool":…,"version":…,"options":[…],"inputs":[FILE…],"outputs":[FILE…],
 *    "status":2,"account":{"unit":…,"in":N,"out":N,"refused":N,"left_out":N,
 *    "rules":[{"rule":…,"rows":N}…]}}
 *
 * and of each FILE
 *
 *   {"role":…,"name":…,"size":N,"sha256":…,"source_id":…,"encoding":…,"sheet":…,
 *    "cells":…,"header":N,"header_lines":N,"group_headers":[N…]}
 *
 * of which role and name are always there, size and sha256 where the bytes could be
 * counted, and the rest where it means something. A text that is not UTF-8, such as the
 * name of a file may be, is {"hex":…}. */
#ifndef OFLOG_FORMAT_RECEIPT_H
#define OFLOG_FORMAT_RECEIPT_H

#include "base/digest.h"
#include "base/memory.h"
#include "base/messages.h"
#include "format/byte_source.h"

/* The exit status of a run that was not done is the one that a receipt tells. */
enum { RECEIPT_VERSION = 1, RECEIPT_FAILED = 2 };

/* The roles that more than one program has to know. */
#define RECEIPT_TABLE "table"   /* an input that is an operand */
#define RECEIPT_OUTPUT "output" /* the result; --rejects has a role of its own */

struct receipt_file {
    struct text role;
    struct text name; /* as it was given; "-": a standard stream */
    bool hashed;
    uint64_t size;
    char sha256[DIGEST_SIZE];
    /* of a published file: how it was read. Empty, or 0, where that was not said. */
    struct text source_id; /* what `source` begins with */
    struct text encoding;
    struct text sheet;
    struct text cells;
    uint64_t header;               /* the last record of the header, from 1 */
    uint64_t header_lines;         /* how many records it has */
    const uint64_t *group_headers; /* records with headings of several columns */
    size_t group_header_count;
};

/* Rows that were left out, and why. */
struct receipt_rule {
    struct text rule;
    uint64_t rows;
};

struct receipt {
    struct text tool, version;
    const struct text *options; /* as given */
    size_t option_count;
    struct receipt_file *inputs;
    size_t input_count;
    struct receipt_file *outputs;
    size_t output_count;
    bool failed;      /* the run was not done: it has "status":2 and no result */
    struct text unit; /* of what follows: rows or cells; empty: there is no account */
    uint64_t in, out, refused, left_out;
    struct receipt_rule *rules;
    size_t rule_count;
    uint64_t line; /* where it was read, from 1 */
};

/* The line with its end; the caller frees it. */
struct text receipt_format(const struct receipt *receipt);

/* What was read, in the order of the lines, good until receipts_release(). */
struct receipts {
    struct receipt *all;
    size_t count;
    size_t room;
    uint64_t refused; /* lines that are no receipt */
    size_t read;      /* bytes */
    struct arena arena;
};

/* The longest line that is read, in bytes, all that is read (some hundred thousand runs),
 * and the most lines that may be refused. */
enum { RECEIPT_LIMIT = 1 << 22, RECEIPTS_LIMIT = 1 << 27, RECEIPT_MOST_REFUSED = 20 };

/* The most records that a receipt may say a header has, of names and of headings, and the
 * most files that it may say a run wrote: no tool writes more than three. */
enum { RECEIPT_MOST_LINES = 100, RECEIPT_MOST_GROUPS = 16, RECEIPT_MOST_OUTPUTS = 16 };

void receipts_init(struct receipts *receipts);
void receipts_release(struct receipts *receipts);

/* Adds the receipts of a file. A line that is none is said with its place and counted;
 * blank lines are passed over. False, said, where the file cannot be read, it or a line
 * is too long, or too many are refused: it is no file of receipts. */
bool receipts_read(struct receipts *receipts, struct byte_source *source,
                   struct messages *messages);

#endif
