/* Flags: each rule met, just met, and just not met. */
#include "flag_told.h"

#define METRIC(id, polarity, flags)                                                      \
    "- id: " id "\n"                                                                     \
    "  label: L\n  service: s\n  themes: [culture, governance]\n  kind: rate\n"          \
    "  unit: u\n  polarity: " polarity "\n  year: financial\n"                           \
    "  applies_to: [unitary]\n  flags: [" flags "]\n"                                    \
    "  source: {publisher: P, title: T, licence: L}\n"

#define EVERY_RULE                                                                       \
    "outlier, bottom-quartile, persistent-bottom-quartile, no-return, implausible, "     \
    "best-in-class"

static const char definitions[] =
    METRIC("high", "high", EVERY_RULE) METRIC("low", "low", EVERY_RULE)
        METRIC("neutral", "neutral", "outlier, implausible, no-return")
            METRIC("target", "{target: 50}", "outlier, no-return")
                METRIC("quarters", "neutral",
                       "bottom-quartile, deteriorating, sustained-improvement, other");

#define HEADER                                                                           \
    "metric,area_code,period,value,marker,peer_group,peer_n,peer_missing,peer_q1,"       \
    "peer_median,peer_q3,peer_mads,peer_verdict"

/* By the installed rules. */
static char *flags_of(const char *header, const char *rows)
{
    char path[4096];
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/data/rules/default.yaml",
             source == NULL ? "." : source);
    return flags_told(path, definitions, header, rows);
}

static void check(const char *header, const char *rows, const char *wanted)
{
    char *told = flags_of(header, rows);
    assert_string_equal(told, wanted);
    free(told);
}

/* Without oflog-rank's columns a metric that names best-in-class is noted. */
#define NO_RANKS                                                                         \
    "test: 'best-in-class' is skipped: it needs the columns 'rank' and 'ranked', which " \
    "oflog-rank adds\n"

/* 3.5 x 1.4826 = 5.1891; a value within 1e-9 of it is on it. */
static void an_outlier_stands_on_the_limit_or_beyond_it(void **state)
{
    (void)state;
    check(HEADER,
          "high,E06000001,2022/23,20,,all,61,0,19,44.1,60,-5.189099999999,worse\n",
          "outlier concern high: test=outlier mads=-5.189099999999 limit=-5.1891 "
          "median=44.1 n=61 "
          "missing=0 group=all method=mads period=2022/23\n" NO_RANKS);
    check(HEADER, "high,E06000001,2022/23,20,,all,61,0,19,44.1,60,-5.18909,worse\n",
          NO_RANKS);
}

static void an_outlier_stands_on_the_worse_side(void **state)
{
    (void)state;
    check(HEADER,
          "high,E06000001,2022/23,90,,all,61,0,19,44.1,60,6,better\n"
          "low,E06000001,2022/23,90,,all,61,2,19,44.1,91,6,worse\n"
          "target,E06000001,2022/23,90,,all,61,0,19,44.1,91,6,worse\n"
          "target,E06000002,2022/23,40,,all,61,0,19,44.1,91,-6,better\n",
          "outlier concern high: test=outlier mads=6 limit=5.1891 median=44.1 n=61 "
          "missing=2 "
          "group=all method=mads period=2022/23\n"
          "outlier concern high: test=outlier mads=6 limit=5.1891 median=44.1 n=61 "
          "missing=0 "
          "group=all method=mads period=2022/23\n" NO_RANKS);
}

static void a_neutral_metric_has_odd_values_and_no_bad_ones(void **state)
{
    (void)state;
    check(HEADER, "neutral,E06000001,2022/23,90,,all,61,0,19,44.1,60,6,higher\n",
          "outlier data low: test=outlier mads=6 limit=5.1891 median=44.1 n=61 missing=0 "
          "group=all "
          "method=mads period=2022/23\n");
}

static void four_peers_make_no_outlier(void **state)
{
    (void)state;
    check(HEADER, "neutral,E06000001,2022/23,90,,all,4,0,19,44.1,60,9,\n", "");
}

