/* Evidence: one cell that a program can read back. */
#include "step/flag_evidence.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

static void add(struct flag_evidence *evidence, struct text t)
{
    ARRAY_RESERVE(evidence->bytes, evidence->room, evidence->used + t.length + 1);
    if (t.length > 0)
        memcpy(evidence->bytes + evidence->used, t.bytes, t.length);
    evidence->used += t.length;
}

static bool is_plain(struct text t)
{
    return t.length > 0 && memchr(t.bytes, ' ', t.length) == NULL &&
           memchr(t.bytes, '"', t.length) == NULL;
}

void flag_evidence_begin(struct flag_evidence *evidence)
{
    evidence->used = 0;
}

void flag_evidence_add(struct flag_evidence *evidence, const char *key, struct text value)
{
    add(evidence, text_of(evidence->used > 0 ? " " : ""));
    add(evidence, text_of(key));
    add(evidence, text_of("="));
    if (is_plain(value)) {
        add(evidence, value);
        return;
    }
    add(evidence, text_of("\""));
    for (size_t i = 0; i < value.length; i++) {
        add(evidence, text_of(value.bytes[i] == '"' ? "\"" : ""));
        add(evidence, text_slice(value, i, i + 1));
    }
    add(evidence, text_of("\""));
}

void flag_evidence_add_number(struct flag_evidence *evidence, const char *key,
                              double number)
{
    char text[NUMBER_SIZE];
    flag_evidence_add(evidence, key, (struct text){ text, number_format(number, text) });
}

struct text flag_evidence_text(const struct flag_evidence *evidence)
{
    return (struct text){ evidence->bytes, evidence->used };
}

void flag_evidence_release(struct flag_evidence *evidence)
{
    free(evidence->bytes);
    *evidence = (struct flag_evidence){ 0 };
}
