/* Flags over time, of data and with p values: each rule met, just met, just not met, and
 * where it has nothing to go by. */
#include "flag_told.h"

#include <math.h>

#define METRIC(id, kind, polarity, rest)                                                 \
    "- id: " id "\n"                                                                     \
    "  label: L\n  service: s\n  themes: [culture]\n  kind: " kind "\n"                  \
    "  unit: u\n  polarity: " polarity "\n  year: financial\n"                           \
    "  applies_to: [unitary, metropolitan-district]\n"                                   \
    "  flags: [rule]\n" rest "  source: {publisher: P, title: T, licence: L}\n"

static const char definitions[] =
    METRIC("high", "mean", "high", "") METRIC("low", "mean", "low", "")
        METRIC("share", "proportion", "low", "  per: 100\n  interval: wilson\n")
            METRIC("tonnes", "proportion", "low", "  per: 100\n  interval: none\n")
                METRIC("events", "rate", "low", "  per: 1000\n  interval: byar\n")
                    METRIC("floor", "mean", "low", "  minimum: 0\n");

#define HEADER                                                                           \
    "metric,area_code,period,value,marker,peer_group,peer_n,peer_missing,peer_q1,"       \
    "peer_median,peer_q3,peer_mads,peer_verdict,peer_basis"

/* The one rule that all metrics above name. */
static void check(const char *test_and_parameters, const char *header, const char *rows,
                  const char *wanted)
{
    char *rule = NULL;
    assert_true(asprintf(&rule,
                         "- id: rule\n  kind: concern\n  severity: low\n  test: %s",
                         test_and_parameters) > 0);
    char *path = file_told(rule);
    char *told = flags_told(path, definitions, header, rows);
    assert_string_equal(told, wanted);
    unlink(path);
    free(path);
    free(told);
    free(rule);
}

/* Five unitary councils in no order of years; the metric's value of each. */
#define ROW(metric, area, period, value)                                                 \
    metric ",E0600000" area "," period "," value ",,all:council,9,0,2,5,8,,,mads\n"
#define PEERS "median=5 n=9 missing=0 group=all:council"

static void a_threshold_is_met_on_it_and_beyond(void **state)
{
    (void)state;
    check("threshold\n  parameters: {above: 10, below: -1}\n", HEADER,
          ROW("high", "1", "2022/23", "10") ROW("high", "2", "2022/23", "9.99")
              ROW("high", "3", "2022/23", "-1") ROW("high", "4", "2022/23", "-0.5"),
          "rule concern low: test=threshold above=10 " PEERS
          " method=threshold period=2022/23\n"
          "rule concern low: test=threshold below=-1 " PEERS
          " method=threshold period=2022/23\n");
}

static void a_zero_is_odd_where_no_other_is(void **state)
{
    (void)state;
    const char *alone = ROW("high", "1", "2022/23", "0") ROW("high", "2", "2022/23", "3")
        ROW("high", "3", "2022/23", "4");
    const char *two = ROW("high", "1", "2022/23", "0") ROW("high", "2", "2022/23", "0");
    const char *told = "rule concern low: test=zero others_with_zero=0 " PEERS
                       " method=zero period=2022/23\n";
    check("zero\n", HEADER, alone, told);
    check("zero\n", HEADER, two, "");
    check("zero\n  parameters: {minimum_n: 10}\n", HEADER, alone, "");
    /* a floor below which no value is shown */
    check("zero\n", HEADER, ROW("floor", "1", "2022/23", "0"), "");
}

