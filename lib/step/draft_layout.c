/* Where the table stands in an unknown sheet. */
#include "step/draft_layout.h"

#include <stdlib.h>

#include "base/utf8.h"

void draft_sample_init(struct draft_sample *sample)
{
    *sample = (struct draft_sample){ 0 };
    arena_init(&sample->arena);
}

void draft_sample_release(struct draft_sample *sample)
{
    free(sample->rows);
    arena_release(&sample->arena);
}

static void keep_row(struct draft_sample *sample, const struct csv_row *row)
{
    ARRAY_RESERVE(sample->rows, sample->room, sample->count + 1);
    struct draft_row *kept = &sample->rows[sample->count++];
    *kept = (struct draft_row){ .count = row->count < DRAFT_MOST_COLUMNS
                                             ? row->count
                                             : DRAFT_MOST_COLUMNS };
    kept->cells = arena_take(&sample->arena, (kept->count + 1) * sizeof *kept->cells);
    for (size_t i = 0; i < kept->count; i++) {
        const struct text cell = text_trim(row->cells[i]);
        kept->cells[i] = arena_keep(&sample->arena, cell);
        kept->filled += cell.length > 0;
        sample->bytes += sizeof cell + cell.length;
        if (cell.length > 0 && i >= sample->widest)
            sample->widest = i + 1;
    }
}

bool draft_sample_read(struct draft_sample *sample, struct row_source *rows)
{
    struct csv_row row;
    while (sample->count < DRAFT_SAMPLE_ROWS && sample->bytes < DRAFT_SAMPLE_BYTES) {
        const enum csv_outcome outcome = row_source_next(rows, &row);
        if (outcome != CSV_ROW)
            return outcome == CSV_END;
        keep_row(sample, &row);
    }
    return true;
}

struct text draft_sample_cell(const struct draft_sample *sample, size_t row, size_t cell)
{
    const struct draft_row *kept = &sample->rows[row];
    return cell < kept->count ? kept->cells[cell] : text_of("");
}

/* --- Where areas are --- */

static bool names_area(const struct areas *areas, struct text cell)
{
    uint32_t area;
    return draft_area_read(areas, cell, &area) > AREA_FORM_NUMBER;
}

/* The column in which most cells name areas, and how many do. Of equal ones the first. */
static size_t find_area_column(const struct draft_sample *sample,
                               const struct areas *areas, size_t *hits)
{
    size_t *counts = memory_take(sample->widest + 1, sizeof *counts);
    memset(counts, 0, (sample->widest + 1) * sizeof *counts);
    size_t best = 0;
    for (size_t r = 0; r < sample->count; r++)
        for (size_t c = 0; c < sample->rows[r].count && c < sample->widest; c++)
            counts[c] += names_area(areas, sample->rows[r].cells[c]);
    for (size_t c = 1; c < sample->widest; c++)
        if (counts[c] > counts[best])
            best = c;
    *hits = sample->widest > 0 ? counts[best] : 0;
    free(counts);
    return best;
}

/* The record most of whose cells name areas, and how many do. */
static size_t find_area_record(const struct draft_sample *sample,
                               const struct areas *areas, size_t *hits)
{
    size_t best = 0;
    *hits = 0;
    for (size_t r = 0; r < sample->count && r < 40; r++) {
        size_t count = 0;
        for (size_t c = 0; c < sample->rows[r].count; c++)
            count += names_area(areas, sample->rows[r].cells[c]);
        if (count > *hits) {
            *hits = count;
            best = r;
        }
    }
    return best;
}

/* The first record that names an area and is followed by another that does: a title may
 * name one too. */
static size_t first_record(const struct draft_sample *sample, const struct areas *areas,
                           size_t column)
{
    for (size_t r = 0; r < sample->count; r++) {
        size_t next = r + 1;
        if (!names_area(areas, draft_sample_cell(sample, r, column)))
            continue;
        while (next < sample->count && sample->rows[next].filled == 0)
            next++;
        if (next >= sample->count ||
            (sample->rows[r].filled > 1 &&
             names_area(areas, draft_sample_cell(sample, next, column))) ||
            (next + 1 < sample->count && sample->rows[r].filled > 1 &&
             names_area(areas, draft_sample_cell(sample, next + 1, column))))
            return r;
    }
    return sample->count;
}

