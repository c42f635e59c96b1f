/* Rows turned on their side. */
#include "format/row_source.h"

#include <stdlib.h>

#include "base/memory.h"

/* One record as it was read. */
struct held_row {
    struct text *cells;
    size_t count;
    uint64_t line;
};

struct row_transposed {
    struct row_source *rows;
    struct messages *messages;
    struct arena arena;
    struct held_row *held;
    size_t held_count, held_room;
    size_t cell_count, byte_count;
    size_t width; /* of the widest record held */
    size_t given; /* columns given as rows so far */
    bool read, broken;
    struct text *cells; /* of the row at hand; held_count of them */
};

static bool say_too_much(struct row_transposed *t, const struct csv_row *row, int most,
                         const char *what)
{
    messages_say(
        t->messages, (struct place){ row_source_name(t->rows), row->line, 0 },
        "a table to be turned on its side may have %d %s, and ends before this row", most,
        what);
    return false;
}

static bool hold(struct row_transposed *t, const struct csv_row *row)
{
    t->cell_count += row->count + 1;
    for (size_t i = 0; i < row->count; i++)
        t->byte_count += row->cells[i].length + 1;
    if (t->cell_count > ROW_TRANSPOSED_CELLS)
        return say_too_much(t, row, ROW_TRANSPOSED_CELLS, "cells");
    if (t->byte_count > ROW_TRANSPOSED_BYTES)
        return say_too_much(t, row, ROW_TRANSPOSED_BYTES, "bytes");
    ARRAY_RESERVE(t->held, t->held_room, t->held_count + 1);
    struct text *cells = arena_take(&t->arena, (row->count + 1) * sizeof *cells);
    for (size_t i = 0; i < row->count; i++)
        cells[i] = arena_keep(&t->arena, row->cells[i]);
    t->held[t->held_count++] = (struct held_row){ cells, row->count, row->line };
    t->width = row->count > t->width ? row->count : t->width;
    return true;
}

static enum csv_outcome read_all(struct row_transposed *t)
{
    struct csv_row row;
    enum csv_outcome outcome;
    t->read = true;
    while ((outcome = row_source_next(t->rows, &row)) == CSV_ROW)
        if (!hold(t, &row))
            return CSV_BROKEN;
    t->cells = memory_take(t->held_count + 1, sizeof *t->cells);
    return outcome;
}

static enum csv_outcome next_column(void *state, struct csv_row *row)
{
    struct row_transposed *t = state;
    if (!t->read)
        t->broken = read_all(t) == CSV_BROKEN;
    if (t->broken)
        return CSV_BROKEN;
    if (t->given == t->width)
        return CSV_END;
    for (size_t i = 0; i < t->held_count; i++)
        t->cells[i] =
            t->given < t->held[i].count ? t->held[i].cells[t->given] : text_of("");
    t->given++;
    *row = (struct csv_row){
        .cells = t->cells, .count = t->held_count, .line = t->given, .line_count = 1
    };
    return CSV_ROW;
}

static struct place place_turned(const void *state, const struct csv_row *row,
                                 size_t cell)
{
    const struct row_transposed *t = state;
    return (struct place){ row_source_name(t->rows),
                           cell < t->held_count ? t->held[cell].line : 0, row->line };
}

static void close_transposed(void *state)
{
    struct row_transposed *t = state;
    row_source_close(t->rows);
    arena_release(&t->arena);
    free(t->held);
    free(t->cells);
    free(t);
}

struct row_source *row_source_transposed(struct row_source *rows,
                                         struct messages *messages)
{
    static const struct row_source_kind transposed = { next_column, close_transposed,
                                                       place_turned };
    struct row_transposed *t = memory_take(1, sizeof *t);
    *t = (struct row_transposed){ .rows = rows, .messages = messages };
    arena_init(&t->arena);
    return row_source_open(&transposed, t, row_source_name(rows), true);
}
