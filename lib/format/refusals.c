/* Rows that are refused: said with their place, counted, and kept as they stood. */
#include "format/refusals.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void refusals_init(struct refusals *refusals, struct messages *messages,
                   struct csv_writer *kept)
{
    *refusals = (struct refusals){ .messages = messages, .kept = kept };
}

bool refusals_are_few(const struct refusals *refusals)
{
    return refusals->count < 1000;
}

static void write_cells(struct csv_writer *writer, const struct text *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_write_cell(writer, cells[i]);
    csv_write_end(writer);
}

void refusals_begin(struct refusals *refusals, const struct text *names, size_t count)
{
    if (refusals->kept == NULL || refusals->header_written)
        return;
    refusals->header_written = true;
    csv_write_cells_as_they_stand(refusals->kept, text_of("file,line,column,reason"));
    write_cells(refusals->kept, names, count);
}

static void write_count(struct csv_writer *writer, uint64_t count)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    csv_write_cell(writer, count == 0 ? text_of("") : text_of(digits));
}

void refusals_add(struct refusals *refusals, struct place place, const struct text *cells,
                  size_t count, const char *layout, ...)
{
    char *reason = NULL;
    va_list arguments;
    va_start(arguments, layout);
    const int length = vasprintf(&reason, layout, arguments);
    va_end(arguments);
    refusals->count++;
    if (length >= 0)
        messages_shorten(reason, (size_t)length);
    if (refusals->hear != NULL)
        refusals->hear(refusals->hear_state, place,
                       length < 0 ? "out of memory" : reason);
    else
        messages_say(refusals->messages, place, "%s",
                     length < 0 ? "out of memory" : reason);
    if (refusals->kept != NULL) {
        csv_write_cell(refusals->kept, text_of(place.file));
        write_count(refusals->kept, place.line);
        write_count(refusals->kept, place.column);
        csv_write_cell(refusals->kept, text_of(length < 0 ? "out of memory" : reason));
        write_cells(refusals->kept, cells, count);
    }
    if (length >= 0)
        free(reason);
}
