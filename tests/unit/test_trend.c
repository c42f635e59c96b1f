/* Trends, by hand and against R and Fingertips. */
#include "unit.h"
#include "vectors.h"

#include "stats/distribution.h"
#include "stats/recent_trend.h"
#include "stats/trend.h"

static const double years[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

static void assert_near(double found, double expected)
{
    if (fabs(found - expected) > 1e-12 * fmax(1, fabs(expected)))
        fail_msg("%.17g, not %.17g", found, expected);
}

static void one_value_has_no_trend(void **state)
{
    (void)state;
    struct trend trend;
    assert_int_equal(trend_fit(years, years, 0, 0.95, &trend), TREND_UNDEFINED);
    assert_int_equal(trend_fit(years, years, 1, 0.95, &trend), TREND_UNDEFINED);
}

static void values_of_one_time_have_no_trend(void **state)
{
    (void)state;
    const double times[] = { 2020, 2020, 2020 };
    struct trend trend;
    assert_int_equal(trend_fit(times, years, 3, 0.95, &trend), TREND_UNDEFINED);
}

/* Of all 24 orders of four values two are as steep as one that only rises: 1 in 12. */
static void four_values_prove_nothing(void **state)
{
    (void)state;
    struct trend trend;
    assert_int_equal(trend_fit(years, years, 4, 0.95, &trend), TREND_TOO_SHORT);
    assert_near(trend.p, 1.0 / 12);
    assert_int_equal(trend_direction(&trend, 0.95), 0);
    assert_int_equal(trend_fit(years, years, 2, 0.95, &trend), TREND_TOO_SHORT);
    assert_true(trend.p == 1 && trend.slope == 1 && !trend.has_interval);

    assert_int_equal(trend_fit(years, years, 5, 0.95, &trend), TREND_DONE);
    assert_near(trend.p, 1.0 / 60);
    assert_int_equal(trend_direction(&trend, 0.95), 1);
    assert_int_equal(trend_direction(&trend, 0.99), 0);
}

static void equal_values_neither_rise_nor_fall(void **state)
{
    (void)state;
    const double values[] = { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 };
    struct trend trend;
    for (size_t count = 5; count <= 10; count++) {
        assert_int_equal(trend_fit(years, values, count, 0.95, &trend), TREND_DONE);
        assert_true(trend.s == 0 && trend.z == 0 && trend.tau == 0 && trend.p == 1);
        assert_true(trend.slope == 0 && trend.intercept == 3);
        assert_true(trend.has_interval && trend.lower == 0 && trend.upper == 0);
        assert_int_equal(trend_direction(&trend, 0.95), 0);
    }
}

/* The chances of every S add up, whatever the ties: each p is what a count of all orders
 * gives. */
static void exact_chances_are_counted_over_all_orders(void **state)
{
    (void)state;
    const double values[] = { 1, 1, 2, 2, 2, 5 };
    struct trend trend;
    double order[6];
    size_t as_far = 0, all = 0;
    const double s = 9;
    for (size_t code = 0; code < 720; code++) {
        /* the order of that number, by taking one of those left each time */
        size_t rest = code, left = 6;
        double pool[6];
        memcpy(pool, values, sizeof pool);
        for (size_t i = 0; i < 6; i++, rest /= left, left--) {
            const size_t k = rest % left;
            order[i] = pool[k];
            memmove(pool + k, pool + k + 1, (left - k - 1) * sizeof *pool);
        }
        assert_int_equal(trend_fit(years, order, 6, 0.95, &trend), TREND_DONE);
        all++;
        as_far += fabs(trend.s) >= s;
    }
    assert_int_equal(all, 720);
    assert_int_equal(
        trend_fit(years, (const double[]){ 1, 2, 1, 2, 2, 5 }, 6, 0.95, &trend),
        TREND_DONE);
    assert_true(trend.s == s);
    assert_near(trend.p, (double)as_far / 720);
    assert_int_equal(trend.basis, TREND_EXACT);
}

static void ties_and_length_decide_how_p_is_found(void **state)
{
    (void)state;
    double times[60], values[60];
    struct trend trend;
    for (size_t i = 0; i < 60; i++) {
        times[i] = (double)i;
        values[i] = (double)(i * 7 % 60);
    }
    trend_fit(times, values, 50, 0.95, &trend);
    assert_int_equal(trend.basis, TREND_EXACT);
    trend_fit(times, values, 51, 0.95, &trend);
    assert_int_equal(trend.basis, TREND_NORMAL);
    values[1] = values[0];
    trend_fit(times, values, 8, 0.95, &trend);
    assert_int_equal(trend.basis, TREND_EXACT);
    trend_fit(times, values, 9, 0.95, &trend);
    assert_int_equal(trend.basis, TREND_NORMAL);
    times[1] = times[0];
    trend_fit(times, values, 8, 0.95, &trend);
    assert_int_equal(trend.basis, TREND_NORMAL);
}

/* Falling throughout: 2 of 50! orders are as steep. */
static void the_rarest_order_keeps_its_chance(void **state)
{
    (void)state;
    double times[50], values[50];
    struct trend trend;
    for (size_t i = 0; i < 50; i++) {
        times[i] = (double)i;
        values[i] = -(double)i;
    }
    assert_int_equal(trend_fit(times, values, 50, 0.95, &trend), TREND_DONE);
    assert_true(fabs(trend.p / (2 / tgamma(51)) - 1) < 1e-12);
    assert_int_equal(trend_direction(&trend, 0.95), -1);
}

static void slopes_beyond_a_double_are_none(void **state)
{
    (void)state;
    const double values[] = { -1.7e308, 1.7e308, 0, 1, 2 };
    struct trend trend;
    assert_int_equal(trend_fit(years, values, 5, 0.95, &trend), TREND_UNDEFINED);
    const double large[] = { 1e300, 2e300, 3e300, 4e300, 5e300 };
    assert_int_equal(trend_fit(years, large, 5, 0.95, &trend), TREND_DONE);
    assert_near(trend.slope / 1e300, 1);
}

static void recent_trends_need_room_for_chance(void **state)
{
    (void)state;
    const double of[] = { 10, 10, 10, 10, 10 };
    struct recent_trend trend = { .p = -1 };
    assert_false(recent_trend_of_shares((const double[]){ 0, 1, 2, 3, 4 }, of, &trend));
    assert_false(recent_trend_of_shares((const double[]){ 1, 2, 3, 4, 10 }, of, &trend));
    assert_false(recent_trend_of_values(of, of, of, &trend));
    const double lower[] = { -1e308, -1e308, -1e308, -1e308, -1e308 };
    const double upper[] = { 1e308, 1e308, 1e308, 1e308, 1e308 };
    assert_false(recent_trend_of_values(of, lower, upper, &trend));
    assert_true(trend.p == -1);
}

static void recent_values_that_are_equal_have_no_trend(void **state)
{
    (void)state;
    const double x[] = { 5, 5, 5, 5, 5 };
    const double of[] = { 10, 10, 10, 10, 10 };
    struct recent_trend trend;
    assert_true(recent_trend_of_shares(x, of, &trend));
    assert_true(trend.chi_squared == 0 && trend.p == 1 && trend.direction == 0);
    const double lower[] = { 4, 4, 4, 4, 4 };
    assert_true(recent_trend_of_values(x, lower, of, &trend));
    assert_true(trend.chi_squared == 0 && trend.slope == 0 && trend.direction == 0);
}

/* A column of the vectors, where empty reads as `if_empty`. */
static void check(const struct vectors *v, size_t row, const char *column, double found,
                  double if_empty, double tolerance)
{
    const double expected = vectors_number(v, row, column);
    vectors_check(v, row, column, found, isnan(expected) ? if_empty : expected,
                  tolerance);
}

static void check_p(const struct vectors *v, size_t row, const struct trend *trend)
{
    const double no_ties = vectors_number(v, row, "p_exact_notie");
    const double counted = vectors_number(v, row, "p_exact_perm");
    const double normal = fmin(1, 2 * distribution_normal(fabs(trend->z), TAIL_UPPER));
    check(v, row, "p_normal", normal, 1, 1e-9);
    if (!isnan(no_ties) || !isnan(counted))
        assert_int_equal(trend->basis, TREND_EXACT);
    if (!isnan(no_ties))
        vectors_check(v, row, "p_exact_notie", trend->p, no_ties, 1e-9);
    if (!isnan(counted))
        vectors_check(v, row, "p_exact_perm", trend->p, counted, 1e-9);
    if (trend->basis == TREND_NORMAL)
        assert_true(trend->p == normal);
}

static void trends_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("mann_kendall_theil_sen.csv");
    for (size_t row = 0; row < v.rows; row++) {
        size_t count;
        double times[64];
        double *values = vectors_list(&v, row, "x", &count);
        struct trend trend;
        assert_in_range(count, 2, 64);
        for (size_t i = 0; i < count; i++)
            times[i] = (double)i + 1;
        assert_int_equal(trend_fit(times, values, count, 0.95, &trend),
                         count < 5 ? TREND_TOO_SHORT : TREND_DONE);
        check(&v, row, "S", trend.s, NAN, 0);
        check(&v, row, "varS", trend.variance, NAN, 1e-9);
        check(&v, row, "tau_b", trend.tau, 0, 1e-9);
        check(&v, row, "z", trend.z, 0, 1e-9);
        check(&v, row, "slope", trend.slope, NAN, 1e-9);
        check(&v, row, "intercept_median", trend.intercept, NAN, 1e-9);
        vectors_check(&v, row, "slope_lo95", trend.has_interval ? trend.lower : NAN,
                      vectors_number(&v, row, "slope_lo95"), 1e-9);
        vectors_check(&v, row, "slope_hi95", trend.has_interval ? trend.upper : NAN,
                      vectors_number(&v, row, "slope_hi95"), 1e-9);
        check_p(&v, row, &trend);
        free(values);
    }
    vectors_close(&v);
}

