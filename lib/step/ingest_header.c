/* Where a recipe's columns stand in the file at hand. */
#include "step/ingest_header.h"

#include "base/suggest.h"
#include "base/utf8.h"

struct header_reading {
    struct ingest_header *header;
    struct row_source *rows;
    const struct recipe *recipe;
    struct arena *arena;
    struct messages *messages;
    struct csv_row row;
    size_t number; /* of the record at hand, counted from where the table starts */
};

const struct recipe_text *ingest_subject_text(const struct recipe *recipe,
                                              enum ingest_subject subject)
{
    const struct recipe_text *const texts[] = { &recipe->area, &recipe->period,
                                                &recipe->metric };
    return texts[subject];
}

/* Runs of white space (line breaks too) as one space, none at the ends: publishers break
 * and pad header cells. */
static struct text folded(struct arena *arena, struct text name)
{
    name = utf8_trim(name);
    char *bytes = arena_take_bytes(arena, name.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < name.length; i++) {
        const bool space = text_is_space(name.bytes[i]);
        if (!space || bytes[length - 1] != ' ')
            bytes[length++] = space ? ' ' : name.bytes[i];
    }
    return (struct text){ bytes, length };
}

static struct csv_columns folded_record(struct header_reading *g)
{
    struct csv_columns columns;
    csv_columns_keep(&columns, &g->row, g->arena);
    struct text *names = arena_take(g->arena, (columns.count + 1) * sizeof *names);
    for (size_t i = 0; i < columns.count; i++)
        names[i] = folded(g->arena, columns.names[i]);
    columns.names = names;
    return columns;
}

/* A heading holds until the next one to its right: cells that were merged come out empty.
 */
static struct csv_columns filled_record(struct header_reading *g)
{
    struct csv_columns groups = folded_record(g);
    struct text *names = arena_take(g->arena, (groups.count + 1) * sizeof *names);
    for (size_t i = 0; i < groups.count; i++)
        names[i] = groups.names[i].length > 0 || i == 0 ? groups.names[i] : names[i - 1];
    groups.names = names;
    return groups;
}

/* The record at hand is one more line of the names. */
static void add_names(struct header_reading *g)
{
    struct csv_columns *columns = &g->header->columns;
    const struct csv_columns line = folded_record(g);
    const size_t count = line.count > columns->count ? line.count : columns->count;
    struct text *names = arena_take(g->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const struct text above = i < columns->count ? columns->names[i] : text_of("");
        const struct text here = i < line.count ? line.names[i] : text_of("");
        names[i] = above.length == 0  ? here
                   : here.length == 0 ? above
                                      : arena_print(g->arena, "%.*s %.*s",
                                                    TEXT_ARGS(above), TEXT_ARGS(here));
    }
    *columns = line;
    columns->names = names;
    columns->count = count;
    g->header->line = g->row.line;
}

static void keep_above(struct header_reading *g)
{
    for (int i = 0; i < 3; i++) {
        const struct recipe_text *text =
            ingest_subject_text(g->recipe, (enum ingest_subject)i);
        const uint64_t record = text->in_table ? g->number : g->header->records;
        if (text->origin == RECIPE_FROM_CELL && text->record == record &&
            text->position <= g->row.count)
            g->header->above[i] = folded(g->arena, g->row.cells[text->position - 1]);
    }
}

/* The next record above the rows. False where there is none, said. */
static bool next_above(struct header_reading *g, const char *what)
{
    const enum csv_outcome outcome = row_source_next(g->rows, &g->row);
    if (outcome == CSV_ROW) {
        g->header->records++;
        g->number += g->number > 0 || !g->recipe->starts.given;
        keep_above(g);
    } else if (outcome == CSV_END) {
        messages_say(g->messages, (struct place){ row_source_name(g->rows), 0, 0 },
                     "the file ends before %s", what);
    }
    return outcome == CSV_ROW;
}

bool ingest_is_edge(const struct recipe_edge *edge, const struct csv_row *row)
{
    if (!edge->given)
        return false;
    if (edge->position > 0)
        return recipe_test_holds(&edge->test, edge->position <= row->count
                                                  ? row->cells[edge->position - 1]
                                                  : text_of(""));
    for (size_t i = 0; i < row->count; i++)
        if (recipe_test_holds(&edge->test, row->cells[i]))
            return true;
    return false;
}

