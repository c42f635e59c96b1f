/* Weighted statistics, by hand and against R. */
#include "unit.h"
#include "vectors.h"

#include "stats/order.h"
#include "stats/weighted.h"

static void assert_near(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-12 * fmax(1, fabs(expected))))
        fail_msg("%.17g, not %.17g", found, expected);
}

static void a_mean_weighs_each_value_by_its_cases(void **state)
{
    (void)state;
    double mean = -7;
    const struct weighted items[] = { { 10, 1 }, { 20, 3 }, { 1e300, 0 } };
    assert_true(weighted_mean(items, 3, &mean));
    assert_near(mean, 17.5);
    const struct weighted equal[] = { { 0.1, 3 }, { 0.1, 0.7 }, { 0.1, 11 } };
    assert_true(weighted_mean(equal, 3, &mean));
    assert_true(mean == 0.1);
}

static void without_weight_there_is_nothing(void **state)
{
    (void)state;
    double untouched = -7;
    const struct weighted none[] = { { 10, 0 }, { 20, 0 } };
    const struct weighted one[] = { { 10, 1 } };
    assert_false(weighted_mean(none, 2, &untouched));
    assert_false(weighted_mean(NULL, 0, &untouched));
    assert_false(weighted_variance(none, 2, &untouched));
    assert_false(weighted_variance(one, 1, &untouched));
    assert_false(weighted_quantile(none, 2, 0.5, &untouched));
    assert_true(untouched == -7);
}

static void whole_weights_repeat_a_value(void **state)
{
    (void)state;
    const struct weighted items[] = { { 1, 2 }, { 4, 1 }, { 6, 0 }, { 9, 3 } };
    const double values[] = { 1, 1, 4, 9, 9, 9 };
    for (int i = 0; i <= 40; i++) {
        double quantile = -7;
        assert_true(weighted_quantile(items, 4, i / 40.0, &quantile));
        assert_near(quantile, order_quantile(values, 6, i / 40.0, QUANTILE_TYPE_7));
    }
}

static void sorting_orders_values_then_weights(void **state)
{
    (void)state;
    struct weighted items[] = { { 3, 1 }, { -2, 5 }, { 3, 0.5 }, { 0, 9 } };
    weighted_sort(items, 4);
    static const double expected[] = { 5, 9, 0.5, 1 };
    for (int i = 0; i < 4; i++)
        assert_true(items[i].weight == expected[i]);
}

static void all_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("weighted_mean.csv");
    for (size_t row = 0; row < v.rows; row++) {
        struct weighted items[1000];
        size_t count, weights_count;
        double *values = vectors_list(&v, row, "values", &count);
        double *weights = vectors_list(&v, row, "weights", &weights_count);
        assert_int_equal(count, weights_count);
        assert_in_range(count, 1, 1000);
        for (size_t i = 0; i < count; i++)
            items[i] = (struct weighted){ values[i], weights[i] };
        free(values);
        free(weights);
        weighted_sort(items, count);
        double found[5] = { NAN, NAN, NAN, NAN, NAN };
        weighted_mean(items, count, &found[0]);
        weighted_variance(items, count, &found[1]);
        for (int i = 0; i < 3; i++)
            weighted_quantile(items, count, (i + 1) / 4.0, &found[2 + i]);
        static const char *const columns[] = { "weighted_mean", "wtd_var", "q25",
                                               "median", "q75" };
        for (int i = 0; i < 5; i++)
            vectors_check(&v, row, columns[i], found[i],
                          vectors_number(&v, row, columns[i]), 1e-9);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_weighs_each_value_by_its_cases),
        cmocka_unit_test(without_weight_there_is_nothing),
        cmocka_unit_test(whole_weights_repeat_a_value),
        cmocka_unit_test(sorting_orders_values_then_weights),
        cmocka_unit_test(all_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
