/* What one row is told. */
#include "step/compare_finding.h"

#include <math.h>
#include <stdlib.h>

#include "stats/spread.h"

/* A share of fewer says nothing; the count above and below moves it by 5 points. */
static const double small_base = 20;

/* The share of peers on either side whose deviations are drawn in before over-dispersion
 * is measured. */
static const double tail = 0.1;

void compare_judge_init(struct compare_judge *judge,
                        const struct observation_table *table,
                        const struct compare_options *options)
{
    const size_t most = compare_most_peers(table);
    const bool above =
        options->benchmark == BENCHMARK_REGION || options->benchmark == BENCHMARK_COUNTRY;
    *judge = (struct compare_judge){
        .table = table,
        .options = options,
        .parts = compare_parts_read(table),
        .published = above ? compare_published_open(table) : NULL,
        .wider_places = { csv_columns_find(&table->columns,
                                           text_of(limits_wider_columns[0])),
                          csv_columns_find(&table->columns,
                                           text_of(limits_wider_columns[1])) },
        .peers = memory_take(most, sizeof *judge->peers),
        .values = memory_take(most, sizeof *judge->values),
        .turned = memory_take(most, sizeof *judge->turned),
        .distances = memory_take(most, sizeof *judge->distances),
        .numerators = memory_take(most, sizeof *judge->numerators),
        .denominators = memory_take(most, sizeof *judge->denominators),
    };
}

void compare_judge_release(struct compare_judge *judge)
{
    compare_published_close(judge->published);
    csv_cells_release(&judge->cells);
    free(judge->parts);
    free(judge->peers);
    free(judge->values);
    free(judge->turned);
    free(judge->distances);
    free(judge->numerators);
    free(judge->denominators);
}

static enum basis basis_of_standing(const struct observation *row)
{
    switch ((enum standing)row->standing) {
    case STANDING_COUNTS:
        return BASIS_TOO_FEW;
    case STANDING_MISSING:
        return BASIS_NO_VALUE;
    case STANDING_OUTSIDE:
    case STANDING_BENCHMARK:
        break;
    }
    return BASIS_NOT_APPLICABLE;
}

void compare_find_nothing(const struct observation *row, struct compare_finding *finding)
{
    *finding = (struct compare_finding){ .basis = (uint8_t)basis_of_standing(row),
                                         .benchmark_area = AREA_NONE };
}

static struct compare_parts parts_of(const struct compare_judge *c, uint32_t row)
{
    return c->parts == NULL ? (struct compare_parts){ NAN, NAN } : c->parts[row];
}

/* Counts the peers and gathers what those have that count. */
static void gather(struct compare_judge *c, const struct metric *metric,
                   const struct compare_peers *peers, struct compare_finding *result)
{
    for (size_t i = 0; i < peers->count; i++) {
        const uint32_t at = peers->rows[i];
        const struct observation *peer = &c->table->rows[at];
        if (at == peers->left_out)
            continue;
        switch ((enum standing)peer->standing) {
        case STANDING_COUNTS:
            c->values[result->n] = peer->value;
            c->peers[result->n++] =
                (struct compare_peer){ compare_scale(metric, peer->value),
                                       parts_of(c, at) };
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
    result->has_spread = result->n >= COMPARE_LEAST_FOR_SPREAD;
    if (!result->has_spread)
        return;
    const enum quantile_type type = c->options->quantile_type;
    result->q1 = order_quantile(c->values, result->n, 0.25, type);
    result->q3 = order_quantile(c->values, result->n, 0.75, type);
    result->mad = spread_mad(c->values, result->n);
}

static void measure_mads(const struct observation *row, struct compare_finding *result)
{
    if (row->standing != STANDING_COUNTS || !result->has_spread ||
        spread_is_none(result->mad, result->median))
        return;
    result->mads = (row->value - result->median) / result->mad;
    result->has_mads = isfinite(result->mads);
}

/* Of the peers that have them; how many do. */
static uint32_t collect_parts(struct compare_judge *c, uint32_t n)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (isnan(c->peers[i].parts.numerator))
            continue;
        c->numerators[used] = c->peers[i].parts.numerator;
        c->denominators[used++] = c->peers[i].parts.denominator;
    }
    return used;
}

/* What the peers make together: those that have their parts, and only where they are more
 * than half of those with a value. Returns how many, or 0 where they make nothing. */
