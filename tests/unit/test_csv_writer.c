/* What the CSV writer makes of rows, told as the bytes that come out. */
#include "unit.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/csv_reader.h"
#include "format/csv_writer.h"

/* Writes rows of cells, NULL between rows, and compares what came out. */
static void check_written(const char *const *cells, size_t count, const char *wanted)
{
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    struct csv_writer writer;
    csv_writer_init(&writer, stream);
    for (size_t i = 0; i < count; i++) {
        if (cells[i] == NULL)
            csv_write_end(&writer);
        else
            csv_write_cell(&writer, text_of(cells[i]));
    }
    assert_true(csv_writer_flush(&writer));
    csv_writer_release(&writer);
    fclose(stream);
    assert_string_equal(out, wanted);
    free(out);
}

#define WRITES(wanted, ...)                                                              \
    check_written((const char *const[]){ __VA_ARGS__ },                                  \
                  sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *),         \
                  (wanted))

static void plain_cells_are_written_as_they_are(void **state)
{
    (void)state;
    WRITES("a,b\n1,2\n", "a", "b", NULL, "1", "2", NULL);
    WRITES(" spaced ,St Helens; (x) 'y'\n", " spaced ", "St Helens; (x) 'y'", NULL);
    WRITES(",,\n", "", "", "", NULL);
}

static void cells_are_quoted_only_where_they_must_be(void **state)
{
    (void)state;
    WRITES("\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\n", "a,b", "c\"d", "e\nf", "g\rh", NULL);
    WRITES("\"\"\"\",\"\"\"\"\"\"\n", "\"", "\"\"", NULL);
    WRITES("\"Bristol, City of\",\"Kingston upon Hull, City of\"\n", "Bristol, City of",
           "Kingston upon Hull, City of", NULL);
}

static void a_row_of_one_empty_cell_is_no_blank_line(void **state)
{
    (void)state;
    WRITES("\"\"\n,\n\"\"\na\n", "", NULL, "", "", NULL, "", NULL, "a", NULL);
}

static void a_row_without_a_cell_is_a_blank_line(void **state)
{
    (void)state;
    WRITES("\na\n", NULL, "a", NULL);
}

static void numbers_and_held_cells_join_a_row(void **state)
{
    (void)state;
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    struct csv_writer writer;
    csv_writer_init(&writer, stream);
    csv_write_cells_as_they_stand(&writer, text_of("x,\"y,z\""));
    csv_write_number(&writer, 0.1 + 0.2);
    csv_write_number(&writer, -0.0);
    csv_write_end(&writer);
    csv_write_cells_as_they_stand(&writer, text_of(""));
    csv_write_cell(&writer, text_of("b"));
    csv_write_end(&writer);
    csv_write_cells_as_they_stand(&writer, text_of(""));
    csv_write_end(&writer);
    assert_true(csv_writer_flush(&writer));
    csv_writer_release(&writer);
    fclose(stream);
    assert_string_equal(out, "x,\"y,z\",0.3,0\n,b\n\"\"\n");
    free(out);
}

static void cells_longer_than_the_buffer_are_written_whole(void **state)
{
    (void)state;
    enum { LENGTH = 300000 };
    char *cell = memory_take(LENGTH, 1);
    memset(cell, 'a', LENGTH);
    cell[LENGTH - 1] = '"';
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    struct csv_writer writer;
    csv_writer_init(&writer, stream);
    csv_write_cell(&writer, (struct text){ cell, LENGTH - 1 });
    csv_write_cell(&writer, (struct text){ cell, LENGTH });
    csv_write_end(&writer);
    assert_true(csv_writer_flush(&writer));
    csv_writer_release(&writer);
    fclose(stream);
    assert_int_equal(length, 2 * LENGTH + 4);
    assert_memory_equal(out, cell, LENGTH - 1);
    assert_memory_equal(out + LENGTH - 1, ",\"aa", 4);
    assert_memory_equal(out + 2 * LENGTH - 1, "a\"\"\"\n", 5);
    free(out);
    free(cell);
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    struct csv_writer writer;
    csv_writer_init(&writer, full);
    csv_write_cell(&writer, text_of("a"));
    csv_write_end(&writer);
    assert_false(csv_writer_flush(&writer));
    for (int i = 0; i < 100000; i++)
        csv_write_cell(&writer, text_of("more"));
    assert_false(csv_writer_flush(&writer));
    csv_writer_release(&writer);
    fclose(full);
}

