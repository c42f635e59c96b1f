/* Values made comparable. */
#include "step/normalise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "stats/order.h"
#include "stats/score.h"

/* What a row becomes beside what it was. */
struct change {
    double score;
    bool rebuilt; /* its value is now the one of the observation */
    bool differs; /* its value is not the one that its parts give */
    bool scored;
    bool unpriced; /* money of a period without an index */
};

struct normalising {
    struct observation_table *table;
    const struct normalise_options *options;
    struct change *changes; /* by row */
    struct csv_cells cells;
    uint64_t filled, at_minimum, without_denominator, disagreeing, impossible;
    uint64_t deflated, unpriced;
    struct limits_counts limits;
    /* room for every area once */
    uint32_t *groups;
    double *oriented;
};

const char *const *normalise_columns(const struct normalise_options *options)
{
    static const char *const lists[2][2][4] = {
        { { "score", NULL }, { "real_factor", "score", NULL } },
        { { "published", "score", NULL }, { "published", "real_factor", "score", NULL } },
    };
    static const char *const unscored[2][2][3] = {
        { { NULL }, { "real_factor", NULL } },
        { { "published", NULL }, { "published", "real_factor", NULL } },
    };
    const bool is_real = options->deflator != NULL;
    return options->score == SCORE_NONE ? unscored[options->rebuild][is_real]
                                        : lists[options->rebuild][is_real];
}

static bool read_part(struct normalising *n, enum observation_column column,
                      double *number)
{
    const size_t place = n->table->places[column];
    return place != CSV_COLUMN_ABSENT && number_parse(n->cells.cells[place], number);
}

/* Half a unit of the last digit that a published number shows, as in 41.2, 1200 or 1.2e3.
 */
static double rounding_of(struct text published)
{
    size_t length = published.length;
    double exponent = 0;
    for (size_t i = 0; i < published.length; i++) {
        if (published.bytes[i] != 'e' && published.bytes[i] != 'E')
            continue;
        length = i;
        number_parse(text_slice(published, i + 1, published.length), &exponent);
    }
    const char *point = memchr(published.bytes, '.', length);
    const size_t decimals =
        point == NULL ? 0 : length - (size_t)(point - published.bytes) - 1;
    return 0.5 * pow(10, exponent - (double)decimals);
}

/* The first few of what may come once a row, for a recipe gone wrong; the rest is
 * counted. */
enum { MOST_SAID = 20 };

static void say_value(struct normalising *n, const struct observation *row,
                      const char *what)
{
    const size_t column = n->table->places[OBSERVATION_VALUE];
    const struct place place = observation_place(n->table, row, column);
    messages_note(n->table->reading.messages, "%s:%llu:%llu: the published value %.*s %s",
                  place.file, (unsigned long long)place.line,
                  (unsigned long long)place.column, TEXT_ARGS(n->cells.cells[column]),
                  what);
}

static bool agrees(const struct normalising *n, const struct observation *row,
                   double made)
{
    const struct text published = n->cells.cells[n->table->places[OBSERVATION_VALUE]];
    return fabs(row->value - made) <= rounding_of(published) + 1e-9 * fabs(made);
}

static void say_disagreement(struct normalising *n, const struct observation *row,
                             double made)
{
    char number[NUMBER_SIZE], what[NUMBER_SIZE + 64];
    if (n->disagreeing++ >= MOST_SAID)
        return;
    number_format(made, number);
    snprintf(what, sizeof what, "differs from its parts, which give %s", number);
    say_value(n, row, what);
}

static void say_impossible(struct normalising *n, const struct observation *row)
{
    if (n->impossible++ < MOST_SAID)
        say_value(n, row, "is outside what a proportion can be: 0 to the metric's 'per'");
}

