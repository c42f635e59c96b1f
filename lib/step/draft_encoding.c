/* In which encoding a stranger's file is. */
#include "step/draft_encoding.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { BLOCK = 1 << 16, LONGEST_CHARACTER = 4 };

/* Bytes at the end of `t` that may begin a character of which the rest is to come. */
static size_t unfinished(struct text t)
{
    for (size_t back = 1; back < LONGEST_CHARACTER && back <= t.length; back++) {
        const unsigned char c = (unsigned char)t.bytes[t.length - back];
        if (c >= 0xC0)
            return c >= 0xF0 || (c >= 0xE0 && back < 3) || back < 2 ? back : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

static size_t count_lines(struct text t)
{
    size_t lines = 0;
    for (size_t i = 0; i < t.length; i++)
        lines += t.bytes[i] == '\n';
    return lines;
}

/* The line, from 1, of the first byte of `t` that is not UTF-8. */
static size_t line_of_wrong(struct text t)
{
    size_t at = 0;
    uint32_t point;
    for (size_t size; at < t.length; at += size) {
        size = utf8_decode(text_slice(t, at, t.length), &point);
        if (size == 0)
            break;
    }
    return count_lines(text_slice(t, 0, at)) + 1;
}

bool draft_encoding_find(struct byte_source *source, struct draft_encoding *encoding)
{
    char *block = memory_take(BLOCK + LONGEST_CHARACTER, 1);
    size_t kept = 0, read, lines = 0;
    enum byte_outcome outcome;
    *encoding = (struct draft_encoding){ 0 };
    while ((outcome = byte_source_read(source, block + kept, BLOCK, &read)) ==
           BYTES_READ) {
        const struct text all = { block, kept + read };
        kept = unfinished(all);
        const struct text whole = text_slice(all, 0, all.length - kept);
        if (encoding->first_wrong == 0 && !utf8_is_valid(whole))
            encoding->first_wrong = lines + line_of_wrong(whole);
        lines += count_lines(whole);
        memmove(block, block + whole.length, kept);
    }
    if (outcome == BYTES_END && kept > 0 && encoding->first_wrong == 0)
        encoding->first_wrong = lines + 1;
    if (encoding->first_wrong > 0)
        encoding->name = "windows-1252";
    free(block);
    return outcome == BYTES_END;
}
