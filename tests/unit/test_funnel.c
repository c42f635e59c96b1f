/* Funnels, by hand and against R and its packages. */
#include "unit.h"
#include "vectors.h"

#include "base/number.h"
#include "stats/distribution.h"
#include "stats/funnel.h"
#include "stats/interval.h"

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance * fmax(1, fabs(expected))))
        fail_msg("%.17g, not %.17g", found, expected);
}

static void a_degenerate_target_has_no_funnel(void **state)
{
    (void)state;
    static const double targets[] = { 0, 1, -1, 2, INFINITY, NAN };
    struct funnel_limits limits = { -1, -1 };
    struct funnel funnel;
    for (size_t i = 0; i < 6; i++) {
        assert_false(funnel_exact(FUNNEL_SHARE, targets[i], 100, 0.95, &limits));
        assert_false(funnel_normal(FUNNEL_SHARE, targets[i], 100, 0.95, &limits));
        assert_false(funnel_wilson(targets[i], 100, 0.95, &limits));
        assert_int_equal(funnel_fit(FUNNEL_ARCSINE, targets[i], NULL, NULL, 0, 0.1,
                                    FUNNEL_WINSORISED, &funnel),
                         FUNNEL_DEGENERATE_TARGET);
    }
    assert_false(funnel_exact(FUNNEL_RATE, 0, 100, 0.95, &limits));
    assert_false(funnel_exact(FUNNEL_RATE, INFINITY, 100, 0.95, &limits));
    assert_true(limits.lower == -1 && limits.upper == -1);
    assert_true(funnel_exact(FUNNEL_RATE, 2, 100, 0.95, &limits));
}

static void nothing_out_of_nothing_has_no_limits(void **state)
{
    (void)state;
    static const double denominators[] = { 0, -1, NAN, INFINITY };
    struct funnel_limits limits;
    for (size_t i = 0; i < 4; i++) {
        assert_false(funnel_exact(FUNNEL_SHARE, 0.5, denominators[i], 0.95, &limits));
        assert_false(funnel_normal(FUNNEL_RATE, 0.5, denominators[i], 0.95, &limits));
        assert_false(funnel_wilson(0.5, denominators[i], 0.95, &limits));
    }
}

/* One toss of a coin exceeds no limit: of two, each comes with probability 1/2. Heads is
 * the 97.5% quantile, less (1 - 0.975) / 0.5 of it; tails is above 0. */
static void one_case_cannot_stand_out(void **state)
{
    (void)state;
    struct funnel_limits limits;
    assert_true(funnel_exact(FUNNEL_SHARE, 0.5, 1, 0.95, &limits));
    assert_near(limits.lower, 0, 0);
    assert_near(limits.upper, 0.95, 1e-12);
}

static void limits_narrow_about_the_target(void **state)
{
    (void)state;
    static const double targets[] = { 1e-4, 0.03, 0.5, 0.97 };
    for (size_t i = 0; i < 4; i++) {
        struct funnel_limits before = { 0, 1 };
        for (double n = 50000; n < 1e8; n *= 7) {
            struct funnel_limits exact, normal, wilson;
            assert_true(funnel_exact(FUNNEL_SHARE, targets[i], n, 0.998, &exact));
            assert_true(funnel_normal(FUNNEL_SHARE, targets[i], n, 0.998, &normal));
            assert_true(funnel_wilson(targets[i], n, 0.998, &wilson));
            assert_true(exact.lower >= before.lower && exact.lower < targets[i]);
            assert_true(exact.upper < before.upper && exact.upper > targets[i]);
            /* All agree to within a few cases. */
            assert_true(fabs(exact.lower - normal.lower) < 5 / n);
            assert_true(fabs(exact.upper - normal.upper) < 5 / n);
            assert_true(fabs(exact.upper - wilson.upper) < 10 / n);
            before = exact;
        }
    }
}

