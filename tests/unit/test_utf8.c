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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_and_names_are_valid),
        cmocka_unit_test(windows_1252_is_not),
        cmocka_unit_test(bytes_out_of_place_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
