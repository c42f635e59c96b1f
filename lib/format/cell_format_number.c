/* Numbers shown through the digits of a format. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "format/cell_format_parts.h"

/* A number without its sign: 0.DIGITS times ten to the power of `point`. Behind the last
 * digit there are zeros. */
struct digits {
    char digits[NUMBER_SIZE];
    int count;
    int point;
};

/* The shortest decimal that reads back, of 15 to 17 digits: 2.675 is what was typed, and
 * is rounded to 2.68, though the double is a little less; 2.6749999999999998 is 2.67. */
static void shortest(double number, char text[NUMBER_SIZE])
{
    double again;
    size_t length = number_format(number, text);
    for (int digits = 16; digits <= 17; digits++)
        if (!number_parse((struct text){ text, length }, &again) || again != number)
            length = (size_t)snprintf(text, NUMBER_SIZE, "%.*g", digits, number);
}

static struct digits digits_of(double number)
{
    char text[NUMBER_SIZE];
    struct digits d = { .count = 0 };
    shortest(fabs(number), text);
    const char *at = text;
    bool behind_point = false;
    for (; *at != '\0' && *at != 'e'; at++) {
        if (*at == '.') {
            behind_point = true;
            continue;
        }
        d.point += !behind_point && (d.count > 0 || *at != '0');
        d.point -= behind_point && d.count == 0 && *at == '0';
        if (d.count > 0 || *at != '0')
            d.digits[d.count++] = *at;
    }
    int power = 0;
    if (*at == 'e')
        sscanf(at + 1, "%d", &power);
    d.point += power;
    return d;
}

/* Halves go away from zero. */
static void round_digits(struct digits *d, int decimals)
{
    const int kept = d->point + decimals;
    if (kept >= d->count)
        return;
    bool up = kept >= 0 && d->digits[kept] >= '5';
    d->count = kept > 0 ? kept : 0;
    int i = d->count;
    while (up && i > 0) {
        up = d->digits[--i] == '9';
        d->digits[i] = (char)(up ? '0' : d->digits[i] + 1);
    }
    if (up) { /* nothing but nines, or no digit at all: 1 and what were nines */
        memmove(d->digits + 1, d->digits, (size_t)d->count);
        d->digits[0] = '1';
        d->count++;
        d->point++;
    }
    while (d->count > 0 && d->digits[d->count - 1] == '0')
        d->count--;
}

/* The digit for 10^-(index + 1 - point). */
static char digit_at(const struct digits *d, int index)
{
    return index >= 0 && index < d->count ? d->digits[index] : '0';
}

/* What is put out, while the tokens are gone through. */
struct showing {
    const struct format_section *section;
    struct digits digits;
    int whole_seen;
    int decimals_seen;
    int exponent;
    struct text_buffer *out;
};

/* The digit with `behind` digits between it and the point. */
static void put_whole_digit(struct showing *s, int behind)
{
    text_buffer_put_byte(s->out, digit_at(&s->digits, s->digits.point - 1 - behind));
    if (s->section->thousands && behind > 0 && behind % 3 == 0)
        text_buffer_put_byte(s->out, ',');
}

/* The digits that have no place of their own come with the first one. */
static void put_surplus(struct showing *s)
{
    for (int behind = s->digits.point - 1; behind >= s->section->whole; behind--)
        put_whole_digit(s, behind);
}

static void show_whole(struct showing *s, char letter)
{
    if (s->whole_seen == 0)
        put_surplus(s);
    const int behind = s->section->whole - ++s->whole_seen;
    if (behind < s->digits.point || letter == '0')
        put_whole_digit(s, behind);
    else if (letter == '?')
        text_buffer_put_byte(s->out, ' ');
}

static void show_decimal(struct showing *s, char letter)
{
    const int index = s->digits.point + s->decimals_seen++;
    if (index < s->digits.count || letter == '0')
        text_buffer_put_byte(s->out, digit_at(&s->digits, index));
    else if (letter == '?')
        text_buffer_put_byte(s->out, ' ');
}

static void show_exponent(struct showing *s, size_t at)
{
    const struct format_section *section = s->section;
    char text[16];
    int width = 0;
    for (size_t i = at + 1; i < section->count; i++)
        width += section->tokens[i].kind == FORMAT_DIGIT;
    text_buffer_put_byte(s->out, 'E');
    if (s->exponent < 0 || section->tokens[at].letter == '+')
        text_buffer_put_byte(s->out, s->exponent < 0 ? '-' : '+');
    snprintf(text, sizeof text, "%0*d", width < 9 ? width : 9, abs(s->exponent));
    text_buffer_put(s->out, text_of(text));
}