static void huge_and_tiny_counts_end(void **state)
{
    (void)state;
    static const double denominators[] = { 1e-300, 1e-3, 1e8, 1e17, 1e300 };
    static const double targets[] = { 1e-300, 1e-3, 0.5 };
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 3; j++)
            for (int model = FUNNEL_SHARE; model <= FUNNEL_RATE; model++) {
                struct funnel_limits limits = { 0, 0 };
                assert_int_equal(
                    funnel_exact(model, targets[j], denominators[i], 0.95, &limits),
                    denominators[i] < 1e17 &&
                        (model == FUNNEL_RATE || denominators[i] > 1));
                assert_true(isfinite(limits.lower) && isfinite(limits.upper));
                assert_true(limits.lower <= limits.upper && limits.lower >= 0);
            }
}

static enum funnel_outcome fit(enum funnel_scale scale, double target,
                               const double *numerators, const double *denominators,
                               size_t count, struct funnel *funnel)
{
    return funnel_fit(scale, target, numerators, denominators, count, 0.1,
                      FUNNEL_WINSORISED, funnel);
}

static void fewer_than_ten_councils_are_not_adjusted(void **state)
{
    (void)state;
    const double x[] = { 10, 90, 10, 90, 10, 90, 10, 90, 10, 90 };
    const double n[] = { 100, 100, 100, 100, 100, 100, 100, 100, 100, 100 };
    struct funnel funnel;
    assert_int_equal(fit(FUNNEL_ARCSINE, 0.5, x, n, 0, &funnel), FUNNEL_TOO_FEW);
    assert_true(funnel.phi_raw == 0 && funnel.tau_squared == 0);
    assert_int_equal(fit(FUNNEL_ARCSINE, 0.5, x, n, 9, &funnel), FUNNEL_TOO_FEW);
    assert_true(funnel.phi_raw > 80 && funnel.tau_squared == 0);
    assert_int_equal(fit(FUNNEL_ARCSINE, 0.5, x, n, 10, &funnel), FUNNEL_DONE);
    assert_true(funnel.tau_squared > 0);
}

static void pairs_that_cannot_be_are_not_used(void **state)
{
    (void)state;
    const double x[] = { 5, -1, 11, 0, 5, 1e308, 5 };
    const double n[] = { 10, 10, 10, 10, 0, 1e-308, -2 };
    struct funnel funnel;
    fit(FUNNEL_ARCSINE, 0.5, x, n, 7, &funnel);
    assert_int_equal(funnel.used, 2);
    fit(FUNNEL_SQUARE_ROOT, 0.5, x, n, 7, &funnel);
    assert_int_equal(funnel.used, 3);
    fit(FUNNEL_LOG, 0.5, x, n, 7, &funnel);
    assert_int_equal(funnel.used, 2);

    double z = 7, adjusted = 7;
    assert_false(funnel_deviation(&funnel, 0, 10, &z, &adjusted));
    assert_true(z == 7 && adjusted == 7);
}

static void equal_councils_leave_the_funnel_to_chance(void **state)
{
    (void)state;
    double x[12], n[12], z, adjusted;
    for (size_t i = 0; i < 12; i++) {
        n[i] = 100 + (double)i;
        x[i] = n[i] / 4;
    }
    struct funnel funnel;
    for (int scale = FUNNEL_ARCSINE; scale <= FUNNEL_LOG; scale++) {
        assert_int_equal(fit(scale, 0.25, x, n, 12, &funnel), FUNNEL_DONE);
        assert_near(funnel.phi, 0, 1e-20);
        assert_true(funnel.tau_squared == 0);
        assert_true(funnel_deviation(&funnel, 30, 100, &z, &adjusted));
        assert_true(z > 0 && adjusted == z);
        const struct funnel_limits limits = funnel_limits(&funnel, 100, 0.95, true);
        assert_true(limits.lower > 0.15 && limits.lower < 0.2);
        assert_true(limits.upper > 0.3 && limits.upper < 0.4);
    }
}

