/* Periods as publishers write them. */
#include "unit.h"

#include "council/period_spelling.h"

static void check(enum period_spelling spelling, const char *text, const char *wanted)
{
    struct period period = { 0 };
    char out[PERIOD_SIZE] = "none";
    if (period_parse_spelt(spelling, text_of(text), &period))
        period_format(period, out);
    assert_string_equal(out, wanted);
}

static void a_quarter_of_a_split_year_is_one_of_the_calendar(void **state)
{
    (void)state;
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022/23 Q1", "2022-Q2");
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022/23 Q3", "2022-Q4");
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022-23Q4", "2023-Q1");
    check(PERIOD_SPELT_SPLIT_QUARTER, "1999/2000 Q4", "2000-Q1");
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022/23 Q5", "none");
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022/24 Q1", "none");
    check(PERIOD_SPELT_SPLIT_QUARTER, "2022 Q1", "none");
    check(PERIOD_SPELT_SPLIT_QUARTER, "Q1", "none");
}

static void a_month_has_its_name_or_three_letters_of_it(void **state)
{
    (void)state;
    check(PERIOD_SPELT_MONTH_NAME, "Nov 2023", "2023-11");
    check(PERIOD_SPELT_MONTH_NAME, "november 2023", "2023-11");
    check(PERIOD_SPELT_MONTH_NAME, "May 2024", "2024-05");
    check(PERIOD_SPELT_MONTH_NAME, "Jan2024", "none");
    check(PERIOD_SPELT_MONTH_NAME, "Nove 2023", "none");
    check(PERIOD_SPELT_MONTH_NAME, "2023", "none");
}

static void a_year_that_ends_and_bare_digits_are_split_years(void **state)
{
    (void)state;
    check(PERIOD_SPELT_YEAR_ENDING, "2017", "2016/17");
    check(PERIOD_SPELT_YEAR_ENDING, "2000", "1999/00");
    check(PERIOD_SPELT_YEAR_ENDING, "2016/17", "none");
    check(PERIOD_SPELT_DIGITS, "202223", "2022/23");
    check(PERIOD_SPELT_DIGITS, "202224", "none");
    check(PERIOD_SPELT_DIGITS, "2022-23", "none");
}

static void a_day_may_be_written_first(void **state)
{
    (void)state;
    check(PERIOD_SPELT_DAY_FIRST, "31/03/2016", "2016-03-31");
    check(PERIOD_SPELT_DAY_FIRST, "1.4.2016", "2016-04-01");
    check(PERIOD_SPELT_DAY_FIRST, "31/02/2016", "none");
    check(PERIOD_SPELT_DAY_FIRST, "2016/03/31", "none");
    check(PERIOD_SPELT_DAY_FIRST, "31/03/16", "none");
    check(PERIOD_SPELT_DAY_FIRST, "31/03/20160", "none");
    check(PERIOD_SPELT_DAY_FIRST, "31/03/", "none");
}

static void the_others_are_read_as_before(void **state)
{
    (void)state;
    check(PERIOD_SPELT_DEFAULT, "2022-Q3", "2022-Q3");
    check(PERIOD_SPELT_SPLIT, "2015-16", "2015/16");
    check(PERIOD_SPELT_INTERVAL, "2024-08-01/P1Y", "2024/25");
}

static void a_quarter_of_the_calendar_may_have_a_space_before_it(void **state)
{
    (void)state;
    check(PERIOD_SPELT_QUARTER, "1955 Q1", "1955-Q1");
    check(PERIOD_SPELT_QUARTER, "1955", "1955");
    check(PERIOD_SPELT_QUARTER, "1955 Q5", "none");
    check(PERIOD_SPELT_QUARTER, "1955Q1", "none");
    check(PERIOD_SPELT_QUARTER, "1955 Q12", "none");
    check(PERIOD_SPELT_QUARTER, "1955 07", "none");
    check(PERIOD_SPELT_QUARTER, "1955/56", "none");
    check(PERIOD_SPELT_QUARTER, "195", "none");
    check(PERIOD_SPELT_QUARTER, "", "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quarter_of_a_split_year_is_one_of_the_calendar),
        cmocka_unit_test(a_month_has_its_name_or_three_letters_of_it),
        cmocka_unit_test(a_year_that_ends_and_bare_digits_are_split_years),
        cmocka_unit_test(a_day_may_be_written_first),
        cmocka_unit_test(a_quarter_of_the_calendar_may_have_a_space_before_it),
        cmocka_unit_test(the_others_are_read_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
