/* Centre and spread, by hand and against R and published figures. */
#include "unit.h"
#include "vectors.h"

#include "stats/order.h"
#include "stats/spread.h"

static void assert_near(double found, double expected)
{
    if (fabs(found - expected) > 1e-12 * fmax(1, fabs(expected)))
        fail_msg("%.17g, not %.17g", found, expected);
}

static void mean_and_standard_deviation_of_a_textbook_set(void **state)
{
    (void)state;
    const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
    assert_near(spread_mean(values, 8), 5);
    assert_near(spread_standard_deviation(values, 8), sqrt(32.0 / 7));
}

static void a_sum_keeps_digits_that_doubles_lose(void **state)
{
    (void)state;
    const double values[] = { -1e16, 0.5, 0.5, 1e16 };
    assert_true(spread_sum(values, 4) == 1);
    assert_true(spread_sum(values, 0) == 0);
}

static void one_value_has_no_spread(void **state)
{
    (void)state;
    const double one[] = { 0.3 };
    assert_true(spread_mean(one, 1) == 0.3);
    assert_true(spread_standard_deviation(one, 1) == 0);
    assert_true(spread_standard_deviation(one, 0) == 0);
    assert_true(spread_mad(one, 1) == 0);
    assert_true(spread_mean_absolute_deviation(one, 1) == 0);
}

static void equal_values_have_exactly_no_spread(void **state)
{
    (void)state;
    static double values[100000];
    const size_t count = sizeof values / sizeof *values;
    for (size_t i = 0; i < count; i++)
        values[i] = 0.1;
    assert_true(spread_mean(values, count) == 0.1);
    assert_true(spread_standard_deviation(values, count) == 0);
    assert_true(spread_mad(values, count) == 0);
    assert_true(spread_mean_absolute_deviation(values, count) == 0);
}

/* The variance of 4, 7, 13 and 16 is 30; one pass over squares loses it beside 1e9. */
static void a_large_offset_does_not_eat_the_deviation(void **state)
{
    (void)state;
    const double values[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };
    assert_near(spread_mean(values, 4), 1e9 + 10);
    assert_near(spread_standard_deviation(values, 4), sqrt(30));
}

static void deviations_on_both_sides_count(void **state)
{
    (void)state;
    assert_near(spread_mad((const double[]){ 1, 2, 3, 4, 100 }, 5), 1);
    assert_near(spread_mad((const double[]){ 1, 1, 2, 2, 4, 6, 9 }, 7), 1);
    assert_near(spread_mad((const double[]){ 1, 5 }, 2), 2);
    assert_near(spread_mad((const double[]){ 0, 1, 2, 10 }, 4), 1);
    assert_near(spread_mad((const double[]){ -50, -40, -30, 1, 2, 3 }, 6), 17);
}

static void one_far_value_leaves_the_mad_alone(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4, 1e12 };
    assert_near(spread_mad(values, 5), 1);
    assert_near(spread_mean_absolute_deviation(values, 5), (1e12 + 1) / 5);
}

static void more_than_half_tied_makes_the_mad_zero(void **state)
{
    (void)state;
    const double values[] = { 5, 5, 5, 5, 5, 6, 12 };
    assert_true(spread_mad(values, 7) == 0);
    assert_near(spread_mean_absolute_deviation(values, 7), 8.0 / 7);
}

/* The merge of two runs must agree with the definition, whatever the shape. */
static void the_mad_is_the_median_of_sorted_deviations(void **state)
{
    (void)state;
    double values[60];
    double deviations[60];
    for (unsigned round = 1; round <= 40; round++) {
        for (size_t count = 1; count <= 60; count++) {
            for (size_t i = 0; i < count; i++)
                values[i] = pow((double)(i * 37 * round % 101), 1 + round % 5) / 3;
            order_sort(values, count);
            const double median = order_median(values, count);
            for (size_t i = 0; i < count; i++)
                deviations[i] = fabs(values[i] - median);
            order_sort(deviations, count);
            assert_true(spread_mad(values, count) == order_median(deviations, count));
        }
    }
}

