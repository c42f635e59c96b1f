/* One flag in words. */
#include "page/flag_words.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/text_buffer.h"
#include "council/evidence.h"
#include "page/words.h"

struct telling {
    struct arena *arena;
    const struct listed_flag *flag;
    struct metric metric; /* the flag's, with as many decimals as the sentence needs */
    struct text value;    /* the flag's, as people read it; empty where there is none */
    struct text peers; /* "61 unitary authorities", "13 of its 15 nearest neighbours" */
};

static struct text found(const struct telling *t, const char *key)
{
    return evidence_find(t->flag->evidence, key, t->arena);
}

/* The number under a key of the evidence; false where none stands there. */
static bool found_number(const struct telling *t, const char *key, double *number)
{
    return number_parse(found(t, key), number);
}

static struct text figure_of(const struct telling *t, struct text number)
{
    double parsed;
    return number_parse(number, &parsed) ? words_number(t->arena, &t->metric, parsed)
                                         : number;
}

static struct text found_figure(const struct telling *t, const char *key)
{
    return figure_of(t, found(t, key));
}

static struct text peers_of(const struct telling *t)
{
    double n = 0, missing = 0;
    const struct text group = found(t, "group");
    const bool counted = found_number(t, "n", &n);
    found_number(t, "missing", &missing);
    if (text_is_empty(group))
        return text_of("its peers");
    const struct text peers = words_peers(t->arena, group, n + missing);
    return counted ? words_some_of(t->arena, found(t, "n"), peers) : peers;
}

/* The length up to the sign between two periods: '+', or a comma. */
static size_t period_length(struct text t)
{
    size_t length = 0;
    while (length < t.length && t.bytes[length] != '+' && t.bytes[length] != ',')
        length++;
    return length;
}

static struct text period_of(const struct telling *t, struct text word)
{
    struct period period;
    return period_parse(word, &period) ? words_period(t->arena, period) : word;
}

/* "2020/21+2021/22+2022/23" as "2020 to 2021, 2021 to 2022 and 2022 to 2023". */
static struct text periods_of(const struct telling *t)
{
    struct text rest = found(t, "periods");
    struct text_buffer list = { 0 };
    while (rest.length > 0) {
        const size_t length = period_length(rest);
        const struct text word = text_slice(rest, 0, length);
        rest = text_slice(rest, length + 1, rest.length);
        if (list.length > 0)
            text_buffer_put(&list, text_of(text_is_empty(rest) ? " and " : ", "));
        text_buffer_put(&list, period_of(t, word));
    }
    const struct text kept =
        arena_keep(t->arena, (struct text){ list.bytes, list.length });
    free(list.bytes);
    return kept;
}

/* Whatever raised it: nothing says what was looked at. */
static struct text tell_rule(const struct telling *t)
{
    const struct text median = found_figure(t, "median");
    const struct text said =
        arena_print(t->arena, "%.*s is flagged by the rule \"%.*s\"",
                    TEXT_ARGS(text_is_empty(t->value) ? text_of("no figure") : t->value),
                    TEXT_ARGS(t->flag->id));
    if (text_is_empty(median))
        return said;
    return arena_print(t->arena, "%.*s; the median of %.*s is %.*s", TEXT_ARGS(said),
                       TEXT_ARGS(t->peers), TEXT_ARGS(median));
}

/* ": 6.1 median absolute deviations", or nothing where the evidence has none. */
static struct text tell_mads(const struct telling *t)
{
    double mads;
    if (!found_number(t, "mads", &mads))
        return text_of("");
    return arena_print(t->arena, ": %.1f median absolute deviations from it", fabs(mads));
}

/* "far below the median of 61 unitary authorities, 44.1%". */
static struct text far_from_median(const struct telling *t)
{
    double mads = 0;
    found_number(t, "mads", &mads);
    return arena_print(t->arena, "far %s the median of %.*s, %.*s",
                       mads > 0   ? "above"
                       : mads < 0 ? "below"
                                  : "from",
                       TEXT_ARGS(t->peers), TEXT_ARGS(found_figure(t, "median")));
}

