/* Tests of a council's own counts over time: charts of shares and rates, and the trend as
 * Fingertips shows it. */
#include <math.h>

#include "base/number.h"
#include "council/limits.h"
#include "stats/control_chart.h"
#include "stats/recent_trend.h"
#include "step/flag_tests.h"

/* Numerators and denominators of a series, all of them counts. */
struct counts {
    double numerators[RULE_MOST_PERIODS];
    double denominators[RULE_MOST_PERIODS];
    double mean_denominator;
};

static bool read_counts(struct flag_matter *m, const struct flag_question *q,
                        const struct flag_series *s, struct counts *counts)
{
    long double sum = 0;
    if (!metric_counts_cases(q->metric))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        if (!flag_counts(m, s->rows[i], &counts->numerators[i],
                         &counts->denominators[i]) ||
            counts->numerators[i] < 0 || !(counts->denominators[i] > 0))
            return false;
        sum += counts->denominators[i];
    }
    counts->mean_denominator = s->count > 0 ? (double)(sum / s->count) : 0;
    return isfinite(counts->mean_denominator);
}

/* --- Charts --- */

/* One council's chart: of shares or rates, each 1 / per of the value. */
struct chart {
    struct flag_series series;
    enum control_model model;
    double centre;
    struct control_limits limits[RULE_MOST_PERIODS];
    enum control_signal signals[RULE_MOST_PERIODS];
};

/* Of few, chance alone has its part in a share; of thousands, it is the least of what
 * moves one, and limits of chance alone would call every period special. */
static enum control_model model_for(const struct flag_question *q,
                                    const struct counts *counts)
{
    const bool is_share = q->metric->kind == METRIC_PROPORTION;
    return counts->mean_denominator > flag_parameter(q, RULE_LANEY_ABOVE)
               ? (is_share ? CONTROL_P_PRIME : CONTROL_U_PRIME)
               : (is_share ? CONTROL_P : CONTROL_U);
}

static bool draw_chart(struct flag_matter *m, const struct flag_question *q,
                       struct chart *chart)
{
    struct flag_series *s = &chart->series;
    struct counts counts;
    flag_series_gather(s, &m->series, q->row, flag_council(m, q->row),
                       (size_t)flag_parameter(q, RULE_PERIODS));
    if ((double)s->count < flag_parameter(q, RULE_MINIMUM_PERIODS) ||
        !read_counts(m, q, s, &counts))
        return false;
    const struct control_series numerators = { counts.numerators, s->count,
                                               s->after_gap };
    chart->model = model_for(q, &counts);
    const enum control_outcome outcome = control_attributes(
        &numerators, counts.denominators, chart->model, &chart->centre, chart->limits);
    if (outcome != CONTROL_DONE && outcome != CONTROL_TRIAL)
        return false;
    double shares[RULE_MOST_PERIODS];
    for (size_t i = 0; i < s->count; i++)
        shares[i] = counts.numerators[i] / counts.denominators[i];
    const struct control_series series = { shares, s->count, s->after_gap };
    control_signals(&series, chart->centre, chart->limits, chart->signals);
    return true;
}

static const char *method_of(enum control_model model)
{
    switch (model) {
    case CONTROL_P:
        return "p-chart";
    case CONTROL_P_PRIME:
        return "p-prime-chart";
    case CONTROL_U:
        return "u-chart";
    case CONTROL_U_PRIME:
        return "u-prime-chart";
    }
    return "";
}

static bool has_special_count(struct flag_matter *m, struct flag_question *q, double sign)
{
    struct chart chart;
    if (!draw_chart(m, q, &chart))
        return false;
    const size_t last = chart.series.count - 1;
    const enum control_signal signal = chart.signals[last];
    if (metric_oriented(q->metric, control_direction(signal)) * sign <= 0)
        return false;
    const double per = q->metric->per;
    struct evidence *e = &m->evidence;
    q->method = method_of(chart.model);
    evidence_add(e, "signal", text_of(flag_signal_words[signal]));
    evidence_add_number(e, "mean", per * chart.centre);
    evidence_add_number(e, "lower", per * chart.limits[last].lower);
    evidence_add_number(e, "upper", per * chart.limits[last].upper);
    evidence_add_number(e, "values", (double)chart.series.count);
    flag_add_period(m, "first_period", chart.series.first);
    return true;
}

bool flag_has_special_count_worse(struct flag_matter *m, struct flag_question *q)
{
    return has_special_count(m, q, -1);
}

bool flag_has_special_count_better(struct flag_matter *m, struct flag_question *q)
{
    return has_special_count(m, q, 1);
}

/* --- The recent trend --- */

/* Five years, each after the other. */
static bool gather_recent(struct flag_matter *m, const struct flag_question *q,
                          struct flag_series *s)
{
    flag_series_gather(s, &m->series, q->row, flag_council(m, q->row), RECENT_TREND);
    if (s->count < RECENT_TREND)
        return false;
    for (size_t i = 1; i < RECENT_TREND; i++)
        if (s->after_gap[i] || fabs(s->times[i] - s->times[i - 1] - 1) > 1e-6)
            return false;
    return true;
}

/* By the limits beside the values, taken to be of 95%. */
static bool fit_limits(struct flag_matter *m, const struct flag_series *s,
                       struct recent_trend *trend)
{
    double lower[RECENT_TREND], upper[RECENT_TREND];
    for (size_t i = 0; i < RECENT_TREND; i++) {
        struct limits limits;
        if (!limits_read(m->table, s->rows[i], &m->earlier_cells, &limits))
            return false;
        lower[i] = limits.lower;
        upper[i] = limits.upper;
    }
    return recent_trend_of_values(s->values, lower, upper, trend);
}

static bool fit_recent(struct flag_matter *m, const struct flag_question *q,
                       struct flag_series *s, struct recent_trend *trend,
                       const char **method)
{
    struct counts counts;
    if (!gather_recent(m, q, s))
        return false;
    const bool is_share =
        q->metric->kind == METRIC_PROPORTION && read_counts(m, q, s, &counts);
    *method = is_share ? "cochran-armitage" : "weighted-slope";
    return is_share
               ? recent_trend_of_shares(counts.numerators, counts.denominators, trend)
               : fit_limits(m, s, trend);
}

bool flag_recent_trend_p(struct flag_matter *m, const struct flag_question *q, double *p)
{
    struct flag_series s;
    struct recent_trend trend;
    const char *method;
    if (!fit_recent(m, q, &s, &trend, &method))
        return false;
    *p = trend.p;
    return true;
}

static bool has_recent_trend(struct flag_matter *m, struct flag_question *q, double sign)
{
    struct flag_series s;
    struct recent_trend trend;
    const char *method;
    if (!fit_recent(m, q, &s, &trend, &method) ||
        metric_oriented(q->metric, trend.direction) * sign <= 0 ||
        !flag_is_found_among_many(q))
        return false;
    struct evidence *e = &m->evidence;
    q->method = method;
    evidence_add(e, "direction", text_of(trend.direction > 0 ? "rising" : "falling"));
    evidence_add_number(e, "chi_squared", trend.chi_squared);
    evidence_add_number(e, "p", trend.p);
    evidence_add_number(e, "values", RECENT_TREND);
    evidence_add_number(e, "first", s.values[0]);
    flag_add_period(m, "first_period", s.first);
    return true;
}

bool flag_has_recent_trend_worse(struct flag_matter *m, struct flag_question *q)
{
    return has_recent_trend(m, q, -1);
}

bool flag_has_recent_trend_better(struct flag_matter *m, struct flag_question *q)
{
    return has_recent_trend(m, q, 1);
}