static void on_the_quartile_is_not_below_it(void **state)
{
    (void)state;
    check(HEADER,
          "high,E06000001,2022/23,19,,all,61,0,19,44.1,60,-1,similar\n"
          "high,E06000002,2022/23,18.99,,all,61,0,19,44.1,60,-1,similar\n"
          "low,E06000001,2022/23,60,,all,61,0,19,44.1,60,1,similar\n"
          "low,E06000002,2022/23,60.01,,all,61,0,19,44.1,60,1,similar\n"
          "low,E06000003,2022/23,70,,all,3,0,,44.1,,1,\n",
          "bottom-quartile concern low: test=bottom-quartile q1=19 median=44.1 n=61 "
          "missing=0 group=all "
          "method=quartile period=2022/23\n"
          "bottom-quartile concern low: test=bottom-quartile q3=60 median=44.1 n=61 "
          "missing=0 group=all "
          "method=quartile period=2022/23\n" NO_RANKS);
}

#define LOW_IN(area, period, value)                                                      \
    "low," area "," period "," value ",,all,61,0,1,5,9,0.5,similar\n"
#define LOW_FLAG(period)                                                                 \
    "bottom-quartile concern low: test=bottom-quartile q3=9 median=5 n=61 missing=0 "    \
    "group=all "                                                                         \
    "method=quartile period=" period "\n"

/* There is no 2020/21 at all: it was not published, so it is no gap. The rows stand in
 * no order. */
static void three_published_periods_make_persistence(void **state)
{
    (void)state;
    check(HEADER,
          LOW_IN("E06000001", "2022/23", "10") LOW_IN("E06000001", "2019/20", "10")
              LOW_IN("E06000001", "2021/22", "10"),
          LOW_FLAG("2022/23") "persistent-bottom-quartile concern medium: "
                              "test=persistent-bottom-quartile q3=9 "
                              "periods=2019/20+2021/22+2022/23 median=5 n=61 missing=0 "
                              "group=all "
                              "method=quartile period=2022/23\n" LOW_FLAG("2019/20")
                                  LOW_FLAG("2021/22") NO_RANKS);
}

static void quarters_do_not_come_between_years(void **state)
{
    (void)state;
    check(HEADER,
          LOW_IN("E06000001", "2019/20", "10") LOW_IN("E06000001", "2020/21", "10")
              LOW_IN("E06000001", "2021-Q2", "2") LOW_IN("E06000001", "2021/22", "10"),
          LOW_FLAG("2019/20") LOW_FLAG("2020/21")
              LOW_FLAG("2021/22") "persistent-bottom-quartile concern medium: "
                                  "test=persistent-bottom-quartile q3=9 "
                                  "periods=2019/20+2020/21+2021/22 median=5 n=61 "
                                  "missing=0 group=all "
                                  "method=quartile period=2021/22\n" NO_RANKS);
}

static void a_gap_ends_persistence(void **state)
{
    (void)state;
    /* no row in 2021/22, though it was published for another council */
    check(HEADER,
          LOW_IN("E06000001", "2019/20", "10") LOW_IN("E06000001", "2020/21", "10")
              LOW_IN("E06000002", "2021/22", "2") LOW_IN("E06000001", "2022/23", "10"),
          LOW_FLAG("2019/20") LOW_FLAG("2020/21") LOW_FLAG("2022/23") NO_RANKS);
    /* a good year between */
    check(HEADER,
          LOW_IN("E06000001", "2019/20", "10") LOW_IN("E06000001", "2020/21", "10")
              LOW_IN("E06000001", "2021/22", "9") LOW_IN("E06000001", "2022/23", "10"),
          LOW_FLAG("2019/20") LOW_FLAG("2020/21") LOW_FLAG("2022/23") NO_RANKS);
}

/* z: no such service; c, low, u and p: returned, and only not shown. The joint reporters
 * of the area tables are for metrics of theirs, so those are tested with the tool. */
