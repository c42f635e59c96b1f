/* Several measures made into one number, and what that depends on. */
#include "unit.h"

#include <math.h>
#include <string.h>

#include "stats/composite.h"

/* A is best in two of three measures, B in the third, C is last in all. */
static const double three[] = { 2,  1,  -1, /* A */
                                0,  0,  3,  /* B */
                                -1, -1, -2 /* C */ };

static void weights_decide_and_the_ranges_say_so(void **state)
{
    (void)state;
    const double equal[] = { 1, 1, 1 };
    const struct composite_given given = { three, equal, 3, 3, 0.75 };
    struct composite all[3];
    composite_rank(&given, all);
    assert_true(fabs(all[0].score - 2.0 / 3) < 1e-15);
    assert_true(fabs(all[1].score - 1) < 1e-15);
    assert_int_equal(all[0].rank, 2);
    assert_int_equal(all[1].rank, 1);
    assert_int_equal(all[2].rank, 3);
    /* Without the third measure A is first; without the second it stays second. */
    assert_int_equal(all[0].dropped_lower, 1);
    assert_int_equal(all[0].dropped_upper, 2);
    assert_int_equal(all[1].dropped_upper, 2);
    /* C is last whatever the weights. */
    assert_int_equal(all[2].dropped_lower, 3);
    assert_int_equal(all[2].weighted_lower, 3);
    assert_int_equal(all[0].weighted_lower, 1);
    assert_int_equal(all[0].weighted_upper, 2);
}

static void what_is_missing_is_left_out_and_too_much_of_it_leaves_no_score(void **state)
{
    (void)state;
    const double scores[] = { 1, NAN, NAN, 1, 1, 0, 1, NAN, 4 };
    const double weights[] = { 2, 1, 1 };
    const struct composite_given given = { scores, weights, 3, 3, 0.75 };
    struct composite all[3];
    composite_rank(&given, all);
    assert_false(all[0].scored);
    assert_true(all[0].share == 0.5 && all[0].rank == 0 && all[0].weighted_upper == 0);
    assert_true(all[1].scored && all[1].score == 0.75 && all[1].used == 3);
    assert_true(all[2].scored && all[2].score == 2 && all[2].used == 2);
    assert_int_equal(all[2].rank, 1);
}

static void a_measure_without_weight_is_none_and_ties_share_the_least_rank(void **state)
{
    (void)state;
    const double scores[] = { 1, 9, 1, NAN, 0, 5 };
    const double weights[] = { 1, 0 };
    const struct composite_given given = { scores, weights, 3, 2, 1 };
    struct composite all[3];
    composite_rank(&given, all);
    assert_true(all[0].rank == 1 && all[1].rank == 1 && all[2].rank == 3);
    assert_true(all[1].dropped_lower == 1 && all[1].dropped_upper == 1);
    assert_true(all[2].weighted_lower == 3 && all[2].weighted_upper == 3);
}

static void the_same_question_has_the_same_answer(void **state)
{
    (void)state;
    const double weights[] = { 3, 1, 2 };
    const struct composite_given given = { three, weights, 3, 3, 0.5 };
    struct composite one[3], other[3];
    composite_rank(&given, one);
    composite_rank(&given, other);
    assert_memory_equal(one, other, sizeof one);
}

static void nobody_has_no_rank(void **state)
{
    (void)state;
    const double weights[] = { 1 };
    const struct composite_given given = { NULL, weights, 0, 1, 0.75 };
    composite_rank(&given, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_decide_and_the_ranges_say_so),
        cmocka_unit_test(what_is_missing_is_left_out_and_too_much_of_it_leaves_no_score),
        cmocka_unit_test(a_measure_without_weight_is_none_and_ties_share_the_least_rank),
        cmocka_unit_test(the_same_question_has_the_same_answer),
        cmocka_unit_test(nobody_has_no_rank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
