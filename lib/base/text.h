/* A view of bytes that somebody else owns. Whoever hands one out says how long it is
 * good. */
#ifndef OFLOG_BASE_TEXT_H
#define OFLOG_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct text {
    const char *bytes; /* not terminated by a zero byte; may be NULL when length is 0 */
    size_t length;
};

/* For printf("%.*s", TEXT_ARGS(t)). Lengths of printed texts stay below INT_MAX. */
#define TEXT_ARGS(t) (int)(t).length, (t).bytes == NULL ? "" : (t).bytes

/* The view of a zero-terminated string; NULL gives the empty text. */
static inline struct text text_of(const char *string)
{
    return (struct text){ string, string == NULL ? 0 : strlen(string) };
}

static inline bool text_is_empty(struct text t)
{
    return t.length == 0;
}

static inline bool text_equal(struct text a, struct text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static inline bool text_is(struct text a, const char *string)
{
    return text_equal(a, text_of(string));
}

/* Order of bytes as unsigned numbers, a prefix first: negative, 0 or positive as strcmp.
 */
static inline int text_compare(struct text a, struct text b)
{
    const size_t shorter = a.length < b.length ? a.length : b.length;
    const int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static inline bool text_starts_with(struct text t, struct text prefix)
{
    return t.length >= prefix.length &&
           (prefix.length == 0 || memcmp(t.bytes, prefix.bytes, prefix.length) == 0);
}

/* Bytes [from, to) of `t`; both are cut to the length of `t`. */
static inline struct text text_slice(struct text t, size_t from, size_t to)
{
    to = to < t.length ? to : t.length;
    from = from < to ? from : to;
    return (struct text){ t.bytes == NULL ? NULL : t.bytes + from, to - from };
}

/* ASCII white space: space, tab, line feed, carriage return. */
static inline bool text_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether `count` digits of ASCII stand at `at`, and the number that they make. */
static inline bool text_digits_at(struct text t, size_t at, size_t count)
{
    if (at > t.length || count > t.length - at)
        return false;
    for (size_t i = at; i < at + count; i++)
        if (t.bytes[i] < '0' || t.bytes[i] > '9')
            return false;
    return true;
}

static inline int text_number_at(struct text t, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = at; i < at + count; i++)
        number = 10 * number + (t.bytes[i] - '0');
    return number;
}

static inline struct text text_trim(struct text t)
{
    while (t.length > 0 && text_is_space(t.bytes[0])) {
        t.bytes++;
        t.length--;
    }
    while (t.length > 0 && text_is_space(t.bytes[t.length - 1]))
        t.length--;
    return t;
}

#endif
