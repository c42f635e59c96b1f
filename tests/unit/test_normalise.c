/* Values made of their parts, and scores. */
#include "table_told.h"

#include "step/normalise.h"

#define METRIC(id, kind, polarity, more)                                                 \
    "- id: " id "\n  label: L\n  service: s\n  kind: " kind "\n  unit: u\n"              \
    "  polarity: " polarity "\n  year: financial\n"                                      \
    "  applies_to: [unitary, county, metropolitan-district]\n"                           \
    "  source: {publisher: P, title: T, licence: L}\n" more

static const char definitions[] = METRIC("share", "proportion", "high", "  per: 100\n")
    METRIC("rate", "rate", "low", "  per: 1000\n") METRIC("debt", "currency", "low", "")
        METRIC("margin", "ratio", "high", "  per: 100\n  minimum: 0\n")
            METRIC("neutral", "rate", "neutral", "")
                METRIC("target", "rate", "{target: 50}", "");

#define HEADER "metric,area_code,period,value,marker,numerator,denominator\n"
#define ROW(metric, number, rest) metric ",E0600000" #number ",2022/23," rest "\n"

/* What is written from the fourth cell on, the header too, then what was said. */
static char *normalise(const char *rows, const struct normalise_options *options)
{
    char *told = NULL;
    size_t length;
    struct table_told t;
    struct step_account account = { 0 };
    struct csv_writer writer;
    table_told_open(&t, definitions, rows);
    const char *added[NORMALISE_COLUMNS];
    normalise_columns(options, added);
    t.table.reading.added = added;
    csv_writer_init(&writer, NULL);
    assert_int_equal(normalise_run(&t.table, options, &writer, &account), STEP_DONE);
    assert_int_equal(account.written + account.not_selected + t.refusals.count +
                         t.table.rows_merged,
                     t.table.rows_read);
    FILE *out = open_memstream(&told, &length);
    struct text all = csv_writer_take(&writer);
    while (all.length > 0) {
        const size_t end =
            (size_t)((char *)memchr(all.bytes, '\n', all.length) - all.bytes);
        size_t from = 0;
        for (int commas = 0; commas < 3; from++)
            commas += all.bytes[from] == ',';
        fprintf(out, "%.*s\n", (int)(end - from), all.bytes + from);
        all = text_slice(all, end + 1, all.length);
    }
    fputs(table_told_said(&t), out);
    fclose(out);
    csv_writer_release(&writer);
    table_told_close(&t);
    return told;
}

static void check(const char *rows, const struct normalise_options *options,
                  const char *wanted)
{
    char *told = normalise(rows, options);
    assert_string_equal(told, wanted);
    free(told);
}

static const struct normalise_options fill = { .limits.level = 0.95 };

#define SAME "value,marker,numerator,denominator\n"

static void an_empty_value_is_made_of_its_parts(void **state)
{
    (void)state;
    check(HEADER ROW("share", 1, ",,1,3") ROW("rate", 2, ",p,5,2000")
              ROW("share", 3, ",,0,7"),
          &fill,
          SAME "33.3333333333333,,1,3\n,p,5,2000\n0,,0,7\n"
               "test: 2 empty values filled from their parts\n");
}

static void a_published_value_stays_as_it_is(void **state)
{
    (void)state;
    check(HEADER ROW("share", 1, "33.3,,1,3") ROW("share", 2, "050.0,,,")
              ROW("share", 3, ",,,7"),
          &fill, SAME "33.3,,1,3\n050.0,,,\n,,,7\n");
}

/* Half a unit of the last digit is rounding; more is a question. */
static void a_value_that_differs_from_its_parts_is_said(void **state)
{
    (void)state;
    check(HEADER ROW("share", 1, "33.3,,1,3") ROW("share", 2, "33.4,,1,3")
              ROW("share", 3, "33,,1,3") ROW("share", 4, "12.5,,1,8")
                  ROW("share", 5, "13,,1,8"),
          &fill,
          SAME "33.3,,1,3\n33.4,,1,3\n33,,1,3\n12.5,,1,8\n13,,1,8\n"
               "test: rows.csv:3:4: the published value 33.4 differs from its parts, "
               "which give 33.3333333333333\n");
}

static void a_marker_in_place_of_a_number_stays(void **state)
{
    (void)state;
    check(HEADER ROW("share", 1, ",c,1,3") ROW("share", 2, ",z,1,3")
              ROW("share", 3, ",x,1,3"),
          &fill, SAME ",c,1,3\n,z,1,3\n,x,1,3\n");
}

static void a_denominator_of_0_makes_nothing(void **state)
{
    (void)state;
    check(HEADER ROW("rate", 1, ",,5,0") ROW("rate", 2, ",,5,-1")
              ROW("rate", 3, "7,,5,0"),
          &fill,
          SAME ",,5,0\n,,5,-1\n7,,5,0\n"
               "test: 3 rows have no denominator above 0 and keep the value they have\n");
}

static void parts_that_cannot_be_are_refused(void **state)
{
    (void)state;
    check(HEADER ROW("share", 1, ",,4,3") ROW("share", 2, ",,3,3") ROW("rate", 3, ",,4,3")
              ROW("rate", 4, ",,-1,3") ROW("debt", 5, ",,-6,3"),
          &fill,
          SAME "100,,3,3\n1333.33333333333,,4,3\n-2,,-6,3\n"
               "test: rows.csv:2:6: the numerator of a proportion is above its "
               "denominator\n"
               "test: rows.csv:5:6: the numerator is negative\n"
               "test: 3 empty values filled from their parts\n");
}

