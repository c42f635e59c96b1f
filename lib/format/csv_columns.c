/* Header names -> cell numbers. */
#include "format/csv_columns.h"

#include "base/suggest.h"
#include "base/text_map.h"

void csv_columns_keep(struct csv_columns *columns, const struct csv_row *header,
                      struct arena *arena)
{
    struct text *names = arena_take(arena, header->count * sizeof *names);
    for (size_t i = 0; i < header->count; i++)
        names[i] = arena_keep(arena, header->cells[i]);
    *columns = (struct csv_columns){ names, header->count };
}

/* One column, and what it holds says that this is no CSV with commas. */
static bool say_other_format(const struct csv_columns *columns, struct place header,
                             struct messages *messages)
{
    const struct text only = columns->count == 1 ? columns->names[0] : text_of("");
    const struct text zip = text_of("PK\003\004");
    const char *other = NULL;
    if (text_starts_with(only, zip))
        other = "this is a workbook or another zip file; save the sheet as CSV";
    else if (memchr(only.bytes, '\t', only.length) != NULL)
        other = "the cells seem to be separated by tabs; commas are read";
    else if (memchr(only.bytes, ';', only.length) != NULL)
        other = "the cells seem to be separated by ';'; commas are read";
    if (other != NULL)
        messages_say(messages, header, "%s", other);
    return other != NULL;
}

bool csv_columns_check(const struct csv_columns *columns, struct place header,
                       struct messages *messages)
{
    if (say_other_format(columns, header, messages))
        return false;
    struct text_map seen;
    text_map_init(&seen);
    bool fine = true;
    for (size_t i = 0; i < columns->count && fine; i++) {
        header.column = i + 1;
        const uint32_t before = seen.count;
        const uint32_t first = text_map_add(&seen, columns->names[i]);
        fine = columns->names[i].length > 0 && first == before;
        if (columns->names[i].length == 0)
            messages_say(messages, header, "the column has no name");
        else if (!fine)
            messages_say(messages, header,
                         "column '%.*s' stands twice, first as column %u",
                         TEXT_ARGS(columns->names[i]), first + 1);
    }
    text_map_release(&seen);
    return fine;
}

size_t csv_columns_find(const struct csv_columns *columns, struct text name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (text_equal(columns->names[i], name))
            return i;
    return CSV_COLUMN_ABSENT;
}

size_t csv_columns_need(const struct csv_columns *columns, struct text name,
                        struct place header, struct messages *messages)
{
    const size_t found = csv_columns_find(columns, name);
    if (found != CSV_COLUMN_ABSENT)
        return found;
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, name);
    for (size_t i = 0; i < columns->count; i++)
        suggest_offer(&near, columns->names[i]);
    messages_say(messages, header, "there is no column '%.*s'%s", TEXT_ARGS(name),
                 suggest_format(&near, hint));
    return CSV_COLUMN_ABSENT;
}
