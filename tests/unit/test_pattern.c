/* Names that differ from file to file in a known way. */
#include "unit.h"

#include "base/pattern.h"

static void holds(const char *pattern, const char *name)
{
    assert_true(pattern_holds(text_of(pattern), text_of(name)));
}

static void fails(const char *pattern, const char *name)
{
    assert_false(pattern_holds(text_of(pattern), text_of(name)));
}

static void all_but_words_in_braces_stands_for_itself(void **state)
{
    (void)state;
    holds("Total*", "Total*");
    holds("{all}", "{all}");
    holds("", "");
    fails("Total*", "Total");
    fails("Total", "Total 2");
    fails("Total 2", "Total");
    fails("", "a");
}

static void any_is_any_text_and_none(void **state)
{
    (void)state;
    holds("{any}", "");
    holds("{any}", "RS");
    holds("RS {any}", "RS 2016-17");
    holds("{any}. Empty on {any} 2019", "15. Empty on 7 October 2019");
    fails("{any}. Empty on {any} 2019", "15. Empty on 7 October 2018");
    fails("{any} 2019", "2019");
    /* What comes between must be found again where it was found too early. */
    holds("{any}ab{any}abc", "ababab abc");
    fails("{any}ab{any}abc", "abc");
    holds("a{any}a", "aa");
    fails("a{any}a", "a");
}

static void a_year_is_four_digits(void **state)
{
    (void)state;
    holds("at 31 March {year}", "at 31 March 2016");
    fails("at 31 March {year}", "at 31 March 16");
    fails("at 31 March {year}", "at 31 March 20161");
    fails("at 31 March {year}", "at 31 March");
    holds("{any}{year}", "20162017");
}

static void a_beginning_may_go_on(void **state)
{
    (void)state;
    assert_true(pattern_begins(text_of("Total"), text_of("Total2")));
    assert_true(pattern_begins(text_of("{any} of {year}"), text_of("Sum of 2016 or so")));
    assert_false(pattern_begins(text_of("Total2"), text_of("Total")));
    assert_true(pattern_begins(text_of(""), text_of("")));
}

static void many_of_any_end_soon(void **state)
{
    (void)state;
    static char name[20001];
    memset(name, 'a', sizeof name - 1);
    fails("{any}a{any}a{any}a{any}a{any}a{any}a{any}b", name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_but_words_in_braces_stands_for_itself),
        cmocka_unit_test(any_is_any_text_and_none),
        cmocka_unit_test(a_year_is_four_digits),
        cmocka_unit_test(a_beginning_may_go_on),
        cmocka_unit_test(many_of_any_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
