/* Rows to pull, wherever they come from. */
#include "format/row_source.h"

#include <stdlib.h>

#include "base/memory.h"

struct row_source {
    const struct row_source_kind *kind;
    void *state;
    const char *name;
    bool ragged;
};

struct row_source *row_source_open(const struct row_source_kind *kind, void *state,
                                   const char *name, bool ragged)
{
    struct row_source *rows = memory_take(1, sizeof *rows);
    *rows = (struct row_source){ kind, state, name, ragged };
    return rows;
}

static enum csv_outcome next_record(void *state, struct csv_row *row)
{
    return csv_reader_next(state, row);
}

static void close_reader(void *state)
{
    csv_reader_close(state);
}

struct row_source *row_source_csv(struct byte_source *source, struct messages *messages)
{
    static const struct row_source_kind csv = { next_record, close_reader, NULL };
    return row_source_open(&csv, csv_reader_open(source, messages),
                           byte_source_name(source), false);
}

void row_source_close(struct row_source *rows)
{
    if (rows == NULL)
        return;
    rows->kind->close(rows->state);
    free(rows);
}

enum csv_outcome row_source_next(struct row_source *rows, struct csv_row *row)
{
    return rows->kind->next(rows->state, row);
}

struct place row_source_place(const struct row_source *rows, const struct csv_row *row,
                              size_t cell)
{
    if (rows->kind->place != NULL)
        return rows->kind->place(rows->state, row, cell);
    return (struct place){ rows->name, row->line, cell + 1 };
}

const char *row_source_name(const struct row_source *rows)
{
    return rows->name;
}

bool row_source_is_ragged(const struct row_source *rows)
{
    return rows->ragged;
}
