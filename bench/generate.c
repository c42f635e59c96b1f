/* generate ROWS AREAS METRIC...: an observation table of ROWS rows on standard output,
 * about 70 bytes a row and the same at every run. AREAS is a CSV file with a header,
 * whose first column is an area's code and whose third is its name. All areas of the
 * first metric on the first day come first, then those of the next metric; after the last
 * metric the next day begins, so no row comes twice. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "format/csv_reader.h"
#include "format/csv_writer.h"

struct areas {
    struct text *codes;
    size_t codes_room;
    struct text *names;
    size_t names_room;
    size_t count;
    struct arena arena;
};

static bool read_areas(const char *name, struct areas *areas)
{
    const int descriptor = open(name, O_RDONLY);
    if (descriptor < 0) {
        perror(name);
        return false;
    }
    struct messages messages;
    messages_init(&messages, stderr, "generate");
    struct byte_source *source = byte_source_open(descriptor, name, &messages);
    struct csv_reader *reader = csv_reader_open(source, &messages);
    struct csv_row row;
    enum csv_outcome outcome;
    while ((outcome = csv_reader_next(reader, &row)) == CSV_ROW) {
        if (row.line == 1 || row.count < 3)
            continue;
        ARRAY_RESERVE(areas->codes, areas->codes_room, areas->count + 1);
        ARRAY_RESERVE(areas->names, areas->names_room, areas->count + 1);
        areas->codes[areas->count] = arena_keep(&areas->arena, row.cells[0]);
        areas->names[areas->count++] = arena_keep(&areas->arena, row.cells[2]);
    }
    csv_reader_close(reader);
    byte_source_close(source);
    close(descriptor);
    return outcome == CSV_END && areas->count > 0;
}

/* Knuth's MMIX generator, of which the upper bits are good. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static size_t print_day(uint64_t number, char text[32])
{
    const time_t noon = 43200 + (time_t)number * 86400;
    struct tm day;
    gmtime_r(&noon, &day);
    return strftime(text, 32, "%Y-%m-%d", &day);
}

static void write_row(struct csv_writer *out, const char *metric, struct text code,
                      struct text name, struct text day, uint64_t *random)
{
    const bool withheld = next_random(random) % 50 == 0;
    csv_write_cell(out, text_of(metric));
    csv_write_cell(out, code);
    csv_write_cell(out, name);
    csv_write_cell(out, day);
    if (withheld)
        csv_write_cell(out, text_of(""));
    else
        csv_write_number(out, (double)(next_random(random) % 100000) / 1000);
    csv_write_cell(out, text_of(withheld ? "c" : ""));
    csv_write_end(out);
}

static void write_table(struct csv_writer *out, uint64_t rows, const struct areas *areas,
                        char **metrics, size_t metric_count)
{
    enum { FIRST_DAY = 19204 }; /* 2022-07-31 */
    uint64_t random = 1;
    csv_write_cells_as_they_stand(
        out, text_of("metric,area_code,area_name,period,value,marker"));
    csv_write_end(out);
    const uint64_t in_a_day = areas->count * metric_count;
    for (uint64_t i = 0; i < rows; i++) {
        char text[32];
        const struct text day = { text, print_day(FIRST_DAY + i / in_a_day, text) };
        const size_t area = i % areas->count;
        write_row(out, metrics[i / areas->count % metric_count], areas->codes[area],
                  areas->names[area], day, &random);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: generate ROWS AREAS METRIC...\n", stderr);
        return 2;
    }
    struct areas areas = { 0 };
    arena_init(&areas.arena);
    if (!read_areas(argv[2], &areas))
        return 2;
    struct csv_writer out;
    csv_writer_init(&out, stdout);
    write_table(&out, strtoull(argv[1], NULL, 10), &areas, argv + 3, (size_t)argc - 3);
    const bool good = csv_writer_flush(&out);
    csv_writer_release(&out);
    free(areas.codes);
    free(areas.names);
    arena_release(&areas.arena);
    return good ? 0 : 2;
}
