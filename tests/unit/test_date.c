/* Calendar days. */
#include "unit.h"

#include "council/date.h"

static int32_t day_of(const char *text)
{
    int32_t day = -1;
    assert_true(date_parse(text_of(text), &day));
    return day;
}

static void days_are_counted_from_the_first_of_january_1900(void **state)
{
    (void)state;
    assert_int_equal(day_of("1900-01-01"), 0);
    assert_int_equal(day_of("1900-12-31"), 364);
    assert_int_equal(day_of("1970-01-01"), 25567);
    assert_int_equal(day_of("2000-03-01") - day_of("2000-02-28"), 2);
    assert_int_equal(day_of("2019-04-01") - day_of("2018-04-01"), 365);
}

static void every_day_of_three_centuries_comes_back(void **state)
{
    (void)state;
    const int32_t last = day_of("2199-12-31");
    for (int32_t day = 0; day <= last; day++) {
        const struct date date = date_from_day(day);
        assert_true(date_is_real(date));
        assert_int_equal(date_to_day(date), day);
    }
}

static void days_that_are_none_are_not_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "2019-02-29",  "1900-02-29", "2019-04-31", "2019-13-01", "2019-00-01",
        "2019-01-00",  "1899-12-31", "2200-01-01", "2019-4-1",   "2019/04/01",
        "2019-04-01 ", "01-04-2019", "2019-04-0a", "",           "20190401"
    };
    int32_t day = 7;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(date_parse(text_of(wrong[i]), &day));
    assert_int_equal(day, 7);
    assert_int_equal(day_of("2000-02-29"), day_of("2000-03-01") - 1);
}

/* The examples of ISO 8601: the first week is the one with the year's first Thursday. */
static void weeks_start_on_monday_and_belong_to_their_thursday(void **state)
{
    (void)state;
    int32_t day;
    assert_true(date_of_week(2009, 1, &day));
    assert_int_equal(day, day_of("2008-12-29"));
    assert_true(date_of_week(2009, 53, &day));
    assert_int_equal(day, day_of("2009-12-28"));
    assert_true(date_of_week(2023, 1, &day));
    assert_int_equal(day, day_of("2023-01-02"));
    assert_true(date_of_week(2023, 52, &day));
    assert_false(date_of_week(2023, 53, &day));
    assert_false(date_of_week(2023, 0, &day));
    assert_false(date_of_week(2023, 54, &day));
    assert_false(date_of_week(1900, 1, &day));
    assert_false(date_of_week(2199, 1, &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_from_the_first_of_january_1900),
        cmocka_unit_test(every_day_of_three_centuries_comes_back),
        cmocka_unit_test(days_that_are_none_are_not_read),
        cmocka_unit_test(weeks_start_on_monday_and_belong_to_their_thursday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