static void only_a_missing_return_is_no_return(void **state)
{
    (void)state;
    check(HEADER,
          "neutral,E06000001,2022/23,,,all,12,1,1,5,9,,\n"
          "neutral,E06000002,2022/23,,x,all,12,1,1,5,9,,\n"
          "neutral,E06000003,2022/23,,z,all,12,1,1,5,9,,\n"
          "neutral,E06000004,2022/23,,c,all,12,1,1,5,9,,\n"
          "neutral,E06000005,2022/23,,low,all,12,1,1,5,9,,\n"
          "neutral,E06000006,2022/23,,,all,0,13,,,,,\n"
          "neutral,E06000007,2022/23,,p x,all,12,1,1,5,9,,\n"
          "neutral,E06000008,2022/23,,u,all,12,1,1,5,9,,\n"
          "neutral,E06000009,2022/23,,p,all,12,1,1,5,9,,\n"
          "neutral,E06000010,2022/23,,c x,all,12,1,1,5,9,,\n",
          "no-return data medium: test=no-return median=5 n=12 missing=1 group=all "
          "method=presence "
          "period=2022/23\n"
          "no-return data medium: test=no-return marker=x median=5 n=12 missing=1 "
          "group=all "
          "method=presence period=2022/23\n"
          "no-return data medium: test=no-return marker=\"p x\" median=5 n=12 missing=1 "
          "group=all "
          "method=presence period=2022/23\n");
}

static void implausible_is_far_on_either_side(void **state)
{
    (void)state;
    check(HEADER,
          "high,E06000001,2022/23,90,,all,61,0,19,44.1,60,7.5,better\n"
          "high,E06000002,2022/23,90,,all,61,0,19,44.1,60,7.4999,better\n",
          "implausible data high: test=implausible mads=7.5 limit=7.5 median=44.1 n=61 "
          "missing=0 "
          "group=all method=mads period=2022/23\n" NO_RANKS);
}

static void the_best_of_ten_is_celebrated_when_clearly_better(void **state)
{
    (void)state;
    check(HEADER ",rank,ranked",
          "high,E06000001,2022/23,90,,all,9,0,19,44.1,60,2,better,1,10\n"
          "high,E06000002,2022/23,90,,all,9,0,19,44.1,60,1,similar,1,10\n"
          "high,E06000003,2022/23,90,,all,8,0,19,44.1,60,2,better,1,9\n"
          "high,E06000004,2022/23,90,,all,9,0,19,44.1,60,2,better,2,10\n",
          "best-in-class celebrate low: test=best-in-class rank=1 ranked=10 mads=2 "
          "median=44.1 n=9 missing=0 "
          "group=all method=rank period=2022/23\n");
}

static void rules_that_cannot_be_asked_are_noted(void **state)
{
    (void)state;
    check(HEADER,
          "quarters,E06000001,2022/23,1,,all,61,0,19,44.1,60,-1,lower\n"
          "quarters,E06000002,2022/23,1,,all,61,0,19,44.1,60,-1,lower\n",
          "test: 'bottom-quartile' is skipped for 'quarters', whose polarity is neither "
          "high nor low: it has no worse side\n"
          "test: 'deteriorating' is skipped for 'quarters', whose polarity is neither "
          "high nor low: it has no worse side\n"
          "test: 'sustained-improvement' is skipped for 'quarters', whose polarity is "
          "neutral: nothing is better or worse\n"
          "test: 'quarters' names the rule 'other', which is not among the rules\n");
}

static void a_comparison_that_cannot_be_read_is_refused(void **state)
{
    (void)state;
    check(HEADER,
          "neutral,E06000001,2022/23,90,,all,many,0,19,44.1,60,9,higher\n"
          "neutral,E06000002,2022/23,90,,all,61,0,19,44.1,60,9,bad\n"
          "neutral,E06000003,2022/23,40,,all,61,0,19,44.1,60,0,similar\n",
          "test: rows.csv:2:7: no number of oflog-compare or oflog-rank stands here\n"
          "test: rows.csv:3:13: no verdict of oflog-compare stands here\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outlier_stands_on_the_limit_or_beyond_it),
        cmocka_unit_test(an_outlier_stands_on_the_worse_side),
        cmocka_unit_test(a_neutral_metric_has_odd_values_and_no_bad_ones),
        cmocka_unit_test(four_peers_make_no_outlier),
        cmocka_unit_test(on_the_quartile_is_not_below_it),
        cmocka_unit_test(three_published_periods_make_persistence),
        cmocka_unit_test(quarters_do_not_come_between_years),
        cmocka_unit_test(a_gap_ends_persistence),
        cmocka_unit_test(only_a_missing_return_is_no_return),
        cmocka_unit_test(implausible_is_far_on_either_side),
        cmocka_unit_test(the_best_of_ten_is_celebrated_when_clearly_better),
        cmocka_unit_test(rules_that_cannot_be_asked_are_noted),
        cmocka_unit_test(a_comparison_that_cannot_be_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
