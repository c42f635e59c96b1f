/* What rounded and withheld counts may have been. */
#include "unit.h"

#include <math.h>

#include "council/count_range.h"

static void check(const struct count_range *range, double low_numerator,
                  double low_denominator, double high_numerator, double high_denominator)
{
    assert_true(range->low_numerator == low_numerator);
    assert_true(range->low_denominator == low_denominator);
    assert_true(range->high_numerator == high_numerator);
    assert_true(range->high_denominator == high_denominator);
}

static struct metric rounded(enum metric_kind kind)
{
    return (struct metric){ .kind = kind, .per = 100, .rounded_to = 5 };
}

static void counts_stand_as_they_do_unless_they_are_rounded(void **state)
{
    (void)state;
    const struct metric exact = { .kind = METRIC_PROPORTION, .per = 100 };
    struct count_range range = count_range_of(&exact, 40, 200);
    check(&range, 40, 200, 40, 200);
    /* What an estimate fell short by is not a count, and stays. */
    range = count_range_of(&exact, -3, 200);
    check(&range, -3, 200, -3, 200);
    range = (struct count_range){ 40, 200, 50, 200 };
    assert_true(count_range_low(&exact, &range) == 20);
    assert_true(count_range_high(&exact, &range) == 25);
}

static void both_parts_of_a_share_are_rounded(void **state)
{
    (void)state;
    const struct metric share = rounded(METRIC_PROPORTION);
    struct count_range range = count_range_of(&share, 40, 200);
    check(&range, 37.5, 202.5, 42.5, 197.5);
    range = count_range_whole(&range);
    check(&range, 38, 202, 42, 198);
    /* Never below none, nor above all, however few they are. */
    range = count_range_of(&share, 0, 200);
    check(&range, 0, 202.5, 2.5, 197.5);
    range = count_range_of(&share, 200, 200);
    check(&range, 197.5, 202.5, 197.5, 197.5);
    struct metric coarse = share;
    coarse.rounded_to = 10;
    range = count_range_of(&coarse, 0, 5);
    check(&range, 0, 10, 1, 1);
}

static void a_share_in_a_sum_is_highest_where_it_has_most_cases(void **state)
{
    (void)state;
    struct metric share = rounded(METRIC_PROPORTION);
    struct count_range range = count_range_of_part(&share, 40, 200);
    check(&range, 37.5, 202.5, 42.5, 197.5);
    /* 12 of 12 beside others raise a sum further than 8 of 8 do. */
    range = count_range_of_part(&share, 10, 10);
    check(&range, 7.5, 12.5, 12.5, 12.5);
    range = count_range_of_part(&share, 0, 0);
    check(&range, 0, 2.5, 2.5, 2.5);
    assert_false(count_range_of_withheld_part(&share, 40, &range));
    share.withholds = true;
    share.withheld_from = 1;
    share.withheld_to = 4;
    assert_true(count_range_of_withheld_part(&share, 40, &range));
    check(&range, 1, 42.5, 4, 37.5);
    assert_true(count_range_of_withheld_part(&share, 1, &range));
    check(&range, 1, 3.5, 3.5, 3.5);
    assert_false(count_range_of_withheld_part(&share, 0, &range));
    share.rounded_to = 0;
    assert_true(count_range_of_withheld_part(&share, 3, &range));
    check(&range, 1, 3, 3, 3);
}

static void no_count_in_a_sum_falls_below_none(void **state)
{
    (void)state;
    const struct metric count = rounded(METRIC_COUNT);
    struct count_range range = count_range_of_part(&count, 0, 1);
    check(&range, 0, 1, 2.5, 1);
    range = count_range_of_part(&count, 5, 1);
    check(&range, 2.5, 1, 7.5, 1);
    const struct metric exact = { .kind = METRIC_RATE, .per = 1 };
    range = count_range_of_part(&exact, -3, 200);
    check(&range, -3, 200, -3, 200);
}

static void a_population_is_not_rounded_with_the_events_in_it(void **state)
{
    (void)state;
    const enum metric_kind kinds[] = { METRIC_RATE, METRIC_RATIO, METRIC_COUNT };
    for (int i = 0; i < 3; i++) {
        const struct metric rate = rounded(kinds[i]);
        const struct count_range range = count_range_of(&rate, 40, 0.5);
        check(&range, 37.5, 0.5, 42.5, 0.5);
    }
}

static void a_withheld_count_is_one_of_those_that_are(void **state)
{
    (void)state;
    struct metric share = rounded(METRIC_PROPORTION);
    struct count_range range;
    assert_false(count_range_of_withheld(&share, 200, &range));
    share.withholds = true;
    share.withheld_from = 1;
    share.withheld_to = 4;
    assert_true(count_range_of_withheld(&share, 200, &range));
    check(&range, 1, 202.5, 4, 197.5);
    assert_false(count_range_of_withheld(&share, 0, &range));
    assert_false(count_range_of_withheld(&share, NAN, &range));
    /* Three of two is impossible. */
    share.withheld_from = 3;
    assert_false(count_range_of_withheld(&share, 2, &range));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_stand_as_they_do_unless_they_are_rounded),
        cmocka_unit_test(both_parts_of_a_share_are_rounded),
        cmocka_unit_test(a_share_in_a_sum_is_highest_where_it_has_most_cases),
        cmocka_unit_test(no_count_in_a_sum_falls_below_none),
        cmocka_unit_test(a_population_is_not_rounded_with_the_events_in_it),
        cmocka_unit_test(a_withheld_count_is_one_of_those_that_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