static void refuse_parts(struct normalising *n, struct observation *row,
                         const char *reason)
{
    observation_refuse(n->table, row, n->table->places[OBSERVATION_NUMERATOR], reason);
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

/* Without a value and with a marker, it was withheld for that reason. */
static bool is_withheld(const struct observation *row)
{
    return (row->markers & MARKERS_INSTEAD) != 0 ||
           (!row->has_value && row->markers != 0);
}

static void take_parts(struct normalising *n, struct observation *row, double numerator,
                       double denominator)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    double made = 0;
    switch (metric_value_of_parts(metric, numerator, denominator, &made)) {
    case PARTS_GIVE_MINIMUM:
        n->at_minimum += !row->has_value || n->options->rebuild;
        break;
    case PARTS_GIVE_VALUE:
        break;
    case PARTS_WITHOUT_DENOMINATOR:
        n->without_denominator++;
        return;
    case PARTS_ABOVE_WHOLE:
        refuse_parts(n, row, "the numerator of a proportion is above its denominator");
        return;
    case PARTS_NEGATIVE:
        refuse_parts(n, row, "the numerator is negative");
        return;
    case PARTS_NOT_FINITE:
        refuse_parts(n, row, "numerator and denominator give no finite number");
        return;
    }
    const bool differs = row->has_value && !agrees(n, row, made);
    if (differs)
        say_disagreement(n, row, made);
    if (!row->has_value || n->options->rebuild)
        take_value(n, row, made);
    else
        n->changes[row - n->table->rows].differs = differs;
}

static void rebuild_row(struct normalising *n, struct observation *row)
{
    double numerator, denominator;
    if (row->gone)
        return;
    observation_cells(row, &n->cells);
    if (row->has_value &&
        !metric_allows(&n->table->reading.metrics->all[row->metric], row->value))
        say_impossible(n, row);
    if (!is_withheld(row) && read_part(n, OBSERVATION_NUMERATOR, &numerator) &&
        read_part(n, OBSERVATION_DENOMINATOR, &denominator))
        take_parts(n, row, numerator, denominator);
}

/* --- Real terms --- */

static const struct metric *metric_of(const struct normalising *n,
                                      const struct observation *row)
{
    return &n->table->reading.metrics->all[row->metric];
}

static bool is_deflated(const struct normalising *n, const struct observation *row)
{
    return n->options->deflator != NULL && metric_is_money(metric_of(n, row));
}

static bool real_factor(const struct normalising *n, const struct observation *row,
                        double *factor)
{
    double index;
    if (!deflator_index(n->options->deflator, row->period, metric_of(n, row)->year,
                        &index))
        return false;
    *factor = n->options->base_index / index;
    return true;
}

static void deflate_row(struct normalising *n, struct observation *row)
{
    struct change *change = &n->changes[row - n->table->rows];
    double factor;
    if (row->gone || !is_deflated(n, row))
        return;
    if (!real_factor(n, row, &factor)) {
        n->unpriced++;
        change->unpriced = true;
        row->has_value = false;
        if (row->standing == STANDING_COUNTS)
            row->standing = STANDING_MISSING;
        return;
    }
    n->deflated++;
    if (row->has_value) {
        row->value *= factor;
        change->rebuilt = true;
    }
}

