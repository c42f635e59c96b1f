/* A rule that raises flags. */
#include "council/rule.h"

#include <float.h>
#include <stdlib.h>

const char *const rule_kind_words[] = { "concern", "celebrate", "data", NULL };
const char *const rule_severity_words[] = { "low", "medium", "high", NULL };

const struct rule_parameter_bounds rule_parameters[RULE_PARAMETER_COUNT] = {
    [RULE_SCALED_MADS] = { "scaled_mads", false, 0.1, 1000 },
    [RULE_MADS] = { "mads", false, 0.1, 1000 },
    [RULE_MINIMUM_N] = { "minimum_n", true, 1, 100000 },
    [RULE_PERIODS] = { "periods", true, 2, RULE_MOST_PERIODS },
    [RULE_MINIMUM_PERIODS] = { "minimum_periods", true, 4, RULE_MOST_PERIODS },
    [RULE_MINIMUM_RANKED] = { "minimum_ranked", true, 2, 100000 },
    [RULE_FUNNEL_LEVEL] = { "funnel_level", false, 0.5, 0.999999 },
    [RULE_ABOVE] = { "above", false, -DBL_MAX, DBL_MAX },
    [RULE_BELOW] = { "below", false, -DBL_MAX, DBL_MAX },
    [RULE_MOST] = { "most", true, 0, 100000 },
    [RULE_BAND] = { "band", false, 0.01, 10 },
    [RULE_CHANGE] = { "change", false, 0, 1000 },
    [RULE_LANEY_ABOVE] = { "laney_above", false, 0, 1e15 },
    [RULE_P_BELOW] = { "p_below", false, 1e-9, 1 },
    [RULE_Q_BELOW] = { "q_below", false, 1e-9, 1 },
};

#define TREND                                                                            \
    4,                                                                                   \
    {                                                                                    \
        { RULE_P_BELOW, 0.05 }, { RULE_Q_BELOW, 1 }, { RULE_PERIODS, 10 },               \
            { RULE_MINIMUM_PERIODS, 5 },                                                 \
    }
#define SPECIAL_CAUSE                                                                    \
    2,                                                                                   \
    {                                                                                    \
        { RULE_PERIODS, 24 }, { RULE_MINIMUM_PERIODS, 12 },                              \
    }
#define SPECIAL_COUNT                                                                    \
    3,                                                                                   \
    {                                                                                    \
        { RULE_PERIODS, 24 }, { RULE_MINIMUM_PERIODS, 12 }, { RULE_LANEY_ABOVE, 1000 },  \
    }
#define PERIOD_CHANGE                                                                    \
    3,                                                                                   \
    {                                                                                    \
        { RULE_P_BELOW, 0.05 }, { RULE_Q_BELOW, 1 }, { RULE_CHANGE, 0.1 },               \
    }

const struct rule_test_entry rule_tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = { "outlier",
                       4,
                       { { RULE_SCALED_MADS, 3.5 },
                         { RULE_MINIMUM_N, 10 },
                         { RULE_FUNNEL_LEVEL, 0.998 },
                         { RULE_Q_BELOW, 1 } } },
    [RULE_BOTTOM_QUARTILE] = { "bottom-quartile", 1, { { RULE_MINIMUM_N, 1 } } },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "persistent-bottom-quartile",
                                          2,
                                          { { RULE_MINIMUM_N, 1 },
                                            { RULE_PERIODS, 3 } } },
    [RULE_NO_RETURN] = { "no-return", 1, { { RULE_MINIMUM_N, 1 } } },
    [RULE_IMPLAUSIBLE] = { "implausible",
                           2,
                           { { RULE_MADS, 7.5 }, { RULE_MINIMUM_N, 10 } } },
    [RULE_BEST_IN_CLASS] = { "best-in-class", 1, { { RULE_MINIMUM_RANKED, 10 } } },
    [RULE_THRESHOLD] = { "threshold",
                         2,
                         { { RULE_ABOVE, DBL_MAX }, { RULE_BELOW, -DBL_MAX } } },
    [RULE_ZERO] = { "zero", 2, { { RULE_MOST, 0 }, { RULE_MINIMUM_N, 5 } } },
    [RULE_STALE] = { "stale", 1, { { RULE_PERIODS, 2 } } },
    [RULE_BOUNDARY_JUMP] = { "boundary-jump",
                             2,
                             { { RULE_SCALED_MADS, 3.5 }, { RULE_MINIMUM_N, 5 } } },
    [RULE_PERSISTENT_TOP_QUARTILE] = { "persistent-top-quartile",
                                       2,
                                       { { RULE_MINIMUM_N, 1 }, { RULE_PERIODS, 3 } } },
    [RULE_SUSTAINED_IMPROVEMENT] = { "sustained-improvement",
                                     1,
                                     { { RULE_PERIODS, 4 } } },
    [RULE_RECOVERED] = { "recovered", 2, { { RULE_MINIMUM_N, 1 }, { RULE_PERIODS, 4 } } },
    [RULE_AHEAD_OF_SIMILAR_START] = { "ahead-of-similar-start",
                                      4,
                                      { { RULE_MADS, 3 },
                                        { RULE_MINIMUM_N, 5 },
                                        { RULE_PERIODS, 4 },
                                        { RULE_BAND, 0.5 } } },
    [RULE_DETERIORATING] = { "deteriorating", TREND },
    [RULE_IMPROVING] = { "improving", TREND },
    [RULE_SPECIAL_CAUSE_WORSE] = { "special-cause-worse", SPECIAL_CAUSE },
    [RULE_SPECIAL_CAUSE_BETTER] = { "special-cause-better", SPECIAL_CAUSE },
    [RULE_CHANGE_WORSE] = { "change-worse", PERIOD_CHANGE },
    [RULE_CHANGE_BETTER] = { "change-better", PERIOD_CHANGE },
    [RULE_SPECIAL_COUNT_WORSE] = { "special-count-worse", SPECIAL_COUNT },
    [RULE_SPECIAL_COUNT_BETTER] = { "special-count-better", SPECIAL_COUNT },
    [RULE_RECENT_TREND_WORSE] = { "recent-trend-worse", 1, { { RULE_Q_BELOW, 1 } } },
    [RULE_RECENT_TREND_BETTER] = { "recent-trend-better", 1, { { RULE_Q_BELOW, 1 } } },
};

enum rule_test rule_test_find(struct text word)
{
    unsigned test = 0;
    while (test < RULE_TEST_COUNT && !text_is(word, rule_tests[test].word))
        test++;
    return (enum rule_test)test;
}

void rules_init(struct rules *rules)
{
    *rules = (struct rules){ 0 };
    text_map_init(&rules->by_id);
    arena_init(&rules->arena);
}

void rules_release(struct rules *rules)
{
    free(rules->all);
    text_map_release(&rules->by_id);
    arena_release(&rules->arena);
}
