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
    /* from 1: the cell in CSV, the character in YAML; 0: the whole line */
    uint64_t column;
};

struct messages {
    FILE *stream;     /* borrowed */
    const char *tool; /* the program's name; borrowed */
    bool quiet;       /* notes are not printed; mistakes are */
    uint64_t said;    /* how many mistakes have been said */
};

void messages_init(struct messages *messages, FILE *stream, const char *tool);

/* Prints "TOOL: FILE:LINE:COLUMN: " and the message as one line. Of the whole line, '?'
 * stands for each character that is not safe to show (utf8_is_safe()) and each byte that
 * is not UTF-8, since files come from strangers and messages go to terminals. The message
 * is shortened as by messages_shorten(). */
void messages_say(struct messages *messages, struct place place, const char *layout, ...)
    __attribute__((__format__(__printf__, 3, 4)));

/* The same without a place and uncounted; not printed when quiet. For what a user should
 * know of a run that did what was asked: counts, rules that did not apply. */
void messages_note(struct messages *messages, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* The most bytes of a message that are shown: cells can be as long as files. */
enum { MESSAGE_MOST = 1000 };

/* Cuts the middle out of a longer message, in place, and puts "..." for it, between
 * characters of UTF-8: the beginning says what is wrong and the end what would be right.
 * `message` ends in a zero byte. Returns the new length. */
size_t messages_shorten(char *message, size_t length);

#endif