/* Rounds; the exponent is a multiple of the digits before the point. */
static void take_exponent(struct showing *s)
{
    struct digits *d = &s->digits;
    const int step = s->section->whole > 0 ? s->section->whole : 1;
    for (int attempt = 0; attempt < 2 && d->count > 0; attempt++) {
        const int power = d->point - 1;
        const int exponent = (power < 0 ? power - step + 1 : power) / step * step;
        s->exponent += exponent;
        d->point -= exponent;
        round_digits(d, s->section->decimals); /* 9.99 may become 10 */
    }
}

static void show_digits(struct showing *s)
{
    const struct format_section *section = s->section;
    bool behind_point = false, behind_exponent = false;
    for (size_t i = 0; i < section->count; i++) {
        const struct format_token *token = &section->tokens[i];
        if (token->kind == FORMAT_LITERAL) {
            text_buffer_put(s->out, token->literal);
        } else if (token->kind == FORMAT_PERCENT) {
            text_buffer_put_byte(s->out, '%');
        } else if (token->kind == FORMAT_POINT) {
            if (section->whole == 0 && !behind_point)
                put_surplus(s);
            if (!s->section->bare_point || s->digits.count > s->digits.point)
                text_buffer_put_byte(s->out, '.');
            behind_point = true;
        } else if (token->kind == FORMAT_EXPONENT) {
            show_exponent(s, i);
            behind_exponent = true;
        } else if (token->kind == FORMAT_DIGIT && !behind_exponent) {
            if (behind_point)
                show_decimal(s, token->letter);
            else
                show_whole(s, token->letter);
        }
    }
}

/* General, and text with a number in it. */
static bool is_general(const struct format_section *section)
{
    bool digits = false, general = section->text;
    for (size_t i = 0; i < section->count; i++) {
        digits = digits || section->tokens[i].kind == FORMAT_DIGIT;
        general = general || section->tokens[i].kind == FORMAT_GENERAL;
    }
    return general && !digits;
}

static void show_general(const struct format_section *section, double number,
                         struct text_buffer *out)
{
    for (size_t i = 0; i < section->count; i++) {
        const struct format_token *token = &section->tokens[i];
        if (token->kind == FORMAT_GENERAL || token->kind == FORMAT_TEXT)
            cell_format_show_general(number, out);
        else if (token->kind == FORMAT_LITERAL)
            text_buffer_put(out, token->literal);
    }
}

/* Where the parts of a fraction stand: tokens [numerator, slash) and (slash, end). */
struct fraction {
    size_t numerator;
    size_t slash;
    size_t end;
    int fixed;  /* the denominator where it is written in the code, or 0 */
    bool whole; /* whether whole numbers stand before it */
};

static char digit_token(const struct format_token *token)
{
    if (token->kind == FORMAT_DIGIT)
        return token->letter;
    const bool is_digit = token->kind == FORMAT_LITERAL && token->literal.length == 1 &&
                          token->literal.bytes[0] >= '1' &&
                          token->literal.bytes[0] <= '9';
    return is_digit ? token->literal.bytes[0] : '\0';
}

static struct fraction find_fraction(const struct format_section *s)
{
    struct fraction f = { 0 };
    while (s->tokens[f.slash].kind != FORMAT_SLASH)
        f.slash++;
    f.numerator = f.slash;
    while (f.numerator > 0 && s->tokens[f.numerator - 1].kind == FORMAT_DIGIT)
        f.numerator--;
    for (size_t i = 0; i < f.numerator; i++)
        f.whole = f.whole || s->tokens[i].kind == FORMAT_DIGIT;
    char first = '\0';
    for (f.end = f.slash + 1; f.end < s->count; f.end++) {
        const char digit = digit_token(&s->tokens[f.end]);
        first = f.end == f.slash + 1 ? digit : first;
        if (digit == '\0')
            break;
        if (first >= '1' && first <= '9' && f.fixed < 100000)
            f.fixed = f.fixed * 10 + (digit >= '0' && digit <= '9' ? digit - '0' : 0);
    }
    return f;
}

/* The denominator of up to so many digits that comes nearest; the smallest of them. */
static int nearest_denominator(double part, size_t width)
{
    const int most = width <= 1 ? 9 : width == 2 ? 99 : 999;
    int best = 1;
    for (int i = 1; i <= most; i++)
        if (fabs(round(part * i) / i - part) < fabs(round(part * best) / best - part))
            best = i;
    return best;
}

static void put_padded(struct text_buffer *out, double number, size_t width, bool left)
{
    char text[NUMBER_SIZE];
    const size_t length = number_format(number, text);
    for (size_t i = length; left && i < width; i++)
        text_buffer_put_byte(out, ' ');
    text_buffer_put(out, (struct text){ text, length });
    for (size_t i = length; !left && i < width; i++)
        text_buffer_put_byte(out, ' ');
}

/* What token `i` of a fraction shows; where there is none, blanks are as wide. */
static void show_fraction_part(const struct fraction *f, size_t i, double above,
                               int below, struct text_buffer *out)
{
    const bool integer = f->whole && above == 0;
    if (integer && (i <= f->slash || f->fixed == 0))
        text_buffer_put_byte(out, ' ');
    else if (integer)
        return;
    else if (i == f->numerator)
        put_padded(out, above, f->slash - f->numerator, true);
    else if (i == f->slash)
        text_buffer_put_byte(out, '/');
    else if (i == f->slash + 1)
        put_padded(out, below, f->end - f->slash - 1, false);
}