/* The newest period is 2022/23. */
static void figures_that_stay_out_are_stale(void **state)
{
    (void)state;
    const char *others = ROW("high", "2", "2020/21", "3") ROW("high", "2", "2021/22", "3")
        ROW("high", "2", "2022/23", "3");
    const char *flag = "rule concern low: test=stale last_period=2020/21 last=7 behind=2 "
                       "n=1 method=presence period=2022/23\n";
    char *rows = NULL;
    /* no row since */
    assert_true(asprintf(&rows, "%s%s", ROW("high", "1", "2020/21", "7"), others) > 0);
    check("stale\n", HEADER, rows, flag);
    check("stale\n  parameters: {periods: 3}\n", HEADER, rows, "");
    free(rows);
    /* rows without a figure since */
    assert_true(asprintf(&rows, "%s%s%s", ROW("high", "1", "2022/23", ""), others,
                         ROW("high", "1", "2020/21", "7")) > 0);
    check("stale\n", HEADER, rows, flag);
    free(rows);
    /* one period old */
    assert_true(asprintf(&rows, "%s%s", ROW("high", "1", "2021/22", "7"), others) > 0);
    check("stale\n", HEADER, rows, "");
    free(rows);
    /* a council that has ended: Bournemouth, in 2019 */
    assert_true(asprintf(&rows, "%s%s",
                         "high,E06000028,2018/19,7,,all:council,9,0,2,5,8,,,mads\n",
                         others) > 0);
    check("stale\n", HEADER, rows, "");
    free(rows);
    /* a single period, and none with any figure */
    check("stale\n", HEADER, ROW("high", "1", "2020/21", "7"), "");
    check("stale\n", HEADER, ROW("high", "1", "2020/21", ""), "");
}

static void four_periods_of_which_each_is_better(void **state)
{
    (void)state;
    check("sustained-improvement\n", HEADER,
          ROW("low", "1", "2019/20", "9") ROW("low", "1", "2020/21", "8")
              ROW("low", "1", "2021/22", "7") ROW("low", "1", "2022/23", "6"),
          "rule concern low: test=sustained-improvement first=9 first_period=2019/20 "
          "improvements=3 " PEERS " method=run period=2022/23\n");
    /* equal in one, which 1e-12 does not change */
    check("sustained-improvement\n", HEADER,
          ROW("low", "1", "2019/20", "9") ROW("low", "1", "2020/21", "8")
              ROW("low", "1", "2021/22", "7.999999999999")
                  ROW("low", "1", "2022/23", "6"),
          "");
    /* a gap: 2021/22 was published, of another council */
    check("sustained-improvement\n", HEADER,
          ROW("low", "1", "2018/19", "9") ROW("low", "1", "2019/20", "8")
              ROW("low", "1", "2020/21", "7") ROW("low", "2", "2021/22", "7")
                  ROW("low", "1", "2022/23", "6"),
          "");
    /* a break of the series inside */
    check(
        "sustained-improvement\n", HEADER,
        ROW("low", "1", "2019/20", "9") ROW(
            "low", "1", "2020/21",
            "8") "low,E06000001,2021/22,7,b,all:council,9,0,2,5,8,,,mads\n" ROW("low",
                                                                                "1",
                                                                                "2022/23",
                                                                                "6"),
        "");
}

static void out_of_the_worse_quarter_and_above_the_median(void **state)
{
    (void)state;
    const char *told = "rule concern low: test=recovered was=1 was_period=2020/21 "
                       "was_q1=2 " PEERS " method=quartile period=2022/23\n";
    check("recovered\n", HEADER,
          ROW("high", "1", "2020/21", "1") ROW("high", "1", "2021/22", "4")
              ROW("high", "1", "2022/23", "5.1"),
          told);
    check("recovered\n", HEADER,
          ROW("high", "1", "2020/21", "1") ROW("high", "1", "2022/23", "5"), "");
    check("recovered\n  parameters: {periods: 2}\n", HEADER,
          ROW("high", "1", "2020/21", "1") ROW("high", "1", "2021/22", "4")
              ROW("high", "1", "2022/23", "5.1"),
          "");
}

