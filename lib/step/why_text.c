/* What was found of one row, in words. */
#include <math.h>
#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "page/text_page.h"
#include "page/words.h"
#include "step/why_answer.h"

/* What is no source, and a command, are shown so far, in bytes; and so many inputs of a
 * run, and breaks of a chain. */
enum { LONGEST_SOURCE = 500, LONGEST_COMMAND = 4000, MOST_TOLD = 50 };

/* The first digits of a checksum, by which people tell files apart. */
#define SHORT_SUM "%.12s"

struct telling {
    const struct why_answer *answer;
    struct text_page page;
    struct arena arena;
};

#define TELL(t, indent, ...)                                                             \
    text_page_paragraph(&(t)->page, (indent), (indent) + 2,                              \
                        arena_print(&(t)->arena, __VA_ARGS__))

static void tell_title(struct telling *t)
{
    const struct why_answer *a = t->answer;
    const struct text value = why_cell_of(a, OBSERVATION_VALUE);
    const struct area *area = areas_get(a->table->reading.areas, a->row->area);
    text_page_title(
        &t->page,
        arena_print(&t->arena, "%.*s of %.*s (%.*s), %.*s: %.*s",
                    TEXT_ARGS(why_cell_of(a, OBSERVATION_METRIC)), TEXT_ARGS(area->name),
                    TEXT_ARGS(area->code), TEXT_ARGS(why_cell_of(a, OBSERVATION_PERIOD)),
                    TEXT_ARGS(value.length > 0 ? value : text_of("no value"))));
    TELL(t, 0, "In '%s', line %llu.", a->table->files[a->row->file],
         (unsigned long long)a->row->line);
}

/* --- Where it stands --- */

static void tell_state(struct telling *t, const struct why_cell *cell)
{
    const struct receipt_file *file = cell->file;
    switch (cell->state) {
    case WHY_SAME:
        TELL(t, 2, "As it was when it was read: %s, SHA-256 %s",
             counted(file->size, "byte").text, file->sha256);
        break;
    case WHY_CHANGED:
        TELL(t, 2,
             "CHANGED since it was read, so that what stands there now may be another "
             "figure. Then it had %s, SHA-256 %s",
             counted(file->size, "byte").text, file->sha256);
        break;
    case WHY_MISSING:
        TELL(t, 2,
             "%s; --published=FILE tells where it is now. When it was read it had %s, "
             "SHA-256 %s",
             cell->opened == NULL ? "It was standard input" : "NOT THERE, or no file",
             counted(file->size, "byte").text, file->sha256);
        break;
    case WHY_UNBOUND:
        break;
    }
}

static void tell_file(struct telling *t, const struct why_cell *cell)
{
    const struct receipt_file *file = cell->file;
    const char *sheet = "";
    text_page_gap(&t->page);
    if (file == NULL) {
        TELL(t, 0, "%.*s: no receipt tells which file that is.", TEXT_ARGS(cell->id));
        return;
    }
    if (file->sheet.length > 0)
        sheet = arena_print(&t->arena, ", sheet '%.*s'", TEXT_ARGS(file->sheet)).bytes;
    TELL(t, 0, "%.*s%s", TEXT_ARGS(file->name), sheet);
    if (cell->opened != NULL && !text_is(file->name, cell->opened))
        TELL(t, 2, "Found as %s.", cell->opened);
    tell_state(t, cell);
}

