/* Numbers are read and printed as strtod and printf do in the C locale. */
#include "unit.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void check_parse(const char *text)
{
    double parsed = 42;
    const double wanted = strtod(text, NULL);
    const bool taken = number_parse(text_of(text), &parsed);
    if (taken != (bool)isfinite(wanted))
        fail_msg("'%s' is %s", text, taken ? "taken" : "refused");
    if (!same_bits(parsed, taken ? wanted : 42))
        fail_msg("'%s' is read as %.17g", text, parsed);
}

static void check_format(double number)
{
    char ours[NUMBER_SIZE];
    char theirs[64];
    const size_t length = number_format(number, ours);
    const int wanted =
        snprintf(theirs, sizeof theirs, "%.15g", number == 0 ? 0.0 : number);
    if (isfinite(strtod(theirs, NULL)) &&
        ((int)length != wanted || memcmp(ours, theirs, length + 1) != 0))
        fail_msg("%.17g is printed as %s", number, ours);
    double read;
    if (!number_parse((struct text){ ours, length }, &read))
        fail_msg("%.17g is printed as %s, which is no number", number, ours);
}

static void texts_that_are_numbers_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "+7",
        "007",
        "1.",
        ".5",
        "-.5",
        "1e3",
        "1E+3",
        "1e-3",
        "0.000",
        "1e-400",
        "0e99999",
        "4.9e-324",
        "2.5e-324",
        "1.7976931348623157e308",
        "9007199254740993",
        "9007199254740992",
        "0.1",
        "123456789012345678901234567890",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "8.5e22",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999",
        "0.30000000000000004",
        "100000000000000000000000e-23",
        "0e-99999999999999999999",
        "0000000000000000000000000000000000000000000000000000000000000001",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_parse(texts[i]);
}

static void anything_else_is_refused_and_leaves_the_number_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "1 ",
        " 1",
        "n/a",
        "nan",
        "inf",
        "-inf",
        "infinity",
        "0x10",
        "0x1p3",
        "1,5",
        "1,234",
        "1e",
        "1e+",
        "e5",
        ".",
        "-",
        "+",
        "-.",
        ".e1",
        "--1",
        "+-1",
        "1.2.3",
        "1e2.5",
        "12a",
        "1e400",
        "-1e309",
        "1e99999999999999999999",
        "36.7%",
        "\xc2\xa3"
        "5",
        "1\n",
        "\xe2\x88\x92"
        "5",
        "1e308000",
        "1_000",
        "1'000",
        "1d5",
        "1f",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double number = 42;
        if (number_parse(text_of(texts[i]), &number) || number != 42)
            fail_msg("'%s' is taken", texts[i]);
    }
    double number = 42;
    assert_false(number_parse((struct text){ "1\0", 2 }, &number));
    assert_false(number_parse((struct text){ NULL, 0 }, &number));
    assert_true(number == 42);
}

static void only_the_text_given_is_read(void **state)
{
    (void)state;
    double number;
    assert_true(number_parse((struct text){ "12345", 2 }, &number));
    assert_true(number == 12);
    assert_true(number_parse((struct text){ "1e5", 1 }, &number));
    assert_true(number == 1);
}

static void minus_zero_keeps_its_sign_when_read_and_loses_it_when_printed(void **state)
{
    (void)state;
    double number;
    assert_true(number_parse(text_of("-0.0"), &number));
    assert_true(signbit(number));
    char text[NUMBER_SIZE];
    assert_int_equal(number_format(number, text), 1);
    assert_string_equal(text, "0");
}

static void texts_of_any_length_are_read(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    char *text = memory_take(LENGTH + 1, 1);
    memset(text, '3', LENGTH);
    text[LENGTH] = '\0';
    text[1] = '.';
    check_parse(text);
    memset(text, '0', LENGTH);
    text[LENGTH - 1] = '7';
    check_parse(text);
    text[0] = '.';
    check_parse(text);
    memset(text, '9', LENGTH);
    check_parse(text);
    free(text);
}

static void known_numbers_are_printed_so(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } known[] = {
        { 0.1 + 0.2, "0.3" },
        { 1.0 / 3, "0.333333333333333" },
        { -2.0 / 3, "-0.666666666666667" },
        { 1e15, "1e+15" },
        { 999999999999999, "999999999999999" },
        { 999999999999999.5, "1e+15" },
        { 0.0001, "0.0001" },
        { 0.00001, "1e-05" },
        { 0.00012345, "0.00012345" },
        { 1.5e-7, "1.5e-07" },
        { 99999999999999.95, "100000000000000" },
        { 0.99999999999999989, "1" },
        { 44.153, "44.153" },
        { 100, "100" },
        { 1.7976931348623149e308, "1.79769313486231e+308" },
        { -1.7976931348623157e308, "-1.79769313486231e+308" },
        { 5e-324, "4.94065645841247e-324" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[NUMBER_SIZE];
        assert_int_equal(number_format(known[i].number, text), strlen(known[i].text));
        assert_string_equal(text, known[i].text);
        check_format(known[i].number);
    }
}

static double any_bits(uint64_t *random)
{
    double number;
    const uint64_t bits = next_random(random);
    memcpy(&number, &bits, sizeof number);
    return isfinite(number) ? number : 0;
}

