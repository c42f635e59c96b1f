/* What has changed in the layout of a file since its recipe was written. */
#include "step/ingest_check.h"

#include <stdlib.h>

#include "base/suggest.h"
#include "base/utf8.h"

/* How far down a header is looked for. */
enum { DEEPEST_HEADER = 200 };

/* One reason for refusals. */
struct reason {
    uint64_t count;
    struct place first;
};

struct checking {
    const struct check_request *request;
    struct messages *messages;
    struct arena arena;
    /* the record that has the most of the recipe's names */
    struct csv_columns best;
    size_t best_record, best_found;
    uint64_t best_line;
    struct text_map reasons;
    struct reason *counts; /* by number in `reasons` */
    size_t counts_room;
    uint64_t other_reasons; /* beyond CHECK_MOST_REASONS */
};

static void tell(struct checking *g, const char *what, uint64_t count, struct place place,
                 struct text detail)
{
    struct csv_writer *writer = g->request->writer;
    csv_write_cell(writer, text_of(what));
    csv_write_known(writer, count > 0, (double)count);
    csv_write_known(writer, place.line > 0, (double)place.line);
    csv_write_known(writer, place.column > 0, (double)place.column);
    csv_write_cell(writer, detail);
    csv_write_end(writer);
}

static void tell_change(struct checking *g, const char *what, struct place place,
                        struct text detail)
{
    tell(g, what, 0, place, detail);
    g->request->refusals->count++;
}

/* --- The header --- */

/* Whether white space apart a cell of a header is a name of the column. */
static bool is_name(struct text cell, const struct recipe_column *column)
{
    struct arena arena;
    arena_init(&arena);
    const bool named = recipe_column_is_named(column, utf8_fold(cell, &arena),
                                              (struct recipe_years){ 0 });
    arena_release(&arena);
    return named;
}

static bool has_name(const struct recipe_column *column)
{
    return recipe_column_name(column).length > 0;
}

static bool stands_in(const struct recipe_column *column, const struct text *cells,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_name(cells[i], column))
            return true;
    return false;
}

/* How many of the recipe's names stand in a record. */
static size_t count_names(const struct recipe *recipe, const struct csv_row *row)
{
    size_t found = 0;
    for (size_t i = 0; i < recipe->column_count; i++)
        found += has_name(&recipe->columns[i]) &&
                 stands_in(&recipe->columns[i], row->cells, row->count);
    return found;
}

/* Looks for the record that has the most names; of equals, the recipe's own, then the
 * first. */
static bool find_best(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    struct text sheet;
    struct csv_row row;
    enum csv_outcome outcome = CSV_END;
    struct row_source *rows = g->request->open(g->request->state, &sheet);
    if (rows == NULL)
        return false;
    for (size_t record = 1; record <= DEEPEST_HEADER || record <= recipe->header;
         record++) {
        outcome = row_source_next(rows, &row);
        if (outcome != CSV_ROW)
            break;
        const size_t found = count_names(recipe, &row);
        if (found < g->best_found || (found == g->best_found && record != recipe->header))
            continue;
        csv_columns_keep(&g->best, &row, &g->arena);
        g->best_record = record;
        g->best_found = found;
        g->best_line = row.line;
    }
    g->request->close(g->request->state);
    return outcome != CSV_BROKEN;
}

static void tell_missing(struct checking *g, const struct recipe_column *column)
{
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    const struct text name = recipe_column_name(column);
    suggest_init(&near, name);
    for (size_t i = 0; i < g->best.count; i++)
        suggest_offer(&near, utf8_trim(g->best.names[i]));
    tell_change(g, "column missing", (struct place){ NULL, g->best_line, 0 },
                arena_print(&g->arena, "%.*s: '%.*s'%s", TEXT_ARGS(column->short_name),
                            TEXT_ARGS(name), suggest_format(&near, hint)));
}

/* Tells where the header is now and what it lacks. Whether rows can be read below it. */
static bool check_header(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    size_t missing = 0;
    if (g->best_record != recipe->header)
        tell_change(g, "header moved", (struct place){ NULL, g->best_line, 0 },
                    arena_print(&g->arena, "from record %zu to record %zu",
                                recipe->header, g->best_record));
    for (size_t i = 0; i < recipe->column_count; i++) {
        const struct recipe_column *column = &recipe->columns[i];
        if (!has_name(column) || stands_in(column, g->best.names, g->best.count))
            continue;
        tell_missing(g, column);
        missing++;
    }
    return missing == 0;
}

