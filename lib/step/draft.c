/* A recipe drafted for a file that nobody has described. */
#include "step/draft.h"

#include <stdio.h>
#include <stdlib.h>

#include "step/draft_facts.h"

static struct place whole_file(const struct draft *draft)
{
    return (struct place){ draft->request->file, 0, 0 };
}

static struct row_source *open_sheet(const struct draft *draft, size_t sheet)
{
    return draft->request->open(draft->request->state, sheet, draft->stored);
}

static void close_sheet(const struct draft *draft, struct row_source *rows)
{
    row_source_close(rows);
    draft->request->close(draft->request->state);
}

bool draft_walk(struct draft *draft, draft_take *take, void *state)
{
    struct csv_row row;
    enum csv_outcome outcome;
    struct row_source *rows = open_sheet(draft, draft->sheet);
    if (rows == NULL)
        return false;
    for (size_t read = 1; (outcome = row_source_next(rows, &row)) == CSV_ROW; read++) {
        const size_t record = read > draft->skip ? read - draft->skip : 0;
        if (record > draft->layout.header &&
            ((draft->end.record > 0 && record >= draft->end.record) ||
             !take(draft, state, &row, record)))
            break;
    }
    close_sheet(draft, rows);
    return outcome != CSV_BROKEN;
}

/* --- The sheet --- */

static bool look_at_sheet(struct draft *draft, size_t sheet)
{
    struct row_source *rows = open_sheet(draft, sheet);
    if (rows == NULL)
        return false;
    draft_sample_release(&draft->sample);
    draft_sample_init(&draft->sample);
    struct csv_row row;
    for (size_t i = 0; i < draft->skip; i++)
        row_source_next(rows, &row);
    const bool fine = draft_sample_read(&draft->sample, rows);
    close_sheet(draft, rows);
    draft_layout_find(&draft->layout, &draft->sample, draft->request->areas);
    draft->sheet = sheet;
    return fine;
}

/* The sheet with the most cells that are areas; the first of equal ones. */
static bool find_sheet(struct draft *draft)
{
    size_t best = 0, hits = 0;
    for (size_t sheet = 0; sheet < draft->request->sheet_count; sheet++) {
        if (!look_at_sheet(draft, sheet))
            return false;
        if (draft->layout.shape != SHAPE_NO_TABLE && draft->layout.hits > hits) {
            hits = draft->layout.hits;
            best = sheet;
        }
    }
    return draft->sheet == best || look_at_sheet(draft, best);
}

/* --- The columns --- */

/* Whether a recipe would find `other` under this name and heading: one of several records
 * of headings is enough. */
static bool answers_to(const struct draft_head *other, struct text name,
                       struct text group)
{
    bool in_group = false;
    for (size_t g = 0; g < DRAFT_MOST_GROUPS; g++)
        in_group = in_group || text_equal(other->groups[g], group);
    return in_group && text_equal(other->name, name);
}

static bool tells_apart(const struct draft *draft, const struct draft_head *head,
                        struct text group)
{
    size_t both = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        both += answers_to(&draft->heads[i], head->name, group);
    return group.length > 0 && both == 1;
}

/* A name that stands twice needs a heading, and where none helps its place. */
static void find_address(struct draft *draft, struct draft_head *head)
{
    size_t names = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        names += text_equal(head->name, draft->heads[i].name);
    for (size_t g = 0; g < DRAFT_MOST_GROUPS && names > 1 && !head->by_group; g++)
        if (tells_apart(draft, head, head->groups[g])) {
            head->by_group = true;
            head->group = g;
        }
    head->by_position = head->name.length == 0 || (names > 1 && !head->by_group);
}

static bool is_taken(const struct draft *draft, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(draft->heads[i].short_name, name))
            return true;
    return false;
}

static void name_shortly(struct draft *draft, size_t i)
{
    enum { MOST = 32 };
    struct draft_head *head = &draft->heads[i];
    struct text name = draft_slug(head->name, MOST, &draft->arena);
    for (size_t at = 0; at < name.length; at++)
        if (name.bytes[at] == '-')
            ((char *)name.bytes)[at] = '_';
    if (name.length == 0 || (name.bytes[0] >= '0' && name.bytes[0] <= '9'))
        name = arena_print(&draft->arena, "column_%zu%s%.*s", i + 1,
                           name.length > 0 ? "_" : "", TEXT_ARGS(name));
    if (is_taken(draft, i, name))
        name = arena_print(&draft->arena, "%.*s_%zu", TEXT_ARGS(name), i + 1);
    head->short_name = name;
}

static void name_columns(struct draft *draft)
{
    draft->head_count = draft->layout.columns;
    draft->heads = memory_take(draft->head_count + 1, sizeof *draft->heads);
    memset(draft->heads, 0, (draft->head_count + 1) * sizeof *draft->heads);
    for (size_t i = 0; i < draft->head_count; i++) {
        draft->heads[i].position = i + 1;
        draft->heads[i].name =
            draft_layout_name(&draft->layout, &draft->sample, i + 1, &draft->arena);
        for (size_t g = 0; g < DRAFT_MOST_GROUPS; g++)
            draft->heads[i].groups[g] = draft_layout_group(&draft->layout, &draft->sample,
                                                           g, i + 1, &draft->arena);
        name_shortly(draft, i);
    }
    for (size_t i = 0; i < draft->head_count; i++)
        find_address(draft, &draft->heads[i]);
}

/* Rows between the header and the first about an area count lines or name units, and
 * those about none are totals and notes. */