static void slopes_over_unequal_times_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("theil_sen_times.csv");
    for (size_t row = 0; row < v.rows; row++) {
        size_t count;
        double *times = vectors_list(&v, row, "t", &count);
        double *values = vectors_list(&v, row, "y", &count);
        struct trend trend;
        assert_int_not_equal(trend_fit(times, values, count, 0.95, &trend),
                             TREND_UNDEFINED);
        check(&v, row, "slope", trend.slope, NAN, 1e-9);
        check(&v, row, "intercept_medres", trend.intercept, NAN, 1e-9);
        check(&v, row, "S", trend.s, NAN, 0);
        check(&v, row, "tau_b", trend.tau, NAN, 1e-9);
        check(&v, row, "p_normal_nocorr",
              2 * distribution_normal(fabs(trend.s) / sqrt(trend.variance), TAIL_UPPER),
              NAN, 1e-9);
        free(values);
        free(times);
    }
    vectors_close(&v);
}

static bool fit_recent(const struct vectors *v, size_t row, struct recent_trend *trend)
{
    const bool shares = strcmp(vectors_text(v, row, "kind"), "proportion") == 0;
    size_t count;
    double *first = vectors_list(v, row, shares ? "x" : "value", &count);
    assert_int_equal(count, RECENT_TREND);
    double *second = vectors_list(v, row, shares ? "n" : "lower", &count);
    double *third = vectors_list(v, row, shares ? "n" : "upper", &count);
    assert_int_equal(count, RECENT_TREND);
    const bool found = shares ? recent_trend_of_shares(first, second, trend)
                              : recent_trend_of_values(first, second, third, trend);
    free(third);
    free(second);
    free(first);
    return found;
}

