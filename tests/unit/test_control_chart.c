/* Control charts and runs, by hand and against NHSRplotthedots and qicharts2. */
#include "unit.h"
#include "vectors.h"

#include "stats/control_chart.h"
#include "stats/run_chart.h"

enum { MOST = 64 };

/* The signals of `count` values, a letter each: '.' none, 'A' and 'B' above and below a
 * limit, '/' and '\' rising and falling, 'N' and 'n' near the upper and the lower limit,
 * 'R' and 'r' in a run above and below. */
static const char *signals_of(const struct control_series *series, double centre,
                              struct control_limits all)
{
    static char text[MOST + 1];
    struct control_limits limits[MOST];
    enum control_signal signals[MOST];
    for (size_t i = 0; i < series->count; i++)
        limits[i] = all;
    control_signals(series, centre, limits, signals);
    for (size_t i = 0; i < series->count; i++) {
        text[i] = ".AB/\\NnRr"[signals[i]];
        assert_int_equal(control_direction(signals[i]), strchr("A/NR", text[i]) != NULL
                                                            ? 1
                                                        : text[i] == '.' ? 0
                                                                         : -1);
    }
    text[series->count] = '\0';
    return text;
}

#define SIGNALS(centre, lower, upper, ...)                                               \
    signals_of(&(struct control_series){ (const double[]){ __VA_ARGS__ },                \
                                         sizeof((const double[]){ __VA_ARGS__ }) /       \
                                             sizeof(double),                             \
                                         NULL },                                         \
               centre, (struct control_limits){ lower, upper })

static enum control_outcome xmr(const double *values, size_t count, double *centre,
                                struct control_limits *limits)
{
    struct control_limits all[MOST];
    const struct control_series series = { values, count, NULL };
    const enum control_outcome outcome = control_xmr(&series, true, centre, all);
    *limits = all[0];
    return outcome;
}

static void fewer_than_four_values_make_no_chart(void **state)
{
    (void)state;
    const double values[] = { 1, 5, 2, 4 };
    double centre;
    struct control_limits limits;
    for (size_t count = 0; count < 4; count++)
        assert_int_equal(xmr(values, count, &centre, &limits), CONTROL_TOO_SHORT);
    assert_int_equal(xmr(values, 4, &centre, &limits), CONTROL_TRIAL);
    assert_true(centre == 3);
    /* The ranges are 4, 3 and 2. */
    assert_true(limits.lower == 3 - 2.66 * 3 && limits.upper == 3 + 2.66 * 3);
}

static void equal_values_lie_on_their_limits(void **state)
{
    (void)state;
    double values[12];
    double centre;
    struct control_limits limits;
    for (size_t i = 0; i < 12; i++)
        values[i] = 0.1;
    assert_int_equal(xmr(values, 12, &centre, &limits), CONTROL_DONE);
    assert_true(centre == 0.1 && limits.lower == 0.1 && limits.upper == 0.1);
    const struct control_series series = { values, 12, NULL };
    assert_string_equal(signals_of(&series, centre, limits), "............");
}

static void limits_beyond_a_double_are_none(void **state)
{
    (void)state;
    const double values[] = { 1e308, -1e308, 1e308, -1e308 };
    double centre;
    struct control_limits limits;
    assert_int_equal(xmr(values, 4, &centre, &limits), CONTROL_UNDEFINED);
}

static void a_gap_makes_no_moving_range(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 30, 31, 32 };
    const bool after_gap[] = { false, false, true, false, false };
    struct control_limits limits[5];
    double centre;
    struct control_series series = { values, 5, after_gap };
    assert_int_equal(control_xmr(&series, false, &centre, limits), CONTROL_TRIAL);
    assert_true(limits[0].upper == centre + 2.66 && limits[4].lower == centre - 2.66);

    series.after_gap = (const bool[]){ true, true, true, true, true };
    assert_int_equal(control_xmr(&series, false, &centre, limits), CONTROL_TOO_SHORT);
}

