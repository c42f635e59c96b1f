/* The rows of an unknown table, read once more when its columns are known. */
#include <stdlib.h>

#include "step/draft_facts.h"

enum { MOST_UNKNOWN = 400, MOST_METRICS = 2000, LONGEST_NAME = 2000 };

struct rows {
    bool begun;        /* a row with a known area has been met */
    uint32_t first;    /* the first area of the table */
    uint64_t since;    /* records without a known area since the last with one */
    size_t gap_record; /* the first of those that is not blank, and what stands in it */
    size_t gap_column;
    struct text gap_text;
    struct draft_edge next; /* where another table may start in this gap */
    bool after_blank;
    struct arena arena; /* of texts, for one gap */
};

struct text draft_cell_of(const struct csv_row *row, size_t column)
{
    return column > 0 && column <= row->count ? text_trim(row->cells[column - 1])
                                              : text_of("");
}

struct text draft_area_cell(const struct draft *draft, const struct csv_row *row)
{
    struct text cell = draft_cell_of(row, draft->area);
    for (size_t i = 0; i < draft->level_count && cell.length == 0; i++)
        cell = draft_cell_of(row, draft->levels[i]);
    return cell;
}

/* --- Levels --- */

/* Rows in which a column of codes is filled and the column of areas is not. */
static bool count_levels(struct draft *draft, void *state, const struct csv_row *row,
                         size_t record)
{
    uint64_t *filled = state;
    (void)record;
    if (draft_cell_of(row, draft->area).length > 0)
        return true;
    for (size_t i = 0; i < draft->head_count; i++)
        filled[i] +=
            draft->heads[i].role == ROLE_AREA && draft_is_code(draft_cell_of(row, i + 1));
    return true;
}

/* The column not taken yet that is filled in the fewest such rows: a region has no rows
 * below it, the country has all of them. */
static size_t next_level(const struct draft *draft, const uint64_t *filled)
{
    size_t best = 0;
    for (size_t i = 0; i < draft->head_count; i++) {
        bool taken = filled[i] == 0 || i + 1 == draft->area;
        for (size_t l = 0; l < draft->level_count; l++)
            taken = taken || draft->levels[l] == i + 1;
        if (!taken && (best == 0 || filled[i] < filled[best - 1]))
            best = i + 1;
    }
    return best;
}

bool draft_levels_find(struct draft *draft)
{
    if (draft->area == 0)
        return true;
    uint64_t *filled = memory_take(draft->head_count + 1, sizeof *filled);
    memset(filled, 0, (draft->head_count + 1) * sizeof *filled);
    const bool fine = draft_walk(draft, count_levels, filled);
    size_t level;
    while (fine && draft->level_count < DRAFT_MOST_LEVELS &&
           (level = next_level(draft, filled)) > 0)
        draft->levels[draft->level_count++] = level;
    free(filled);
    return fine;
}

/* --- Rows --- */

/* Whether any column of figures has a number in this row. */
static bool has_figure(const struct draft *draft, const struct csv_row *row)
{
    struct draft_number number;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_is_figure(draft, i) &&
            draft_number_read(draft_cell_of(row, i + 1), &number))
            return true;
    return false;
}

static void tally_words(struct draft *draft, const struct csv_row *row)
{
    struct draft_number number;
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct text cell = draft_cell_of(row, i + 1);
        if (cell.length > 0 && draft_is_figure(draft, i) &&
            !draft_number_read(cell, &number))
            draft_tally_add(&draft->words, cell, DRAFT_MOST_WORDS);
    }
}

static bool is_wanted(const struct draft *draft, const struct csv_row *row)
{
    for (size_t i = 0; i < draft->only_count; i++)
        if (!text_equal(draft_cell_of(row, draft->only[i].column), draft->only[i].text))
            return false;
    return true;
}

