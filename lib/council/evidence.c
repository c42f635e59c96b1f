/* The file of flags: its columns, and evidence put together and taken apart. */
#include "council/evidence.h"

#include <stdlib.h>

#include "base/number.h"

const char *const flag_column_words[FLAG_COLUMN_COUNT] = {
    "metric",   "area_code", "area_name", "period",   "flag",    "kind",
    "severity", "themes",    "value",     "evidence", "q_value", "status",
    "sentence"
};

static void add(struct evidence *evidence, struct text t)
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

void evidence_begin(struct evidence *evidence)
{
    evidence->used = 0;
}

void evidence_add(struct evidence *evidence, const char *key, struct text value)
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

void evidence_add_number(struct evidence *evidence, const char *key, double number)
{
    char text[NUMBER_SIZE];
    evidence_add(evidence, key, (struct text){ text, number_format(number, text) });
}

struct text evidence_text(const struct evidence *evidence)
{
    return (struct text){ evidence->bytes, evidence->used };
}

void evidence_release(struct evidence *evidence)
{
    free(evidence->bytes);
    *evidence = (struct evidence){ 0 };
}

static struct text take_plain(struct text *rest)
{
    const char *space = rest->length == 0 ? NULL : memchr(rest->bytes, ' ', rest->length);
    const size_t length = space == NULL ? rest->length : (size_t)(space - rest->bytes);
    const struct text value = text_slice(*rest, 0, length);
    *rest = text_slice(*rest, length, rest->length);
    return value;
}

/* `rest` begins with the quote that opens. */
static struct text take_quoted(struct text *rest, struct arena *arena)
{
    const char *t = rest->bytes;
    char *bytes = arena_take_bytes(arena, rest->length);
    size_t used = 0, i = 1;
    for (; i < rest->length; i++) {
        const bool doubled = t[i] == '"' && i + 1 < rest->length && t[i + 1] == '"';
        if (t[i] == '"' && !doubled)
            break;
        i += doubled;
        bytes[used++] = t[i];
    }
    *rest = text_slice(*rest, i + 1, rest->length);
    return (struct text){ bytes, used };
}

bool evidence_next(struct text *rest, struct text *key, struct text *value,
                   struct arena *arena)
{
    while (text_starts_with(*rest, text_of(" ")))
        *rest = text_slice(*rest, 1, rest->length);
    const char *equals =
        rest->length == 0 ? NULL : memchr(rest->bytes, '=', rest->length);
    if (equals == NULL)
        return false;
    *key = text_slice(*rest, 0, (size_t)(equals - rest->bytes));
    *rest = text_slice(*rest, key->length + 1, rest->length);
    *value = text_starts_with(*rest, text_of("\"")) ? take_quoted(rest, arena)
                                                    : take_plain(rest);
    return true;
}

struct text evidence_find(struct text evidence, const char *key, struct arena *arena)
{
    struct text found, value;
    while (evidence_next(&evidence, &found, &value, arena))
        if (text_is(found, key))
            return value;
    return text_of("");
}