static bool add_cells(struct draft *draft, void *state, const struct csv_row *row,
                      size_t record)
{
    (void)state;
    size_t filled = 0;
    uint32_t area;
    for (size_t i = 0; i < row->count; i++)
        filled += text_trim(row->cells[i]).length > 0;
    if (filled == 0)
        return true;
    draft->rows++;
    if (record < draft->layout.first ||
        (draft->layout.area > 0 &&
         draft_area_read(draft->request->areas, draft_cell_of(row, draft->layout.area),
                         &area) == AREA_FORM_NONE))
        return true;
    for (size_t i = 0; i < draft->head_count; i++)
        draft_column_add(&draft->heads[i].cells, draft->request->areas,
                         draft_cell_of(row, i + 1));
    return true;
}

/* --- The whole --- */

static bool say_no_table(struct draft *draft)
{
    messages_say(draft->messages, whole_file(draft),
                 "no column and no header in which areas stand that the tables know: "
                 "nothing to draft");
    return false;
}

static bool say_no_figures(struct draft *draft)
{
    const struct draft_head *head =
        draft->area > 0 ? draft_head(draft, draft->area) : NULL;
    if (head == NULL)
        return say_no_table(draft);
    messages_say(
        draft->messages, whole_file(draft),
        "a list of areas, not a table of figures: '%.*s' (column %zu) names %zu of "
        "them, and hardly a column beside it measures anything; nothing to draft",
        TEXT_ARGS(head->name), head->position, head->cells.councils + head->cells.others);
    return false;
}

/* Whether there is a column of figures; of a wide register that says no period, more than
 * a few: a population beside twenty columns of names makes no table of figures. */
static bool has_values(const struct draft *draft)
{
    enum { WIDE = 12, FEW = 5 };
    size_t values = 0, filled = 0;
    for (size_t i = 0; i < draft->head_count; i++) {
        values += draft->heads[i].role == ROLE_VALUE;
        filled += draft->heads[i].cells.filled > 0 && !draft->heads[i].beyond;
    }
    return values > 0 && (draft->period > 0 || filled < WIDE || values * FEW >= filled);
}

static bool look_at_columns(struct draft *draft)
{
    draft->rows = 0;
    name_columns(draft);
    return draft_walk(draft, add_cells, NULL);
}

/* What is shown is often rounded. Where shares are shown as 36.7%, though, 0.367 is
 * stored, and people mean the former. */
static bool wants_stored(const struct draft *draft)
{
    uint64_t shares = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        shares += draft->heads[i].cells.spellings[SPELLING_PERCENT];
    return draft->request->sheets != NULL && shares == 0;
}

static void release_heads(struct draft *draft)
{
    for (size_t i = 0; i < draft->head_count; i++)
        draft_column_release(&draft->heads[i].cells);
    free(draft->heads);
    draft->heads = NULL;
    draft->head_count = 0;
}

static bool look_again(struct draft *draft)
{
    draft->stored = true;
    release_heads(draft);
    return look_at_sheet(draft, draft->sheet) && draft->layout.shape != SHAPE_NO_TABLE &&
           look_at_columns(draft);
}

static bool find_table(struct draft *draft)
{
    if (draft->layout.shape == SHAPE_NO_TABLE)
        return say_no_table(draft);
    if (!look_at_columns(draft) ||
        (!draft->stored && wants_stored(draft) && !look_again(draft)))
        return false;
    draft_roles_find(draft);
    const bool series = draft->layout.shape == SHAPE_SERIES && draft->period > 0;
    if (!has_values(draft) ||
        (draft->area == 0 && draft->layout.across_from == 0 && !series))
        return say_no_figures(draft);
    if (!draft_levels_find(draft) || !draft_keys_find(draft) || !draft_rows_read(draft))
        return false;
    return draft->figures > 0 || say_no_figures(draft);
}

/* What has been found out about one table. */
static void release_table(struct draft *draft)
{
    release_heads(draft);
    draft_tally_release(&draft->joint);
    draft_tally_release(&draft->misnamed);
    draft_tally_release(&draft->unknown);
    draft_tally_release(&draft->ambiguous);
    draft_tally_release(&draft->unfigured);
    draft_tally_release(&draft->prefixes);
    draft_tally_release(&draft->metrics);
    draft_tally_release(&draft->words);
}

/* Begins anew with the table below. False, said, where there is none. */
static bool go_to_next(struct draft *draft)
{
    if (draft->next.record == 0) {
        messages_say(draft->messages, whole_file(draft),
                     "no table %zu: %zu were found one below the other",
                     draft->request->table, draft->table);
        return false;
    }
    release_table(draft);
    *draft = (struct draft){
        .request = draft->request,
        .messages = draft->messages,
        .sheet = draft->sheet,
        .stored = draft->stored,
        .sample = draft->sample,
        .arena = draft->arena,
        .table = draft->table + 1,
        .skip = draft->skip + draft->next.record - 1,
        .start = draft->next,
        .first_place = draft->table == 1 ? draft->place : draft->first_place,
    };
    return look_at_sheet(draft, draft->sheet);
}

static bool find_out(struct draft *draft)
{
    if (!find_sheet(draft) || !find_table(draft))
        return false;
    while (draft->table < draft->request->table)
        if (!go_to_next(draft) || !find_table(draft))
            return false;
    return true;
}

static void release(struct draft *draft)
{
    release_table(draft);
    draft_sample_release(&draft->sample);
    arena_release(&draft->arena);
}

enum step_outcome draft_run(const struct draft_request *request,
                            struct messages *messages)
{
    struct draft draft = { .request = request, .messages = messages, .table = 1 };
    arena_init(&draft.arena);
    draft_sample_init(&draft.sample);
    const bool found = find_out(&draft);
    if (found)
        draft_write(&draft);
    release(&draft);
    return found ? STEP_DONE : STEP_BROKEN;
}
