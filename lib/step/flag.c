/* Flags: what somebody ought to look at, with the evidence. */
#include "step/flag.h"

#include <stdlib.h>

#include "base/number.h"
#include "step/flag_backtest.h"
#include "step/flag_choice.h"
#include "step/flag_family.h"
#include "step/flag_previous.h"
#include "step/flag_row.h"
#include "step/flag_stale.h"
#include "step/flag_tests.h"
#include "step/flag_themes.h"

struct flagging {
    struct flag_matter matter;
    const struct flag_options *options;
    struct flag_choice choice;
    struct flag_families families;
    struct flag_stale stale;
    struct flag_previous previous;
    struct flag_themes *by_theme;   /* NULL: not asked for */
    struct flag_backtest *backtest; /* NULL: not asked for */
    struct csv_cells cells;         /* of the row looked at */
    struct arena texts;             /* of flags that are cleared */
    char *themes;                   /* of the flag being written */
    size_t themes_room;
    struct csv_writer *writer;
    struct flag_count *count;
};

static struct text join_themes(struct flagging *f, const struct flag_question *q)
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

static const char *status_of(struct flagging *f, const struct flag_question *q,
                             uint32_t council)
{
    const struct flag_raised raised = { council, q->row->metric,
                                        (uint32_t)(q->rule - f->options->rules->all),
                                        q->row->period };
    const uint32_t cohort = series_previous(&f->matter.series, q->row->cohort);
    const struct period before = cohort == SERIES_NONE
                                     ? (struct period){ 0 }
                                     : f->matter.table->cohorts[cohort].period;
    return flag_previous_status(&f->previous, &raised, q->metric, q->rule->id, before);
}

/* Flags are counted and not written. */
static bool is_counting(const struct flagging *f)
{
    return f->by_theme != NULL || f->backtest != NULL;
}

/* `value`: the cell of the row, as it stands. */
static void raise_flag(struct flagging *f, const struct flag_question *q,
                       struct text value)
{
    char spelt[NUMBER_SIZE];
    const struct text q_value = { spelt, q->has_q ? number_format(q->q, spelt) : 0 };
    const uint32_t council = flag_council(&f->matter, q->row);
    f->count->raised[q->kind]++;
    if (f->by_theme != NULL)
        flag_themes_raise(f->by_theme, q->rule, q->kind, q->row);
    if (is_counting(f))
        return;
    const struct listed_flag flag = {
        .area = q->row->area,
        .council = council,
        .metric = q->metric,
        .period = q->row->period,
        .id = q->rule->id,
        .kind = text_of(rule_kind_words[q->kind]),
        .severity = text_of(rule_severity_words[q->severity]),
        .themes = join_themes(f, q),
        .value = value,
        .evidence = evidence_text(&f->matter.evidence),
        .q_value = q_value,
        .status = text_of(status_of(f, q, council)),
        .test = q->rule->test,
    };
    flag_row_write(f->writer, f->matter.table->reading.areas, &flag);
    f->count->is_new += text_is(flag.status, "new");
}

static void begin_evidence(struct flagging *f, const struct rule *rule)
{
    evidence_begin(&f->matter.evidence);
    evidence_add(&f->matter.evidence, "test", text_of(rule_tests[rule->test].word));
}

static void end_evidence(struct flagging *f, const struct flag_question *q)
{
    evidence_add(&f->matter.evidence, "method", text_of(q->method));
    flag_add_period(&f->matter, "period", q->row->period);
}

/* Whether that raised a flag. */
static bool put_question(struct flagging *f, struct flag_question *q)
{
    const struct flag_test *test = &flag_tests[q->rule->test];
    if (q->row->standing != test->standing || test->raises == NULL)
        return false;
    q->method = test->method;
    q->has_q = flag_families_q(&f->families, (size_t)(q->rule - f->options->rules->all),
                               (size_t)(q->row - f->matter.table->rows), &q->q);
    begin_evidence(f, q->rule);
    if (!test->raises(&f->matter, q))
        return false;
    flag_add_peers(&f->matter, q->peers);
    end_evidence(f, q);
    raise_flag(f, q, f->cells.cells[f->matter.table->places[OBSERVATION_VALUE]]);
    return true;
}

