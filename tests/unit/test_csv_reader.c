/* Rows, lines and refusals of the CSV reader, told as short texts. */
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/csv_reader.h"

static int descriptor_of(struct text bytes)
{
    const int file = memfd_create("csv", 0);
    assert_int_equal(write(file, bytes.bytes, bytes.length), (ssize_t)bytes.length);
    lseek(file, 0, SEEK_SET);
    return file;
}

/* A reader of `bytes` and what it needs. */
struct reading {
    int descriptor;
    struct messages messages;
    char *said;
    size_t said_length;
    struct byte_source *source;
    struct csv_reader *reader;
};

static void begin(struct reading *reading, struct text bytes)
{
    reading->descriptor = descriptor_of(bytes);
    messages_init(&reading->messages,
                  open_memstream(&reading->said, &reading->said_length), "test");
    reading->source = byte_source_open(reading->descriptor, "f.csv", &reading->messages);
    reading->reader = csv_reader_open(reading->source, &reading->messages);
}

static void end(struct reading *reading)
{
    csv_reader_close(reading->reader);
    byte_source_close(reading->source);
    close(reading->descriptor);
    fclose(reading->messages.stream);
    free(reading->said);
}

/* Each row as its line and its cells, "1[a][b]\n"; then what was said. The caller frees.
 */
static char *told(struct text bytes)
{
    struct reading reading;
    begin(&reading, bytes);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    struct csv_row row;
    while (csv_reader_next(reading.reader, &row) == CSV_ROW) {
        fprintf(out, "%llu", (unsigned long long)row.line);
        for (size_t i = 0; i < row.count; i++)
            fprintf(out, "[%.*s]", TEXT_ARGS(row.cells[i]));
        putc('\n', out);
    }
    fflush(reading.messages.stream);
    fputs(reading.said, out);
    fclose(out);
    end(&reading);
    return text;
}

static void check_told(struct text bytes, const char *wanted)
{
    char *text = told(bytes);
    assert_string_equal(text, wanted);
    free(text);
}

/* sizeof, since some inputs hold a zero byte. */
#define READS(input, wanted)                                                             \
    check_told((struct text){ (input), sizeof(input) - 1 }, (wanted))

static void cells_are_cut_at_commas_and_rows_at_line_ends(void **state)
{
    (void)state;
    READS("a,b\n1,2\n", "1[a][b]\n2[1][2]\n");
    READS("a,b\r\n1,2\r\n", "1[a][b]\n2[1][2]\n");
    READS(",\n,,\n", "1[][]\n2[][][]\n");
    READS("a\nb,c,d\n", "1[a]\n2[b][c][d]\n");
}

static void an_empty_file_has_no_row(void **state)
{
    (void)state;
    READS("", "");
    READS("\xef\xbb\xbf", "");
}

static void the_last_line_may_lack_its_end(void **state)
{
    (void)state;
    READS("a\nb", "1[a]\n2[b]\n");
    READS("a\n,", "1[a]\n2[][]\n");
    READS("a\n\"b\"", "1[a]\n2[b]\n");
}

static void blank_lines_come_back_without_cells(void **state)
{
    (void)state;
    READS("\n\na\r\n\r\nb\n\n", "1\n2\n3[a]\n4\n5[b]\n6\n");
    READS("a\n\"\"\n", "1[a]\n2[]\n");
}

static void white_space_belongs_to_the_cell(void **state)
{
    (void)state;
    READS(" a ,\tb\n \n", "1[ a ][\tb]\n2[ ]\n");
    READS(" a ,\"b\", c \n", "1[ a ][b][ c ]\n");
}

static void a_byte_order_mark_is_skipped_at_the_start_only(void **state)
{
    (void)state;
    READS("\xef\xbb\xbfmetric,b\n", "1[metric][b]\n");
    READS("\xef\xbb\xbf\"metric\",b\n", "1[metric][b]\n");
    READS("a\n\xef\xbb\xbf\n", "1[a]\n2[\xef\xbb\xbf]\n");
    READS("\xef\xbb\n", "1[\xef\xbb]\n");
}

