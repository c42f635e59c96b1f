/* Each area against its peers. */
#include "step/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/comparison.h"
#include "council/limits.h"
#include "council/within.h"
#include "stats/spread.h"

enum { LEAST_FOR_SPREAD = 4, LEAST_FOR_VERDICT = 5 };

/* What one row is told. */
struct finding {
    uint32_t n, missing, outside;
    uint16_t markers;
    uint8_t verdict, basis;
    bool grouped;    /* it has peers to look for at all */
    bool has_spread; /* quartiles and MAD */
    bool has_mads;
    double mean, q1, median, q3, mad, mads;
};

struct comparing {
    const struct observation_table *table;
    const struct compare_options *options;
    struct finding *all; /* by row */
    struct csv_cells cells;
    char *group; /* the name of a row's group */
    size_t group_room;
    /* room for every area once */
    uint32_t *groups;
    uint32_t *members; /* rows that are peers */
    double *values;    /* of the peers counted, sorted */
    double *turned;    /* the same, judged by a target */
};

const char *const *compare_columns(const char *prefix, struct arena *arena)
{
    const char **columns = arena_take(arena, (COMPARISON_RANK + 1) * sizeof *columns);
    for (size_t i = 0; i < COMPARISON_RANK; i++)
        columns[i] =
            arena_print(arena, "%s_%s", prefix, comparison_column_words[i]).bytes;
    columns[COMPARISON_RANK] = NULL;
    return columns;
}

static bool is_listed(const struct compare_options *options)
{
    return options->kind == PEERS_LISTED || options->kind == PEERS_OF_FILE;
}

/* Counts the members but `self` (a row number, or UINT32_MAX) and gathers their values,
 * sorted. */
static void gather(struct comparing *c, const uint32_t *members, size_t count,
                   uint32_t self, struct finding *result)
{
    for (size_t i = 0; i < count; i++) {
        const struct observation *peer = &c->table->rows[members[i]];
        if (members[i] == self)
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
            if (peer->superseded && is_listed(c->options))
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

static void summarise(struct comparing *c, struct finding *result)
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
                         struct finding *result)
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
static bool oriented_mads(struct comparing *c, const struct metric *metric, double value,
                          const struct finding *result, double *mads)
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
                            struct limits limits, struct finding *result)
{
    const double gap =
        metric_oriented(metric, row->value) - metric_oriented(metric, result->median);
    result->basis = BASIS_LIMITS;
    give_verdict(metric, gap, limits_hold(limits, result->median), result);
}

static void judge_by_mads(struct comparing *c, const struct metric *metric,
                          const struct observation *row, struct finding *result)
{
    double mads;
    result->basis = BASIS_NO_SPREAD;
    if (!oriented_mads(c, metric, row->value, result, &mads))
        return;
    result->basis = BASIS_MADS;
    give_verdict(metric, mads, is_similar(mads), result);
}

static void measure_mads(const struct observation *row, struct finding *result)
{
    if (!result->has_spread || spread_is_none(result->mad, result->median))
        return;
    result->mads = (row->value - result->median) / result->mad;
    result->has_mads = isfinite(result->mads);
}

static void judge(struct comparing *c, const struct metric *metric,
                  const struct observation *row, struct finding *result)
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

static void compare_row(struct comparing *c, const struct cohort *cohort, uint32_t row,
                        const uint32_t *members, size_t count,
                        const struct finding *absent)
{
    struct finding *result = &c->all[row];
    *result = (struct finding){ .grouped = true,
                                .missing = absent->missing,
                                .outside = absent->outside };
    gather(c, members, count, c->options->include_self ? UINT32_MAX : row, result);
    summarise(c, result);
    judge(c, cohort->metric, &c->table->rows[row], result);
}

/* With the area itself among its peers all of a group have the same ones: described once.
 */
static void compare_with_itself_included(struct comparing *c, const struct cohort *cohort,
                                         const uint32_t *members, size_t count)
{
    struct finding described = { .grouped = true };
    gather(c, members, count, UINT32_MAX, &described);
    summarise(c, &described);
    for (size_t i = 0; i < count; i++) {
        const struct observation *row = &c->table->rows[members[i]];
        if (row->standing == STANDING_BENCHMARK)
            continue;
        c->all[members[i]] = described;
        judge(c, cohort->metric, row, &c->all[members[i]]);
    }
}