struct cell_maker {
    uint64_t random;
    char bytes[24];
};

static struct text make_cell(struct cell_maker *maker)
{
    static const char alphabet[] = "ab ,\"\n\r1.\xc3\xa9;\t";
    maker->random = maker->random * 6364136223846793005u + 1442695040888963407u;
    const size_t length = (maker->random >> 33) % (sizeof maker->bytes + 1);
    for (size_t i = 0; i < length; i++) {
        maker->random = maker->random * 6364136223846793005u + 1442695040888963407u;
        maker->bytes[i] = alphabet[(maker->random >> 33) % (sizeof alphabet - 1)];
    }
    return (struct text){ maker->bytes, length };
}

enum { ROWS = 20000 };

static size_t cells_of(int row)
{
    return 1 + (size_t)row % 5;
}

static void write_made_cells(FILE *stream)
{
    struct csv_writer writer;
    struct cell_maker maker = { .random = 7 };
    csv_writer_init(&writer, stream);
    for (int row = 0; row < ROWS; row++) {
        for (size_t i = 0; i < cells_of(row); i++)
            csv_write_cell(&writer, make_cell(&maker));
        csv_write_end(&writer);
    }
    assert_true(csv_writer_flush(&writer));
    csv_writer_release(&writer);
}

static void what_is_written_reads_back_the_same(void **state)
{
    (void)state;
    const int file = memfd_create("csv", 0);
    FILE *stream = fdopen(dup(file), "w");
    write_made_cells(stream);
    fclose(stream);
    lseek(file, 0, SEEK_SET);
    struct messages messages;
    messages_init(&messages, stderr, "test");
    struct byte_source *source = byte_source_open(file, "written", &messages);
    struct csv_reader *reader = csv_reader_open(source, &messages);
    struct cell_maker maker = { .random = 7 };
    struct csv_row row;
    for (int i = 0; i < ROWS; i++) {
        assert_int_equal(csv_reader_next(reader, &row), CSV_ROW);
        assert_int_equal(row.count, cells_of(i));
        for (size_t cell = 0; cell < row.count; cell++)
            assert_true(text_equal(row.cells[cell], make_cell(&maker)));
    }
    assert_int_equal(csv_reader_next(reader, &row), CSV_END);
    csv_reader_close(reader);
    byte_source_close(source);
    close(file);
}

static void a_table_for_people_shows_what_may_be_shown(void **state)
{
    (void)state;
    struct csv_writer writer;
    csv_writer_init(&writer, NULL);
    csv_write_cell(&writer, text_of("\x1b[0m,\n"));
    writer.for_people = true;
    csv_write_cell(&writer, text_of("\x1b[0m,\n"));
    csv_write_cell(&writer, text_of("\xc2\xa3\xff"));
    csv_write_end(&writer);
    csv_write_cell(&writer, text_of(""));
    csv_write_end(&writer);
    assert_true(
        text_is(csv_writer_take(&writer), "\"\x1b[0m,\n\",\"?[0m,?\",\xc2\xa3?\n\"\"\n"));
    csv_writer_release(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_cells_are_written_as_they_are),
        cmocka_unit_test(cells_are_quoted_only_where_they_must_be),
        cmocka_unit_test(a_row_of_one_empty_cell_is_no_blank_line),
        cmocka_unit_test(a_row_without_a_cell_is_a_blank_line),
        cmocka_unit_test(numbers_and_held_cells_join_a_row),
        cmocka_unit_test(cells_longer_than_the_buffer_are_written_whole),
        cmocka_unit_test(a_table_for_people_shows_what_may_be_shown),
        cmocka_unit_test(a_full_disk_is_noticed),
        cmocka_unit_test(what_is_written_reads_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
