/* The same bytes read by our reader and by plain libcsv, each told as one text, for the
 * test and the fuzzer that hold one against the other. Every cell is told with its
 * length, so no two readings look alike. */
#ifndef OFLOG_TESTS_UNIT_CSV_TOLD_H
#define OFLOG_TESTS_UNIT_CSV_TOLD_H

#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "format/csv_reader.h"

struct csv_told {
    char *bytes; /* the rows; the caller frees */
    size_t length;
    size_t room;
    bool refused;
};

static inline void csv_require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static inline void csv_tell(struct csv_told *told, const char *bytes, size_t length)
{
    ARRAY_RESERVE(told->bytes, told->room, told->length + length);
    if (length > 0)
        memcpy(told->bytes + told->length, bytes, length);
    told->length += length;
}

static inline void csv_tell_cell(void *bytes, size_t length, void *data)
{
    char head[32];
    csv_tell(data, head, (size_t)snprintf(head, sizeof head, "[%zu:", length));
    csv_tell(data, bytes, length);
    csv_tell(data, "]", 1);
}

static inline void csv_tell_row(int by, void *data)
{
    (void)by;
    csv_tell(data, "\n", 1);
}

static inline int csv_no_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static inline bool csv_has_mark(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
}

struct csv_libcsv_told {
    struct csv_told told; /* first, so that a pointer to it is one to this */
    size_t whole_rows;
};

static inline void csv_tell_libcsv_row(int by, void *data)
{
    csv_tell_row(by, data);
    ((struct csv_libcsv_told *)data)->whole_rows = ((struct csv_told *)data)->length;
}

static inline struct csv_told csv_told_by_libcsv(const char *bytes, size_t length)
{
    const size_t mark = csv_has_mark(bytes, length) ? 3 : 0;
    struct csv_libcsv_told by = { .whole_rows = 0 };
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, csv_no_space);
    csv_set_blk_size(&parser, 1 << 16);
    const size_t wanted = length - mark;
    by.told.refused = csv_parse(&parser, bytes + mark, wanted, csv_tell_cell,
                                csv_tell_libcsv_row, &by) != wanted;
    if (!by.told.refused)
        by.told.refused = utf8_is_cut((struct text){ bytes, length }) ||
                          csv_fini(&parser, csv_tell_cell, csv_tell_libcsv_row, &by) != 0;
    csv_free(&parser);
    if (by.told.refused) /* cells of a row it had begun: we hand over whole rows only */
        by.told.length = by.whole_rows;
    return by.told;
}

/* A descriptor from which `bytes` come in pieces of `piece` (0: as many at once as are
 * asked for). */
static inline int csv_descriptor_of(const char *bytes, size_t length, size_t piece)
{
    if (piece == 0) {
        const int file = memfd_create("csv", 0);
        for (size_t at = 0; at < length;) {
            const ssize_t taken = write(file, bytes + at, length - at);
            csv_require(taken > 0, "the file takes bytes");
            at += (size_t)taken;
        }
        lseek(file, 0, SEEK_SET);
        return file;
    }
    int ends[2];
    csv_require(pipe2(ends, O_DIRECT) == 0, "a pipe keeps its pieces apart");
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    size_t at = 0;
    while (at < length) {
        /* Such a pipe loses what a reader has no room for: the head is read by itself. */
        const size_t most = at < BYTE_HEAD_SIZE ? 1 : piece;
        const size_t left = length - at;
        const ssize_t taken = write(ends[1], bytes + at, left < most ? left : most);
        csv_require(taken > 0, "the pipe takes bytes");
        at += (size_t)taken;
    }
    close(ends[1]);
    return ends[0];
}

/* What csv_reader.h promises of each row besides its cells. */
static inline void csv_check_row(const struct csv_row *row, uint64_t line, const char *at,
                                 const char *end)
{
    csv_require(row->line == line, "lines are counted without a gap");
    csv_require((size_t)(end - at) >= row->record.length,
                "the record is within the bytes");
    csv_require(text_equal(row->record, (struct text){ at, row->record.length }),
                "the record is the bytes as they stood");
    uint64_t lines = 1;
    bool quoted = false;
    for (size_t i = 0; i < row->record.length; i++) {
        lines += row->record.bytes[i] == '\n';
        quoted = quoted || row->record.bytes[i] == '"';
    }
    csv_require(row->line_count == lines, "a record covers its physical lines");
    csv_require(row->quoted == quoted, "quoted says whether there is a quote");
    const struct text record = row->record;
    csv_require(memchr(at, '\0', record.length) == NULL, "no zero byte is let through");
    csv_require(memchr(at, '\r', quoted ? record.length > 0 : record.length) == NULL,
                "no carriage return is let through without or before a quote");
    csv_require((row->count == 0) == (row->record.length == 0),
                "only a blank line has no cell");
}

static inline struct csv_told csv_told_by_us(const char *bytes, size_t length,
                                             size_t piece)
{
    struct csv_told told = { 0 };
    char *said = NULL;
    size_t said_length = 0;
    FILE *stream = open_memstream(&said, &said_length);
    struct messages messages;
    messages_init(&messages, stream, "test");
    const int descriptor = csv_descriptor_of(bytes, length, piece);
    struct byte_source *source = byte_source_open(descriptor, "file", &messages);
    struct csv_reader *reader = csv_reader_open(source, &messages);
    const char *at = bytes + (csv_has_mark(bytes, length) ? 3 : 0);
    const char *end = bytes + length;
    struct csv_row row;
    uint64_t line = 1;
    enum csv_outcome outcome;
    while ((outcome = csv_reader_next(reader, &row)) == CSV_ROW) {
        csv_check_row(&row, line, at, end);
        line += row.line_count;
        at += row.record.length;
        at += at < end && *at == '\r';
        at += at < end;
        for (size_t i = 0; i < row.count; i++)
            csv_tell_cell((char *)row.cells[i].bytes, row.cells[i].length, &told);
        if (row.count > 0)
            csv_tell_row('\n', &told);
    }
    told.refused = outcome == CSV_BROKEN;
    csv_require(told.refused || at == end, "at the end every byte has been in a record");
    csv_require(csv_reader_next(reader, &row) == outcome, "the end and a break stay");
    csv_require(messages.said == (told.refused ? 1 : 0),
                "a break is said once, and nothing else");
    csv_reader_close(reader);
    byte_source_close(source);
    close(descriptor);
    fclose(stream);
    free(said);
    return told;
}

/* Whether we may refuse what libcsv takes: a zero byte, or a carriage return that stands
 * alone. */
static inline bool csv_has_odd_bytes(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '\0' ||
            (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n')))
            return true;
    return false;
}

/* Whether both readings of `bytes` agree, but for what csv_reader.h says we refuse
 * besides. */
static inline bool csv_both_agree(const char *bytes, size_t length, size_t piece)
{
    struct csv_told ours = csv_told_by_us(bytes, length, piece);
    struct csv_told theirs = csv_told_by_libcsv(bytes, length);
    const bool odd = csv_has_odd_bytes(bytes, length);
    const bool same_rows = text_equal((struct text){ ours.bytes, ours.length },
                                      (struct text){ theirs.bytes, theirs.length });
    const bool begin_alike =
        text_starts_with((struct text){ theirs.bytes, theirs.length },
                         (struct text){ ours.bytes, ours.length });
    const bool same = same_rows && ours.refused == theirs.refused;
    const bool agree = same || (odd && ours.refused && begin_alike);
    free(ours.bytes);
    free(theirs.bytes);
    return agree;
}

#endif
