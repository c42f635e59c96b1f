/* Decimal text <-> double, without the C library where a few integers do. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

/* The powers of ten that a double holds exactly. */
static const double powers_of_ten[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

enum { EXACT_POWER = 22, MANTISSA_DIGITS = 19 };

/* A number as it stood: mantissa * 10^exponent, where no digit was lost. */
struct decimal {
    bool negative;
    bool exact; /* at most MANTISSA_DIGITS digits behind leading zeros, and a modest
                   exponent */
    uint64_t mantissa;
    long exponent;
};

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits from `at` on; returns where they end. Digits too many only clear `exact`. */
static inline const char *take_digits(const char *at, const char *end, struct decimal *d,
                                      size_t *significant)
{
    for (; at < end && is_digit(*at); at++) {
        *significant += *significant > 0 || *at != '0';
        if (*significant <= MANTISSA_DIGITS)
            d->mantissa = d->mantissa * 10 + (uint64_t)(*at - '0');
        else
            d->exact = false;
    }
    return at;
}

/* The exponent after its 'e'; NULL where it has no digit. */
static const char *take_exponent(const char *at, const char *end, struct decimal *d)
{
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    const char *digits = at;
    long exponent = 0;
    for (; at < end && is_digit(*at); at++) {
        if (exponent > 9999)
            d->exact = false;
        else
            exponent = exponent * 10 + (*at - '0');
    }
    d->exponent += negative ? -exponent : exponent;
    return at > digits ? at : NULL;
}

static bool parse_decimal(struct text t, struct decimal *d)
{
    const char *at = t.bytes;
    const char *end = t.bytes + t.length;
    *d = (struct decimal){ .exact = true };
    if (at < end && (*at == '-' || *at == '+'))
        d->negative = *at++ == '-';
    size_t significant = 0;
    const char *whole = at;
    at = take_digits(at, end, d, &significant);
    size_t digits = (size_t)(at - whole);
    if (at < end && *at == '.') {
        const char *fraction = ++at;
        at = take_digits(at, end, d, &significant);
        digits += (size_t)(at - fraction);
        d->exponent = -(long)(at - fraction);
    }
    if (digits == 0)
        return false;
    if (at < end && (*at == 'e' || *at == 'E'))
        at = take_exponent(at + 1, end, d);
    return at == end;
}

/* strtod wants a zero byte behind. It reads by the locale, and no program of ours leaves
 * the C locale. */
static bool parse_with_strtod(struct text t, double *number)
{
    char short_copy[128];
    char *copy = t.length < sizeof short_copy ? short_copy : memory_take(t.length + 1, 1);
    memcpy(copy, t.bytes, t.length);
    copy[t.length] = '\0';
    const double parsed = strtod(copy, NULL);
    if (copy != short_copy)
        free(copy);
    if (!isfinite(parsed))
        return false;
    *number = parsed;
    return true;
}

/* Clinger, "How to read floating point numbers accurately" (1990): where mantissa and
 * power are both exact, one multiplication or division rounds once, and so rightly. */
bool number_parse(struct text t, double *number)
{
    struct decimal d;
    if (t.length == 0 || !parse_decimal(t, &d))
        return false;
    const bool exact = d.exact && d.mantissa <= (uint64_t)1 << DBL_MANT_DIG &&
                       labs(d.exponent) <= EXACT_POWER && FLT_EVAL_METHOD == 0;
    if (!exact)
        return parse_with_strtod(t, number);
    double parsed = (double)d.mantissa;
    if (d.exponent < 0)
        parsed /= powers_of_ten[-d.exponent];
    else
        parsed *= powers_of_ten[d.exponent];
    *number = d.negative ? -parsed : parsed;
    return true;
}

enum { DIGITS = 15 };

/* The largest number of DIGITS digits that a double can hold. What is larger would be
 * rounded to one that no double holds, and no reader would take it back. */
static const double largest_printed = 1.79769313486231e308;

static size_t format_with_printf(double number, char text[NUMBER_SIZE])
{
    if (isfinite(number) && fabs(number) > largest_printed)
        number = copysign(largest_printed, number);
    return (size_t)snprintf(text, NUMBER_SIZE, "%.15g", number);
}

#ifdef __SIZEOF_INT128__

static const uint64_t ten_to_15 = 1000000000000000u;

/* clang-format off */
/* Up to 5^27: the last one that makes less than 2^128 with the 53 bits of a mantissa. */
static const uint64_t powers_of_five[] = {
    1u, 5u, 25u, 125u,
    625u, 3125u, 15625u, 78125u,
    390625u, 1953125u, 9765625u, 48828125u,
    244140625u, 1220703125u, 6103515625u, 30517578125u,
    152587890625u, 762939453125u, 3814697265625u, 19073486328125u,
    95367431640625u, 476837158203125u, 2384185791015625u, 11920928955078125u,
    59604644775390625u, 298023223876953125u, 1490116119384765625u, 7450580596923828125u
};
/* clang-format on */

/* mantissa * 2^power * 10^scale as the nearest integer, a half to the even one. All of it
 * is exact, so the rounding is right. scale is from 0 to 27, and power + scale below 0:
 * true of any fraction when scale makes an integer of 15 or 16 digits of it. */
static uint64_t scaled(uint64_t mantissa, int power, int scale)
{
    const unsigned __int128 product = (unsigned __int128)mantissa * powers_of_five[scale];
    const int shift = -(power + scale);
    const uint64_t whole = (uint64_t)(product >> shift);
    const unsigned __int128 rest = product & (((unsigned __int128)1 << shift) - 1);
    const unsigned __int128 half = (unsigned __int128)1 << (shift - 1);
    return whole + (rest > half || (rest == half && (whole & 1)));
}

/* The DIGITS digits of `number` (no integer, from 10^-12 to 10^15), and the power of ten
 * of the first one. */
static uint64_t significant_digits(double number, int *exponent)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    const int binary = (int)(bits >> 52) - 1023;
    const uint64_t mantissa = (bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52;
    /* floor(binary * log10(2)), which is the wanted power or one less. */
    int e = (binary * 78913) >> 18;
    uint64_t digits = scaled(mantissa, binary - 52, DIGITS - 1 - e);
    if (digits >= ten_to_15 && ++e < DIGITS)
        digits = scaled(mantissa, binary - 52, DIGITS - 1 - e);
    *exponent = e;
    return digits;
}

/* `count` digits of `number`, with leading zeros. */
static inline void put_digits(char *text, uint32_t number, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        text[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* The DIGITS digits of `number`, in two halves that the processor can make side by side.
 * Returns how many they are without the zeros at their end. */
static int put_significant(char digits[DIGITS], uint64_t number)
{
    const uint32_t left = (uint32_t)(number / 100000000);
    const uint32_t right = (uint32_t)(number % 100000000);
    put_digits(digits, left, DIGITS - 8);
    put_digits(digits + DIGITS - 8, right, 8);
    int count = right == 0 ? DIGITS - 8 : DIGITS;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    return count;
}

static char *put_exponential(char *text, const char *digits, int count, int exponent)
{
    *text++ = digits[0];
    if (count > 1) {
        *text++ = '.';
        memcpy(text, digits + 1, (size_t)count - 1);
        text += count - 1;
    }
    *text++ = 'e';
    *text++ = '-';
    put_digits(text, (uint32_t)-exponent, 2);
    return text + 2;
}

/* `count` significant digits, the first of which stands for 10^exponent, -4 <= exponent <
 * DIGITS. */
static char *put_plain(char *text, const char *digits, int count, int exponent)
{
    if (exponent < 0) {
        memcpy(text, "0.0000", 6);
        memcpy(text + 1 - exponent, digits, (size_t)count);
        return text + 1 - exponent + count;
    }
    const int whole = exponent + 1;
    memcpy(text, digits, (size_t)whole);
    text += whole;
    if (count <= whole)
        return text;
    *text++ = '.';
    memcpy(text, digits + whole, (size_t)(count - whole));
    return text + count - whole;
}

/* `number` is no integer, from 10^-12 to 10^15. */
static char *put_fraction(char *text, double number)
{
    int exponent;
    const uint64_t value = significant_digits(number, &exponent);
    if (exponent == DIGITS) /* rounded up to 10^15 */
        return text + format_with_printf(number, text);
    char digits[DIGITS];
    const int count = put_significant(digits, value);
    return exponent < -4 ? put_exponential(text, digits, count, exponent)
                         : put_plain(text, digits, count, exponent);
}

static char *put_integer(char *text, uint64_t number)
{
    char digits[20];
    char *const end = digits + sizeof digits;
    char *at = end;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(text, at, (size_t)(end - at));
    return text + (end - at);
}

size_t number_format(double number, char text[NUMBER_SIZE])
{
    char *at = text;
    if (number < 0)
        *at++ = '-';
    const double size = fabs(number);
    if (size < (double)ten_to_15 && size == (double)(uint64_t)size)
        at = put_integer(at, (uint64_t)size);
    else if (size >= 1e-12 && size < (double)ten_to_15)
        at = put_fraction(at, size);
    else
        return format_with_printf(number, text);
    *at = '\0';
    return (size_t)(at - text);
}

#else

size_t number_format(double number, char text[NUMBER_SIZE])
{
    return format_with_printf(number == 0 ? 0.0 : number, text);
}

#endif

bool number_nearly_equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

double number_rounding(struct text shown)
{
    size_t length = shown.length;
    double exponent = 0;
    for (size_t i = 0; i < shown.length; i++) {
        if (shown.bytes[i] != 'e' && shown.bytes[i] != 'E')
            continue;
        length = i;
        number_parse(text_slice(shown, i + 1, shown.length), &exponent);
    }
    const char *point = length == 0 ? NULL : memchr(shown.bytes, '.', length);
    const size_t decimals =
        point == NULL ? 0 : length - (size_t)(point - shown.bytes) - 1;
    return 0.5 * pow(10, exponent - (double)decimals);
}
