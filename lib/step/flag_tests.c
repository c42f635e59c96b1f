/* The tests that rules put to rows: the table, and what they share. */
#include "step/flag_tests.h"

const struct flag_test flag_tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = { "mads", STANDING_COUNTS, 0, flag_is_outlier },
    [RULE_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                               flag_is_in_bottom_quartile },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                          flag_is_persistently_in_bottom_quartile },
    [RULE_NO_RETURN] = { "presence", STANDING_MISSING, 0, flag_is_no_return },
    [RULE_IMPLAUSIBLE] = { "mads", STANDING_COUNTS, 0, flag_is_implausible },
    [RULE_BEST_IN_CLASS] = { "rank", STANDING_COUNTS, FLAG_NEEDS_RANKS,
                             flag_is_best_in_class },
};

uint32_t flag_council(const struct flag_matter *matter, const struct observation *row)
{
    return areas_get(matter->table->reading.areas, row->area)->council;
}

bool flag_has_enough_peers(const struct flag_question *question,
                           const struct comparison *peers)
{
    return peers->has[COMPARISON_N] &&
           peers->numbers[COMPARISON_N] >= flag_parameter(question, RULE_MINIMUM_N);
}

static void add_number(struct flag_matter *matter, const struct comparison *peers,
                       const char *key, enum comparison_column column)
{
    if (peers->has[column])
        evidence_add(&matter->evidence, key, peers->cells[column]);
}

void flag_add_found(struct flag_matter *matter, const struct flag_question *question,
                    const char *key, enum comparison_column column)
{
    add_number(matter, question->peers, key, column);
}

void flag_add_peers(struct flag_matter *matter, const struct comparison *peers)
{
    add_number(matter, peers, "median", COMPARISON_MEDIAN);
    add_number(matter, peers, "n", COMPARISON_N);
    add_number(matter, peers, "missing", COMPARISON_MISSING);
    evidence_add(&matter->evidence, "group", peers->cells[COMPARISON_GROUP]);
}
