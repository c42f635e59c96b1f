/* The incomplete gamma and beta functions, against 40 digits. */
#include "unit.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

#include "stats/incomplete.h"

static void assert_tails(struct tails found, double lower, double upper)
{
    /* valgrind computes in 64 bits what the machine does in 80 */
    const double tolerance = getenv("OFLOG_UNDER") == NULL ? 1e-13 : 1e-9;
    if (!(fabs(found.lower - lower) <= tolerance * lower) ||
        !(fabs(found.upper - upper) <= tolerance * upper))
        fail_msg("%.17g and %.17g, not %.17g and %.17g", found.lower, found.upper, lower,
                 upper);
}

/* All of these sums are wrong in GSL 2.7, from the tenth to the second digit. */
static void large_parameters_keep_their_digits(void **state)
{
    (void)state;
    static const struct {
        double a, x, lower, upper;
    } gammas[] = {
        { 1e7, 10003162, 0.84132350768380421, 0.15867649231619579 },
        { 1e7, 9990000, 0.0007801532152520487, 0.99921984678474795 },
        { 1e5, 99684, 0.15882956241747924, 0.84117043758252076 },
        { 1e12, 1000002000000, 0.97724981406088128, 0.022750185939118725 },
        { 100000.5, 102500, 0.99999999999999775, 2.2485197491722612e-15 },
    };
    static const struct {
        double a, b, x, lower, upper;
    } betas[] = {
        { 1e7, 1e7, 0.5001, 0.81445331464065784, 0.18554668535934216 },
        { 2, 1e7, 3.4e-07, 0.85315769704946009, 0.14684230295053991 },
        { 1e5, 1000, 0.9895, 0.028982303032201042, 0.97101769696779896 },
        { 1, 1e9, 1e-09, 0.63212055901249742, 0.36787944098750258 },
        { 5e4, 5e4, 0.49, 1.2647525059110562e-10, 0.99999999987352475 },
        { 1e6, 0.5, 0.999999, 0.15729915515583528, 0.84270084484416472 },
    };
    for (size_t i = 0; i < sizeof gammas / sizeof *gammas; i++)
        assert_tails(incomplete_gamma(gammas[i].a, gammas[i].x), gammas[i].lower,
                     gammas[i].upper);
    for (size_t i = 0; i < sizeof betas / sizeof *betas; i++)
        assert_tails(incomplete_beta(betas[i].a, betas[i].b, betas[i].x), betas[i].lower,
                     betas[i].upper);
}

static void forms_that_are_known_otherwise(void **state)
{
    (void)state;
    for (double x = 1e-12; x < 600; x *= 3) {
        assert_tails(incomplete_gamma(1, x), -expm1(-x), exp(-x));
        assert_tails(incomplete_gamma(0.5, x), erf(sqrt(x)), erfc(sqrt(x)));
    }
    for (double x = 1e-12; x < 1; x *= 1.7) {
        assert_tails(incomplete_beta(1, 1, x), x, 1 - x);
        assert_tails(incomplete_beta(3, 1, x), pow(x, 3), 1 - pow(x, 3));
        assert_tails(incomplete_beta(1, 40, x), -expm1(40 * log1p(-x)), pow(1 - x, 40));
    }
}

static void the_ends_are_exact(void **state)
{
    (void)state;
    const struct tails none[] = { incomplete_gamma(3, 0), incomplete_beta(3, 4, 0) };
    for (int i = 0; i < 2; i++)
        assert_true(none[i].lower == 0 && none[i].upper == 1);
    const struct tails all[] = { incomplete_gamma(3, 1e6), incomplete_beta(3, 4, 1) };
    for (int i = 0; i < 2; i++)
        assert_true(all[i].lower == 1 && all[i].upper == 0);
}

static void densities_are_the_slopes(void **state)
{
    (void)state;
    static const double parameters[] = { 0.5, 1, 7, 300, 1e6 };
    for (int i = 0; i < 5; i++) {
        const double a = parameters[i];
        const double step = 1e-4 * sqrt(a);
        double slope =
            (incomplete_gamma(a, a + step).lower - incomplete_gamma(a, a - step).lower) /
            (2 * step);
        assert_true(fabs(incomplete_gamma_density(a, a) / slope - 1) < 1e-6);
        const double x = a / (a + 20), apart = 1e-4 * x * (1 - x);
        slope = (incomplete_beta(a, 20, x + apart).lower -
                 incomplete_beta(a, 20, x - apart).lower) /
                (2 * apart);
        assert_true(fabs(incomplete_beta_density(a, 20, x) / slope - 1) < 1e-6);
    }
}

/* With GSL's handler this would be the end of the program. */
static void gsl_does_not_abort(void **state)
{
    (void)state;
    assert_true(isnan(gsl_sf_gammastar(-1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_parameters_keep_their_digits),
        cmocka_unit_test(forms_that_are_known_otherwise),
        cmocka_unit_test(the_ends_are_exact),
        cmocka_unit_test(densities_are_the_slopes),
        cmocka_unit_test(gsl_does_not_abort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
