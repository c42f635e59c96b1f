/* Probabilities and quantiles, against R, 40 digits, and each other. */
#include "unit.h"
#include "vectors.h"

#include "stats/distribution.h"

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance * fabs(expected)))
        fail_msg("%.17g, not %.17g", found, expected);
}

static void z_comes_from_the_level(void **state)
{
    (void)state;
    assert_near(distribution_z(0.95), 1.9599639845400542, 1e-15);
    assert_near(distribution_z(0.998), 3.0902323061678135, 1e-15);
    assert_near(distribution_z(0.5), 0.67448975019608171, 1e-15);
    assert_near(distribution_z(0.999999), 4.8916384756985904, 1e-11);
}

static void tails_of_the_normal_stay_right_far_out(void **state)
{
    (void)state;
    assert_near(distribution_normal(-37, TAIL_LOWER), 5.7255712225245768e-300, 1e-14);
    assert_near(distribution_normal(37, TAIL_UPPER), 5.7255712225245768e-300, 1e-14);
    assert_near(distribution_normal_quantile(1e-300, TAIL_LOWER), -37.047096299361199,
                1e-14);
    assert_near(distribution_normal_quantile(1e-20, TAIL_UPPER), 9.2623400897984076,
                1e-14);
}

static void students_quantiles_stay_right_far_out(void **state)
{
    (void)state;
    static const struct {
        double p, freedom, t;
    } cases[] = {
        { 1e-10, 1, 3183098861.8379066 },
        { 1e-10, 2.5, 8765.4377713645716 },
        { 5e-07, 3, 130.15458955835795 },
        { 1e-12, 1e6, 7.0345726084112566 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double p = cases[i].p, freedom = cases[i].freedom;
        assert_near(distribution_student_quantile(p, freedom, TAIL_UPPER), cases[i].t,
                    1e-12);
        assert_near(distribution_student_quantile(p, freedom, TAIL_LOWER), -cases[i].t,
                    1e-12);
    }
    assert_true(distribution_student_quantile(0.5, 3, TAIL_LOWER) == 0);
}

static const double chances[] = { 1e-60, 1e-20, 1e-9,  0.001, 0.025,   0.3,
                                  0.5,   0.7,   0.975, 0.999, 1 - 1e-9 };

/* As near as doubles let it be: near 1, the last digits of p are many of its other
 * tail's, and the larger the parameter, the more the last digit of x moves p. */
static void assert_back(double found, double p, double parameter)
{
    const double last_digits = getenv("OFLOG_UNDER") != NULL
                                   ? 1e-7 /* where long double is but double */
                                   : 1e-12 + 1e-14 * sqrt(parameter);
    if (!(fabs(found - p) <= last_digits * fmin(p, 1 - p) + 1e-15 * p))
        fail_msg("back to %.17g, not %.17g (%g)", found, p, parameter);
}

static void quantiles_lead_back_to_their_probability(void **state)
{
    (void)state;
    static const double parameters[] = { 0.5, 1, 1.5, 8, 100, 12345, 1e6, 3e8 };
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++) {
        for (size_t j = 0; j < sizeof parameters / sizeof *parameters; j++) {
            const double p = chances[i], a = parameters[j];
            for (int tail = TAIL_LOWER; tail <= TAIL_UPPER; tail++) {
                double x = distribution_gamma_quantile(p, a, tail);
                assert_back(distribution_gamma(x, a, tail), p, a);
                x = distribution_chi_square_quantile(p, a, tail);
                assert_back(distribution_chi_square(x, a, tail), p, a);
                x = distribution_beta_quantile(p, a, 30, tail);
                /* so near to 1 that neighbouring doubles are far apart */
                if (x < 1 - 1e-3)
                    assert_back(distribution_beta(x, a, 30, tail), p, a);
                x = distribution_beta_quantile(p, 30, a, tail);
                if (x < 1 - 1e-3)
                    assert_back(distribution_beta(x, 30, a, tail), p, a);
            }
        }
    }
}

/* Reaches p, and the number before it does not. */
static void check_count(double x, double p, double (*lower)(double x))
{
    assert_true(x == floor(x) && x >= 0);
    assert_true(lower(x) >= p * (1 - 1e-13));
    assert_true(x == 0 || lower(x - 1) < p);
}

static double binomial(double x)
{
    return distribution_binomial(x, 3e6, 0.02, TAIL_LOWER);
}

static double rare_binomial(double x)
{
    return distribution_binomial(x, 5e9, 1e-9, TAIL_LOWER);
}

static double poisson(double x)
{
    return distribution_poisson(x, 54321.5, TAIL_LOWER);
}

