/* How a draft is written: YAML that is read back as it was meant, whatever a file holds.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "step/draft_write.h"

void draft_put(struct draft_writing *w, const char *layout, ...)
{
    char *line;
    va_list arguments;
    va_start(arguments, layout);
    const int length = vasprintf(&line, layout, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    csv_write_bytes(w->out, (struct text){ line, (size_t)length });
    free(line);
}

struct text draft_quote(struct text t, struct arena *arena)
{
    enum { WIDEST = 10 };
    char *out = arena_take_bytes(arena, t.length * WIDEST + 3);
    size_t length = 0;
    out[length++] = '"';
    for (size_t at = 0; at < t.length;) {
        uint32_t point = 0xFFFD;
        const struct text rest = text_slice(t, at, t.length);
        const size_t size = utf8_decode(rest, &point);
        if (size > 0 && utf8_is_safe(point)) {
            if (point == '"' || point == '\\')
                out[length++] = '\\';
            memcpy(out + length, rest.bytes, size);
            length += size;
        } else {
            length += (size_t)sprintf(out + length, "\\U%08X", (unsigned)point);
        }
        at += size > 0 ? size : 1;
    }
    out[length++] = '"';
    return (struct text){ out, length };
}

struct text draft_shown(struct text t, struct arena *arena)
{
    enum { LONGEST = 90 };
    char *out = arena_take_bytes(arena, t.length + 4);
    size_t length = 0;
    for (size_t at = 0; at < t.length && length < LONGEST;) {
        uint32_t point;
        const struct text rest = text_slice(t, at, t.length);
        const size_t size = utf8_decode(rest, &point);
        if (size > 0 && utf8_is_safe(point)) {
            memcpy(out + length, rest.bytes, size);
            length += size;
        } else {
            out[length++] = rest.bytes[0] == '\n' ? ' ' : '?';
        }
        at += size > 0 ? size : 1;
        if (length >= LONGEST && at < t.length) {
            memcpy(out + length, "...", 3);
            length += 3;
        }
    }
    return (struct text){ out, length };
}

void draft_put_counts(struct draft_writing *w, const struct draft_tally *tally,
                      size_t most)
{
    uint32_t *order = draft_tally_order(tally);
    const size_t count = draft_tally_count(tally);
    for (size_t i = 0; i < count && i < most; i++)
        draft_put(w, "%s'%.*s' %llu", i == 0 ? "" : ", ",
                  SHOWN(tally->texts.keys[order[i]]),
                  (unsigned long long)tally->counts[order[i]]);
    if (count > most)
        draft_put(w, ", and %zu%s others", count - most,
                  tally->others > 0 ? " or more" : "");
    free(order);
}