static void limits_do_not_fold_back(void **state)
{
    (void)state;
    struct funnel funnel = { .scale = FUNNEL_ARCSINE, .target = 0.01, .tau_squared = 9 };
    struct funnel_limits limits = funnel_limits(&funnel, 100, 0.95, true);
    assert_true(limits.lower == 0 && limits.upper == 1);
    funnel.scale = FUNNEL_SQUARE_ROOT;
    limits = funnel_limits(&funnel, 100, 0.95, true);
    assert_true(limits.lower == 0 && limits.upper > 0.01);
    funnel.scale = FUNNEL_LOG;
    limits = funnel_limits(&funnel, 1e-9, 0.95, false);
    assert_true(limits.lower >= 0 && isfinite(limits.upper));
}

static void the_order_of_councils_does_not_matter(void **state)
{
    (void)state;
    double x[40], n[40], turned_x[40], turned_n[40];
    for (size_t i = 0; i < 40; i++) {
        n[i] = turned_n[39 - i] = 100 + (double)(i * 37 % 41);
        x[i] = turned_x[39 - i] = floor(n[i] * (0.2 + (double)(i * 11 % 13) / 30));
    }
    struct funnel one, other;
    for (int tails = FUNNEL_WINSORISED; tails <= FUNNEL_TRUNCATED; tails++) {
        funnel_fit(FUNNEL_LOG, 0.4, x, n, 40, 0.1, tails, &one);
        funnel_fit(FUNNEL_LOG, 0.4, turned_x, turned_n, 40, 0.1, tails, &other);
        assert_true(one.phi == other.phi && one.phi_raw == other.phi_raw);
        assert_true(one.tau_squared == other.tau_squared && one.tau_squared > 0);
    }
}

static void exact_limits_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("funnel_exact.csv");
    for (size_t row = 0; row < v.rows; row++) {
        const double p = vectors_number(&v, row, "p");
        const bool share = strcmp(vectors_text(&v, row, "type"), "proportion") == 0;
        struct funnel_limits limits;
        assert_true(funnel_exact(share ? FUNNEL_SHARE : FUNNEL_RATE,
                                 vectors_number(&v, row, "target"),
                                 vectors_number(&v, row, "n"), fabs(1 - 2 * p), &limits));
        vectors_check(&v, row, "clamped", p < 0.5 ? limits.lower : limits.upper,
                      vectors_number(&v, row, "clamped"), 1e-9);
    }
    vectors_close(&v);
}

/* What PHEindicatormethods calls the place of a share in its funnel. */
static const char *significance(double share, const struct funnel_limits *inner,
                                const struct funnel_limits *outer)
{
    return share < outer->lower   ? "Low (0.001)"
           : share > outer->upper ? "High (0.001)"
           : share < inner->lower ? "Low (0.025)"
           : share > inner->upper ? "High (0.025)"
                                  : "Not significant";
}

static void limits_of_shares_are_those_of_phe_and_fingertips(void **state)
{
    (void)state;
    struct vectors v = vectors_open("funnel_phe.csv");
    for (size_t row = 0; row < v.rows; row++) {
        const double target = vectors_number(&v, row, "target");
        const double n = vectors_number(&v, row, "den");
        if (strcmp(vectors_text(&v, row, "statistic"), "proportion") != 0)
            continue;
        struct funnel_limits limits[4];
        assert_true(funnel_normal(FUNNEL_SHARE, target, n, 0.95, &limits[0]));
        assert_true(funnel_normal(FUNNEL_SHARE, target, n, 0.998, &limits[1]));
        assert_true(funnel_wilson(target, n, 0.95, &limits[2]));
        assert_true(funnel_wilson(target, n, 0.998, &limits[3]));
        static const char *const columns[] = { "lower_2s",
                                               "upper_2s",
                                               "lower_3s",
                                               "upper_3s",
                                               "fingertips_lower_2s",
                                               "fingertips_upper_2s",
                                               "fingertips_lower_3s",
                                               "fingertips_upper_3s" };
        for (size_t i = 0; i < 8; i++)
            vectors_check(&v, row, columns[i],
                          i % 2 == 0 ? limits[i / 2].lower : limits[i / 2].upper,
                          vectors_number(&v, row, columns[i]), 1e-9);
        assert_string_equal(
            significance(vectors_number(&v, row, "num") / n, &limits[0], &limits[1]),
            vectors_text(&v, row, "significance"));
    }
    vectors_close(&v);
}

