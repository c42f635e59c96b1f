/* Rows made into CSV bytes, quoted only where they must be. */
#include "format/csv_writer.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"

enum { WRITER_ROOM = 1 << 16 };

void csv_writer_init(struct csv_writer *writer, FILE *stream)
{
    *writer = (struct csv_writer){
        .stream = stream,
        .buffer = memory_take(WRITER_ROOM, 1),
        .room = WRITER_ROOM,
    };
}

void csv_writer_release(struct csv_writer *writer)
{
    free(writer->buffer);
    *writer = (struct csv_writer){ 0 };
}

static void fail(struct csv_writer *writer)
{
    writer->failed = true;
    writer->error = errno;
}

static void hand_to_stream(struct csv_writer *writer, const char *bytes, size_t length)
{
    if (length > 0 && !writer->failed &&
        fwrite(bytes, 1, length, writer->stream) != length)
        fail(writer);
    if (writer->digest != NULL)
        digest_add(writer->digest, bytes, length);
}

static void hand_over_buffer(struct csv_writer *writer)
{
    hand_to_stream(writer, writer->buffer, writer->used);
    writer->used = 0;
}

/* Room for `length` more bytes, or for none where they are better handed over without a
 * stop. */
static void make_room(struct csv_writer *writer, size_t length)
{
    if (writer->stream == NULL)
        ARRAY_RESERVE(writer->buffer, writer->room, writer->used + length);
    else
        hand_over_buffer(writer);
}

static inline void put_byte(struct csv_writer *writer, char byte)
{
    if (writer->used == writer->room)
        make_room(writer, 1);
    writer->buffer[writer->used++] = byte;
}

static inline void put_bytes(struct csv_writer *writer, const char *bytes, size_t length)
{
    if (length > writer->room - writer->used) {
        make_room(writer, length);
        if (length > writer->room) {
            hand_to_stream(writer, bytes, length);
            return;
        }
    }
    if (length > 0)
        memcpy(writer->buffer + writer->used, bytes, length);
    writer->used += length;
}

/* Whether one of eight bytes is the one that fills `wanted`. A byte above a true find may
 * be reported wrongly, which does no harm to a yes. */
static inline uint64_t has_byte(uint64_t eight, char wanted)
{
    const uint64_t ones = 0x0101010101010101u;
    const uint64_t x = eight ^ (ones * (unsigned char)wanted);
    return (x - ones) & ~x & (ones << 7);
}

static inline bool byte_needs_quotes(char byte)
{
    return byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
}

static inline bool needs_quotes(struct text cell)
{
    size_t i = 0;
    for (; cell.length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t eight;
        memcpy(&eight, cell.bytes + i, sizeof eight);
        if (has_byte(eight, ',') | has_byte(eight, '"') | has_byte(eight, '\n') |
            has_byte(eight, '\r'))
            return true;
    }
    for (; i < cell.length; i++)
        if (byte_needs_quotes(cell.bytes[i]))
            return true;
    return false;
}

static void put_quoted(struct csv_writer *writer, struct text cell)
{
    put_byte(writer, '"');
    const char *const end = cell.bytes + cell.length;
    const char *from = cell.bytes;
    const char *quote;
    while (from < end && (quote = memchr(from, '"', (size_t)(end - from))) != NULL) {
        put_bytes(writer, from, (size_t)(quote + 1 - from));
        put_byte(writer, '"');
        from = quote + 1;
    }
    put_bytes(writer, from, (size_t)(end - from));
    put_byte(writer, '"');
}

static inline void begin_cell(struct csv_writer *writer, bool empty)
{
    if (writer->row_begun)
        put_byte(writer, ',');
    writer->row_is_empty = empty && !writer->row_begun;
    writer->row_begun = true;
}

static void write_safe_cell(struct csv_writer *writer, struct text cell)
{
    char *safe = memory_take(cell.length, 1);
    writer->for_people = false;
    csv_write_cell(writer, (struct text){ safe, utf8_make_safe(cell, safe) });
    writer->for_people = true;
    free(safe);
}

void csv_write_cell(struct csv_writer *writer, struct text cell)
{
    if (writer->for_people && utf8_safe_length(cell) < cell.length) {
        write_safe_cell(writer, cell);
        return;
    }
    begin_cell(writer, text_is_empty(cell));
    if (needs_quotes(cell))
        put_quoted(writer, cell);
    else
        put_bytes(writer, cell.bytes, cell.length);
}

void csv_write_number(struct csv_writer *writer, double number)
{
    begin_cell(writer, false);
    if (writer->room - writer->used < NUMBER_SIZE)
        make_room(writer, NUMBER_SIZE);
    writer->used += number_format(number, writer->buffer + writer->used);
}

void csv_write_known(struct csv_writer *writer, bool known, double number)
{
    if (known && isfinite(number))
        csv_write_number(writer, number);
    else
        csv_write_cell(writer, text_of(""));
}

void csv_write_cells_as_they_stand(struct csv_writer *writer, struct text cells)
{
    begin_cell(writer, text_is_empty(cells));
    put_bytes(writer, cells.bytes, cells.length);
}

void csv_write_bytes(struct csv_writer *writer, struct text bytes)
{
    put_bytes(writer, bytes.bytes, bytes.length);
}

void csv_write_end(struct csv_writer *writer)
{
    if (writer->row_is_empty)
        put_bytes(writer, "\"\"", 2);
    put_byte(writer, '\n');
    writer->row_begun = writer->row_is_empty = false;
}

struct text csv_writer_take(struct csv_writer *writer)
{
    const struct text taken = { writer->buffer, writer->used };
    writer->used = 0;
    writer->row_begun = writer->row_is_empty = false;
    return taken;
}

bool csv_writer_flush(struct csv_writer *writer)
{
    hand_over_buffer(writer);
    if (!writer->failed && fflush(writer->stream) != 0)
        fail(writer);
    return !writer->failed;
}