static uint32_t find_aggregate(struct compare_judge *c, const struct metric *metric,
                               uint32_t n, double *aggregate)
{
    const uint32_t used = collect_parts(c, n);
    c->sums = compare_parts_sum(c->numerators, c->denominators, used);
    return 2 * used > n && compare_parts_value(metric, c->sums.numerator,
                                               c->sums.denominator, aggregate)
               ? used
               : 0;
}

/* The published figure of the region or country. */
static void find_published(struct compare_judge *c, const struct observation *row,
                           struct compare_finding *result)
{
    const struct metric *metric = &c->table->reading.metrics->all[row->metric];
    const struct observation *figure = compare_published_find(
        c->published, row,
        result->against == BENCHMARK_REGION ? LEVEL_REGION : LEVEL_COUNTRY);
    if (figure == NULL)
        return;
    result->has_benchmark = true;
    result->benchmark = compare_scale(metric, figure->value);
    result->benchmark_area = figure->area;
    result->markers |= figure->markers;
    result->has_benchmark_limits =
        c->options->double_ci &&
        limits_read(c->table, figure, &c->cells, &result->benchmark_limits);
}

/* The middle of the peers, and how far they are spread about it. */
static void lay_ground(struct compare_judge *c, const struct metric *metric,
                       const struct compare_finding *result,
                       struct compare_ground *ground)
{
    *ground = (struct compare_ground){ .n = result->n,
                                       .median = result->median,
                                       .mad = result->mad };
    if (metric->polarity != POLARITY_TARGET || result->n == 0)
        return;
    for (uint32_t i = 0; i < result->n; i++)
        c->turned[i] = c->peers[i].y;
    order_sort(c->turned, result->n);
    ground->median = order_median(c->turned, result->n);
    ground->mad = spread_mad(c->turned, result->n);
}

static void find_benchmark(struct compare_judge *c, const struct observation *row,
                           const struct compare_ground *ground,
                           struct compare_finding *result)
{
    const struct metric *metric = &c->table->reading.metrics->all[row->metric];
    result->against = (uint8_t)c->options->benchmark;
    result->benchmark_area = AREA_NONE;
    switch (c->options->benchmark) {
    case BENCHMARK_BY_RULE:
    case BENCHMARK_MEDIAN:
        result->against = BENCHMARK_MEDIAN;
        result->has_benchmark = result->n > 0;
        result->benchmark = ground->median;
        break;
    case BENCHMARK_AGGREGATE:
        result->summed = find_aggregate(c, metric, result->n, &result->benchmark);
        result->has_benchmark = result->summed > 0;
        if (result->has_benchmark)
            result->benchmark = compare_scale(metric, result->benchmark);
        break;
    case BENCHMARK_REGION:
    case BENCHMARK_COUNTRY:
        find_published(c, row, result);
        break;
    }
}

static void widen_funnel(struct compare_judge *c, const struct metric *metric,
                         struct compare_finding *result, struct compare_ground *ground)
{
    const uint32_t used = collect_parts(c, result->n);
    const enum funnel_outcome outcome = funnel_fit(
        metric->kind == METRIC_PROPORTION ? FUNNEL_ARCSINE : FUNNEL_SQUARE_ROOT,
        ground->target, c->numerators, c->denominators, used, tail, FUNNEL_WINSORISED,
        &ground->funnel);
    if (outcome == FUNNEL_DONE)
        ground->kind = c->options->funnel == FUNNEL_ADJUSTED ? COMPARE_FUNNEL_ADJUSTED
                                                             : COMPARE_FUNNEL_MULTIPLIED;
    result->widened = outcome == FUNNEL_DONE                  ? COMPARE_WIDENED
                      : outcome == FUNNEL_TOO_FEW && used > 0 ? COMPARE_TOO_FEW
                                                              : COMPARE_NOT_MEASURED;
    result->phi_raw = ground->funnel.phi_raw;
    result->phi = ground->funnel.phi;
    result->tau_squared = ground->funnel.tau_squared;
}

/* The target of a funnel, and how much wider than chance it is. Of few peers it is not
 * known well enough to be taken as fixed. */
