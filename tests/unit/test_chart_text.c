/* Charts in a terminal: where each sign stands. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "page/chart_text.h"

static const struct metric percent = { .unit = { "percent", 7 }, .decimals = 0 };

static void check(const struct chart *chart, bool written, const char *wanted)
{
    struct text_page page;
    text_page_init(&page, 40);
    assert_int_equal(chart_text(&page, 2, chart), written);
    const struct text bytes = text_page_bytes(&page);
    char *found = strndup(bytes.length == 0 ? "" : bytes.bytes, bytes.length);
    assert_string_equal(found, wanted);
    free(found);
    text_page_release(&page);
}

static void a_strip_is_one_line_between_the_lowest_and_the_highest(void **state)
{
    (void)state;
    const double median = 50, lower = 40, upper = 60;
    struct chart_point points[] = { { .x = 0 },
                                    { .x = 100 },
                                    { .x = 20, .role = CHART_THIS },
                                    { .x = 80, .role = CHART_PEER } };
    struct chart_line line = { CHART_LINE_MEDIAN, text_of("median"), 1, &median, NULL };
    const struct chart chart = { .kind = CHART_STRIP,
                                 .metric = &percent,
                                 .points = points,
                                 .count = 4,
                                 .lines = &line,
                                 .line_count = 1,
                                 .band = { text_of("middle half"), 1, NULL, &lower,
                                           &upper },
                                 .this_name = text_of("Leeds"),
                                 .peers_name = text_of("peers") };
    check(&chart, true,
          "  0%  ·────●─────░░░┃░░─────○────·  100%\n"
          "  ● Leeds; ○ peers; · other councils;\n"
          "    ┃ median; ░ middle half\n");
}

static void a_trend_is_a_line_for_each_period_on_one_scale(void **state)
{
    (void)state;
    const double x[] = { 1, 2, 3 }, median[] = { 50, NAN, 60 };
    const double lower[] = { 45, NAN, 50 }, upper[] = { 60, NAN, 80 };
    struct chart_point points[] = {
        { .x = 1, .y = 40, .name = text_of("2020"), .role = CHART_THIS },
        { .x = 2, .missing = true, .y = NAN, .name = text_of("2021") },
        { .x = 3, .y = 70, .name = text_of("2022"), .role = CHART_THIS }
    };
    struct chart_line line = { CHART_LINE_MEDIAN, text_of("median"), 3, x, median };
    const struct chart chart = { .kind = CHART_TREND,
                                 .metric = &percent,
                                 .points = points,
                                 .count = 3,
                                 .lines = &line,
                                 .line_count = 1,
                                 .band = { text_of("middle half"), 3, x, lower, upper },
                                 .this_name = text_of("Leeds") };
    check(&chart, true,
          "  2020  ●──░░┃░░░░░──────────        40%\n"
          "  2021  ─────────────────────  no figure\n"
          "  2022  ─────░░░░░┃░░░░●░░░░░        70%\n"
          "  ● Leeds; ┃ median; ░ middle half\n");
}

static void all_alike_stand_in_the_middle(void **state)
{
    (void)state;
    struct chart_point points[] = { { .x = 5, .role = CHART_THIS } };
    const struct chart chart = { .kind = CHART_STRIP,
                                 .metric = &percent,
                                 .points = points,
                                 .count = 1,
                                 .this_name = text_of("\x1b[31mLeeds") };
    check(&chart, true, "  5%  ───────────────●──────────────  5%\n  ● ?[31mLeeds\n");
}

static void nothing_to_show_is_not_shown(void **state)
{
    (void)state;
    struct chart_point points[] = { { .x = NAN, .y = NAN, .missing = true } };
    struct chart chart = {
        .kind = CHART_TREND, .metric = &percent, .points = points, .count = 1
    };
    check(&chart, false, "");
    chart.kind = CHART_STRIP;
    check(&chart, false, "");
    chart.kind = CHART_FUNNEL;
    check(&chart, false, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strip_is_one_line_between_the_lowest_and_the_highest),
        cmocka_unit_test(a_trend_is_a_line_for_each_period_on_one_scale),
        cmocka_unit_test(all_alike_stand_in_the_middle),
        cmocka_unit_test(nothing_to_show_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
