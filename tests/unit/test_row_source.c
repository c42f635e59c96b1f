/* Rows from a file, as they stand and turned on their side. */
#include "told.h"

#include "format/row_source.h"

/* All rows, each with its line and the place of its last cell, and how they end: that is
 * so however often it is asked. */
static void check_until(const char *bytes, bool turned, const char *wanted,
                        enum csv_outcome wanted_end)
{
    enum csv_outcome outcome;
    struct told told;
    struct csv_row row;
    char seen[1024];
    size_t used = 0;
    told_open(&told);
    struct byte_source *source = source_told(bytes, "t.csv", &told.messages);
    struct row_source *rows = row_source_csv(source, &told.messages);
    if (turned)
        rows = row_source_transposed(rows, &told.messages);
    assert_int_equal(row_source_is_ragged(rows), turned);
    assert_string_equal(row_source_name(rows), "t.csv");
    seen[0] = '\0';
    while ((outcome = row_source_next(rows, &row)) == CSV_ROW) {
        used += (size_t)sprintf(seen + used, "%d:", (int)row.line);
        for (size_t i = 0; i < row.count; i++)
            used += (size_t)sprintf(seen + used, "[%.*s]", TEXT_ARGS(row.cells[i]));
        if (row.count > 0) {
            const struct place last = row_source_place(rows, &row, row.count - 1);
            used +=
                (size_t)sprintf(seen + used, "%d,%d", (int)last.line, (int)last.column);
        }
        used += (size_t)sprintf(seen + used, "\n");
    }
    assert_string_equal(seen, wanted);
    assert_int_equal(outcome, wanted_end);
    assert_int_equal(row_source_next(rows, &row), wanted_end);
    row_source_close(rows);
    source_told_close(source);
    told_close(&told);
}

static void check(const char *bytes, bool turned, const char *wanted)
{
    check_until(bytes, turned, wanted, CSV_END);
}

static void records_come_as_the_reader_has_them(void **state)
{
    (void)state;
    check("a,b\n\n\"1\n2\",3\n", false, "1:[a][b]1,2\n2:\n3:[1\n2][3]3,2\n");
}

static void turned_rows_know_where_their_cells_stand(void **state)
{
    (void)state;
    check("a,b\n\"1\n2\",3\nx,y\n", true, "1:[a][1\n2][x]4,1\n2:[b][3][y]4,2\n");
}

static void what_a_short_row_lacks_is_empty(void **state)
{
    (void)state;
    check("a,b,c\n\n1\n", true, "1:[a][][1]3,1\n2:[b][][]3,2\n3:[c][][]3,3\n");
    check("", true, "");
}

static void a_broken_file_gives_no_row_turned(void **state)
{
    (void)state;
    check_until("a,b\n\"c\n", true, "", CSV_BROKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_as_the_reader_has_them),
        cmocka_unit_test(turned_rows_know_where_their_cells_stand),
        cmocka_unit_test(what_a_short_row_lacks_is_empty),
        cmocka_unit_test(a_broken_file_gives_no_row_turned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