static void a_minimum_holds_what_is_computed(void **state)
{
    (void)state;
    check(HEADER ROW("margin", 1, ",,-1,4") ROW("margin", 2, ",,1,4")
              ROW("margin", 3, "-25,,-1,4"),
          &fill,
          SAME
          "0,,-1,4\n25,,1,4\n-25,,-1,4\n"
          "test: rows.csv:4:4: the published value -25 differs from its parts, which "
          "give 0\n"
          "test: 2 empty values filled from their parts\n"
          "test: 1 value came out below its metric's minimum and was set to it\n");
}

static void rebuilding_keeps_the_published_value_beside(void **state)
{
    (void)state;
    const struct normalise_options rebuild = { .rebuild = true };
    check(HEADER ROW("share", 1, "33.3,,1,3") ROW("share", 2, ",,1,4")
              ROW("share", 3, "7,,,"),
          &rebuild,
          "value,marker,numerator,denominator,published\n"
          "33.3333333333333,,1,3,33.3\n25,,1,4,\n7,,,,\n"
          "test: 1 empty value filled from its parts\n");
}

#define SCORED "value,marker,numerator,denominator,score\n"

static void scores_are_turned_so_that_more_is_better(void **state)
{
    (void)state;
    struct normalise_options score = { .score = SCORE_MIN_MAX };
    check(HEADER ROW("rate", 1, "1,,,") ROW("rate", 2, "2,,,") ROW("rate", 3, "5,,,")
              ROW("neutral", 1, "1,,,") ROW("neutral", 2, "5,,,")
                  ROW("target", 1, "50,,,") ROW("target", 2, "60,,,")
                      ROW("target", 3, "45,,,"),
          &score,
          SCORED "1,,,,1\n2,,,,0.75\n5,,,,0\n1,,,,0\n5,,,,1\n50,,,,1\n60,,,,0\n"
                 "45,,,,0.5\n");
    score.score = SCORE_PERCENTILE;
    check(HEADER ROW("rate", 1, "1,,,") ROW("rate", 2, "2,,,") ROW("rate", 3, "2,,,")
              ROW("rate", 4, "3,,,"),
          &score, SCORED "1,,,,87.5\n2,,,,50\n2,,,,50\n3,,,,12.5\n");
    score.score = SCORE_Z;
    check(HEADER ROW("share", 1, "1,,,") ROW("share", 2, "2,,,") ROW("share", 3, "3,,,"),
          &score, SCORED "1,,,,-1\n2,,,,0\n3,,,,1\n");
    score.score = SCORE_MADS;
    check(HEADER ROW("share", 1, "1,,,") ROW("share", 2, "2,,,") ROW("share", 3, "3,,,"),
          &score, SCORED "1,,,,-0.674490759476595\n2,,,,0\n3,,,,0.674490759476595\n");
}

static void without_value_or_spread_there_is_no_score(void **state)
{
    (void)state;
    const struct normalise_options score = { .score = SCORE_Z };
    check(HEADER ROW("share", 1, "5,,,") ROW("share", 2, "5,,,") ROW("share", 3, ",c,,")
              ROW("share", 4, ",z,,") "share,E92000001,2022/23,9,,,\n",
          &score, SCORED "5,,,,\n5,,,,\n,c,,,\n,z,,,\n9,,,,\n");
}

static void what_was_filled_is_scored_and_what_was_refused_is_not(void **state)
{
    (void)state;
    const struct normalise_options score = { .score = SCORE_MIN_MAX };
    check(HEADER ROW("share", 1, ",,1,4") ROW("share", 2, ",,2,4")
              ROW("share", 3, ",,9,4"),
          &score,
          SCORED "25,,1,4,0\n50,,2,4,1\n"
                 "test: rows.csv:4:6: the numerator of a proportion is above its "
                 "denominator\n"
                 "test: 2 empty values filled from their parts\n");
}

static void scores_are_given_within_what_is_named(void **state)
{
    (void)state;
    const struct normalise_options score = { .score = SCORE_MIN_MAX,
                                             .within = { .region = true } };
    check(HEADER ROW("share", 1, "1,,,") ROW("share", 2, "2,,,") ROW("share", 6, "8,,,")
              ROW("share", 8, "9,,,"),
          &score, SCORED "1,,,,0\n2,,,,1\n8,,,,0\n9,,,,1\n");
}

static void columns_are_added_as_asked_for(void **state)
{
    (void)state;
    const struct normalise_options both = { .rebuild = true, .score = SCORE_Z };
    const char *columns[NORMALISE_COLUMNS];
    normalise_columns(&fill, columns);
    assert_null(columns[0]);
    normalise_columns(&both, columns);
    assert_string_equal(columns[0], "published");
    assert_string_equal(columns[1], "score");
    assert_null(columns[2]);
    check("", &both, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_value_is_made_of_its_parts),
        cmocka_unit_test(a_published_value_stays_as_it_is),
        cmocka_unit_test(a_value_that_differs_from_its_parts_is_said),
        cmocka_unit_test(a_marker_in_place_of_a_number_stays),
        cmocka_unit_test(a_denominator_of_0_makes_nothing),
        cmocka_unit_test(parts_that_cannot_be_are_refused),
        cmocka_unit_test(a_minimum_holds_what_is_computed),
        cmocka_unit_test(rebuilding_keeps_the_published_value_beside),
        cmocka_unit_test(scores_are_turned_so_that_more_is_better),
        cmocka_unit_test(without_value_or_spread_there_is_no_score),
        cmocka_unit_test(what_was_filled_is_scored_and_what_was_refused_is_not),
        cmocka_unit_test(scores_are_given_within_what_is_named),
        cmocka_unit_test(columns_are_added_as_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