static void show_fraction(const struct format_section *s, double number,
                          struct text_buffer *out)
{
    const struct fraction f = find_fraction(s);
    const double size = fabs(number);
    double whole = f.whole ? floor(size) : 0;
    const int below =
        f.fixed > 0 ? f.fixed : nearest_denominator(size - whole, f.end - f.slash - 1);
    double above = ceil((size - whole) * below - 0.5);
    if (f.whole && above >= below) {
        whole += 1;
        above = 0;
    }
    if (number < 0 && (whole > 0 || above > 0))
        text_buffer_put_byte(out, '-');
    bool whole_shown = false;
    for (size_t i = 0; i < s->count; i++) {
        const struct format_token *token = &s->tokens[i];
        if (i >= f.numerator && i < f.end) {
            show_fraction_part(&f, i, above, below, out);
        } else if (token->kind == FORMAT_LITERAL) {
            text_buffer_put(out, token->literal);
        } else if (token->kind == FORMAT_DIGIT && !whole_shown) {
            whole_shown = true;
            if (whole > 0 || above == 0 || token->letter == '0')
                put_padded(out, whole, 0, true);
        }
    }
}

void format_section_show_number(const struct format_section *section, double number,
                                struct text_buffer *out)
{
    if (is_general(section)) {
        show_general(section, number, out);
        return;
    }
    struct showing s = { .section = section, .digits = digits_of(number), .out = out };
    s.digits.point += s.digits.count > 0 ? section->scale : 0;
    if (section->exponent)
        take_exponent(&s);
    else if (!section->fraction)
        round_digits(&s.digits, section->decimals);
    if (s.digits.count == 0)
        s.digits.point = 0;
    if (section->fraction) {
        show_fraction(section, number, out);
        return;
    }
    if (number < 0 && s.digits.count > 0 && section->whole + section->decimals > 0)
        text_buffer_put_byte(out, '-');
    show_digits(&s);
}

/* Commas between digits group thousands; those behind the last one divide by them. */
static void settle_commas(struct format_section *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct format_token token = s->tokens[i];
        if (token.kind != FORMAT_COMMA || s->time) {
            s->tokens[kept++] = token;
            continue;
        }
        size_t next = i + 1;
        while (next < s->count && s->tokens[next].kind == FORMAT_COMMA)
            next++;
        if (kept == 0 || s->tokens[kept - 1].kind != FORMAT_DIGIT) {
            s->tokens[kept] = (struct format_token){ .kind = FORMAT_LITERAL };
            s->tokens[kept++].literal = text_of(",");
        } else if (next < s->count && s->tokens[next].kind == FORMAT_DIGIT) {
            s->thousands = true;
        } else {
            s->scale -= 3;
        }
    }
    s->count = kept;
}

static void settle_numbers(struct format_section *s)
{
    bool behind_point = false, slash_at_last = false;
    for (size_t i = 0; i < s->count; i++) {
        const struct format_token *token = &s->tokens[i];
        const bool digit = token->kind == FORMAT_DIGIT;
        behind_point = behind_point || token->kind == FORMAT_POINT;
        s->exponent = s->exponent || token->kind == FORMAT_EXPONENT;
        s->text = s->text || token->kind == FORMAT_TEXT;
        s->scale += token->kind == FORMAT_PERCENT ? 2 : 0;
        s->fraction = s->fraction || (slash_at_last && digit_token(token) != '\0');
        slash_at_last =
            token->kind == FORMAT_SLASH && i > 0 && s->tokens[i - 1].kind == FORMAT_DIGIT;
        s->bare_point =
            (s->bare_point || token->kind == FORMAT_POINT) &&
            (token->kind != FORMAT_DIGIT || !behind_point || token->letter == '#');
        s->decimals += digit && behind_point && !s->exponent;
        s->whole += digit && !behind_point && !s->exponent;
    }
}

/* An m is minutes behind hours or before seconds. */
static void settle_minutes(struct format_section *s)
{
    struct format_token *before = NULL;
    for (size_t i = 0; i < s->count; i++) {
        struct format_token *token = &s->tokens[i];
        if (token->kind != FORMAT_TIME)
            continue;
        if (token->letter == 'm' && token->width <= 2 &&
            (token->elapsed || (before != NULL && before->letter == 'h')))
            token->letter = 'n';
        if (token->letter == 's' && before != NULL && before->letter == 'm' &&
            before->width <= 2)
            before->letter = 'n';
        before = token;
    }
}

void format_section_settle(struct format_section *section)
{
    settle_commas(section);
    settle_numbers(section);
    settle_minutes(section);
}
