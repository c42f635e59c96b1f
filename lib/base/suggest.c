/* The known names nearest to one that is not known. */
#include "base/suggest.h"

#include <stdio.h>
#include <strings.h>

enum { LONGEST = 64 };

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Both are at most LONGEST bytes. More than `limit` is as good as any more, so only cells
 * that can be within it are worked out, those at most `limit` off the diagonal, and two
 * rows above it are the end: a swap steps over one. Three rows of the table are enough:
 * this one and the two before. */
static size_t distance_between(struct text a, struct text b, size_t limit)
{
    size_t rows[3][LONGEST + 2];
    size_t least_above = 0;
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *const here = rows[i % 3];
        const size_t *const above = rows[(i - 1) % 3];
        const size_t *const higher = rows[(i + 1) % 3];
        const size_t from = i > limit ? i - limit : 1, to = least(b.length, i + limit);
        const char x = folded(a.bytes[i - 1]);
        size_t least_here = here[from - 1] = from == 1 ? i : limit + 1;
        for (size_t j = from; j <= to; j++) {
            const char y = folded(b.bytes[j - 1]);
            here[j] = least(least(here[j - 1], above[j]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == folded(b.bytes[j - 2]) &&
                folded(a.bytes[i - 2]) == y)
                here[j] = least(here[j], higher[j - 2] + 1);
            least_here = least(least_here, here[j]);
        }
        here[to + 1] = limit + 1;
        if (least_here > limit && least_above > limit)
            return limit + 1;
        least_above = least_here;
    }
    return rows[a.length % 3][b.length];
}

static bool goes_on(struct text name, struct text wanted)
{
    if (wanted.length < 3 || wanted.length >= name.length)
        return false;
    for (size_t i = 0; i < wanted.length; i++)
        if (folded(name.bytes[i]) != folded(wanted.bytes[i]))
            return false;
    return true;
}

void suggest_init(struct suggestions *suggestions, struct text wanted)
{
    *suggestions = (struct suggestions){ .wanted = wanted };
}

static bool is_nearer(const struct suggestions *s, size_t place, struct text name,
                      size_t distance)
{
    return distance < s->distances[place] ||
           (distance == s->distances[place] && text_compare(name, s->names[place]) < 0);
}

static void insert(struct suggestions *s, struct text name, size_t distance)
{
    size_t place = s->count;
    while (place > 0 && is_nearer(s, place - 1, name, distance))
        place--;
    if (place == SUGGEST_MOST)
        return;
    if (s->count < SUGGEST_MOST)
        s->count++;
    for (size_t i = s->count - 1; i > place; i--) {
        s->names[i] = s->names[i - 1];
        s->distances[i] = s->distances[i - 1];
    }
    s->names[place] = name;
    s->distances[place] = distance;
}

void suggest_offer(struct suggestions *s, struct text name)
{
    if (s->wanted.length == 0 || s->wanted.length > LONGEST || name.length == 0 ||
        name.length > LONGEST)
        return;
    /* A far name is dropped at once: tables of ids are offered whole. */
    const bool more = goes_on(name, s->wanted);
    size_t limit = 1 + s->wanted.length / 4;
    if (s->count == SUGGEST_MOST)
        limit = least(limit, s->distances[SUGGEST_MOST - 1]);
    const size_t apart = name.length > s->wanted.length ? name.length - s->wanted.length
                                                        : s->wanted.length - name.length;
    if (!more && apart > limit)
        return;
    for (size_t i = 0; i < s->count; i++)
        if (text_equal(s->names[i], name))
            return;
    const size_t distance = more ? 1 : distance_between(s->wanted, name, limit);
    if (distance <= limit)
        insert(s, name, distance);
}

void suggest_offer_inside(struct suggestions *s, struct text name)
{
    const size_t length = s->wanted.length;
    if (length < 4 || length > LONGEST)
        return;
    for (size_t at = 0; at + length <= name.length; at++) {
        const struct text rest = text_slice(name, at, name.length);
        if (strncasecmp(rest.bytes, s->wanted.bytes, length) == 0) {
            insert(s, name, LONGEST + at);
            return;
        }
    }
}

const char *suggest_format(const struct suggestions *s, char out[SUGGEST_SIZE])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < s->count && used < SUGGEST_SIZE; i++) {
        const char *before = i == 0 ? SUGGEST_BEGINS : i + 1 == s->count ? " or " : ", ";
        used += (size_t)snprintf(out + used, SUGGEST_SIZE - used, "%s'%.*s'%s", before,
                                 TEXT_ARGS(s->names[i]), i + 1 == s->count ? "?" : "");
    }
    return out;
}
