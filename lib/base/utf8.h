/* Whether bytes are UTF-8, and which characters may be shown. */
#ifndef OFLOG_BASE_UTF8_H
#define OFLOG_BASE_UTF8_H

#include <stdint.h>

#include "base/memory.h"

/* Whether `t` is well formed after RFC 3629: no byte out of place, no overlong form, no
 * surrogate, nothing above U+10FFFF. ASCII is passed eight bytes at a time. */
bool utf8_is_valid(struct text t);

/* Whether `t` ends within a character: its last bytes begin one that has more. */
bool utf8_is_cut(struct text t);

/* The length in bytes of the first character of `t` (not empty), whose number becomes
 * *point; 0, with *point untouched, where what stands there is not UTF-8. */
size_t utf8_decode(struct text t, uint32_t *point);

/* `t` without white space at its ends: what text_trim() takes away, and the spaces of
 * UTF-8 that spreadsheets and word processors leave behind (no-break, narrow no-break,
 * thin, of no width). */
struct text utf8_trim(struct text t);

/* `t` trimmed so, and with one space for every run of white space inside: publishers
 * break and pad the cells of headers. A copy in `arena`. */
struct text utf8_fold(struct text t, struct arena *arena);

/* Whether a character of a stranger's text may reach a terminal or a page as it is. Not
 * so: controls (C0, DEL, C1), line and paragraph separators, marks and overrides of
 * direction (which can make a name read as another), characters of no width, the byte
 * order mark, tags, and numbers that are no characters (U+FFFE), which XML forbids.
 * Whoever shows text puts one '?' for each, and for each byte that is not UTF-8. */
bool utf8_is_safe(uint32_t point);

/* The bytes of `t` (a run of them from its beginning) that may be shown as they are. */
size_t utf8_safe_length(struct text t);

/* Writes what may be shown of `t` to `out`, which has room for its length and may be its
 * bytes: '?' for each character that is not safe, and each byte that is not UTF-8.
 * Returns the length. */
size_t utf8_make_safe(struct text t, char *out);

#endif
