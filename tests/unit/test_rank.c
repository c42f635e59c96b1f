/* Ranks: ties, bands, polarity, and who is not ranked. */
#include "table_told.h"

#include "step/rank.h"

#define METRIC(id, polarity)                                                             \
    "- id: " id "\n  label: L\n  service: s\n  kind: rate\n  unit: u\n"                  \
    "  polarity: " polarity "\n  year: financial\n"                                      \
    "  applies_to: [unitary, county, metropolitan-district, region]\n"                   \
    "  source: {publisher: P, title: T, licence: L}\n"

static const char definitions[] = METRIC("high", "high") METRIC("low", "low")
    METRIC("neutral", "neutral") METRIC("target", "{target: 50}");

#define HEADER "metric,area_code,period,value,marker\n"
#define ROW(metric, number, rest) metric ",E0600000" #number ",2022/23," rest "\n"

static const struct rank_options plain = { .ties = TIES_MIN,
                                           .bands = 4,
                                           .within = { .class = true },
                                           .certainty = { .confidence = 0.95,
                                                          .limits = 0.95 } };

/* Cells `from` to before `to` of each row, then what was said. */
static void check_cells(const char *rows, const struct rank_options *options, size_t from,
                        size_t to, const char *wanted)
{
    char *told = NULL;
    size_t length;
    struct table_told t;
    struct selection selection = { 0 };
    struct step_account account = { 0 };
    struct csv_writer writer;
    struct csv_cells cells = { 0 };
    table_told_open(&t, definitions, rows);
    csv_writer_init(&writer, NULL);
    assert_int_equal(rank_run(&t.table, &selection, options, &writer, &account),
                     STEP_DONE);
    assert_int_equal(account.written, t.table.count);
    FILE *out = open_memstream(&told, &length);
    struct text all = csv_writer_take(&writer);
    for (size_t line = 0; all.length > 0; line++) {
        const size_t end =
            (size_t)((char *)memchr(all.bytes, '\n', all.length) - all.bytes);
        csv_split(&cells, text_slice(all, 0, end));
        assert_true(line == 0 || to <= cells.count);
        for (size_t i = from; line > 0 && i < to; i++)
            fprintf(out, "%.*s%c", TEXT_ARGS(cells.cells[i]), i + 1 < to ? ',' : '\n');
        all = text_slice(all, end + 1, all.length);
    }
    fputs(table_told_said(&t), out);
    fclose(out);
    assert_string_equal(told, wanted);
    free(told);
    csv_cells_release(&cells);
    csv_writer_release(&writer);
    table_told_close(&t);
}

/* Rows without limits: rank, ranked, the empty interval, percentile and band. */
static void check(const char *rows, const struct rank_options *options,
                  const char *wanted)
{
    check_cells(rows, options, 5, 11, wanted);
}

/* Rows with limits: rank, and all that is said of how sure it is. */
static void check_certainty(const char *rows, const struct rank_options *options,
                            const char *wanted)
{
    check_cells(rows, options, 7, 17, wanted);
}

static void the_best_is_first_by_polarity(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "10,") ROW("high", 2, "40,") ROW("high", 3, "20,")
              ROW("high", 4, "30,"),
          &plain, "4,4,,,12.5,4\n1,4,,,87.5,1\n3,4,,,37.5,3\n2,4,,,62.5,2\n");
    check(HEADER ROW("low", 1, "10,") ROW("low", 2, "40,"), &plain,
          "1,2,,,75,\n2,2,,,25,\n");
    check(HEADER ROW("target", 1, "10,") ROW("target", 2, "52,") ROW("target", 3, "47,"),
          &plain, "3,3,,,16.6666666666667,\n1,3,,,83.3333333333333,\n2,3,,,50,\n");
}

