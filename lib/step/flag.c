/* Flags: what somebody ought to look at, with the evidence. */
#include "step/flag.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/comparison.h"
#include "council/evidence.h"
#include "council/series.h"
#include "stats/spread.h"
#include "step/flag_choice.h"

/* No marker, or "not available" and none that says that there was a return: one whose
 * number is not shown, too small to be, or withheld as unreliable or not final. */
static bool says_no_return(unsigned markers)
{
    const unsigned returned = MARKER_CONFIDENTIAL | MARKER_LOW | MARKER_NONE_RECORDED;
    return markers == 0 ||
           ((markers & MARKER_NOT_AVAILABLE) != 0 && (markers & returned) == 0);
}

struct flagging {
    struct observation_table *table;
    const struct flag_options *options;
    struct comparison_columns columns;
    struct flag_choice choice;
    struct series series;
    struct csv_cells cells, earlier_cells;
    struct evidence evidence;
    char *themes; /* of the flag being written */
    size_t themes_room;
    struct csv_writer *writer;
    struct flag_count *count;
};

/* One rule put to one row. A test may change how the flag is called. */
struct question {
    const struct rule *rule;
    const struct metric *metric;
    const struct observation *row;
    const struct comparison *peers;
    enum rule_kind kind;
    enum rule_severity severity;
};

/* A number of the comparison, spelt as it stands there; nothing where none stands. */
static void add_found(struct flagging *f, const struct question *q, const char *key,
                      enum comparison_column column)
{
    if (q->peers->has[column])
        evidence_add(&f->evidence, key, q->peers->cells[column]);
}

static uint32_t council_of(const struct flagging *f, const struct observation *row)
{
    return areas_get(f->table->reading.areas, row->area)->council;
}

static double parameter(const struct question *q, enum rule_parameter p)
{
    return q->rule->parameters[p];
}

static bool has_enough_peers(const struct rule *rule, const struct comparison *peers)
{
    return peers->has[COMPARISON_N] &&
           peers->numbers[COMPARISON_N] >= rule->parameters[RULE_MINIMUM_N];
}

/* Whether the row is `limit` plain median absolute deviations or more from its peers'
 * median, on whichever side; said in evidence. */
static bool is_as_far_as(struct flagging *f, const struct question *q, double limit)
{
    const double mads = q->peers->numbers[COMPARISON_MADS];
    if (!q->peers->has[COMPARISON_MADS] || !has_enough_peers(q->rule, q->peers) ||
        (fabs(mads) < limit && !number_nearly_equal(fabs(mads), limit)))
        return false;
    add_found(f, q, "mads", COMPARISON_MADS);
    evidence_add_number(&f->evidence, "limit", copysign(limit, mads));
    return true;
}

static bool is_outlier(struct flagging *f, struct question *q)
{
    if (q->metric->polarity == POLARITY_NEUTRAL) {
        q->kind = RULE_DATA;
        q->severity = RULE_LOW;
    } else if (q->peers->verdict != VERDICT_WORSE) {
        return false;
    }
    return is_as_far_as(f, q, parameter(q, RULE_SCALED_MADS) * SPREAD_MAD_SCALE);
}

static bool is_implausible(struct flagging *f, struct question *q)
{
    return is_as_far_as(f, q, parameter(q, RULE_MADS));
}

/* The bound of the worse quarter; the metric's polarity is high or low. */
static enum comparison_column worse_quartile(const struct metric *metric)
{
    return metric->polarity == POLARITY_HIGH ? COMPARISON_Q1 : COMPARISON_Q3;
}

/* Strictly: a value on the quartile is not beyond it. */
static bool stands_in_worse_quarter(const struct question *q,
                                    const struct observation *row,
                                    const struct comparison *peers)
{
    const enum comparison_column bound = worse_quartile(q->metric);
    return peers->has[bound] && has_enough_peers(q->rule, peers) &&
           metric_oriented(q->metric, row->value) <
               metric_oriented(q->metric, peers->numbers[bound]) &&
           !number_nearly_equal(row->value, peers->numbers[bound]);
}

static bool is_in_bottom_quartile(struct flagging *f, struct question *q)
{
    if (!stands_in_worse_quarter(q, q->row, q->peers))
        return false;
    const enum comparison_column bound = worse_quartile(q->metric);
    add_found(f, q, bound == COMPARISON_Q1 ? "q1" : "q3", bound);
    return true;
}