static void the_better_quarter_for_three_periods(void **state)
{
    (void)state;
    check("persistent-top-quartile\n", HEADER,
          ROW("low", "1", "2020/21", "1") ROW("low", "1", "2021/22", "1.9")
              ROW("low", "1", "2022/23", "1") ROW("low", "2", "2020/21", "1")
                  ROW("low", "2", "2021/22", "2") ROW("low", "2", "2022/23", "1"),
          "rule concern low: test=persistent-top-quartile q1=2 "
          "periods=2020/21+2021/22+2022/23 " PEERS " method=quartile period=2022/23\n");
}

/* All but the ninth, which is far away, started between 10 and 13: median 11, MAD 1. */
static void ahead_of_those_that_started_alike(void **state)
{
    (void)state;
    const char *rows = ROW("high", "1", "2021/22", "11") ROW("high", "1", "2022/23", "40")
        ROW("high", "2", "2021/22", "10") ROW("high", "2", "2022/23", "10")
            ROW("high", "3", "2021/22", "11") ROW("high", "3", "2022/23", "12")
                ROW("high", "4", "2021/22", "12") ROW("high", "4", "2022/23", "14")
                    ROW("high", "5", "2021/22", "13") ROW("high", "5", "2022/23", "8")
                        ROW("high", "6", "2021/22", "99")
                            ROW("high", "6", "2022/23", "400");
    /* the starts are 10 11 11 12 13 99: median 11.5, MAD 1 */
    check("ahead-of-similar-start\n"
          "  parameters: {periods: 2, minimum_n: 4, band: 1.4, mads: 14.5}\n",
          HEADER, rows,
          "rule concern low: test=ahead-of-similar-start start=11 start_period=2021/22 "
          "band=2.07564 similar=4 similar_median=11 similar_mads=14.5 " PEERS
          " method=mads-of-similar-start period=2022/23\n");
    check("ahead-of-similar-start\n"
          "  parameters: {periods: 2, minimum_n: 4, band: 1.4, mads: 14.6}\n",
          HEADER, rows, "");
    check("ahead-of-similar-start\n  parameters: {periods: 2, band: 1.4}\n", HEADER, rows,
          "");
    check("ahead-of-similar-start\n  parameters: {periods: 3, minimum_n: 4}\n", HEADER,
          rows, "");
}

#define BREAK(area, period, value)                                                       \
    "high,E0600000" area "," period "," value ",b,all:council,9,0,2,5,8,,,mads\n"

/* As above, where the third started before a break of its series: three are left. */
static void a_break_ends_a_start(void **state)
{
    (void)state;
    const char *others = ROW("high", "2", "2021/22", "10")
        ROW("high", "2", "2022/23", "10") ROW("high", "4", "2021/22", "12")
            ROW("high", "4", "2022/23", "14") ROW("high", "5", "2021/22", "11")
                ROW("high", "5", "2022/23", "8") ROW("high", "6", "2021/22", "99")
                    ROW("high", "6", "2022/23", "400") ROW("high", "3", "2021/22", "11");
    const char *rule = "ahead-of-similar-start\n"
                       "  parameters: {periods: 2, minimum_n: 4, band: 1.4, mads: 3}\n";
    char rows[2048];
    snprintf(rows, sizeof rows, "%s%s%s", others, ROW("high", "3", "2022/23", "12"),
             ROW("high", "1", "2021/22", "11") ROW("high", "1", "2022/23", "40"));
    check(rule, HEADER, rows,
          "rule concern low: test=ahead-of-similar-start start=11 start_period=2021/22 "
          "band=1.03782 similar=4 similar_median=11 similar_mads=14.5 " PEERS
          " method=mads-of-similar-start period=2022/23\n");
    snprintf(rows, sizeof rows, "%s%s%s", others, BREAK("3", "2022/23", "12"),
             ROW("high", "1", "2021/22", "11") ROW("high", "1", "2022/23", "40"));
    check(rule, HEADER, rows, "");
    snprintf(rows, sizeof rows, "%s%s%s", others, ROW("high", "3", "2022/23", "12"),
             ROW("high", "1", "2021/22", "11") BREAK("1", "2022/23", "40"));
    check(rule, HEADER, rows, "");
}

