/* The records of a file down to the header, and what they say above it. */
#include "step/ingest_header.h"

#include <stdlib.h>

#include "base/suggest.h"
#include "base/utf8.h"

/* A record that has been read: those near the header are parts of it. */
struct recent_record {
    struct arena arena;
    struct csv_columns cells; /* folded */
    size_t size;              /* in bytes */
};

/* The record that comes nearest to a header with all names. */
struct nearest_header {
    size_t found, wanted; /* names */
    uint64_t line;
    struct text lacking; /* the first of the recipe's names that it lacks */
    char hint[SUGGEST_SIZE];
};

struct header_reading {
    struct ingest_header *header;
    struct row_source *rows;
    const struct recipe *recipe;
    struct arena *arena;
    struct messages *messages;
    struct csv_row row;
    enum csv_outcome outcome; /* of reading it */
    size_t number; /* of the record at hand, counted from where the table starts */
    struct recent_record *recent; /* record N is number N modulo recent_count */
    size_t recent_count;
    size_t recent_size; /* of all of them, in bytes */
    size_t compared;    /* cells, with names */
    struct nearest_header nearest;
};

const struct recipe_text *ingest_subject_text(const struct recipe *recipe,
                                              enum ingest_subject subject)
{
    const struct recipe_text *const texts[] = { &recipe->area, &recipe->period,
                                                &recipe->metric };
    return texts[subject];
}

/* --- Records near the header --- */

static void open_recent(struct header_reading *g)
{
    const struct recipe *recipe = g->recipe;
    g->recent_count = recipe->header_lines;
    for (size_t i = 0; i < recipe->group_header_count; i++)
        if (recipe->group_headers[i] >= g->recent_count)
            g->recent_count = recipe->group_headers[i] + 1;
    g->recent = memory_take(g->recent_count, sizeof *g->recent);
    for (size_t i = 0; i < g->recent_count; i++) {
        arena_init(&g->recent[i].arena);
        g->recent[i].cells = (struct csv_columns){ 0 };
        g->recent[i].size = 0;
    }
}

static void close_recent(struct header_reading *g)
{
    for (size_t i = 0; i < g->recent_count; i++)
        arena_release(&g->recent[i].arena);
    free(g->recent);
}

static size_t size_of(const struct csv_row *row)
{
    size_t size = 0;
    for (size_t i = 0; i < row->count; i++)
        size += row->cells[i].length + sizeof row->cells[i];
    return size;
}

/* False, said, where the records near by are too large to be a header. */
static bool keep_recent(struct header_reading *g)
{
    struct recent_record *record = &g->recent[g->number % g->recent_count];
    arena_release(&record->arena);
    arena_init(&record->arena);
    g->recent_size -= record->size;
    record->size = size_of(&g->row);
    g->recent_size += record->size;
    if (g->recent_size > INGEST_HEADER_LIMIT) {
        messages_say(g->messages,
                     (struct place){ row_source_name(g->rows), g->row.line, 0 },
                     "the records of the header take more than %d bytes, up to this one",
                     INGEST_HEADER_LIMIT);
        return false;
    }
    struct text *cells = arena_take(&record->arena, (g->row.count + 1) * sizeof *cells);
    for (size_t i = 0; i < g->row.count; i++)
        cells[i] = utf8_fold(g->row.cells[i], &record->arena);
    record->cells = (struct csv_columns){ cells, g->row.count };
    return true;
}

/* The record so many above the one at hand; empty where the table starts below it. */
static struct csv_columns recent(const struct header_reading *g, size_t above)
{
    return above < g->number ? g->recent[(g->number - above) % g->recent_count].cells
                             : (struct csv_columns){ 0 };
}

/* The lines of one name, with a space between those that are not empty. */
static struct text joined_name(const struct header_reading *g, size_t cell,
                               struct arena *arena)
{
    size_t length = 0;
    struct text only = text_of("");
    for (size_t above = g->recipe->header_lines; above-- > 0;) {
        const struct csv_columns line = recent(g, above);
        if (cell >= line.count || line.names[cell].length == 0)
            continue;
        only = line.names[cell];
        length += only.length + (length > 0);
    }
    if (length == only.length)
        return only;
    char *bytes = arena_take_bytes(arena, length), *end = bytes;
    for (size_t above = g->recipe->header_lines; above-- > 0;) {
        const struct csv_columns line = recent(g, above);
        if (cell >= line.count || line.names[cell].length == 0)
            continue;
        if (end > bytes)
            *end++ = ' ';
        end = mempcpy(end, line.names[cell].bytes, line.names[cell].length);
    }
    return (struct text){ bytes, length };
}