static bool was_in_worse_quarter(struct flagging *f, const struct question *q,
                                 uint32_t cohort)
{
    struct comparison peers;
    const struct observation *row =
        series_find(&f->series, cohort, council_of(f, q->row));
    if (row == NULL)
        return false;
    observation_cells(row, &f->earlier_cells);
    return comparison_read(&f->columns, &f->earlier_cells, &peers) == CSV_COLUMN_ABSENT &&
           stands_in_worse_quarter(q, row, &peers);
}

/* "2020/21+2021/22+2022/23" from the newest cohort first. */
static void add_periods(struct flagging *f, const uint32_t *cohorts, size_t count)
{
    char list[RULE_MOST_PERIODS * PERIOD_SIZE];
    size_t used = 0;
    for (size_t i = count; i-- > 0;) {
        period_format(f->table->cohorts[cohorts[i]].period, list + used);
        used += strlen(list + used);
        if (i > 0)
            list[used++] = '+';
    }
    evidence_add(&f->evidence, "periods", (struct text){ list, used });
}

static bool is_persistently_in_bottom_quartile(struct flagging *f, struct question *q)
{
    uint32_t cohorts[RULE_MOST_PERIODS];
    const size_t periods = (size_t)parameter(q, RULE_PERIODS);
    if (!stands_in_worse_quarter(q, q->row, q->peers))
        return false;
    cohorts[0] = q->row->cohort;
    for (size_t i = 1; i < periods; i++) {
        cohorts[i] = series_previous(&f->series, cohorts[i - 1]);
        if (cohorts[i] == SERIES_NONE || !was_in_worse_quarter(f, q, cohorts[i]))
            return false;
    }
    is_in_bottom_quartile(f, q);
    add_periods(f, cohorts, periods);
    return true;
}

static bool is_reported_by_another(const struct flagging *f, const struct question *q)
{
    return areas_joint_reporter(f->table->reading.areas, council_of(f, q->row),
                                q->metric->id, q->row->period)
               .length > 0;
}

static bool is_no_return(struct flagging *f, struct question *q)
{
    char letters[MARKERS_SIZE];
    if (!has_enough_peers(q->rule, q->peers) || !says_no_return(q->row->markers) ||
        is_reported_by_another(f, q))
        return false;
    if (q->row->markers != 0)
        evidence_add(&f->evidence, "marker",
                     text_of(markers_format(q->row->markers, letters)));
    return true;
}

/* A value set to its metric's minimum says how the estimate fell short, not who is best.
 */
static bool is_at_minimum(const struct question *q)
{
    return q->metric->has_minimum && q->row->value <= q->metric->minimum;
}

static bool is_best_in_class(struct flagging *f, struct question *q)
{
    if (is_at_minimum(q) || q->peers->verdict != VERDICT_BETTER ||
        !q->peers->has[COMPARISON_RANK] || !q->peers->has[COMPARISON_RANKED] ||
        q->peers->numbers[COMPARISON_RANK] != 1 ||
        q->peers->numbers[COMPARISON_RANKED] < parameter(q, RULE_MINIMUM_RANKED))
        return false;
    add_found(f, q, "rank", COMPARISON_RANK);
    add_found(f, q, "ranked", COMPARISON_RANKED);
    add_found(f, q, "mads", COMPARISON_MADS);
    return true;
}

struct flag_test {
    const char *method;     /* what evidence calls it */
    enum standing standing; /* of the rows it is put to */
    bool (*raises)(struct flagging *f, struct question *q);
};

static const struct flag_test tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = { "mads", STANDING_COUNTS, is_outlier },
    [RULE_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS, is_in_bottom_quartile },
    [RULE_PERSISTENT_BOTTOM_QUARTILE] = { "quartile", STANDING_COUNTS,
                                          is_persistently_in_bottom_quartile },
    [RULE_NO_RETURN] = { "presence", STANDING_MISSING, is_no_return },
    [RULE_IMPLAUSIBLE] = { "mads", STANDING_COUNTS, is_implausible },
    [RULE_BEST_IN_CLASS] = { "rank", STANDING_COUNTS, is_best_in_class },
};

static struct text join_themes(struct flagging *f, const struct question *q)
{
    const struct text *themes = q->rule->has_themes ? q->rule->themes : q->metric->themes;
    const size_t count =
        q->rule->has_themes ? q->rule->theme_count : q->metric->theme_count;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        ARRAY_RESERVE(f->themes, f->themes_room, used + themes[i].length + 1);
        if (i > 0)
            f->themes[used++] = ' ';
        memcpy(f->themes + used, themes[i].bytes, themes[i].length);
        used += themes[i].length;
    }
    return (struct text){ f->themes, used };
}

