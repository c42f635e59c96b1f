/* The domain in words. */
#include "unit.h"

#include <stdio.h>

#include "page/words.h"

static const struct metric rate = { .unit = { "percent", 7 },
                                    .decimals = 1,
                                    .polarity = POLARITY_HIGH };

/* A text as a string, good until the next call. */
static const char *said(struct text t)
{
    static char spelt[256];
    snprintf(spelt, sizeof spelt, "%.*s", TEXT_ARGS(t));
    return spelt;
}

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const char *period(const char *spelt)
{
    struct period p;
    assert_true(period_parse(text_of(spelt), &p));
    return said(words_period(&arena, p));
}

static void periods_are_written_out(void **state)
{
    (void)state;
    assert_string_equal(period("2022/23"), "2022 to 2023");
    assert_string_equal(period("1999/00"), "1999 to 2000");
    assert_string_equal(period("2022"), "2022");
    assert_string_equal(period("2022-Q3"), "July to September 2022");
    assert_string_equal(period("2022-Q4"), "October to December 2022");
    assert_string_equal(period("2022-02"), "February 2022");
    assert_string_equal(period("2022-W05"), "week from 31 January 2022");
    assert_string_equal(period("2022-07-31"), "31 July 2022");
}

static const char *number(const char *unit, int decimals, double value)
{
    const struct metric metric = { .unit = text_of(unit), .decimals = decimals };
    return said(words_number(&arena, &metric, value));
}

static void numbers_are_rounded_and_grouped(void **state)
{
    (void)state;
    assert_string_equal(number("percent", 1, 44.06), "44.1%");
    assert_string_equal(number("percent", 1, -0.04), "0.0%");
    assert_string_equal(number("per head", 0, 999.4), "999");
    assert_string_equal(number("per head", 0, 1234567), "1,234,567");
    assert_string_equal(number("per head", 2, -1234.5), "-1,234.50");
    assert_string_equal(number("\xc2\xa3 per dwelling", 0, -1234), "-\xc2\xa3"
                                                                   "1,234");
    assert_string_equal(number("score", 0, -0.0), "0");
}

static void figures_have_their_unit(void **state)
{
    (void)state;
    struct metric metric = { .unit = text_of("kg per household"), .decimals = 1 };
    assert_string_equal(said(words_figure(&arena, &rate, 33.8)), "33.8%");
    assert_string_equal(said(words_figure(&arena, &metric, 527.9)),
                        "527.9 kg per household");
    metric.unit = text_of("\xc2\xa3 per dwelling");
    assert_string_equal(said(words_figure(&arena, &metric, 2)), "\xc2\xa3"
                                                                "2.0 per dwelling");
    metric.decimals = 0;
    metric.unit = text_of("\xc2\xa3 thousand");
    assert_string_equal(said(words_figure(&arena, &metric, 11818)), "\xc2\xa3"
                                                                    "11,818 thousand");
    metric.unit = text_of("pounds thousand");
    assert_string_equal(said(words_figure(&arena, &metric, -11818)), "-\xc2\xa3"
                                                                     "11,818 thousand");
    metric.unit = text_of("pounds");
    assert_string_equal(said(words_figure(&arena, &metric, 2)), "\xc2\xa3"
                                                                "2");
    metric.unit = text_of("poundstretchers");
    assert_string_equal(said(words_figure(&arena, &metric, 2)), "2 poundstretchers");
    metric.decimals = 1;
    metric.unit = text_of("score out of 12");
    metric.kind = METRIC_SCORE;
    assert_string_equal(said(words_figure(&arena, &metric, 7.6)),
                        "7.6 (score out of 12)");
}

static void markers_are_words(void **state)
{
    (void)state;
    assert_string_equal(said(words_markers(&arena, 0)), "");
    assert_string_equal(said(words_markers(&arena, MARKER_REVISED | MARKER_PROVISIONAL)),
                        "provisional and revised");
    assert_string_equal(said(words_missing(&arena, 0)), "the source gives none");
    assert_string_equal(said(words_missing(&arena, MARKER_CONFIDENTIAL | MARKER_REVISED)),
                        "withheld so that nobody can be identified");
    assert_string_equal(said(words_missing(&arena, MARKER_UNRELIABLE)),
                        "withheld because it is unreliable");
}

