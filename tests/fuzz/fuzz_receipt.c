/* libFuzzer: any bytes are receipts, which written and read again are the same, or lines
 * that are none, each named in one message. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "format/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static bool read_bytes(struct receipts *receipts, const char *bytes, size_t length,
                       struct messages *messages)
{
    const int file = memfd_create("receipts", 0);
    require(write(file, bytes, length) == (ssize_t)length, "bytes are a file");
    lseek(file, 0, SEEK_SET);
    struct byte_source *source = byte_source_open(file, "file", messages);
    receipts_init(receipts);
    const bool fine = receipts_read(receipts, source, messages);
    byte_source_close(source);
    close(file);
    return fine;
}

static void check(const struct receipt *receipt, struct messages *messages)
{
    struct receipts again;
    struct text line = receipt_format(receipt);
    require(memchr(line.bytes, '\n', line.length) == line.bytes + line.length - 1,
            "a receipt is a line");
    require(read_bytes(&again, line.bytes, line.length, messages), "a receipt is read");
    require(again.count == 1 && again.refused == 0, "as one");
    struct text same = receipt_format(&again.all[0]);
    require(text_equal(line, same), "and is the same");
    free((char *)line.bytes);
    free((char *)same.bytes);
    receipts_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *said = NULL;
    size_t length = 0, lines = 0;
    struct messages messages;
    struct receipts receipts;
    messages_init(&messages, open_memstream(&said, &length), "test");
    const bool fine = read_bytes(&receipts, (const char *)data, size, &messages);
    const uint64_t mistakes = messages.said;
    for (size_t i = 0; i < receipts.count; i++)
        check(&receipts.all[i], &messages);
    fclose(messages.stream);
    require(messages.said == mistakes, "what was written is read without a mistake");
    require(mistakes == receipts.refused + !fine, "what is wrong is said once");
    for (size_t i = 0; i < length; i++)
        lines += said[i] == '\n';
    require(lines == mistakes, "a message is one line");
    free(said);
    receipts_release(&receipts);
    return 0;
}