/* --- The header --- */

/* A record whose cells are numbers of lines or columns is no header. */
static bool is_all_numbers(const struct draft_row *row)
{
    struct draft_number number;
    size_t numbers = 0;
    for (size_t i = 0; i < row->count; i++)
        numbers += draft_number_read(row->cells[i], &number);
    return row->filled > 0 && numbers * 10 > row->filled * 9;
}

/* The nearest record above the first that fills half the table's columns; else the
 * fullest above it. */
static size_t find_header(const struct draft_sample *sample, size_t first, size_t columns)
{
    size_t fullest = first;
    for (size_t r = first; r-- > 0;) {
        const struct draft_row *row = &sample->rows[r];
        if (row->filled * 2 >= columns && !is_all_numbers(row))
            return r + 1;
        if (row->filled > 1 &&
            (fullest == first || row->filled > sample->rows[fullest].filled))
            fullest = r;
    }
    return fullest < first ? fullest + 1 : 0;
}

/* How many records make the names: one above belongs to them where it fills what the
 * header leaves empty above cells that are filled. */
static size_t find_header_lines(const struct draft_sample *sample, size_t header,
                                size_t first)
{
    size_t lines = 1;
    while (header > lines && first < sample->count) {
        const struct draft_row *above = &sample->rows[header - 1 - lines];
        size_t helped = 0, open = 0;
        for (size_t c = 0; c < sample->rows[first].count; c++) {
            if (sample->rows[first].cells[c].length == 0 ||
                draft_sample_cell(sample, header - 1, c).length > 0)
                continue;
            open++;
            helped += c < above->count && above->cells[c].length > 0;
        }
        if (open == 0 || helped * 2 < open || above->filled < 3)
            break;
        lines++;
    }
    return lines;
}

/* Records above the names with several texts in them; those of numbers alone count lines
 * or columns. */
static void find_group_headers(struct draft_layout *layout,
                               const struct draft_sample *sample)
{
    for (size_t r = layout->header - layout->header_lines;
         r-- > 0 && layout->group_count < DRAFT_MOST_GROUPS;)
        if (sample->rows[r].filled >= 2 && !is_all_numbers(&sample->rows[r]))
            layout->group_headers[layout->group_count++] = r + 1;
}

static void find_names(struct draft_layout *layout, const struct draft_sample *sample)
{
    layout->header = find_header(sample, layout->first - 1, layout->columns);
    if (layout->header == 0)
        return;
    layout->header_lines = find_header_lines(sample, layout->header, layout->first - 1);
    find_group_headers(layout, sample);
}

/* The columns that are filled in any of the records from `first`. */
static size_t table_columns(const struct draft_sample *sample, size_t first)
{
    size_t columns = 0;
    for (size_t r = first; r < sample->count; r++)
        for (size_t c = sample->rows[r].count; c > columns; c--)
            if (sample->rows[r].cells[c - 1].length > 0) {
                columns = c;
                break;
            }
    return columns;
}

/* Where some have numbers, the first of those is the first: a word before them that names
 * an area too is a coincidence. */
static bool has_glued(const struct draft_row *row)
{
    for (size_t c = 0; c < row->count; c++)
        if (draft_glued_name(row->cells[c]) > 0)
            return true;
    return false;
}

static void lay_across(struct draft_layout *layout, const struct draft_sample *sample,
                       const struct areas *areas, size_t record)
{
    const struct draft_row *row = &sample->rows[record];
    layout->shape = SHAPE_AREAS_ACROSS;
    layout->header = record + 1;
    layout->header_lines = 1;
    layout->first = record + 2;
    layout->columns = row->count;
    const bool glued = has_glued(row);
    for (size_t c = 0; c < row->count; c++)
        if (names_area(areas, row->cells[c]) &&
            (layout->across_from > 0 || !glued || draft_glued_name(row->cells[c]) > 0)) {
            layout->across_to = c + 1;
            if (layout->across_from == 0)
                layout->across_from = c + 1;
        }
}

/* The column most of whose cells are periods, in records of which another cell is a
 * number; false where there is none. */
