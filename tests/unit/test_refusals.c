/* Rows refused: said, counted and kept. */
#include "told.h"

#include "base/suggest.h"
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
    refusals_release(&refusals);
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
    refusals_release(&refusals);
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
    refusals_release(&refusals);
    told_check(&told, "test: 5%\n");
}

/* Lines 2 to `last`, refused for one reason, of which every second has a hint. */
static void refuse_lines(struct refusals *refusals, uint64_t last)
{
    for (uint64_t line = 2; line <= last; line++)
        refusals_add(refusals, (struct place){ "a.csv", line, 1 }, NULL, 0,
                     "unknown metric 'x'%s", line % 2 == 0 ? SUGGEST_BEGINS "'y'?" : "");
}

static void one_reason_is_said_a_few_times_and_then_counted(void **state)
{
    (void)state;
    struct told told;
    struct csv_writer kept;
    struct refusals refusals;
    told_open(&told);
    csv_writer_init(&kept, NULL);
    refusals_init(&refusals, &told.messages, &kept);
    refuse_lines(&refusals, 9);
    refusals_add(&refusals, (struct place){ "a.csv", 10, 2 }, NULL, 0, "another");
    assert_int_equal(refusals.count, 9);
    assert_int_equal(told.messages.said, 6);
    refusals_say_rest(&refusals);
    refusals_say_rest(&refusals);
    const struct text rows = csv_writer_take(&kept);
    size_t lines = 0;
    for (size_t i = 0; i < rows.length; i++)
        lines += rows.bytes[i] == '\n';
    assert_int_equal(lines, 9);
    csv_writer_release(&kept);
    refusals_release(&refusals);
    told_check(&told, "test: a.csv:2:1: unknown metric 'x'; did you mean 'y'?\n"
                      "test: a.csv:3:1: unknown metric 'x'\n"
                      "test: a.csv:4:1: unknown metric 'x'; did you mean 'y'?\n"
                      "test: a.csv:5:1: unknown metric 'x'\n"
                      "test: a.csv:6:1: unknown metric 'x'; did you mean 'y'?\n"
                      "test: a.csv:10:2: another\n"
                      "test: 3 more rows refused: unknown metric 'x'\n");
}

static void one_more_is_one_and_cells_are_no_rows(void **state)
{
    (void)state;
    struct told told;
    struct refusals refusals;
    told_open(&told);
    refusals_init(&refusals, &told.messages, NULL);
    refusals.of_cells = true;
    refuse_lines(&refusals, 7);
    refusals_say_rest(&refusals);
    refusals_release(&refusals);
    assert_non_null(strstr(told_said(&told), ":6:1: "));
    assert_null(strstr(told_said(&told), ":7:1: "));
    assert_non_null(strstr(told_said(&told), "test: 1 more refusal: unknown metric"));
    told_close(&told);
}

/* Memory and what is said are bounded, and nothing goes uncounted for it. */
static void of_many_reasons_the_last_are_counted(void **state)
{
    (void)state;
    struct told told;
    struct refusals refusals;
    told_open(&told);
    refusals_init(&refusals, &told.messages, NULL);
    for (int i = 0; i < REFUSALS_MOST_REASONS; i++)
        refusals_add(&refusals, (struct place){ 0 }, NULL, 0, "%d", i);
    for (int i = 0; i < 2 * REFUSALS_MOST_SAID; i++)
        refusals_add(&refusals, (struct place){ 0 }, NULL, 0, "one too many");
    assert_int_equal(refusals.reasons.count, REFUSALS_MOST_REASONS);
    assert_int_equal(refusals.count, REFUSALS_MOST_REASONS + 2 * REFUSALS_MOST_SAID);
    assert_int_equal(told.messages.said, REFUSALS_MOST_REASONS);
    refusals_say_rest(&refusals);
    refusals_say_rest(&refusals);
    assert_int_equal(told.messages.said, REFUSALS_MOST_REASONS + 1);
    refusals_release(&refusals);
    assert_non_null(strstr(told_said(&told),
                           "test: 10 more rows refused for other reasons than those "
                           "above\n"));
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_said_counted_and_kept_as_it_stood),
        cmocka_unit_test(the_header_stands_once_for_many_files),
        cmocka_unit_test(without_a_writer_rows_are_said_alone),
        cmocka_unit_test(one_reason_is_said_a_few_times_and_then_counted),
        cmocka_unit_test(one_more_is_one_and_cells_are_no_rows),
        cmocka_unit_test(of_many_reasons_the_last_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
