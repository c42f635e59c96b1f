/* Where a recipe's columns stand in a header that has been read. */
#include "base/suggest.h"
#include "step/ingest_header.h"

/* Whether a cell belongs to the table; others stand beside it. */
static bool is_of_table(const struct ingest_finder *g, size_t cell)
{
    return cell >= g->header->first && cell < g->header->end;
}

/* The last heading holds to the end of the header, however short its own record is: a row
 * of a sheet ends with its last cell. */
static struct text group_of(const struct ingest_finder *g, size_t group, size_t cell)
{
    const struct csv_columns *names = &g->header->groups[group];
    if (names->count == 0)
        return text_of("");
    return names->names[cell < names->count ? cell : names->count - 1];
}

static bool is_in_group(const struct ingest_finder *g, const struct recipe_names *groups,
                        size_t cell)
{
    for (size_t i = 0; i < g->recipe->group_header_count; i++)
        if (recipe_names_have(groups, group_of(g, i, cell), false, g->years))
            return true;
    return groups->count == 0;
}

static bool matches(const struct ingest_finder *g, const struct recipe_column *column,
                    size_t cell)
{
    return is_of_table(g, cell) &&
           recipe_column_is_named(column, g->header->columns.names[cell], g->years) &&
           is_in_group(g, &column->groups, cell);
}

/* Whether a column of the table has one of the names, whatever its group. */
static bool is_there(const struct ingest_finder *g, const struct recipe_column *column)
{
    for (size_t i = 0; i < g->header->columns.count; i++)
        if (recipe_column_is_named(column, g->header->columns.names[i], g->years))
            return true;
    return false;
}

/* A name that is there, but in another group or beside the table. */
static void say_outside(struct ingest_finder *g, const struct recipe_column *column,
                        struct place header)
{
    const struct text name =
        recipe_name_of(recipe_column_name(column), g->years, g->arena);
    const struct text group =
        column->groups.count > 0
            ? recipe_name_of(column->groups.texts[0], g->years, g->arena)
            : text_of("");
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, group);
    for (size_t i = 0; group.length > 0 && i < g->recipe->group_header_count; i++)
        for (size_t cell = 0; cell < g->header->groups[i].count; cell++)
            suggest_offer(&near, g->header->groups[i].names[cell]);
    messages_say(g->messages, header, "the column '%.*s' does not stand %s%.*s%s%s",
                 TEXT_ARGS(name), group.length > 0 ? "under the group '" : "in the table",
                 TEXT_ARGS(group), group.length > 0 ? "'" : "",
                 suggest_format(&near, hint));
}

static void say_absent(struct ingest_finder *g, const struct recipe_column *column)
{
    const struct place header = { g->file, g->header->line, 0 };
    const struct text name =
        recipe_name_of(recipe_column_name(column), g->years, g->arena);
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    if (is_there(g, column)) {
        say_outside(g, column, header);
        return;
    }
    suggest_init(&near, name);
    for (size_t i = 0; i < g->header->columns.count; i++)
        suggest_offer(&near, g->header->columns.names[i]);
    if (column->names.count == 0)
        messages_say(g->messages, header,
                     "the header has no column that starts with '%.*s'", TEXT_ARGS(name));
    else
        messages_say(g->messages, header, "the header has no column '%.*s'%s",
                     TEXT_ARGS(name), suggest_format(&near, hint));
}

/* What stands where the recipe has the header, for whoever counted wrongly. */
static void note_header(struct ingest_finder *g)
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

static bool find_position(struct ingest_finder *g, const struct recipe_column *column,
                          size_t *cell)
{
    *cell = column->position - 1 + (g->recipe->beside ? g->header->first : 0);
    if (g->recipe->header == 0)
        return true;
    if (*cell < g->header->columns.count) {
        const struct text head = g->header->columns.names[*cell];
        if (column->names.count == 0 ||
            recipe_names_have(&column->names, head, false, g->years))
            return true;
        messages_say(g->messages, column->place,
                     "column %zu of '%s' is headed '%.*s', not '%.*s'", *cell + 1,
                     g->file, TEXT_ARGS(head), TEXT_ARGS(recipe_column_name(column)));
        return false;
    }
    messages_say(g->messages, column->place, "the header of '%s' has %zu cells, not %zu",
                 g->file, g->header->columns.count, *cell + 1);
    return false;
}

/* The cell of one column of the recipe. Publishers repeat names, so two that match are a
 * mistake of the recipe. */
static bool find_cell(struct ingest_finder *g, const struct recipe_column *column,
                      size_t *cell)
{
    *cell = CSV_COLUMN_ABSENT;
    if (column->position > 0)
        return find_position(g, column, cell);
    for (size_t i = 0; i < g->header->columns.count; i++) {
        if (!matches(g, column, i))
            continue;
        if (*cell != CSV_COLUMN_ABSENT) {
            messages_say(g->messages, column->place,
                         "'%.*s' heads column %zu and column %zu of '%s'; name its "
                         "'group', or its 'position'",
                         TEXT_ARGS(recipe_column_name(column)), *cell + 1, i + 1,
                         g->file);
            return false;
        }
        *cell = i;
    }
    if (*cell == CSV_COLUMN_ABSENT)
        say_absent(g, column);
    return *cell != CSV_COLUMN_ABSENT;
}

static bool find_columns(struct ingest_finder *g)
{
    enum { MOST_SAID = 20 }; /* looking for near names is slow */
    const struct recipe *recipe = g->recipe;
    size_t found = 0, wanted = 0;
    g->header->cells = arena_take(g->arena, recipe->column_count * sizeof(size_t));
    for (size_t i = 0; i < recipe->column_count; i++) {
        g->header->cells[i] = CSV_COLUMN_ABSENT;
        if (recipe->columns[i].made)
            continue;
        if (wanted++ - found == MOST_SAID) {
            messages_note(g->messages,
                          "the other columns of the recipe were not looked for");
            break;
        }
        found += find_cell(g, &recipe->columns[i], &g->header->cells[i]);
    }
    if (found == 0 && wanted > 0 && recipe->header > 0 && !recipe->header_named)
        note_header(g);
    return found == wanted;
}

bool ingest_head_cut(const struct recipe_across *across, struct text head,
                     struct text *part)
{
    const size_t around = across->after.length + across->before.length;
    if (head.length <= around || !text_starts_with(head, across->after) ||
        !text_equal(text_slice(head, head.length - across->before.length, head.length),
                    across->before))
        return false;
    *part = text_trim(
        text_slice(head, across->after.length, head.length - across->before.length));
    for (size_t i = 0; i < across->except_count; i++)
        if (text_equal(head, across->except[i]))
            return false;
    return part->length > 0;
}

static bool find_heads(struct ingest_finder *g)
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
        if (!is_of_table(g, i) || !ingest_head_cut(across, text, &head->text))
            continue;
        head->cell = i;
        header->head_count++;
    }
    if (header->head_count == 0)
        messages_say(g->messages, g->recipe->columns[across->each].place,
                     "no column of '%s' has a head such as 'across' asks for", g->file);
    return header->head_count > 0;
}

bool ingest_header_find(struct ingest_finder *finder)
{
    return find_columns(finder) && (!finder->recipe->across.given || find_heads(finder));
}

bool ingest_header_group(struct ingest_finder *finder, uint32_t column,
                         struct text *heading)
{
    size_t cell;
    *heading = text_of("");
    if (!find_cell(finder, &finder->recipe->columns[column], &cell))
        return false;
    if (finder->recipe->group_header_count > 0)
        *heading = group_of(finder, 0, cell);
    return true;
}