static void ties_share_a_place_by_the_rule_asked_for(void **state)
{
    (void)state;
    const char *rows = HEADER ROW("high", 1, "30,") ROW("high", 2, "20,")
        ROW("high", 3, "20.0,") ROW("high", 4, "10,");
    struct rank_options options = plain;
    check(rows, &options, "1,4,,,87.5,1\n2,4,,,50,2\n2,4,,,50,2\n4,4,,,12.5,4\n");
    options.ties = TIES_AVERAGE;
    check(rows, &options, "1,4,,,87.5,1\n2.5,4,,,50,2\n2.5,4,,,50,2\n4,4,,,12.5,4\n");
    options.ties = TIES_MAX;
    check(rows, &options, "1,4,,,87.5,1\n3,4,,,50,2\n3,4,,,50,2\n4,4,,,12.5,4\n");
    options.ties = TIES_DENSE;
    check(rows, &options, "1,4,,,87.5,1\n2,4,,,50,2\n2,4,,,50,2\n3,4,,,12.5,4\n");
}

static void equal_values_are_all_first(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "5,") ROW("high", 2, "5,") ROW("high", 3, "5,")
              ROW("high", 4, "5,"),
          &plain, "1,4,,,50,1\n1,4,,,50,1\n1,4,,,50,1\n1,4,,,50,1\n");
}

static void one_alone_is_first_of_one(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "5,"), &plain, "1,1,,,50,\n");
    check(HEADER, &plain, "");
    check("", &plain, "");
}

static void what_is_missing_or_outside_is_not_ranked(void **state)
{
    (void)state;
    check(HEADER ROW("high", 1, "0,") ROW("high", 2, ",c") ROW("high", 3, ",z")
              ROW("high", 4, ",") ROW("high", 5, "7,p") "high,E92000001,2022/23,9,\n"
                                                        "high,E07000008,2022/23,,\n",
          &plain, "2,2,,,25,\n,,,,,\n,,,,,\n,,,,,\n1,2,,,75,\n,,,,,\n,,,,,\n");
}

static void levels_periods_and_groups_are_ranked_apart(void **state)
{
    (void)state;
    const char *rows =
        HEADER ROW("high", 1, "1,") ROW("high", 2, "2,") "high,E08000019,2022/23,3,\n"
                                                         "high,E12000001,2022/23,9,\n"
                                                         "high,E06000001,2021/22,4,\n";
    struct rank_options options = plain;
    check(rows, &options, "2,2,,,25,\n1,2,,,75,\n1,1,,,50,\n1,1,,,50,\n1,1,,,50,\n");
    options.within = (struct within){ 0 };
    check(rows, &options,
          "3,3,,,16.6666666666667,\n2,3,,,50,\n1,3,,,83.3333333333333,\n1,1,,,50,\n"
          "1,1,,,50,\n");
}

static void a_neutral_metric_is_ranked_only_when_told_which_end(void **state)
{
    (void)state;
    const char *rows = HEADER ROW("neutral", 1, "1,") ROW("neutral", 2, "2,");
    struct rank_options options = plain;
    check(rows, &options,
          ",,,,,\n,,,,,\ntest: 'neutral' is neutral and is not ranked; --best=high or "
          "--best=low ranks it\n");
    options.best_given = true;
    check(rows, &options, "1,2,,,75,\n2,2,,,25,\n");
    options.best_is_high = true;
    check(rows, &options, "2,2,,,25,\n1,2,,,75,\n");
}

/* On the bound a value falls into the better band. */
static void bands_are_cut_at_quantiles(void **state)
{
    (void)state;
    struct rank_options options = plain;
    options.bands = 2;
    check(HEADER ROW("low", 1, "1,") ROW("low", 2, "2,") ROW("low", 3, "3,")
              ROW("low", 4, "4,") ROW("low", 5, "5,"),
          &options, "1,5,,,90,1\n2,5,,,70,1\n3,5,,,50,1\n4,5,,,30,2\n5,5,,,10,2\n");
}

static void a_predecessor_beside_its_successor_is_not_ranked(void **state)
{
    (void)state;
    struct rank_options options = plain;
    options.within = (struct within){ 0 };
    check(HEADER "high,E10000009,2018/19,1,\nhigh,E06000059,2018/19,2,\n"
                 "high,E06000001,2018/19,3,\n",
          &options, "2,2,,,25,\n,,,,,\n1,2,,,75,\n");
}

#define LIMITS "metric,area_code,period,value,marker,lower,upper\n"

/* rank, ranked, lower, upper, percentile, band, groups from and to, chances of the best
 * and the worst quarter */