static void read_head_record(struct header_reading *g)
{
    const struct recipe *recipe = g->recipe;
    for (size_t i = 0; i < recipe->group_header_count; i++)
        if (recipe->group_headers[i] == g->number)
            g->header->groups[i] = filled_record(g);
    if (g->number <= recipe->header && g->number + recipe->header_lines > recipe->header)
        add_names(g);
}

/* Reads down to the record that starts the table, unless that is `first`. */
static bool find_start(struct header_reading *g, const struct csv_row *first)
{
    if (first != NULL) {
        g->row = *first;
        g->header->records++;
    }
    while (first == NULL &&
           (g->header->records == 0 || !ingest_is_edge(&g->recipe->starts, &g->row)))
        if (!next_above(g, "the record at which the recipe has the table start"))
            return false;
    g->number = 1;
    g->header->start = g->header->records;
    keep_above(g);
    read_head_record(g);
    return true;
}

static bool find_header(struct header_reading *g, const struct csv_row *first)
{
    const struct recipe *recipe = g->recipe;
    if (recipe->starts.given && !find_start(g, first))
        return false;
    const char *what =
        arena_print(g->arena, "record %zu%s, where the recipe has the header",
                    recipe->header, recipe->starts.given ? " of the table" : "")
            .bytes;
    while (g->number < recipe->header) {
        if (!next_above(g, what))
            return false;
        read_head_record(g);
    }
    return true;
}

/* Whether a cell belongs to the table; others stand beside it. */
static bool is_of_table(const struct header_reading *g, size_t cell)
{
    return g->recipe->first_column == 0 ||
           (cell + 1 >= g->recipe->first_column && cell + 1 <= g->recipe->last_column);
}

/* The last heading holds to the end of the header, however short its own record is: a row
 * of a sheet ends with its last cell. */
static struct text group_of(const struct header_reading *g, size_t group, size_t cell)
{
    const struct csv_columns *names = &g->header->groups[group];
    if (names->count == 0)
        return text_of("");
    return names->names[cell < names->count ? cell : names->count - 1];
}

static bool is_in_group(const struct header_reading *g, struct text group, size_t cell)
{
    for (size_t i = 0; i < g->recipe->group_header_count; i++)
        if (text_equal(group_of(g, i, cell), group))
            return true;
    return group.length == 0;
}

static bool matches(const struct header_reading *g, const struct recipe_column *column,
                    size_t cell)
{
    const struct text name = g->header->columns.names[cell];
    const bool named = column->name.length > 0
                           ? text_equal(name, column->name)
                           : text_starts_with(name, column->starts_with);
    return named && is_of_table(g, cell) && is_in_group(g, column->group, cell);
}

static void say_absent(struct header_reading *g, const struct recipe_column *column)
{
    const struct place header = { row_source_name(g->rows), g->header->line, 0 };
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    if (column->name.length == 0) {
        messages_say(g->messages, header,
                     "the header has no column that starts with '%.*s'",
                     TEXT_ARGS(column->starts_with));
        return;
    }
    suggest_init(&near, column->name);
    for (size_t i = 0; i < g->header->columns.count; i++)
        suggest_offer(&near, g->header->columns.names[i]);
    if (csv_columns_find(&g->header->columns, column->name) != CSV_COLUMN_ABSENT)
        messages_say(g->messages, header, "the column '%.*s' does not stand %s%.*s%s",
                     TEXT_ARGS(column->name),
                     column->group.length > 0 ? "under the group '" : "in the table",
                     TEXT_ARGS(column->group), column->group.length > 0 ? "'" : "");
    else
        messages_say(g->messages, header, "the header has no column '%.*s'%s",
                     TEXT_ARGS(column->name), suggest_format(&near, hint));
}

/* What stands where the recipe has the header, for whoever counted wrongly. */
static void note_header(struct header_reading *g)
{
    enum { FIRST = 3, LONGEST = 40 };
    struct text list = text_of("");
    size_t count = 0;
    for (size_t i = 0; i < g->header->columns.count && count < FIRST; i++) {
        if (g->header->columns.names[i].length == 0)
            continue;
        const struct text name = text_slice(g->header->columns.names[i], 0, LONGEST);
        list = arena_print(g->arena, "%.*s%s'%.*s'", TEXT_ARGS(list),
                           count++ > 0 ? ", " : "", TEXT_ARGS(name));
    }
    messages_note(g->messages,
                  "record %zu%s, which the recipe takes for the header, begins %.*s",
                  g->recipe->header, g->recipe->starts.given ? " of the table" : "",
                  TEXT_ARGS(list));
}

