/* What becomes of each column and row, told in place of observations. */
#include <stdio.h>

#include "step/ingest_row.h"

/* The beginning of a line: file, line and column of the place, and what becomes of it. */
static void begin(struct ingesting *g, struct place place, const char *what)
{
    char digits[24];
    csv_write_cell(g->writer, text_of(place.file));
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)place.line);
    csv_write_cell(g->writer, text_of(place.line == 0 ? "" : digits));
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)place.column);
    csv_write_cell(g->writer, text_of(place.column == 0 ? "" : digits));
    csv_write_cell(g->writer, text_of(what));
}

static void tell(struct ingesting *g, struct place place, const char *what,
                 struct text detail)
{
    begin(g, place, what);
    csv_write_cell(g->writer, detail);
    csv_write_end(g->writer);
}

void ingest_explain_begin(struct csv_writer *writer)
{
    csv_write_cells_as_they_stand(writer, text_of("file,line,column,what,detail"));
    csv_write_end(writer);
}

void ingest_explain_refusal(void *state, struct place place, const char *reason)
{
    tell(state, place, "refused", text_of(reason));
}

void ingest_explain_row(struct ingesting *g, const char *what, struct text detail)
{
    tell(g, (struct place){ row_source_name(g->rows), g->row.line, 0 }, what, detail);
}

void ingest_explain_observation(struct ingesting *g, const struct recipe_value *entry,
                                const struct metric *metric, struct text value,
                                struct text made_of[2], unsigned markers)
{
    char letters[MARKERS_SIZE], period[PERIOD_SIZE];
    struct arena arena;
    arena_init(&arena);
    struct text detail =
        arena_print(&arena, "%.*s of %.*s %.*s in %s: ", TEXT_ARGS(metric->id),
                    TEXT_ARGS(g->area->code), TEXT_ARGS(g->area->name),
                    period_format(g->period, period));
    if (value.length > 0)
        detail = arena_print(&arena, "%.*s%.*s", TEXT_ARGS(detail), TEXT_ARGS(value));
    else if (made_of[0].length > 0)
        detail = arena_print(&arena, "%.*s%.*s / %.*s", TEXT_ARGS(detail),
                             TEXT_ARGS(made_of[0]), TEXT_ARGS(made_of[1]));
    else
        detail = arena_print(&arena, "%.*smissing", TEXT_ARGS(detail));
    if (markers != 0)
        detail = arena_print(&arena, "%.*s [%s]", TEXT_ARGS(detail),
                             markers_format(markers, letters));
    const uint32_t column =
        (entry->value.count > 0 ? entry->value : entry->numerator).terms[0].column;
    tell(g, ingest_place(g, column), "observation", detail);
    arena_release(&arena);
}

/* --- What each column is read for --- */

/* A list of uses is for people: what would be longer is left away. */
enum { MOST_USES = 2000 };

struct uses {
    struct arena *arena;
    uint32_t column;
    struct text list;
};

static void add_use(struct uses *uses, const char *what, struct text of)
{
    if (uses->list.length > MOST_USES)
        return;
    uses->list = arena_print(uses->arena, "%.*s%s%s%.*s", TEXT_ARGS(uses->list),
                             uses->list.length == 0 ? "" : ", ", what, TEXT_ARGS(of));
}

static void add_subject(struct uses *uses, const struct recipe_text *text,
                        const char *word)
{
    for (size_t i = 0; text->origin == RECIPE_FROM_COLUMN && i < text->column_count; i++)
        if (text->columns[i] == uses->column)
            add_use(uses, word, text_of(""));
}

static void add_terms(struct uses *uses, const struct recipe_expression *expression,
                      const char *word, const struct metric *metric)
{
    for (size_t i = 0; i < expression->count; i++)
        if (expression->terms[i].column == uses->column)
            add_use(uses, word,
                    metric == NULL ? text_of("the row's metric") : metric->id);
}

