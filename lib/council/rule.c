/* A rule that raises flags. */
#include "council/rule.h"

#include <stdlib.h>

const char *const rule_test_words[] = {
    "outlier",   "bottom-quartile", "persistent-bottom-quartile",
    "no-return", "implausible",     "best-in-class",
    NULL
};
const char *const rule_kind_words[] = { "concern", "celebrate", "data", NULL };
const char *const rule_severity_words[] = { "low", "medium", "high", NULL };

const struct rule_parameter_bounds rule_parameters[RULE_PARAMETER_COUNT] = {
    [RULE_SCALED_MADS] = { "scaled_mads", false, 0.1, 1000 },
    [RULE_MADS] = { "mads", false, 0.1, 1000 },
    [RULE_MINIMUM_N] = { "minimum_n", true, 1, 100000 },
    [RULE_PERIODS] = { "periods", true, 2, RULE_MOST_PERIODS },
    [RULE_MINIMUM_RANKED] = { "minimum_ranked", true, 2, 100000 },
};

static const double defaults[RULE_TEST_COUNT][RULE_PARAMETER_COUNT] = {
    [RULE_OUTLIER] = { [RULE_SCALED_MADS] = 3.5, [RULE_MINIMUM_N] = 5 },
    [RULE_BOTTOM_QUARTILE] = { [RULE_MINIMUM_N] = 1 },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { [RULE_MINIMUM_N] = 1, [RULE_PERIODS] = 3 },
    [RULE_NO_RETURN] = { [RULE_MINIMUM_N] = 1 },
    [RULE_IMPLAUSIBLE] = { [RULE_MADS] = 7.5, [RULE_MINIMUM_N] = 5 },
    [RULE_BEST_IN_CLASS] = { [RULE_MINIMUM_RANKED] = 10 },
};

double rule_default(enum rule_test test, enum rule_parameter parameter)
{
    return defaults[test][parameter];
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