static void find_funnel(struct compare_judge *c, const struct metric *metric,
                        struct compare_finding *result, struct compare_ground *ground)
{
    double target = result->benchmark;
    if (!result->has_benchmark || c->options->funnel == FUNNEL_NONE)
        return;
    if (c->options->benchmark == BENCHMARK_BY_RULE)
        result->summed = find_aggregate(c, metric, result->n, &target);
    const bool by_sums = c->options->benchmark == BENCHMARK_BY_RULE ||
                         c->options->benchmark == BENCHMARK_AGGREGATE;
    const uint32_t known_by = by_sums ? result->summed : result->n;
    ground->has_funnel = c->published != NULL || known_by >= COMPARISON_LEAST_FOR_VERDICT;
    ground->target = target / metric->per;
    if (c->options->funnel == FUNNEL_SCORE)
        ground->kind = COMPARE_FUNNEL_OF_SCORE;
    if (ground->has_funnel && funnel_choice_is_wider(c->options->funnel))
        widen_funnel(c, metric, result, ground);
}

/* What stands in the row itself. */
static void find_case(struct compare_judge *c, uint32_t at)
{
    const struct observation *row = &c->table->rows[at];
    const struct metric *metric = &c->table->reading.metrics->all[row->metric];
    const struct compare_parts parts = parts_of(c, at);
    struct compare_case *judged = &c->judged;
    *judged = (struct compare_case){ .metric = metric,
                                     .value = row->value,
                                     .numerator = parts.numerator,
                                     .denominator = parts.denominator };
    judged->has_limits = limits_read(c->table, row, &c->cells, &judged->limits);
    judged->has_wider_limits = judged->has_limits && c->options->grades &&
                               limits_read_wider(c->wider_places, row, judged->limits,
                                                 &c->cells, &judged->wider);
    judged->has_small_base =
        metric->kind == METRIC_PROPORTION && parts.denominator < small_base;
    const bool may_have_counts =
        !judged->has_limits && !isnan(parts.numerator) && metric_counts_cases(metric);
    if (!may_have_counts && !c->options->stress)
        return;
    observation_cells(row, &c->cells);
    c->shown = c->cells.cells[c->table->places[OBSERVATION_VALUE]];
    judged->has_counts =
        may_have_counts && compare_parts_make(metric, parts, row->value, c->shown);
}

/* What the peers have, whoever is set beside them. */
static void describe(struct compare_judge *judge, const struct metric *metric,
                     const struct compare_peers *peers)
{
    judge->described = (struct compare_finding){ .grouped = true,
                                                 .missing = peers->missing,
                                                 .outside = peers->outside };
    gather(judge, metric, peers, &judge->described);
    summarise(judge, &judge->described);
    lay_ground(judge, metric, &judge->described, &judge->level);
}

static void grade(struct compare_judge *judge, struct compare_finding *finding)
{
    const enum verdict verdict = (enum verdict)finding->verdict;
    const enum basis basis = (enum basis)finding->basis;
    finding->grade =
        (uint8_t)compare_grade(&judge->judged, &judge->ground, verdict, basis);
    if (basis == BASIS_LIMITS && finding->grade == GRADE_NONE)
        judge->ungraded++;
}

void compare_find(struct compare_judge *judge, const struct cohort *cohort,
                  const struct compare_peers *peers, struct compare_finding *finding)
{
    const struct observation *row = &judge->table->rows[peers->row];
    struct compare_ground *ground = &judge->ground;
    enum basis basis;
    if (!peers->again)
        describe(judge, cohort->metric, peers);
    *finding = judge->described;
    *ground = judge->level;
    judge->sums = (struct compare_sums){ 0 };
    measure_mads(row, finding);
    find_benchmark(judge, row, ground, finding);
    finding->basis = (uint8_t)basis_of_standing(row);
    if (row->standing != STANDING_COUNTS)
        return;
    find_case(judge, peers->row);
    ground->has_benchmark = finding->has_benchmark;
    ground->benchmark = finding->benchmark;
    ground->is_double = judge->options->double_ci;
    ground->has_benchmark_limits = finding->has_benchmark_limits;
    ground->benchmark_limits = finding->benchmark_limits;
    if (judge->judged.has_counts)
        find_funnel(judge, cohort->metric, finding, ground);
    finding->verdict = (uint8_t)compare_verdict(&judge->judged, ground, &basis);
    finding->basis = (uint8_t)basis;
    if (judge->options->grades)
        grade(judge, finding);
    if (finding->summed > 0 && finding->summed < finding->n)
        judge->rows_of_some++;
}
