/* Where the header and the titles of a new edition are. */
#include "base/suggest.h"
#include "base/utf8.h"
#include "step/ingest_check_parts.h"

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
    return column->position == 0 && recipe_column_name(column).length > 0;
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

/* The cells that may be the title of a subject. */
static void keep_titles(struct checking *g, size_t record, const struct csv_row *row)
{
    for (int i = 0; i < 3; i++) {
        const struct recipe_text *text =
            ingest_subject_text(g->request->recipe, (enum ingest_subject)i);
        if (record <= CHECK_DEEPEST_HEADER && text->origin == RECIPE_FROM_CELL &&
            text->position <= row->count)
            g->titles[i][record] =
                arena_keep(&g->arena, utf8_trim(row->cells[text->position - 1]));
    }
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
    size_t compared = 0;
    for (size_t record = 1;
         (record <= CHECK_DEEPEST_HEADER && compared < CHECK_MOST_COMPARED) ||
         record <= recipe->header;
         record++) {
        outcome = row_source_next(rows, &row);
        if (outcome != CSV_ROW)
            break;
        keep_titles(g, record, &row);
        compared += row.count * recipe->column_count;
        if (compared >= CHECK_MOST_COMPARED && record != recipe->header)
            continue;
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
    check_tell_change(g, "column missing", 0, (struct place){ NULL, g->best_line, 0 },
                      arena_print(&g->arena, "%.*s: '%.*s'%s",
                                  TEXT_ARGS(column->short_name), TEXT_ARGS(name),
                                  suggest_format(&near, hint)));
}

/* A column whose place has another name now. False, told. */
static bool check_place(struct checking *g, const struct recipe_column *column)
{
    const size_t cell = column->position - 1;
    const struct text head =
        cell < g->best.count ? utf8_trim(g->best.names[cell]) : text_of("");
    if (column->position == 0 || column->names.count == 0 || is_name(head, column))
        return true;
    check_tell_change(g, "column moved", 0,
                      (struct place){ NULL, g->best_line, column->position },
                      arena_print(&g->arena, "%.*s: '%.*s' stands here, not '%.*s'",
                                  TEXT_ARGS(column->short_name), TEXT_ARGS(head),
                                  TEXT_ARGS(recipe_column_name(column))));
    return false;
}

/* Where a column is gone, the heads that the recipe does not know: it may be one of them.
 */
static void tell_new_heads(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    for (size_t i = 0; i < g->best.count && recipe->unread_given; i++) {
        const struct text head = utf8_trim(g->best.names[i]);
        bool known = head.length == 0 || check_is_known(recipe, head);
        for (size_t c = 0; c < recipe->column_count && !known; c++)
            known = recipe->columns[c].position == i + 1 ||
                    (has_name(&recipe->columns[c]) && is_name(head, &recipe->columns[c]));
        if (!known)
            check_tell_change(g, "column new", 0,
                              (struct place){ NULL, g->best_line, i + 1 }, head);
    }
}

/* Tells where the header is now and what it lacks. Whether rows can be read below it. */
static bool check_header(struct checking *g)
{
    const struct recipe *recipe = g->request->recipe;
    bool whole = true;
    if (g->best_record != recipe->header)
        check_tell_change(g, "header moved", 0, (struct place){ NULL, g->best_line, 0 },
                          arena_print(&g->arena, "from record %zu to record %zu",
                                      recipe->header, g->best_record));
    for (size_t i = 0; i < recipe->column_count; i++) {
        const struct recipe_column *column = &recipe->columns[i];
        const bool missing =
            has_name(column) && !stands_in(column, g->best.names, g->best.count);
        if (missing)
            tell_missing(g, column);
        whole = check_place(g, column) && !missing && whole;
    }
    if (!whole)
        tell_new_heads(g);
    return whole;
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

/* --- Titles --- */

/* Whether the cell says what the recipe wants of it there. */
static bool says_subject(struct checking *g, enum ingest_subject subject, size_t record)
{
    const struct recipe *recipe = g->request->recipe;
    struct text part;
    struct period period;
    if (record == 0 || record > CHECK_DEEPEST_HEADER ||
        !recipe_text_cut(ingest_subject_text(recipe, subject), g->titles[subject][record],
                         &part) ||
        part.length == 0)
        return false;
    return subject != SUBJECT_PERIOD ||
           (recipe->period_recoded.count > 0 &&
            text_map_find(&recipe->period_recoded, part) != TEXT_MAP_ABSENT) ||
           period_parse_spelt(recipe->period_spelling, part, &period);
}

/* A title may have stayed, or moved as the header did. False, told, where it says nothing
 * in either place. */
static bool find_title(struct checking *g, enum ingest_subject subject,
                       struct recipe_text *text)
{
    static const char *const words[] = { "area", "period", "metric" };
    const size_t header = g->request->recipe->header;
    const size_t moved = text->record + g->best_record > header
                             ? text->record + g->best_record - header
                             : 0;
    if (text->origin != RECIPE_FROM_CELL || text->in_table ||
        (subject == SUBJECT_METRIC && !g->request->recipe->is_long))
        return true;
    const size_t places[] = { moved, text->record };
    for (size_t i = 0; i < 2; i++)
        if (says_subject(g, subject, places[i])) {
            if (places[i] != text->record)
                check_tell_change(g, "title moved", 0, (struct place){ 0 },
                                  arena_print(&g->arena,
                                              "%s: from record %zu to record %zu",
                                              words[subject], text->record, places[i]));
            text->record = places[i];
            return true;
        }
    check_tell_change(g, "title missing", 0, (struct place){ 0 },
                      arena_print(&g->arena, "%s: record %zu, column %zu does not say it",
                                  words[subject], text->record, text->position));
    return false;
}

static bool find_titles(struct checking *g, struct recipe *adapted)
{
    const bool area = find_title(g, SUBJECT_AREA, &adapted->area);
    const bool period = find_title(g, SUBJECT_PERIOD, &adapted->period);
    return find_title(g, SUBJECT_METRIC, &adapted->metric) && area && period;
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

enum check_header check_header_find(struct checking *g, struct recipe *adapted)
{
    const size_t records = CHECK_DEEPEST_HEADER + 1;
    *adapted = *g->request->recipe;
    if (!is_plain_header(g->request->recipe))
        return CHECK_HEADER_FOUND;
    for (int i = 0; i < 3; i++) {
        g->titles[i] = arena_take(&g->arena, records * sizeof(struct text));
        memset(g->titles[i], 0, records * sizeof(struct text));
    }
    if (!find_best(g))
        return CHECK_HEADER_BROKEN;
    const bool header = check_header(g);
    *adapted = moved(g);
    return find_titles(g, adapted) && header ? CHECK_HEADER_FOUND : CHECK_HEADER_ABSENT;
}
