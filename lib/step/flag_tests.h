/* The tests that rules put to rows: a function each, and one table of all.
 *
 * Tests of where a council stands among its peers are in flag_tests_level.c, of its own
 * past in flag_tests_time.c, of the data in flag_tests_data.c. For the files of flag
 * alone. */
#ifndef OFLOG_STEP_FLAG_TESTS_H
#define OFLOG_STEP_FLAG_TESTS_H

#include "council/comparison.h"
#include "council/evidence.h"
#include "council/rule.h"
#include "council/series.h"

/* What tests look at and where they say what they found. */
struct flag_matter {
    struct observation_table *table;
    struct comparison_columns columns;
    struct series series;
    struct csv_cells earlier_cells; /* of another row than the one in question */
    struct evidence evidence;
};

/* One rule put to one row. A test may change what the flag is called. */
struct flag_question {
    const struct rule *rule;
    const struct metric *metric;
    const struct observation *row;
    const struct comparison *peers;
    enum rule_kind kind;
    enum rule_severity severity;
};

/* What there must be for a test to be put at all. */
enum flag_need {
    FLAG_NEEDS_RANKS = 1, /* oflog-rank's columns */
    FLAG_NEEDS_SIDES = 2, /* a worse end of the values: polarity high or low */
};

struct flag_test {
    const char *method;     /* what evidence calls it */
    enum standing standing; /* of the rows it is put to */
    unsigned needs;
    /* Whether the rule is met; if so, evidence has been added. */
    bool (*raises)(struct flag_matter *matter, struct flag_question *question);
};

extern const struct flag_test flag_tests[RULE_TEST_COUNT];

bool flag_is_outlier(struct flag_matter *matter, struct flag_question *question);
bool flag_is_implausible(struct flag_matter *matter, struct flag_question *question);
bool flag_is_in_bottom_quartile(struct flag_matter *matter,
                                struct flag_question *question);
bool flag_is_best_in_class(struct flag_matter *matter, struct flag_question *question);
bool flag_is_persistently_in_bottom_quartile(struct flag_matter *matter,
                                             struct flag_question *question);
bool flag_is_no_return(struct flag_matter *matter, struct flag_question *question);

/* What the tests share. */

static inline double flag_parameter(const struct flag_question *question,
                                    enum rule_parameter parameter)
{
    return question->rule->parameters[parameter];
}

uint32_t flag_council(const struct flag_matter *matter, const struct observation *row);

/* Whether the rule's minimum_n is met. */
bool flag_has_enough_peers(const struct flag_question *question,
                           const struct comparison *peers);

/* A number of the comparison into evidence, spelt as it stands there; nothing where none
 * stands. */
void flag_add_found(struct flag_matter *matter, const struct flag_question *question,
                    const char *key, enum comparison_column column);

/* With whom a row is compared: median, n, missing and group, where they stand. */
void flag_add_peers(struct flag_matter *matter, const struct comparison *peers);

/* Strictly beyond the bound of the worse quarter: a value on the quartile is not. The
 * metric's polarity is high or low. `row` and `peers` may be those of another period. */
bool flag_stands_in_worse_quarter(const struct flag_question *question,
                                  const struct observation *row,
                                  const struct comparison *peers);

#endif
