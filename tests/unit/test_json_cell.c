/* Cells as JSON. */
#include "unit.h"

#include <stdlib.h>

#include "format/json_cell.h"

static void check(void (*put)(struct text_buffer *, struct text), struct text cell,
                  const char *expected)
{
    struct text_buffer out = { 0 };
    put(&out, cell);
    text_buffer_put_byte(&out, '\0');
    assert_string_equal(out.bytes, expected);
    free(out.bytes);
}

static void check_text(const char *cell, const char *expected)
{
    check(json_put_text, text_of(cell), expected);
}

static void check_number(const char *cell, const char *expected)
{
    check(json_put_number, text_of(cell), expected);
}

static void a_text_is_escaped(void **state)
{
    (void)state;
    check_text("", "\"\"");
    check_text("Leeds", "\"Leeds\"");
    check_text("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\"");
    check_text("a\tb\x1b", "\"a\\tb\\u001B\"");
    check_text("Ynys M\xc3\xb4n", "\"Ynys M\xc3\xb4n\"");
    check(json_put_text, (struct text){ "a\0b", 3 }, "\"a\\u0000b\"");
}

static void what_is_no_utf8_is_replaced(void **state)
{
    (void)state;
    check_text("caf\xe9 \xff", "\"caf\xef\xbf\xbd \xef\xbf\xbd\"");
    check_text("\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void a_number_keeps_its_spelling_where_json_has_it(void **state)
{
    (void)state;
    check_number("44.10", "44.10");
    check_number("-0.5", "-0.5");
    check_number("0", "0");
    check_number("0.30000000000000004", "0.30000000000000004");
    check_number("1e-05", "1e-05");
    check_number("1.50E+3", "1.50E+3");
}

static void other_spellings_become_one_of_json(void **state)
{
    (void)state;
    check_number("+5", "5");
    check_number("007", "7");
    check_number("-.5", "-0.5");
    check_number("5.", "5");
    check_number("5.e2", "500");
    check_number("-00.25", "-0.25");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_escaped),
        cmocka_unit_test(what_is_no_utf8_is_replaced),
        cmocka_unit_test(a_number_keeps_its_spelling_where_json_has_it),
        cmocka_unit_test(other_spellings_become_one_of_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