static void one_wild_range_is_screened_out(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 1, 2, 1, 2, 100, 101 };
    struct control_limits screened[8], all[8];
    double centre;
    const struct control_series series = { values, 8, NULL };
    control_xmr(&series, true, &centre, screened);
    control_xmr(&series, false, &centre, all);
    assert_true(screened[0].upper == centre + 2.66);
    assert_true(all[0].upper == centre + 2.66 * (104.0 / 7));
}

static void a_point_on_a_limit_is_not_beyond_it(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(0, -3, 3, 3, -3, 3.1, -3.1, 0), "..AB.");
    assert_string_equal(SIGNALS(0, -3, 3, 3 + 1e-15, -3 - 1e-15, 0, 0), "....");
}

static void few_values_have_few_signals(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(0, -3, 3, 4, 4, 4), "...");
    assert_string_equal(SIGNALS(0, -3, 3, 4, 2.5, 2.5, 2.5, 2.5, 2.5), "A.....");
    assert_string_equal(SIGNALS(0, -3, 3, 0, 2.5, 2.5, 2.5, 2.5, 2.5, -1), ".NNNNN.");
}

static void seven_values_in_a_row_make_a_trend(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(3, -9, 99, 0, 1, 2, 3, 4, 5, 6, 0), "///////.");
    assert_string_equal(SIGNALS(3, -9, 99, 0, 1, 2, 3, 4, 5, 5, 6), "........");
    assert_string_equal(SIGNALS(-3, -99, 9, 0, -1, -2, -3, -4, -5, -6), "\\\\\\\\\\\\\\");
}

static void where_trends_meet_the_later_one_counts(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(3, -99, 99, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0),
                        "//////\\\\\\\\\\\\\\");
}

static void a_value_on_the_centre_breaks_a_run(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(0, -9, 9, 1, 2, 1, 2, 1, 2, 1, -1), "RRRRRRR.");
    assert_string_equal(SIGNALS(0, -9, 9, 1, 2, 1, 0, 1, 2, 1, 2), "........");
    assert_string_equal(SIGNALS(0, -9, 9, -1, -2, -1, -2, -1, -2, -1), "rrrrrrr");
}

