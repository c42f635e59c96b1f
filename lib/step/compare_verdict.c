/* How one row is judged. */
#include "step/compare_verdict.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/limits.h"
#include "stats/spread.h"

enum { LEAST_FOR_SPREAD = 4, LEAST_FOR_VERDICT = 5 };

void compare_judge_init(struct compare_judge *judge,
                        const struct observation_table *table,
                        const struct compare_options *options)
{
    const size_t most = compare_most_peers(table);
    *judge = (struct compare_judge){
        .table = table,
        .options = options,
        .values = memory_take(most, sizeof *judge->values),
        .turned = memory_take(most, sizeof *judge->turned),
    };
}

void compare_judge_release(struct compare_judge *judge)
{
    csv_cells_release(&judge->cells);
    free(judge->values);
    free(judge->turned);
}

void compare_find_nothing(const struct observation *row, struct compare_finding *finding)
{
    const enum standing standing = (enum standing)row->standing;
    *finding = (struct compare_finding){ 0 };
    finding->basis = standing == STANDING_COUNTS    ? BASIS_TOO_FEW
                     : standing == STANDING_MISSING ? BASIS_NO_VALUE
                                                    : BASIS_NOT_APPLICABLE;
}

/* Counts the peers and gathers their values, sorted. */
static void gather(struct compare_judge *c, const struct compare_peers *peers,
                   struct compare_finding *result)
{
    for (size_t i = 0; i < peers->count; i++) {
        const struct observation *peer = &c->table->rows[peers->rows[i]];
        if (peers->rows[i] == peers->left_out)
            continue;
        switch ((enum standing)peer->standing) {
        case STANDING_COUNTS:
            c->values[result->n++] = peer->value;
            result->markers |= peer->markers;
            break;
        case STANDING_MISSING:
            result->missing++;
            break;
        case STANDING_OUTSIDE:
            /* Who lists a council that another stands for has one peer fewer. */
            if (peer->superseded && peers->listed)
                result->missing++;
            else
                result->outside++;
            break;
        case STANDING_BENCHMARK:
            break;
        }
    }
    order_sort(c->values, result->n);
}

static void summarise(struct compare_judge *c, struct compare_finding *result)
{
    if (result->n == 0)
        return;
    result->mean = spread_mean(c->values, result->n);
    result->median = order_median(c->values, result->n);
    result->has_spread = result->n >= LEAST_FOR_SPREAD;
    if (!result->has_spread)
        return;
    const enum quantile_type type = c->options->quantile_type;
    result->q1 = order_quantile(c->values, result->n, 0.25, type);
    result->q3 = order_quantile(c->values, result->n, 0.75, type);
    result->mad = spread_mad(c->values, result->n);
}

/* `oriented` is how far the value is from its peers, more being better. */
static void give_verdict(const struct metric *metric, double oriented, bool similar,
                         struct compare_finding *result)
{
    const bool neutral = metric->polarity == POLARITY_NEUTRAL;
    enum verdict verdict = VERDICT_SIMILAR;
    if (!similar && oriented > 0)
        verdict = neutral ? VERDICT_HIGHER : VERDICT_BETTER;
    else if (!similar)
        verdict = neutral ? VERDICT_LOWER : VERDICT_WORSE;
    result->verdict = (uint8_t)verdict;
}

static bool is_similar(double mads)
{
    return fabs(mads) < COMPARISON_SIMILAR_BELOW &&
           !number_nearly_equal(fabs(mads), COMPARISON_SIMILAR_BELOW);
}

/* How many MADs better the value is than its peers, by the metric's polarity. False where
 * they do not differ. */
static bool oriented_mads(struct compare_judge *c, const struct metric *metric,
                          double value, const struct compare_finding *result,
                          double *mads)
{
    if (metric->polarity != POLARITY_TARGET) {
        *mads = metric->polarity == POLARITY_LOW ? -result->mads : result->mads;
        return result->has_mads;
    }
    for (uint32_t i = 0; i < result->n; i++)
        c->turned[i] = metric_oriented(metric, c->values[i]);
    order_sort(c->turned, result->n);
    const double mad = spread_mad(c->turned, result->n);
    const double median = order_median(c->turned, result->n);
    *mads = (metric_oriented(metric, value) - median) / mad;
    return !spread_is_none(mad, median) && isfinite(*mads);
}

static void judge_by_limits(const struct metric *metric, const struct observation *row,
                            struct limits limits, struct compare_finding *result)
{
    const double gap =
        metric_oriented(metric, row->value) - metric_oriented(metric, result->median);
    result->basis = BASIS_LIMITS;
    give_verdict(metric, gap, limits_hold(limits, result->median), result);
}

static void judge_by_mads(struct compare_judge *c, const struct metric *metric,
                          const struct observation *row, struct compare_finding *result)
{
    double mads;
    result->basis = BASIS_NO_SPREAD;
    if (!oriented_mads(c, metric, row->value, result, &mads))
        return;
    result->basis = BASIS_MADS;
    give_verdict(metric, mads, is_similar(mads), result);
}

static void measure_mads(const struct observation *row, struct compare_finding *result)
{
    if (!result->has_spread || spread_is_none(result->mad, result->median))
        return;
    result->mads = (row->value - result->median) / result->mad;
    result->has_mads = isfinite(result->mads);
}

static void judge_row(struct compare_judge *c, const struct metric *metric,
                      const struct observation *row, struct compare_finding *result)
{
    struct limits limits;
    if (row->standing != STANDING_COUNTS) {
        result->basis =
            row->standing == STANDING_MISSING ? BASIS_NO_VALUE : BASIS_NOT_APPLICABLE;
        return;
    }
    measure_mads(row, result);
    if (result->n > 0 && metric->polarity != POLARITY_TARGET &&
        limits_read(c->table, row, &c->cells, &limits))
        judge_by_limits(metric, row, limits, result);
    else if (result->n < LEAST_FOR_VERDICT)
        result->basis = BASIS_TOO_FEW;
    else
        judge_by_mads(c, metric, row, result);
}

void compare_find(struct compare_judge *judge, const struct cohort *cohort,
                  const struct compare_peers *peers, struct compare_finding *finding)
{
    *finding = (struct compare_finding){ .grouped = true,
                                         .missing = peers->missing,
                                         .outside = peers->outside };
    gather(judge, peers, finding);
    summarise(judge, finding);
    judge_row(judge, cohort->metric, &judge->table->rows[peers->row], finding);
}