/* A rate is judged the other way round: by whether the target lies in its own limits. */
static void rates_are_judged_as_phe_does(void **state)
{
    (void)state;
    struct vectors v = vectors_open("funnel_phe.csv");
    for (size_t row = 0; row < v.rows; row++) {
        const double x = vectors_number(&v, row, "num");
        const double n = vectors_number(&v, row, "den");
        if (strcmp(vectors_text(&v, row, "statistic"), "rate") != 0)
            continue;
        struct funnel_limits turned[2];
        for (size_t i = 0; i < 2; i++) {
            struct interval own;
            assert_int_equal(
                interval_rate(x, n, 1, INTERVAL_BYAR, i == 0 ? 0.95 : 0.998, &own),
                INTERVAL_DONE);
            turned[i] = (struct funnel_limits){ -own.upper, -own.lower };
        }
        assert_string_equal(
            significance(-vectors_number(&v, row, "target"), &turned[0], &turned[1]),
            vectors_text(&v, row, "significance"));
    }
    vectors_close(&v);
}

static void check(const struct vectors *v, size_t row, const char *column, double found,
                  double tolerance)
{
    vectors_check(v, row, column, found, vectors_number(v, row, column), tolerance);
}

/* A limit drawn with another z: on the log scale it lies that much further out. Elsewhere
 * the package's rounding does not matter at 1e-7. */
static double drawn_with(const struct funnel *funnel, double limit, double z,
                         double confidence)
{
    const double own = distribution_z(confidence);
    return funnel->scale == FUNNEL_LOG ? pow(limit, z / own) : limit;
}

/* FunnelPlotR rounds z to 1.959964 and 3.090232. `prefix` and "ll95" name a column. */
static void check_limits(const struct vectors *v, size_t row, const char *prefix,
                         const struct funnel *funnel, double denominator, bool adjusted)
{
    static const struct {
        const char *name;
        double confidence;
        double z;
    } levels[] = { { "95", 0.95, 1.959964 }, { "998", 0.998, 3.090232 } };
    for (size_t i = 0; i < 2; i++) {
        char column[32];
        const double confidence = levels[i].confidence;
        const struct funnel_limits limits =
            funnel_limits(funnel, denominator, confidence, adjusted);
        snprintf(column, sizeof column, "%sll%s", prefix, levels[i].name);
        check(v, row, column, drawn_with(funnel, limits.lower, levels[i].z, confidence),
              1e-7);
        snprintf(column, sizeof column, "%sul%s", prefix, levels[i].name);
        check(v, row, column, drawn_with(funnel, limits.upper, levels[i].z, confidence),
              1e-7);
    }
}

static void check_funnels(const char *file, enum funnel_scale scale,
                          enum funnel_tails tails, const char *denominator)
{
    struct vectors v = vectors_open(file);
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *x = vectors_column(&v, from, to, "num", &count);
        double *n = vectors_column(&v, from, to, denominator, &count);
        const double target =
            scale == FUNNEL_LOG ? 1 : vectors_number(&v, from, "target");
        struct funnel funnel;
        assert_int_equal(count, to - from);
        assert_int_equal(funnel_fit(scale, target, x, n, count,
                                    vectors_number(&v, from, "trim"), tails, &funnel),
                         FUNNEL_DONE);
        for (size_t row = from; row < to; row++) {
            double z, adjusted;
            assert_true(
                funnel_deviation(&funnel, x[row - from], n[row - from], &z, &adjusted));
            check(&v, row, "z", z, 1e-9);
            if (scale != FUNNEL_LOG)
                check(&v, row, "z_adj", adjusted, 1e-9);
            check(&v, row, "phi", funnel.phi, 1e-9);
            check(&v, row, "tau2", funnel.tau_squared, 1e-9);
            check_limits(&v, row, "od_", &funnel, n[row - from], true);
            if (scale == FUNNEL_ARCSINE)
                check_limits(&v, row, "", &funnel, n[row - from], false);
        }
        free(n);
        free(x);
    }
    vectors_close(&v);
}

