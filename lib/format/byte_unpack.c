/* What is in gzip or zstd, unpacked as it is pulled. */
#include "format/byte_unpack.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/memory.h"

enum { PACKED_SIZE = 1 << 16 };

struct byte_unpack {
    enum byte_packing packing;
    byte_pull *pull;
    void *from;
    const char *name;
    struct messages *messages;
    z_stream gzip;
    ZSTD_DStream *zstd;
    char *packed; /* bytes [at, end) are pulled and not yet unpacked */
    size_t at;
    size_t end;
    bool pulled_all;
    bool between; /* no member or frame is open */
};

enum byte_packing byte_packing_of(struct text head)
{
    const unsigned char *b = (const unsigned char *)head.bytes;
    if (head.length < 4)
        return BYTES_PLAIN;
    if (b[0] == 0x1f && b[1] == 0x8b && b[2] == Z_DEFLATED)
        return BYTES_GZIP;
    const uint32_t magic =
        b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    if (magic == ZSTD_MAGICNUMBER ||
        (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START)
        return BYTES_ZSTD;
    return BYTES_PLAIN;
}

static void out_of_memory(void)
{
    memory_take(SIZE_MAX, 1);
}

struct byte_unpack *byte_unpack_open(enum byte_packing packing, byte_pull *pull,
                                     void *from, const char *name,
                                     struct messages *messages)
{
    struct byte_unpack *u = memory_take(1, sizeof *u);
    *u = (struct byte_unpack){
        .packing = packing,
        .pull = pull,
        .from = from,
        .name = name,
        .messages = messages,
        .packed = memory_take(PACKED_SIZE, 1),
        .between = true,
    };
    enum { WITH_GZIP_HEADER = 16 };
    if (packing == BYTES_GZIP) {
        if (inflateInit2(&u->gzip, MAX_WBITS + WITH_GZIP_HEADER) != Z_OK)
            out_of_memory();
    } else if ((u->zstd = ZSTD_createDStream()) == NULL) {
        out_of_memory();
    }
    return u;
}

void byte_unpack_close(struct byte_unpack *u)
{
    if (u == NULL)
        return;
    if (u->packing == BYTES_GZIP)
        inflateEnd(&u->gzip);
    ZSTD_freeDStream(u->zstd);
    free(u->packed);
    free(u);
}

static enum byte_outcome say(struct byte_unpack *u, const char *what, const char *detail)
{
    messages_say(u->messages, (struct place){ .file = u->name }, "%s%s%s", what,
                 detail == NULL ? "" : ": ", detail == NULL ? "" : detail);
    return BYTES_BROKEN;
}

static enum byte_outcome inflate_some(struct byte_unpack *u, char *buffer, size_t room,
                                      size_t *length)
{
    z_stream *z = &u->gzip;
    if (u->between)
        inflateReset(z);
    u->between = false;
    z->next_in = (unsigned char *)u->packed + u->at;
    z->avail_in = (uInt)(u->end - u->at);
    z->next_out = (unsigned char *)buffer;
    z->avail_out = (uInt)(room < UINT32_MAX ? room : UINT32_MAX);
    const uInt given = z->avail_out;
    const int outcome = inflate(z, Z_NO_FLUSH);
    u->at = u->end - z->avail_in;
    *length = given - z->avail_out;
    u->between = outcome == Z_STREAM_END;
    if (outcome == Z_MEM_ERROR)
        out_of_memory();
    if (outcome == Z_OK || outcome == Z_STREAM_END || outcome == Z_BUF_ERROR)
        return BYTES_READ;
    return say(u, "the gzip data is damaged", z->msg);
}

static enum byte_outcome unzstd_some(struct byte_unpack *u, char *buffer, size_t room,
                                     size_t *length)
{
    ZSTD_inBuffer in = { u->packed, u->end, u->at };
    ZSTD_outBuffer out = { buffer, room, 0 };
    const size_t outcome = ZSTD_decompressStream(u->zstd, &out, &in);
    if (ZSTD_isError(outcome))
        return say(u, "the zstd data is damaged", ZSTD_getErrorName(outcome));
    u->at = in.pos;
    *length = out.pos;
    u->between = outcome == 0;
    return BYTES_READ;
}

static enum byte_outcome pull_more(struct byte_unpack *u)
{
    u->at = u->end = 0;
    const enum byte_outcome outcome = u->pull(u->from, u->packed, PACKED_SIZE, &u->end);
    u->pulled_all = outcome == BYTES_END;
    return outcome;
}

enum byte_outcome byte_unpack_read(struct byte_unpack *u, char *buffer, size_t room,
                                   size_t *length)
{
    for (*length = 0;;) {
        if (u->at == u->end && !u->pulled_all && pull_more(u) == BYTES_BROKEN)
            return BYTES_BROKEN;
        if (u->at == u->end && u->between)
            return BYTES_END;
        const enum byte_outcome outcome = u->packing == BYTES_GZIP
                                              ? inflate_some(u, buffer, room, length)
                                              : unzstd_some(u, buffer, room, length);
        if (outcome == BYTES_BROKEN || *length > 0)
            return outcome;
        if (u->pulled_all && u->at == u->end && !u->between)
            return say(u,
                       u->packing == BYTES_GZIP
                           ? "the file ends within its gzip data; it was cut short"
                           : "the file ends within its zstd data; it was cut short",
                       NULL);
    }
}