static void quoted_cells_hold_commas_quotes_and_line_ends(void **state)
{
    (void)state;
    READS("\"a,b\",\"c\"\"d\"\n", "1[a,b][c\"d]\n");
    READS("a\n\"two\nlines\",x\n", "1[a]\n2[two\nlines][x]\n");
    READS("\"kept\r\nas it stood\"\r\nb\r\n", "1[kept\r\nas it stood]\n3[b]\n");
    READS("\"a lone\rreturn\"\n", "1[a lone\rreturn]\n");
    READS("\"\n\n\n\",\"\n\"\nb\n", "1[\n\n\n][\n]\n6[b]\n");
}

static void a_quote_in_an_unquoted_cell_breaks_the_file(void **state)
{
    (void)state;
    READS("a\nx,ab\"c,d\ne\n", "1[a]\ntest: f.csv:2:2: a quote inside a cell that does "
                               "not begin with one; the cell "
                               "should stand in quotes and its quotes be doubled\n");
}

static void text_behind_a_closing_quote_breaks_the_file(void **state)
{
    (void)state;
    READS("a\n\"x\",\"b\nc\" ,d\n", "1[a]\ntest: f.csv:3:2: text behind the quote that "
                                    "closes a cell; a comma or a line end "
                                    "should follow, or the quote be doubled\n");
}

static void a_quote_left_open_is_said_where_it_opens(void **state)
{
    (void)state;
    READS("a\n1,\"b\n\",\"c\nd\n",
          "1[a]\ntest: f.csv:3:3: the quote that opens this cell is left open\n");
    READS("\"", "test: f.csv:1:1: the quote that opens this cell is left open\n");
}

static void a_zero_byte_breaks_the_file(void **state)
{
    (void)state;
    READS("a\nb,c\0,d\n", "1[a]\ntest: f.csv:2:2: a zero byte; text in UTF-8 has none\n");
    READS("\"a\n\",\"\0\"\n", "test: f.csv:2:2: a zero byte; text in UTF-8 has none\n");
    READS("a\0", "test: f.csv:1:1: a zero byte; text in UTF-8 has none\n");
}

#define LONE_CR "a carriage return without a line feed; lines should end in LF or CRLF\n"

static void a_lone_carriage_return_breaks_the_file(void **state)
{
    (void)state;
    READS("a\nb,c\rd,e\n", "1[a]\ntest: f.csv:2:2: " LONE_CR);
    READS("a\nb\r", "1[a]\ntest: f.csv:2:1: " LONE_CR);
    READS("a\nb\r\r\n", "1[a]\ntest: f.csv:2:1: " LONE_CR);
    READS("a,\"b\"\rc\"d\n", "test: f.csv:1:2: " LONE_CR);
    READS("a,\"b\"\r", "test: f.csv:1:2: " LONE_CR);
    READS("a\n\r\"b\"\n", "1[a]\ntest: f.csv:2:1: " LONE_CR);
    READS("a\n,\r\"b\"\n", "1[a]\ntest: f.csv:2:2: " LONE_CR);
}

static void of_two_mistakes_the_first_is_said(void **state)
{
    (void)state;
    READS("a\rb\0\n", "test: f.csv:1:1: " LONE_CR);
    READS("\"a\",\0b\"\n", "test: f.csv:1:2: a zero byte; text in UTF-8 has none\n");
}

static void a_broken_file_stays_broken_in_silence(void **state)
{
    (void)state;
    struct reading reading;
    begin(&reading, text_of("a\rb\nc\n"));
    struct csv_row row;
    for (int i = 0; i < 3; i++)
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_BROKEN);
    assert_int_equal(reading.messages.said, 1);
    end(&reading);
}

static void the_end_stays_the_end(void **state)
{
    (void)state;
    struct reading reading;
    begin(&reading, text_of("a"));
    struct csv_row row;
    assert_int_equal(csv_reader_next(reading.reader, &row), CSV_ROW);
    for (int i = 0; i < 3; i++)
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_END);
    end(&reading);
}

