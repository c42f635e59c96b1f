/* A file that is written whole or not at all. */
#ifndef OFLOG_CMD_CLI_FILE_H
#define OFLOG_CMD_CLI_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct cli_file {
    FILE *stream; /* NULL: not open */
    char *target; /* the file wanted, through symbolic links; NULL: a device or a pipe,
                     written as it is */
    char *beside; /* what is written, then renamed to `target`; NULL: the stream writes to
                     the target itself */
};

/* Opens `name` for writing. A regular file, or a new one, is written beside under another
 * name, with the permissions of the file it is to replace, which must be one that may be
 * written to. What is left beside is removed where the program ends early, by exit() or
 * by a signal that can be caught. A regular file that standard output or standard error
 * leads to is written through that stream instead, from where it stands. False, with
 * errno set, where it cannot be written. At most CLI_MOST_FILES are open at once. */
enum { CLI_MOST_FILES = 2 };
bool cli_file_open(struct cli_file *file, const char *name);

/* After the stream was closed: puts what was written in its place or, without `keep`,
 * throws it away. False, with errno set, where it cannot be put there. */
bool cli_file_settle(struct cli_file *file, bool keep);

/* The path of a file or folder that need not be there: the folder it is in without links,
 * and its name. NULL, with errno set; the caller frees it. */
char *cli_file_resolve_new(const char *name);

#endif
