/* A place and what is said about it, counted. */
#include "base/messages.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/utf8.h"

void messages_init(struct messages *messages, FILE *stream, const char *tool)
{
    *messages = (struct messages){ .stream = stream, .tool = tool };
}

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t messages_shorten(char *message, size_t length)
{
    enum { KEPT = 300, CHARACTER = 4 };
    static const char between[] = "...";
    if (length <= MESSAGE_MOST)
        return length;
    size_t head = KEPT, tail = length - KEPT;
    while (head > KEPT - CHARACTER && is_inside_character(message[head]))
        head--;
    while (tail < length - KEPT + CHARACTER && is_inside_character(message[tail]))
        tail++;
    memcpy(message + head, between, strlen(between));
    memmove(message + head + strlen(between), message + tail, length - tail);
    length = head + strlen(between) + length - tail;
    message[length] = '\0';
    return length;
}

static void put_place(FILE *line, struct place place)
{
    if (place.file == NULL)
        return;
    fputs(place.file, line);
    if (place.line > 0)
        fprintf(line, ":%llu", (unsigned long long)place.line);
    if (place.line > 0 && place.column > 0)
        fprintf(line, ":%llu", (unsigned long long)place.column);
    fputs(": ", line);
}

/* One write a line: several tools of a pipe may share a terminal. */
static void say_line(const struct messages *messages, struct place place,
                     const char *layout, va_list arguments)
{
    char *message = NULL, *line = NULL;
    size_t length = 0;
    const int message_length = vasprintf(&message, layout, arguments);
    FILE *memory = message_length < 0 ? NULL : open_memstream(&line, &length);
    if (memory != NULL) {
        fprintf(memory, "%s: ", messages->tool);
        put_place(memory, place);
        fwrite(message, 1, messages_shorten(message, (size_t)message_length), memory);
        fputc('\n', memory);
        fclose(memory);
        length = utf8_make_safe((struct text){ line, length - 1 }, line);
        line[length++] = '\n';
        fwrite(line, 1, length, messages->stream);
    }
    free(line);
    if (message_length >= 0)
        free(message);
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
