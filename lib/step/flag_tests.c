/* The tests that rules put to rows: the table, and what they share. */
#include "step/flag_tests.h"

#include "base/number.h"

const struct flag_test flag_tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = { "mads", STANDING_COUNTS, 0, flag_is_outlier, flag_outlier_p },
    [RULE_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                               flag_is_in_bottom_quartile, NULL },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                          flag_is_persistently_in_bottom_quartile, NULL },
    [RULE_NO_RETURN] = { "presence", STANDING_MISSING, 0, flag_is_no_return, NULL },
    [RULE_IMPLAUSIBLE] = { "mads", STANDING_COUNTS, 0, flag_is_implausible, NULL },
    [RULE_BEST_IN_CLASS] = { "rank", STANDING_COUNTS, FLAG_NEEDS_RANKS,
                             flag_is_best_in_class, NULL },
    [RULE_THRESHOLD] = { "threshold", STANDING_COUNTS, 0, flag_is_beyond_threshold,
                         NULL },
    [RULE_ZERO] = { "zero", STANDING_COUNTS, 0, flag_is_lone_zero, NULL },
    [RULE_STALE] = { "presence", STANDING_COUNTS, 0, NULL, NULL },
    [RULE_BOUNDARY_JUMP] = { "mads-of-change", STANDING_COUNTS, 0, flag_is_boundary_jump,
                             NULL },
    [RULE_PERSISTENT_TOP_QUARTILE] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                       flag_is_persistently_in_top_quartile, NULL },
    [RULE_SUSTAINED_IMPROVEMENT] = { "run", STANDING_COUNTS, FLAG_NEEDS_BEST,
                                     flag_has_improved_in_each, NULL },
    [RULE_RECOVERED] = { "quartile", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                         flag_has_recovered, NULL },
    [RULE_AHEAD_OF_SIMILAR_START] = { "mads-of-similar-start", STANDING_COUNTS,
                                      FLAG_NEEDS_BEST, flag_is_ahead_of_similar_start,
                                      NULL },
    [RULE_DETERIORATING] = { "mann-kendall", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                             flag_is_deteriorating, flag_trend_p },
    [RULE_IMPROVING] = { "mann-kendall", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                         flag_is_improving, flag_trend_p },
    [RULE_SPECIAL_CAUSE_WORSE] = { "xmr", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                   flag_has_special_cause_worse, NULL },
    [RULE_SPECIAL_CAUSE_BETTER] = { "xmr", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                    flag_has_special_cause_better, NULL },
    [RULE_CHANGE_WORSE] = { "limits", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                            flag_has_changed_for_worse, flag_change_p },
    [RULE_CHANGE_BETTER] = { "limits", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                             flag_has_changed_for_better, flag_change_p },
    [RULE_SPECIAL_COUNT_WORSE] = { "p-chart", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                   flag_has_special_count_worse, NULL },
    [RULE_SPECIAL_COUNT_BETTER] = { "p-chart", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                    flag_has_special_count_better, NULL },
    [RULE_RECENT_TREND_WORSE] = { "cochran-armitage", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                  flag_has_recent_trend_worse, flag_recent_trend_p },
    [RULE_RECENT_TREND_BETTER] = { "cochran-armitage", STANDING_COUNTS, FLAG_NEEDS_SIDES,
                                   flag_has_recent_trend_better, flag_recent_trend_p },
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
    if (text_is(peers->cells[COMPARISON_BASIS], comparison_basis_words[BASIS_TOO_FEW]))
        evidence_add(&matter->evidence, "basis", peers->cells[COMPARISON_BASIS]);
}

void flag_add_period(struct flag_matter *matter, const char *key, struct period period)
{
    char spelt[PERIOD_SIZE];
    evidence_add(&matter->evidence, key, text_of(period_format(period, spelt)));
}

bool flag_earlier(struct flag_matter *matter, const struct flag_question *question,
                  uint32_t cohort, const struct observation **row,
                  struct comparison *peers)
{
    if (cohort == SERIES_NONE)
        return false;
    *row = series_find(&matter->series, cohort, flag_council(matter, question->row));
    if (*row == NULL)
        return false;
    observation_cells(*row, &matter->earlier_cells);
    return comparison_read(&matter->columns, &matter->earlier_cells, peers) ==
           CSV_COLUMN_ABSENT;
}

bool flag_counts(struct flag_matter *matter, const struct observation *row,
                 double *numerator, double *denominator)
{
    const size_t *places = matter->table->places;
    const size_t x = places[OBSERVATION_NUMERATOR], n = places[OBSERVATION_DENOMINATOR];
    if (x == CSV_COLUMN_ABSENT || n == CSV_COLUMN_ABSENT)
        return false;
    observation_cells(row, &matter->earlier_cells);
    return number_parse(matter->earlier_cells.cells[x], numerator) &&
           number_parse(matter->earlier_cells.cells[n], denominator);
}

bool flag_is_at_most(double p, double most)
{
    return p <= most || number_nearly_equal(p, most);
}

bool flag_is_found_among_many(const struct flag_question *question)
{
    const double most = flag_parameter(question, RULE_Q_BELOW);
    return most >= 1 || (question->has_q && flag_is_at_most(question->q, most));
}
