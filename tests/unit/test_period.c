/* Periods: parse, order, spell. */
#include "unit.h"

#include "council/date.h"
#include "council/period.h"

static struct period period_of(const char *text)
{
    struct period period = { 0 };
    if (!period_parse(text_of(text), &period))
        fail_msg("'%s' is not a period", text);
    return period;
}

static void every_kind_is_read_and_spelt_alike(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum period_kind kind;
    } periods[] = {
        { "2022/23", PERIOD_SPLIT_YEAR }, { "1999/00", PERIOD_SPLIT_YEAR },
        { "2022", PERIOD_YEAR },          { "2022-Q1", PERIOD_QUARTER },
        { "2022-Q4", PERIOD_QUARTER },    { "2022-07", PERIOD_MONTH },
        { "2022-12", PERIOD_MONTH },      { "2022-W01", PERIOD_WEEK },
        { "2020-W53", PERIOD_WEEK },      { "2009-W01", PERIOD_WEEK },
        { "2022-07-31", PERIOD_DAY },     { "1900-01-01", PERIOD_DAY },
        { "2199-12-31", PERIOD_DAY },     { "2199/00", PERIOD_SPLIT_YEAR },
    };
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        char spelt[PERIOD_SIZE];
        const struct period period = period_of(periods[i].text);
        assert_int_equal(period_kind(period), periods[i].kind);
        assert_string_equal(period_format(period, spelt), periods[i].text);
    }
}

/* "2022-23" may be a year gone wrong or a month gone wrong. */
static void what_could_be_two_things_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "2022-23",  "2022/24",   "2022/22",    "2022/2023", "22/23",   "2022/",
        "2022-",    "2022-Q0",   "2022-Q5",    "2022-q1",   "2022-00", "2022-13",
        "2022-W00", "2022-W53",  "2022-W5",    "2022-7",    "",        "202",
        " 2022",    "2022 ",     "2022-02-30", "1899",      "2200",    "FY23",
        "2022-Q12", "2022-07-1", "2022-07-311"
    };
    struct period period = { 7 };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (period_parse(text_of(wrong[i]), &period))
            fail_msg("'%s' was read", wrong[i]);
    assert_int_equal(period.key, 7);
}

static void publishers_spell_split_years_in_four_ways(void **state)
{
    (void)state;
    static const char *const right[] = { "2015-16", "2015/16", "2015/2016", "2015-2016" };
    static const char *const wrong[] = { "2016",      "2015-17",  "2015 16", "15-16",
                                         "2015/2017", "2015/016", "2015-16 " };
    struct period period;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(period_parse_split(text_of(right[i]), &period));
        assert_int_equal(period_compare(period, period_of("2015/16")), 0);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(period_parse_split(text_of(wrong[i]), &period));
    assert_true(period_parse_split(text_of("1999-2000"), &period));
    assert_int_equal(period_compare(period, period_of("1999/00")), 0);
}

static void an_interval_of_one_year_is_a_year_or_a_split_one(void **state)
{
    (void)state;
    struct period period;
    assert_true(period_parse_interval(text_of("2024-01-01/P1Y"), &period));
    assert_int_equal(period_compare(period, period_of("2024")), 0);
    assert_true(period_parse_interval(text_of("2024-08-01/P1Y"), &period));
    assert_int_equal(period_compare(period, period_of("2024/25")), 0);
    assert_true(period_parse_interval(text_of("2024-04-01/P1Y"), &period));
    assert_int_equal(period_compare(period, period_of("2024/25")), 0);
    assert_false(period_parse_interval(text_of("2024-04-01/P2Y"), &period));
    assert_false(period_parse_interval(text_of("2024-04-01"), &period));
    assert_false(period_parse_interval(text_of("2024-04-31/P1Y"), &period));
}

static void periods_are_ordered_by_their_first_day(void **state)
{
    (void)state;
    static const char *const ordered[] = { "2021/22",   "2022",     "2022-Q1",
                                           "2022-01",   "2022-W01", "2022/23",
                                           "2022-Q2",   "2022-04",  "2022-04-01",
                                           "2022-04-02" };
    for (size_t i = 0; i + 1 < sizeof ordered / sizeof *ordered; i++)
        if (period_compare(period_of(ordered[i]), period_of(ordered[i + 1])) >= 0)
            fail_msg("'%s' is not before '%s'", ordered[i], ordered[i + 1]);
}

static void check_last_day(const char *text, enum year_kind year, const char *last)
{
    int32_t day;
    assert_true(date_parse(text_of(last), &day));
    assert_int_equal(period_last_day(period_of(text), year), day);
}

static void a_period_ends_on_its_last_day(void **state)
{
    (void)state;
    check_last_day("2022/23", YEAR_FINANCIAL, "2023-03-31");
    check_last_day("2022/23", YEAR_ACADEMIC, "2023-07-31");
    check_last_day("2022", YEAR_CALENDAR, "2022-12-31");
    check_last_day("2022", YEAR_FINANCIAL, "2022-12-31");
    check_last_day("2022-Q1", YEAR_CALENDAR, "2022-03-31");
    check_last_day("2022-Q4", YEAR_CALENDAR, "2022-12-31");
    check_last_day("2024-02", YEAR_CALENDAR, "2024-02-29");
    check_last_day("2022-12", YEAR_CALENDAR, "2022-12-31");
    check_last_day("2022-W52", YEAR_CALENDAR, "2023-01-01");
    check_last_day("2022-07-31", YEAR_CALENDAR, "2022-07-31");
}

static void check_start_day(const char *text, enum year_kind year, const char *first)
{
    int32_t day;
    assert_true(date_parse(text_of(first), &day));
    assert_int_equal(period_start_day(period_of(text), year), day);
}

static void a_period_starts_on_its_first_day(void **state)
{
    (void)state;
    check_start_day("2022/23", YEAR_FINANCIAL, "2022-04-01");
    check_start_day("2022/23", YEAR_ACADEMIC, "2022-08-01");
    check_start_day("2022", YEAR_ACADEMIC, "2022-01-01");
    check_start_day("2022-Q3", YEAR_ACADEMIC, "2022-07-01");
    check_start_day("2022-W05", YEAR_FINANCIAL, "2022-01-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read_and_spelt_alike),
        cmocka_unit_test(what_could_be_two_things_is_none),
        cmocka_unit_test(publishers_spell_split_years_in_four_ways),
        cmocka_unit_test(an_interval_of_one_year_is_a_year_or_a_split_one),
        cmocka_unit_test(periods_are_ordered_by_their_first_day),
        cmocka_unit_test(a_period_starts_on_its_first_day),
        cmocka_unit_test(a_period_ends_on_its_last_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