/* Headers that are found otherwise than by one record of names are left to ingest. */
static bool is_plain_header(const struct recipe *recipe)
{
    size_t names = 0;
    for (size_t i = 0; i < recipe->column_count; i++)
        names += has_name(&recipe->columns[i]);
    return names > 0 && recipe->header > 0 && !recipe->header_named &&
           recipe->header_lines == 1 && !recipe->starts.given && !recipe->transposed;
}

/* --- The cells --- */

static void hear(void *state, struct place place, const char *reason)
{
    struct checking *g = state;
    const uint32_t known = text_map_find(&g->reasons, text_of(reason));
    if (known != TEXT_MAP_ABSENT) {
        g->counts[known].count++;
        return;
    }
    if (g->reasons.count == CHECK_MOST_REASONS) {
        g->other_reasons++;
        return;
    }
    ARRAY_RESERVE(g->counts, g->counts_room, g->reasons.count + 1);
    g->counts[text_map_add(&g->reasons, text_of(reason))] = (struct reason){ 1, place };
}

/* The recipe with its header where it is now. */
static struct recipe moved(struct checking *g)
{
    struct recipe recipe = *g->request->recipe;
    size_t *groups =
        arena_take(&g->arena, (recipe.group_header_count + 1) * sizeof *groups);
    size_t kept = 0;
    for (size_t i = 0; i < recipe.group_header_count; i++)
        if (recipe.group_headers[i] < g->best_record)
            groups[kept++] = recipe.group_headers[i];
    recipe.group_headers = groups;
    recipe.group_header_count = kept;
    recipe.header = g->best_record;
    return recipe;
}

static enum step_outcome read_cells(struct checking *g, const struct recipe *recipe)
{
    const struct check_request *request = g->request;
    struct ingest_input input = { .output = INGEST_NOTHING, .number = 1 };
    input.rows = request->open(request->state, &input.sheet);
    if (input.rows == NULL)
        return STEP_BROKEN;
    request->refusals->hear = hear;
    request->refusals->hear_state = g;
    const enum step_outcome outcome =
        ingest_run(&input, recipe, request->metrics, request->areas, false,
                   request->refusals, request->writer, request->account);
    request->refusals->hear = NULL;
    request->close(request->state);
    return outcome;
}

static void tell_reasons(struct checking *g)
{
    for (uint32_t i = 0; i < g->reasons.count; i++)
        tell(g, "refused", g->counts[i].count, g->counts[i].first, g->reasons.keys[i]);
    if (g->other_reasons > 0)
        tell(g, "refused", g->other_reasons, (struct place){ 0 },
             text_of("for other reasons"));
}

static void tell_idle_rules(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    for (size_t i = 0; i < recipe->rule_count; i++)
        if (g->request->account->rows_left_out[i] == 0)
            tell(g, "rule idle", 0, (struct place){ 0 }, recipe->rules[i].name);
}

static enum step_outcome check(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    struct recipe adapted = *recipe;
    csv_write_cells_as_they_stand(g->request->writer,
                                  text_of("what,count,line,column,detail"));
    csv_write_end(g->request->writer);
    if (is_plain_header(recipe)) {
        if (!find_best(g))
            return STEP_BROKEN;
        if (!check_header(g))
            return STEP_DONE;
        adapted = moved(g);
    }
    if (read_cells(g, &adapted) != STEP_DONE)
        return STEP_BROKEN;
    tell_reasons(g);
    tell_idle_rules(g);
    return STEP_DONE;
}

enum step_outcome check_run(const struct check_request *request,
                            struct messages *messages)
{
    struct checking g = { .request = request, .messages = messages };
    arena_init(&g.arena);
    text_map_init(&g.reasons);
    const enum step_outcome outcome = check(&g);
    text_map_release(&g.reasons);
    arena_release(&g.arena);
    free(g.counts);
    return outcome;
}
