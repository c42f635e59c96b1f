/* Cells of a table as JSON values. */
#include "format/json_cell.h"

#include <assert.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/number.h"
#include "base/utf8.h"

/* Most cells: nothing in them that JSON escapes, or that might not be UTF-8. */
static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char c = (unsigned char)text.bytes[i];
        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\')
            return false;
    }
    return true;
}

static void put_valid(struct text_buffer *out, struct text text)
{
    static const char replacement[] = "\xef\xbf\xbd";
    while (text.length > 0) {
        uint32_t point;
        const size_t length = utf8_decode(text, &point);
        text_buffer_put(out,
                        length == 0 ? text_of(replacement) : text_slice(text, 0, length));
        text = text_slice(text, length == 0 ? 1 : length, text.length);
    }
}

/* jansson is the authority on what is escaped and how. */
static void put_escaped(struct text_buffer *out, struct text text)
{
    struct text_buffer valid = { 0 };
    put_valid(&valid, text);
    json_t *string = json_stringn_nocheck(valid.bytes, valid.length);
    const size_t length = json_dumpb(string, NULL, 0, JSON_ENCODE_ANY);
    ARRAY_RESERVE(out->bytes, out->room, out->length + length);
    json_dumpb(string, out->bytes + out->length, length, JSON_ENCODE_ANY);
    out->length += length;
    json_decref(string);
    free(valid.bytes);
}

void json_put_text(struct text_buffer *out, struct text text)
{
    if (!is_plain(text)) {
        put_escaped(out, text);
        return;
    }
    text_buffer_put_byte(out, '"');
    text_buffer_put(out, text);
    text_buffer_put_byte(out, '"');
}

static size_t digits_from(struct text text, size_t at)
{
    while (text_digits_at(text, at, 1))
        at++;
    return at;
}

/* Whether a number that number_parse() reads is one of JSON as it stands. */
static bool is_json(struct text text)
{
    size_t at = text.bytes[0] == '-';
    const size_t whole = at;
    at = digits_from(text, at);
    if (at == whole || (text.bytes[whole] == '0' && at > whole + 1))
        return false;
    return at == text.length || text.bytes[at] != '.' || text_digits_at(text, at + 1, 1);
}

void json_put_number(struct text_buffer *out, struct text text)
{
    char spelt[NUMBER_SIZE];
    double number;
    const bool fine = number_parse(text, &number);
    assert(fine);
    if (fine && !is_json(text))
        text = (struct text){ spelt, number_format(number, spelt) };
    text_buffer_put(out, text);
}
