/* A place (file, line, column) and what is said about it, counted. Nothing else in lib/
 * prints. */
#ifndef OFLOG_BASE_MESSAGES_H
#define OFLOG_BASE_MESSAGES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/text.h"

struct place {
    const char *file; /* "<stdin>" for standard input; NULL when no file is meant */
    uint64_t line;    /* from 1; 0: the whole file */
    uint64_t
        column; /* from 1: the cell in CSV, the character in YAML; 0: the whole line */
};

struct messages {
    FILE *stream;     /* borrowed */
    const char *tool; /* the program's name; borrowed */
    bool quiet;       /* notes are not printed; mistakes are */
    uint64_t said;    /* how many mistakes have been said */
};

void messages_init(struct messages *messages, FILE *stream, const char *tool);

/* Prints "TOOL: FILE:LINE:COLUMN: " and the message as one line. Control bytes (C0, DEL,
 * and C1 in UTF-8) of the whole line come out as '?', since files come from strangers and
 * messages go to terminals. */
void messages_say(struct messages *messages, struct place place, const char *layout, ...)
    __attribute__((__format__(__printf__, 3, 4)));

/* The same without a place and uncounted; not printed when quiet. For what a user should
 * know of a run that did what was asked: counts, rules that did not apply. */
void messages_note(struct messages *messages, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

#endif
