/* A held record cut into its cells again. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "format/csv_split.h"
#include "format/csv_writer.h"

/* The cells of a record, each in brackets. */
static void check(const char *record, const char *wanted)
{
    struct csv_cells cells = { 0 };
    char told[256];
    size_t used = 0;
    csv_split(&cells, text_of(record));
    for (size_t i = 0; i < cells.count; i++)
        used += (size_t)snprintf(told + used, sizeof told - used, "[%.*s]",
                                 TEXT_ARGS(cells.cells[i]));
    assert_string_equal(told, wanted);
    csv_cells_release(&cells);
}

static void commas_part_cells(void **state)
{
    (void)state;
    check("a,b,c", "[a][b][c]");
    check("a", "[a]");
    check(" a , b", "[ a ][ b]");
}

static void an_empty_cell_is_a_cell(void **state)
{
    (void)state;
    check("", "[]");
    check(",", "[][]");
    check("a,", "[a][]");
    check(",a,,", "[][a][][]");
    check("\"\"", "[]");
    check("\"\",\"\"", "[][]");
}

static void quotes_hold_commas_and_quotes(void **state)
{
    (void)state;
    check("\"Bristol, City of\",x", "[Bristol, City of][x]");
    check("a,\"say \"\"yes\"\"\"", "[a][say \"yes\"]");
    check("\"\"\"\",b", "[\"][b]");
    check("\"a,b\",", "[a,b][]");
}

static void room_is_used_again(void **state)
{
    (void)state;
    struct csv_cells cells = { 0 };
    csv_split(&cells, text_of("\"1,1\",2,3"));
    assert_int_equal(cells.count, 3);
    csv_split(&cells, text_of("\"a \"\"longer\"\" record, in one cell\""));
    assert_int_equal(cells.count, 1);
    assert_true(text_is(cells.cells[0], "a \"longer\" record, in one cell"));
    csv_cells_release(&cells);
}

/* Three cells of up to two bytes each, in all ways. */
static void what_the_writer_writes_is_read_back(void **state)
{
    (void)state;
    static const char bytes[] = "a,\" ";
    struct csv_cells cells = { 0 };
    struct csv_writer writer;
    csv_writer_init(&writer, NULL);
    for (unsigned n = 0; n < 1u << 15; n++) {
        char cell[3][3];
        struct text wanted[3];
        for (unsigned i = 0; i < 3; i++) {
            const unsigned bits = n >> (5 * i);
            wanted[i] = (struct text){ cell[i], bits & 1 ? 2 : (bits >> 1) & 1 };
            cell[i][0] = bytes[(bits >> 1) & 3];
            cell[i][1] = bytes[(bits >> 3) & 3];
            csv_write_cell(&writer, wanted[i]);
        }
        csv_split(&cells, csv_writer_take(&writer));
        assert_int_equal(cells.count, 3);
        for (unsigned i = 0; i < 3; i++)
            assert_true(text_equal(cells.cells[i], wanted[i]));
    }
    csv_cells_release(&cells);
    csv_writer_release(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_part_cells),
        cmocka_unit_test(an_empty_cell_is_a_cell),
        cmocka_unit_test(quotes_hold_commas_and_quotes),
        cmocka_unit_test(room_is_used_again),
        cmocka_unit_test(what_the_writer_writes_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