static void funnels_of_shares_are_those_of_funnelplotr(void **state)
{
    (void)state;
    check_funnels("funnel_od_pr.csv", FUNNEL_ARCSINE, FUNNEL_WINSORISED, "den");
}

static void funnels_of_rates_are_those_of_funnelplotr(void **state)
{
    (void)state;
    check_funnels("funnel_od_rate.csv", FUNNEL_SQUARE_ROOT, FUNNEL_WINSORISED, "den");
}

static void funnels_of_ratios_are_those_of_funnelplotr(void **state)
{
    (void)state;
    check_funnels("funnel_od_smr.csv", FUNNEL_LOG, FUNNEL_TRUNCATED, "expected");
}

/* A value beyond a limit has no more than its probability beyond it, and a limit itself
 * has just that, for counts and for what lies between them. */
static void the_place_of_a_value_agrees_with_the_limits(void **state)
{
    (void)state;
    static const double targets[] = { 0.001, 0.02, 0.3, 0.97 };
    static const double denominators[] = { 1, 7, 40, 333, 20000 };
    for (size_t i = 0; i < 4 * 5 * 2; i++) {
        const enum funnel_model model = i % 2 == 0 ? FUNNEL_SHARE : FUNNEL_RATE;
        const double target = targets[i / 2 % 4], n = denominators[i / 8];
        struct funnel_limits limits;
        double place;
        assert_true(funnel_exact(model, target, n, 0.95, &limits));
        if (limits.lower > 0) {
            assert_true(funnel_exact_place(model, target, n, limits.lower, &place));
            assert_true(fabs(place - 0.025) < 1e-9);
        }
        for (double value = 0; value <= 1; value += 1.0 / 64) {
            assert_true(funnel_exact_place(model, target, n, value, &place));
            if (!number_nearly_equal(value, limits.lower))
                assert_int_equal(value < limits.lower, place < 0.025);
            if (!number_nearly_equal(value, limits.upper))
                assert_int_equal(value > limits.upper, place > 0.975);
        }
    }
    double place;
    assert_false(funnel_exact_place(FUNNEL_SHARE, 0.3, 10.5, 0.3, &place));
    assert_false(funnel_exact_place(FUNNEL_RATE, 0.3, 10, -0.1, &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_place_of_a_value_agrees_with_the_limits),
        cmocka_unit_test(a_degenerate_target_has_no_funnel),
        cmocka_unit_test(nothing_out_of_nothing_has_no_limits),
        cmocka_unit_test(one_case_cannot_stand_out),
        cmocka_unit_test(limits_narrow_about_the_target),
        cmocka_unit_test(huge_and_tiny_counts_end),
        cmocka_unit_test(fewer_than_ten_councils_are_not_adjusted),
        cmocka_unit_test(pairs_that_cannot_be_are_not_used),
        cmocka_unit_test(equal_councils_leave_the_funnel_to_chance),
        cmocka_unit_test(limits_do_not_fold_back),
        cmocka_unit_test(the_order_of_councils_does_not_matter),
        cmocka_unit_test(exact_limits_are_those_of_r),
        cmocka_unit_test(limits_of_shares_are_those_of_phe_and_fingertips),
        cmocka_unit_test(rates_are_judged_as_phe_does),
        cmocka_unit_test(funnels_of_shares_are_those_of_funnelplotr),
        cmocka_unit_test(funnels_of_rates_are_those_of_funnelplotr),
        cmocka_unit_test(funnels_of_ratios_are_those_of_funnelplotr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
