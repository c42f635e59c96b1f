/* Probabilities and quantiles. */
#include "stats/distribution.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

#include "stats/incomplete.h"

double distribution_z(double level)
{
    return distribution_normal_quantile((1 - level) / 2, TAIL_UPPER);
}

double distribution_normal(double z, enum tail tail)
{
    return tail == TAIL_LOWER ? gsl_cdf_ugaussian_P(z) : gsl_cdf_ugaussian_Q(z);
}

double distribution_normal_quantile(double p, enum tail tail)
{
    return tail == TAIL_LOWER ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(p);
}

/* --- Quantiles of positive values --- */

/* A distribution of positive values, as its quantile is searched for. */
struct law {
    struct tails (*tails)(const struct law *law, double x);
    double (*density)(const struct law *law, double x);
    double a, b;
    double greatest; /* no value is above */
};

static double tail_of(struct tails tails, enum tail tail)
{
    return tail == TAIL_LOWER ? tails.lower : tails.upper;
}

/* Newton's steps on the logarithms of both tail and x: a tail near 0 is a power of x
 * there, which makes a straight line. A step that leaves what is known to hold the root,
 * or that cannot be made since a tail has vanished, becomes a halving. GSL's own
 * quantiles stop at what its own functions of large parameters are worth, or give up. */
static double law_quantile(const struct law *law, double p, enum tail tail, double x)
{
    enum { ENOUGH = 200 };
    double below = DBL_MIN, above = law->greatest;
    for (int i = 0; i < ENOUGH && below < above; i++) {
        const double found = tail_of(law->tails(law, x), tail);
        if (found == p)
            break;
        if ((found < p) == (tail == TAIL_LOWER))
            below = x;
        else
            above = x;
        const double slope = x * law->density(law, x) / found;
        const double step = log(p / found) / (tail == TAIL_LOWER ? slope : -slope);
        const double next = x * exp(step);
        const bool is_inside = next > below && next < above;
        if (is_inside && fabs(step) < 1e-11)
            return next;
        x = is_inside ? next : sqrt(below) * sqrt(above);
    }
    return x;
}

/* The tail that is at most a half: the other one is known better by it. */
static double smaller_tail(double p, enum tail *tail)
{
    if (p <= 0.5)
        return p;
    *tail = *tail == TAIL_LOWER ? TAIL_UPPER : TAIL_LOWER;
    return 1 - p;
}

/* Begins where a log-normal with this mean and coefficient of variation has its quantile.
 */
static double law_quantile_from(const struct law *law, double p, enum tail tail,
                                double mean, double variation)
{
    p = smaller_tail(p, &tail);
    const double start = mean * exp(variation * distribution_normal_quantile(p, tail));
    return law_quantile(law, p, tail, start < law->greatest ? start : mean);
}

/* --- Student's t --- */

static struct tails student_tails(const struct law *law, double t)
{
    return (struct tails){ gsl_cdf_tdist_P(t, law->a), gsl_cdf_tdist_Q(t, law->a) };
}

static double student_density(const struct law *law, double t)
{
    return gsl_ran_tdist_pdf(t, law->a);
}

double distribution_student(double t, double freedom, enum tail tail)
{
    return tail == TAIL_LOWER ? gsl_cdf_tdist_P(t, freedom) : gsl_cdf_tdist_Q(t, freedom);
}

double distribution_student_quantile(double p, double freedom, enum tail tail)
{
    const struct law law = { .tails = student_tails,
                             .density = student_density,
                             .a = freedom,
                             .greatest = DBL_MAX };
    p = smaller_tail(p, &tail);
    if (p == 0.5)
        return 0;
    const double t =
        law_quantile(&law, p, TAIL_UPPER, distribution_normal_quantile(p, TAIL_UPPER));
    return tail == TAIL_UPPER ? t : -t;
}

/* --- Gamma and chi-square --- */

static struct tails gamma_tails(const struct law *law, double x)
{
    return incomplete_gamma(law->a, x);
}

static double gamma_density(const struct law *law, double x)
{
    return incomplete_gamma_density(law->a, x);
}

double distribution_gamma(double x, double shape, enum tail tail)
{
    return tail_of(incomplete_gamma(shape, x), tail);
}

double distribution_gamma_quantile(double p, double shape, enum tail tail)
{
    const struct law law = {
        .tails = gamma_tails, .density = gamma_density, .a = shape, .greatest = DBL_MAX
    };
    return law_quantile_from(&law, p, tail, shape, 1 / sqrt(shape));
}

