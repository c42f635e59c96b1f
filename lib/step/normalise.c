/* Values made comparable. */
#include "step/normalise.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/order.h"
#include "stats/score.h"

/* What a row becomes beside what it was. */
struct change {
    double score;
    bool rebuilt; /* its value is now the one of the observation */
    bool scored;
};

struct normalising {
    struct observation_table *table;
    const struct normalise_options *options;
    struct change *changes; /* by row */
    struct csv_cells cells;
    uint64_t filled, at_minimum, without_denominator;
    /* as long as the largest cohort */
    uint32_t *groups;
    double *oriented;
};

const char *const *normalise_columns(const struct normalise_options *options)
{
    static const char *const names[] = { "published", "score", NULL };
    static const char *const published[] = { "published", NULL };
    if (options->score == SCORE_NONE)
        return options->rebuild ? published : names + 2;
    return options->rebuild ? names : names + 1;
}

static bool read_part(struct normalising *n, enum observation_column column,
                      double *number)
{
    const size_t place = n->table->places[column];
    return place != CSV_COLUMN_ABSENT && number_parse(n->cells.cells[place], number);
}

static bool allows_negative(const struct metric *metric)
{
    return metric->has_minimum || metric->kind == METRIC_CURRENCY ||
           metric->kind == METRIC_RATIO || metric->kind == METRIC_SCORE ||
           metric->kind == METRIC_MEAN;
}

/* False: refused. */
static bool check_parts(struct normalising *n, struct observation *row,
                        const struct metric *metric, double numerator, double denominator)
{
    const size_t column = n->table->places[OBSERVATION_NUMERATOR];
    if (metric->kind == METRIC_PROPORTION && numerator > denominator) {
        observation_refuse(n->table, row, column,
                           "the numerator of a proportion is above its denominator");
        return false;
    }
    if (numerator < 0 && !allows_negative(metric)) {
        observation_refuse(n->table, row, column, "the numerator is negative");
        return false;
    }
    return true;
}

/* Half a unit of the last digit that a published number shows. */
static double rounding_of(struct text published)
{
    const char *point = memchr(published.bytes, '.', published.length);
    const size_t decimals =
        point == NULL ? 0 : published.length - (size_t)(point - published.bytes) - 1;
    return 0.5 * pow(10, -(double)decimals);
}

static void say_disagreement(struct normalising *n, const struct observation *row,
                             double made)
{
    const size_t column = n->table->places[OBSERVATION_VALUE];
    const struct text published = n->cells.cells[column];
    const struct place place = observation_place(n->table, row, column);
    const double slack = 1e-9 * fabs(made);
    char number[NUMBER_SIZE];
    if (fabs(row->value - made) <= rounding_of(published) + slack)
        return;
    number_format(made, number);
    messages_note(
        n->table->reading.messages,
        "%s:%llu:%llu: the published value %.*s differs from its parts, which give %s",
        place.file, (unsigned long long)place.line, (unsigned long long)place.column,
        TEXT_ARGS(published), number);
}

static void take_value(struct normalising *n, struct observation *row, double made)
{
    n->filled += !row->has_value;
    row->value = made;
    row->has_value = true;
    if (row->standing == STANDING_MISSING)
        row->standing = STANDING_COUNTS;
    n->changes[row - n->table->rows].rebuilt = true;
}

static void rebuild_row(struct normalising *n, struct observation *row)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    double numerator, denominator;
    if (row->gone || (row->markers & MARKERS_INSTEAD) != 0)
        return;
    observation_cells(row, &n->cells);
    if (!read_part(n, OBSERVATION_NUMERATOR, &numerator) ||
        !read_part(n, OBSERVATION_DENOMINATOR, &denominator))
        return;
    if (!(denominator > 0)) {
        n->without_denominator++;
        return;
    }
    if (!check_parts(n, row, metric, numerator, denominator))
        return;
    double made = metric->per * (numerator / denominator);
    if (!isfinite(made)) {
        observation_refuse(n->table, row, n->table->places[OBSERVATION_DENOMINATOR],
                           "numerator and denominator give no finite number");
        return;
    }
    const bool below = metric->has_minimum && made < metric->minimum;
    made = below ? metric->minimum : made;
    if (row->has_value)
        say_disagreement(n, row, made);
    if (row->has_value && !n->options->rebuild)
        return;
    n->at_minimum += below;
    take_value(n, row, made);
}