/* Of five values that only fall the exact p is 2 / 5!. The gap between is one in time. */
static void five_values_that_fall_are_a_trend_and_four_are_none(void **state)
{
    (void)state;
    const char *four = ROW("high", "1", "2017/18", "9") ROW("high", "1", "2018/19", "8")
        ROW("high", "1", "2019/20", "6") ROW("high", "1", "2022/23", "3");
    check("deteriorating\n", HEADER, four, "");
    const char *five = ROW("high", "1", "2016/17", "10") ROW("high", "1", "2017/18", "9")
        ROW("high", "1", "2018/19", "8") ROW("high", "1", "2019/20", "7")
            ROW("high", "1", "2022/23", "4");
    check("deteriorating\n", HEADER, five,
          "rule concern low: test=deteriorating slope=-1 slope_lower=-1 slope_upper=-1 "
          "p=0.0166666666666667 p_basis=exact s=-10 values=5 first_period=2016/17 " PEERS
          " method=mann-kendall period=2022/23 q=0.0166666666666667\n");
    check("improving\n", HEADER, five, "");
    check("deteriorating\n  parameters: {p_below: 0.01}\n", HEADER, five, "");
}

static void equal_values_are_no_trend(void **state)
{
    (void)state;
    check("deteriorating\n", HEADER,
          ROW("high", "1", "2018/19", "9") ROW("high", "1", "2019/20", "9")
              ROW("high", "1", "2020/21", "9") ROW("high", "1", "2021/22", "9")
                  ROW("high", "1", "2022/23", "9"),
          "");
}

/* q = p * 2 / 1 for the first, since the second has a p value in the same period; the
 * years before have none, being too short. */
static void a_q_value_counts_all_councils_that_were_tested(void **state)
{
    (void)state;
#define FALLS(area)                                                                      \
    ROW("high", area, "2018/19", "10")                                                   \
    ROW("high", area, "2019/20", "9")                                                    \
    ROW("high", area, "2020/21", "8") ROW("high", area, "2021/22", "7")
    const char *rows = FALLS("1") FALLS("2") ROW("high", "1", "2022/23", "6")
        ROW("high", "2", "2022/23", "8.5");
    const char *told =
        "rule concern low: test=deteriorating slope=-1 slope_lower=-1 slope_upper=-1 "
        "p=0.0166666666666667 p_basis=exact s=-10 values=5 first_period=2018/19 " PEERS
        " method=mann-kendall period=2022/23 q=0.0333333333333333\n";
    check("deteriorating\n", HEADER, rows, told);
    check("deteriorating\n  parameters: {q_below: 0.034}\n", HEADER, rows, told);
    check("deteriorating\n  parameters: {q_below: 0.033}\n", HEADER, rows, "");
}

/* Eleven values about 10 and a twelfth far below: moving ranges of 1, limits 10 -+ 2.66
 * about a mean of 9.5, when the large range is screened out. */
static void a_value_outside_its_own_limits_has_a_cause(void **state)
{
    (void)state;
#define MONTH(month, value)                                                              \
    "high,E06000001,2022-" month "," value ",,all:council,9,0,2,5,8,,,mads\n"
    const char *rows =
        MONTH("01", "10") MONTH("02", "11") MONTH("03", "10") MONTH("04", "11")
            MONTH("05", "10") MONTH("06", "11") MONTH("07", "10") MONTH("08", "11")
                MONTH("09", "10") MONTH("10", "11") MONTH("11", "10") MONTH("12", "2");
    const char *told = "rule concern low: test=special-cause-worse signal=below-limit "
                       "mean=9.75 lower=7.09 upper=12.41 values=12 first_period=2022-01 "
                       "" PEERS " method=xmr period=2022-12\n";
    check("special-cause-worse\n", HEADER, rows, told);
    check("special-cause-better\n", HEADER, rows, "");
    check("special-cause-worse\n  parameters: {minimum_periods: 13}\n", HEADER, rows, "");
}

