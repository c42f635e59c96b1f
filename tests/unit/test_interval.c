/* Confidence intervals, by hand and against R. */
#include "unit.h"
#include "vectors.h"

#include "stats/distribution.h"
#include "stats/interval.h"
#include "stats/spread.h"

static const double levels[] = { 0.5, 0.9, 0.95, 0.998, 0.999999 };
enum { LEVELS = sizeof levels / sizeof *levels };

static void assert_near(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-12 * fabs(expected)))
        fail_msg("%.17g, not %.17g", found, expected);
}

typedef enum interval_outcome proportion_method(double x, double n, double level,
                                                struct interval *interval);
static proportion_method *const proportion_methods[] = { interval_wilson,
                                                         interval_clopper_pearson };

static void nothing_and_everything_end_exactly_at_0_and_1(void **state)
{
    (void)state;
    static const double totals[] = { 1, 2, 10, 263, 100000, 1e9 };
    for (int m = 0; m < 2; m++) {
        for (int i = 0; i < LEVELS; i++) {
            for (int j = 0; j < 6; j++) {
                struct interval none, all;
                const double n = totals[j];
                assert_int_equal(proportion_methods[m](0, n, levels[i], &none), 0);
                assert_int_equal(proportion_methods[m](n, n, levels[i], &all), 0);
                assert_true(none.lower == 0 && none.upper > 0 && none.upper < 1);
                assert_true(all.upper == 1 && all.lower > 0 && all.lower < 1);
                /* 1 - x loses what is small */
                assert_true(fabs(none.upper - (1 - all.lower)) < 1e-13);
            }
        }
    }
}

/* By hand: z^2 / (n + z^2), and 1 - (p)^(1/n). */
static void no_case_among_n_has_limits_in_closed_form(void **state)
{
    (void)state;
    for (int i = 0; i < LEVELS; i++) {
        struct interval wilson, exact;
        const double z = distribution_z(levels[i]);
        interval_wilson(0, 1e9, levels[i], &wilson);
        interval_clopper_pearson(0, 1e9, levels[i], &exact);
        assert_near(wilson.upper, z * z / (1e9 + z * z));
        assert_near(exact.upper, -expm1(log((1 - levels[i]) / 2) / 1e9));
    }
}

static void a_rare_case_among_a_billion_keeps_its_digits(void **state)
{
    (void)state;
    struct interval wilson, exact, count;
    assert_int_equal(interval_wilson(3, 1e9, 0.95, &wilson), INTERVAL_DONE);
    const double z = distribution_z(0.95);
    const double half = z * sqrt(z * z + 12 * (1 - 3e-9));
    assert_near(wilson.lower, 18 / (1e9 * (6 + z * z + half)));
    assert_near(wilson.upper, (6 + z * z + half) / (2 * (1e9 + z * z)));
    /* so rare that a binomial is a Poisson */
    assert_int_equal(interval_clopper_pearson(3, 1e9, 0.95, &exact), INTERVAL_DONE);
    assert_int_equal(interval_garwood(3, 0.95, &count), INTERVAL_DONE);
    assert_true(fabs(exact.lower * 1e9 / count.lower - 1) < 1e-8);
    assert_true(fabs(exact.upper * 1e9 / count.upper - 1) < 1e-8);
}

static void limits_widen_with_the_level_and_hold_the_value(void **state)
{
    (void)state;
    static const double cases[][2] = { { 1, 3 },          { 7, 21 },   { 4999, 5000 },
                                       { 500000, 1e6 },   { 1, 1e12 }, { 5e11, 1e12 },
                                       { 123456, 234567 } };
    for (int m = 0; m < 2; m++) {
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            const double p = cases[c][0] / cases[c][1];
            struct interval last = { p, p };
            for (int i = 0; i < LEVELS; i++) {
                struct interval found;
                assert_int_equal(
                    proportion_methods[m](cases[c][0], cases[c][1], levels[i], &found),
                    INTERVAL_DONE);
                assert_true(found.lower < last.lower && found.upper > last.upper);
                last = found;
            }
        }
    }
}