static void tell_cell(struct telling *t, const struct why_cell *cell)
{
    static const char *const parts[] = { "", "numerator, ", "denominator, " };
    char letters[WHY_LETTERS_SIZE];
    struct text line = arena_print(
        &t->arena, "%s%srow %llu, column %llu (%s)", cell->minus ? "minus " : "",
        parts[cell->part], (unsigned long long)cell->row,
        (unsigned long long)cell->column, why_letters(cell->column, letters));
    if (cell->head.length > 0)
        line = arena_print(&t->arena, "%.*s, under '%.*s'", TEXT_ARGS(line),
                           TEXT_ARGS(cell->head));
    if (cell->found)
        TELL(t, 2, "%.*s: '%.*s'", TEXT_ARGS(line), TEXT_ARGS(cell->text));
    else if (cell->state == WHY_SAME || cell->state == WHY_CHANGED)
        TELL(t, 2, "%.*s: the file has no such cell.", TEXT_ARGS(line));
    else
        TELL(t, 2, "%.*s", TEXT_ARGS(line));
}

/* A table of flags has no sources, but what it was made of has. */
static void tell_no_source(struct telling *t)
{
    const struct why_answer *a = t->answer;
    const struct why_chain *chain = a->chain;
    if (a->table->places[OBSERVATION_SOURCE] != CSV_COLUMN_ABSENT || chain->count == 0) {
        TELL(t, 0, "The row has no source.");
        return;
    }
    const struct receipt *run = chain->runs[chain->count - 1];
    for (size_t i = 0; i < run->input_count; i++)
        if (why_is_table(&run->inputs[i]))
            TELL(t, 0, "The table has no column 'source'; ask of %.*s, which %.*s read.",
                 TEXT_ARGS(run->inputs[i].name), TEXT_ARGS(run->tool));
}

static void tell_places(struct telling *t)
{
    const struct why_answer *a = t->answer;
    text_page_heading(&t->page, text_of("Where it stands"));
    if (a->source.length == 0)
        tell_no_source(t);
    else if (a->made.too_many)
        TELL(t, 0, "The source of the row has more than %d cells; none is looked up.",
             WHY_MOST_CELLS);
    else if (a->made.count == 0)
        TELL(t, 0, "'%.*s' is no source: it would be ID:ROW:COLUMN.",
             TEXT_ARGS(text_slice(a->source, 0, LONGEST_SOURCE)));
    for (size_t i = 0; i < a->made.count; i++) {
        const struct why_cell *cell = &a->made.all[i];
        if (i == 0 || cell->file != cell[-1].file ||
            (cell->file == NULL && !text_equal(cell->id, cell[-1].id)))
            tell_file(t, cell);
        tell_cell(t, cell);
    }
}

/* --- How it was made --- */

/* The number in a cell as it was published: without separators of thousands and whatever
 * stands around it. */