#define COUNTS HEADER ",numerator,denominator,lower,upper"
#define COUNTED(metric, area, period, value, numerator, denominator)                     \
    metric ",E060000" area "," period "," value                                          \
           ",,all:council,9,0,2,5,8,6,worse,mads," numerator "," denominator ",,\n"

/* 56 of 70 against 48 of 80 is Newcombe's own example (1998, table II a): 0.0524 to
 * 0.3339. */
static void a_change_of_shares_has_newcombes_limits(void **state)
{
    (void)state;
    char *told = NULL;
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: change-worse\n");
    told = flags_told(path, definitions, COUNTS,
                      COUNTED("share", "01", "2021/22", "60", "48", "80")
                          COUNTED("share", "01", "2022/23", "80", "56", "70"));
    double lower, upper, p;
    const char *at = strstr(told, "change_lower=");
    assert_non_null(at);
    assert_int_equal(
        sscanf(at, "change_lower=%lf change_upper=%lf p=%lf", &lower, &upper, &p), 3);
    assert_true(lower > 5.235 && lower < 5.245);
    assert_true(upper > 33.385 && upper < 33.395);
    assert_true(p > 0.007 && p < 0.009);
    assert_non_null(strstr(told, "before=60 before_period=2021/22 change=20 "));
    assert_non_null(strstr(told, "method=newcombe"));
    unlink(path);
    free(path);
    free(told);
}

#define FIVE(last_period, last_value, last_numerator)                                    \
    COUNTED("share", "01", "2018/19", "40", "400", "1000")                               \
    COUNTED("share", "01", "2019/20", "41", "410", "1000")                               \
    COUNTED("share", "01", "2020/21", "43", "430", "1000")                               \
    COUNTED("share", "01", "2021/22", "45.5", "455", "1000")                             \
    COUNTED("share", "01", last_period, last_value, last_numerator, "1000")

/* Chi-squared and p by the formula in exact fractions, of 400, 410, 430, 455 and 520. */
static void a_recent_trend_is_of_five_years_in_a_row(void **state)
{
    (void)state;
    double chi_squared, p;
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: recent-trend-worse\n");
    char *told = flags_told(path, definitions, COUNTS, FIVE("2022/23", "52", "520"));
    const char *at = strstr(told, "direction=rising chi_squared=");
    assert_non_null(at);
    assert_int_equal(
        sscanf(at, "direction=rising chi_squared=%lf p=%lf", &chi_squared, &p), 2);
    assert_true(fabs(chi_squared - 32.9177997252291) < 1e-9);
    assert_true(fabs(p / 9.61389842389e-09 - 1) < 1e-9);
    assert_non_null(strstr(told, " values=5 first=40 first_period=2018/19 "));
    assert_non_null(strstr(told, "method=cochran-armitage"));
    unlink(path);
    free(path);
    free(told);
    check("recent-trend-better\n", COUNTS, FIVE("2022/23", "52", "520"), "");
    /* A gap, a rise that hangs on the last, all cases, and values without limits. */
    check("recent-trend-worse\n", COUNTS, FIVE("2023/24", "52", "520"), "");
    check("recent-trend-worse\n", COUNTS, FIVE("2022/23", "100", "1000"), "");
    check("recent-trend-worse\n", HEADER,
          ROW("low", "1", "2018/19", "4") ROW("low", "1", "2019/20", "5")
              ROW("low", "1", "2020/21", "6") ROW("low", "1", "2021/22", "7")
                  ROW("low", "1", "2022/23", "8"),
          "");
}

/* The mean of five shares is 44.3; of 1,000 its limits are 3 sqrt(.443 * .557 / 1000)
 * away, 4.71 points. */