static void what_is_no_proportion_has_no_interval(void **state)
{
    (void)state;
    for (int m = 0; m < 2; m++) {
        struct interval untouched = { -7, -7 };
        assert_int_equal(proportion_methods[m](0, 0, 0.95, &untouched),
                         INTERVAL_NO_DENOMINATOR);
        assert_int_equal(proportion_methods[m](1, -3, 0.95, &untouched),
                         INTERVAL_NO_DENOMINATOR);
        assert_int_equal(proportion_methods[m](-1, 3, 0.95, &untouched),
                         INTERVAL_NEGATIVE);
        assert_int_equal(proportion_methods[m](4, 3, 0.95, &untouched),
                         INTERVAL_ABOVE_WHOLE);
        assert_true(untouched.lower == -7 && untouched.upper == -7);
    }
}

static void exact_limits_are_for_what_is_counted(void **state)
{
    (void)state;
    struct interval interval = { -7, -7 };
    assert_int_equal(interval_clopper_pearson(2.5, 10, 0.95, &interval),
                     INTERVAL_NOT_COUNTED);
    assert_int_equal(interval_clopper_pearson(2, 10.5, 0.95, &interval),
                     INTERVAL_NOT_COUNTED);
    assert_int_equal(interval_garwood(2.5, 0.95, &interval), INTERVAL_NOT_COUNTED);
    assert_int_equal(interval_garwood(1e300, 0.95, &interval), INTERVAL_NOT_COUNTED);
    assert_int_equal(interval_rate(2.5, 10, 1, INTERVAL_EXACT, 0.95, &interval),
                     INTERVAL_NOT_COUNTED);
    assert_true(interval.lower == -7 && interval.upper == -7);
    assert_int_equal(interval_wilson(2.5, 10.5, 0.95, &interval), INTERVAL_DONE);
    assert_int_equal(interval_byar(12.5, 0.95, &interval), INTERVAL_DONE);
    assert_int_equal(interval_rate(2.5, 10, 1, INTERVAL_BYAR, 0.95, &interval),
                     INTERVAL_DONE);
}

static void rates_without_exposure_or_below_0_have_no_interval(void **state)
{
    (void)state;
    struct interval untouched = { -7, -7 };
    for (int method = INTERVAL_BYAR; method <= INTERVAL_EXACT; method++) {
        assert_int_equal(interval_rate(3, 0, 1000, method, 0.95, &untouched),
                         INTERVAL_NO_DENOMINATOR);
        assert_int_equal(interval_rate(-3, 5, 1000, method, 0.95, &untouched),
                         INTERVAL_NEGATIVE);
        assert_int_equal(interval_rate(30, 1e-300, 1e12, method, 0.95, &untouched),
                         INTERVAL_TOO_LARGE);
    }
    assert_int_equal(interval_garwood(-1, 0.95, &untouched), INTERVAL_NEGATIVE);
    assert_int_equal(interval_byar(-1, 0.95, &untouched), INTERVAL_NEGATIVE);
    assert_true(untouched.lower == -7 && untouched.upper == -7);
}

/* Half a death, or a thousandth, as weights and shares make them. */
static void a_fraction_of_an_event_lies_between_whole_ones(void **state)
{
    (void)state;
    struct interval last = { 0, 0 };
    interval_rate(0, 1, 1, INTERVAL_BYAR, 0.95, &last);
    assert_true(last.lower == 0);
    for (double events = 1.0 / 1024; events < 9; events *= 2) {
        struct interval found;
        assert_int_equal(interval_rate(events, 1, 1, INTERVAL_BYAR, 0.95, &found),
                         INTERVAL_DONE);
        assert_true(found.lower >= last.lower && found.upper > last.upper);
        assert_true(found.lower < events && found.upper > events);
        last = found;
    }
    assert_int_equal(interval_rate(1e-300, 1, 1, INTERVAL_BYAR, 0.95, &last),
                     INTERVAL_DONE);
    assert_true(last.lower >= 0 && last.lower < 1e-300);
    assert_near(last.upper, -log(0.025));
}

/* They meet: above, either may be used. */
static void byar_becomes_exact_for_many_events(void **state)
{
    (void)state;
    for (int i = 0; i < LEVELS; i++) {
        struct interval byar, exact;
        interval_byar(1e9, levels[i], &byar);
        interval_garwood(1e9, levels[i], &exact);
        assert_true(fabs(byar.lower / exact.lower - 1) < 1e-12);
        assert_true(fabs(byar.upper / exact.upper - 1) < 1e-12);
    }
}