static void tally_metric(struct draft *draft, const struct csv_row *row)
{
    char name[LONGEST_NAME];
    size_t length = 0;
    for (size_t i = 0; i < draft->dimension_count; i++) {
        const struct text cell = draft_cell_of(row, draft->dimensions[i]);
        if (length + cell.length + 1 >= sizeof name)
            return;
        if (i > 0)
            name[length++] = ';';
        memcpy(name + length, cell.bytes == NULL ? "" : cell.bytes, cell.length);
        length += cell.length;
    }
    if (draft->dimension_count > 0)
        draft_tally_add(&draft->metrics, (struct text){ name, length }, MOST_METRICS);
}

/* Whether a row of a table with councils across has words in place of its figures, such
 * as Yes and No: it measures nothing. */
static bool has_words_alone(const struct draft *draft, const struct csv_row *row)
{
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_is_figure(draft, i) && draft_cell_of(row, i + 1).length > 0 &&
            draft_marker(draft_cell_of(row, i + 1)) == NULL)
            return !has_figure(draft, row);
    return false;
}

/* --- Names beside codes --- */

/* The column in which most cells are names of areas, where that of areas has codes. */
static void find_names(struct draft *draft)
{
    const struct draft_column *codes =
        draft->area == 0 ? NULL : &draft_head(draft, draft->area)->cells;
    if (codes == NULL || codes->areas[AREA_FORM_NAME] * 2 > codes->filled)
        return;
    uint64_t best = codes->filled / 2;
    for (size_t i = 0; i < draft->head_count; i++) {
        const uint64_t names = draft->heads[i].cells.areas[AREA_FORM_NAME];
        if (i + 1 == draft->area || names <= best ||
            draft->heads[i].cells.councils * 2 < codes->councils)
            continue;
        best = names;
        draft->names = i + 1;
    }
}

/* A figure of several councils may stand under the code of one of them. */
static bool is_joint(struct text name)
{
    static const char *const words[] = { "councils", "partnership", "partnerships",
                                         "shared",   "joint",       "consortium",
                                         NULL };
    return draft_has_any(name, words);
}

static void compare_name(struct draft *draft, const struct csv_row *row, uint32_t area)
{
    uint32_t named;
    const struct areas *areas = draft->request->areas;
    const struct text name = draft_cell_of(row, draft->names);
    if (draft->names == 0 || name.length == 0)
        return;
    draft_area_read(areas, name, &named);
    if (named == AREA_NONE && is_joint(name))
        draft_tally_add(&draft->joint, name, MOST_UNKNOWN);
    /* A council may have had several codes; another class of the name is another body. */
    if (named == AREA_NONE || area == AREA_NONE || named == area ||
        (areas_get(areas, named)->class == areas_get(areas, area)->class &&
         text_equal(areas_get(areas, named)->name, areas_get(areas, area)->name)))
        return;
    struct arena arena;
    arena_init(&arena);
    draft_tally_add(&draft->misnamed,
                    arena_print(&arena, "%.*s '%.*s', which is %.*s",
                                TEXT_ARGS(areas_get(areas, area)->code), TEXT_ARGS(name),
                                TEXT_ARGS(areas_get(areas, named)->code)),
                    MOST_UNKNOWN);
    arena_release(&arena);
}

static void take_known(struct draft *draft, const struct csv_row *row)
{
    draft->with_area++;
    if (!is_wanted(draft, row))
        return;
    if (draft->layout.shape == SHAPE_AREAS_ACROSS && has_words_alone(draft, row)) {
        draft->wordy++;
        return;
    }
    draft->figures += has_figure(draft, row);
    tally_words(draft, row);
    tally_metric(draft, row);
}

static void take_unknown(struct draft *draft, const struct csv_row *row, struct text area)
{
    if (area.length == 0) {
        draft->without_area++;
        return;
    }
    draft_tally_add(&draft->unknown, area, MOST_UNKNOWN);
    if (!has_figure(draft, row))
        draft_tally_add(&draft->unfigured, area, MOST_UNKNOWN);
    if (draft_is_code(area))
        draft_tally_add(&draft->prefixes, text_slice(area, 0, 3), MOST_UNKNOWN);
}

/* A text below a blank record, which is no area and no number and has few cells beside
 * it, may be the title of the next table. */
