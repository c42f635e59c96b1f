/* An index of prices by year, split year and quarter. */
#include "told.h"

#include <math.h>

#include "council/deflator.h"

static struct deflator *read_table(const char *table, struct told *told)
{
    told_open(told);
    struct byte_source *source = source_told(table, "d.csv", &told->messages);
    struct deflator *deflator = deflator_read(source, &told->messages);
    source_told_close(source);
    return deflator;
}

static void check_index(const char *table, const char *name, enum year_kind year,
                        double expected)
{
    struct told told;
    double index = 0;
    struct period period;
    struct deflator *deflator = read_table(table, &told);
    assert_non_null(deflator);
    assert_true(period_parse(text_of(name), &period));
    assert_true(deflator_index(deflator, period, year, &index) == (expected > 0));
    if (fabs(index - expected) > 1e-13 * expected)
        fail_msg("%s: %.17g, not %.17g", name, index, expected);
    deflator_close(deflator);
    told_close(&told);
}

static const char quarters[] = "period,value\n2021,93.5\n"
                               "2021-Q1,91\n2021-Q2,93\n2021-Q3,94\n2021-Q4,96\n"
                               "2022-Q1,97\n2022-Q2,98\n2022-Q3,101\n2022-Q4,104\n";

static void years_are_means_of_their_quarters(void **state)
{
    (void)state;
    check_index(quarters, "2021/22", YEAR_FINANCIAL, (93 + 94 + 96 + 97) / 4.0);
    check_index(quarters, "2021/22", YEAR_ACADEMIC,
                (2 * 94 + 3 * 96 + 3 * 97 + 3 * 98 + 101) / 12.0);
    check_index(quarters, "2022", YEAR_CALENDAR, (97 + 98 + 101 + 104) / 4.0);
    check_index(quarters, "2021-Q4", YEAR_FINANCIAL, 96);
    check_index(quarters, "2021-08", YEAR_FINANCIAL, 94);
}

static void a_year_that_stands_there_is_taken(void **state)
{
    (void)state;
    check_index(quarters, "2021", YEAR_CALENDAR, 93.5);
    const char *split = "edition,value,period\nx,88.48,1997-98\nx,100,2002/03\n";
    check_index(split, "1997/98", YEAR_FINANCIAL, 88.48);
    check_index(split, "2002/03", YEAR_FINANCIAL, 100);
    /* a financial year is no academic one */
    check_index(split, "2002/03", YEAR_ACADEMIC, 0);
}

static void where_the_table_does_not_reach_there_is_none(void **state)
{
    (void)state;
    check_index(quarters, "2022/23", YEAR_FINANCIAL, 0);
    check_index(quarters, "2020/21", YEAR_FINANCIAL, 0);
    check_index(quarters, "2023", YEAR_CALENDAR, 0);
    check_index("period,value\n2023,\n", "2023", YEAR_CALENDAR, 0);
    check_index("period,value\n", "2023", YEAR_CALENDAR, 0);
}

static void check_said(const char *table, const char *expected)
{
    struct told told;
    assert_null(read_table(table, &told));
    assert_string_equal(told_said(&told), expected);
    told_close(&told);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    check_said("", "test: d.csv:1: the deflator is empty\n");
    check_said("period,value\n2021,0\n",
               "test: d.csv:2:2: '0' is no index of prices: a number above 0, from "
               "1e-100 to 1e100\n");
    check_said("period,value\n2021,1e200\n",
               "test: d.csv:2:2: '1e200' is no index of prices: a number above 0, from "
               "1e-100 to 1e100\n");
    check_said("period,value\nthen,1\n", "test: d.csv:2:1: 'then' is not a period\n");
    check_said("period,value\n2021\n",
               "test: d.csv:2: 1 cell stands here; the header has 2\n");
    check_said("period,value\n2021,1\n2020,1\n2021,2\n",
               "test: d.csv: the deflator has two different numbers for 2021\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_means_of_their_quarters),
        cmocka_unit_test(a_year_that_stands_there_is_taken),
        cmocka_unit_test(where_the_table_does_not_reach_there_is_none),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