/* For what counts flags: a figure, or its absence, was looked at. */
static void note_look(struct flagging *f, size_t rule, const struct observation *row,
                      bool raised)
{
    if (row->standing != STANDING_COUNTS && row->standing != STANDING_MISSING)
        return;
    if (f->by_theme != NULL)
        flag_themes_look(f->by_theme, &f->options->rules->all[rule], row);
    if (f->backtest != NULL)
        flag_backtest_look(f->backtest, rule, row, raised);
}

static struct flag_question question_of(const struct flagging *f, const struct rule *rule,
                                        const struct observation *row,
                                        const struct comparison *peers)
{
    return (struct flag_question){
        .rule = rule,
        .metric = &f->matter.table->reading.metrics->all[row->metric],
        .row = row,
        .peers = peers,
        .kind = rule->kind,
        .severity = rule->severity,
    };
}

/* False where the row is refused. */
static bool look_at(struct flagging *f, struct observation *row)
{
    const struct rules *rules = f->options->rules;
    struct comparison peers;
    observation_cells(row, &f->cells);
    const size_t wrong = comparison_read(&f->matter.columns, &f->cells, &peers);
    if (wrong != CSV_COLUMN_ABSENT) {
        observation_refuse(f->matter.table, row, wrong,
                           wrong == f->matter.columns.places[COMPARISON_VERDICT]
                               ? "no verdict of oflog-compare stands here"
                               : "no number of oflog-compare or oflog-rank stands here");
        return false;
    }
    for (size_t i = 0; i < rules->count; i++) {
        if (!flag_choice_asks(&f->choice, row->metric, i))
            continue;
        struct flag_question q = question_of(f, &rules->all[i], row, &peers);
        const bool raised = put_question(f, &q);
        if (rules->all[i].test != RULE_STALE || f->backtest == NULL)
            note_look(f, i, row, raised);
    }
    return true;
}

/* The figure, or the place where there should be one, of a period in which a council has
 * no later row than this one. */
static void watch_period(struct flagging *f, const struct selection *selection,
                         size_t rule, const struct observation *row, uint32_t cohort)
{
    const struct rule *stale = &f->options->rules->all[rule];
    struct observation now = *row;
    now.cohort = cohort;
    now.period = f->matter.table->cohorts[cohort].period;
    if (cohort != row->cohort)
        now.standing = STANDING_MISSING;
    begin_evidence(f, stale);
    const enum flag_staleness found =
        flag_stale_at(&f->stale, &f->matter, stale, row, cohort);
    if (!selection_includes(selection, f->matter.table, &now))
        return;
    struct flag_question q = question_of(f, stale, &now, NULL);
    q.method = flag_tests[RULE_STALE].method;
    end_evidence(f, &q);
    if (found == FLAG_STALE)
        raise_flag(f, &q, text_of(""));
    if (found != FLAG_NOT_WATCHED || cohort == row->cohort)
        note_look(f, rule, &now, found == FLAG_STALE);
}

/* Figures that stay out are a matter of the newest period, and found at the council's
 * last row, whatever its period. What was known before an event is asked of every period,
 * up to the council's next row. */
static void look_for_stale(struct flagging *f, const struct selection *selection,
                           const struct observation *row)
{
    const struct rules *rules = f->options->rules;
    const uint32_t newest = series_newest(&f->matter.series, row->cohort);
    const uint32_t end = f->stale.next_row[row - f->matter.table->rows];
    if (newest == SERIES_NONE)
        return;
    for (size_t i = 0; i < rules->count; i++) {
        if (rules->all[i].test != RULE_STALE ||
            !flag_choice_asks(&f->choice, row->metric, i))
            continue;
        if (f->backtest == NULL && end == SERIES_NONE)
            watch_period(f, selection, i, row, newest);
        for (uint32_t c = row->cohort; f->backtest != NULL && c != end;
             c = f->stale.after[c])
            watch_period(f, selection, i, row, c);
    }
}

