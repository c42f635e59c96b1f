/* Rows refused: said, counted and kept. */
#include "told.h"

#include "format/refusals.h"

static const struct text names[] = { { "area", 4 }, { "value", 5 } };

static void a_row_is_said_counted_and_kept_as_it_stood(void **state)
{
    (void)state;
    struct told told;
    struct csv_writer kept;
    struct refusals refusals;
    const struct text row[] = { text_of("Bristol, City of"), text_of("n/a") };
    told_open(&told);
    csv_writer_init(&kept, NULL);
    refusals_init(&refusals, &told.messages, &kept);
    refusals_begin(&refusals, names, 2);
    refusals_add(&refusals, (struct place){ "a.csv", 7, 2 }, row, 2,
                 "'%s' is not a number", "n/a");
    refusals_add(&refusals, (struct place){ "a.csv", 9, 0 }, row, 1, "too short");
    assert_int_equal(refusals.count, 2);
    assert_int_equal(told.messages.said, 2);
    assert_true(text_is(csv_writer_take(&kept),
                        "file,line,column,reason,area,value\n"
                        "a.csv,7,2,'n/a' is not a number,\"Bristol, City of\",n/a\n"
                        "a.csv,9,,too short,\"Bristol, City of\"\n"));
    csv_writer_release(&kept);
    told_check(&told, "test: a.csv:7:2: 'n/a' is not a number\n"
                      "test: a.csv:9: too short\n");
}

static void the_header_stands_once_for_many_files(void **state)
{
    (void)state;
    struct told told;
    struct csv_writer kept;
    struct refusals refusals;
    told_open(&told);
    csv_writer_init(&kept, NULL);
    refusals_init(&refusals, &told.messages, &kept);
    refusals_begin(&refusals, names, 2);
    refusals_begin(&refusals, names, 1);
    assert_true(text_is(csv_writer_take(&kept), "file,line,column,reason,area,value\n"));
    csv_writer_release(&kept);
    told_check(&told, "");
}

static void without_a_writer_rows_are_said_alone(void **state)
{
    (void)state;
    struct told told;
    struct refusals refusals;
    told_open(&told);
    refusals_init(&refusals, &told.messages, NULL);
    refusals_begin(&refusals, names, 2);
    refusals_add(&refusals, (struct place){ 0 }, NULL, 0, "%d%%", 5);
    assert_int_equal(refusals.count, 1);
    told_check(&told, "test: 5%\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_said_counted_and_kept_as_it_stood),
        cmocka_unit_test(the_header_stands_once_for_many_files),
        cmocka_unit_test(without_a_writer_rows_are_said_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
