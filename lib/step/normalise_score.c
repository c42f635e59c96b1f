/* Scores of values among those alike. */
#include "step/normalise_run.h"

#include "stats/order.h"
#include "stats/score.h"

static bool score_value(const struct normalising *n, size_t count, double oriented,
                        double *score)
{
    switch (n->options->score) {
    case SCORE_MADS:
        return score_robust(n->oriented, count, oriented, score);
    case SCORE_Z:
        return score_standard(n->oriented, count, oriented, score);
    case SCORE_PERCENTILE:
        return score_percentile(n->oriented, count, oriented, score);
    case SCORE_MIN_MAX:
        return score_min_max(n->oriented, count, oriented, score);
    case SCORE_NONE:
        break;
    }
    return false;
}

static bool is_scored(const struct normalising *n, const struct cohort *cohort,
                      uint32_t i, uint32_t group)
{
    const struct observation *row = &n->table->rows[cohort->rows[i]];
    return n->groups[i] == group && row->standing == STANDING_COUNTS && !row->gone;
}

static void score_group(struct normalising *n, const struct cohort *cohort,
                        uint32_t group)
{
    size_t count = 0;
    for (uint32_t i = 0; i < cohort->count; i++)
        if (is_scored(n, cohort, i, group))
            n->oriented[count++] =
                metric_oriented(cohort->metric, n->table->rows[cohort->rows[i]].value);
    order_sort(n->oriented, count);
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        if (is_scored(n, cohort, i, group))
            n->changes[row].scored = score_value(
                n, count, metric_oriented(cohort->metric, n->table->rows[row].value),
                &n->changes[row].score);
    }
}

void normalise_score(struct normalising *n)
{
    for (size_t c = 0; c < n->table->cohort_count; c++) {
        const struct cohort *cohort = &n->table->cohorts[c];
        const uint32_t groups =
            within_split(&n->options->within, n->table, cohort, n->groups);
        for (uint32_t group = 0; group < groups; group++)
            score_group(n, cohort, group);
    }
}