static void ordinals_know_the_teens(void **state)
{
    (void)state;
    static const struct {
        double rank;
        const char *word;
    } cases[] = { { 1, "1st" },     { 2, "2nd" },     { 3, "3rd" },     { 4, "4th" },
                  { 11, "11th" },   { 12, "12th" },   { 13, "13th" },   { 21, "21st" },
                  { 102, "102nd" }, { 111, "111th" }, { 213, "213th" }, { 7.5, "7.5" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(said(words_ordinal(&arena, cases[i].rank)), cases[i].word);
}

static const char *relation(enum polarity polarity, enum verdict verdict, double mads)
{
    const struct metric metric = { .polarity = polarity };
    struct verdict_words words;
    assert_true(words_verdict(&metric, verdict, true, mads, &words));
    return words.relation;
}

static void bands_of_words_are_closed_below_and_open_above(void **state)
{
    (void)state;
    static const struct {
        double mads;
        enum verdict verdict;
        const char *relation;
    } cases[] = { { 0.4999, VERDICT_SIMILAR, "broadly similar to" },
                  { 0.5, VERDICT_SIMILAR, "slightly better than" },
                  { -0.5, VERDICT_SIMILAR, "broadly similar to" },
                  { -0.5001, VERDICT_SIMILAR, "slightly worse than" },
                  { 1.4999, VERDICT_SIMILAR, "slightly better than" },
                  { 1.5, VERDICT_BETTER, "better than" },
                  { 2.9999, VERDICT_BETTER, "better than" },
                  { 3, VERDICT_BETTER, "much better than" },
                  { 2.9999999999, VERDICT_BETTER, "much better than" },
                  { 7.4999, VERDICT_BETTER, "much better than" },
                  { 7.5, VERDICT_BETTER, "so far above" },
                  { -3, VERDICT_WORSE, "worse than" },
                  { -3.000000000000003, VERDICT_WORSE, "worse than" },
                  { -3.1, VERDICT_WORSE, "much worse than" },
                  { -7.5, VERDICT_WORSE, "much worse than" },
                  { -7.6, VERDICT_WORSE, "so far below" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(relation(POLARITY_HIGH, cases[i].verdict, cases[i].mads),
                            cases[i].relation);
}

static void polarity_turns_the_words_and_not_the_bands(void **state)
{
    (void)state;
    assert_string_equal(relation(POLARITY_LOW, VERDICT_WORSE, 2), "worse than");
    assert_string_equal(relation(POLARITY_LOW, VERDICT_SIMILAR, -1),
                        "slightly better than");
    assert_string_equal(relation(POLARITY_LOW, VERDICT_BETTER, -9), "so far below");
    assert_string_equal(relation(POLARITY_NEUTRAL, VERDICT_HIGHER, 4),
                        "much higher than");
    assert_string_equal(relation(POLARITY_NEUTRAL, VERDICT_SIMILAR, -1),
                        "slightly lower than");
    assert_string_equal(relation(POLARITY_TARGET, VERDICT_WORSE, 9), "worse than");
}

static void words_never_contradict_the_verdict(void **state)
{
    (void)state;
    assert_string_equal(relation(POLARITY_HIGH, VERDICT_SIMILAR, 5),
                        "slightly better than");
    assert_string_equal(relation(POLARITY_HIGH, VERDICT_BETTER, 0.1), "better than");
    assert_string_equal(relation(POLARITY_HIGH, VERDICT_WORSE, -1.5), "worse than");
}

static void a_verdict_without_mads_is_not_graded(void **state)
{
    (void)state;
    struct verdict_words words;
    assert_true(words_verdict(&rate, VERDICT_SIMILAR, false, 0, &words));
    assert_string_equal(words.relation, "similar to");
    assert_true(words_verdict(&rate, VERDICT_WORSE, false, 0, &words));
    assert_string_equal(words.relation, "worse than");
    assert_false(words_verdict(&rate, VERDICT_NONE, true, 2, &words));
}

static void peers_have_names(void **state)
{
    (void)state;
    static const struct {
        const char *group, *peers, *brief;
    } cases[] = {
        { "nearest:15", "its 12 nearest neighbours", "Nearest neighbours" },
        { "nearest:10", "its 10 nearest neighbours", "Nearest neighbours" },
        { "class:unitary", "unitary authorities", "Unitary authorities" },
        { "all:council", "all councils", "All councils" },
        { "region:North East", "councils in the North East",
          "Councils in the North East" },
        { "region:London", "councils in London", "Councils in London" },
        { "combined-authority:Tees Valley", "councils in Tees Valley",
          "Councils in Tees Valley" },
        { "list", "the councils listed", "Councils listed" },
        { "file", "its listed peers", "Listed peers" },
        { "odd", "its peers \"odd\"", "Peers \"odd\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct text group = text_of(cases[i].group);
        assert_string_equal(said(words_peers(&arena, group, 12)), cases[i].peers);
        assert_string_equal(said(words_peers_brief(&arena, group)), cases[i].brief);
    }
    assert_string_equal(said(words_peers(&arena, text_of("nearest:15"), 0)),
                        "its nearest neighbours");
}

static void what_a_verdict_is_on_has_a_name(void **state)
{
    (void)state;
    const struct text peers = text_of("unitary authorities"), figure = text_of("43.2%");
    static const struct {
        const char *against, *said;
    } cases[] = {
        { "", "unitary authorities" },
        { "median", "unitary authorities" },
        { "aggregate", "unitary authorities taken together (43.2%)" },
        { "country:England", "England as a whole (43.2%)" },
        { "region:North East", "the North East as a whole (43.2%)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            said(words_benchmark(&arena, text_of(cases[i].against), peers, figure)),
            cases[i].said);
}

static void some_of_the_peers_are_named(void **state)
{
    (void)state;
    assert_string_equal(
        said(words_some_of(&arena, text_of("13"), text_of("its 15 nearest neighbours"))),
        "13 of its 15 nearest neighbours");
    assert_string_equal(
        said(words_some_of(&arena, text_of("31"), text_of("London boroughs"))),
        "31 London boroughs");
    assert_string_equal(
        said(words_some_of(&arena, text_of("300"), text_of("all councils"))),
        "300 councils");
}

static void ids_and_licences_are_words(void **state)
{
    (void)state;
    assert_string_equal(said(words_id(&arena, text_of("waste-management"))),
                        "Waste management");
    assert_string_equal(said(words_id(&arena, text_of("childrens-services"))),
                        "Children's services");
    assert_string_equal(said(words_id(&arena, text_of(""))), "");
    assert_string_equal(said(words_licence(text_of("OGL-3.0"))),
                        "Open Government Licence v3.0");
    assert_string_equal(said(words_licence(text_of("CC-BY-4.0"))), "CC-BY-4.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_written_out),
        cmocka_unit_test(numbers_are_rounded_and_grouped),
        cmocka_unit_test(figures_have_their_unit),
        cmocka_unit_test(markers_are_words),
        cmocka_unit_test(ordinals_know_the_teens),
        cmocka_unit_test(bands_of_words_are_closed_below_and_open_above),
        cmocka_unit_test(polarity_turns_the_words_and_not_the_bands),
        cmocka_unit_test(words_never_contradict_the_verdict),
        cmocka_unit_test(a_verdict_without_mads_is_not_graded),
        cmocka_unit_test(peers_have_names),
        cmocka_unit_test(what_a_verdict_is_on_has_a_name),
        cmocka_unit_test(some_of_the_peers_are_named),
        cmocka_unit_test(ids_and_licences_are_words),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