static void note_counts(const struct normalising *n)
{
    struct messages *messages = n->table->reading.messages;
    if (n->disagreeing > MOST_SAID)
        messages_note(
            messages,
            "%s in all differ from their parts; if these should give them, look at "
            "'per' in the metric's definition",
            counted(n->disagreeing, "published value").text);
    if (n->impossible > MOST_SAID)
        messages_note(messages, "%s in all are not proportions",
                      counted(n->impossible, "published value").text);
    if (n->filled > 0)
        messages_note(messages, "%s filled from %s parts",
                      counted(n->filled, "empty value").text,
                      counted_word(n->filled, "its", "their"));
    if (n->at_minimum > 0)
        messages_note(messages, "%s came out below %s metric's minimum and %s set to it",
                      counted(n->at_minimum, "value").text,
                      counted_word(n->at_minimum, "its", "their"),
                      counted_word(n->at_minimum, "was", "were"));
    if (n->deflated > 0)
        messages_note(messages, "%s of money put into other prices",
                      counted(n->deflated, "row").text);
    if (n->unpriced > 0)
        messages_note(messages,
                      "%s of money before or after the deflator's periods; now x",
                      counted(n->unpriced, "row").text);
    if (n->without_denominator > 0)
        messages_note(
            messages, "%s %s", counted(n->without_denominator, "row").text,
            counted_word(n->without_denominator,
                         "has no denominator above 0 and keeps the value it has",
                         "have no denominator above 0 and keep the value they "
                         "have"));
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

/* Numbers that stand in place of what the row's cells hold, by column. */
struct replaced {
    bool any;
    bool is[OBSERVATION_COLUMN_COUNT];
    bool is_text[OBSERVATION_COLUMN_COUNT]; /* texts[] then, and no number */
    double number[OBSERVATION_COLUMN_COUNT];
    const char *texts[OBSERVATION_COLUMN_COUNT];
};

static void replace(struct replaced *replaced, enum observation_column column,
                    double number)
{
    replaced->any = replaced->is[column] = true;
    replaced->number[column] = number;
}

static void replace_text(struct replaced *replaced, enum observation_column column,
                         const char *text)
{
    replaced->any = replaced->is[column] = replaced->is_text[column] = true;
    replaced->texts[column] = text;
}

static bool is_empty(const struct normalising *n, enum observation_column column)
{
    const size_t place = n->table->places[column];
    return place == CSV_COLUMN_ABSENT || n->cells.cells[place].length == 0;
}

static bool has_room_for_limits(const struct normalising *n)
{
    const size_t *places = n->table->places;
    return n->options->limits.columns ||
           (places[OBSERVATION_LOWER] != CSV_COLUMN_ABSENT &&
            places[OBSERVATION_UPPER] != CSV_COLUMN_ABSENT);
}

/* A count is made of itself. */
static bool read_parts(struct normalising *n, const struct observation *row,
                       double *numerator, double *denominator)
{
    if (n->table->reading.metrics->all[row->metric].kind != METRIC_COUNT)
        return read_part(n, OBSERVATION_NUMERATOR, numerator) &&
               read_part(n, OBSERVATION_DENOMINATOR, denominator);
    *numerator = row->value;
    *denominator = 1;
    return true;
}

static void fill_limits(struct normalising *n, const struct observation *row,
                        struct replaced *replaced)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    const struct limits_options *options = &n->options->limits;
    double numerator, denominator;
    struct interval interval;
    if (!row->has_value || !has_room_for_limits(n) ||
        n->changes[row - n->table->rows].differs)
        return;
    if (!limits_are_for(metric, options)) {
        n->limits.not_for++;
        return;
    }
    observation_cells(row, &n->cells);
    if (!is_empty(n, OBSERVATION_LOWER) || !is_empty(n, OBSERVATION_UPPER) ||
        !read_parts(n, row, &numerator, &denominator))
        return;
    const enum interval_outcome outcome =
        limits_make(metric, options, numerator, denominator, &interval);
    if (outcome != INTERVAL_DONE) {
        n->limits.none[outcome]++;
        return;
    }
    n->limits.made++;
    replace(replaced, OBSERVATION_LOWER, interval.lower);
    replace(replaced, OBSERVATION_UPPER, interval.upper);
}

static void write_cells(struct normalising *n, const struct observation *row,
                        const struct replaced *replaced, struct csv_writer *writer)
{
    observation_cells(row, &n->cells);
    for (size_t i = 0; i < n->cells.count; i++) {
        size_t column = 0;
        while (column < OBSERVATION_COLUMN_COUNT &&
               !(replaced->is[column] && n->table->places[column] == i))
            column++;
        if (column == OBSERVATION_COLUMN_COUNT)
            csv_write_cell(writer, n->cells.cells[i]);
        else if (replaced->is_text[column])
            csv_write_cell(writer, text_of(replaced->texts[column]));
        else
            csv_write_number(writer, replaced->number[column]);
    }
}