static void compare_with_others(struct comparing *c, const struct cohort *cohort,
                                const uint32_t *members, size_t count)
{
    static const struct finding nobody_absent = { 0 };
    for (size_t i = 0; i < count; i++)
        if (c->table->rows[members[i]].standing != STANDING_BENCHMARK)
            compare_row(c, cohort, members[i], members, count, &nobody_absent);
}

/* A listed peer without a row has no figure where it ought to have one, unless the metric
 * is not about it, or it is of another level. */
static void count_absent(const struct cohort *cohort, const struct area *peer,
                         struct finding *absent)
{
    if (metric_compares(cohort->metric, peer->class) &&
        area_level_of(peer->class) == cohort->level)
        absent->missing++;
    else
        absent->outside++;
}

/* The area itself does not stand in its own list. */
static void compare_with_list(struct comparing *c, const struct cohort *cohort,
                              uint32_t row, const uint32_t *peers, size_t peer_count)
{
    const struct areas *areas = c->table->reading.areas;
    const uint32_t self = observation_council(c->table, row);
    struct finding absent = { 0 };
    size_t count = 0;
    for (size_t i = 0; i < peer_count; i++) {
        const struct area *peer = areas_get(areas, peers[i]);
        const uint32_t *found =
            peer->council == self ? NULL : cohort_find(c->table, cohort, peer->council);
        if (found != NULL)
            c->members[count++] = *found;
        else if (peer->council != self)
            count_absent(cohort, peer, &absent);
    }
    if (c->options->include_self)
        c->members[count++] = row;
    compare_row(c, cohort, row, c->members, count, &absent);
}

static void compare_lists(struct comparing *c, const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        struct peer_list list = { c->options->listed, c->options->listed_count };
        if (c->table->rows[row].standing == STANDING_BENCHMARK)
            continue;
        if (c->options->kind == PEERS_OF_FILE)
            list = peer_lists_of(c->options->lists, observation_council(c->table, row));
        compare_with_list(c, cohort, row, list.areas, list.count);
    }
}

/* By value, so that leaving one out leaves the rest in order. */
static int by_value(const void *a, const void *b, void *context)
{
    const struct observation *rows = context;
    const uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    if (rows[i].value != rows[j].value)
        return rows[i].value < rows[j].value ? -1 : 1;
    return (i > j) - (i < j);
}

static void compare_groups(struct comparing *c, const struct cohort *cohort)
{
    const enum peer_kind kind = c->options->kind;
    const struct within within = { .class = kind == PEERS_CLASS,
                                   .region = kind == PEERS_REGION,
                                   .combined_authority =
                                       kind == PEERS_COMBINED_AUTHORITY };
    const uint32_t groups = within_split(&within, c->table, cohort, c->groups);
    for (uint32_t group = 0; group < groups; group++) {
        size_t count = 0;
        for (uint32_t i = 0; i < cohort->count; i++)
            if (c->groups[i] == group)
                c->members[count++] = cohort->rows[i];
        qsort_r(c->members, count, sizeof *c->members, by_value, c->table->rows);
        if (c->options->include_self)
            compare_with_itself_included(c, cohort, c->members, count);
        else
            compare_with_others(c, cohort, c->members, count);
    }
}

static void write_named(struct comparing *c, const char *kind, struct text name,
                        struct csv_writer *writer)
{
    const size_t length = strlen(kind);
    ARRAY_RESERVE(c->group, c->group_room, length + name.length + 1);
    memcpy(c->group, kind, length);
    memcpy(c->group + length, name.bytes, name.length);
    csv_write_cell(writer, (struct text){ c->group, length + name.length });
}

