/* The difference of two estimates, with limits. */
#include "unit.h"

#include <math.h>

#include "stats/difference.h"

/* Newcombe (1998), table II, contrast (a): 56/70 less 48/80, by Wilson limits without
 * continuity correction: 0.2 (0.0524 to 0.3339). */
static void newcombes_worked_example_comes_out(void **state)
{
    (void)state;
    const struct estimate a = { 0.8, 0.69174, 0.87691 }, b = { 0.6, 0.49051, 0.70044 };
    const struct estimate found = difference_between(a, b);
    assert_true(fabs(found.value - 0.2) < 1e-12);
    assert_true(fabs(found.lower - 0.0524) < 1e-4);
    assert_true(fabs(found.upper - 0.3339) < 1e-4);
}

static void turned_round_it_is_the_same_with_the_other_sign(void **state)
{
    (void)state;
    const struct estimate a = { 5, 3, 9 }, b = { 4, 3.5, 6 };
    const struct estimate ab = difference_between(a, b), ba = difference_between(b, a);
    assert_true(ab.value == -ba.value);
    assert_true(ab.lower == -ba.upper);
    assert_true(ab.upper == -ba.lower);
}

/* Two intervals that overlap may still differ clearly. */
static void overlap_is_no_test(void **state)
{
    (void)state;
    const struct estimate a = { 13, 11, 15 }, b = { 10, 8, 12 };
    assert_true(difference_between(a, b).lower > 0);
}

static void certain_values_differ_by_a_certain_difference(void **state)
{
    (void)state;
    const struct estimate a = { 7, 7, 7 }, b = { 4, 4, 4 };
    const struct estimate found = difference_between(a, b);
    assert_true(found.value == 3 && found.lower == 3 && found.upper == 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newcombes_worked_example_comes_out),
        cmocka_unit_test(turned_round_it_is_the_same_with_the_other_sign),
        cmocka_unit_test(overlap_is_no_test),
        cmocka_unit_test(certain_values_differ_by_a_certain_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
