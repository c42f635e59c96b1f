/* Whether bytes are UTF-8, and which characters may be shown. */
#include "base/utf8.h"

static size_t ascii_length(struct text t, size_t from)
{
    const uint64_t high_bits = 0x8080808080808080u;
    uint64_t eight;
    while (t.length - from >= sizeof eight) {
        memcpy(&eight, t.bytes + from, sizeof eight);
        if ((eight & high_bits) != 0)
            break;
        from += sizeof eight;
    }
    while (from < t.length && (t.bytes[from] & 0x80) == 0)
        from++;
    return from;
}

/* The bytes of the character at `from`, which is not ASCII; 0 where there is none. The
 * second byte rules out overlong forms, surrogates and what is above U+10FFFF. */
static size_t character_length(struct text t, size_t from)
{
    const unsigned char *b = (const unsigned char *)t.bytes + from;
    const size_t left = t.length - from;
    const size_t length = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
    if (b[0] < 0xc2 || b[0] > 0xf4 || left < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((b[i] & 0xc0) != 0x80)
            return 0;
    if ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f) ||
        (b[0] == 0xf0 && b[1] < 0x90) || (b[0] == 0xf4 && b[1] > 0x8f))
        return 0;
    return length;
}

bool utf8_is_valid(struct text t)
{
    size_t at = ascii_length(t, 0);
    while (at < t.length) {
        const size_t length = character_length(t, at);
        if (length == 0)
            return false;
        at = ascii_length(t, at + length);
    }
    return true;
}

bool utf8_is_cut(struct text t)
{
    for (size_t back = 1; back <= 3 && back <= t.length; back++) {
        const unsigned char b = (unsigned char)t.bytes[t.length - back];
        if ((b & 0xc0) != 0x80)
            return b >= 0xc2 && b <= 0xf4 &&
                   back < (b >= 0xf0   ? 4u
                           : b >= 0xe0 ? 3u
                                       : 2u);
    }
    return false;
}

size_t utf8_decode(struct text t, uint32_t *point)
{
    const unsigned char *b = (const unsigned char *)t.bytes;
    const size_t length = b[0] < 0x80 ? 1 : character_length(t, 0);
    if (length == 0)
        return 0;
    *point = length == 1 ? b[0] : b[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++)
        *point = *point << 6 | (b[i] & 0x3fu);
    return length;
}

bool utf8_is_safe(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } unsafe[] = { { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0x061c, 0x061c },
                   { 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
                   { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe0fff } };
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (unsafe[i].first <= point && point <= unsafe[i].last)
            return false;
    return (point & 0xfffe) != 0xfffe && (point < 0xfdd0 || point > 0xfdef);
}

/* Printable ASCII, eight bytes at a time: neither the high bit, nor below a space, nor
 * DEL. */
static size_t plain_length(struct text t, size_t from)
{
    const uint64_t ones = 0x0101010101010101u, high_bits = ones << 7;
    uint64_t eight;
    while (t.length - from >= sizeof eight) {
        memcpy(&eight, t.bytes + from, sizeof eight);
        const uint64_t control = (eight - ones * ' ') & ~eight;
        const uint64_t deleted = eight ^ ones * 0x7f;
        if (((eight | control | ((deleted - ones) & ~deleted)) & high_bits) != 0)
            break;
        from += sizeof eight;
    }
    return from;
}

/* The bytes of the character at `from`, or 0 where it must not be shown. */
static size_t safe_character_length(struct text t, size_t from)
{
    uint32_t point = 0;
    const size_t length = utf8_decode(text_slice(t, from, t.length), &point);
    return length > 0 && utf8_is_safe(point) ? length : 0;
}

size_t utf8_safe_length(struct text t)
{
    size_t at = plain_length(t, 0);
    while (at < t.length) {
        const size_t length = safe_character_length(t, at);
        if (length == 0)
            break;
        at = plain_length(t, at + length);
    }
    return at;
}

size_t utf8_make_safe(struct text t, char *out)
{
    size_t used = 0;
    for (size_t i = 0, taken; i < t.length; i += taken) {
        uint32_t point = 0;
        taken = utf8_decode(text_slice(t, i, t.length), &point);
        if (taken == 0 || !utf8_is_safe(point)) {
            out[used++] = '?';
            taken = taken == 0 ? 1 : taken;
        } else {
            memmove(out + used, t.bytes + i, taken);
            used += taken;
        }
    }
    return used;
}

/* The bytes of the first of these spaces at `bytes`, of `length`; 0 where none is. */
static size_t space_length(const char *bytes, size_t length)
{
    static const char *const spaces[] = {
        "\xc2\xa0",     "\xe2\x80\xaf", "\xe2\x80\x89",
        "\xe2\x80\x8b", "\xe2\x80\x87", "\xef\xbb\xbf"
    };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        const size_t size = strlen(spaces[i]);
        if (length >= size && memcmp(bytes, spaces[i], size) == 0)
            return size;
    }
    return 0;
}

struct text utf8_trim(struct text t)
{
    size_t taken = 1;
    t = text_trim(t);
    while (t.length > 1 && taken > 0) {
        const size_t front =
            (t.bytes[0] & 0x80) == 0 ? 0 : space_length(t.bytes, t.length);
        t = text_trim(text_slice(t, front, t.length));
        size_t back = 0;
        for (size_t size = 2; size <= 3 && size <= t.length && back == 0; size++)
            if ((t.bytes[t.length - 1] & 0x80) != 0 &&
                space_length(t.bytes + t.length - size, size) == size)
                back = size;
        t = text_trim(text_slice(t, 0, t.length - back));
        taken = front + back;
    }
    return t;
}

struct text utf8_fold(struct text t, struct arena *arena)
{
    t = utf8_trim(t);
    char *bytes = arena_take_bytes(arena, t.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < t.length; i++) {
        const bool space = text_is_space(t.bytes[i]);
        if (!space || bytes[length - 1] != ' ')
            bytes[length++] = space ? ' ' : t.bytes[i];
    }
    return (struct text){ bytes, length };
}
