/* Columns by name. */
#include "told.h"

#include "format/csv_columns.h"

/* The columns of a header line; the arena holds their names. */
static void keep(struct csv_columns *columns, const char *header, struct arena *arena,
                 struct told *told)
{
    struct csv_row row;
    told_open(told);
    struct byte_source *source = source_told(header, "t.csv", &told->messages);
    struct csv_reader *reader = csv_reader_open(source, &told->messages);
    arena_init(arena);
    assert_int_equal(csv_reader_next(reader, &row), CSV_ROW);
    csv_columns_keep(columns, &row, arena);
    csv_reader_close(reader);
    source_told_close(source);
}

static const struct place header_line = { "t.csv", 1, 0 };

static void names_outlive_their_row(void **state)
{
    (void)state;
    struct csv_columns columns;
    struct arena arena;
    struct told told;
    keep(&columns, "metric,\"area, code\",value\n", &arena, &told);
    assert_int_equal(columns.count, 3);
    assert_int_equal(csv_columns_find(&columns, text_of("area, code")), 1);
    assert_int_equal(csv_columns_find(&columns, text_of("Value")), CSV_COLUMN_ABSENT);
    assert_int_equal(
        csv_columns_need(&columns, text_of("value"), header_line, &told.messages), 2);
    assert_true(csv_columns_check(&columns, header_line, &told.messages));
    arena_release(&arena);
    told_check(&told, "");
}

static void a_missing_column_is_said_with_the_nearest(void **state)
{
    (void)state;
    struct csv_columns columns;
    struct arena arena;
    struct told told;
    keep(&columns, "metric,area_cod,value\n", &arena, &told);
    assert_int_equal(
        csv_columns_need(&columns, text_of("area_code"), header_line, &told.messages),
        CSV_COLUMN_ABSENT);
    assert_int_equal(
        csv_columns_need(&columns, text_of("period"), header_line, &told.messages),
        CSV_COLUMN_ABSENT);
    arena_release(&arena);
    told_check(&told,
               "test: t.csv:1: there is no column 'area_code'; did you mean 'area_cod'?\n"
               "test: t.csv:1: there is no column 'period'\n");
}

static void a_name_stands_once(void **state)
{
    (void)state;
    struct csv_columns columns;
    struct arena arena;
    struct told told;
    keep(&columns, "a,b,a,b\n", &arena, &told);
    assert_false(csv_columns_check(&columns, header_line, &told.messages));
    assert_int_equal(csv_columns_find(&columns, text_of("b")), 1);
    arena_release(&arena);
    told_check(&told, "test: t.csv:1:3: column 'a' stands twice, first as column 1\n");
}

static void every_column_has_a_name(void **state)
{
    (void)state;
    struct csv_columns columns;
    struct arena arena;
    struct told told;
    keep(&columns, "a,,b,\n", &arena, &told);
    assert_false(csv_columns_check(&columns, header_line, &told.messages));
    arena_release(&arena);
    told_check(&told, "test: t.csv:1:2: the column has no name\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_outlive_their_row),
        cmocka_unit_test(a_missing_column_is_said_with_the_nearest),
        cmocka_unit_test(a_name_stands_once),
        cmocka_unit_test(every_column_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
