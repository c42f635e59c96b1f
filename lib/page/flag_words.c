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
    struct text value; /* the flag's, as people read it; empty where there is none */
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
    return number_parse(number, &parsed) ? words_number(t->arena, t->flag->metric, parsed)
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

static struct text tell_outlier(const struct telling *t)
{
    double limit;
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
};

struct text flag_words_sentence(struct arena *arena, const struct listed_flag *flag)
{
    struct telling t = { arena, flag, text_of(""), text_of("") };
    t.value = figure_of(&t, flag->value);
    t.peers = peers_of(&t);
    const struct text finding = !text_is_empty(found(&t, "cleared")) ? tell_cleared(&t)
                                : flag->test == RULE_TEST_COUNT
                                    ? tell_rule(&t)
                                    : findings[flag->test](&t);
    return arena_print(arena, "%.*s, %.*s: %.*s.", TEXT_ARGS(flag->metric->label),
                       TEXT_ARGS(words_period(arena, flag->period)), TEXT_ARGS(finding));
}