/* The names that the record at hand and the lines above it come to. */
static struct csv_columns joined_names(const struct header_reading *g,
                                       struct arena *arena)
{
    size_t count = 0;
    for (size_t above = 0; above < g->recipe->header_lines; above++) {
        const struct csv_columns line = recent(g, above);
        count = line.count > count ? line.count : count;
    }
    struct text *names = arena_take(arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = joined_name(g, i, arena);
    return (struct csv_columns){ names, count };
}

/* A copy that lives as long as the header. */
static struct csv_columns kept(struct header_reading *g, struct csv_columns cells)
{
    struct text *names = arena_take(g->arena, (cells.count + 1) * sizeof *names);
    for (size_t i = 0; i < cells.count; i++)
        names[i] = arena_keep(g->arena, cells.names[i]);
    return (struct csv_columns){ names, cells.count };
}

/* A heading holds until the next one to its right: cells that were merged come out empty.
 */
static struct csv_columns filled(struct header_reading *g, struct csv_columns groups)
{
    struct text *names = arena_take(g->arena, (groups.count + 1) * sizeof *names);
    for (size_t i = 0; i < groups.count; i++)
        names[i] = groups.names[i].length > 0 || i == 0
                       ? arena_keep(g->arena, groups.names[i])
                       : names[i - 1];
    return (struct csv_columns){ names, groups.count };
}

/* The record at hand is the header. */
static void keep_header(struct header_reading *g)
{
    g->header->line = g->row.line;
    g->header->columns = kept(g, joined_names(g, g->arena));
    for (size_t i = 0; i < g->recipe->group_header_count; i++)
        g->header->groups[i] = filled(g, recent(g, g->recipe->group_headers[i]));
}

/* --- What stands above --- */

static void keep_above_cell(struct header_reading *g, const struct recipe_text *text,
                            struct ingest_above *above)
{
    const size_t position = text->position + (text->in_table ? g->header->first : 0);
    if (text->record != (text->in_table ? g->number : g->header->records) ||
        position > g->row.count)
        return;
    above->found = true;
    above->text = utf8_fold(g->row.cells[position - 1], g->arena);
}

static void look_above(struct header_reading *g, const struct recipe_text *text,
                       struct ingest_above *above)
{
    for (size_t i = 0; i < g->row.count && !above->doubled; i++) {
        if (!recipe_test_holds(&text->test, g->row.cells[i]))
            continue;
        const struct text cell = utf8_fold(g->row.cells[i], g->arena);
        above->doubled = above->found && !text_equal(cell, above->text);
        *(above->found ? &above->other : &above->text) = cell;
        above->found = true;
    }
}

static void keep_above(struct header_reading *g)
{
    for (int i = 0; i < 3; i++) {
        const struct recipe_text *text =
            ingest_subject_text(g->recipe, (enum ingest_subject)i);
        if (text->origin == RECIPE_FROM_CELL)
            keep_above_cell(g, text, &g->header->above[i]);
        else if (text->origin == RECIPE_FROM_ABOVE)
            look_above(g, text, &g->header->above[i]);
    }
}

/* The next record above the rows. False where there is none; `what` is said of the end of
 * the file, unless it is NULL. */
static bool next_above(struct header_reading *g, const char *what)
{
    g->outcome = row_source_next(g->rows, &g->row);
    if (g->outcome == CSV_ROW) {
        g->header->records++;
        g->number += g->number > 0 || !g->recipe->starts.given;
        keep_above(g);
        if (g->number > 0 && !keep_recent(g))
            g->outcome = CSV_BROKEN;
    } else if (g->outcome == CSV_END && what != NULL) {
        messages_say(g->messages, (struct place){ row_source_name(g->rows), 0, 0 },
                     "the file ends before %s", what);
    }
    return g->outcome == CSV_ROW;
}

/* --- Where the table starts --- */

/* The cell that makes the record an edge; SIZE_MAX where none does. */
static size_t edge_cell(const struct recipe_edge *edge, const struct csv_row *row)
{
    if (edge->position > 0)
        return recipe_test_holds(&edge->test, edge->position <= row->count
                                                  ? row->cells[edge->position - 1]
                                                  : text_of(""))
                   ? edge->position - 1
                   : SIZE_MAX;
    for (size_t i = 0; i < row->count; i++)
        if (recipe_test_holds(&edge->test, row->cells[i]))
            return i;
    return SIZE_MAX;
}

bool ingest_is_edge(const struct recipe_edge *edge, const struct csv_row *row)
{
    return edge->given && edge_cell(edge, row) != SIZE_MAX;
}

/* Which cells are of the table: where others stand beside it, those from the cell that
 * starts it to the heading of the next. */
static void find_width(struct header_reading *g)
{
    struct ingest_header *header = g->header;
    const struct recipe *recipe = g->recipe;
    if (recipe->first_column > 0) {
        header->first = recipe->first_column - 1;
        header->end = recipe->last_column;
    }
    if (!recipe->beside)
        return;
    header->first = edge_cell(&recipe->starts, &g->row);
    header->end = header->first + 1;
    while (header->end < g->row.count && utf8_trim(g->row.cells[header->end]).length == 0)
        header->end++;
    if (header->end >= g->row.count)
        header->end = SIZE_MAX;
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
    find_width(g);
    keep_above(g);
    return keep_recent(g);
}

/* --- The header by its names --- */

static bool stands_in(const struct recipe_column *column, const struct csv_columns *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (recipe_column_is_named(column, names->names[i], (struct recipe_years){ 0 }))
            return true;
    return false;
}

/* Keeps what the record at hand lacks, if it has more than those before. */
static void keep_nearest(struct header_reading *g, const struct csv_columns *names,
                         size_t found, size_t wanted, const struct recipe_column *lacking)
{
    struct nearest_header *nearest = &g->nearest;
    struct suggestions near;
    nearest->wanted = wanted;
    if (found <= nearest->found)
        return;
    nearest->found = found;
    nearest->line = g->row.line;
    nearest->lacking = recipe_column_name(lacking);
    suggest_init(&near, nearest->lacking);
    for (size_t i = 0; i < names->count; i++)
        suggest_offer(&near, names->names[i]);
    suggest_format(&near, nearest->hint);
}

/* Whether the record at hand has all names of the recipe's columns. */
static bool has_names(struct header_reading *g)
{
    const struct recipe *recipe = g->recipe;
    const struct recipe_column *lacking = NULL;
    size_t found = 0, wanted = 0;
    struct arena arena;
    arena_init(&arena);
    const struct csv_columns names = joined_names(g, &arena);
    for (size_t i = 0; i < recipe->column_count; i++) {
        const struct recipe_column *column = &recipe->columns[i];
        if (recipe_column_name(column).length == 0)
            continue;
        wanted++;
        g->compared += names.count;
        if (stands_in(column, &names))
            found++;
        else if (lacking == NULL)
            lacking = column;
    }
    if (lacking != NULL)
        keep_nearest(g, &names, found, wanted, lacking);
    arena_release(&arena);
    return lacking == NULL;
}

static bool find_named_header(struct header_reading *g)
{
    const struct nearest_header *nearest = &g->nearest;
    if (g->number > 0 && has_names(g))
        return true;
    while (g->number < INGEST_DEEPEST_HEADER && g->compared < INGEST_MOST_COMPARED &&
           next_above(g, NULL))
        if (has_names(g))
            return true;
    if (g->outcome == CSV_BROKEN)
        return false;
    const struct place place = { row_source_name(g->rows), nearest->line, 0 };
    if (nearest->found == 0)
        messages_say(g->messages, place,
                     "none of the first %zu records%s has a name of the recipe's columns",
                     g->number, g->recipe->starts.given ? " of the table" : "");
    else
        messages_say(
            g->messages, place,
            "no record has all %zu names of the recipe's columns; this has %zu, and "
            "no '%.*s'%s",
            nearest->wanted, nearest->found, TEXT_ARGS(nearest->lacking), nearest->hint);
    return false;
}

static bool find_header(struct header_reading *g, const struct csv_row *first)
{
    const struct recipe *recipe = g->recipe;
    find_width(g);
    if (recipe->starts.given && !find_start(g, first))
        return false;
    if (recipe->header_named)
        return find_named_header(g);
    const char *what =
        arena_print(g->arena, "record %zu%s, where the recipe has the header",
                    recipe->header, recipe->starts.given ? " of the table" : "")
            .bytes;
    while (g->number < recipe->header)
        if (!next_above(g, what))
            return false;
    return true;
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
    *header = (struct ingest_header){ .start = 1, .end = SIZE_MAX };
    header->groups =
        arena_take(arena, (recipe->group_header_count + 1) * sizeof *header->groups);
    memset(header->groups, 0, (recipe->group_header_count + 1) * sizeof *header->groups);
    open_recent(&g);
    const bool found = find_header(&g, first);
    if (found && (recipe->header > 0 || recipe->header_named))
        keep_header(&g);
    close_recent(&g);
    return found;
}
