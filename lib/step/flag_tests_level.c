/* Tests of where a council stands among its peers. */
#include <math.h>

#include "base/number.h"
#include "stats/spread.h"
#include "step/flag_tests.h"

/* Whether the row is `limit` plain median absolute deviations or more from its peers'
 * median, on whichever side; said in evidence. */
static bool is_as_far_as(struct flag_matter *m, const struct flag_question *q,
                         double limit)
{
    const double mads = q->peers->numbers[COMPARISON_MADS];
    if (!q->peers->has[COMPARISON_MADS] || !flag_has_enough_peers(q, q->peers) ||
        (fabs(mads) < limit && !number_nearly_equal(fabs(mads), limit)))
        return false;
    flag_add_found(m, q, "mads", COMPARISON_MADS);
    evidence_add_number(&m->evidence, "limit", copysign(limit, mads));
    return true;
}

bool flag_is_outlier(struct flag_matter *m, struct flag_question *q)
{
    if (q->metric->polarity == POLARITY_NEUTRAL) {
        q->kind = RULE_DATA;
        q->severity = RULE_LOW;
    } else if (q->peers->verdict != VERDICT_WORSE) {
        return false;
    }
    return is_as_far_as(m, q, flag_parameter(q, RULE_SCALED_MADS) * SPREAD_MAD_SCALE);
}

bool flag_is_implausible(struct flag_matter *m, struct flag_question *q)
{
    return is_as_far_as(m, q, flag_parameter(q, RULE_MADS));
}

/* The bound of the worse quarter; the metric's polarity is high or low. */
static enum comparison_column worse_quartile(const struct metric *metric)
{
    return metric->polarity == POLARITY_HIGH ? COMPARISON_Q1 : COMPARISON_Q3;
}

bool flag_stands_in_worse_quarter(const struct flag_question *q,
                                  const struct observation *row,
                                  const struct comparison *peers)
{
    const enum comparison_column bound = worse_quartile(q->metric);
    return peers->has[bound] && flag_has_enough_peers(q, peers) &&
           metric_oriented(q->metric, row->value) <
               metric_oriented(q->metric, peers->numbers[bound]) &&
           !number_nearly_equal(row->value, peers->numbers[bound]);
}

bool flag_is_in_bottom_quartile(struct flag_matter *m, struct flag_question *q)
{
    if (!flag_stands_in_worse_quarter(q, q->row, q->peers))
        return false;
    const enum comparison_column bound = worse_quartile(q->metric);
    flag_add_found(m, q, bound == COMPARISON_Q1 ? "q1" : "q3", bound);
    return true;
}

/* A value set to its metric's minimum says how the estimate fell short, not who is best.
 */
static bool is_at_minimum(const struct flag_question *q)
{
    return q->metric->has_minimum && q->row->value <= q->metric->minimum;
}

bool flag_is_best_in_class(struct flag_matter *m, struct flag_question *q)
{
    if (is_at_minimum(q) || q->peers->verdict != VERDICT_BETTER ||
        !q->peers->has[COMPARISON_RANK] || !q->peers->has[COMPARISON_RANKED] ||
        q->peers->numbers[COMPARISON_RANK] != 1 ||
        q->peers->numbers[COMPARISON_RANKED] < flag_parameter(q, RULE_MINIMUM_RANKED))
        return false;
    flag_add_found(m, q, "rank", COMPARISON_RANK);
    flag_add_found(m, q, "ranked", COMPARISON_RANKED);
    flag_add_found(m, q, "mads", COMPARISON_MADS);
    return true;
}