static void a_gap_breaks_trends_and_runs(void **state)
{
    (void)state;
    const bool after_gap[8] = { [4] = true };
    const double rising[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    const struct control_limits limits = { -99, 99 };
    struct control_series series = { rising, 8, after_gap };
    assert_string_equal(signals_of(&series, 0, limits), "........");
    series.after_gap = NULL;
    assert_string_equal(signals_of(&series, 0, limits), "////////");
    series.values = (const double[]){ 1, 2, 1, 80, 80, 2, 1, 1 };
    series.after_gap = after_gap;
    assert_string_equal(signals_of(&series, 0, limits), "........");
    series.after_gap = NULL;
    assert_string_equal(signals_of(&series, 0, limits), "RRRNNRRR");
}

/* Only those near a limit are marked, and a third one has to lie on their side. */
static void two_of_three_near_a_limit_are_marked(void **state)
{
    (void)state;
    assert_string_equal(SIGNALS(0, -3, 3, -1, 2.5, 1, 2.5, -1, 1, -1), ".N.N...");
    assert_string_equal(SIGNALS(0, -3, 3, -1, 2.5, -1, 2.5, -1, 1, -1), ".......");
    assert_string_equal(SIGNALS(0, -3, 3, 1, -2.5, -2.5, -0.5, 1, 1, -1), ".nn....");
}

static void attributes_need_denominators(void **state)
{
    (void)state;
    const double counts[] = { 1, 2, 3, 4 };
    const double none[] = { 10, 0, 10, 10 };
    const double fewer[] = { 10, 1, 10, 10 };
    const struct control_series series = { counts, 4, NULL };
    struct control_limits limits[4];
    double centre;
    for (int model = CONTROL_P; model <= CONTROL_U_PRIME; model++)
        assert_int_equal(control_attributes(&series, none, model, &centre, limits),
                         CONTROL_UNDEFINED);
    assert_int_equal(control_attributes(&series, fewer, CONTROL_P, &centre, limits),
                     CONTROL_UNDEFINED);
    assert_int_equal(control_attributes(&series, fewer, CONTROL_U, &centre, limits),
                     CONTROL_TRIAL);
}

static void all_or_nothing_leaves_no_room_for_chance(void **state)
{
    (void)state;
    const double counts[] = { 0, 0, 0, 0 };
    const double denominators[] = { 10, 20, 30, 40 };
    const struct control_series series = { counts, 4, NULL };
    struct control_limits limits[4];
    double centre;
    for (int model = CONTROL_P; model <= CONTROL_U_PRIME; model++) {
        assert_int_equal(
            control_attributes(&series, denominators, model, &centre, limits),
            CONTROL_TRIAL);
        assert_true(centre == 0 && limits[3].lower == 0 && limits[3].upper == 0);
    }
}

static void runs_are_counted_about_the_median(void **state)
{
    (void)state;
    struct run_chart chart;
    assert_false(run_chart(NULL, 0, &chart));
    assert_false(run_chart((const double[]){ 3, 3, 3 }, 3, &chart));
    assert_true(run_chart((const double[]){ 1, 2, 3, 3, 4, 5 }, 6, &chart));
    assert_true(chart.median == 3);
    assert_int_equal(chart.useful, 4);
    assert_int_equal(chart.longest, 2);
    assert_int_equal(chart.crossings, 1);
    assert_int_equal(chart.longest_usual, 5);
    assert_int_equal(chart.crossings_usual, 0);
    assert_false(chart.signal);
}

/* The label of the vectors for a signal. */
static const char *label(enum control_signal signal)
{
    static const char *const labels[] = {
        [CONTROL_COMMON] = "Common Cause",
        [CONTROL_ABOVE_LIMIT] = "Above UCL",
        [CONTROL_BELOW_LIMIT] = "Below LCL",
        [CONTROL_RISING] = "7 Point Trend (Increasing)",
        [CONTROL_FALLING] = "7 Point Trend (Decreasing)",
        [CONTROL_NEAR_UPPER] = "2 in 3 Above CL",
        [CONTROL_NEAR_LOWER] = "2 in 3 Below CL",
        [CONTROL_RUN_ABOVE] = "7 Points Above CL",
        [CONTROL_RUN_BELOW] = "7 Points Below CL",
    };
    return labels[signal];
}

/* NHSRplotthedots has no limits where all values are equal; ours lie on them. */
static void check_limit(const struct vectors *v, size_t row, const char *column,
                        double limit, double centre)
{
    const double expected = vectors_number(v, row, column);
    vectors_check(v, row, column, limit, isnan(expected) ? centre : expected, 1e-9);
}

static void check_xmr(const struct vectors *v, size_t from, size_t to, bool screened)
{
    size_t count;
    double *values = vectors_column(v, from, to, "y", &count);
    const struct control_series series = { values, count, NULL };
    struct control_limits limits[MOST];
    enum control_signal signals[MOST];
    double centre;
    assert_in_range(count, 1, MOST);
    assert_int_equal(control_xmr(&series, screened, &centre, limits),
                     count < 12 ? CONTROL_TRIAL : CONTROL_DONE);
    control_signals(&series, centre, limits, signals);
    for (size_t row = from; row < to; row++) {
        const size_t i = row - from;
        const int direction = control_direction(signals[i]);
        vectors_check(v, row, "mean", centre, vectors_number(v, row, "mean"), 1e-9);
        check_limit(v, row, screened ? "lpl_screened" : "lpl", limits[i].lower, centre);
        check_limit(v, row, screened ? "upl_screened" : "upl", limits[i].upper, centre);
        assert_string_equal(
            label(signals[i]),
            vectors_text(v, row, screened ? "signal_screened" : "signal"));
        assert_string_equal(direction > 0   ? "special_cause_improvement"
                            : direction < 0 ? "special_cause_concern"
                                            : "common_cause",
                            vectors_text(v, row, screened ? "point_screened" : "point"));
        /* qicharts2 rounds the constant differently. */
        if (screened)
            check_limit(v, row, "qic_ucl",
                        centre + (limits[i].upper - centre) / 2.66 * 3 / 1.128, centre);
    }
    free(values);
}

static void check_runs(const struct vectors *v, size_t from, size_t to)
{
    size_t count;
    double *values = vectors_column(v, from, to, "y", &count);
    struct run_chart chart;
    if (run_chart(values, count, &chart)) {
        const double found[] = { (double)chart.longest, (double)chart.longest_usual,
                                 (double)chart.crossings, (double)chart.crossings_usual };
        static const char *const columns[] = { "run_longest", "run_longest_max",
                                               "run_crossings", "run_crossings_min" };
        for (size_t i = 0; i < 4; i++)
            vectors_check(v, from, columns[i], found[i],
                          vectors_number(v, from, columns[i]), 0);
    } else {
        assert_string_equal(vectors_text(v, from, "run_longest"), "");
    }
    vectors_check(v, from, "run_signal", chart.signal,
                  vectors_number(v, from, "run_signal"), 0);
    free(values);
}

static void charts_are_those_of_r(void **state)
{
    (void)state;
    struct vectors v = vectors_open("xmr.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        check_xmr(&v, from, to, true);
        check_xmr(&v, from, to, false);
        check_runs(&v, from, to);
    }
    vectors_close(&v);
}

static void attribute_charts_are_those_of_r(void **state)
{
    (void)state;
    static const char *const columns[][2] = {
        [CONTROL_P] = { "p_lcl", "p_ucl" },
        [CONTROL_P_PRIME] = { "pp_lcl", "pp_ucl" },
        [CONTROL_U] = { "u_lcl", "u_ucl" },
        [CONTROL_U_PRIME] = { "up_lcl", "up_ucl" },
    };
    struct vectors v = vectors_open("spc_attribute.csv");
    for (size_t from = 0, to; from < v.rows; from = to) {
        to = vectors_next_case(&v, from, "case");
        size_t count;
        double *counts = vectors_column(&v, from, to, "num", &count);
        double *denominators = vectors_column(&v, from, to, "den", &count);
        const struct control_series series = { counts, count, NULL };
        struct control_limits limits[MOST];
        assert_in_range(count, 1, MOST);
        for (int model = CONTROL_P; model <= CONTROL_U_PRIME; model++) {
            double centre;
            assert_int_equal(
                control_attributes(&series, denominators, model, &centre, limits),
                CONTROL_DONE);
            for (size_t row = from; row < to; row++) {
                vectors_check(&v, row, "cl", centre, vectors_number(&v, row, "cl"), 1e-9);
                vectors_check(&v, row, columns[model][0], limits[row - from].lower,
                              vectors_number(&v, row, columns[model][0]), 1e-9);
                vectors_check(&v, row, columns[model][1], limits[row - from].upper,
                              vectors_number(&v, row, columns[model][1]), 1e-9);
            }
        }
        free(denominators);
        free(counts);
    }
    vectors_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_than_four_values_make_no_chart),
        cmocka_unit_test(equal_values_lie_on_their_limits),
        cmocka_unit_test(limits_beyond_a_double_are_none),
        cmocka_unit_test(a_gap_makes_no_moving_range),
        cmocka_unit_test(one_wild_range_is_screened_out),
        cmocka_unit_test(a_point_on_a_limit_is_not_beyond_it),
        cmocka_unit_test(few_values_have_few_signals),
        cmocka_unit_test(seven_values_in_a_row_make_a_trend),
        cmocka_unit_test(where_trends_meet_the_later_one_counts),
        cmocka_unit_test(a_value_on_the_centre_breaks_a_run),
        cmocka_unit_test(a_gap_breaks_trends_and_runs),
        cmocka_unit_test(two_of_three_near_a_limit_are_marked),
        cmocka_unit_test(attributes_need_denominators),
        cmocka_unit_test(all_or_nothing_leaves_no_room_for_chance),
        cmocka_unit_test(runs_are_counted_about_the_median),
        cmocka_unit_test(charts_are_those_of_r),
        cmocka_unit_test(attribute_charts_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