static bool read_cell(struct text cell, double *number)
{
    char plain[64];
    size_t length = 0, from = 0;
    while (from < cell.length && strchr("0123456789+-.", cell.bytes[from]) == NULL)
        from++;
    for (size_t i = from; i < cell.length && length < sizeof plain; i++) {
        if (cell.bytes[i] == ',')
            continue;
        if (cell.bytes[i] == 0 || strchr("0123456789+-.eE", cell.bytes[i]) == NULL)
            break;
        plain[length++] = cell.bytes[i];
    }
    return length < sizeof plain && number_parse((struct text){ plain, length }, number);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* Whether the value is the sum of cells that hold values. */
static bool is_sum_of_cells(const struct why_answer *a)
{
    double sum = 0, number;
    for (size_t i = 0; i < a->made.count; i++) {
        const struct why_cell *cell = &a->made.all[i];
        if (cell->part != WHY_VALUE || !read_cell(cell->text, &number))
            return false;
        sum += cell->minus ? -number : number;
    }
    return a->made.count > 0 && is_near(sum, a->row->value);
}

/* Says the ratio, if the row has its parts and they give the value. */
static bool tell_ratio(struct telling *t)
{
    const struct why_answer *a = t->answer;
    const struct metric *metric = &a->table->reading.metrics->all[a->row->metric];
    const struct text numerator = why_cell_of(a, OBSERVATION_NUMERATOR);
    const struct text denominator = why_cell_of(a, OBSERVATION_DENOMINATOR);
    double above, below, value;
    char per[NUMBER_SIZE];
    if (!number_parse(numerator, &above) || !number_parse(denominator, &below))
        return false;
    const enum metric_parts given = metric_value_of_parts(metric, above, below, &value);
    if ((given != PARTS_GIVE_VALUE && given != PARTS_GIVE_MINIMUM) ||
        !is_near(value, a->row->value))
        return false;
    number_format(metric->per, per);
    TELL(t, 0, "%s x %.*s / %.*s = %.*s%s", per, TEXT_ARGS(numerator),
         TEXT_ARGS(denominator), TEXT_ARGS(why_cell_of(a, OBSERVATION_VALUE)),
         given == PARTS_GIVE_MINIMUM ? ", the least that the metric can be." : ".");
    return true;
}

/* The marker in words, and what oflog-aggregate says of a sum that could not be made. */
static void tell_missing(struct telling *t)
{
    const struct why_answer *a = t->answer;
    const size_t place = observation_column(a->table, "reason");
    const struct text reason =
        place == CSV_COLUMN_ABSENT ? text_of("") : text_trim(a->cells[place]);
    TELL(t, 0, "There is no value: %.*s%s%.*s.",
         TEXT_ARGS(words_missing(&t->arena, a->row->markers)),
         reason.length > 0 ? "; the reason: " : "", TEXT_ARGS(reason));
}

static void tell_making(struct telling *t)
{
    const struct why_answer *a = t->answer;
    text_page_heading(&t->page, text_of("How it was made"));
    if (!a->row->has_value && a->row->markers == 0 &&
        why_cell_of(a, OBSERVATION_DENOMINATOR).length > 0)
        TELL(t, 0, "It is not made yet: %.*s / %.*s are its parts.",
             TEXT_ARGS(why_cell_of(a, OBSERVATION_NUMERATOR)),
             TEXT_ARGS(why_cell_of(a, OBSERVATION_DENOMINATOR)));
    else if (!a->row->has_value)
        tell_missing(t);
    else if (is_sum_of_cells(a))
        TELL(t, 0, "%s",
             a->made.count == 1 ? "The value is what stands there, as published."
                                : "The value is the sum of what stands there.");
    else if (!tell_ratio(t))
        TELL(t, 0, "The value is what the recipe and the steps below made of it.");
}

/* --- The steps --- */

/* A word of a command as a shell would have it. */
static struct text quoted(struct telling *t, struct text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.bytes[i] == 0 || strchr(" '\"\\$&;|<>()*?[]#~`!\n\t", word.bytes[i]))
            return arena_print(&t->arena, "'%.*s'", TEXT_ARGS(word));
    return word.length > 0 ? word : text_of("''");
}

static void tell_command(struct telling *t, size_t number, const struct receipt *run)
{
    struct text line = arena_print(&t->arena, "%zu. %.*s %.*s:", number,
                                   TEXT_ARGS(run->tool), TEXT_ARGS(run->version));
    for (size_t i = 0; i < run->option_count; i++) {
        const bool fits = line.length + run->options[i].length <= LONGEST_COMMAND;
        line = arena_print(&t->arena, "%.*s %.*s", TEXT_ARGS(line),
                           TEXT_ARGS(fits ? quoted(t, run->options[i]) : text_of("...")));
        if (!fits)
            break;
    }
    text_page_paragraph(&t->page, 0, 5, line);
}

static void tell_input(struct telling *t, const struct receipt_file *input)
{
    const size_t writer = why_chain_writer(t->answer->chain, input->sha256);
    struct text how = text_of("");
    if (text_is(input->role, "definitions") || text_is(input->role, "areas"))
        return;
    if (!input->hashed)
        how = text_of("not counted");
    else if (input->source_id.length > 0)
        how = arena_print(&t->arena, SHORT_SUM ", published, %.*s in sources",
                          input->sha256, TEXT_ARGS(input->source_id));
    else if (writer > 0)
        how = arena_print(&t->arena, SHORT_SUM ", as step %zu wrote it", input->sha256,
                          writer);
    else
        how = arena_print(&t->arena, SHORT_SUM, input->sha256);
    TELL(t, 3, "read %.*s %.*s (%.*s)", TEXT_ARGS(input->role), TEXT_ARGS(input->name),
         TEXT_ARGS(how));
}

