/* The nearest of known names. */
#include "unit.h"

#include <stdio.h>

#include "base/suggest.h"

/* What is suggested for `wanted` of `names`, offered forwards and backwards: the order
 * does not matter. */
static void check(const char *wanted, const char *const names[], const char *expected)
{
    struct suggestions forwards, backwards;
    char hint[SUGGEST_SIZE];
    size_t count = 0;
    suggest_init(&forwards, text_of(wanted));
    suggest_init(&backwards, text_of(wanted));
    for (; names[count] != NULL; count++)
        suggest_offer(&forwards, text_of(names[count]));
    while (count > 0)
        suggest_offer(&backwards, text_of(names[--count]));
    assert_string_equal(suggest_format(&forwards, hint), expected);
    assert_string_equal(suggest_format(&backwards, hint), expected);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void a_slip_of_the_keyboard_finds_its_name(void **state)
{
    (void)state;
    const char *const *names = NAMES("Barking", "Barnet", "Barnsley", "Bath");
    check("Barnte", names, "; did you mean 'Barnet'?");
    check("Brnet", names, "; did you mean 'Barnet'?");
    check("Barrnet", names, "; did you mean 'Barnet'?");
    check("Barmet", names, "; did you mean 'Barnet'?");
}

static void case_does_not_matter(void **state)
{
    (void)state;
    check("LEEDS", NAMES("Leeds", "Leicester"), "; did you mean 'Leeds'?");
}

static void a_beginning_finds_the_names_that_go_on(void **state)
{
    (void)state;
    check("waste", NAMES("waste.recycling-rate", "waste.residual", "roads.red"),
          "; did you mean 'waste.recycling-rate' or 'waste.residual'?");
    check("wa", NAMES("waste.recycling-rate"), "");
}

static void the_nearest_three_are_told_nearest_first(void **state)
{
    (void)state;
    check("abcdefgh", NAMES("abxxefgh", "abcdefgx", "abcxefgh", "abcdexgh", "axxxefgh"),
          "; did you mean 'abcdefgx', 'abcdexgh' or 'abcxefgh'?");
}

static void what_is_far_is_not_suggested(void **state)
{
    (void)state;
    check("Leeds", NAMES("Cornwall", "Lewes", "York"), "; did you mean 'Lewes'?");
    check("Leeds", NAMES("Cornwall"), "");
    check("x", NAMES("abc"), "");
}

static void a_name_offered_twice_stands_once(void **state)
{
    (void)state;
    check("Leed", NAMES("Leeds", "Leeds"), "; did you mean 'Leeds'?");
}

static void nothing_and_endless_names_have_no_neighbours(void **state)
{
    (void)state;
    char endless[101];
    memset(endless, 'a', 100);
    endless[100] = '\0';
    check("", NAMES("a"), "");
    check(endless, NAMES(endless), "");
    check("a", NAMES("", endless), "");
}

static void the_longest_names_fit(void **state)
{
    (void)state;
    char names[3][65];
    for (int i = 0; i < 3; i++) {
        memset(names[i], 'a', 64);
        names[i][63] = (char)('x' + i);
        names[i][64] = '\0';
    }
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, text_of(names[0]));
    for (int i = 0; i < 3; i++)
        suggest_offer(&near, text_of(names[i]));
    suggest_format(&near, hint);
    assert_int_equal(strlen(hint), strlen("; did you mean '', '' or ''?") + 3 * 64);
    assert_int_equal(hint[strlen(hint) - 1], '?');
}

static void a_word_of_an_id_finds_it(void **state)
{
    (void)state;
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, text_of("Recycling"));
    suggest_offer_inside(&near, text_of("waste.residual"));
    suggest_offer_inside(&near, text_of("waste.not-recycling"));
    suggest_offer_inside(&near, text_of("waste.recycling-rate"));
    assert_string_equal(suggest_format(&near, hint),
                        "; did you mean 'waste.recycling-rate' or "
                        "'waste.not-recycling'?");
    suggest_init(&near, text_of("ate"));
    suggest_offer_inside(&near, text_of("waste.recycling-rate"));
    assert_string_equal(suggest_format(&near, hint), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_of_the_keyboard_finds_its_name),
        cmocka_unit_test(case_does_not_matter),
        cmocka_unit_test(a_beginning_finds_the_names_that_go_on),
        cmocka_unit_test(the_nearest_three_are_told_nearest_first),
        cmocka_unit_test(what_is_far_is_not_suggested),
        cmocka_unit_test(a_name_offered_twice_stands_once),
        cmocka_unit_test(nothing_and_endless_names_have_no_neighbours),
        cmocka_unit_test(the_longest_names_fit),
        cmocka_unit_test(a_word_of_an_id_finds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