/* "p = 0.004", "p < 0.001". */
static struct text tell_chance(const struct telling *t, const char *name, double p)
{
    return p < 0.001 ? arena_print(t->arena, "%s < 0.001", name)
                     : arena_print(t->arena, "%s = %.*f", name, p < 0.1 ? 3 : 2, p);
}

static struct text tell_p(const struct telling *t, const char *key)
{
    double p;
    return found_number(t, key, &p) ? tell_chance(t, key, p) : text_of("");
}

/* A count in the evidence, or 0. */
static double count_of(const struct telling *t, const char *key)
{
    double count = 0;
    found_number(t, key, &count);
    return count;
}

static struct text found_period(const struct telling *t, const char *key)
{
    return period_of(t, found(t, key));
}

/* A difference of two figures, without its sign: "3.1 percentage points", "12.0". */
static struct text tell_difference(const struct telling *t, double difference)
{
    const struct metric *metric = &t->metric;
    return text_is(metric->unit, "percent")
               ? arena_print(t->arena, "%.*f percentage points", metric->decimals,
                             fabs(difference))
               : words_number(t->arena, metric, fabs(difference));
}

/* "-4.0 to -2.2", of differences. */
static struct text tell_range(const struct telling *t, const char *from, const char *to)
{
    const int decimals = t->metric.decimals;
    double lower = 0, upper = 0;
    found_number(t, from, &lower);
    found_number(t, to, &upper);
    return arena_print(t->arena, "%.*f to %.*f", decimals, lower, decimals, upper);
}

/* Beyond the limits of a funnel: the target is what all councils have together. */
static struct text tell_funnel(const struct telling *t)
{
    double level = 0, z = 0;
    found_number(t, "level", &level);
    found_number(t, "z", &z);
    return arena_print(
        t->arena,
        "%.*s is unusually far %s %.*s, which %.0f councils with counts have together: "
        "outside %.*s to %.*s, the %.4g%% limits of a funnel for its size that allows "
        "for over-dispersion (%.*s)",
        TEXT_ARGS(t->value), z < 0 ? "below" : "above",
        TEXT_ARGS(found_figure(t, "target")), count_of(t, "councils"),
        TEXT_ARGS(found_figure(t, "lower")), TEXT_ARGS(found_figure(t, "upper")),
        100 * level, TEXT_ARGS(tell_p(t, "p")));
}

static struct text tell_outlier(const struct telling *t)
{
    double limit;
    if (text_is(found(t, "method"), "funnel"))
        return tell_funnel(t);
    const bool limited = found_number(t, "limit", &limit);
    return arena_print(
        t->arena, "%.*s is unusually %.*s%.*s%s", TEXT_ARGS(t->value),
        TEXT_ARGS(far_from_median(t)), TEXT_ARGS(tell_mads(t)),
        limited ? arena_print(t->arena, ", where %.1f is far", fabs(limit)).bytes : "");
}

static struct text tell_implausible(const struct telling *t)
{
    return arena_print(
        t->arena, "%.*s is so %.*s, that the figure itself wants a look%.*s",
        TEXT_ARGS(t->value), TEXT_ARGS(far_from_median(t)), TEXT_ARGS(tell_mads(t)));
}

/* "23.1% is worse than the lower quartile of 7 unitary authorities, 30.2%": which, the
 * evidence says. */
static struct text beyond_quartile(const struct telling *t, const char *relation)
{
    const struct text q1 = found_figure(t, "q1");
    const struct text bound = text_is_empty(q1) ? found_figure(t, "q3") : q1;
    if (text_is_empty(bound))
        return arena_print(t->arena, "%.*s is %s than the %s quartile of %.*s",
                           TEXT_ARGS(t->value), relation, relation, TEXT_ARGS(t->peers));
    return arena_print(t->arena, "%.*s is %s than the %s quartile of %.*s, %.*s",
                       TEXT_ARGS(t->value), relation,
                       text_is_empty(q1) ? "upper" : "lower", TEXT_ARGS(t->peers),
                       TEXT_ARGS(bound));
}

