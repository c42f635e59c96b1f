/* Who is a member of what on a day, and what a sum comes to. */
#include "told.h"

#include <math.h>

#include "council/date.h"
#include "step/aggregate_areas.h"
#include "step/aggregate_sum.h"

static int32_t day_of(const char *text)
{
    int32_t day = 0;
    assert_true(date_parse(text_of(text), &day));
    return day;
}

static struct areas *open_areas(struct told *told)
{
    char data[4096];
    const char *source = getenv("srcdir");
    snprintf(data, sizeof data, "%s/data", source == NULL ? "." : source);
    told_open(told);
    struct areas *areas = areas_open(data, &told->messages);
    assert_non_null(areas);
    return areas;
}

/* The codes of the members of the area of that code for a period that ends on `last`,
 * with a slash behind each that is divided. */
static void check_members(const struct aggregate_question *question, const char *last,
                          const char *code, const char *wanted)
{
    struct told told;
    struct areas *areas = open_areas(&told);
    struct aggregate_areas *larger =
        aggregate_areas_open(areas, question, NULL, &told.messages);
    const struct aggregate_day *day = aggregate_areas_on(larger, day_of(last));
    char found[4096] = "";
    for (size_t i = 0; i < day->count; i++) {
        const struct aggregate_pair *pair = &day->pairs[i];
        assert_true(i == 0 || day->pairs[i - 1].larger < pair->larger ||
                    (day->pairs[i - 1].larger == pair->larger &&
                     day->pairs[i - 1].council < pair->council));
        if (!text_is(aggregate_areas_get(larger, pair->larger).code, code))
            continue;
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%.*s%s",
                 found[0] == '\0' ? "" : " ",
                 TEXT_ARGS(areas_get(areas, pair->area)->code), pair->divided ? "/" : "");
    }
    assert_string_equal(found, wanted);
    aggregate_areas_close(larger);
    areas_close(areas);
    told_close(&told);
}

static const struct aggregate_question successor = { .to = AGGREGATE_TO_SUCCESSOR };

static void a_successor_has_its_predecessors_of_the_day(void **state)
{
    (void)state;
    check_members(&successor, "2019-03-31", "E06000066",
                  "E07000187 E07000188 E07000189 E07000190 E07000191 E10000027");
    check_members(&successor, "2020-03-31", "E06000066",
                  "E07000187 E07000188 E07000189 E07000246 E10000027");
    check_members(&successor, "2023-04-01", "E06000066", "E06000066");
    check_members(&successor, "2019-03-31", "E06000001", "E06000001");
}

static void a_county_that_went_to_several_is_divided(void **state)
{
    (void)state;
    check_members(&successor, "2019-03-31", "E06000063",
                  "E07000026 E07000028 E07000029 E10000006/");
    check_members(&successor, "2019-03-31", "E06000058",
                  "E06000028 E06000029 E07000048 E10000009/");
    check_members(&successor, "2019-03-31", "E06000060",
                  "E07000004 E07000005 E07000006 E07000007 E10000002");
}

static void the_councils_of_a_day_may_be_wanted(void **state)
{
    (void)state;
    const struct aggregate_question then = { .to = AGGREGATE_TO_SUCCESSOR,
                                             .has_day = true,
                                             .day = day_of("2020-06-01") };
    check_members(&then, "2019-03-31", "E07000246", "E07000190 E07000191");
    check_members(&then, "2019-03-31", "E10000027", "E10000027");
    check_members(&then, "2019-03-31", "E06000066", "");
    /* Nothing is carried back. */
    check_members(&then, "2023-12-31", "E07000246", "");
}

static void one_council_is_known_by_all_its_codes(void **state)
{
    (void)state;
    check_members(&successor, "2019-03-31", "E08000039", "E08000019");
    const struct aggregate_question authority = { .to = AGGREGATE_TO_COMBINED_AUTHORITY };
    check_members(&authority, "2019-03-31", "E47000002",
                  "E08000016 E08000017 E08000018 E08000019");
    check_members(&authority, "2026-03-31", "E47000002",
                  "E08000038 E08000017 E08000018 E08000039");
    check_members(&authority, "2014-03-31", "E47000002", "");
}

static void a_county_is_its_council_and_its_districts(void **state)
{
    (void)state;
    const struct aggregate_question county = { .to = AGGREGATE_TO_COUNTY };
    check_members(
        &county, "2019-03-31", "E10000006",
        "E07000026 E07000027 E07000028 E07000029 E07000030 E07000031 E10000006");
    check_members(&county, "2023-12-31", "E10000006", "");
}