static void note_counts(const struct normalising *n)
{
    struct messages *messages = n->table->reading.messages;
    if (n->filled > 0)
        messages_note(messages, "%llu empty values filled from their parts",
                      (unsigned long long)n->filled);
    if (n->at_minimum > 0)
        messages_note(
            messages,
            "%llu values came out below their metric's minimum and were set to it",
            (unsigned long long)n->at_minimum);
    if (n->without_denominator > 0)
        messages_note(
            messages,
            "%llu rows have no denominator above 0 and keep the value they have",
            (unsigned long long)n->without_denominator);
}

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

static void score_cohorts(struct normalising *n)
{
    for (size_t c = 0; c < n->table->cohort_count; c++) {
        const struct cohort *cohort = &n->table->cohorts[c];
        const uint32_t groups =
            within_split(&n->options->within, n->table, cohort, n->groups);
        for (uint32_t group = 0; group < groups; group++)
            score_group(n, cohort, group);
    }
}

static void write_row(struct normalising *n, const struct observation *row,
                      const struct change *change, struct csv_writer *writer)
{
    const size_t value = n->table->places[OBSERVATION_VALUE];
    observation_cells(row, &n->cells);
    if (!change->rebuilt)
        observation_write(row, writer);
    for (size_t i = 0; change->rebuilt && i < n->cells.count; i++) {
        if (i == value)
            csv_write_number(writer, row->value);
        else
            csv_write_cell(writer, n->cells.cells[i]);
    }
    if (n->options->rebuild)
        csv_write_cell(writer, change->rebuilt ? n->cells.cells[value] : text_of(""));
    if (n->options->score != SCORE_NONE && change->scored)
        csv_write_number(writer, change->score);
    else if (n->options->score != SCORE_NONE)
        csv_write_cell(writer, text_of(""));
    csv_write_end(writer);
}

static void write_rows(struct normalising *n, const struct selection *selection,
                       struct csv_writer *writer, struct step_account *account)
{
    observation_write_header(n->table, writer, n->table->reading.added);
    for (size_t i = 0; i < n->table->count; i++) {
        const struct observation *row = &n->table->rows[i];
        if (!selection_includes(selection, n->table, row)) {
            account->not_selected += !row->gone;
            continue;
        }
        write_row(n, row, &n->changes[i], writer);
        account->written++;
    }
}

enum step_outcome normalise_run(struct observation_table *table,
                                struct selection *selection,
                                const struct normalise_options *options,
                                struct csv_writer *writer, struct step_account *account)
{
    const size_t longest = areas_count(table->reading.areas) + 1;
    const uint64_t refused = table->reading.refusals->count;
    struct normalising n = {
        .table = table,
        .options = options,
        .changes = memory_take(table->count, sizeof *n.changes),
        .groups = memory_take(longest, sizeof *n.groups),
        .oriented = memory_take(longest, sizeof *n.oriented),
    };
    memset(n.changes, 0, table->count * sizeof *n.changes);
    bool going_on = true;
    for (size_t i = 0; i < table->count && going_on; i++) {
        rebuild_row(&n, &table->rows[i]);
        going_on = !table->reading.strict || table->reading.refusals->count == refused;
    }
    if (going_on) {
        selection_settle(selection, table);
        note_counts(&n);
        score_cohorts(&n);
        write_rows(&n, selection, writer, account);
    }
    csv_cells_release(&n.cells);
    free(n.changes);
    free(n.groups);
    free(n.oriented);
    return going_on ? STEP_DONE : STEP_BROKEN;
}