static bool find_series(const struct draft_sample *sample, size_t *column)
{
    enum { MOST_ASKED = 16, FEWEST = 10 };
    struct draft_number number;
    for (*column = 0; *column < sample->widest && *column < MOST_ASKED; ++*column) {
        size_t periods = 0, filled = 0;
        for (size_t r = 0; r < sample->count; r++) {
            bool figure = false;
            for (size_t c = 0; c < sample->rows[r].count && !figure; c++)
                figure =
                    c != *column && draft_number_read(sample->rows[r].cells[c], &number);
            filled += draft_sample_cell(sample, r, *column).length > 0;
            periods +=
                figure && draft_period_read(draft_sample_cell(sample, r, *column)) !=
                              PERIOD_FORM_NONE;
        }
        if (periods >= FEWEST && periods * 10 > filled * 8)
            return true;
    }
    return false;
}

/* A header is a record right above the first period that fills every column of the table
 * with texts. */
static void lay_series(struct draft_layout *layout, const struct draft_sample *sample,
                       size_t column)
{
    size_t first = 0;
    struct draft_number number;
    while (first < sample->count && draft_period_read(draft_sample_cell(
                                        sample, first, column)) == PERIOD_FORM_NONE)
        first++;
    layout->shape = SHAPE_SERIES;
    layout->header_lines = 1;
    layout->columns = table_columns(sample, first);
    layout->first = 1;
    if (first == 0 || sample->rows[first - 1].filled < layout->columns)
        return;
    for (size_t c = 0; c < layout->columns; c++)
        if (draft_number_read(sample->rows[first - 1].cells[c], &number))
            return;
    if (layout->columns < 3 && first > 1)
        return;
    layout->header = first;
    layout->first = first + 1;
}

void draft_layout_find(struct draft_layout *layout, const struct draft_sample *sample,
                       const struct areas *areas)
{
    enum { FEWEST_ACROSS = 10 };
    size_t down, across, filled = 0;
    const size_t column = find_area_column(sample, areas, &down);
    const size_t record = find_area_record(sample, areas, &across);
    *layout = (struct draft_layout){ .shape = SHAPE_NO_TABLE };
    for (size_t r = 0; r < sample->count; r++)
        filled += sample->rows[r].filled > 1;
    if (across >= FEWEST_ACROSS && across > down) {
        layout->hits = across;
        lay_across(layout, sample, areas, record);
        return;
    }
    const size_t first = first_record(sample, areas, column);
    if (down < 2 || down * 5 < filled || first >= sample->count) {
        size_t period;
        if (find_series(sample, &period))
            lay_series(layout, sample, period);
        return;
    }
    layout->shape = SHAPE_AREAS_DOWN;
    layout->hits = down;
    layout->area = column + 1;
    layout->first = first + 1;
    layout->columns = table_columns(sample, first);
    find_names(layout, sample);
}

/* --- Names --- */

static void append_folded(char *out, size_t *length, struct text cell)
{
    bool gap = *length > 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (text_is_space(cell.bytes[i])) {
            gap = *length > 0;
            continue;
        }
        if (gap)
            out[(*length)++] = ' ';
        gap = false;
        out[(*length)++] = cell.bytes[i];
    }
}

struct text draft_layout_name(const struct draft_layout *layout,
                              const struct draft_sample *sample, size_t column,
                              struct arena *arena)
{
    size_t most = 1, length = 0;
    if (layout->header == 0)
        return text_of("");
    const size_t from = layout->header - layout->header_lines;
    for (size_t r = from; r < layout->header; r++)
        most += draft_sample_cell(sample, r, column - 1).length + 1;
    char *out = arena_take_bytes(arena, most);
    for (size_t r = from; r < layout->header; r++)
        append_folded(out, &length, draft_sample_cell(sample, r, column - 1));
    return (struct text){ out, length };
}

struct text draft_layout_group(const struct draft_layout *layout,
                               const struct draft_sample *sample, size_t group,
                               size_t column, struct arena *arena)
{
    for (size_t c = column; c > 0 && group < layout->group_count; c--) {
        const struct text cell =
            draft_sample_cell(sample, layout->group_headers[group] - 1, c - 1);
        if (cell.length > 0)
            return utf8_fold(cell, arena);
    }
    return text_of("");
}