static void check_record(struct reading *reading, const char *record, bool quoted,
                         uint64_t lines)
{
    struct csv_row row;
    assert_int_equal(csv_reader_next(reading->reader, &row), CSV_ROW);
    assert_true(text_is(row.record, record));
    assert_int_equal(row.quoted, quoted);
    assert_int_equal(row.line_count, lines);
}

static void a_row_has_its_record_as_it_stood(void **state)
{
    (void)state;
    struct reading reading;
    begin(&reading, text_of("\xef\xbb\xbf"
                            "a, b\r\n\"x\ny\",\"z\"\"\"\r\n\r\nlast,"));
    check_record(&reading, "a, b", false, 1);
    check_record(&reading, "\"x\ny\",\"z\"\"\"", true, 2);
    check_record(&reading, "", false, 1);
    check_record(&reading, "last,", false, 1);
    end(&reading);
}

/* A file that begins with `start` and goes on with one letter beyond the limit. */
static void check_long_record(const char *start, const char *wanted)
{
    const size_t length = (size_t)CSV_RECORD_LIMIT + 1;
    struct text text = text_of(start);
    struct reading reading;
    begin(&reading, text);
    assert_int_equal(ftruncate(reading.descriptor, (off_t)length), 0);
    char *bytes = mmap(NULL, length, PROT_WRITE, MAP_SHARED, reading.descriptor, 0);
    assert_true(bytes != MAP_FAILED);
    memset(bytes + text.length, 'a', length - text.length);
    munmap(bytes, length);
    struct csv_row row;
    assert_int_equal(csv_reader_next(reading.reader, &row), CSV_BROKEN);
    fflush(reading.messages.stream);
    assert_string_equal(reading.said, wanted);
    end(&reading);
}

static void a_record_beyond_the_limit_breaks_the_file(void **state)
{
    (void)state;
    check_long_record("a,b", "test: f.csv:1: a record of more than 67108864 bytes\n");
    check_long_record("a,\"b\n",
                      "test: f.csv:1:2: a record of more than 67108864 bytes; is the "
                      "quote that opens this cell left open?\n");
}

static void a_file_that_ends_within_a_character_is_broken(void **state)
{
    (void)state;
    static const char *const cut[] = { "a\nb\xc3", "a\nb,\xe2\x82", "a\n\xf0\x9f\x98" };
    static const char *const whole[] = { "a\nb\xc3\xa9", "a\nb\xc3\n", "a\nb\x82\x82",
                                         "a\nb\xff", "a\n\xf0\x9f\x98\x80" };
    struct csv_row row;
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        struct reading reading;
        begin(&reading, text_of(cut[i]));
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_ROW);
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_BROKEN);
        fflush(reading.messages.stream);
        assert_string_equal(
            reading.said, "test: f.csv:2: the file ends within a character of UTF-8: it "
                          "was cut short, or is in another encoding\n");
        end(&reading);
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        struct reading reading;
        begin(&reading, text_of(whole[i]));
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_ROW);
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_ROW);
        assert_int_equal(csv_reader_next(reading.reader, &row), CSV_END);
        end(&reading);
    }
}

static void an_endless_file_of_zero_bytes_is_refused_at_once(void **state)
{
    (void)state;
    struct messages messages;
    FILE *nowhere = fopen("/dev/null", "w");
    messages_init(&messages, nowhere, "test");
    const int descriptor = open("/dev/zero", O_RDONLY);
    struct byte_source *source = byte_source_open(descriptor, "zero", &messages);
    struct csv_reader *reader = csv_reader_open(source, &messages);
    assert_string_equal(csv_reader_name(reader), "zero");
    struct csv_row row;
    assert_int_equal(csv_reader_next(reader, &row), CSV_BROKEN);
    csv_reader_close(reader);
    byte_source_close(source);
    close(descriptor);
    fclose(nowhere);
}

static void an_unreadable_source_breaks_the_file(void **state)
{
    (void)state;
    struct reading reading;
    begin(&reading, text_of(""));
    assert_true(dup2(open("/", O_RDONLY | O_DIRECTORY), reading.descriptor) >= 0);
    struct csv_row row;
    assert_int_equal(csv_reader_next(reading.reader, &row), CSV_BROKEN);
    assert_int_equal(csv_reader_next(reading.reader, &row), CSV_BROKEN);
    fflush(reading.messages.stream);
    assert_string_equal(reading.said, "test: f.csv: cannot be read: Is a directory\n");
    end(&reading);
}