static void recent_trends_are_those_of_fingertips(void **state)
{
    (void)state;
    struct vectors v = vectors_open("trend_fingertips.csv");
    for (size_t row = 0; row < v.rows; row++) {
        struct recent_trend trend;
        assert_true(fit_recent(&v, row, &trend));
        check(&v, row, "chi2", trend.chi_squared, NAN, 1e-8);
        check(&v, row, "p", trend.p, NAN, 1e-8);
        check(&v, row, "slope", trend.slope, trend.slope, 1e-8);
        check(&v, row, "same_sign", trend.same_sign, NAN, 0);
        assert_string_equal(vectors_text(&v, row, "marker"),
                            trend.direction > 0   ? "increasing"
                            : trend.direction < 0 ? "decreasing"
                                                  : "no_change");
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value_has_no_trend),
        cmocka_unit_test(values_of_one_time_have_no_trend),
        cmocka_unit_test(four_values_prove_nothing),
        cmocka_unit_test(equal_values_neither_rise_nor_fall),
        cmocka_unit_test(exact_chances_are_counted_over_all_orders),
        cmocka_unit_test(ties_and_length_decide_how_p_is_found),
        cmocka_unit_test(the_rarest_order_keeps_its_chance),
        cmocka_unit_test(slopes_beyond_a_double_are_none),
        cmocka_unit_test(recent_trends_need_room_for_chance),
        cmocka_unit_test(recent_values_that_are_equal_have_no_trend),
        cmocka_unit_test(trends_are_those_of_r),
        cmocka_unit_test(slopes_over_unequal_times_are_those_of_r),
        cmocka_unit_test(recent_trends_are_those_of_fingertips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
