/* Evidence: one cell that a program can read back, as in "mads=-6.1 limit=-5.1891". */
#ifndef OFLOG_STEP_FLAG_EVIDENCE_H
#define OFLOG_STEP_FLAG_EVIDENCE_H

#include <stddef.h>

#include "base/text.h"

/* Pairs of key=value with single spaces between. A value that is empty or holds a space
 * or a double quote stands in double quotes, with those inside doubled. Starts as { 0 }.
 */
struct flag_evidence {
    char *bytes;
    size_t used, room;
};

void flag_evidence_begin(struct flag_evidence *evidence);
void flag_evidence_add(struct flag_evidence *evidence, const char *key,
                       struct text value);
void flag_evidence_add_number(struct flag_evidence *evidence, const char *key,
                              double number);

/* Good until the next call. */
struct text flag_evidence_text(const struct flag_evidence *evidence);
void flag_evidence_release(struct flag_evidence *evidence);

#endif