static void a_chart_of_counts_has_limits_of_chance(void **state)
{
    (void)state;
#define CHART "special-count-worse\n  parameters: {minimum_periods: 5"
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: " CHART "}\n");
    double mean, lower, upper;
    char *told = flags_told(path, definitions, COUNTS, FIVE("2022/23", "52", "520"));
    const char *at = strstr(told, "signal=above-limit mean=");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "signal=above-limit mean=%lf lower=%lf upper=%lf", &mean,
                            &lower, &upper),
                     3);
    assert_true(fabs(mean - 44.3) < 1e-9);
    assert_true(fabs(upper - 44.3 - 4.712492970817) < 1e-9);
    assert_true(fabs(44.3 - lower - 4.712492970817) < 1e-9);
    assert_non_null(strstr(told, "method=p-chart"));
    unlink(path);
    free(path);
    free(told);
    /* Within them, too few, and no counts. */
    check(CHART "}\n", COUNTS, FIVE("2022/23", "48", "480"), "");
    check("special-count-better\n  parameters: {minimum_periods: 5}\n", COUNTS,
          FIVE("2022/23", "52", "520"), "");
    check("special-count-worse\n", COUNTS, FIVE("2022/23", "52", "520"), "");
    check(CHART "}\n", COUNTS, FIVE("2022/23", "52", ""), "");
    /* The series itself moves by that much. */
    check(CHART ", laney_above: 0}\n", COUNTS,
          COUNTED("share", "01", "2018/19", "40", "400", "1000")
              COUNTED("share", "01", "2019/20", "48", "480", "1000")
                  COUNTED("share", "01", "2020/21", "40", "400", "1000")
                      COUNTED("share", "01", "2021/22", "42", "420", "1000")
                          COUNTED("share", "01", "2022/23", "52", "520", "1000"),
          "");
}

static void a_change_wants_to_be_large_and_beyond_chance(void **state)
{
    (void)state;
    /* a third more, of few */
    check("change-worse\n", COUNTS,
          COUNTED("share", "01", "2021/22", "30", "6", "20")
              COUNTED("share", "01", "2022/23", "40", "8", "20"),
          "");
    /* very sure, and a hundredth more */
    check("change-worse\n", COUNTS,
          COUNTED("share", "01", "2021/22", "50", "500000", "1000000")
              COUNTED("share", "01", "2022/23", "50.5", "505000", "1000000"),
          "");
    /* tonnes are no counts of anything that chance may hit; there are no limits either */
    check("change-worse\n", COUNTS,
          COUNTED("tonnes", "01", "2021/22", "50", "500000", "1000000")
              COUNTED("tonnes", "01", "2022/23", "70", "700000", "1000000"),
          "");
    /* nobody in both: no test */
    check("change-worse\n", COUNTS,
          COUNTED("share", "01", "2021/22", "0", "0", "20")
              COUNTED("share", "01", "2022/23", "0", "0", "30"),
          "");
}

/* 10 events, then 30, of equal exposures: two-sided 2 * P(Bin(40, 1/2) >= 30). */
static void a_change_of_rates_is_tested_by_the_events(void **state)
{
    (void)state;
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: change-worse\n");
    char *told = flags_told(path, definitions, COUNTS,
                            COUNTED("events", "01", "2021/22", "10", "10", "1000")
                                COUNTED("events", "01", "2022/23", "30", "30", "1000"));
    double p;
    const char *at = strstr(told, " p=");
    assert_non_null(at);
    assert_int_equal(sscanf(at, " p=%lf", &p), 1);
    assert_true(p > 0.0022214 && p < 0.0022215);
    assert_non_null(strstr(told, "method=byar"));
    unlink(path);
    free(path);
    free(told);
}

static void limits_beside_both_values_tell_of_a_change_too(void **state)
{
    (void)state;
#define LIMITED(period, value, lower, upper)                                             \
    "high,E06000001," period "," value ",,all:council,9,0,2,5,8,,,limits,,," lower       \
    "," upper "\n"
    const char *told = "rule concern low: test=change-worse before=50 "
                       "before_period=2021/22 change=-10 change_lower=-15 "
                       "change_upper=-5 ";
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: change-worse\n");
    char *flags = flags_told(path, definitions, COUNTS,
                             LIMITED("2021/22", "50", "47", "53")
                                 LIMITED("2022/23", "40", "36", "44"));
    assert_int_equal(strncmp(flags, told, strlen(told)), 0);
    assert_non_null(strstr(flags, "method=limits"));
    unlink(path);
    free(path);
    free(flags);
}