/* What a receipt counts, "rows" or "cells", as one of them. */
static const char *unit_of(struct telling *t, const struct receipt *run)
{
    const size_t length = run->unit.length;
    return length > 1 && run->unit.bytes[length - 1] == 's'
               ? arena_keep(&t->arena, text_slice(run->unit, 0, length - 1)).bytes
               : arena_keep(&t->arena, run->unit).bytes;
}

static void tell_step(struct telling *t, size_t number, const struct receipt *run)
{
    tell_command(t, number, run);
    for (size_t i = 0; i < run->input_count && i < MOST_TOLD; i++)
        tell_input(t, &run->inputs[i]);
    if (run->input_count > MOST_TOLD)
        TELL(t, 3, "read %zu files more", run->input_count - MOST_TOLD);
    if (run->unit.length > 0)
        TELL(t, 3, "%s in = %llu out + %llu refused + %llu left out",
             counted(run->in, unit_of(t, run)).text, (unsigned long long)run->out,
             (unsigned long long)run->refused, (unsigned long long)run->left_out);
    for (size_t i = 0; i < run->output_count; i++)
        TELL(t, 3, "wrote %.*s %.*s (" SHORT_SUM ")", TEXT_ARGS(run->outputs[i].role),
             TEXT_ARGS(run->outputs[i].name), run->outputs[i].sha256);
}

static void tell_breaks(struct telling *t)
{
    const struct why_answer *a = t->answer;
    text_page_gap(&t->page);
    if (why_is_whole(a))
        TELL(t, 0, "The chain is whole: each step read what the one before it wrote.");
    if (a->chain->count == 0)
        TELL(t, 0,
             "The chain is BROKEN: no receipt tells who wrote this table (" SHORT_SUM
             ").",
             a->options->tables[a->row->file].sha256);
    if (a->chain->left)
        TELL(t, 0,
             "The chain is BROKEN: it is too long, or the receipts are too many, to be "
             "followed further.");
    for (size_t i = 0; i < a->chain->gap_count && i < MOST_TOLD; i++) {
        const struct why_gap *gap = &a->chain->gaps[i];
        TELL(t, 0,
             "The chain is BROKEN: no receipt tells who wrote %.*s (" SHORT_SUM
             "), which %.*s read.",
             TEXT_ARGS(gap->input->name), gap->input->sha256, TEXT_ARGS(gap->run->tool));
    }
    if (a->chain->gap_count > MOST_TOLD)
        TELL(t, 0, "It is broken in %zu places more.", a->chain->gap_count - MOST_TOLD);
    if (a->guessed)
        TELL(t, 0,
             "None of these steps read the file above: it is that of the last receipt "
             "which names it, and may be another edition.");
}

static void tell_steps(struct telling *t)
{
    const struct why_chain *chain = t->answer->chain;
    text_page_heading(&t->page, text_of("What it went through"));
    for (size_t i = 0; i < chain->count; i++)
        tell_step(t, i + 1, chain->runs[i]);
    tell_breaks(t);
}

void why_write_text(const struct why_answer *answer, struct csv_writer *writer)
{
    struct telling t = { .answer = answer };
    arena_init(&t.arena);
    text_page_init(&t.page, answer->options->width);
    tell_title(&t);
    tell_places(&t);
    tell_making(&t);
    tell_steps(&t);
    csv_write_bytes(writer, text_page_bytes(&t.page));
    text_page_release(&t.page);
    arena_release(&t.arena);
}
