/* The draft as YAML: what was found, and beside it why. */
#include <stdio.h>
#include <stdlib.h>

#include "council/recipe.h"
#include "step/draft_write.h"

/* --- The file --- */

struct text draft_title_of(const struct draft *draft)
{
    const size_t above = draft->layout.header > 0 ? draft->layout.header - 1 : 0;
    for (size_t r = 0; r < above; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            if (draft->sample.rows[r].cells[c].length > 10)
                return draft->sample.rows[r].cells[c];
    return text_of(draft->request->file);
}

/* By its name, but for one that the next edition will not have. */
static void write_sheet(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_request *request = draft->request;
    struct period_title title;
    if (request->sheets == NULL)
        return;
    const struct text name = text_of(request->sheets[draft->sheet]);
    const char *why = request->sheet_count > 1 ? "the one in which most areas stand"
                                               : "no other was looked at";
    if (period_title_read(name, true, &title))
        draft_put(w, "sheet: %zu # '%.*s', a name for this edition; %s\n",
                  request->first_sheet + draft->sheet, SHOWN(name), why);
    else
        draft_put(w, "sheet: %.*s # %s\n", QUOTED(name), why);
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
    draft_put(w, "title: %.*s\n", QUOTED(draft_title_of(draft)));
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
    write_sheet(w);
}

static void write_cells_as(struct draft_writing *w)
{
    if (w->draft->stored)
        draft_put(w, "cells: stored                    # what is shown may be rounded; "
                     "no cell shows "
                     "a per cent sign\n");
}

/* A name as it will be in other editions: with the years of the file's period for what
 * they are, where the recipe knows that before it looks for columns. */
static struct text lasting(struct draft *draft, struct text name)
{
    enum { LONGEST_WORD = 12 };
    const struct draft_place *place = &draft->place;
    if (place->where == WHERE_NOWHERE || place->disputed || draft->period > 0 ||
        draft->periods_across)
        return name;
    const struct recipe_years years = recipe_years_of(place->title.means);
    char *out = arena_take_bytes(&draft->arena, name.length * LONGEST_WORD + 1);
    size_t length = 0;
    for (size_t at = 0; at < name.length; at++) {
        const bool year = text_digits_at(name, at, 4) && !text_digits_at(name, at, 5) &&
                          (at == 0 || !text_digits_at(name, at - 1, 1));
        const int number = year ? text_number_at(name, at, 4) : 0;
        if (number == 0 || (number != years.first && number != years.last)) {
            out[length++] = name.bytes[at];
            continue;
        }
        const char *word = number == years.first ? "{first-year}" : "{last-year}";
        memcpy(out + length, word, strlen(word));
        length += strlen(word);
        at += 3;
    }
    return (struct text){ out, length };
}

#define QUOTED_NAME(t) QUOTED(lasting(w->draft, (t)))

static void put_place(struct draft_writing *w, const struct draft_head *head)
{
    draft_put(w, "%.*s: ", TEXT_ARGS(head->short_name));
    if (head->by_position && head->name.length > 0 && !head->may_change)
        draft_put(w, "{position: %zu, name: %.*s}", head->position,
                  QUOTED_NAME(head->name));
    else if (head->by_position)
        draft_put(w, "{position: %zu}", head->position);
    else if (head->by_group)
        draft_put(w, "{group: %.*s, name: %.*s}", QUOTED_NAME(head->groups[head->group]),
                  QUOTED_NAME(head->name));
    else
        draft_put(w, "%.*s", QUOTED_NAME(head->name));
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

/* By what does not change with the period that the text speaks of. */
static void write_edge(struct draft_writing *w, const char *key,
                       const struct draft_edge *edge)
{
    enum { SHORTEST = 4 };
    struct text text = edge->text;
    for (size_t at = 0; at < text.length; at++)
        if (text_digits_at(text, at, 4) &&
            period_title_is_year(text_number_at(text, at, 4))) {
            text = text_trim(text_slice(text, 0, at));
            break;
        }
    if (text.length < SHORTEST)
        text = edge->text;
    draft_put(w, "  %s: {column: %zu, %s: [%.*s]}\n", key, edge->column,
              text.length < edge->text.length ? "starts-with" : "is", QUOTED(text));
}

static void write_edges(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    if (draft->end.record > 0)
        draft_put(w, "# Record %zu ends the table: below it the areas begin again.\n",
                  draft->skip + draft->end.record);
    if (draft->next.record > 0)
        draft_put(w, "# --draft-table=%zu drafts the one that starts with record %zu.\n",
                  draft->table + 1, draft->skip + draft->next.record);
    if (draft->table > 1 || draft->end.record > 0)
        draft_put(w, "table:\n");
    if (draft->table > 1)
        write_edge(w, "starts", &draft->start);
    if (draft->end.record > 0)
        write_edge(w, "ends", &draft->end);
}

static void write_layout(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_layout *layout = &draft->layout;
    write_edges(w);
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
        if (head->may_change && head->name.length > 0)
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

/* Whether a column would be read as one of those across, by its head. */
static bool is_met(const struct draft *draft, size_t i)
{
    const struct text head = draft->heads[i].name;
    const struct text after = draft->across_after, before = draft->across_before;
    return head.length > after.length + before.length && text_starts_with(head, before) &&
           text_equal(text_slice(head, head.length - after.length, head.length), after);
}

/* The first column that can be meant, by its place, since the next edition may begin with
 * another period: where its head does not tell it from those before it. */
static size_t across_from(const struct draft *draft)
{
    const size_t from =
        draft->periods_across ? draft->across_from : draft->layout.across_from;
    for (size_t i = 0; i + 1 < from; i++)
        if (is_met(draft, i))
            return from;
    return 0;
}

/* Heads behind the first that are none of them; what a later edition adds is not among
 * them, and is read or refused. */
static void write_except(struct draft_writing *w, size_t from, size_t to)
{
    const struct draft *draft = w->draft;
    size_t written = 0;
    for (size_t i = from; i < draft->head_count; i++) {
        const bool meant = draft->periods_across
                               ? draft_is_figure(draft, i) && draft->heads[i].across
                               : i < to;
        if (meant || !is_met(draft, i))
            continue;
        draft_put(w, "%s%.*s", written++ == 0 ? "  except: [" : ", ",
                  QUOTED(draft->heads[i].name));
    }
    if (written > 0)
        draft_put(w, "]\n");
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
    draft_put(w, "across:\n");
    if (across_from(draft) > 0)
        draft_put(w, "  from: %.*s\n", TEXT_ARGS(draft->heads[from - 1].short_name));
    if (draft->across_before.length > 0)
        draft_put(w, "  after: %.*s\n", QUOTED(draft->across_before));
    if (draft->across_after.length > 0)
        draft_put(w, "  before: %.*s\n", QUOTED(draft->across_after));
    write_except(w, from, to);
}

/* What is known and not read, so that --check can tell what is new. */
static void write_unread(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    size_t written = 0;
    if (draft->layout.header == 0)
        return;
    draft_put(w, "# Not read; --check tells of any other that a later edition has.\n"
                 "unread: [");
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        const bool across = draft->periods_across ? head->across
                                                  : i + 1 >= draft->layout.across_from &&
                                                        i < draft->layout.across_to;
        if (head->used || across || head->name.length == 0)
            continue;
        draft_put(w, "%s%.*s", written++ > 0 ? ",\n  " : "", QUOTED(head->name));
    }
    draft_put(w, "]\n");
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

/* What a recipe calls a column of figures. */
static struct text value_name(const struct draft *draft, size_t column)
{
    return draft->periods_across || draft->layout.across_from > 0
               ? text_of("each")
               : draft->heads[column - 1].short_name;
}

static void write_values(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(w, "values:\n");
    if (w->is_long) {
        draft_put(w, "  - value: %.*s\n", TEXT_ARGS(value_name(draft, draft->value)));
        write_parts(w);
        offer_parts(w);
        return;
    }
    for (size_t i = 0; i < w->metric_count; i++) {
        const struct draft_proposal *metric = &w->metrics[i];
        draft_put(w, "  - metric: %.*s", TEXT_ARGS(metric->id));
        draft_put_likeness(w, " # ", metric);
        draft_put(w, "    value: %.*s\n", TEXT_ARGS(value_name(draft, metric->column)));
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
    const size_t columns[] = { draft->area,  draft->period, draft->lower,
                               draft->upper, draft->status, across_from(draft) };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        use(draft, columns[i]);
    if (across_from(draft) > 0) {
        struct draft_head *first = draft_head(draft, across_from(draft));
        first->by_position = first->may_change = true;
    }
    for (size_t i = 0; i < draft->level_count; i++)
        use(draft, draft->levels[i]);
    if (draft_tally_count(&draft->joint) > 0 && draft->level_count == 0)
        use(draft, draft->names);
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
    w.is_long = draft_names_metrics(draft);
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
    write_unread(&w);
    draft_write_definitions(&w);
    free(w.metrics);
}
