/* Scales and ticks. */
#include "unit.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#include "page/chart_axis.h"

static void check_ticks(double from, double to, size_t most, const char *wanted)
{
    struct chart_ticks ticks;
    char found[400] = "";
    size_t used = 0;
    chart_ticks(from, to, most, 0, &ticks);
    for (size_t i = 0; i < ticks.count; i++)
        used += (size_t)snprintf(found + used, sizeof found - used, "%g ", ticks.at[i]);
    snprintf(found + used, sizeof found - used, "(%d)", ticks.decimals);
    assert_string_equal(found, wanted);
}

static void ticks_are_1_2_or_5_times_a_power_of_ten(void **state)
{
    (void)state;
    check_ticks(0, 100, 6, "0 20 40 60 80 100 (0)");
    check_ticks(18.3, 61.2, 5, "20 30 40 50 60 (0)");
    check_ticks(-7, 12, 5, "-5 0 5 10 (0)");
    check_ticks(0.1, 0.3, 5, "0.1 0.15 0.2 0.25 0.3 (2)");
    check_ticks(1e300, 5e300, 5, "1e+300 2e+300 3e+300 4e+300 5e+300 (0)");
}

static void ticks_that_cannot_be_told_apart_are_none(void **state)
{
    (void)state;
    check_ticks(5, 5, 5, "(0)");
    check_ticks(1e300, 1e300 * (1 + DBL_EPSILON), 5, "(0)");
    struct chart_ticks ticks;
    chart_ticks(-DBL_MAX, DBL_MAX, 5, 0, &ticks);
    for (size_t i = 0; i < ticks.count; i++)
        assert_true(isfinite(ticks.at[i]));
}

static void ticks_are_no_closer_than_they_can_be_written(void **state)
{
    (void)state;
    struct chart_ticks ticks;
    chart_ticks(3, 5, 10, 1, &ticks);
    assert_int_equal(ticks.count, 3);
    assert_int_equal(ticks.decimals, 0);
}

static void logarithmic_ticks_thin_out_as_decades_come(void **state)
{
    (void)state;
    struct chart_ticks ticks;
    chart_ticks_logarithmic(150, 6000, 7, &ticks);
    assert_int_equal(ticks.count, 5);
    assert_true(ticks.at[0] == 200 && ticks.at[4] == 5000);
    chart_ticks_logarithmic(1, 1e9, 5, &ticks);
    assert_true(ticks.count <= 5 && ticks.count > 0);
    chart_ticks_logarithmic(DBL_MIN, DBL_MAX / 2, 5, &ticks);
    assert_true(ticks.count <= CHART_MOST_TICKS);
}

static void places_stay_on_the_scale(void **state)
{
    (void)state;
    const struct chart_scale across = { 10, 20, 4, 96, false },
                             up = { -1e308, 1e308, 200, 0, false },
                             point = { 3, 3, 0, 10, false }, log = { 1, 100, 0, 2, true };
    assert_true(chart_scale_at(&across, 15) == 50);
    assert_true(chart_scale_at(&across, -1e300) == 4);
    assert_true(chart_scale_at(&across, INFINITY) == 96);
    assert_true(chart_scale_at(&across, NAN) == 4);
    assert_true(fabs(chart_scale_at(&up, 0) - 100) < 1e-9);
    assert_true(chart_scale_at(&up, 1e308) == 0);
    assert_true(chart_scale_at(&point, 3) == 5);
    assert_true(fabs(chart_scale_at(&log, 10) - 1) < 1e-9);
    assert_true(chart_scale_at(&log, -5) == 0);
}

static void an_extent_is_never_a_point_and_always_finite(void **state)
{
    (void)state;
    struct chart_extent extent = { .any = false };
    chart_extent_add(&extent, NAN);
    assert_false(extent.any);
    chart_extent_widen(&extent, 0.1, 1);
    assert_true(extent.least < extent.most);
    extent = (struct chart_extent){ true, 5, 5 };
    chart_extent_widen(&extent, 0.1, 0.1);
    assert_true(extent.least == 4.5 && extent.most == 5.5);
    extent = (struct chart_extent){ true, -DBL_MAX, DBL_MAX };
    chart_extent_widen(&extent, 0.1, 0.1);
    assert_true(isfinite(extent.least) && isfinite(extent.most));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_1_2_or_5_times_a_power_of_ten),
        cmocka_unit_test(ticks_that_cannot_be_told_apart_are_none),
        cmocka_unit_test(ticks_are_no_closer_than_they_can_be_written),
        cmocka_unit_test(logarithmic_ticks_thin_out_as_decades_come),
        cmocka_unit_test(places_stay_on_the_scale),
        cmocka_unit_test(an_extent_is_never_a_point_and_always_finite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
