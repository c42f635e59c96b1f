/* What one cell of an unknown file looks like. */
#include "told.h"

#include "step/draft_cell.h"

static void is_number(const char *cell, double value, unsigned spellings,
                      const char *trailing)
{
    struct draft_number number;
    assert_true(draft_number_read(text_of(cell), &number));
    assert_float_equal(number.value, value, 1e-12);
    assert_int_equal(number.spellings, spellings);
    assert_true(text_is(number.trailing, trailing));
}

static void numbers_are_known_as_publishers_write_them(void **state)
{
    (void)state;
    is_number("12", 12, 0, "");
    is_number(" -0.5 ", -0.5, 0, "");
    is_number("1.5e-3", 0.0015, 0, "");
    is_number("1,234,567.8", 1234567.8, 1 << SPELLING_THOUSANDS, "");
    is_number("36.7%", 36.7, 1 << SPELLING_PERCENT, "");
    is_number("\u00a31,000", 1000, 1 << SPELLING_CURRENCY | 1 << SPELLING_THOUSANDS, "");
    is_number("-\u00a35", -5, 1 << SPELLING_CURRENCY, "");
    is_number("(123)", -123, 1 << SPELLING_BRACKETS, "");
    is_number("\u22127", -7, 1 << SPELLING_MINUS, "");
    is_number("41.3 [r]", 41.3, 1 << SPELLING_MARKED, "[r]");
    is_number("41.3(R)", 41.3, 1 << SPELLING_MARKED, "(R)");
    is_number("41.3*", 41.3, 1 << SPELLING_MARKED, "*");
}

static void other_cells_are_no_numbers(void **state)
{
    static const char *const cells[] = { "",       "-",     "..",
                                         "1,23",   "12,34", "1 2",
                                         "[c]",    "A1.1",  "102 - Cumbria",
                                         "16-64",  "65+",   "2022/23",
                                         "1,2345", "()",    "%",
                                         "\u00a3", "1.2.3", NULL };
    struct draft_number number;
    (void)state;
    for (size_t i = 0; cells[i] != NULL; i++)
        if (draft_number_read(text_of(cells[i]), &number))
            fail_msg("'%s' is taken for a number", cells[i]);
}

static void periods_are_known_by_their_spelling(void **state)
{
    static const struct {
        const char *cell;
        enum draft_period form;
    } cells[] = {
        { "2022", PERIOD_FORM_YEAR },
        { "2022/23", PERIOD_FORM_DEFAULT },
        { "2022-Q3", PERIOD_FORM_DEFAULT },
        { "2022-23", PERIOD_FORM_SPLIT },
        { "2022/2023", PERIOD_FORM_SPLIT },
        { "2024-08-01/P1Y", PERIOD_FORM_INTERVAL },
        { "2022/23 Q3", PERIOD_FORM_SPLIT_QUARTER },
        { "Nov 2023", PERIOD_FORM_MONTH_NAME },
        { "1955 Q1", PERIOD_FORM_QUARTER },
        { "202223", PERIOD_FORM_ACADEMIC },
        { "2019-22", PERIOD_FORM_SPAN },
        { "202225", PERIOD_FORM_NONE },
        { "1204", PERIOD_FORM_NONE },
        { "20220000", PERIOD_FORM_NONE },
        { "Total", PERIOD_FORM_NONE },
        { "", PERIOD_FORM_NONE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (draft_period_read(text_of(cells[i].cell)) != cells[i].form)
            fail_msg("'%s' is of another form", cells[i].cell);
}

static void numbers_are_glued_to_names(void **state)
{
    (void)state;
    assert_int_equal(draft_glued_name(text_of("102 - Cumbria")), 6);
    assert_int_equal(draft_glued_name(text_of("909-Bristol UA")), 4);
    assert_int_equal(draft_glued_name(text_of("Cumbria")), 0);
    assert_int_equal(draft_glued_name(text_of("1024 - Cumbria")), 0);
    assert_int_equal(draft_glued_name(text_of("102 - 104")), 0);
    assert_int_equal(draft_glued_name(text_of("102-")), 0);
}

static void codes_tell_what_kind_of_body_has_them(void **state)
{
    (void)state;
    assert_int_equal(draft_body_of(text_of("E06000001")), BODY_COUNCIL);
    assert_int_equal(draft_body_of(text_of("E12000001")), BODY_COUNCIL);
    assert_int_equal(draft_body_of(text_of("W06000001")), BODY_ABROAD);
    assert_int_equal(draft_body_of(text_of("E23000013")), BODY_OTHER);
    assert_int_equal(draft_body_of(text_of("E0101")), BODY_COUNCIL);
    assert_int_equal(draft_body_of(text_of("E6101")), BODY_OTHER);
    assert_int_equal(draft_body_of(text_of("")), BODY_COUNCIL);
}

static void words_end_where_letters_do(void **state)
{
    (void)state;
    assert_true(draft_has_word(text_of("Area Code"), "code"));
    assert_true(draft_has_word(text_of("time_period"), "period"));
    assert_true(draft_has_word(text_of("TimePeriod"), "period"));
    assert_false(draft_has_word(text_of("barcodes"), "code"));
    assert_false(draft_has_word(text_of(""), "code"));
    assert_true(draft_contains(text_of("Reporting PERIODS"), "period"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_known_as_publishers_write_them),
        cmocka_unit_test(other_cells_are_no_numbers),
        cmocka_unit_test(periods_are_known_by_their_spelling),
        cmocka_unit_test(numbers_are_glued_to_names),
        cmocka_unit_test(codes_tell_what_kind_of_body_has_them),
        cmocka_unit_test(words_end_where_letters_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
