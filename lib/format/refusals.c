/* Rows that are refused: said with their place, counted, and kept as they stood. */
#include "format/refusals.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/counted.h"
#include "base/suggest.h"

void refusals_init(struct refusals *refusals, struct messages *messages,
                   struct csv_writer *kept)
{
    *refusals = (struct refusals){ .messages = messages, .kept = kept };
    text_map_init(&refusals->reasons);
}

void refusals_release(struct refusals *refusals)
{
    text_map_release(&refusals->reasons);
    free(refusals->times);
    refusals->times = NULL;
    refusals->times_room = 0;
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

/* The reason without the names that may have been meant: they are looked for a limited
 * number of times only. */
static struct text without_hint(const char *reason)
{
    const char *hint = strstr(reason, SUGGEST_BEGINS);
    const size_t length = hint == NULL ? strlen(reason) : (size_t)(hint - reason);
    return (struct text){ reason, length };
}

/* Counts the reason. Whether it is one of the few that are said with their place. */
static bool is_to_be_said(struct refusals *refusals, const char *reason)
{
    struct text_map *reasons = &refusals->reasons;
    const struct text key = without_hint(reason);
    uint32_t number = text_map_find(reasons, key);
    if (number == TEXT_MAP_ABSENT && reasons->count == REFUSALS_MOST_REASONS) {
        refusals->unsaid++;
        return false;
    }
    if (number == TEXT_MAP_ABSENT) {
        number = text_map_add(reasons, key);
        ARRAY_RESERVE(refusals->times, refusals->times_room, (size_t)number + 1);
        refusals->times[number] = 0;
    }
    return ++refusals->times[number] <= REFUSALS_MOST_SAID;
}

void refusals_say_rest(struct refusals *refusals)
{
    const char *noun = refusals->of_cells ? "more refusal" : "more row";
    for (uint32_t i = 0; i < refusals->reasons.count; i++) {
        if (refusals->times[i] > REFUSALS_MOST_SAID)
            messages_say(refusals->messages, (struct place){ 0 }, "%s%s: %.*s",
                         counted(refusals->times[i] - REFUSALS_MOST_SAID, noun).text,
                         refusals->of_cells ? "" : " refused",
                         TEXT_ARGS(refusals->reasons.keys[i]));
        refusals->times[i] = 0;
    }
    if (refusals->unsaid > 0)
        messages_say(refusals->messages, (struct place){ 0 },
                     "%s%s for other reasons than those above",
                     counted(refusals->unsaid, noun).text,
                     refusals->of_cells ? "" : " refused");
    refusals->unsaid = 0;
}

static void say(struct refusals *refusals, struct place place, const char *reason)
{
    if (refusals->hear != NULL)
        refusals->hear(refusals->hear_state, place, reason);
    else if (is_to_be_said(refusals, reason))
        messages_say(refusals->messages, place, "%s", reason);
}

static void keep(struct refusals *refusals, struct place place, const char *reason,
                 const struct text *cells, size_t count)
{
    csv_write_cell(refusals->kept, text_of(place.file));
    write_count(refusals->kept, place.line);
    write_count(refusals->kept, place.column);
    csv_write_cell(refusals->kept, text_of(reason));
    write_cells(refusals->kept, cells, count);
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
    const char *said = length < 0 ? "out of memory" : reason;
    say(refusals, place, said);
    if (refusals->kept != NULL)
        keep(refusals, place, said, cells, count);
    if (length >= 0)
        free(reason);
}