/* What is told of `rows` by a rule with this parameter. */
static char *told_with(const char *test, const char *parameter, double number,
                       const char *rows)
{
    char *rule = NULL;
    assert_true(asprintf(&rule,
                         "- id: rule\n  kind: concern\n  severity: low\n  test: %s\n"
                         "  parameters: {%s: %.15g, q_below: 1}\n",
                         test, parameter, number) > 0);
    char *path = file_told(rule);
    char *told = flags_told(path, definitions, COUNTS, rows);
    unlink(path);
    free(path);
    free(rule);
    return told;
}

/* A p value within 1e-9 of the limit is on it, and on it counts as beyond. The rule's
 * parameter, `sign` times a limit of p beside `offset`, is set by the p that was found. */
static void check_limit_of_p(const char *test, const char *parameter, double offset,
                             double sign, const char *rows)
{
    char *told = told_with(test, parameter, offset + sign * 0.05, rows);
    const char *at = strstr(told, " p=");
    assert_non_null(at);
    const double p = strtod(at + 3, NULL);
    free(told);
    told = told_with(test, parameter, offset + sign * p * (1 - 1e-10), rows);
    assert_non_null(strstr(told, test));
    free(told);
    told = told_with(test, parameter, offset + sign * p * (1 - 1e-8), rows);
    assert_string_equal(told, "");
    free(told);
}

static void a_p_value_on_the_limit_is_beyond_it(void **state)
{
    (void)state;
    static const char changed[] =
        "share,E06000001,2021/22,50,,all:council,9,0,2,5,8,,worse,funnel,50,100,,\n"
        "share,E06000001,2022/23,66,,all:council,9,0,2,5,8,,worse,funnel,66,100,,\n";
    check_limit_of_p("change-worse", "p_below", 0, 1, changed);
    char *rows = NULL;
    size_t length;
    FILE *stream = open_memstream(&rows, &length);
    for (int i = 1; i <= 12; i++)
        fprintf(stream,
                "share,E060000%02d,2022/23,%s,,all:council,11,0,9,10,11,,worse,mads,%s,"
                "1000,,\n",
                i, i < 12 ? "10" : "13", i < 12 ? "100" : "130");
    fclose(stream);
    check_limit_of_p("outlier", "funnel_level", 1, -1, rows);
    free(rows);
}

/* Twelve councils with the same share but for the last: spread is chance, so the funnel
 * is narrow and 200 of 1000 lies outside. MADs would say nothing: _mads is empty. */
static void counts_make_a_funnel(void **state)
{
    (void)state;
    static const char *const codes[] = { "01", "02", "03", "04", "05", "06",
                                         "07", "08", "09", "10", "11", "12" };
    char *rows = NULL;
    size_t length;
    FILE *stream = open_memstream(&rows, &length);
    for (size_t i = 0; i < 12; i++)
        fprintf(stream,
                "share,E060000%s,2022/23,%d,,all:council,11,0,9,10,11,,%s,mads,%d,1000,,"
                "\n",
                codes[i], i < 11 ? 10 : 20, i < 11 ? "similar" : "worse",
                i < 11 ? 100 : 200);
    fclose(stream);
    char *path = file_told("- id: rule\n  kind: concern\n  severity: low\n"
                           "  test: outlier\n");
    char *told = flags_told(path, definitions, COUNTS, rows);
    assert_int_equal(strncmp(told, "rule concern low: test=outlier z=", 33), 0);
    assert_non_null(strstr(told, " target=10.8333333333333 "));
    assert_non_null(strstr(told, " councils=12 median=10 n=11 "));
    assert_non_null(strstr(told, " method=funnel period=2022/23 q="));
    free(told);
    /* of nine there is no funnel, and without MADs no flag */
    char *at = rows;
    for (size_t i = 0; i < 3; i++)
        at = strchr(at, '\n') + 1;
    told = flags_told(path, definitions, COUNTS, at);
    assert_string_equal(told, "");
    unlink(path);
    free(path);
    free(told);
    free(rows);
}