/* Parts and values of one metric added up, in the order given. */
struct told_figure {
    double value, numerator, denominator;
    unsigned markers;
    const char *source;
};

static void add_all(struct aggregate_sum *sum, const struct metric *metric,
                    const struct told_figure *figures, size_t count)
{
    aggregate_sum_begin(sum, metric);
    for (size_t i = 0; i < count; i++) {
        const struct aggregate_figure figure = { .value = figures[i].value,
                                                 .numerator = figures[i].numerator,
                                                 .denominator = figures[i].denominator,
                                                 .source = text_of(figures[i].source) };
        aggregate_sum_add(sum, &figure, figures[i].markers, figure.source);
        aggregate_sum_count(sum);
    }
}

static const struct metric share = { .kind = METRIC_PROPORTION, .per = 100 };
static const struct metric count_of = { .kind = METRIC_COUNT, .per = 1 };

static void the_order_of_adding_does_not_matter(void **state)
{
    (void)state;
    static const struct told_figure figures[] = {
        { 1e16, 0, 0, MARKER_PROVISIONAL, "b:2" },
        { 1, 0, 0, MARKER_REVISED, "a:1;b:2" },
        { -1e16, 0, 0, 0, "" },
        { 0.1, 0, 0, 0, "a:1" },
        { 0.2, 0, 0, MARKER_PROVISIONAL, "c:3" },
    };
    struct aggregate_sum sum;
    struct aggregate_result result;
    double first = 0;
    aggregate_sum_init(&sum);
    for (size_t turn = 0; turn < 5; turn++) {
        struct told_figure turned[5];
        for (size_t i = 0; i < 5; i++)
            turned[i] = figures[(i * 2 + turn) % 5];
        add_all(&sum, &count_of, turned, 5);
        aggregate_sum_end(&sum, &result);
        first = turn == 0 ? result.value : first;
        assert_true(result.has_value && result.value == first);
        assert_int_equal(result.markers, MARKER_PROVISIONAL | MARKER_REVISED);
        assert_true(text_is(result.source, "a:1;b:2;c:3"));
        assert_int_equal(result.members, 5);
    }
    aggregate_sum_release(&sum);
}

static void check_share(const struct told_figure *figures, size_t count, double value,
                        const char *reason)
{
    struct aggregate_sum sum;
    struct aggregate_result result;
    aggregate_sum_init(&sum);
    add_all(&sum, &share, figures, count);
    aggregate_sum_end(&sum, &result);
    assert_true(text_is(result.reason, reason));
    assert_int_equal(result.has_value, reason[0] == '\0');
    assert_int_equal(result.markers, reason[0] == '\0' ? 0 : MARKER_NOT_AVAILABLE);
    assert_true(!result.has_value || result.value == value);
    aggregate_sum_release(&sum);
}

static void a_share_is_made_of_the_summed_parts(void **state)
{
    (void)state;
    static const struct told_figure whole[] = { { 0, 1, 4, 0, "" }, { 0, 2, 2, 0, "" } };
    static const struct told_figure none[] = { { 0, 0, 0, 0, "" }, { 0, 0, 0, 0, "" } };
    static const struct told_figure above[] = { { 0, 3, 0, 0, "" }, { 0, 1, 2, 0, "" } };
    static const struct told_figure large[] = { { 0, 1, 1e308, 0, "" },
                                                { 0, 1, 1e308, 0, "" } };
    check_share(whole, 2, 50, "");
    check_share(none, 2, 0, "the denominators have no sum above 0");
    check_share(above, 2, 0,
                "the sum of the numerators is above that of the denominators");
    check_share(large, 2, 0, "the sums of the parts are too large");
}

static void what_is_missing_is_told_by_cause(void **state)
{
    (void)state;
    struct aggregate_sum sum;
    struct aggregate_result result;
    aggregate_sum_init(&sum);
    aggregate_sum_begin(&sum, &count_of);
    aggregate_sum_count(&sum);
    aggregate_sum_lack(&sum, AGGREGATE_DIVIDED, text_of("D"), text_of(""));
    for (const char *name = "ABCDEFG"; *name != '\0'; name++)
        aggregate_sum_lack(&sum, AGGREGATE_NO_ROW, (struct text){ name, 1 }, text_of(""));
    aggregate_sum_lack(&sum, AGGREGATE_NO_NUMBER, text_of("H"), text_of("c"));
    aggregate_sum_add_outside(&sum);
    aggregate_sum_end(&sum, &result);
    assert_true(text_is(result.reason, "no row of A, B, C, D, E and 2 more; no number of "
                                       "H (c); cannot be divided: D"));
    assert_int_equal(result.members, 1);
    assert_int_equal(result.expected, 10);
    assert_false(result.has_value);
    aggregate_sum_begin(&sum, &count_of);
    aggregate_sum_add_outside(&sum);
    aggregate_sum_end(&sum, &result);
    assert_int_equal(result.markers, MARKER_NOT_APPLICABLE);
    aggregate_sum_release(&sum);
}

