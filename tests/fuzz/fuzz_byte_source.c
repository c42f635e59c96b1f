/* libFuzzer: bytes that are packed, in another encoding or neither come out, or are
 * refused in one sentence; and however few are asked for, they are the same. The first
 * byte says how many. */
#include "../unit/zip_made.h"

#include <stdio.h>

#include "base/text_buffer.h"
#include "format/byte_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* At most a mebibyte: a bomb may hold more than there is time for. */
static bool read_all(int file, size_t room, struct text_buffer *out)
{
    struct messages messages;
    char buffer[4096];
    size_t length = 0;
    enum byte_outcome outcome = BYTES_READ;
    FILE *nowhere = fopen("/dev/null", "w");
    zip_require(nowhere != NULL);
    messages_init(&messages, nowhere, "fuzz");
    lseek(file, 0, SEEK_SET);
    struct byte_source *source = byte_source_open(file, "f", &messages);
    while (out->length < 1 << 20 &&
           (outcome = byte_source_read(source, buffer, room, &length)) == BYTES_READ) {
        zip_require(length > 0 && length <= room);
        text_buffer_put(out, (struct text){ buffer, length });
    }
    zip_require(messages.said == (outcome == BYTES_BROKEN));
    byte_source_close(source);
    fclose(nowhere);
    return outcome == BYTES_END;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text_buffer whole = { 0 }, pieces = { 0 };
    if (size == 0)
        return 0;
    const int file = memfd_create("bytes", 0);
    zip_require(write(file, data + 1, size - 1) == (ssize_t)(size - 1));
    const bool read = read_all(file, 4096, &whole);
    zip_require(read_all(file, data[0] % 64 + 1, &pieces) == read);
    if (read) {
        zip_require(pieces.length == whole.length);
        zip_require(whole.length == 0 ||
                    memcmp(pieces.bytes, whole.bytes, whole.length) == 0);
    }
    free(whole.bytes);
    free(pieces.bytes);
    close(file);
    return 0;
}