/* `count` cells of which the last is `last`, and a row behind. The caller frees. */
static struct text wide_record(size_t count, const char *last)
{
    char *bytes = memory_take(count + strlen(last) + 8, 1);
    memset(bytes, ',', count - 1);
    sprintf(bytes + count - 1, "%s\nx\n", last);
    return text_of(bytes);
}

static void check_wide(size_t count, const char *last, bool read)
{
    const struct text bytes = wide_record(count, last);
    struct reading reading;
    struct csv_row row;
    begin(&reading, bytes);
    assert_int_equal(csv_reader_next(reading.reader, &row), read ? CSV_ROW : CSV_BROKEN);
    if (read)
        assert_int_equal(row.count, count);
    assert_int_equal(csv_reader_next(reading.reader, &row), read ? CSV_ROW : CSV_BROKEN);
    fflush(reading.messages.stream);
    assert_string_equal(
        reading.said, read ? "" : "test: f.csv:1: a record of more than 1000000 cells\n");
    end(&reading);
    free((char *)bytes.bytes);
}

static void a_record_of_endless_cells_breaks_the_file(void **state)
{
    (void)state;
    check_wide(CSV_CELL_LIMIT, "", true);
    check_wide(CSV_CELL_LIMIT + 1, "", false);
    check_wide(CSV_CELL_LIMIT + 65, "", false);
    check_wide(4 * CSV_CELL_LIMIT, "", false);
    check_wide(CSV_CELL_LIMIT, "\"a\"", true);
    check_wide(CSV_CELL_LIMIT + 1, "\"a\"", false);
    check_wide(4 * CSV_CELL_LIMIT, "\"a\"", false);
}

static void commas_inside_quotes_make_no_cells(void **state)
{
    (void)state;
    const size_t count = 3 * CSV_CELL_LIMIT;
    char *bytes = memory_take(count + 8, 1);
    memset(bytes, ',', count);
    bytes[0] = '"';
    strcpy(bytes + count, "\",b\n");
    struct reading reading;
    struct csv_row row;
    begin(&reading, text_of(bytes));
    assert_int_equal(csv_reader_next(reading.reader, &row), CSV_ROW);
    assert_int_equal(row.count, 2);
    assert_int_equal(row.cells[0].length, count - 1);
    end(&reading);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_cut_at_commas_and_rows_at_line_ends),
        cmocka_unit_test(an_empty_file_has_no_row),
        cmocka_unit_test(the_last_line_may_lack_its_end),
        cmocka_unit_test(blank_lines_come_back_without_cells),
        cmocka_unit_test(white_space_belongs_to_the_cell),
        cmocka_unit_test(a_byte_order_mark_is_skipped_at_the_start_only),
        cmocka_unit_test(quoted_cells_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(a_quote_in_an_unquoted_cell_breaks_the_file),
        cmocka_unit_test(text_behind_a_closing_quote_breaks_the_file),
        cmocka_unit_test(a_quote_left_open_is_said_where_it_opens),
        cmocka_unit_test(a_zero_byte_breaks_the_file),
        cmocka_unit_test(a_lone_carriage_return_breaks_the_file),
        cmocka_unit_test(of_two_mistakes_the_first_is_said),
        cmocka_unit_test(a_broken_file_stays_broken_in_silence),
        cmocka_unit_test(the_end_stays_the_end),
        cmocka_unit_test(a_row_has_its_record_as_it_stood),
        cmocka_unit_test(a_record_beyond_the_limit_breaks_the_file),
        cmocka_unit_test(a_file_that_ends_within_a_character_is_broken),
        cmocka_unit_test(an_endless_file_of_zero_bytes_is_refused_at_once),
        cmocka_unit_test(an_unreadable_source_breaks_the_file),
        cmocka_unit_test(a_record_of_endless_cells_breaks_the_file),
        cmocka_unit_test(commas_inside_quotes_make_no_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