static void quantiles_of_counts_are_the_first_to_reach(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++) {
        const double p = chances[i];
        check_count(distribution_binomial_quantile(p, 3e6, 0.02, TAIL_LOWER), p,
                    binomial);
        check_count(distribution_binomial_quantile(p, 5e9, 1e-9, TAIL_LOWER), p,
                    rare_binomial);
        check_count(distribution_poisson_quantile(p, 54321.5, TAIL_LOWER), p, poisson);
    }
    const double x = distribution_poisson_quantile(1e-20, 12, TAIL_UPPER);
    assert_true(distribution_poisson(x, 12, TAIL_UPPER) <= 1e-20);
    assert_true(distribution_poisson(x - 1, 12, TAIL_UPPER) > 1e-20);
}

static void counts_that_cannot_vary_are_certain(void **state)
{
    (void)state;
    for (double p = 0.01; p < 1; p += 0.49) {
        assert_true(distribution_binomial_quantile(p, 0, 0.3, TAIL_LOWER) == 0);
        assert_true(distribution_binomial_quantile(p, 9, 0, TAIL_LOWER) == 0);
        assert_true(distribution_binomial_quantile(p, 9, 1, TAIL_LOWER) == 9);
        assert_true(distribution_binomial_quantile(p, 9, 1, TAIL_UPPER) == 9);
        assert_true(distribution_poisson_quantile(p, 0, TAIL_UPPER) == 0);
    }
    assert_true(distribution_binomial(-1, 9, 0.3, TAIL_LOWER) == 0);
    assert_true(distribution_binomial(-1, 9, 0.3, TAIL_UPPER) == 1);
    assert_true(distribution_binomial(9, 9, 0.3, TAIL_LOWER) == 1);
    assert_true(distribution_binomial(9, 9, 0.3, TAIL_UPPER) == 0);
    assert_true(distribution_poisson(-1, 3, TAIL_UPPER) == 1);
}

/* The functions of R by their names there, with their arguments in R's order. */
static double as_in_r(const char *name, const double *x, enum tail tail)
{
    static const struct {
        const char *name;
        double (*one)(double, enum tail);
        double (*two)(double, double, enum tail);
        double (*three)(double, double, double, enum tail);
    } functions[] = {
        { "pnorm", .one = distribution_normal },
        { "qnorm", .one = distribution_normal_quantile },
        { "pt", .two = distribution_student },
        { "qt", .two = distribution_student_quantile },
        { "pchisq", .two = distribution_chi_square },
        { "qchisq", .two = distribution_chi_square_quantile },
        { "pgamma", .two = distribution_gamma },
        { "qgamma", .two = distribution_gamma_quantile },
        { "pbeta", .three = distribution_beta },
        { "qbeta", .three = distribution_beta_quantile },
        { "pbinom", .three = distribution_binomial },
        { "qbinom", .three = distribution_binomial_quantile },
        { "ppois", .two = distribution_poisson },
        { "qpois", .two = distribution_poisson_quantile },
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcmp(functions[i].name, name) != 0)
            continue;
        if (functions[i].one != NULL)
            return functions[i].one(x[0], tail);
        return functions[i].two != NULL ? functions[i].two(x[0], x[1], tail)
                                        : functions[i].three(x[0], x[1], x[2], tail);
    }
    fail_msg("no function is named '%s'", name);
    return 0;
}

static void all_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("special_functions.csv");
    for (size_t row = 0; row < v.rows; row++) {
        const double arguments[] = { vectors_number(&v, row, "a"),
                                     vectors_number(&v, row, "b"),
                                     vectors_number(&v, row, "c") };
        const enum tail tail =
            vectors_number(&v, row, "lower_tail") == 1 ? TAIL_LOWER : TAIL_UPPER;
        const double expected = vectors_number(&v, row, "expected");
        const double found = as_in_r(vectors_text(&v, row, "fn"), arguments, tail);
        const double tolerance = 1e-12 * fabs(expected);
        if (!(fabs(found - expected) <= tolerance))
            fail_msg("line %zu: %.17g, not %.17g", row + 2, found, expected);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(z_comes_from_the_level),
        cmocka_unit_test(tails_of_the_normal_stay_right_far_out),
        cmocka_unit_test(students_quantiles_stay_right_far_out),
        cmocka_unit_test(quantiles_lead_back_to_their_probability),
        cmocka_unit_test(quantiles_of_counts_are_the_first_to_reach),
        cmocka_unit_test(counts_that_cannot_vary_are_certain),
        cmocka_unit_test(all_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
