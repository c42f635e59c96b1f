/* Bytes that grow at their end. */
#ifndef OFLOG_BASE_TEXT_BUFFER_H
#define OFLOG_BASE_TEXT_BUFFER_H

#include "base/memory.h"

/* Starts as { 0 }; whoever holds it frees `bytes`. */
struct text_buffer {
    char *bytes;
    size_t length;
    size_t room;
};

static inline void text_buffer_put(struct text_buffer *buffer, struct text t)
{
    if (t.length == 0)
        return;
    ARRAY_RESERVE(buffer->bytes, buffer->room, buffer->length + t.length);
    memcpy(buffer->bytes + buffer->length, t.bytes, t.length);
    buffer->length += t.length;
}

static inline void text_buffer_put_byte(struct text_buffer *buffer, char byte)
{
    ARRAY_RESERVE(buffer->bytes, buffer->room, buffer->length + 1);
    buffer->bytes[buffer->length++] = byte;
}

#endif