static void note_title(struct draft *draft, struct rows *rows, const struct csv_row *row,
                       size_t record)
{
    enum { FEW = 3 };
    uint32_t area;
    struct draft_number number;
    size_t c = 0, filled = 0;
    while (c < row->count && text_trim(row->cells[c]).length == 0)
        c++;
    for (size_t i = c; i < row->count; i++)
        filled += text_trim(row->cells[i]).length > 0;
    const bool after_blank = rows->after_blank;
    rows->after_blank = c == row->count;
    if (filled == 0 || c + 1 > draft->area || rows->next.record > 0 ||
        (c + 1 == draft->area && (!after_blank || filled > FEW)))
        return;
    const struct text text = text_trim(row->cells[c]);
    if (text.length < DRAFT_LONGEST_TEXT && !draft_number_read(text, &number) &&
        draft_area_read(draft->request->areas, text, &area) == AREA_FORM_NONE)
        rows->next = (struct draft_edge){ record, c + 1, arena_keep(&rows->arena, text) };
}

/* What stands first in a record between two rows about areas: a second table may begin
 * there. */
static void note_gap(struct draft *draft, struct rows *rows, const struct csv_row *row,
                     size_t record)
{
    note_title(draft, rows, row, record);
    if (rows->since++ > 0 && rows->gap_record > 0)
        return;
    for (size_t c = 0; c < row->count; c++)
        if (text_trim(row->cells[c]).length > 0 &&
            text_trim(row->cells[c]).length < 200) {
            rows->gap_record = record;
            rows->gap_column = c + 1;
            rows->gap_text = arena_keep(&rows->arena, text_trim(row->cells[c]));
            return;
        }
}

/* The first area again, after other records than rows: another table stands below. */
static bool begins_again(struct draft *draft, struct rows *rows, uint32_t area)
{
    enum { FEWEST_BETWEEN = 2 };
    const bool again = rows->begun && area == rows->first && draft->period == 0 &&
                       draft->only_count + draft->dimension_count == 0 &&
                       rows->since >= FEWEST_BETWEEN && rows->gap_record > 0;
    if (again) {
        /* By its title, where the next has one: totals and notes above that are told by
         * rules. */
        draft->next = rows->next;
        draft->next.text = arena_keep(&draft->arena, rows->next.text);
        draft->end = draft->next;
        if (draft->end.record == 0)
            draft->end = (struct draft_edge){ rows->gap_record, rows->gap_column,
                                              arena_keep(&draft->arena, rows->gap_text) };
    }
    if (!rows->begun)
        rows->first = area;
    rows->begun = true;
    rows->since = 0;
    rows->gap_record = 0;
    rows->next = (struct draft_edge){ 0 };
    rows->after_blank = false;
    return again;
}

static bool take_row(struct draft *draft, void *state, const struct csv_row *row,
                     size_t record)
{
    struct rows *rows = state;
    const struct text cell = draft_area_cell(draft, row);
    uint32_t area = AREA_NONE;
    if (draft->area == 0) {
        take_known(draft, row);
        return true;
    }
    const enum draft_area form = draft_area_read(draft->request->areas, cell, &area);
    if (area == AREA_NONE && (form == AREA_FORM_NAME || form == AREA_FORM_E_CODE))
        draft_tally_add(&draft->ambiguous, cell, MOST_UNKNOWN);
    else if (area == AREA_NONE ||
             (draft_is_code(cell) && draft_body_of(cell) != BODY_COUNCIL)) {
        note_gap(draft, rows, row, record);
        take_unknown(draft, row, cell);
        return true;
    }
    if (begins_again(draft, rows, area))
        return false;
    compare_name(draft, row, area);
    take_known(draft, row);
    return true;
}

bool draft_rows_read(struct draft *draft)
{
    struct rows rows = { 0 };
    arena_init(&rows.arena);
    find_names(draft);
    const bool fine = draft_walk(draft, take_row, &rows);
    arena_release(&rows.arena);
    return fine;
}