static struct text tell_bottom_quartile(const struct telling *t)
{
    return beyond_quartile(t, "worse");
}

static struct text tell_persistent_bottom_quartile(const struct telling *t)
{
    return arena_print(t->arena, "%.*s; its figure was on that side in each of %.*s",
                       TEXT_ARGS(beyond_quartile(t, "worse")), TEXT_ARGS(periods_of(t)));
}

static struct text tell_persistent_top_quartile(const struct telling *t)
{
    return arena_print(t->arena, "%.*s; its figure was on that side in each of %.*s",
                       TEXT_ARGS(beyond_quartile(t, "better")), TEXT_ARGS(periods_of(t)));
}

static struct text tell_threshold(const struct telling *t)
{
    const struct text above = found_figure(t, "above");
    const bool is_above = !text_is_empty(above);
    return arena_print(
        t->arena, "%.*s is at or %s the threshold of the rule \"%.*s\", %.*s",
        TEXT_ARGS(t->value), is_above ? "above" : "below", TEXT_ARGS(t->flag->id),
        TEXT_ARGS(is_above ? above : found_figure(t, "below")));
}

static struct text tell_zero(const struct telling *t)
{
    const double others = count_of(t, "others_with_zero");
    if (others > 0)
        return arena_print(t->arena, "zero, which only %.0f more of %.*s %s", others,
                           TEXT_ARGS(t->peers), others == 1 ? "has" : "have");
    return arena_print(t->arena, "zero, where none of %.*s has that",
                       TEXT_ARGS(t->peers));
}

static struct text tell_stale(const struct telling *t)
{
    return arena_print(t->arena,
                       "no figure since %.*s, %.0f periods ago, when it was %.*s; %.0f "
                       "have one now",
                       TEXT_ARGS(found_period(t, "last_period")), count_of(t, "behind"),
                       TEXT_ARGS(found_figure(t, "last")), count_of(t, "n"));
}

static struct text tell_boundary_jump(const struct telling *t)
{
    return arena_print(
        t->arena,
        "%.*s after %.*s in %.*s, with a change of boundaries on %.*s between: %.1f "
        "scaled median absolute deviations from the median change of %.0f others",
        TEXT_ARGS(t->value), TEXT_ARGS(found_figure(t, "before")),
        TEXT_ARGS(found_period(t, "before_period")),
        TEXT_ARGS(found_period(t, "boundary")), count_of(t, "scaled_mads"),
        count_of(t, "others"));
}

static struct text tell_sustained_improvement(const struct telling *t)
{
    return arena_print(t->arena,
                       "%.*s, after %.*s in %.*s: of its latest %.0f figures each is "
                       "better than the one "
                       "before, from the second on (a run, which chance alone makes of "
                       "one council in %.0f)",
                       TEXT_ARGS(t->value), TEXT_ARGS(found_figure(t, "first")),
                       TEXT_ARGS(found_period(t, "first_period")),
                       count_of(t, "improvements") + 1,
                       tgamma(count_of(t, "improvements") + 2));
}

static struct text tell_recovered(const struct telling *t)
{
    const struct text q1 = found_figure(t, "was_q1");
    const bool lower = !text_is_empty(q1);
    return arena_print(
        t->arena,
        "%.*s is better than the median of %.*s, %.*s; in %.*s it was %.*s, worse than "
        "their %s quartile, %.*s",
        TEXT_ARGS(t->value), TEXT_ARGS(t->peers), TEXT_ARGS(found_figure(t, "median")),
        TEXT_ARGS(found_period(t, "was_period")), TEXT_ARGS(found_figure(t, "was")),
        lower ? "lower" : "upper", TEXT_ARGS(lower ? q1 : found_figure(t, "was_q3")));
}

static struct text tell_ahead_of_similar_start(const struct telling *t)
{
    double mads = 0;
    found_number(t, "similar_mads", &mads);
    return arena_print(
        t->arena,
        "%.*s is far better than the median, %.*s, of the %.0f councils compared that "
        "stood within %.*s of its %.*s in %.*s: %.1f median absolute deviations",
        TEXT_ARGS(t->value), TEXT_ARGS(found_figure(t, "similar_median")),
        count_of(t, "similar"), TEXT_ARGS(tell_difference(t, count_of(t, "band"))),
        TEXT_ARGS(found_figure(t, "start")), TEXT_ARGS(found_period(t, "start_period")),
        fabs(mads));
}

