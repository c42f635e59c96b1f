/* One record, as csv_writer.h writes them, cut into cells again. */
#include "format/csv_split.h"

#include <stdlib.h>

/* From after the opening quote at `from`; *end becomes the place after the closing one.
 * Doubled quotes become one. */
static struct text unquote(struct csv_cells *cells, struct text record, size_t from,
                           size_t *used, size_t *end)
{
    const size_t start = *used;
    size_t i = from;
    while (i < record.length) {
        if (record.bytes[i] == '"' &&
            (i + 1 == record.length || record.bytes[i + 1] != '"'))
            break;
        i += record.bytes[i] == '"';
        cells->unquoted[(*used)++] = record.bytes[i++];
    }
    *end = i < record.length ? i + 1 : i;
    return (struct text){ cells->unquoted + start, *used - start };
}

void csv_split(struct csv_cells *cells, struct text record)
{
    ARRAY_RESERVE(cells->unquoted, cells->unquoted_room, record.length + 1);
    cells->count = 0;
    size_t used = 0, from = 0;
    for (;;) {
        ARRAY_RESERVE(cells->cells, cells->room, cells->count + 1);
        struct text *cell = &cells->cells[cells->count++];
        size_t end;
        if (from < record.length && record.bytes[from] == '"') {
            *cell = unquote(cells, record, from + 1, &used, &end);
        } else {
            const char *comma = from < record.length ? memchr(record.bytes + from, ',',
                                                              record.length - from)
                                                     : NULL;
            end = comma == NULL ? record.length : (size_t)(comma - record.bytes);
            *cell = text_slice(record, from, end);
        }
        if (end >= record.length)
            return;
        from = end + 1;
    }
}

void csv_cells_release(struct csv_cells *cells)
{
    free(cells->cells);
    free(cells->unquoted);
    *cells = (struct csv_cells){ 0 };
}
