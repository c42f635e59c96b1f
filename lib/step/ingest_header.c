/* Where a recipe's columns stand in the file at hand. */
#include "step/ingest_header.h"

#include "base/suggest.h"

struct header_reading {
    struct ingest_header *header;
    struct row_source *rows;
    const struct recipe *recipe;
    struct arena *arena;
    struct messages *messages;
    struct csv_row row;
};

/* Runs of white space (line breaks too) as one space, none at the ends: publishers break
 * and pad header cells. */
static struct text folded(struct arena *arena, struct text name)
{
    name = text_trim(name);
    char *bytes = arena_take_bytes(arena, name.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < name.length; i++) {
        const bool space = text_is_space(name.bytes[i]);
        if (!space || bytes[length - 1] != ' ')
            bytes[length++] = space ? ' ' : name.bytes[i];
    }
    return (struct text){ bytes, length };
}

static void keep_header(struct header_reading *g, struct csv_columns *columns)
{
    csv_columns_keep(columns, &g->row, g->arena);
    struct text *names = arena_take(g->arena, (columns->count + 1) * sizeof *names);
    for (size_t i = 0; i < columns->count; i++)
        names[i] = folded(g->arena, columns->names[i]);
    columns->names = names;
}

/* A heading holds until the next one to its right: cells that were merged come out empty.
 */
static void keep_groups(struct header_reading *g)
{
    keep_header(g, &g->header->groups);
    struct text *names =
        arena_take(g->arena, (g->header->groups.count + 1) * sizeof *names);
    for (size_t i = 0; i < g->header->groups.count; i++)
        names[i] = g->header->groups.names[i].length > 0 || i == 0
                       ? g->header->groups.names[i]
                       : names[i - 1];
    g->header->groups.names = names;
}

static bool matches(const struct header_reading *g, const struct recipe_column *column,
                    size_t cell)
{
    const struct text name = g->header->columns.names[cell];
    const struct text group =
        cell < g->header->groups.count ? g->header->groups.names[cell] : text_of("");
    return text_equal(name, column->name) &&
           (column->group.length == 0 || text_equal(group, column->group));
}

static void say_absent(struct header_reading *g, const struct recipe_column *column)
{
    const struct place header = { row_source_name(g->rows), g->row.line, 0 };
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, column->name);
    for (size_t i = 0; i < g->header->columns.count; i++)
        suggest_offer(&near, g->header->columns.names[i]);
    if (csv_columns_find(&g->header->columns, column->name) != CSV_COLUMN_ABSENT)
        messages_say(g->messages, header,
                     "the column '%.*s' does not stand under the group '%.*s'",
                     TEXT_ARGS(column->name), TEXT_ARGS(column->group));
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
                  "record %zu, which the recipe takes for the header, begins %.*s",
                  g->recipe->header, TEXT_ARGS(list));
}

/* The cell of one column of the recipe. Publishers repeat names, so two that match are a
 * mistake of the recipe. */
static bool find_cell(struct header_reading *g, const struct recipe_column *column,
                      size_t *cell)
{
    *cell = CSV_COLUMN_ABSENT;
    if (column->position > 0) {
        *cell = column->position - 1;
        if (*cell < g->header->columns.count)
            return true;
        messages_say(
            g->messages, column->place, "the header of '%s' has %zu cells, not %zu",
            row_source_name(g->rows), g->header->columns.count, column->position);
        return false;
    }
    for (size_t i = 0; i < g->header->columns.count; i++) {
        if (!matches(g, column, i))
            continue;
        if (*cell != CSV_COLUMN_ABSENT) {
            messages_say(g->messages, column->place,
                         "'%.*s' heads column %zu and column %zu of '%s'; name its "
                         "'group', or its "
                         "'position'",
                         TEXT_ARGS(column->name), *cell + 1, i + 1,
                         row_source_name(g->rows));
            return false;
        }
        *cell = i;
    }
    if (*cell == CSV_COLUMN_ABSENT)
        say_absent(g, column);
    return *cell != CSV_COLUMN_ABSENT;
}

/* False where the file has no such record. */
static bool find_header(struct header_reading *g)
{
    enum csv_outcome outcome = CSV_ROW;
    for (size_t record = 1; record <= g->recipe->header && outcome == CSV_ROW; record++) {
        outcome = row_source_next(g->rows, &g->row);
        if (outcome == CSV_ROW && record == g->recipe->group_header)
            keep_groups(g);
    }
    if (outcome == CSV_END)
        messages_say(g->messages, (struct place){ row_source_name(g->rows), 0, 0 },
                     "the file ends before record %zu, where the recipe has the header",
                     g->recipe->header);
    return outcome == CSV_ROW;
}

bool ingest_header_read(struct ingest_header *header, struct row_source *rows,
                        const struct recipe *recipe, struct arena *arena,
                        struct messages *messages)
{
    struct header_reading g = { .header = header,
                                .rows = rows,
                                .recipe = recipe,
                                .arena = arena,
                                .messages = messages };
    *header = (struct ingest_header){ 0 };
    if (!find_header(&g))
        return false;
    keep_header(&g, &header->columns);
    size_t *cells = arena_take(arena, recipe->column_count * sizeof *cells);
    size_t found = 0;
    for (size_t i = 0; i < recipe->column_count; i++)
        found += find_cell(&g, &recipe->columns[i], &cells[i]);
    if (found == 0)
        note_header(&g);
    header->cells = cells;
    return found == recipe->column_count;
}
