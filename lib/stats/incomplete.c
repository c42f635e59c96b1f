/* The regularised incomplete gamma and beta functions. */
#include "stats/incomplete.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stdbool.h>

/* GSL's own answer to a number out of range is abort(). Its functions return NAN as well,
 * and no caller of ours gets as far: so the handler, which is GSL's only state that we
 * touch, is off from before main() on, in every program that has any of
 * stats/distribution.h. */
__attribute__((constructor)) static void keep_gsl_from_aborting(void)
{
    gsl_set_error_handler_off();
}

/* log(r) - (r - 1) for r = 1 + e, given both, since near 1 the digits are in e. Never
 * above 0, so a sum of such terms loses nothing. */
static long double log_less_linear(long double r, long double e)
{
    return r > 0.5L && r < 2 ? gsl_sf_log_1plusx_mx((double)e) : logl(r) - e;
}

/* x^a e^-x / Gamma(a), as the deviance of x from a: neither the power nor the Gamma, both
 * out of any range, comes up. After Loader (2000), "Fast and accurate computation of
 * binomial probabilities". */
static long double gamma_factor(long double a, long double x)
{
    const long double deviance = a * log_less_linear(x / a, (x - a) / a);
    return sqrtl(a / (2 * acosl(-1))) * expl(deviance) / gsl_sf_gammastar((double)a);
}

/* 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
static long double gamma_series(long double a, long double x)
{
    long double term = 1, sum = 1;
    for (long double n = 1; term > LDBL_EPSILON * sum; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

/* The smallest number that changes 1 when added to it: LDBL_EPSILON, unless the program
 * runs where long double is but double, as under valgrind, which the compiler cannot
 * know.
 */
static long double rounding(void)
{
    volatile long double one = 1;
    long double smallest = LDBL_EPSILON;
    while (one + smallest == one)
        smallest *= 2;
    return smallest;
}

/* A continued fraction b0 + a1/(b1 + a2/(b2 + ...)) after Lentz, one term at a time. */
struct fraction {
    long double value, c, d;
    long double
        enough; /* what a term moves the value by, relative, that may be the last */
};

static struct fraction fraction_begin(long double b0)
{
    return (struct fraction){ .value = b0, .c = b0, .d = 0, .enough = 8 * rounding() };
}

/* Whether the term still changed the value. */
static bool fraction_add(struct fraction *fraction, long double a, long double b)
{
    const long double d = b + a * fraction->d;
    const long double c = b + a / fraction->c;
    fraction->d = 1 / (d == 0 ? LDBL_MIN : d);
    fraction->c = c == 0 ? LDBL_MIN : c;
    const long double change = fraction->c * fraction->d;
    fraction->value *= change;
    return fabsl(change - 1) > fraction->enough;
}

/* Gamma(a, x) e^x x^-a for x >= a. */
static long double gamma_fraction(long double a, long double x)
{
    struct fraction fraction = fraction_begin(x + 1 - a);
    for (long double n = 1; fraction_add(&fraction, n * (a - n), x + 1 - a + 2 * n);)
        n++;
    return 1 / fraction.value;
}

struct tails incomplete_gamma(double a, double x)
{
    if (x <= 0)
        return (struct tails){ 0, 1 };
    if (x < a) {
        const long double lower = gamma_factor(a, x) / a * gamma_series(a, x);
        return (struct tails){ (double)lower, (double)(1 - lower) };
    }
    const long double upper = gamma_factor(a, x) * gamma_fraction(a, x);
    return (struct tails){ (double)(1 - upper), (double)upper };
}

double incomplete_gamma_density(double a, double x)
{
    return (double)(gamma_factor(a, x) / x);
}

/* Where a beta function is asked for: x and its rest to 1, and a - (a + b) x, which is
 * how far below the mean x is. Each is wanted with its own last digits, which 1 - x does
 * not give to either. */
struct beta_point {
    long double a, b, x, rest, below;
};

static struct beta_point beta_point(long double a, long double b, long double x)
{
    const long double rest = 1 - x;
    return (struct beta_point){
        .a = a,
        .b = b,
        .x = x,
        .rest = rest,
        .below = x < rest ? a - x * (a + b) : rest * (a + b) - b,
    };
}

/* The same point seen from 1: I_x(a, b) = 1 - I_(1-x)(b, a). */
static struct beta_point beta_mirrored(struct beta_point p)
{
    return (struct beta_point){ p.b, p.a, p.rest, p.x, -p.below };
}

/* x^a (1-x)^b / B(a, b), as the deviance of x from a / (a + b). */
static long double beta_factor(const struct beta_point *p)
{
    const long double a = p->a, b = p->b, sum = a + b;
    const long double deviance = a * log_less_linear(p->x * sum / a, -p->below / a) +
                                 b * log_less_linear(p->rest * sum / b, p->below / b);
    return sqrtl(a / (2 * acosl(-1)) * (b / sum)) * expl(deviance) *
           gsl_sf_gammastar((double)sum) /
           ((long double)gsl_sf_gammastar((double)a) * gsl_sf_gammastar((double)b));
}

/* What the factor is divided by to give I_x(a, b), for x at or below the mean, where no
 * term is negative while n < b. */
static long double beta_fraction(const struct beta_point *p)
{
    const long double a = p->a, b = p->b, x = p->x;
    struct fraction fraction = fraction_begin(a / (a + 1) * (p->below + 1));
    bool moving = true;
    for (long double n = 1; moving; n++) {
        const long double odd = a + 2 * n - 1;
        moving = fraction_add(
            &fraction, (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x,
            n + n * (b - n) * x / odd +
                (a + n) / (odd + 2) * (p->below + 1 + n * (1 + p->rest)));
    }
    return fraction.value;
}

struct tails incomplete_beta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return (struct tails){ x >= 1, x <= 0 };
    struct beta_point point = beta_point(a, b, x);
    const bool is_above = point.below < 0;
    if (is_above)
        point = beta_mirrored(point);
    const long double tail = beta_factor(&point) / beta_fraction(&point);
    return is_above ? (struct tails){ (double)(1 - tail), (double)tail }
                    : (struct tails){ (double)tail, (double)(1 - tail) };
}

double incomplete_beta_density(double a, double b, double x)
{
    const struct beta_point point = beta_point(a, b, x);
    return (double)(beta_factor(&point) / point.x / point.rest);
}