static void limits_say_how_sure_a_rank_is(void **state)
{
    (void)state;
    const char *rows = LIMITS ROW("high", 1, "10,,9,11") ROW("high", 2, "40,,39,41")
        ROW("high", 3, "30,,20,40") ROW("high", 4, "20,,19,21");
    struct rank_options options = plain;
    check_certainty(rows, &options,
                    "4,4,4,4,12.5,4,3,3,0,0.999951998\n"
                    "1,4,1,2,87.5,1,1,1,0.974426065,0\n"
                    "2,4,1,3,62.5,2,1,2,0.025573935,4.8002e-05\n"
                    "3,4,2,3,37.5,3,2,2,0,0\n");
    options.certainty.method = RANK_METHOD_POSTERIOR;
    check_certainty(rows, &options,
                    "4,4,4,4,12.5,4,3,3,0,0.999951998\n"
                    "1,4,1,2,87.5,1,1,1,0.974426065,0\n"
                    "2,4,1,3,62.5,2,1,2,0.025573935,4.8002e-05\n"
                    "3,4,2,3,37.5,3,2,2,0,0\n");
    /* The less sure limits are, the larger the errors they tell of. */
    options.certainty.limits = 0.6;
    check_certainty(LIMITS ROW("low", 1, "10,,9,11") ROW("low", 2, "12,,11,13"), &options,
                    "1,2,1,2,75,,1,1,,\n2,2,1,2,25,,1,1,,\n");
    options.certainty.limits = 0.95;
    check_certainty(LIMITS ROW("low", 1, "10,,9,11") ROW("low", 2, "12,,11,13"), &options,
                    "1,2,1,1,75,,1,1,,\n2,2,2,2,25,,2,2,,\n");
}

/* To the others it is as good as exact. */
static void a_row_without_limits_is_not_sure_itself(void **state)
{
    (void)state;
    check_certainty(LIMITS ROW("high", 1, "10,,9,11") ROW("high", 2, "40,,,")
                        ROW("high", 3, "39,,30,48") ROW("high", 4, ",c,,"),
                    &plain,
                    "3,3,3,3,16.6666666666667,,2,2,,\n1,3,,,83.3333333333333,,,,,\n"
                    "2,3,1,2,50,,1,1,,\n,,,,,,,,,\n");
    check_certainty(LIMITS ROW("high", 1, "10,,,") ROW("high", 2, "40,,41,42"), &plain,
                    "2,2,,,25,,,,,\n1,2,,,75,,,,,\n");
}

static void exact_limits_give_exact_ranks(void **state)
{
    (void)state;
    check_certainty(LIMITS ROW("high", 1, "10,,10,10") ROW("high", 2, "40,,40,40"),
                    &plain, "2,2,2,2,25,,2,2,,\n1,2,1,1,75,,1,1,,\n");
    check_certainty(LIMITS ROW("high", 1, "10,,10,10"), &plain, "1,1,1,1,50,,1,1,,\n");
}

static void a_distance_from_a_target_is_not_normal(void **state)
{
    (void)state;
    const char *rows = LIMITS ROW("target", 1, "10,,9,11") ROW("target", 2, "40,,39,41");
    struct rank_options options = plain;
    check_certainty(rows, &options, "2,2,,,25,,,,,\n1,2,,,75,,,,,\n");
    options.best_given = true;
    check_certainty(rows, &options, "1,2,1,1,75,,1,1,,\n2,2,2,2,25,,2,2,,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_is_first_by_polarity),
        cmocka_unit_test(ties_share_a_place_by_the_rule_asked_for),
        cmocka_unit_test(equal_values_are_all_first),
        cmocka_unit_test(one_alone_is_first_of_one),
        cmocka_unit_test(what_is_missing_or_outside_is_not_ranked),
        cmocka_unit_test(levels_periods_and_groups_are_ranked_apart),
        cmocka_unit_test(a_neutral_metric_is_ranked_only_when_told_which_end),
        cmocka_unit_test(bands_are_cut_at_quantiles),
        cmocka_unit_test(limits_say_how_sure_a_rank_is),
        cmocka_unit_test(a_row_without_limits_is_not_sure_itself),
        cmocka_unit_test(exact_limits_give_exact_ranks),
        cmocka_unit_test(a_distance_from_a_target_is_not_normal),
        cmocka_unit_test(a_predecessor_beside_its_successor_is_not_ranked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
