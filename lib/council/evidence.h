/* The file of flags, as oflog-flag writes it and others read it: its columns, and the
 * evidence, one cell that a program can take apart, as in "test=outlier mads=-6.1". */
#ifndef OFLOG_COUNCIL_EVIDENCE_H
#define OFLOG_COUNCIL_EVIDENCE_H

#include "base/memory.h"

enum flag_column {
    FLAG_METRIC,
    FLAG_AREA_CODE,
    FLAG_AREA_NAME,
    FLAG_PERIOD,
    FLAG_ID, /* of the rule, which its author chose; evidence has the test */
    FLAG_KIND,
    FLAG_SEVERITY,
    FLAG_THEMES,
    FLAG_VALUE,
    FLAG_EVIDENCE,
    FLAG_Q_VALUE,
    FLAG_STATUS,
    FLAG_SENTENCE,
    FLAG_COLUMN_COUNT
};

/* Their names, in that order. */
extern const char *const flag_column_words[FLAG_COLUMN_COUNT];

/* Pairs of key=value with single spaces between. A value that is empty or holds a space
 * or a double quote stands in double quotes, with those inside doubled. Starts as { 0 }.
 */
struct evidence {
    char *bytes;
    size_t used, room;
};

void evidence_begin(struct evidence *evidence);

/* A key holds neither a space nor a quote nor "=". */
void evidence_add(struct evidence *evidence, const char *key, struct text value);
void evidence_add_number(struct evidence *evidence, const char *key, double number);

/* Good until the next call. */
struct text evidence_text(const struct evidence *evidence);
void evidence_release(struct evidence *evidence);

/* Takes the next pair off the front of `rest`; false where there is none. A value without
 * quotes is a view into `rest`, one in quotes is put into the arena without them. What
 * evidence_add() did not write is read as far as it goes: a quote that is never closed
 * ends with the text. */
bool evidence_next(struct text *rest, struct text *key, struct text *value,
                   struct arena *arena);

/* The value of the first pair with that key; empty where there is none. */
struct text evidence_find(struct text evidence, const char *key, struct arena *arena);

#endif
