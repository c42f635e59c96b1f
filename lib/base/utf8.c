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
    return true;
}
