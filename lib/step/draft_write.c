/* The draft as YAML: what was found, and beside it why. */
#include <stdio.h>
#include <stdlib.h>

#include "step/draft_write.h"

/* --- The file --- */

static struct text title_of(const struct draft *draft)
{
    const size_t above = draft->layout.header > 0 ? draft->layout.header - 1 : 0;
    for (size_t r = 0; r < above; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            if (draft->sample.rows[r].cells[c].length > 10)
                return draft->sample.rows[r].cells[c];
    return text_of(draft->request->file);
}

static void write_file(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    draft_put(
        w,
        "# Drafted by oflog-ingest --draft from %.*s: a proposal, to be read before it "
        "is\n"
        "# used. %llu rows below the header, %llu of them about areas that are known.\n",
        SHOWN(text_of(draft->request->file)), (unsigned long long)draft->rows,
        (unsigned long long)draft->with_area);
    draft_put(w, "id: %.*s\n", TEXT_ARGS(w->id));
    draft_put(w, "title: %.*s\n", QUOTED(title_of(draft)));
    draft_put(w, "publisher: unknown               # who published it\n"
                 "licence: unknown                 # under which licence\n");
    if (draft->request->encoding != NULL)
        draft_put(w, "encoding: %-22s # %s\n", draft->request->encoding,
                  draft->request->first_wrong > 0 ? "the file is not UTF-8"
                                                  : "by its byte order mark");
    if (draft->request->first_wrong > 0)
        draft_put(
            w,
            "                                 # (line %zu has the first byte that is "
            "not)\n",
            draft->request->first_wrong);
    if (draft->request->sheets != NULL)
        draft_put(w, "sheet: %.*s # %s\n",
                  QUOTED(text_of(draft->request->sheets[draft->sheet])),
                  draft->request->sheet_count > 1 ? "the one in which most areas stand"
                                                  : "no other was looked at");
}

static void write_cells_as(struct draft_writing *w)
{
    if (w->draft->stored)
        draft_put(w, "cells: stored                    # what is shown may be rounded; "
                     "no cell shows "
                     "a per cent sign\n");
}

static void put_place(struct draft_writing *w, const struct draft_head *head)
{
    draft_put(w, "%.*s: ", TEXT_ARGS(head->short_name));
    if (head->by_position)
        draft_put(w, "{position: %zu}", head->position);
    else if (head->by_group)
        draft_put(w, "{group: %.*s, name: %.*s}", QUOTED(head->groups[head->group]),
                  QUOTED(head->name));
    else
        draft_put(w, "%.*s", QUOTED(head->name));
}

/* Those records of headings that a column needs. */
static void write_group_headers(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    bool needed[DRAFT_MOST_GROUPS] = { false };
    size_t written = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft->heads[i].by_group)
            needed[draft->heads[i].group] = w->groups;
    for (size_t g = draft->layout.group_count; g-- > 0;)
        if (needed[g])
            draft_put(w, "%s%zu", written++ == 0 ? "group-header: [" : ", ",
                      draft->layout.group_headers[g]);
    if (written > 0)
        draft_put(w, "] # names of columns repeat below\n");
}

static void write_layout(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_layout *layout = &draft->layout;
    if (draft->end_record > 0) {
        draft_put(w, "# Record %zu ends the table: below it the areas begin again.\n",
                  draft->end_record);
        draft_put(w, "table:\n  ends: {column: %zu, is: [%.*s]}\n", draft->end_column,
                  QUOTED(draft->end));
    }
    draft_put(w, "header: %-24zu # the first row about an area is record %zu\n",
              layout->header, layout->first);
    if (layout->header_lines > 1)
        draft_put(w, "header-lines: %zu\n", layout->header_lines);
    write_group_headers(w);
    draft_put(w, "columns:\n");
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (!head->used)
            continue;
        draft_put(w, "  ");
        put_place(w, head);
        if (head->by_position && head->name.length > 0)
            draft_put(w, " # %.*s", SHOWN(head->name));
        draft_put(w, "\n");
    }
}

/* Columns that the recipe does not need, ready to be used in rules. */
static void offer_columns(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (head->used || head->role == ROLE_CONTEXT || head->cells.filled == 0 ||
            (i + 1 >= draft->layout.across_from && i < draft->layout.across_to) ||
            (draft->periods_across && draft_is_figure(draft, i)))
            continue;
        draft_put(w, "  # ");
        put_place(w, head);
        draft_put(w, " # ");
        draft_put_counts(w, &head->cells.texts, 5);
        draft_put(w, "\n");
    }
}