/* The parts of a sum of money that are money. The value has been changed with the row. */
static const enum observation_column money_columns[] = { OBSERVATION_NUMERATOR,
                                                         OBSERVATION_LOWER,
                                                         OBSERVATION_UPPER };

/* Whether there is a factor. */
static bool replace_money(struct normalising *n, const struct observation *row,
                          const struct change *change, struct replaced *replaced,
                          double *factor)
{
    if (!is_deflated(n, row))
        return false;
    observation_cells(row, &n->cells);
    if (change->unpriced) {
        replace_text(replaced, OBSERVATION_VALUE, "");
        replace_text(replaced, OBSERVATION_MARKER, "x");
        for (int i = 0; i < 3; i++)
            replace_text(replaced, money_columns[i], "");
        return false;
    }
    real_factor(n, row, factor);
    for (int i = 0; i < 3; i++) {
        double cash;
        if (read_part(n, money_columns[i], &cash))
            replace(replaced, money_columns[i], cash * *factor);
    }
    return true;
}

/* Limits for which the table has no column yet. */
static const enum observation_column limit_columns[] = { OBSERVATION_LOWER,
                                                         OBSERVATION_UPPER };

static bool adds_limits(const struct normalising *n, enum observation_column column)
{
    return n->options->limits.columns && n->table->places[column] == CSV_COLUMN_ABSENT;
}

static void write_row(struct normalising *n, const struct observation *row,
                      const struct change *change, struct csv_writer *writer)
{
    struct replaced replaced = { 0 };
    double factor = 0;
    if (change->rebuilt)
        replace(&replaced, OBSERVATION_VALUE, row->value);
    fill_limits(n, row, &replaced);
    const bool is_real = replace_money(n, row, change, &replaced, &factor);
    if (replaced.any)
        write_cells(n, row, &replaced, writer);
    else
        observation_write(row, writer);
    for (int i = 0; i < 2; i++)
        if (adds_limits(n, limit_columns[i]))
            csv_write_known(writer, replaced.is[limit_columns[i]],
                            replaced.number[limit_columns[i]]);
    if (n->options->rebuild)
        csv_write_cell(writer, change->rebuilt
                                   ? n->cells.cells[n->table->places[OBSERVATION_VALUE]]
                                   : text_of(""));
    if (n->options->deflator != NULL)
        csv_write_known(writer, is_real, factor);
    if (n->options->score != SCORE_NONE)
        csv_write_known(writer, change->scored, change->score);
    csv_write_end(writer);
}

static const char *column_name(const struct normalising *n,
                               enum observation_column column)
{
    const char *given = n->table->reading.names[column];
    return given != NULL ? given : observation_column_words[column];
}

static void write_header(const struct normalising *n, struct csv_writer *writer)
{
    const char *added[6];
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (adds_limits(n, limit_columns[i]))
            added[count++] = column_name(n, limit_columns[i]);
    for (const char *const *name = n->table->reading.added; *name != NULL; name++)
        added[count++] = *name;
    added[count] = NULL;
    observation_write_header(n->table, writer, added);
}

static void write_rows(struct normalising *n, struct csv_writer *writer,
                       struct step_account *account)
{
    write_header(n, writer);
    for (size_t i = 0; i < n->table->count; i++) {
        const struct observation *row = &n->table->rows[i];
        if (row->gone)
            continue;
        write_row(n, row, &n->changes[i], writer);
        account->written++;
    }
}

enum step_outcome normalise_run(struct observation_table *table,
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
        deflate_row(&n, &table->rows[i]);
        going_on = !table->reading.strict || table->reading.refusals->count == refused;
    }
    if (going_on) {
        note_counts(&n);
        score_cohorts(&n);
        write_rows(&n, writer, account);
        limits_note(&n.limits, &options->limits, table->reading.messages);
    }
    csv_cells_release(&n.cells);
    free(n.changes);
    free(n.groups);
    free(n.oriented);
    return going_on ? STEP_DONE : STEP_BROKEN;
}
