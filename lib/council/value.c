/* A number, or a published marker. */
#include "council/value.h"

const char marker_letters[] = "b c e f low p r u w x z";

enum { MARKER_COUNT = 11 };

static const char *const letters[MARKER_COUNT] = { "b", "c", "e", "f", "low", "p",
                                                   "r", "u", "w", "x", "z" };

unsigned marker_parse(struct text t)
{
    for (int i = 0; i < MARKER_COUNT; i++)
        if (text_is(t, letters[i]))
            return 1u << i;
    return 0;
}

bool markers_parse(struct text t, unsigned *markers)
{
    *markers = 0;
    while (t.length > 0) {
        const char *space = memchr(t.bytes, ' ', t.length);
        const size_t length = space == NULL ? t.length : (size_t)(space - t.bytes);
        const unsigned marker = marker_parse(text_slice(t, 0, length));
        if (marker == 0 || (*markers & marker) != 0 || length + 1 == t.length)
            return false;
        *markers |= marker;
        t = text_slice(t, length + 1, t.length);
    }
    return true;
}

const char *markers_format(unsigned markers, char out[MARKERS_SIZE])
{
    size_t used = 0;
    for (int i = 0; i < MARKER_COUNT; i++) {
        if ((markers & 1u << i) == 0)
            continue;
        if (used > 0)
            out[used++] = ' ';
        const size_t length = strlen(letters[i]);
        memcpy(out + used, letters[i], length);
        used += length;
    }
    out[used] = '\0';
    return out;
}

bool markers_parse_shorthand(struct text t, struct text *rest, unsigned *markers)
{
    *markers = 0;
    t = text_trim(t);
    while (t.length > 0 && t.bytes[t.length - 1] == ']') {
        size_t open = t.length;
        while (open > 0 && t.bytes[open - 1] != '[')
            open--;
        const unsigned marker =
            open == 0 ? 0 : marker_parse(text_slice(t, open, t.length - 1));
        if (marker == 0)
            return false;
        *markers |= marker;
        t = text_trim(text_slice(t, 0, open - 1));
    }
    *rest = t;
    return true;
}

enum standing value_standing(bool has_number, unsigned markers)
{
    if (has_number)
        return STANDING_COUNTS;
    return (markers & MARKER_NOT_APPLICABLE) != 0 ? STANDING_OUTSIDE : STANDING_MISSING;
}
