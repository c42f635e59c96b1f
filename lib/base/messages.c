/* A place and what is said about it, counted. */
#include "base/messages.h"

#include <stdarg.h>
#include <stdlib.h>

void messages_init(struct messages *messages, FILE *stream, const char *tool)
{
    *messages = (struct messages){ .stream = stream, .tool = tool };
}

/* C1 controls are U+0080 to U+009F: 0xC2 0x80 to 0xC2 0x9F in UTF-8. */
static void blank_controls(char *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)line[i];
        const bool c1 = c == 0xc2 && i + 1 < length && (unsigned char)line[i + 1] < 0xa0;
        if (c < 0x20 || c == 0x7f)
            line[i] = '?';
        else if (c1)
            line[i] = line[i + 1] = '?';
    }
}

static void say_line(const struct messages *messages, struct place place,
                     const char *layout, va_list arguments)
{
    char *line = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&line, &length);
    if (memory == NULL)
        return;
    fprintf(memory, "%s: ", messages->tool);
    if (place.file != NULL)
        fputs(place.file, memory);
    if (place.file != NULL && place.line > 0)
        fprintf(memory, ":%llu", (unsigned long long)place.line);
    if (place.file != NULL && place.line > 0 && place.column > 0)
        fprintf(memory, ":%llu", (unsigned long long)place.column);
    if (place.file != NULL)
        fputs(": ", memory);
    vfprintf(memory, layout, arguments);
    fclose(memory);
    blank_controls(line, length);
    fwrite(line, 1, length, messages->stream);
    putc('\n', messages->stream);
    free(line);
}

void messages_say(struct messages *messages, struct place place, const char *layout, ...)
{
    va_list arguments;
    va_start(arguments, layout);
    say_line(messages, place, layout, arguments);
    va_end(arguments);
    messages->said++;
}

void messages_note(struct messages *messages, const char *layout, ...)
{
    if (messages->quiet)
        return;
    va_list arguments;
    va_start(arguments, layout);
    say_line(messages, (struct place){ 0 }, layout, arguments);
    va_end(arguments);
}
