/* --receipt: what a run read, did and wrote, appended to a file as one line of JSON. */
#ifndef OFLOG_CMD_CLI_RECEIPT_H
#define OFLOG_CMD_CLI_RECEIPT_H

#include <sys/stat.h>

#include "format/csv_writer.h"
#include "format/receipt.h"

struct cli_receipt {
    const char *file; /* of --receipt; NULL: none is asked for */
    bool hashing;     /* what is read is counted: for a receipt, or for the tool itself */
    int descriptor;   /* of `file`, while it is open; else -1 */
    struct messages *messages;  /* borrowed */
    struct receipt receipt;     /* what is known so far */
    struct cli_counted **reads; /* those of the inputs that are still counted; or NULL */
    struct cli_counted **writes;
    size_t input_room, read_room, output_room, write_room, rule_room;
    struct arena arena;
};

void cli_receipt_init(struct cli_receipt *r, const char *tool, struct messages *messages);
void cli_receipt_release(struct cli_receipt *r);

/* Keeps the arguments as they were given, before getopt_long() puts them in order. */
void cli_receipt_keep_options(struct cli_receipt *r, int argc, char **argv);

/* Opens the file for appending, so that one that cannot be written to is said before the
 * work. False, said. */
bool cli_receipt_open(struct cli_receipt *r);

/* Closes it again: nothing will be appended. */
void cli_receipt_drop(struct cli_receipt *r);

/* Whether the receipts go to the file of `status`: who reads or replaces that file would
 * lose them. */
bool cli_receipt_is_file(const struct cli_receipt *r, const struct stat *status);

/* A file that is read, in the order in which they are opened; nothing where nobody
 * counts. Role and name are borrowed. The first counts as it is pulled from `source`, the
 * second reads the file at `path` if it is a regular one, the third has been counted;
 * `name` is what it is called. */
void cli_receipt_watch(struct cli_receipt *r, const char *role, const char *name,
                       struct byte_source *source);
void cli_receipt_read(struct cli_receipt *r, const char *role, const char *name,
                      const char *path);

void cli_receipt_digested(struct cli_receipt *r, const char *role, const char *name,
                          const struct digested *file);

/* Closes the descriptor of a watched source, or keeps it: a receipt may want the bytes
 * that the tool did not. */
void cli_receipt_close_input(struct byte_source *source);

/* The input that was opened last, to say more of it. */
struct receipt_file *cli_receipt_input(struct cli_receipt *r);

/* What is written, from here on. */
void cli_receipt_watch_output(struct cli_receipt *r, const char *role, const char *name,
                              struct csv_writer *writer);

/* What the account says. `unit` is "rows" or "cells"; a rule that left out no row is not
 * listed. */
void cli_receipt_account(struct cli_receipt *r, const char *unit, uint64_t in,
                         uint64_t out, uint64_t refused, uint64_t left_out);
void cli_receipt_rule(struct cli_receipt *r, struct text rule, uint64_t rows);

/* Reads on to the end of what the tool did not read whole, and fills in size and checksum
 * of all inputs. False, said, where they cannot be read. */
bool cli_receipt_settle_inputs(struct cli_receipt *r);

/* Appends the receipt, in one piece or not at all, once all outputs have been written.
 * False, said. Does nothing where none is asked for. */
bool cli_receipt_write(struct cli_receipt *r);

/* The same for a run that was not done: with status 2, what it read, and no output but
 * those that are kept. Inputs are read on to their end where they are regular files; what
 * was left in a pipe is not waited for. */
void cli_receipt_write_failed(struct cli_receipt *r, bool rejects_kept);

#endif
