/* Names that differ from file to file in a known way. */
#include "base/pattern.h"

/* One character of a pattern, or a word in braces. */
enum piece { PIECE_CHARACTER, PIECE_YEAR, PIECE_ANY };

/* The piece at `at`, and in *length how much of the pattern it is. */
static enum piece piece_at(struct text pattern, size_t at, size_t *length)
{
    static const struct text any = { "{any}", 5 }, year = { "{year}", 6 };
    const struct text rest = text_slice(pattern, at, pattern.length);
    const enum piece piece = text_starts_with(rest, any)    ? PIECE_ANY
                             : text_starts_with(rest, year) ? PIECE_YEAR
                                                            : PIECE_CHARACTER;
    *length = piece == PIECE_ANY ? any.length : piece == PIECE_YEAR ? year.length : 1;
    return piece;
}

/* How many bytes of `t` the piece takes, which is not PIECE_ANY; 0: it is something else.
 */
static size_t taken(enum piece piece, char character, struct text t)
{
    enum { YEAR = 4 };
    if (piece == PIECE_CHARACTER)
        return t.length > 0 && t.bytes[0] == character;
    for (size_t i = 0; i < YEAR; i++)
        if (i >= t.length || t.bytes[i] < '0' || t.bytes[i] > '9')
            return 0;
    return YEAR;
}

/* Where a piece does not fit, the last {any} takes one byte more: what comes before it
 * need never be looked at again. */
static bool holds(struct text pattern, struct text t, bool beginning)
{
    const size_t none = SIZE_MAX;
    size_t at = 0, here = 0, length = 0, behind_any = none, any_ends = 0;
    while (at < pattern.length || (here < t.length && !beginning)) {
        enum piece piece = PIECE_CHARACTER;
        size_t step = 0;
        if (at < pattern.length) {
            piece = piece_at(pattern, at, &length);
            if (piece == PIECE_ANY) {
                behind_any = at += length;
                any_ends = here;
                continue;
            }
            step = taken(piece, pattern.bytes[at], text_slice(t, here, t.length));
        }
        if (step > 0) {
            at += length;
            here += step;
        } else if (behind_any == none || any_ends >= t.length) {
            return false;
        } else {
            at = behind_any;
            here = ++any_ends;
        }
    }
    return true;
}

bool pattern_holds(struct text pattern, struct text t)
{
    return holds(pattern, t, false);
}

bool pattern_begins(struct text pattern, struct text t)
{
    return holds(pattern, t, true);
}