static void a_mean_needs_two_values(void **state)
{
    (void)state;
    struct interval interval = { -7, -7 };
    assert_int_equal(interval_mean(5, 0, 0, 0.95, &interval), INTERVAL_TOO_FEW);
    assert_int_equal(interval_mean(5, 0, 1, 0.95, &interval), INTERVAL_TOO_FEW);
    assert_int_equal(interval_mean(5, -1, 9, 0.95, &interval), INTERVAL_NEGATIVE);
    assert_true(interval.lower == -7);
    /* two values at 4 and 6: t of 1 degree is tan of the angle */
    assert_int_equal(interval_mean(5, sqrt(2), 2, 0.95, &interval), INTERVAL_DONE);
    assert_near(interval.upper - 5, tan(acos(-1) * 0.475));
    assert_int_equal(interval_mean(5, 0, 9, 0.95, &interval), INTERVAL_DONE);
    assert_true(interval.lower == 5 && interval.upper == 5);
}

static void a_standardised_rate_of_few_events_is_without_limits(void **state)
{
    (void)state;
    struct interval_group groups[] = { { 3, 1000, 2 }, { 6, 500, 1 } };
    double rate = 0;
    struct interval interval = { -7, -7 };
    assert_int_equal(interval_standardised_rate(groups, 2, 1000, 0.95, &rate, &interval),
                     INTERVAL_TOO_FEW);
    assert_near(rate, (2 * 3 / 1000.0 + 6 / 500.0) / 3 * 1000);
    assert_true(interval.lower == -7);
    groups[1].events = 7;
    assert_int_equal(interval_standardised_rate(groups, 2, 1000, 0.95, &rate, &interval),
                     INTERVAL_DONE);
    assert_true(0 < interval.lower && interval.lower < rate && rate < interval.upper);

    groups[1].population = 0;
    assert_int_equal(interval_standardised_rate(groups, 2, 1000, 0.95, &rate, &interval),
                     INTERVAL_NO_DENOMINATOR);
    groups[0].weight = -1;
    assert_int_equal(interval_standardised_rate(groups, 2, 1000, 0.95, &rate, &interval),
                     INTERVAL_NEGATIVE);
    assert_int_equal(interval_standardised_rate(groups, 0, 1000, 0.95, &rate, &interval),
                     INTERVAL_NO_DENOMINATOR);
}

/* With one group and the whole weight on it, it is Byar's interval of the crude rate. */
static void one_group_is_not_standardised(void **state)
{
    (void)state;
    const struct interval_group group = { 57, 12345, 7 };
    double rate = 0;
    struct interval interval, crude;
    assert_int_equal(interval_standardised_rate(&group, 1, 1e5, 0.95, &rate, &interval),
                     0);
    interval_rate(57, 12345, 1e5, INTERVAL_BYAR, 0.95, &crude);
    assert_near(rate, 57 / 12345.0 * 1e5);
    assert_near(interval.lower, crude.lower);
    assert_near(interval.upper, crude.upper);
}

static void differences_stay_between_minus_1_and_1(void **state)
{
    (void)state;
    struct interval_difference d;
    assert_int_equal(interval_difference(10, 10, 0, 10, 0.95, &d), INTERVAL_DONE);
    assert_true(d.difference == 1 && d.limits.upper == 1 && d.has_p);
    assert_int_equal(interval_difference(0, 10, 10, 10, 0.95, &d), INTERVAL_DONE);
    assert_true(d.difference == -1 && d.limits.lower == -1);
    assert_int_equal(interval_difference(0, 10, 0, 20, 0.95, &d), INTERVAL_DONE);
    assert_true(d.difference == 0 && !d.has_p);
    assert_int_equal(interval_difference(10, 10, 20, 20, 0.95, &d), INTERVAL_DONE);
    assert_true(d.difference == 0 && !d.has_p);
    assert_int_equal(interval_difference(1, 0, 1, 2, 0.95, &d), INTERVAL_NO_DENOMINATOR);
    assert_int_equal(interval_difference(1, 2, 3, 2, 0.95, &d), INTERVAL_ABOVE_WHOLE);
}

