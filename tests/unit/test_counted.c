/* Counts in words. */
#include "unit.h"

#include "base/counted.h"

static void one_is_singular_and_all_else_plural(void **state)
{
    (void)state;
    assert_string_equal(counted(0, "row").text, "0 rows");
    assert_string_equal(counted(1, "row").text, "1 row");
    assert_string_equal(counted(2, "more row").text, "2 more rows");
    assert_string_equal(counted(21, "flag").text, "21 flags");
    assert_string_equal(counted(UINT64_MAX, "byte").text, "18446744073709551615 bytes");
}

static void verbs_go_with_the_count(void **state)
{
    (void)state;
    assert_string_equal(counted_word(0, "is", "are"), "are");
    assert_string_equal(counted_word(1, "is", "are"), "is");
    assert_string_equal(counted_word(2, "is", "are"), "are");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_singular_and_all_else_plural),
        cmocka_unit_test(verbs_go_with_the_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
