/* What stands in a cell of a spreadsheet. */
#include "page/spreadsheet_cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text_buffer.h"
#include "base/utf8.h"

/* What Excel allows, in units of UTF-16, less the words that say that it is cut. */
enum { MOST_UNITS = 32767 - 64 };

static bool is_hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_escape(struct text text)
{
    if (text.length < sizeof "_x0041_" - 1 || memcmp(text.bytes, "_x", 2) != 0 ||
        text.bytes[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!is_hexadecimal(text.bytes[i]))
            return false;
    return true;
}

struct text spreadsheet_clean(struct text text, struct arena *arena)
{
    struct text_buffer out = { 0 };
    size_t units = 0;
    while (text.length > 0 && units < MOST_UNITS) {
        uint32_t point = 0;
        const size_t length = utf8_decode(text, &point);
        const bool fine = length > 0 && utf8_is_safe(point);
        if (is_escape(text))
            text_buffer_put(&out, text_of("_x005F"));
        text_buffer_put(&out, fine ? text_slice(text, 0, length) : text_of("?"));
        units += point > 0xffff ? 2 : 1;
        text = text_slice(text, length == 0 ? 1 : length, text.length);
    }
    if (text.length > 0)
        text_buffer_put(&out, text_of(" ... (cut: a cell holds no more)"));
    const struct text kept = arena_keep(arena, (struct text){ out.bytes, out.length });
    free(out.bytes);
    return kept;
}

/* A number within a text: "£11,818 thousand" is "£", "11,818", " thousand". */
struct shown_number {
    struct text before, digits, behind;
    size_t decimals;
    bool commas;
};

static bool is_digit(struct text text, size_t at)
{
    return text_digits_at(text, at, 1);
}

static bool find_number(struct text text, struct shown_number *shown)
{
    size_t from = 0, to;
    while (from < text.length && !is_digit(text, from))
        from++;
    for (to = from;
         is_digit(text, to) ||
         (to < text.length && (text.bytes[to] == ',' || text.bytes[to] == '.') &&
          is_digit(text, to + 1));
         to++)
        ;
    *shown = (struct shown_number){ text_slice(text, 0, from), text_slice(text, from, to),
                                    text_slice(text, to, text.length), 0, false };
    for (size_t i = from; i < to; i++) {
        shown->commas = shown->commas || text.bytes[i] == ',';
        if (text.bytes[i] == '.')
            shown->decimals = to - i - 1;
    }
    return to > from;
}

/* What is left of a sign in front: Excel writes its own before what stands there. */
static bool take_sign(struct text *before, double number)
{
    static const char minus[] = "\xe2\x88\x92";
    const struct text t = *before;
    const size_t sign = text_starts_with(t, text_of("-"))     ? 1
                        : text_starts_with(t, text_of(minus)) ? sizeof minus - 1
                                                              : 0;
    *before = text_slice(t, sign, t.length);
    return sign == 0 ? number >= 0 : number < 0;
}

static bool is_literal(struct text t)
{
    for (size_t i = 0; i < t.length; i++)
        if (t.bytes[i] == '"' || is_digit(t, i))
            return false;
    return t.length < 48 && utf8_safe_length(t) == t.length;
}

static void round_to(size_t decimals, double number, char *out, size_t size)
{
    snprintf(out, size, "%.*f", (int)decimals, fabs(number));
}

/* Whether the digits are those of the number, rounded so. */
static bool is_of(const struct shown_number *shown, double number)
{
    char plain[64], rounded[400];
    size_t used = 0;
    for (size_t i = 0; i < shown->digits.length && used < sizeof plain - 1; i++)
        if (shown->digits.bytes[i] != ',')
            plain[used++] = shown->digits.bytes[i];
    plain[used] = '\0';
    round_to(shown->decimals, number, rounded, sizeof rounded);
    return strcmp(plain, rounded) == 0;
}

/* Whether the number lies so near to halfway that Excel, which rounds up what 15 digits
 * show as half, may round it otherwise than printf() did. */
static bool is_halfway(const struct shown_number *shown, double number)
{
    char as_it_is[400], raised[400];
    round_to(shown->decimals, number, as_it_is, sizeof as_it_is);
    round_to(shown->decimals, number * (1 + 4e-15), raised, sizeof raised);
    return strcmp(as_it_is, raised) != 0;
}

static void quote(struct text t, char *out, size_t size)
{
    if (t.length > 0)
        snprintf(out, size, "\"%.*s\"", TEXT_ARGS(t));
    else
        out[0] = '\0';
}

bool spreadsheet_layout(struct text text, double number,
                        char layout[SPREADSHEET_LAYOUT_SIZE])
{
    static const char zeros[] = "000000000000000";
    char before[56], behind[56];
    struct shown_number shown;
    if (!isfinite(number) || !find_number(text, &shown) ||
        !take_sign(&shown.before, number) || !is_literal(shown.before) ||
        !is_literal(shown.behind) || shown.decimals >= sizeof zeros ||
        !is_of(&shown, number))
        return false;
    shown.decimals += is_halfway(&shown, number);
    quote(shown.before, before, sizeof before);
    quote(shown.behind, behind, sizeof behind);
    const int length =
        snprintf(layout, SPREADSHEET_LAYOUT_SIZE, "%s%s%s%.*s%s", before,
                 shown.commas ? "#,##0" : "0", shown.decimals > 0 ? "." : "",
                 (int)shown.decimals, zeros, behind);
    return length < SPREADSHEET_LAYOUT_SIZE;
}