/* A row for a flag of the earlier run that is gone. */
static void write_cleared(void *context, const struct flag_cleared *cleared)
{
    struct flagging *f = context;
    const struct observation *row = cleared->row;
    struct evidence *evidence = &f->matter.evidence;
    struct listed_flag flag = *cleared->was;
    struct comparison peers;
    char period[PERIOD_SIZE];
    flag.value = text_of("");
    flag.q_value = text_of("");
    flag.status = text_of("cleared");
    flag.period = cleared->period;
    evidence_begin(evidence);
    evidence_add(evidence, "test", evidence_find(flag.evidence, "test", &f->texts));
    evidence_add(evidence, "cleared",
                 text_of(row == NULL                        ? "no-row"
                         : row->standing == STANDING_COUNTS ? "not-met"
                                                            : "no-value"));
    evidence_add(evidence, "previous_period",
                 text_of(period_format(cleared->was->period, period)));
    if (row != NULL) {
        observation_cells(row, &f->cells);
        flag.value = f->cells.cells[f->matter.table->places[OBSERVATION_VALUE]];
        if (comparison_read(&f->matter.columns, &f->cells, &peers) == CSV_COLUMN_ABSENT)
            flag_add_peers(&f->matter, &peers);
    }
    evidence_add(evidence, "period", text_of(period_format(flag.period, period)));
    flag.evidence = evidence_text(evidence);
    flag_row_write(f->writer, f->matter.table->reading.areas, &flag);
    f->count->cleared++;
}

static void clear_flags(struct flagging *f, const struct selection *selection)
{
    const struct flag_clearing clearing = { f->matter.table, selection, &f->choice,
                                            write_cleared, f };
    const size_t left = flag_previous_find_cleared(&f->previous, &clearing);
    if (left > 0)
        messages_note(f->matter.table->reading.messages,
                      "%zu flags of the earlier run are left as they are: their metric, "
                      "period or council was not looked at, or their rule not asked",
                      left);
}

static enum step_outcome look_at_all(struct flagging *f,
                                     const struct selection *selection,
                                     struct step_account *account)
{
    if (!is_counting(f))
        flag_row_write_header(f->writer);
    for (size_t i = 0; i < f->matter.table->count; i++) {
        struct observation *row = &f->matter.table->rows[i];
        if (!selection_includes(selection, f->matter.table, row))
            account->not_selected += !row->gone;
        else if (look_at(f, row))
            account->written++;
        else if (f->matter.table->reading.strict)
            return STEP_BROKEN;
        if (!row->gone)
            look_for_stale(f, selection, row);
    }
    return STEP_DONE;
}

static void finish(struct flagging *f, const struct selection *selection)
{
    if (f->by_theme != NULL)
        flag_themes_write(f->by_theme, f->writer);
    else if (f->backtest != NULL)
        flag_backtest_write(f->backtest, f->writer);
    else
        clear_flags(f, selection);
}

enum step_outcome flag_run(struct observation_table *table,
                           const struct selection *selection,
                           const struct flag_options *options, struct csv_writer *writer,
                           struct step_account *account, struct flag_count *count)
{
    struct flagging f = {
        .matter = { .table = table }, .options = options, .writer = writer, .count = count
    };
    if (table->columns.count == 0)
        return STEP_DONE;
    if (!comparison_find(table, options->against, &f.matter.columns))
        return STEP_BROKEN;
    flag_choice_init(&f.choice, options->rules, table,
                     f.matter.columns.places[COMPARISON_RANK] != CSV_COLUMN_ABSENT &&
                         f.matter.columns.places[COMPARISON_RANKED] != CSV_COLUMN_ABSENT);
    if (options->note_unused)
        flag_choice_note_unused(options->rules, table);
    series_init(&f.matter.series, table);
    flag_stale_init(&f.stale, &f.matter.series);
    arena_init(&f.texts);
    flag_previous_init(&f.previous, options->previous);
    f.matter.funnels = flag_funnels_open();
    flag_group_init(&f.matter.group, table, f.matter.columns.places[COMPARISON_GROUP]);
    flag_families_init(&f.families, &f.matter, options->rules, &f.choice);
    if (options->by_theme)
        f.by_theme = flag_themes_open(table);
    if (options->events != NULL)
        f.backtest =
            flag_backtest_open(table, options->rules, options->events, options->years);
    const enum step_outcome outcome = look_at_all(&f, selection, account);
    if (outcome == STEP_DONE)
        finish(&f, selection);
    flag_themes_close(f.by_theme);
    flag_backtest_close(f.backtest);
    flag_families_release(&f.families);
    flag_funnels_close(f.matter.funnels);
    free(f.matter.ways.all);
    flag_group_release(&f.matter.group);
    flag_choice_release(&f.choice);
    flag_stale_release(&f.stale);
    flag_previous_release(&f.previous);
    arena_release(&f.texts);
    series_release(&f.matter.series);
    csv_cells_release(&f.cells);
    csv_cells_release(&f.matter.earlier_cells);
    evidence_release(&f.matter.evidence);
    free(f.themes);
    return outcome;
}
