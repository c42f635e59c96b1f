/* A small table beside the one that is worked on. */
#include "format/csv_list.h"

#include "base/counted.h"

enum csv_outcome csv_list_open(struct csv_list *list, struct byte_source *source,
                               struct messages *messages)
{
    struct csv_row row;
    *list = (struct csv_list){ .reader = csv_reader_open(source, messages),
                               .messages = messages };
    arena_init(&list->arena);
    const enum csv_outcome outcome = csv_list_next(list, &row);
    list->header = (struct place){ csv_reader_name(list->reader), 1, 0 };
    if (outcome != CSV_ROW)
        return outcome;
    list->header.line = row.line;
    csv_columns_keep(&list->columns, &row, &list->arena);
    return csv_columns_check(&list->columns, list->header, messages) ? CSV_ROW
                                                                     : CSV_BROKEN;
}

void csv_list_close(struct csv_list *list)
{
    csv_reader_close(list->reader);
    arena_release(&list->arena);
}

size_t csv_list_find(const struct csv_list *list, const char *name)
{
    return csv_columns_find(&list->columns, text_of(name));
}

size_t csv_list_need(const struct csv_list *list, const char *name)
{
    return csv_columns_need(&list->columns, text_of(name), list->header, list->messages);
}

enum csv_outcome csv_list_next(struct csv_list *list, struct csv_row *row)
{
    enum csv_outcome outcome;
    while ((outcome = csv_reader_next(list->reader, row)) == CSV_ROW && row->count == 0)
        continue;
    return outcome;
}

struct place csv_list_place(const struct csv_list *list, const struct csv_row *row,
                            size_t cell)
{
    return (struct place){ list->header.file, row->line,
                           cell == CSV_COLUMN_ABSENT ? 0 : cell + 1 };
}

const char *csv_list_wrong_width(struct csv_list *list, const struct csv_row *row)
{
    if (row->count == list->columns.count)
        return NULL;
    return arena_print(&list->arena, "%s %s here; the header has %zu",
                       counted(row->count, "cell").text,
                       counted_word(row->count, "stands", "stand"), list->columns.count)
        .bytes;
}