/* --- Against R --- */

static void check_proportions(const char *file, proportion_method *method)
{
    struct vectors v = vectors_open(file);
    for (size_t row = 0; row < v.rows; row++) {
        struct interval found;
        assert_int_equal(method(vectors_number(&v, row, "x"),
                                vectors_number(&v, row, "n"),
                                vectors_number(&v, row, "conf"), &found),
                         INTERVAL_DONE);
        const double lower = vectors_number(&v, row, "lower");
        const double upper = vectors_number(&v, row, "upper");
        /* relative, however small */
        if (fabs(found.lower - lower) > 1e-9 * lower ||
            fabs(found.upper - upper) > 1e-9 * upper)
            fail_msg("%s line %zu: %.17g to %.17g, not %.17g to %.17g", file, row + 2,
                     found.lower, found.upper, lower, upper);
        if (lower == 0 || upper == 1)
            assert_true(found.lower == lower || found.upper == upper);
    }
    vectors_close(&v);
}

static void wilson_limits_are_those_of_r(void **state)
{
    (void)state;
    check_proportions("wilson.csv", interval_wilson);
}

static void clopper_pearson_limits_are_those_of_r(void **state)
{
    (void)state;
    check_proportions("clopper_pearson.csv", interval_clopper_pearson);
}

static void garwood_limits_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("garwood.csv");
    for (size_t row = 0; row < v.rows; row++) {
        struct interval found;
        assert_int_equal(interval_garwood(vectors_number(&v, row, "x"),
                                          vectors_number(&v, row, "conf"), &found),
                         INTERVAL_DONE);
        vectors_check(&v, row, "lower", found.lower, vectors_number(&v, row, "lower"),
                      1e-9);
        vectors_check(&v, row, "upper", found.upper, vectors_number(&v, row, "upper"),
                      1e-9);
    }
    vectors_close(&v);
}

static void byar_limits_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("byars.csv");
    for (size_t row = 0; row < v.rows; row++) {
        struct interval found;
        const double x = vectors_number(&v, row, "x");
        const double level = vectors_number(&v, row, "conf");
        const double lower = vectors_number(&v, row, "byars_lower");
        assert_int_equal(interval_byar(x, level, &found), INTERVAL_DONE);
        if (!isnan(lower)) {
            vectors_check(&v, row, "byars_lower", found.lower, lower, 1e-9);
            vectors_check(&v, row, "byars_upper", found.upper,
                          vectors_number(&v, row, "byars_upper"), 1e-9);
        } else {
            struct interval exact;
            interval_garwood(x, level, &exact);
            assert_true(found.lower == exact.lower && found.upper == exact.upper);
        }
        assert_int_equal(interval_rate(x, vectors_number(&v, row, "n"),
                                       vectors_number(&v, row, "multiplier"),
                                       INTERVAL_BYAR, level, &found),
                         INTERVAL_DONE);
        vectors_check(&v, row, "rate_lower", found.lower,
                      vectors_number(&v, row, "rate_lower"), 1e-9);
        vectors_check(&v, row, "rate_upper", found.upper,
                      vectors_number(&v, row, "rate_upper"), 1e-9);
    }
    vectors_close(&v);
}

static void ratios_to_what_was_expected_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("smr.csv");
    for (size_t row = 0; row < v.rows; row++) {
        const double observed = vectors_number(&v, row, "observed");
        const double expected = vectors_number(&v, row, "expected");
        struct interval usual, wide;
        interval_rate(observed, expected, 1, INTERVAL_BYAR, 0.95, &usual);
        interval_rate(observed, expected, 1, INTERVAL_BYAR, 0.998, &wide);
        const double found[] = { usual.lower, usual.upper, wide.lower, wide.upper };
        static const char *const columns[] = { "lower95", "upper95", "lower998",
                                               "upper998" };
        for (int i = 0; i < 4; i++)
            vectors_check(&v, row, columns[i], found[i],
                          vectors_number(&v, row, columns[i]), 1e-9);
    }
    vectors_close(&v);
}