double distribution_chi_square(double x, double freedom, enum tail tail)
{
    return distribution_gamma(x / 2, freedom / 2, tail);
}

double distribution_chi_square_quantile(double p, double freedom, enum tail tail)
{
    return 2 * distribution_gamma_quantile(p, freedom / 2, tail);
}

/* --- Beta --- */

static struct tails beta_tails(const struct law *law, double x)
{
    return incomplete_beta(law->a, law->b, x);
}

static double beta_density(const struct law *law, double x)
{
    return incomplete_beta_density(law->a, law->b, x);
}

double distribution_beta(double x, double a, double b, enum tail tail)
{
    return tail_of(incomplete_beta(a, b, x), tail);
}

double distribution_beta_quantile(double p, double a, double b, enum tail tail)
{
    const struct law law = {
        .tails = beta_tails, .density = beta_density, .a = a, .b = b, .greatest = 1
    };
    return law_quantile_from(&law, p, tail, a / (a + b), sqrt(b / a / (a + b + 1)));
}

/* --- Whole numbers --- */

double distribution_binomial(double successes, double trials, double chance,
                             enum tail tail)
{
    if (successes < 0 || successes >= trials)
        return (successes < 0) == (tail == TAIL_UPPER);
    return distribution_beta(chance, successes + 1, trials - successes,
                             tail == TAIL_LOWER ? TAIL_UPPER : TAIL_LOWER);
}

double distribution_poisson(double events, double mean, enum tail tail)
{
    if (events < 0)
        return tail == TAIL_UPPER;
    return distribution_gamma(mean, events + 1,
                              tail == TAIL_LOWER ? TAIL_UPPER : TAIL_LOWER);
}

/* Counts of something: up to `most`, and about `mean` of them. */
struct counts {
    double (*tail)(const struct counts *counts, double x, enum tail tail);
    double chance; /* of a binomial */
    double most, mean, deviation;
};

static double binomial_tail(const struct counts *counts, double x, enum tail tail)
{
    return distribution_binomial(x, counts->most, counts->chance, tail);
}

static double poisson_tail(const struct counts *counts, double x, enum tail tail)
{
    return distribution_poisson(x, counts->mean, tail);
}

static bool counts_reach(const struct counts *counts, double x, double p, enum tail tail)
{
    const double fuzz = 64 * DBL_EPSILON;
    const double found = counts->tail(counts, x, tail);
    return tail == TAIL_LOWER ? found >= p * (1 - fuzz) : found <= p * (1 + fuzz);
}

/* The smallest whole number that reaches p: bounds about a normal guess, moved out by
 * doubled strides until they hold it, then halved. */
static double counts_quantile(const struct counts *counts, double p, enum tail tail)
{
    p = smaller_tail(p, &tail);
    const double guess =
        floor(counts->mean + counts->deviation * distribution_normal_quantile(p, tail));
    double stride = ceil(counts->deviation / 8) + 1;
    double beneath = fmin(fmax(guess, 0), counts->most) - 1;
    double reaching = beneath;
    while (beneath >= 0 && counts_reach(counts, beneath, p, tail)) {
        reaching = beneath;
        beneath = fmax(beneath - stride, -1);
        stride *= 2;
    }
    while (reaching == beneath || !counts_reach(counts, reaching, p, tail)) {
        beneath = reaching;
        reaching = fmin(reaching + stride, counts->most);
        stride *= 2;
    }
    while (reaching - beneath > 1) {
        const double middle = floor(beneath + (reaching - beneath) / 2);
        if (counts_reach(counts, middle, p, tail))
            reaching = middle;
        else
            beneath = middle;
    }
    return reaching;
}

double distribution_binomial_quantile(double p, double trials, double chance,
                                      enum tail tail)
{
    const struct counts counts = { .tail = binomial_tail,
                                   .chance = chance,
                                   .most = trials,
                                   .mean = trials * chance,
                                   .deviation = sqrt(trials * chance * (1 - chance)) };
    return counts_quantile(&counts, p, tail);
}

double distribution_poisson_quantile(double p, double mean, enum tail tail)
{
    const struct counts counts = {
        .tail = poisson_tail, .most = DBL_MAX, .mean = mean, .deviation = sqrt(mean)
    };
    return counts_quantile(&counts, p, tail);
}