static void write_group(struct comparing *c, const struct observation *row,
                        struct csv_writer *writer)
{
    const struct areas *areas = c->table->reading.areas;
    const struct area *area = areas_get(areas, row->area);
    const enum year_kind year = c->table->reading.metrics->all[row->metric].year;
    uint32_t authority;
    switch (c->options->kind) {
    case PEERS_CLASS:
        write_named(c, "class:", text_of(area_class_words[area->class]), writer);
        break;
    case PEERS_ALL:
        write_named(c, "all:", text_of(area_level_words[area_level_of(area->class)]),
                    writer);
        break;
    case PEERS_REGION:
        write_named(c, "region:", area->region, writer);
        break;
    case PEERS_COMBINED_AUTHORITY:
        authority = areas_combined_authority(areas, row->area,
                                             period_last_day(row->period, year));
        write_named(c, "combined-authority:", areas_get(areas, authority)->name, writer);
        break;
    case PEERS_LISTED:
    case PEERS_OF_FILE:
        csv_write_cell(writer, text_of(c->options->list_name));
        break;
    }
}

static void write_numbers(const struct finding *r, const struct observation *row,
                          struct csv_writer *writer)
{
    const bool own = row->standing == STANDING_COUNTS;
    const bool compared = row->standing != STANDING_BENCHMARK;
    csv_write_known(writer, compared, r->n);
    csv_write_known(writer, compared, r->missing);
    csv_write_known(writer, compared, r->outside);
    csv_write_known(writer, r->n > 0, r->mean);
    csv_write_known(writer, r->has_spread, r->q1);
    csv_write_known(writer, r->n > 0, r->median);
    csv_write_known(writer, r->has_spread, r->q3);
    csv_write_known(writer, r->has_spread, r->mad);
    csv_write_known(writer, r->n > 0 && own, row->value - r->median);
    csv_write_known(writer, r->has_mads, r->mads);
}

static void write_comparison(struct comparing *c, const struct observation *row,
                             const struct finding *r, struct csv_writer *writer)
{
    char letters[MARKERS_SIZE];
    if (r->grouped)
        write_group(c, row, writer);
    else
        csv_write_cell(writer, text_of(""));
    write_numbers(r, row, writer);
    csv_write_cell(writer, text_of(comparison_verdict_words[r->verdict]));
    csv_write_cell(writer, text_of(comparison_basis_words[r->basis]));
    csv_write_cell(writer, text_of(markers_format(r->markers, letters)));
    csv_write_end(writer);
}

static void write_rows(struct comparing *c, const struct selection *selection,
                       const char *const *columns, struct csv_writer *writer,
                       struct step_account *account)
{
    observation_write_header(c->table, writer, columns);
    for (size_t i = 0; i < c->table->count; i++) {
        const struct observation *row = &c->table->rows[i];
        if (!step_takes(account, selection, c->table, row))
            continue;
        observation_write(row, writer);
        write_comparison(c, row, &c->all[i], writer);
    }
}

/* Rows without a group to be compared with (a council in no combined authority) still say
 * why. */
static void begin_rows(struct comparing *c)
{
    memset(c->all, 0, c->table->count * sizeof *c->all);
    for (size_t i = 0; i < c->table->count; i++) {
        const enum standing standing = (enum standing)c->table->rows[i].standing;
        c->all[i].basis = standing == STANDING_COUNTS    ? BASIS_TOO_FEW
                          : standing == STANDING_MISSING ? BASIS_NO_VALUE
                                                         : BASIS_NOT_APPLICABLE;
    }
}

enum step_outcome compare_run(const struct observation_table *table,
                              const struct selection *selection,
                              const struct compare_options *options,
                              struct csv_writer *writer, struct step_account *account)
{
    /* A list may be longer than any cohort, but names each council once. */
    const size_t longest = areas_count(table->reading.areas) + 1;
    struct comparing c = {
        .table = table,
        .options = options,
        .all = memory_take(table->count, sizeof *c.all),
        .groups = memory_take(longest, sizeof *c.groups),
        .members = memory_take(longest, sizeof *c.members),
        .values = memory_take(longest, sizeof *c.values),
        .turned = memory_take(longest, sizeof *c.turned),
    };
    begin_rows(&c);
    for (size_t i = 0; i < table->cohort_count; i++) {
        if (is_listed(options))
            compare_lists(&c, &table->cohorts[i]);
        else
            compare_groups(&c, &table->cohorts[i]);
    }
    write_rows(&c, selection, table->reading.added, writer, account);
    csv_cells_release(&c.cells);
    free(c.group);
    free(c.all);
    free(c.groups);
    free(c.members);
    free(c.values);
    free(c.turned);
    return STEP_DONE;
}