static void means_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("mean_ci.csv");
    for (size_t row = 0; row < v.rows; row++) {
        size_t count;
        double *values = vectors_list(&v, row, "x", &count);
        const double mean = spread_mean(values, count);
        const double deviation = spread_standard_deviation(values, count);
        free(values);
        struct interval usual, wide;
        interval_mean(mean, deviation, count, 0.95, &usual);
        interval_mean(mean, deviation, count, 0.998, &wide);
        const double found[] = { mean,        deviation,  usual.lower,
                                 usual.upper, wide.lower, wide.upper };
        static const char *const columns[] = { "mean",    "sd",       "lower95",
                                               "upper95", "lower998", "upper998" };
        for (int i = 0; i < 6; i++)
            vectors_check(&v, row, columns[i], found[i],
                          vectors_number(&v, row, columns[i]), 1e-9);
    }
    vectors_close(&v);
}

static void standardised_rates_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("dsr.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        struct interval_group groups[100];
        to = vectors_next_case(&v, from, "case");
        assert_in_range(to - from, 1, 100);
        for (size_t row = from; row < to; row++)
            groups[row - from] =
                (struct interval_group){ vectors_number(&v, row, "events"),
                                         vectors_number(&v, row, "pop"),
                                         vectors_number(&v, row, "stdpop") };
        double rate = NAN;
        struct interval found = { NAN, NAN };
        interval_standardised_rate(groups, to - from, 1e5, 0.95, &rate, &found);
        vectors_check(&v, from, "dsr", rate, vectors_number(&v, from, "dsr"), 1e-9);
        vectors_check(&v, from, "lower", found.lower, vectors_number(&v, from, "lower"),
                      1e-9);
        vectors_check(&v, from, "upper", found.upper, vectors_number(&v, from, "upper"),
                      1e-9);
    }
    vectors_close(&v);
}

static void differences_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("diff_proportions.csv");
    for (size_t row = 0; row < v.rows; row++) {
        struct interval_difference found;
        assert_int_equal(interval_difference(
                             vectors_number(&v, row, "x1"), vectors_number(&v, row, "n1"),
                             vectors_number(&v, row, "x2"), vectors_number(&v, row, "n2"),
                             vectors_number(&v, row, "conf"), &found),
                         INTERVAL_DONE);
        const double numbers[] = { found.difference, found.limits.lower,
                                   found.limits.upper, found.has_p ? found.p : NAN };
        static const char *const columns[] = { "diff", "lower", "upper", "p_pooled_z" };
        for (int i = 0; i < 4; i++)
            vectors_check(&v, row, columns[i], numbers[i],
                          vectors_number(&v, row, columns[i]), 1e-9);
        vectors_check(&v, row, "lower_desctools", found.limits.lower,
                      vectors_number(&v, row, "lower_desctools"), 1e-7);
        vectors_check(&v, row, "upper_desctools", found.limits.upper,
                      vectors_number(&v, row, "upper_desctools"), 1e-7);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_and_everything_end_exactly_at_0_and_1),
        cmocka_unit_test(no_case_among_n_has_limits_in_closed_form),
        cmocka_unit_test(a_rare_case_among_a_billion_keeps_its_digits),
        cmocka_unit_test(limits_widen_with_the_level_and_hold_the_value),
        cmocka_unit_test(what_is_no_proportion_has_no_interval),
        cmocka_unit_test(exact_limits_are_for_what_is_counted),
        cmocka_unit_test(rates_without_exposure_or_below_0_have_no_interval),
        cmocka_unit_test(a_fraction_of_an_event_lies_between_whole_ones),
        cmocka_unit_test(byar_becomes_exact_for_many_events),
        cmocka_unit_test(a_mean_needs_two_values),
        cmocka_unit_test(a_standardised_rate_of_few_events_is_without_limits),
        cmocka_unit_test(one_group_is_not_standardised),
        cmocka_unit_test(differences_stay_between_minus_1_and_1),
        cmocka_unit_test(wilson_limits_are_those_of_r),
        cmocka_unit_test(clopper_pearson_limits_are_those_of_r),
        cmocka_unit_test(garwood_limits_are_those_of_r),
        cmocka_unit_test(byar_limits_are_those_of_r),
        cmocka_unit_test(ratios_to_what_was_expected_are_those_of_r),
        cmocka_unit_test(means_are_those_of_r),
        cmocka_unit_test(standardised_rates_are_those_of_r),
        cmocka_unit_test(differences_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