static void add_value(struct uses *uses, const struct recipe_value *value)
{
    add_terms(uses, &value->value, "value of ", value->metric);
    add_terms(uses, &value->numerator, "numerator of ", value->metric);
    add_terms(uses, &value->denominator, "denominator of ", value->metric);
    add_terms(uses, &value->lower, "lower limit of ", value->metric);
    add_terms(uses, &value->upper, "upper limit of ", value->metric);
    if (value->marker == uses->column)
        add_use(uses, "markers", text_of(""));
}

static void add_rule(struct uses *uses, const struct recipe_rule *rule)
{
    for (size_t i = 0; i < rule->condition_count; i++)
        if (rule->conditions[i].column == uses->column)
            add_use(uses, "rule ", rule->name);
}

static void add_gather(struct uses *uses, const struct recipe_gather *gather)
{
    for (size_t i = 0; i < gather->together_count; i++)
        if (gather->together[i] == uses->column)
            add_use(uses, "rows that go together", text_of(""));
    if (gather->given && gather->by == uses->column)
        add_use(uses, "which part a row has", text_of(""));
    if (gather->given && gather->cell == uses->column)
        add_use(uses, "the part", text_of(""));
}

static struct text uses_of(const struct ingesting *g, struct arena *arena,
                           uint32_t column)
{
    const struct recipe *recipe = g->recipe;
    struct uses uses = { arena, column, text_of("") };
    add_subject(&uses, &recipe->area, "area");
    add_subject(&uses, &recipe->period, "period");
    if (recipe->is_long)
        add_subject(&uses, &recipe->metric, "metric");
    add_gather(&uses, &recipe->gather);
    for (size_t i = 0; i < recipe->value_count; i++)
        add_value(&uses, &recipe->values[i]);
    for (size_t i = 0; i < recipe->rule_count; i++)
        add_rule(&uses, &recipe->rules[i]);
    return uses.list;
}

/* What the recipe reads a cell of the header for; empty: nothing. `head` is that of the
 * cell, or NULL, and `each` what it is read for. */
static struct text uses_of_cell(const struct ingesting *g, struct arena *arena,
                                size_t cell, const struct ingest_head *head,
                                struct text each)
{
    const struct recipe *recipe = g->recipe;
    struct text all = text_of("");
    for (uint32_t i = 0; i < recipe->column_count; i++)
        if (!recipe->columns[i].made && g->header.cells[i] == cell &&
            all.length <= MOST_USES)
            all = arena_print(arena, "%.*s%s%.*s: %.*s", TEXT_ARGS(all),
                              all.length == 0 ? "" : "; ",
                              TEXT_ARGS(recipe->columns[i].short_name),
                              TEXT_ARGS(uses_of(g, arena, i)));
    if (head != NULL)
        all = arena_print(arena, "%.*s%seach, '%.*s': %.*s", TEXT_ARGS(all),
                          all.length == 0 ? "" : "; ", TEXT_ARGS(head->text),
                          TEXT_ARGS(each));
    return all;
}

/* Heads stand in the order of their cells. */
void ingest_explain_columns(struct ingesting *g)
{
    size_t heads = 0;
    const struct text each = g->recipe->across.given
                                 ? uses_of(g, &g->arena, g->recipe->across.each)
                                 : text_of("");
    if (g->recipe->period.origin == RECIPE_FROM_VALUE)
        messages_note(g->messages,
                      "the period is %.*s because the recipe says so, whatever %s says",
                      TEXT_ARGS(g->recipe->period.value), row_source_name(g->rows));
    for (size_t i = 0; i < g->header.columns.count; i++) {
        struct arena arena;
        arena_init(&arena);
        const struct place place = { row_source_name(g->rows), g->header.line, i + 1 };
        const struct text name = g->header.columns.names[i];
        const bool has_head =
            heads < g->header.head_count && g->header.heads[heads].cell == i;
        const struct text uses =
            uses_of_cell(g, &arena, i, has_head ? &g->header.heads[heads] : NULL, each);
        heads += has_head;
        tell(g, place, uses.length > 0 ? "column read" : "column not read",
             uses.length == 0
                 ? name
                 : arena_print(&arena, "%.*s: %.*s", TEXT_ARGS(name), TEXT_ARGS(uses)));
        arena_release(&arena);
    }
}