static bool find_position(struct header_reading *g, const struct recipe_column *column,
                          size_t *cell)
{
    *cell = column->position - 1;
    if (g->recipe->header == 0 || *cell < g->header->columns.count)
        return true;
    messages_say(g->messages, column->place, "the header of '%s' has %zu cells, not %zu",
                 row_source_name(g->rows), g->header->columns.count, column->position);
    return false;
}

/* The cell of one column of the recipe. Publishers repeat names, so two that match are a
 * mistake of the recipe. */
static bool find_cell(struct header_reading *g, const struct recipe_column *column,
                      size_t *cell)
{
    *cell = CSV_COLUMN_ABSENT;
    if (column->position > 0)
        return find_position(g, column, cell);
    for (size_t i = 0; i < g->header->columns.count; i++) {
        if (!matches(g, column, i))
            continue;
        if (*cell != CSV_COLUMN_ABSENT) {
            messages_say(
                g->messages, column->place,
                "'%.*s' heads column %zu and column %zu of '%s'; name its "
                "'group', or its 'position'",
                TEXT_ARGS(column->name.length > 0 ? column->name : column->starts_with),
                *cell + 1, i + 1, row_source_name(g->rows));
            return false;
        }
        *cell = i;
    }
    if (*cell == CSV_COLUMN_ABSENT)
        say_absent(g, column);
    return *cell != CSV_COLUMN_ABSENT;
}

static bool find_columns(struct header_reading *g)
{
    const struct recipe *recipe = g->recipe;
    size_t found = 0, wanted = 0;
    g->header->cells = arena_take(g->arena, recipe->column_count * sizeof(size_t));
    for (size_t i = 0; i < recipe->column_count; i++) {
        if (recipe->columns[i].made)
            continue;
        wanted++;
        found += find_cell(g, &recipe->columns[i], &g->header->cells[i]);
    }
    if (found == 0 && wanted > 0 && recipe->header > 0)
        note_header(g);
    return found == wanted;
}

/* The part of a head between what the recipe says it begins and ends with. False where
 * it does not, or nothing is left. */
static bool cut_head(const struct recipe_across *across, struct text head,
                     struct text *part)
{
    const size_t around = across->after.length + across->before.length;
    if (head.length <= around || !text_starts_with(head, across->after) ||
        !text_equal(text_slice(head, head.length - across->before.length, head.length),
                    across->before))
        return false;
    *part = text_trim(
        text_slice(head, across->after.length, head.length - across->before.length));
    return part->length > 0;
}

static bool find_heads(struct header_reading *g)
{
    const struct recipe_across *across = &g->recipe->across;
    struct ingest_header *header = g->header;
    const size_t from = across->from == RECIPE_ABSENT ? 0 : header->cells[across->from];
    const size_t to = across->to == RECIPE_ABSENT ? SIZE_MAX : header->cells[across->to];
    header->heads =
        arena_take(g->arena, (header->columns.count + 1) * sizeof *header->heads);
    for (size_t i = from; i < header->columns.count && i <= to; i++) {
        struct ingest_head *head = &header->heads[header->head_count];
        const struct text text = !across->in_group ? header->columns.names[i]
                                 : g->recipe->group_header_count > 0 ? group_of(g, 0, i)
                                                                     : text_of("");
        if (!is_of_table(g, i) || !cut_head(across, text, &head->text))
            continue;
        head->cell = i;
        header->head_count++;
    }
    if (header->head_count == 0)
        messages_say(g->messages, g->recipe->columns[across->each].place,
                     "no column of '%s' has a head such as 'across' asks for",
                     row_source_name(g->rows));
    return header->head_count > 0;
}

bool ingest_header_read(struct ingest_header *header, struct row_source *rows,
                        const struct csv_row *first, const struct recipe *recipe,
                        struct arena *arena, struct messages *messages)
{
    struct header_reading g = { .header = header,
                                .rows = rows,
                                .recipe = recipe,
                                .arena = arena,
                                .messages = messages };
    *header = (struct ingest_header){ .start = 1 };
    header->groups =
        arena_take(arena, (recipe->group_header_count + 1) * sizeof *header->groups);
    memset(header->groups, 0, (recipe->group_header_count + 1) * sizeof *header->groups);
    return find_header(&g, first) && find_columns(&g) &&
           (!recipe->across.given || find_heads(&g));
}