static void money_is_summed_unless_it_is_per_something(void **state)
{
    (void)state;
    const struct metric money = { .kind = METRIC_CURRENCY };
    const struct metric hourly = { .kind = METRIC_CURRENCY, .denominator = text_of("h") };
    const struct metric mean = { .kind = METRIC_MEAN };
    assert_true(aggregate_sums_values(&count_of) && aggregate_sums_values(&money));
    assert_false(aggregate_sums_values(&hourly) || aggregate_sums_values(&mean) ||
                 aggregate_sums_values(&share));
}

/* All that two rounded shares may have been, one after the other. */
static void find_extremes(const double parts[2][2], double half, double *low,
                          double *high)
{
    *low = 1;
    *high = 0;
    for (double a = fmax(0, parts[0][0] - half); a <= parts[0][0] + half; a += 0.5)
        for (double b = parts[0][1] - half; b <= parts[0][1] + half; b += 0.5)
            for (double c = fmax(0, parts[1][0] - half); c <= parts[1][0] + half;
                 c += 0.5)
                for (double d = parts[1][1] - half; d <= parts[1][1] + half; d += 0.5) {
                    if (a > b || c > d)
                        continue;
                    *low = fmin(*low, (a + c) / (b + d));
                    *high = fmax(*high, (a + c) / (b + d));
                }
}

static void bounds_are_the_extremes_of_all_that_may_have_been_counted(void **state)
{
    (void)state;
    static const double all[][2][2] = {
        { { 40, 200 }, { 10, 50 } }, { { 10, 10 }, { 0, 100 } }, { { 5, 5 }, { 5, 5 } },
        { { 0, 20 }, { 0, 10 } },    { { 10, 15 }, { 20, 20 } },
    };
    const struct metric rounded = { .kind = METRIC_PROPORTION,
                                    .per = 1,
                                    .rounded_to = 5 };
    struct aggregate_range range = { 0 };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct aggregate_bounds bounds;
        double low, high;
        aggregate_range_begin(&range);
        for (size_t j = 0; j < 2; j++) {
            const struct count_range part =
                count_range_of_part(&rounded, all[i][j][0], all[i][j][1]);
            aggregate_range_add(&range, &part);
        }
        assert_true(aggregate_range_end(&range, &rounded, &bounds));
        find_extremes(all[i], 2.5, &low, &high);
        assert_true(fabs(bounds.low - low) < 1e-12);
        assert_true(fabs(bounds.high - high) < 1e-12);
    }
    aggregate_range_release(&range);
}

static void a_hundredth_of_the_lower_end_is_narrow(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        bool narrow;
    } cases[] = { { 300, 303, true },  { 299, 302, false }, { 0, 0, true },
                  { 0, 1, false },     { 700, 707, true },  { 1, 4, false },
                  { 7e15, 7e15, true } };
    const struct metric count = { .kind = METRIC_COUNT, .per = 1 };
    struct aggregate_range range = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct count_range part = { cases[i].low, 1, cases[i].high, 1 };
        struct aggregate_bounds bounds;
        aggregate_range_begin(&range);
        aggregate_range_add(&range, &part);
        assert_true(aggregate_range_end(&range, &count, &bounds));
        assert_int_equal(bounds.narrow, cases[i].narrow);
    }
    const struct count_range beyond = { 1, 1, INFINITY, 1 };
    struct aggregate_bounds none;
    aggregate_range_add(&range, &beyond);
    assert_false(aggregate_range_end(&range, &count, &none));
    aggregate_range_release(&range);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_successor_has_its_predecessors_of_the_day),
        cmocka_unit_test(a_county_that_went_to_several_is_divided),
        cmocka_unit_test(the_councils_of_a_day_may_be_wanted),
        cmocka_unit_test(one_council_is_known_by_all_its_codes),
        cmocka_unit_test(a_county_is_its_council_and_its_districts),
        cmocka_unit_test(the_order_of_adding_does_not_matter),
        cmocka_unit_test(a_share_is_made_of_the_summed_parts),
        cmocka_unit_test(what_is_missing_is_told_by_cause),
        cmocka_unit_test(money_is_summed_unless_it_is_per_something),
        cmocka_unit_test(bounds_are_the_extremes_of_all_that_may_have_been_counted),
        cmocka_unit_test(a_hundredth_of_the_lower_end_is_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