/* Barnsley had a new code on 1 April 2025 (E08000016, then E08000038). Its figure falls
 * by 30 where others change by -1 to 2. */
static void a_jump_where_boundaries_changed(void **state)
{
    (void)state;
#define MET(code, period, value)                                                         \
    "high,E080000" code "," period "," value ",,all:council,9,0,2,5,8,,,mads\n"
#define OTHERS                                                                           \
    MET("01", "2024/25", "50")                                                           \
    MET("01", "2025/26", "51")                                                           \
    MET("02", "2024/25", "50")                                                           \
    MET("02", "2025/26", "49") MET("03", "2024/25", "50") MET("03", "2025/26", "50")     \
        MET("04", "2024/25", "50") MET("04", "2025/26", "52") MET("05", "2024/25", "50") \
            MET("05", "2025/26", "51")
    check("boundary-jump\n", HEADER,
          OTHERS MET("16", "2024/25", "60") MET("38", "2025/26", "30"),
          "rule concern low: test=boundary-jump change=-30 median_change=1 "
          "scaled_mads=20.9092135437745 others=5 boundary=2025-04-01 before=60 "
          "before_period=2024/25 " PEERS " method=mads-of-change period=2025/26\n");
    /* as large a change without a new code */
    check("boundary-jump\n", HEADER,
          OTHERS MET("06", "2024/25", "60") MET("06", "2025/26", "30"), "");
    /* a new code and a usual change */
    check("boundary-jump\n", HEADER,
          OTHERS MET("16", "2024/25", "60") MET("38", "2025/26", "59"), "");
}

static void too_few_peers_are_said_beside_what_needs_none(void **state)
{
    (void)state;
    check("threshold\n  parameters: {above: 10}\n", HEADER,
          "high,E06000001,2022/23,11,,all:council,2,0,,5,,,,too-few\n",
          "rule concern low: test=threshold above=10 median=5 n=2 missing=0 "
          "group=all:council basis=too-few method=threshold period=2022/23\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_is_met_on_it_and_beyond),
        cmocka_unit_test(a_zero_is_odd_where_no_other_is),
        cmocka_unit_test(figures_that_stay_out_are_stale),
        cmocka_unit_test(four_periods_of_which_each_is_better),
        cmocka_unit_test(out_of_the_worse_quarter_and_above_the_median),
        cmocka_unit_test(the_better_quarter_for_three_periods),
        cmocka_unit_test(ahead_of_those_that_started_alike),
        cmocka_unit_test(a_break_ends_a_start),
        cmocka_unit_test(five_values_that_fall_are_a_trend_and_four_are_none),
        cmocka_unit_test(equal_values_are_no_trend),
        cmocka_unit_test(a_q_value_counts_all_councils_that_were_tested),
        cmocka_unit_test(a_value_outside_its_own_limits_has_a_cause),
        cmocka_unit_test(a_change_of_shares_has_newcombes_limits),
        cmocka_unit_test(a_recent_trend_is_of_five_years_in_a_row),
        cmocka_unit_test(a_chart_of_counts_has_limits_of_chance),
        cmocka_unit_test(a_change_wants_to_be_large_and_beyond_chance),
        cmocka_unit_test(a_change_of_rates_is_tested_by_the_events),
        cmocka_unit_test(limits_beside_both_values_tell_of_a_change_too),
        cmocka_unit_test(a_p_value_on_the_limit_is_beyond_it),
        cmocka_unit_test(counts_make_a_funnel),
        cmocka_unit_test(a_jump_where_boundaries_changed),
        cmocka_unit_test(too_few_peers_are_said_beside_what_needs_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