static void write_flag(struct flagging *f, const struct question *q)
{
    const struct area *area = areas_get(f->table->reading.areas, q->row->area);
    char period[PERIOD_SIZE];
    const struct text cells[FLAG_COLUMN_COUNT] = {
        [FLAG_METRIC] = q->metric->id,
        [FLAG_AREA_CODE] = area->code,
        [FLAG_AREA_NAME] = area->name,
        [FLAG_PERIOD] = text_of(period_format(q->row->period, period)),
        [FLAG_ID] = q->rule->id,
        [FLAG_KIND] = text_of(rule_kind_words[q->kind]),
        [FLAG_SEVERITY] = text_of(rule_severity_words[q->severity]),
        [FLAG_THEMES] = join_themes(f, q),
        [FLAG_VALUE] = f->cells.cells[f->table->places[OBSERVATION_VALUE]],
        [FLAG_EVIDENCE] = evidence_text(&f->evidence),
    };
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        csv_write_cell(f->writer, cells[i]);
    csv_write_end(f->writer);
    f->count->raised[q->kind]++;
}

static void put_question(struct flagging *f, struct question *q)
{
    const struct flag_test *test = &tests[q->rule->test];
    char period[PERIOD_SIZE];
    evidence_begin(&f->evidence);
    evidence_add(&f->evidence, "test", text_of(rule_test_words[q->rule->test]));
    if (q->row->standing != test->standing || !test->raises(f, q))
        return;
    add_found(f, q, "median", COMPARISON_MEDIAN);
    add_found(f, q, "n", COMPARISON_N);
    add_found(f, q, "missing", COMPARISON_MISSING);
    evidence_add(&f->evidence, "group", q->peers->cells[COMPARISON_GROUP]);
    evidence_add(&f->evidence, "method", text_of(test->method));
    evidence_add(&f->evidence, "period", text_of(period_format(q->row->period, period)));
    write_flag(f, q);
}

/* False where the row is refused. */
static bool look_at(struct flagging *f, struct observation *row)
{
    const struct rules *rules = f->options->rules;
    struct comparison peers;
    observation_cells(row, &f->cells);
    const size_t wrong = comparison_read(&f->columns, &f->cells, &peers);
    if (wrong != CSV_COLUMN_ABSENT) {
        observation_refuse(f->table, row, wrong,
                           wrong == f->columns.places[COMPARISON_VERDICT]
                               ? "no verdict of oflog-compare stands here"
                               : "no number of oflog-compare or oflog-rank stands here");
        return false;
    }
    for (size_t i = 0; i < rules->count; i++) {
        if (!flag_choice_asks(&f->choice, row->metric, i))
            continue;
        struct question q = { &rules->all[i],
                              &f->table->reading.metrics->all[row->metric],
                              row,
                              &peers,
                              rules->all[i].kind,
                              rules->all[i].severity };
        put_question(f, &q);
    }
    return true;
}

static enum step_outcome look_at_all(struct flagging *f,
                                     const struct selection *selection,
                                     struct step_account *account)
{
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        csv_write_cell(f->writer, text_of(flag_column_words[i]));
    csv_write_end(f->writer);
    for (size_t i = 0; i < f->table->count; i++) {
        struct observation *row = &f->table->rows[i];
        if (!selection_includes(selection, f->table, row))
            account->not_selected += !row->gone;
        else if (look_at(f, row))
            account->written++;
        else if (f->table->reading.strict)
            return STEP_BROKEN;
    }
    return STEP_DONE;
}

enum step_outcome flag_run(struct observation_table *table,
                           const struct selection *selection,
                           const struct flag_options *options, struct csv_writer *writer,
                           struct step_account *account, struct flag_count *count)
{
    struct flagging f = {
        .table = table, .options = options, .writer = writer, .count = count
    };
    if (table->columns.count == 0)
        return STEP_DONE;
    if (!comparison_find(table, options->against, &f.columns))
        return STEP_BROKEN;
    flag_choice_init(&f.choice, options->rules, table,
                     f.columns.places[COMPARISON_RANK] != CSV_COLUMN_ABSENT &&
                         f.columns.places[COMPARISON_RANKED] != CSV_COLUMN_ABSENT);
    if (options->note_unused)
        flag_choice_note_unused(options->rules, table);
    series_init(&f.series, table);
    const enum step_outcome outcome = look_at_all(&f, selection, account);
    flag_choice_release(&f.choice);
    series_release(&f.series);
    csv_cells_release(&f.cells);
    csv_cells_release(&f.earlier_cells);
    evidence_release(&f.evidence);
    free(f.themes);
    return outcome;
}
