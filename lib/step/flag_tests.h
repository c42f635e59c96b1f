/* The tests that rules put to rows: a function each, and one table of all.
 *
 * Tests of where a council stands among its peers are in flag_tests_level.c, of its own
 * past in flag_tests_time.c, flag_tests_trend.c and flag_tests_counts.c, of the data in
 * flag_tests_data.c. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_TESTS_H
#define OFLOG_STEP_FLAG_TESTS_H

#include "council/comparison.h"
#include "council/evidence.h"
#include "council/rule.h"
#include "council/series.h"
#include "step/flag_funnel.h"
#include "step/flag_group.h"
#include "step/flag_series.h"

/* Where a council of a group stood, and stands. */
struct flag_way {
    double start, now;
    uint32_t council;
};

/* Those of one group over some periods, by start; kept while rows of it follow. */
struct flag_ways {
    struct flag_way *all;
    size_t count, room;
    bool filled;
    uint32_t cohort, group, then; /* of which they are */
    double mad;                   /* of the starts */
};

/* What tests look at and where they say what they found. */
struct flag_matter {
    struct observation_table *table;
    struct comparison_columns columns;
    struct series series;
    struct csv_cells earlier_cells; /* of another row than the one in question */
    struct evidence evidence;
    struct flag_group group;
    struct flag_funnels *funnels;
    struct flag_ways ways;
};

/* One rule put to one row. A test may change what the flag is called, and by which method
 * it was found. */
struct flag_question {
    const struct rule *rule;
    const struct metric *metric;
    const struct observation *row;
    const struct comparison *peers;
    enum rule_kind kind;
    enum rule_severity severity;
    const char *method;
    bool has_q; /* the test has p values, and this row has one */
    double q;   /* adjusted for those of all councils asked */
};

/* What there must be for a test to be put at all. */
enum flag_need {
    FLAG_NEEDS_RANKS = 1, /* oflog-rank's columns */
    FLAG_NEEDS_SIDES = 2, /* a worse end of the values: polarity high or low */
    FLAG_NEEDS_BEST = 4,  /* better and worse: any polarity but neutral */
};

struct flag_test {
    const char *method;     /* what evidence calls it, unless the test says otherwise */
    enum standing standing; /* of the rows it is put to */
    unsigned needs;
    /* Whether the rule is met; if so, evidence has been added. */
    bool (*raises)(struct flag_matter *matter, struct flag_question *question);
    /* The p value of the row, raised or not; NULL: the test has none. */
    bool (*p_value)(struct flag_matter *matter, const struct flag_question *question,
                    double *p);
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
bool flag_is_beyond_threshold(struct flag_matter *matter, struct flag_question *question);
bool flag_is_lone_zero(struct flag_matter *matter, struct flag_question *question);
bool flag_is_boundary_jump(struct flag_matter *matter, struct flag_question *question);
bool flag_is_persistently_in_top_quartile(struct flag_matter *matter,
                                          struct flag_question *question);
bool flag_has_improved_in_each(struct flag_matter *matter,
                               struct flag_question *question);
bool flag_has_recovered(struct flag_matter *matter, struct flag_question *question);
bool flag_is_ahead_of_similar_start(struct flag_matter *matter,
                                    struct flag_question *question);
bool flag_is_deteriorating(struct flag_matter *matter, struct flag_question *question);
bool flag_is_improving(struct flag_matter *matter, struct flag_question *question);
bool flag_has_special_cause_worse(struct flag_matter *matter,
                                  struct flag_question *question);
bool flag_has_special_cause_better(struct flag_matter *matter,
                                   struct flag_question *question);
bool flag_has_changed_for_worse(struct flag_matter *matter,
                                struct flag_question *question);
bool flag_has_changed_for_better(struct flag_matter *matter,
                                 struct flag_question *question);

bool flag_has_special_count_worse(struct flag_matter *matter,
                                  struct flag_question *question);
bool flag_has_special_count_better(struct flag_matter *matter,
                                   struct flag_question *question);
bool flag_has_recent_trend_worse(struct flag_matter *matter,
                                 struct flag_question *question);
bool flag_has_recent_trend_better(struct flag_matter *matter,
                                  struct flag_question *question);

bool flag_outlier_p(struct flag_matter *matter, const struct flag_question *question,
                    double *p);
bool flag_trend_p(struct flag_matter *matter, const struct flag_question *question,
                  double *p);
bool flag_change_p(struct flag_matter *matter, const struct flag_question *question,
                   double *p);

bool flag_recent_trend_p(struct flag_matter *matter, const struct flag_question *question,
                         double *p);

/* What the tests share. */

static inline double flag_parameter(const struct flag_question *question,
                                    enum rule_parameter parameter)
{
    return question->rule->parameters[parameter];
}

/* A value set to its metric's minimum says how the estimate fell short, not who is best.
 */
static inline bool flag_is_at_minimum(const struct flag_question *question)
{
    return question->metric->has_minimum &&
           question->row->value <= question->metric->minimum;
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

/* Whether limits or a funnel, by which the row's own verdict was reached, do not bear out
 * that it is better, or worse: a position alone is then no claim. Distances deny nothing.
 */
bool flag_is_denied(const struct comparison *peers, enum verdict claimed);

/* Strictly beyond the bound of the worse, or the better, quarter, and not denied: a value
 * on the quartile is not. The metric's polarity is high or low. `row` and `peers` may be
 * those of another period. */
bool flag_stands_in_worse_quarter(const struct flag_question *question,
                                  const struct observation *row,
                                  const struct comparison *peers);
bool flag_stands_in_better_quarter(const struct flag_question *question,
                                   const struct observation *row,
                                   const struct comparison *peers);

/* The bounds of the quarters; the metric's polarity is high or low. */
enum comparison_column flag_worse_quartile(const struct metric *metric);
enum comparison_column flag_better_quartile(const struct metric *metric);

/* The council's row in the cohort and its comparison; false where it has none that counts
 * or that can be read. Texts of `peers` are good until the next call. */
bool flag_earlier(struct flag_matter *matter, const struct flag_question *question,
                  uint32_t cohort, const struct observation **row,
                  struct comparison *peers);

/* Numerator and denominator of a row; false where either is no number. */
bool flag_counts(struct flag_matter *matter, const struct observation *row,
                 double *numerator, double *denominator);

/* Whether a p or q value is `most` or less; one within 1e-9 of it is on it. */
bool flag_is_at_most(double p, double most);

/* Whether the row's q value is at most the rule's q_below, if it asks for one. */
bool flag_is_found_among_many(const struct flag_question *question);

void flag_add_period(struct flag_matter *matter, const char *key, struct period period);

/* What evidence calls the signals of control charts, in the order of enum control_signal.
 */
extern const char *const flag_signal_words[];

#endif
