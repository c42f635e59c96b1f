/* One flag in words. */
#include "page/flag_words.h"

#include <stdlib.h>

#include "base/number.h"
#include "base/text_buffer.h"
#include "council/evidence.h"
#include "page/words.h"

static struct text number_of(const struct listed_flag *flag, struct text number,
                             struct arena *arena)
{
    double parsed;
    return number_parse(number, &parsed) ? words_number(arena, flag->metric, parsed)
                                         : number;
}

/* "its 15 nearest neighbours". */
static struct text peers_of(const struct listed_flag *flag, struct arena *arena)
{
    double n = 0, missing = 0;
    const struct text group = evidence_find(flag->evidence, "group", arena);
    number_parse(evidence_find(flag->evidence, "n", arena), &n);
    number_parse(evidence_find(flag->evidence, "missing", arena), &missing);
    return text_is_empty(group) ? text_of("its peers")
                                : words_peers(arena, group, n + missing);
}

/* The length up to the sign between two periods: '+', or a comma. */
static size_t period_length(struct text t)
{
    size_t length = 0;
    while (length < t.length && t.bytes[length] != '+' && t.bytes[length] != ',')
        length++;
    return length;
}

/* "2020/21+2021/22+2022/23" as "2020 to 2021, 2021 to 2022 and 2022 to 2023". */
static struct text periods_of(const struct listed_flag *flag, struct arena *arena)
{
    struct text rest = evidence_find(flag->evidence, "periods", arena);
    struct text_buffer periods = { 0 };
    while (rest.length > 0) {
        const size_t length = period_length(rest);
        struct text word = text_slice(rest, 0, length);
        struct period period;
        rest = text_slice(rest, length + 1, rest.length);
        if (period_parse(word, &period))
            word = words_period(arena, period);
        if (periods.length > 0)
            text_buffer_put(&periods, text_of(text_is_empty(rest) ? " and " : ", "));
        text_buffer_put(&periods, word);
    }
    const struct text list =
        arena_keep(arena, (struct text){ periods.bytes, periods.length });
    free(periods.bytes);
    return list;
}

/* "23.1% is worse than the lower quartile of unitary authorities, 30.2%": which, the
 * evidence says. */
static struct text beyond_quartile(const struct listed_flag *flag, struct text value,
                                   struct text peers, struct arena *arena)
{
    const struct text q1 = evidence_find(flag->evidence, "q1", arena);
    const struct text bound =
        text_is_empty(q1) ? evidence_find(flag->evidence, "q3", arena) : q1;
    if (text_is_empty(bound))
        return arena_print(arena, "%.*s is worse than the worse quartile of %.*s",
                           TEXT_ARGS(value), TEXT_ARGS(peers));
    return arena_print(arena, "%.*s is worse than the %s quartile of %.*s, %.*s",
                       TEXT_ARGS(value), text_is_empty(q1) ? "upper" : "lower",
                       TEXT_ARGS(peers), TEXT_ARGS(number_of(flag, bound, arena)));
}

/* Whatever raised it: nothing says what was looked at. */
static struct text flagged_by_rule(const struct listed_flag *flag, struct text value,
                                   struct text peers, struct text median,
                                   struct arena *arena)
{
    const struct text said =
        arena_print(arena, "%.*s is flagged by the rule \"%.*s\"",
                    TEXT_ARGS(text_is_empty(value) ? text_of("no figure") : value),
                    TEXT_ARGS(flag->id));
    if (text_is_empty(median))
        return said;
    return arena_print(arena, "%.*s; the median of %.*s is %.*s", TEXT_ARGS(said),
                       TEXT_ARGS(peers), TEXT_ARGS(median));
}

static struct text what_is_flagged(const struct listed_flag *flag, struct arena *arena)
{
    const struct text evidence = flag->evidence;
    const struct text peers = peers_of(flag, arena);
    const struct text value = number_of(flag, flag->value, arena);
    const struct text median =
        number_of(flag, evidence_find(evidence, "median", arena), arena);
    switch (flag->test) {
    case RULE_NO_RETURN:
        return arena_print(
            arena, "no figure, while %.*s have one",
            TEXT_ARGS(words_some_of(arena, evidence_find(evidence, "n", arena), peers)));
    case RULE_OUTLIER:
        return arena_print(arena,
                           "%.*s is unusually far from the median of %.*s, which is %.*s",
                           TEXT_ARGS(value), TEXT_ARGS(peers), TEXT_ARGS(median));
    case RULE_IMPLAUSIBLE:
        return arena_print(arena,
                           "%.*s is so far from the median of %.*s, which is %.*s, that "
                           "the figure itself wants a look",
                           TEXT_ARGS(value), TEXT_ARGS(peers), TEXT_ARGS(median));
    case RULE_BOTTOM_QUARTILE:
        return beyond_quartile(flag, value, peers, arena);
    case RULE_PERSISTENT_BOTTOM_QUARTILE:
        return arena_print(arena, "%.*s; its figure was on that side in each of %.*s",
                           TEXT_ARGS(beyond_quartile(flag, value, peers, arena)),
                           TEXT_ARGS(periods_of(flag, arena)));
    case RULE_BEST_IN_CLASS:
        return arena_print(arena, "%.*s is the best of %.*s ranked together",
                           TEXT_ARGS(value),
                           TEXT_ARGS(evidence_find(evidence, "ranked", arena)));
    case RULE_TEST_COUNT:
        break;
    }
    return flagged_by_rule(flag, value, peers, median, arena);
}

struct text flag_words_sentence(struct arena *arena, const struct listed_flag *flag)
{
    const bool is_new = text_is(flag->status, "new");
    return arena_print(arena, "%.*s, %.*s: %.*s%s.", TEXT_ARGS(flag->metric->label),
                       TEXT_ARGS(words_period(arena, flag->period)),
                       TEXT_ARGS(what_is_flagged(flag, arena)), is_new ? " (new)" : "");
}
