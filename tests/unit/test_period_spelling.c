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

static void a_year_that_begins_and_two_digits_each_are_split_years(void **state)
{
    (void)state;
    check(PERIOD_SPELT_YEAR_BEGINNING, "2019", "2019/20");
    check(PERIOD_SPELT_YEAR_BEGINNING, "1999", "1999/00");
    check(PERIOD_SPELT_YEAR_BEGINNING, "2019-11-16/P1Y", "none");
    check(PERIOD_SPELT_SHORT_SPLIT, "14-15", "2014/15");
    check(PERIOD_SPELT_SHORT_SPLIT, "14/15", "2014/15");
    check(PERIOD_SPELT_SHORT_SPLIT, "2021", "2020/21");
    check(PERIOD_SPELT_SHORT_SPLIT, "2020-21", "2020/21");
    check(PERIOD_SPELT_SHORT_SPLIT, "2022", "none");
    check(PERIOD_SPELT_SHORT_SPLIT, "14.15", "none");
    check(PERIOD_SPELT_SHORT_SPLIT, "14", "none");
    check(PERIOD_SPELT_SHORT_SPLIT, "", "none");
}

static void a_day_may_name_its_month(void **state)
{
    (void)state;
    check(PERIOD_SPELT_DAY_NAME, "7 October 2019", "2019-10-07");
    check(PERIOD_SPELT_DAY_NAME, "17 Oct 2019", "2019-10-17");
    check(PERIOD_SPELT_DAY_NAME, "9 SEPTEMBER 2019", "2019-09-09");
    check(PERIOD_SPELT_DAY_NAME, "31 June 2019", "none");
    check(PERIOD_SPELT_DAY_NAME, "October 2019", "none");
    check(PERIOD_SPELT_DAY_NAME, "7", "none");
    check(PERIOD_SPELT_DAY_NAME, "", "none");
}

/* The period found, or how many there are. */
static void search(enum period_spelling spelling, const char *text, const char *wanted)
{
    struct period period = { 0 };
    char out[PERIOD_SIZE];
    const enum period_found found =
        period_search_spelt(spelling, text_of(text), &period);
    assert_string_equal(found == PERIOD_FOUND_NONE      ? "none"
                        : found == PERIOD_FOUND_SEVERAL ? "several"
                                                        : period_format(period, out),
                        wanted);
}

static void one_period_is_found_in_a_text_and_two_are_not(void **state)
{
    (void)state;
    search(PERIOD_SPELT_SPLIT, "Revenue Outturn (RO) 2016-17: Summary", "2016/17");
    search(PERIOD_SPELT_SPLIT, "2016-17 and again 2016/17", "2016/17");
    search(PERIOD_SPELT_SPLIT, "2016-17 and 2015-16", "several");
    search(PERIOD_SPELT_SPLIT, "Outturn of 2016", "none");
    search(PERIOD_SPELT_DEFAULT, "local authorities in the UK, mid-2018", "2018");
    search(PERIOD_SPELT_DEFAULT, "mid-2001 to mid-2018", "several");
    /* A part of a period is none. */
    search(PERIOD_SPELT_DEFAULT, "in 2016-17", "none");
    search(PERIOD_SPELT_DEFAULT, "E12018", "none");
    search(PERIOD_SPELT_DEFAULT, "2018b", "none");
    search(PERIOD_SPELT_SHORT_SPLIT, "pss-exp-eng-14-15-fin-act.csv", "2014/15");
    search(PERIOD_SPELT_SHORT_SPLIT, "meas-of-eng-2021-open-data_v2.xlsx", "2020/21");
    search(PERIOD_SPELT_SHORT_SPLIT, "on 31-12-13", "none");
    search(PERIOD_SPELT_DAY_NAME, "exempt on 17 October 2019 ", "2019-10-17");
    search(PERIOD_SPELT_DAY_NAME, "", "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quarter_of_a_split_year_is_one_of_the_calendar),
        cmocka_unit_test(a_month_has_its_name_or_three_letters_of_it),
        cmocka_unit_test(a_year_that_ends_and_bare_digits_are_split_years),
        cmocka_unit_test(a_day_may_be_written_first),
        cmocka_unit_test(a_year_that_begins_and_two_digits_each_are_split_years),
        cmocka_unit_test(a_day_may_name_its_month),
        cmocka_unit_test(one_period_is_found_in_a_text_and_two_are_not),
        cmocka_unit_test(a_quarter_of_the_calendar_may_have_a_space_before_it),
        cmocka_unit_test(the_others_are_read_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