static struct text tell_trend(const struct telling *t)
{
    double slope = 0;
    const struct text lower = found(t, "slope_lower");
    found_number(t, "slope", &slope);
    return arena_print(
        t->arena,
        "%.*s, %s by %.*s a year over %.0f figures since %.*s%s%.*s%s (slope of Theil "
        "and "
        "Sen; test of Mann and Kendall, %.*s)",
        TEXT_ARGS(t->value), slope < 0 ? "falling" : "rising",
        TEXT_ARGS(tell_difference(t, slope)), count_of(t, "values"),
        TEXT_ARGS(found_period(t, "first_period")), text_is_empty(lower) ? "" : ", ",
        TEXT_ARGS(text_is_empty(lower) ? lower
                                       : tell_range(t, "slope_lower", "slope_upper")),
        text_is_empty(lower) ? "" : " with 95% confidence", TEXT_ARGS(tell_p(t, "p")));
}

/* What the signal of a control chart means. */
static const char *tell_signal(struct text signal)
{
    static const char *const told[][2] = {
        { "above-limit", "is above the upper limit" },
        { "below-limit", "is below the lower limit" },
        { "rising", "is one of 7 in a row that rise" },
        { "falling", "is one of 7 in a row that fall" },
        { "near-upper", "is one of two in three that lie near the upper limit" },
        { "near-lower", "is one of two in three that lie near the lower limit" },
        { "run-above", "is one of 7 in a row above the mean" },
        { "run-below", "is one of 7 in a row below the mean" },
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (text_is(signal, told[i][0]))
            return told[i][1];
    return "is special";
}

static const char *tell_chart(struct text method)
{
    static const char *const told[][2] = {
        { "p-chart", "p chart" },
        { "p-prime-chart", "p' chart after Laney" },
        { "u-chart", "u chart" },
        { "u-prime-chart", "u' chart after Laney" },
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (text_is(method, told[i][0]))
            return told[i][1];
    return "XmR chart";
}

static struct text tell_special_cause(const struct telling *t)
{
    return arena_print(
        t->arena,
        "%.*s %s of its own %.0f figures since %.*s: their mean is %.*s and their limits "
        "are %.*s to %.*s (%s)",
        TEXT_ARGS(t->value), tell_signal(found(t, "signal")), count_of(t, "values"),
        TEXT_ARGS(found_period(t, "first_period")), TEXT_ARGS(found_figure(t, "mean")),
        TEXT_ARGS(found_figure(t, "lower")), TEXT_ARGS(found_figure(t, "upper")),
        tell_chart(found(t, "method")));
}

static struct text tell_recent_trend(const struct telling *t)
{
    return arena_print(
        t->arena,
        "%.*s, %.*s over the latest five figures since %.*s in %.*s, whichever one is "
        "left "
        "out (recent trend as in Fingertips; %s, %.*s)",
        TEXT_ARGS(t->value), TEXT_ARGS(found(t, "direction")),
        TEXT_ARGS(found_figure(t, "first")), TEXT_ARGS(found_period(t, "first_period")),
        text_is(found(t, "method"), "cochran-armitage") ? "test of Cochran and Armitage"
                                                        : "slope weighted by the limits",
        TEXT_ARGS(tell_p(t, "p")));
}

static struct text tell_change(const struct telling *t)
{
    double change = 0;
    found_number(t, "change", &change);
    const struct text method = found(t, "method");
    return arena_print(
        t->arena,
        "%.*s, %s by %.*s from %.*s in %.*s: %.*s with 95%% confidence (%s, %.*s)",
        TEXT_ARGS(t->value), change < 0 ? "down" : "up",
        TEXT_ARGS(tell_difference(t, change)), TEXT_ARGS(found_figure(t, "before")),
        TEXT_ARGS(found_period(t, "before_period")),
        TEXT_ARGS(tell_range(t, "change_lower", "change_upper")),
        text_is(method, "newcombe") ? "Newcombe's limits for two shares"
        : text_is(method, "byar")   ? "Byar's limits of both rates"
                                    : "from the limits of both",
        TEXT_ARGS(tell_p(t, "p")));
}

static struct text tell_no_return(const struct telling *t)
{
    return arena_print(t->arena, "no figure, while %.*s have one", TEXT_ARGS(t->peers));
}

static struct text tell_best_in_class(const struct telling *t)
{
    const struct text median = found_figure(t, "median");
    double mads = 0;
    const struct text best =
        arena_print(t->arena, "%.*s is the best of %.*s ranked together",
                    TEXT_ARGS(t->value), TEXT_ARGS(found(t, "ranked")));
    if (text_is_empty(median) || !found_number(t, "mads", &mads))
        return best;
    return arena_print(t->arena, "%.*s, and %s the median of %.*s, %.*s%.*s",
                       TEXT_ARGS(best), mads < 0 ? "below" : "above", TEXT_ARGS(t->peers),
                       TEXT_ARGS(median), TEXT_ARGS(tell_mads(t)));
}

/* A flag of an earlier run that is not raised any more. */
static struct text tell_cleared(const struct telling *t)
{
    const struct text median = found_figure(t, "median");
    const struct text gone = arena_print(
        t->arena, "the flag \"%.*s\" of %.*s is not raised any more",
        TEXT_ARGS(t->flag->id), TEXT_ARGS(period_of(t, found(t, "previous_period"))));
    if (text_is_empty(t->value))
        return arena_print(t->arena, "%.*s, there being no figure", TEXT_ARGS(gone));
    if (text_is_empty(median))
        return arena_print(t->arena, "%.*s, at %.*s", TEXT_ARGS(gone),
                           TEXT_ARGS(t->value));
    return arena_print(t->arena, "%.*s, at %.*s; the median of %.*s is %.*s",
                       TEXT_ARGS(gone), TEXT_ARGS(t->value), TEXT_ARGS(t->peers),
                       TEXT_ARGS(median));
}

static struct text (*const findings[RULE_TEST_COUNT])(const struct telling *) = {
    [RULE_OUTLIER] = tell_outlier,
    [RULE_BOTTOM_QUARTILE] = tell_bottom_quartile,
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = tell_persistent_bottom_quartile,
    [RULE_NO_RETURN] = tell_no_return,
    [RULE_IMPLAUSIBLE] = tell_implausible,
    [RULE_BEST_IN_CLASS] = tell_best_in_class,
    [RULE_THRESHOLD] = tell_threshold,
    [RULE_ZERO] = tell_zero,
    [RULE_STALE] = tell_stale,
    [RULE_BOUNDARY_JUMP] = tell_boundary_jump,
    [RULE_PERSISTENT_TOP_QUARTILE] = tell_persistent_top_quartile,
    [RULE_SUSTAINED_IMPROVEMENT] = tell_sustained_improvement,
    [RULE_RECOVERED] = tell_recovered,
    [RULE_AHEAD_OF_SIMILAR_START] = tell_ahead_of_similar_start,
    [RULE_DETERIORATING] = tell_trend,
    [RULE_IMPROVING] = tell_trend,
    [RULE_SPECIAL_CAUSE_WORSE] = tell_special_cause,
    [RULE_SPECIAL_CAUSE_BETTER] = tell_special_cause,
    [RULE_CHANGE_WORSE] = tell_change,
    [RULE_CHANGE_BETTER] = tell_change,
    [RULE_SPECIAL_COUNT_WORSE] = tell_special_cause,
    [RULE_SPECIAL_COUNT_BETTER] = tell_special_cause,
    [RULE_RECENT_TREND_WORSE] = tell_recent_trend,
    [RULE_RECENT_TREND_BETTER] = tell_recent_trend,
};

/* What one must know beside it: how many were tested, and that peers are too few. */
static struct text tell_caveats(const struct telling *t)
{
    double q;
    const bool has_q = number_parse(t->flag->q_value, &q);
    const bool few = text_is(found(t, "basis"), "too-few");
    const struct text false_ones =
        has_q && q > 0.05
            ? arena_print(t->arena,
                          " (of councils as far out some %.0f in 100 may be by chance)",
                          100 * q)
            : text_of("");
    return arena_print(
        t->arena, "%s%.*s%.*s%s", has_q ? "; allowing for all councils tested, " : "",
        TEXT_ARGS(has_q ? tell_chance(t, "q", q) : text_of("")), TEXT_ARGS(false_ones),
        few ? "; its peers are too few to compare it with" : "");
}

/* The keys of what each test says the value is beyond. */
enum { MOST_BOUNDS = 4 };

static const char *const bounds[RULE_TEST_COUNT][MOST_BOUNDS] = {
    [RULE_OUTLIER] = { "median", "target", "lower", "upper" },
    [RULE_BOTTOM_QUARTILE] = { "q1", "q3" },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "q1", "q3" },
    [RULE_IMPLAUSIBLE] = { "median" },
    [RULE_BEST_IN_CLASS] = { "median" },
    [RULE_THRESHOLD] = { "above", "below" },
    [RULE_PERSISTENT_TOP_QUARTILE] = { "q1", "q3" },
    [RULE_SUSTAINED_IMPROVEMENT] = { "first" },
    [RULE_RECOVERED] = { "median" },
    [RULE_AHEAD_OF_SIMILAR_START] = { "similar_median" },
    [RULE_SPECIAL_CAUSE_WORSE] = { "mean", "lower", "upper" },
    [RULE_SPECIAL_CAUSE_BETTER] = { "mean", "lower", "upper" },
    [RULE_CHANGE_WORSE] = { "before" },
    [RULE_CHANGE_BETTER] = { "before" },
    [RULE_SPECIAL_COUNT_WORSE] = { "mean", "lower", "upper" },
    [RULE_SPECIAL_COUNT_BETTER] = { "mean", "lower", "upper" },
    [RULE_RECENT_TREND_WORSE] = { "first" },
    [RULE_RECENT_TREND_BETTER] = { "first" },
};

/* Rounded alike, two different figures read as equal: more decimals tell them apart, as
 * far as there are any that mean something. */
static void tell_apart(struct telling *t, struct text figure, const char *bound)
{
    enum { MOST_DECIMALS = 9 };
    double a, b;
    if (bound == NULL || !number_parse(figure, &a) || !found_number(t, bound, &b) ||
        number_nearly_equal(a, b))
        return;
    while (t->metric.decimals < MOST_DECIMALS &&
           text_equal(words_number(t->arena, &t->metric, a),
                      words_number(t->arena, &t->metric, b)))
        t->metric.decimals++;
}

static void find_decimals(struct telling *t)
{
    if (t->flag->test == RULE_TEST_COUNT || !text_is_empty(found(t, "cleared")))
        return;
    for (size_t i = 0; i < MOST_BOUNDS; i++)
        tell_apart(t, t->flag->value, bounds[t->flag->test][i]);
    tell_apart(t, found(t, "was"), "was_q1");
    tell_apart(t, found(t, "was"), "was_q3");
}

struct text flag_words_sentence(struct arena *arena, const struct listed_flag *flag)
{
    struct telling t = { arena, flag, *flag->metric, text_of(""), text_of("") };
    find_decimals(&t);
    t.value = figure_of(&t, flag->value);
    t.peers = peers_of(&t);
    const struct text finding = !text_is_empty(found(&t, "cleared")) ? tell_cleared(&t)
                                : flag->test == RULE_TEST_COUNT
                                    ? tell_rule(&t)
                                    : findings[flag->test](&t);
    return arena_print(arena, "%.*s, %.*s: %.*s%.*s.", TEXT_ARGS(flag->metric->label),
                       TEXT_ARGS(words_period(arena, flag->period)), TEXT_ARGS(finding),
                       TEXT_ARGS(tell_caveats(&t)));
}
