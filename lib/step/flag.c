/* Flags: what somebody ought to look at, with the evidence. */
#include "step/flag.h"

#include <stdlib.h>

#include "page/flag_words.h"
#include "step/flag_choice.h"
#include "step/flag_tests.h"

struct flagging {
    struct flag_matter matter;
    const struct flag_options *options;
    struct flag_choice choice;
    struct csv_cells cells; /* of the row looked at */
    char *themes;           /* of the flag being written */
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

static void write_row(struct flagging *f, const struct listed_flag *flag)
{
    const struct area *area = areas_get(f->matter.table->reading.areas, flag->area);
    struct arena arena;
    char period[PERIOD_SIZE];
    arena_init(&arena);
    const struct text cells[FLAG_COLUMN_COUNT] = {
        [FLAG_METRIC] = flag->metric->id,
        [FLAG_AREA_CODE] = area->code,
        [FLAG_AREA_NAME] = area->name,
        [FLAG_PERIOD] = text_of(period_format(flag->period, period)),
        [FLAG_ID] = flag->id,
        [FLAG_KIND] = flag->kind,
        [FLAG_SEVERITY] = flag->severity,
        [FLAG_THEMES] = flag->themes,
        [FLAG_VALUE] = flag->value,
        [FLAG_EVIDENCE] = flag->evidence,
        [FLAG_Q_VALUE] = flag->q_value,
        [FLAG_STATUS] = flag->status,
        [FLAG_SENTENCE] = flag_words_sentence(&arena, flag),
    };
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        csv_write_cell(f->writer, cells[i]);
    csv_write_end(f->writer);
    arena_release(&arena);
}

static void raise_flag(struct flagging *f, const struct flag_question *q)
{
    const struct listed_flag flag = {
        .area = q->row->area,
        .council = flag_council(&f->matter, q->row),
        .metric = q->metric,
        .period = q->row->period,
        .id = q->rule->id,
        .kind = text_of(rule_kind_words[q->kind]),
        .severity = text_of(rule_severity_words[q->severity]),
        .themes = join_themes(f, q),
        .value = f->cells.cells[f->matter.table->places[OBSERVATION_VALUE]],
        .evidence = evidence_text(&f->matter.evidence),
        .test = q->rule->test,
    };
    write_row(f, &flag);
    f->count->raised[q->kind]++;
}

static void put_question(struct flagging *f, struct flag_question *q)
{
    const struct flag_test *test = &flag_tests[q->rule->test];
    char period[PERIOD_SIZE];
    evidence_begin(&f->matter.evidence);
    evidence_add(&f->matter.evidence, "test", text_of(rule_tests[q->rule->test].word));
    if (q->row->standing != test->standing || !test->raises(&f->matter, q))
        return;
    flag_add_found(&f->matter, q, "median", COMPARISON_MEDIAN);
    flag_add_found(&f->matter, q, "n", COMPARISON_N);
    flag_add_found(&f->matter, q, "missing", COMPARISON_MISSING);
    evidence_add(&f->matter.evidence, "group", q->peers->cells[COMPARISON_GROUP]);
    evidence_add(&f->matter.evidence, "method", text_of(test->method));
    evidence_add(&f->matter.evidence, "period",
                 text_of(period_format(q->row->period, period)));
    raise_flag(f, q);
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
        struct flag_question q = { &rules->all[i],
                                   &f->matter.table->reading.metrics->all[row->metric],
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
    for (size_t i = 0; i < f->matter.table->count; i++) {
        struct observation *row = &f->matter.table->rows[i];
        if (!selection_includes(selection, f->matter.table, row))
            account->not_selected += !row->gone;
        else if (look_at(f, row))
            account->written++;
        else if (f->matter.table->reading.strict)
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
    const enum step_outcome outcome = look_at_all(&f, selection, account);
    flag_choice_release(&f.choice);
    series_release(&f.matter.series);
    csv_cells_release(&f.cells);
    csv_cells_release(&f.matter.earlier_cells);
    evidence_release(&f.matter.evidence);
    free(f.themes);
    return outcome;
}
