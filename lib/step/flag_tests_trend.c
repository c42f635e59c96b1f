/* Tests of a council's whole series: trends, and causes that are not chance. */
#include <math.h>

#include "stats/control_chart.h"
#include "stats/trend.h"
#include "step/flag_tests.h"

/* Of which the limits of a slope are made. */
#define CONFIDENCE 0.95

/* False where there are too few values for any trend to be beyond chance. */
static bool fit_trend(struct flag_matter *m, const struct flag_question *q,
                      struct flag_series *s, struct trend *trend)
{
    flag_series_gather(s, &m->series, q->row, flag_council(m, q->row),
                       (size_t)flag_parameter(q, RULE_PERIODS));
    return (double)s->count >= flag_parameter(q, RULE_MINIMUM_PERIODS) &&
           trend_fit(s->times, s->values, s->count, CONFIDENCE, trend) == TREND_DONE;
}

bool flag_trend_p(struct flag_matter *m, const struct flag_question *q, double *p)
{
    struct flag_series s;
    struct trend trend;
    if (!fit_trend(m, q, &s, &trend))
        return false;
    *p = trend.p;
    return true;
}

static void add_trend(struct flag_matter *m, const struct flag_series *s,
                      const struct trend *trend)
{
    struct evidence *e = &m->evidence;
    evidence_add_number(e, "slope", trend->slope);
    if (trend->has_interval) {
        evidence_add_number(e, "slope_lower", trend->lower);
        evidence_add_number(e, "slope_upper", trend->upper);
    }
    evidence_add_number(e, "p", trend->p);
    evidence_add(e, "p_basis", text_of(trend->basis == TREND_EXACT ? "exact" : "normal"));
    evidence_add_number(e, "s", trend->s);
    evidence_add_number(e, "values", (double)s->count);
    flag_add_period(m, "first_period", s->first);
}

/* `sign`: of the slope, by the metric's polarity, 1 for better. */
static bool has_trend(struct flag_matter *m, const struct flag_question *q, double sign)
{
    struct flag_series s;
    struct trend trend;
    const double most = flag_parameter(q, RULE_P_BELOW);
    if (!fit_trend(m, q, &s, &trend) || trend.slope == 0 ||
        !flag_is_at_most(trend.p, most) ||
        metric_oriented(q->metric, trend.slope) * sign < 0 || trend.s * trend.slope < 0 ||
        !flag_is_found_among_many(q))
        return false;
    add_trend(m, &s, &trend);
    return true;
}

bool flag_is_deteriorating(struct flag_matter *m, struct flag_question *q)
{
    return has_trend(m, q, -1);
}

bool flag_is_improving(struct flag_matter *m, struct flag_question *q)
{
    return has_trend(m, q, 1);
}

const char *const flag_signal_words[] = {
    [CONTROL_COMMON] = "none",
    [CONTROL_ABOVE_LIMIT] = "above-limit",
    [CONTROL_BELOW_LIMIT] = "below-limit",
    [CONTROL_RISING] = "rising",
    [CONTROL_FALLING] = "falling",
    [CONTROL_NEAR_UPPER] = "near-upper",
    [CONTROL_NEAR_LOWER] = "near-lower",
    [CONTROL_RUN_ABOVE] = "run-above",
    [CONTROL_RUN_BELOW] = "run-below",
};

static bool has_special_cause(struct flag_matter *m, const struct flag_question *q,
                              double sign)
{
    struct flag_series s;
    struct control_limits limits[RULE_MOST_PERIODS];
    enum control_signal signals[RULE_MOST_PERIODS];
    double centre;
    flag_series_gather(&s, &m->series, q->row, flag_council(m, q->row),
                       (size_t)flag_parameter(q, RULE_PERIODS));
    const struct control_series series = { s.values, s.count, s.after_gap };
    if ((double)s.count < flag_parameter(q, RULE_MINIMUM_PERIODS))
        return false;
    const enum control_outcome outcome = control_xmr(&series, true, &centre, limits);
    if (outcome != CONTROL_DONE && outcome != CONTROL_TRIAL)
        return false;
    control_signals(&series, centre, limits, signals);
    const enum control_signal last = signals[s.count - 1];
    if (metric_oriented(q->metric, control_direction(last)) * sign <= 0)
        return false;
    struct evidence *e = &m->evidence;
    evidence_add(e, "signal", text_of(flag_signal_words[last]));
    evidence_add_number(e, "mean", centre);
    evidence_add_number(e, "lower", limits[s.count - 1].lower);
    evidence_add_number(e, "upper", limits[s.count - 1].upper);
    evidence_add_number(e, "values", (double)s.count);
    flag_add_period(m, "first_period", s.first);
    return true;
}

bool flag_has_special_cause_worse(struct flag_matter *m, struct flag_question *q)
{
    return has_special_cause(m, q, -1);
}

bool flag_has_special_cause_better(struct flag_matter *m, struct flag_question *q)
{
    return has_special_cause(m, q, 1);
}
