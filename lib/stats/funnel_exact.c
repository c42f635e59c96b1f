/* Funnel limits of chance alone. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/funnel.h"
#include "stats/interval.h"

static bool is_possible(enum funnel_model model, double target, double denominator)
{
    return target > 0 && (target < 1 || (model == FUNNEL_RATE && isfinite(target))) &&
           denominator > 0 && isfinite(denominator);
}

static double clamp(enum funnel_model model, double limit)
{
    return fmax(0, model == FUNNEL_SHARE ? fmin(1, limit) : limit);
}

/* The probability of at most `count`. */
static double up_to(enum funnel_model model, double target, double denominator,
                    double count)
{
    return model == FUNNEL_SHARE
               ? distribution_binomial(count, denominator, target, TAIL_LOWER)
               : distribution_poisson(count, denominator * target, TAIL_LOWER);
}

/* The least count that is reached with probability `p`, less the part of its own
 * probability that is not needed for it, as a value. */
static double interpolated(enum funnel_model model, double target, double denominator,
                           double p)
{
    const double count =
        model == FUNNEL_SHARE
            ? distribution_binomial_quantile(p, denominator, target, TAIL_LOWER)
            : distribution_poisson_quantile(p, denominator * target, TAIL_LOWER);
    const double to = up_to(model, target, denominator, count);
    const double below = up_to(model, target, denominator, count - 1);
    const double part = to > below ? (to - p) / (to - below) : 0;
    return (count - part) / denominator;
}

static bool has_exact(enum funnel_model model, double target, double denominator)
{
    /* Above, doubles do not tell every whole number from the next. */
    static const double most = 4503599627370496; /* 2^52 */
    return is_possible(model, target, denominator) && denominator < most &&
           denominator * target < most &&
           (model == FUNNEL_RATE || denominator == floor(denominator));
}

bool funnel_exact(enum funnel_model model, double target, double denominator,
                  double confidence, struct funnel_limits *limits)
{
    const double p = (1 - confidence) / 2;
    if (!has_exact(model, target, denominator))
        return false;
    *limits =
        (struct funnel_limits){ clamp(model, interpolated(model, target, denominator, p)),
                                clamp(model,
                                      interpolated(model, target, denominator, 1 - p)) };
    return true;
}

bool funnel_exact_place(enum funnel_model model, double target, double denominator,
                        double value, double *place)
{
    const double count = value * denominator;
    if (!has_exact(model, target, denominator) || !(count >= 0) || !isfinite(count))
        return false;
    /* A count that is meant to be whole may miss it by a rounding. */
    const double whole =
        fabs(count - round(count)) <= 1e-9 * count ? round(count) : floor(count);
    const double part = fmax(0, count - whole);
    *place = up_to(model, target, denominator, whole);
    if (part > 1e-9 * count)
        *place += part * (up_to(model, target, denominator, whole + 1) - *place);
    return true;
}

bool funnel_normal(enum funnel_model model, double target, double denominator,
                   double confidence, struct funnel_limits *limits)
{
    if (!is_possible(model, target, denominator))
        return false;
    const double rest = model == FUNNEL_SHARE ? 1 - target : 1;
    const double away = distribution_z(confidence) * sqrt(target * rest / denominator);
    *limits = (struct funnel_limits){ clamp(model, target - away),
                                      clamp(model, target + away) };
    return true;
}

bool funnel_wilson(double target, double denominator, double confidence,
                   struct funnel_limits *limits)
{
    struct interval interval;
    if (!is_possible(FUNNEL_SHARE, target, denominator) ||
        interval_wilson(target * denominator, denominator, confidence, &interval) !=
            INTERVAL_DONE)
        return false;
    *limits = (struct funnel_limits){ interval.lower, interval.upper };
    return true;
}
