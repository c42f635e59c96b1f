/* A rule that raises flags. */
#include "council/rule.h"

#include <stdlib.h>

const char *const rule_kind_words[] = { "concern", "celebrate", "data", NULL };
const char *const rule_severity_words[] = { "low", "medium", "high", NULL };

const struct rule_parameter_bounds rule_parameters[RULE_PARAMETER_COUNT] = {
    [RULE_SCALED_MADS] = { "scaled_mads", false, 0.1, 1000 },
    [RULE_MADS] = { "mads", false, 0.1, 1000 },
    [RULE_MINIMUM_N] = { "minimum_n", true, 1, 100000 },
    [RULE_PERIODS] = { "periods", true, 2, RULE_MOST_PERIODS },
    [RULE_MINIMUM_RANKED] = { "minimum_ranked", true, 2, 100000 },
};

const struct rule_test_entry rule_tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = { "outlier",
                       2,
                       { { RULE_SCALED_MADS, 3.5 }, { RULE_MINIMUM_N, 5 } } },
    [RULE_BOTTOM_QUARTILE] = { "bottom-quartile", 1, { { RULE_MINIMUM_N, 1 } } },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "persistent-bottom-quartile",
                                          2,
                                          { { RULE_MINIMUM_N, 1 },
                                            { RULE_PERIODS, 3 } } },
    [RULE_NO_RETURN] = { "no-return", 1, { { RULE_MINIMUM_N, 1 } } },
    [RULE_IMPLAUSIBLE] = { "implausible",
                           2,
                           { { RULE_MADS, 7.5 }, { RULE_MINIMUM_N, 5 } } },
    [RULE_BEST_IN_CLASS] = { "best-in-class", 1, { { RULE_MINIMUM_RANKED, 10 } } },
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
