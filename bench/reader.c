/* reader FILE ours|libcsv: reads all rows of FILE and counts rows, cells and their bytes,
 * to compare our reader with libcsv as a program would use it by itself. */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/csv_reader.h"

struct counts {
    unsigned long long rows;
    unsigned long long cells;
    unsigned long long bytes;
};

static bool read_with_ours(int descriptor, const char *name, struct counts *counts)
{
    struct messages messages;
    messages_init(&messages, stderr, "reader");
    struct byte_source *source = byte_source_open(descriptor, name, &messages);
    struct csv_reader *reader = csv_reader_open(source, &messages);
    struct csv_row row;
    enum csv_outcome outcome;
    while ((outcome = csv_reader_next(reader, &row)) == CSV_ROW) {
        counts->rows += row.count > 0;
        counts->cells += row.count;
        for (size_t i = 0; i < row.count; i++)
            counts->bytes += row.cells[i].length;
    }
    csv_reader_close(reader);
    byte_source_close(source);
    return outcome == CSV_END;
}

/* libcsv's cells are gone after each callback, so a row must be copied to be seen whole.
 */
struct copied_row {
    char *bytes;
    size_t used;
    size_t room;
    size_t *ends;
    size_t count;
    size_t ends_room;
    struct counts *counts;
};

static void copy_cell(void *bytes, size_t length, void *data)
{
    struct copied_row *row = data;
    ARRAY_RESERVE(row->bytes, row->room, row->used + length);
    ARRAY_RESERVE(row->ends, row->ends_room, row->count + 1);
    if (length > 0)
        memcpy(row->bytes + row->used, bytes, length);
    row->used += length;
    row->ends[row->count++] = row->used;
}

static void count_row(int by, void *data)
{
    struct copied_row *row = data;
    (void)by;
    row->counts->rows++;
    row->counts->cells += row->count;
    for (size_t i = 0; i < row->count; i++)
        row->counts->bytes += row->ends[i] - (i == 0 ? 0 : row->ends[i - 1]);
    row->used = row->count = 0;
}

static int nothing_is_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static bool read_with_libcsv(int descriptor, struct counts *counts)
{
    enum { BLOCK = 1 << 18 };
    struct copied_row row = { .counts = counts };
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, nothing_is_space);
    char *block = memory_take(BLOCK, 1);
    ssize_t length;
    bool good = true;
    while (good && (length = read(descriptor, block, BLOCK)) > 0)
        good = csv_parse(&parser, block, (size_t)length, copy_cell, count_row, &row) ==
               (size_t)length;
    good = good && csv_fini(&parser, copy_cell, count_row, &row) == 0;
    csv_free(&parser);
    free(block);
    free(row.bytes);
    free(row.ends);
    return good;
}

int main(int argc, char **argv)
{
    const bool ours = argc == 3 && strcmp(argv[2], "ours") == 0;
    if (!ours && (argc != 3 || strcmp(argv[2], "libcsv") != 0)) {
        fputs("usage: reader FILE ours|libcsv\n", stderr);
        return 2;
    }
    const int descriptor = open(argv[1], O_RDONLY);
    if (descriptor < 0) {
        perror(argv[1]);
        return 2;
    }
    struct counts counts = { 0 };
    const bool good = ours ? read_with_ours(descriptor, argv[1], &counts)
                           : read_with_libcsv(descriptor, &counts);
    close(descriptor);
    printf("%llu rows, %llu cells, %llu bytes in cells\n", counts.rows, counts.cells,
           counts.bytes);
    return good ? 0 : 2;
}
