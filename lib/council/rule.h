/* A rule that raises flags: what it looks for, what it calls that, and how far is far.
 *
 * A metric's definition names the rules that are asked of it, or a rule the metrics.
 * Several rules may have the same test with other parameters, such as a strict and a
 * lenient outlier. */
#ifndef OFLOG_COUNCIL_RULE_H
#define OFLOG_COUNCIL_RULE_H

#include "base/digest.h"
#include "base/memory.h"
#include "base/text_map.h"

/* What a rule looks at. What each test asks exactly stands in step/flag.h. A new one is
 * an entry here, one in rule_tests, one in flag_tests, and its words. */
enum rule_test {
    RULE_OUTLIER,
    RULE_BOTTOM_QUARTILE,
    RULE_PERSISTENT_BOTTOM_QUARTILE,
    RULE_NO_RETURN,
    RULE_IMPLAUSIBLE,
    RULE_BEST_IN_CLASS,
    RULE_THRESHOLD,
    RULE_ZERO,
    RULE_STALE,
    RULE_BOUNDARY_JUMP,
    RULE_PERSISTENT_TOP_QUARTILE,
    RULE_SUSTAINED_IMPROVEMENT,
    RULE_RECOVERED,
    RULE_AHEAD_OF_SIMILAR_START,
    RULE_DETERIORATING,
    RULE_IMPROVING,
    RULE_SPECIAL_CAUSE_WORSE,
    RULE_SPECIAL_CAUSE_BETTER,
    RULE_CHANGE_WORSE,
    RULE_CHANGE_BETTER,
    RULE_SPECIAL_COUNT_WORSE,
    RULE_SPECIAL_COUNT_BETTER,
    RULE_RECENT_TREND_WORSE,
    RULE_RECENT_TREND_BETTER,
    RULE_TEST_COUNT
};

enum rule_kind { RULE_CONCERN, RULE_CELEBRATE, RULE_DATA, RULE_KIND_COUNT };

enum rule_severity { RULE_LOW, RULE_MEDIUM, RULE_HIGH };

/* What a rule may set; which test has which stands in rule_tests.
 *
 * scaled_mads: distance from the peers' median in median absolute deviations times
 *   1.4826, which estimate the standard deviation of normal values. 3.5 after B. Iglewicz
 *   and D. C. Hoaglin, How to Detect and Handle Outliers (ASQC, 1993).
 * mads: distance in plain median absolute deviations. 7.5 is where the Office for Local
 *   Government's own wording stopped: beyond it a person wrote the sentence.
 * minimum_n: the fewest peers with a value. Below five a spread says nothing, and below
 *   ten more than one in 50 normal figures are outliers by chance.
 * periods: how many published periods in a row, or at most are looked at.
 * minimum_periods: the fewest with a value. Below five no trend is beyond chance.
 * minimum_ranked: the fewest councils ranked together.
 * funnel_level: the share of councils that chance leaves within a funnel's limits, where
 *   there are counts. 0.998 are Spiegelhalter's outer limits.
 * above, below: an absolute threshold, of which a rule names one or both.
 * most: the most others that may have a zero too.
 * band: how near a start is similar, in scaled median absolute deviations.
 * change: how large a change is worth a look, as a share of the value before.
 * laney_above: a chart of counts allows for more than chance where denominators are
 *   larger than this on average: limits of chance alone then call all special.
 * p_below: the p value that a test must not exceed.
 * q_below: the same of the q value, which allows for how many councils were tested. */
enum rule_parameter {
    RULE_SCALED_MADS,
    RULE_MADS,
    RULE_MINIMUM_N,
    RULE_PERIODS,
    RULE_MINIMUM_PERIODS,
    RULE_MINIMUM_RANKED,
    RULE_FUNNEL_LEVEL,
    RULE_ABOVE,
    RULE_BELOW,
    RULE_MOST,
    RULE_BAND,
    RULE_CHANGE,
    RULE_LANEY_ABOVE,
    RULE_P_BELOW,
    RULE_Q_BELOW,
    RULE_PARAMETER_COUNT
};

enum { RULE_MOST_PERIODS = 100 };

/* Texts are good as long as the arena of struct rules. */
struct rule {
    struct text id;
    enum rule_test test;
    enum rule_kind kind;
    enum rule_severity severity;
    bool has_themes; /* else the metric's count */
    const struct text *themes;
    size_t theme_count;
    const struct text *metrics; /* ids that it is asked of, whatever they name */
    size_t metric_count;
    double parameters[RULE_PARAMETER_COUNT]; /* those that the test has */
};

struct rules {
    struct digested read; /* the file they stand in */
    struct rule *all;     /* in file order */
    size_t count;
    size_t room;
    struct text_map by_id; /* numbers are indices into `all` */
    struct arena arena;
};

void rules_init(struct rules *rules);
void rules_release(struct rules *rules);

/* What a parameter may be, and what it is where a rule does not say. */
struct rule_parameter_bounds {
    const char *name;
    bool whole;
    double least, most; /* both allowed */
};

extern const struct rule_parameter_bounds rule_parameters[RULE_PARAMETER_COUNT];

/* One parameter of a test, and what it is where a rule does not say. */
struct rule_test_parameter {
    enum rule_parameter parameter;
    double value;
};

enum { RULE_MOST_TEST_PARAMETERS = 6 };

/* What a rule file may say of a test. */
struct rule_test_entry {
    const char *word;
    size_t parameter_count;
    struct rule_test_parameter parameters[RULE_MOST_TEST_PARAMETERS];
};

extern const struct rule_test_entry rule_tests[RULE_TEST_COUNT];

/* The test of that word; RULE_TEST_COUNT where there is none. */
enum rule_test rule_test_find(struct text word);

/* The words of the rule files, each list ending in NULL, in the order of the enums. */
extern const char *const rule_kind_words[];
extern const char *const rule_severity_words[];

#endif