static double power_of_ten(int exponent)
{
    char text[16];
    snprintf(text, sizeof text, "1e%d", exponent);
    return strtod(text, NULL);
}

/* One double of each shape that goes its own way through the printing. */
static double any_double(uint64_t *random, uint64_t shape)
{
    const double sign = next_random(random) % 2 ? -1 : 1;
    const uint64_t whole = next_random(random) >> (next_random(random) % 64);
    switch (shape % 8) {
    case 0:
        return sign * (double)whole;
    case 1: /* decimals as published */
        return sign * (double)(whole % 10000000) / power_of_ten((int)(shape / 8 % 10));
    case 2: /* halves: digits that are cut exactly in the middle */
        return sign * ((double)(whole & 0x7ffffffffffff) + 0.5);
    case 3: /* quarters and smaller binary fractions */
        return sign * ldexp((double)(whole >> 11), -(int)(shape / 8 % 90));
    case 4: /* shares */
        return sign * (double)(next_random(random) >> 11) * 0x1p-53;
    case 5: /* neighbours of powers of ten */
        return sign * nextafter(power_of_ten((int)(shape / 8 % 60) - 30),
                                shape % 16 < 8 ? 0 : 1e300);
    case 6: /* denormals */
        return sign * ldexp((double)(whole >> 12), -1074);
    default:
        return any_bits(random);
    }
}

static void two_million_doubles_are_printed_as_printf_does(void **state)
{
    (void)state;
    uint64_t random = 20220731;
    for (uint64_t i = 0; i < 2000000; i++)
        check_format(any_double(&random, i));
}

/* Computed values come close to what 15 digits can say: all digits before a half count.
 */
static void halves_at_the_last_digit_are_printed_as_printf_does(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 300000; i++) {
        const double base = (double)(next_random(&random) % 1000000000000000u);
        const int power = (int)(next_random(&random) % 27);
        const double number = (base + 0.5) / power_of_ten(power);
        check_format(number);
        check_format(nextafter(number, 0));
        check_format(nextafter(number, 1e300));
    }
}

/* A text of `digits` digits with a point somewhere and perhaps an exponent. */
static void make_text(uint64_t *random, size_t digits, char text[64])
{
    const size_t point = next_random(random) % (digits + 2);
    if (next_random(random) % 2)
        *text++ = '-';
    for (size_t i = 0; i < digits; i++) {
        if (i == point)
            *text++ = '.';
        *text++ = (char)('0' + next_random(random) % 10);
    }
    *text = '\0';
    if (next_random(random) % 4 == 0)
        sprintf(text, "e%d", (int)(next_random(random) % 700) - 350);
    else if (next_random(random) % 4 == 0)
        sprintf(text, "E%+d", (int)(next_random(random) % 50) - 25);
}

static void two_million_texts_are_read_as_strtod_does(void **state)
{
    (void)state;
    uint64_t random = 19;
    char text[64];
    for (size_t i = 0; i < 2000000; i++) {
        make_text(&random, 1 + i % 21, text);
        check_parse(text);
    }
}

static void doubles_survive_seventeen_digits(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (uint64_t i = 0; i < 500000; i++) {
        const double number = any_double(&random, i);
        char text[64];
        snprintf(text, sizeof text, "%.17g", number);
        double again = 42;
        assert_true(number_parse(text_of(text), &again));
        assert_true(same_bits(again, number));
    }
}

static void half_a_unit_of_the_last_digit(void **state)
{
    (void)state;
    static const struct {
        const char *shown;
        double half;
    } cases[] = { { "41.2", 0.05 }, { "41.20", 0.005 }, { "1200", 0.5 }, { "-7", 0.5 },
                  { "1.2e3", 50 },  { "12E-1", 0.05 },  { "5.", 0.5 },   { ".5", 0.05 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(
            number_nearly_equal(number_rounding(text_of(cases[i].shown)), cases[i].half));
}

static void nearly_equal_is_relative_to_the_larger(void **state)
{
    (void)state;
    assert_true(number_nearly_equal(0.1 + 0.2, 0.3));
    assert_true(number_nearly_equal(1e12, 1e12 + 1));
    assert_true(number_nearly_equal(0, -0.0));
    assert_true(number_nearly_equal(-5, -5 - 1e-10));
    assert_false(number_nearly_equal(1, 1 + 2e-9));
    assert_false(number_nearly_equal(0, 1e-300));
    assert_false(number_nearly_equal(-1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_numbers_are_read),
        cmocka_unit_test(anything_else_is_refused_and_leaves_the_number_alone),
        cmocka_unit_test(only_the_text_given_is_read),
        cmocka_unit_test(minus_zero_keeps_its_sign_when_read_and_loses_it_when_printed),
        cmocka_unit_test(texts_of_any_length_are_read),
        cmocka_unit_test(known_numbers_are_printed_so),
        cmocka_unit_test(two_million_doubles_are_printed_as_printf_does),
        cmocka_unit_test(halves_at_the_last_digit_are_printed_as_printf_does),
        cmocka_unit_test(two_million_texts_are_read_as_strtod_does),
        cmocka_unit_test(doubles_survive_seventeen_digits),
        cmocka_unit_test(half_a_unit_of_the_last_digit),
        cmocka_unit_test(nearly_equal_is_relative_to_the_larger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