/* x / y, undefined by 0: NAN, as an empty cell reads. */
static double ratio(double x, double y)
{
    return y == 0 ? NAN : x / y;
}

/* The modified score of Iglewicz and Hoaglin, with their rounded constants. */
static double iglewicz_score(double away, double mad, double mean_deviation)
{
    return mad > 0 ? 0.6745 * away / mad : ratio(away, 1.253314 * mean_deviation);
}

static void robust_scores_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("robust_z.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *values = vectors_column(&v, from, to, "x", &count);
        order_sort(values, count);
        const double median = order_median(values, count);
        const double mad = spread_mad(values, count);
        const double mean_deviation = spread_mean_absolute_deviation(values, count);
        const double range = order_quantile(values, count, 0.75, QUANTILE_TYPE_7) -
                             order_quantile(values, count, 0.25, QUANTILE_TYPE_7);
        free(values);

        for (size_t row = from; row < to; row++) {
            const double away = vectors_number(&v, row, "x") - median;
            const double found[] = { (double)count,
                                     median,
                                     mad,
                                     SPREAD_MAD_SCALE * mad,
                                     mean_deviation,
                                     ratio(away, SPREAD_MAD_SCALE * mad),
                                     ratio(away, mad),
                                     iglewicz_score(away, mad, mean_deviation),
                                     ratio(away, sqrt(acos(-1) / 2) * mean_deviation),
                                     range };
            static const char *const columns[] = {
                "n_used", "median",  "mad_raw",    "mad_1.4826",        "mean_abs_dev",
                "z_mad",  "z_oflog", "z_iglewicz", "z_fallback_meanad", "iqr"
            };
            for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
                vectors_check(&v, row, columns[i], found[i],
                              vectors_number(&v, row, columns[i]), 1e-9);
        }
    }
    vectors_close(&v);
}

/* The Office for Local Government's own figures: deviations from the median in unscaled
 * MADs. */
static void published_mads_from_the_median_are_reproduced(void **state)
{
    (void)state;
    struct vectors v = vectors_open("oflog_mads.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "metric");
        size_t count;
        double *values = vectors_column(&v, from, to, "value", &count);
        order_sort(values, count);
        const double median = order_median(values, count);
        const double mad = spread_mad(values, count);
        free(values);

        for (size_t row = from; row < to; row++) {
            const double score = (vectors_number(&v, row, "value") - median) / mad;
            vectors_check(&v, row, "median", median, vectors_number(&v, row, "median"),
                          1e-9);
            vectors_check(&v, row, "mad_raw", mad, vectors_number(&v, row, "mad_raw"),
                          1e-9);
            vectors_check(&v, row, "mads_from_median", score,
                          vectors_number(&v, row, "mads_from_median"), 1e-9);
            const double published = vectors_number(&v, row, "oflog_mads_from_median");
            assert_true(isnan(score) ? isnan(published)
                                     : fabs(score - published) <= 1e-8);
        }
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_and_standard_deviation_of_a_textbook_set),
        cmocka_unit_test(a_sum_keeps_digits_that_doubles_lose),
        cmocka_unit_test(one_value_has_no_spread),
        cmocka_unit_test(equal_values_have_exactly_no_spread),
        cmocka_unit_test(a_large_offset_does_not_eat_the_deviation),
        cmocka_unit_test(deviations_on_both_sides_count),
        cmocka_unit_test(one_far_value_leaves_the_mad_alone),
        cmocka_unit_test(more_than_half_tied_makes_the_mad_zero),
        cmocka_unit_test(the_mad_is_the_median_of_sorted_deviations),
        cmocka_unit_test(robust_scores_are_those_of_r),
        cmocka_unit_test(published_mads_from_the_median_are_reproduced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
