/* Whether bytes are UTF-8. */
#include "base/utf8.h"

#include "unit.h"

static bool is_valid(const char *string)
{
    return utf8_is_valid(text_of(string));
}

static void ascii_and_names_are_valid(void **state)
{
    (void)state;
    assert_true(is_valid(""));
    assert_true(is_valid("Bath and North East Somerset"));
    assert_true(
        is_valid("Ynys M\xc3\xb4n, \xc2\xa3 and \xe2\x80\xa6 and \xf0\x9f\x98\x80"));
}

static void windows_1252_is_not(void **state)
{
    (void)state;
    assert_false(is_valid("\xa3 thousand"));
    assert_false(
        is_valid("a long line of plain text before the \x92 that gives it away"));
}

static void bytes_out_of_place_are_not(void **state)
{
    static const char *const wrong[] = { "\x80",
                                         "\xc3",
                                         "\xc3(",
                                         "\xe2\x80",
                                         "\xc0\xaf",
                                         "\xe0\x80\xaf",
                                         "\xed\xa0\x80",
                                         "\xf0\x80\x80\xaf",
                                         "\xf4\x90\x80\x80",
                                         "\xff" };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(is_valid(wrong[i]));
}

static void characters_are_decoded_one_by_one(void **state)
{
    (void)state;
    uint32_t point = 0;
    assert_int_equal(utf8_decode(text_of("ab"), &point), 1);
    assert_int_equal(point, 'a');
    assert_int_equal(utf8_decode(text_of("\xc2\xa3"), &point), 2);
    assert_int_equal(point, 0xa3);
    assert_int_equal(utf8_decode(text_of("\xe2\x80\xa6"), &point), 3);
    assert_int_equal(point, 0x2026);
    assert_int_equal(utf8_decode(text_of("\xf0\x9f\x98\x80"), &point), 4);
    assert_int_equal(point, 0x1f600);
    assert_int_equal(utf8_decode(text_of("\x9b"), &point), 0);
    assert_int_equal(point, 0x1f600);
}

static void controls_and_what_turns_a_line_are_not_safe(void **state)
{
    (void)state;
    static const uint32_t unsafe[] = { 0,      0x1b,   0x7f,   0x9b,    0x61c,
                                       0x200e, 0x202e, 0x2066, 0x2028,  0xfeff,
                                       0xfffe, 0xffff, 0xfdd0, 0x1fffe, 0x10ffff };
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        assert_false(utf8_is_safe(unsafe[i]));
    assert_true(utf8_is_safe(' '));
    assert_true(utf8_is_safe(0xa0));
    assert_true(utf8_is_safe(0x2026));
    assert_true(utf8_is_safe(0xfffd));
}

static void check_safe(const char *string, size_t length, const char *wanted)
{
    char out[64];
    const struct text t = text_of(string);
    assert_int_equal(utf8_safe_length(t), length);
    const struct text safe = { out, utf8_make_safe(t, out) };
    assert_true(text_is(safe, wanted));
    assert_int_equal(utf8_safe_length(safe), safe.length);
}

static void what_is_not_safe_becomes_a_question_mark(void **state)
{
    (void)state;
    check_safe("", 0, "");
    check_safe("Bath and North East Somerset, \xc2\xa3", 32,
               "Bath and North East Somerset, \xc2\xa3");
    for (char c = 1; c > 0 && c < 127; c++) { /* wherever among eight it stands */
        char line[] = "aaaaaaaabbbbbbbb";
        line[(size_t)c % 16] = c;
        const bool safe = c >= ' ';
        assert_int_equal(utf8_safe_length(text_of(line)), safe ? 16 : (size_t)c % 16);
    }
    check_safe("abcdefgh\x7fi", 8, "abcdefgh?i");
    check_safe("Ynys M\xc3\xb4n\xe2\x80\xaex\x9b\xc2\x9by", 9, "Ynys M\xc3\xb4n?x??y");
    check_safe("a\xf0\x9f\x98", 1, "a???");
}

static void a_text_may_end_within_a_character(void **state)
{
    (void)state;
    static const char *const cut[] = { "\xc3", "a\xe2", "\xe2\x82", "\xf0\x9f\x98" };
    static const char *const whole[] = {
        "",     "a",   "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\x80\x80\x80\x80",
        "\xff", "\xc1"
    };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        assert_true(utf8_is_cut(text_of(cut[i])));
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_false(utf8_is_cut(text_of(whole[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_and_names_are_valid),
        cmocka_unit_test(windows_1252_is_not),
        cmocka_unit_test(bytes_out_of_place_are_not),
        cmocka_unit_test(characters_are_decoded_one_by_one),
        cmocka_unit_test(what_is_not_safe_becomes_a_question_mark),
        cmocka_unit_test(a_text_may_end_within_a_character),
        cmocka_unit_test(controls_and_what_turns_a_line_are_not_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