static void write_across(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const size_t from =
        draft->periods_across ? draft->across_from : draft->layout.across_from;
    const size_t to = draft->periods_across ? draft->across_to : draft->layout.across_to;
    if (from == 0)
        return;
    draft_put(w, "# The heads of columns %zu to %zu are %s.\n", from, to,
              draft->periods_across ? "periods" : "areas");
    draft_put(w, "across:\n  from: %.*s\n  to: %.*s\n",
              TEXT_ARGS(draft->heads[from - 1].short_name),
              TEXT_ARGS(draft->heads[to - 1].short_name));
    if (draft->across_before.length > 0)
        draft_put(w, "  after: %.*s\n", QUOTED(draft->across_before));
    if (draft->across_after.length > 0)
        draft_put(w, "  before: %.*s\n", QUOTED(draft->across_after));
}

/* --- Values --- */

static void put_column(struct draft_writing *w, const char *key, size_t column)
{
    if (column > 0)
        draft_put(w, "    %s: %.*s\n", key,
                  TEXT_ARGS(draft_head(w->draft, column)->short_name));
}

static void write_parts(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    put_column(w, "lower", draft->lower);
    put_column(w, "upper", draft->upper);
    put_column(w, "marker", draft->status);
}

/* What looks like a part is offered, not used: a wrong one would give wrong sums. */
static void offer_parts(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    if (draft->numerator > 0)
        draft_put(w, "    # numerator: %.*s\n",
                  TEXT_ARGS(draft_head(draft, draft->numerator)->short_name));
    if (draft->denominator > 0)
        draft_put(w, "    # denominator: %.*s\n",
                  TEXT_ARGS(draft_head(draft, draft->denominator)->short_name));
}

static void write_values(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(w, "values:\n");
    if (w->is_long) {
        draft_put(w, "  - value: %.*s\n",
                  draft->layout.across_from > 0
                      ? 4
                      : (int)draft_head(draft, draft->value)->short_name.length,
                  draft->layout.across_from > 0
                      ? "each"
                      : draft_head(draft, draft->value)->short_name.bytes);
        write_parts(w);
        offer_parts(w);
        return;
    }
    for (size_t i = 0; i < w->metric_count; i++) {
        const struct draft_proposal *metric = &w->metrics[i];
        draft_put(w, "  - metric: %.*s", TEXT_ARGS(metric->id));
        draft_put_likeness(w, " # ", metric);
        draft_put(w, "    value: %.*s\n",
                  draft->periods_across
                      ? 4
                      : (int)draft->heads[metric->column - 1].short_name.length,
                  draft->periods_across
                      ? "each"
                      : draft->heads[metric->column - 1].short_name.bytes);
        if (metric->column == draft->value) {
            write_parts(w);
            offer_parts(w);
        }
    }
}

/* --- The whole --- */

static void use(struct draft *draft, size_t column)
{
    if (column > 0)
        draft_head(draft, column)->used = true;
}

/* Which columns the recipe names. */
static void use_columns(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    const size_t columns[] = { draft->area,
                               draft->period,
                               draft->lower,
                               draft->upper,
                               draft->status,
                               draft->layout.across_from,
                               draft->layout.across_to,
                               draft->across_from,
                               draft->across_to };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        use(draft, columns[i]);
    for (size_t i = 0; i < draft->level_count; i++)
        use(draft, draft->levels[i]);
    for (size_t i = 0; i < draft->only_count; i++)
        use(draft, draft->only[i].column);
    for (size_t i = 0; i < draft->dimension_count; i++)
        use(draft, draft->dimensions[i]);
    if (draft->value > 0) {
        use(draft, draft->value);
        use(draft, draft->numerator);
        use(draft, draft->denominator);
    }
    for (size_t i = 0; !w->is_long && !draft->periods_across && i < w->metric_count; i++)
        use(draft, w->metrics[i].column);
    for (size_t i = 0; i < draft->head_count; i++)
        w->groups = w->groups || (draft->heads[i].used && draft->heads[i].by_group);
}

void draft_write(struct draft *draft)
{
    struct draft_writing w = { .draft = draft, .out = draft->request->recipe };
    const struct text file = text_of(draft->request->file);
    const char *dot = strrchr(draft->request->file, '.');
    const size_t stem = dot == NULL ? file.length : (size_t)(dot - file.bytes);
    w.id = draft_slug(text_slice(file, 0, stem), 60, &draft->arena);
    if (w.id.length == 0)
        w.id = text_of("draft");
    w.is_long = draft_is_long(draft) || draft->layout.shape == SHAPE_AREAS_ACROSS;
    draft_propose(&w);
    use_columns(&w);
    write_file(&w);
    write_cells_as(&w);
    write_layout(&w);
    offer_columns(&w);
    write_across(&w);
    draft_write_only(&w);
    draft_write_left_out(&w);
    draft_write_area(&w);
    draft_write_period(&w);
    draft_write_metric(&w);
    write_values(&w);
    draft_write_cells(&w);
    draft_write_definitions(&w);
    free(w.metrics);
}
