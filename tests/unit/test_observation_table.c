/* Observations read, refused, merged and settled. */
#include "told.h"

#include "council/metric_file.h"
#include "council/observation_table.h"

static const char definitions[] =
    "- id: rate\n  label: L\n  service: s\n  kind: rate\n  unit: u\n  polarity: high\n"
    "  year: financial\n  applies_to: [unitary, county, metropolitan-district]\n"
    "  source: {publisher: P, title: T, licence: L}\n"
    "- id: skills\n  label: L\n  service: s\n  kind: rate\n  unit: u\n  polarity: high\n"
    "  year: academic\n  applies_to: [unitary, region]\n  none_means_zero: true\n"
    "  source: {publisher: P, title: T, licence: L}\n";

/* One reading, with what a test may want to change. */
struct trial {
    struct folder_told folder;
    struct told told;
    struct metrics metrics;
    struct areas *areas;
    struct refusals refusals;
    struct observation_reading reading;
    struct observation_table table;
};

static void begin(struct trial *t)
{
    char path[4096];
    const char *source = getenv("srcdir");
    folder_told_open(&t->folder);
    told_open(&t->told);
    metrics_init(&t->metrics);
    folder_told_write(&t->folder, "m.yaml", definitions, path);
    assert_true(metrics_read(&t->metrics, path, &t->told.messages));
    snprintf(path, sizeof path, "%s/data", source == NULL ? "." : source);
    t->areas = areas_open(path, &t->told.messages);
    assert_non_null(t->areas);
    refusals_init(&t->refusals, &t->told.messages, NULL);
    t->reading = (struct observation_reading){ .metrics = &t->metrics,
                                               .areas = t->areas,
                                               .messages = &t->told.messages,
                                               .refusals = &t->refusals };
}

static void open_table(struct trial *t)
{
    observation_table_init(&t->table, &t->reading);
}

static bool read_rows(struct trial *t, const char *name, const char *rows)
{
    struct byte_source *source = source_told(rows, name, &t->told.messages);
    const bool fine = observation_table_read(&t->table, source);
    source_told_close(source);
    return fine;
}

static void end(struct trial *t)
{
    observation_table_release(&t->table);
    areas_close(t->areas);
    metrics_release(&t->metrics);
    refusals_release(&t->refusals);
    folder_told_close(&t->folder);
    told_close(&t->told);
}

static void check_said(struct trial *t, const char *wanted)
{
    assert_string_equal(told_said(&t->told), wanted);
}

/* A line for each row held: its record, value and standing; "gone" where it is. */
static void check_rows(const struct trial *t, const char *wanted)
{
    static const char *const standings[] = { "counts", "missing", "outside",
                                             "benchmark" };
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    for (size_t i = 0; i < t->table.count; i++) {
        const struct observation *o = &t->table.rows[i];
        fprintf(out, "%.*s: %s\n", (int)o->record_length, o->record,
                o->gone ? "gone" : standings[o->standing]);
    }
    fclose(out);
    assert_string_equal(text, wanted);
    free(text);
}

/* Reads and settles one table; `said` and `rows` are what should come of it. */
static void check(const char *table, const char *said, const char *rows)
{
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(&t, "t.csv", table));
    const uint64_t refused = t.refusals.count;
    assert_int_equal(t.table.rows_read, t.table.count + refused);
    assert_true(observation_table_settle(&t.table));
    check_said(&t, said);
    check_rows(&t, rows);
    end(&t);
}

#define HEADER "metric,area_code,period,value,marker\n"
#define HARTLEPOOL "rate,E06000001,2022/23,"

static void every_row_has_a_standing(void **state)
{
    (void)state;
    check(HEADER HARTLEPOOL "0,\n"
                            "rate,E06000002,2022/23,5,p r\n"
                            "rate,E06000003,2022/23,,\n"
                            "rate,E06000004,2022/23,,c\n"
                            "rate,E06000005,2022/23,,z\n"
                            "rate,E12000001,2022/23,5,\n"
                            "rate,E92000001,2022/23,,x\n"
                            "skills,E12000001,2022/23,5,\n",
          "",
          HARTLEPOOL "0,: counts\n"
                     "rate,E06000002,2022/23,5,p r: counts\n"
                     "rate,E06000003,2022/23,,: missing\n"
                     "rate,E06000004,2022/23,,c: missing\n"
                     "rate,E06000005,2022/23,,z: outside\n"
                     "rate,E12000001,2022/23,5,: benchmark\n"
                     "rate,E92000001,2022/23,,x: benchmark\n"
                     "skills,E12000001,2022/23,5,: counts\n");
}

/* A class that the metric is not about: z where there is no number, refused with one. */
static void a_class_without_the_service_is_outside(void **state)
{
    (void)state;
    check(HEADER "rate,E07000008,2022/23,,\n"
                 "rate,E07000008,2021/22,,x\n"
                 "rate,E07000008,2020/21,7,\n",
          "test: t.csv:4:4: 'Cambridge' has a number for 'rate', which does not apply to "
          "its class (district)\n",
          "rate,E07000008,2022/23,,z: outside\n"
          "rate,E07000008,2021/22,,x z: outside\n");
}

/* A sum of districts under their county's code, for a metric that counties do not have.
 */
static void a_sum_over_others_is_a_benchmark(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(&t, "t.csv",
                          "metric,area_code,period,value,marker,members_expected\n"
                          "rate,E07000008,2022/23,7,,3\n"
                          "rate,E07000008,2021/22,,x,3\n"
                          "rate,E07000008,2020/21,,z,0\n"
                          "rate,E07000008,2019/20,7,,\n"
                          "rate,E06000001,2022/23,7,,3\n"));
    assert_int_equal(t.table.count, 4);
    assert_int_equal(t.table.rows[0].standing, STANDING_BENCHMARK);
    assert_int_equal(t.table.rows[1].standing, STANDING_BENCHMARK);
    assert_int_equal(t.table.rows[1].markers, MARKER_NOT_AVAILABLE);
    assert_int_equal(t.table.rows[2].standing, STANDING_OUTSIDE);
    assert_int_equal(t.table.rows[3].standing, STANDING_COUNTS);
    assert_int_equal(t.refusals.count, 1);
    end(&t);
}

static void none_recorded_is_0_where_the_metric_says_so(void **state)
{
    (void)state;
    check(HEADER HARTLEPOOL ",w\nskills,E06000001,2022/23,,w\n", "",
          HARTLEPOOL ",w: missing\nskills,E06000001,2022/23,,w: counts\n");
}

static void an_area_is_known_by_its_name_too(void **state)
{
    (void)state;
    check(HEADER "rate,hartlepool,2022/23,5,\nrate,Dorset,2018/19,5,\n", "",
          "rate,hartlepool,2022/23,5,: counts\nrate,Dorset,2018/19,5,: counts\n");
}

static void a_wrong_row_is_refused_and_the_rest_goes_on(void **state)
{
    (void)state;
    check(
        HEADER "rat,E06000001,2022/23,5,\n"
               "rate,E06000001,2022-23,5,\n"
               "rate,Hartlepol,2022/23,5,\n"
               "rate,E06000001,2022/23,n/a,\n"
               "rate,E06000001,2022/23,5,q\n"
               "rate,E06000001,2022/23,5,c\n"
               "rate,E06000001,2022/23,5\n"
               "rate,E06000001,2022/23,\"5\n\",\n" HARTLEPOOL "5,\n",
        "test: t.csv:2:1: unknown metric 'rat'; did you mean 'rate'?\n"
        "test: t.csv:3:3: '2022-23' is not a period; expected one such as 2022/23, "
        "2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31\n"
        "test: t.csv:4:2: unknown council 'Hartlepol'; did you mean 'Hartlepool'?\n"
        "test: t.csv:5:4: 'n/a' is not a number; markers have a column of their own, "
        "and 'oflog-ingest --recipe=tidy' reads other spellings\n"
        "test: t.csv:6:5: 'q' are not markers; expected letters with single spaces "
        "between, of: b c e f low p r u w x z\n"
        "test: t.csv:7:4: the number '5' stands beside the marker 'c', which means that "
        "there is none\n"
        "test: t.csv:8: 4 cells stand here; the header has 5\n"
        "test: t.csv:9: a cell holds a line break; a row of this table is one "
        "line\n",
        HARTLEPOOL "5,: counts\n");
}

static void parts_and_limits_are_numbers(void **state)
{
    (void)state;
    check("metric,area_code,period,value,numerator,lower,upper\n" HARTLEPOOL "5,x,,\n"
          "rate,E06000002,2022/23,5,1,6,4\n"
          "rate,E06000003,2022/23,5,1,4,\n",
          "test: t.csv:2:5: 'x' is not a number\n"
          "test: t.csv:3:6: the lower limit is above the upper one\n",
          "rate,E06000003,2022/23,5,1,4,: counts\n");
}

static void a_row_in_another_encoding_is_refused(void **state)
{
    (void)state;
    check("metric,area_code,period,value,note\n" HARTLEPOOL "5,\xc2\xa3\n"
          "rate,E06000002,2022/23,5,\xa3\n",
          "test: t.csv:3: the row is not UTF-8\n", HARTLEPOOL "5,\xc2\xa3: counts\n");
}

static void equal_rows_are_one_and_different_ones_none(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(&t, "t.csv",
                          HEADER HARTLEPOOL "5.0,\n" HARTLEPOOL "5,\n" HARTLEPOOL "5,\n"
                                            "rate,E06000002,2022/23,5,\n"
                                            "rate,E06000002,2022/23,6,\n"
                                            "rate,E06000003,2022/23,5,p\n"
                                            "rate,E06000003,2022/23,5,\n"
                                            "rate,E06000004,2022/23,,c\n"
                                            "rate,E06000004,2022/23,,c\n"));
    assert_true(observation_table_settle(&t.table));
    assert_int_equal(t.table.rows_merged, 3);
    assert_int_equal(t.refusals.count, 4);
    check_rows(&t,
               HARTLEPOOL "5.0,: gone\n" HARTLEPOOL "5,: counts\n" HARTLEPOOL "5,: gone\n"
                          "rate,E06000002,2022/23,5,: gone\n"
                          "rate,E06000002,2022/23,6,: gone\n"
                          "rate,E06000003,2022/23,5,p: gone\n"
                          "rate,E06000003,2022/23,5,: gone\n"
                          "rate,E06000004,2022/23,,c: missing\n"
                          "rate,E06000004,2022/23,,c: gone\n");
    end(&t);
}

/* Sheffield changed its code in 2025 and stayed what it was. */
static void two_codes_of_one_council_are_the_same_row(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(
        &t, "t.csv", HEADER "rate,E08000019,2024/25,5,\nrate,E08000039,2024/25,5,\n"));
    assert_true(observation_table_settle(&t.table));
    assert_int_equal(t.table.rows_merged, 1);
    check_said(&t, "");
    end(&t);
}

static void without_values_the_parts_must_agree(void **state)
{
    (void)state;
    check("metric,area_code,period,value,numerator,denominator\n" HARTLEPOOL
          ",1,2\n" HARTLEPOOL ",1,3\n"
          "rate,E06000002,2022/23,,1,2\n"
          "rate,E06000002,2022/23,,1,2\n",
          "test: t.csv:2:4: the same metric, council and period stands here with "
          "different values\n"
          "test: t.csv:3:4: the same metric, council and period stands here with "
          "different values\n",
          HARTLEPOOL ",1,2: gone\n" HARTLEPOOL ",1,3: gone\n"
                     "rate,E06000002,2022/23,,1,2: missing\n"
                     "rate,E06000002,2022/23,,1,2: gone\n");
}

/* Dorset the county ended on 31 March 2019, and the unitary began the day after. */
static void of_predecessor_and_successor_one_counts(void **state)
{
    (void)state;
    check(HEADER "rate,E10000009,2018/19,5,\n"
                 "rate,E06000059,2018/19,6,\n"
                 "rate,E10000009,2019/20,5,\n"
                 "rate,E06000059,2019/20,6,\n"
                 "rate,E10000009,2020/21,5,\n",
          "test: 1 figure is of councils that had ended before the period, such as "
          "Dorset in 2020/21; it counts like any other\n",
          "rate,E10000009,2018/19,5,: counts\n"
          "rate,E06000059,2018/19,6,: outside\n"
          "rate,E10000009,2019/20,5,: outside\n"
          "rate,E06000059,2019/20,6,: counts\n"
          "rate,E10000009,2020/21,5,: counts\n");
}

static void cohorts_are_of_one_metric_period_and_level(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(&t, "t.csv",
                          HEADER "skills,E06000003,2022/23,1,\n"
                                 "skills,E06000001,2022/23,2,\n"
                                 "skills,E12000001,2022/23,3,\n"
                                 "skills,E06000001,2021/22,4,\n"
                                 "rate,E06000001,2022/23,5,\n"));
    assert_true(observation_table_settle(&t.table));
    assert_int_equal(t.table.cohort_count, 4);
    const struct cohort *first = &t.table.cohorts[0];
    assert_int_equal(first->count, 2);
    assert_int_equal(first->level, LEVEL_COUNCIL);
    assert_true(first->rows[0] == 1 && first->rows[1] == 0);
    assert_int_equal(t.table.cohorts[1].level, LEVEL_REGION);
    end(&t);
}

static void columns_are_found_by_name_and_others_pass_through(void **state)
{
    (void)state;
    struct trial t;
    struct csv_writer writer;
    begin(&t);
    t.reading.names[OBSERVATION_VALUE] = "score";
    open_table(&t);
    assert_true(read_rows(&t, "t.csv",
                          "note,score,period,metric,area_code,value\n"
                          "\"a, b\",5,2022/23,rate,E06000001,x\n"));
    assert_true(t.table.rows[0].value == 5);
    csv_writer_init(&writer, NULL);
    observation_write_header(&t.table, &writer, (const char *const[]){ "rank", NULL });
    observation_write(&t.table.rows[0], &writer);
    csv_write_cell(&writer, text_of("1"));
    csv_write_end(&writer);
    assert_true(text_is(csv_writer_take(&writer),
                        "note,score,period,metric,area_code,value,rank\n"
                        "\"a, b\",5,2022/23,rate,E06000001,x,1\n"));
    assert_int_equal(observation_column(&t.table, "note"), 0);
    assert_int_equal(observation_column(&t.table, "rank"), CSV_COLUMN_ABSENT);
    csv_writer_release(&writer);
    check_said(&t, "");
    end(&t);
}

static void several_files_are_one_table_in_any_order_of_columns(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_true(read_rows(&t, "a.csv", HEADER HARTLEPOOL "5,\n"));
    assert_true(read_rows(&t, "empty.csv", ""));
    assert_true(read_rows(&t, "b.csv",
                          "\nvalue,marker,metric,period,area_code\n\n"
                          "6,p,rate,2022/23,E06000002\n7,,rate,2022/23,E0600000x\n"));
    check_rows(&t, HARTLEPOOL "5,: counts\nrate,E06000002,2022/23,6,p: counts\n");
    assert_int_equal(t.table.blank_lines, 2);
    assert_false(read_rows(&t, "c.csv", "metric,area_code,period,value\n"));
    assert_false(read_rows(&t, "d.csv", "metric,area_code,period,value,marker,note\n"));
    assert_non_null(strstr(told_said(&t.told), "test: b.csv:5:5: unknown council "));
    assert_non_null(strstr(told_said(&t.told), "test: c.csv:1: there is no column "
                                               "'marker'\n"));
    assert_non_null(strstr(told_said(&t.told),
                           "test: d.csv:1:6: column 'note' does not stand in 'a.csv'; "
                           "several files must have the same columns\n"));
    end(&t);
}

static void the_header_must_have_what_is_needed(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    t.reading.names[OBSERVATION_LOWER] = "low";
    open_table(&t);
    assert_false(read_rows(&t, "t.csv", "metric,area_code,valu,lower\n"));
    check_said(&t, "test: t.csv:1: there is no column 'period'\n"
                   "test: t.csv:1: there is no column 'value'; did you mean 'valu'?\n"
                   "test: t.csv:1: there is no column 'low'; did you mean 'lower'?\n");
    end(&t);
}

static void columns_to_be_added_are_not_there_yet(void **state)
{
    (void)state;
    static const char *const added[] = { "rank", NULL };
    struct trial t;
    begin(&t);
    t.reading.added = added;
    open_table(&t);
    assert_false(read_rows(&t, "t.csv", "metric,area_code,rank,period,value\n"));
    check_said(&t, "test: t.csv:1:3: column 'rank' stands here already; --replace drops "
                   "it, or --as=PREFIX names the new ones otherwise where the tool has "
                   "it\n");
    observation_table_release(&t.table);
    t.reading.replace = true;
    open_table(&t);
    assert_true(read_rows(&t, "t.csv",
                          "metric,area_code,rank,period,value\n"
                          "rate,E06000001,9,2022/23,5\n"));
    check_rows(&t, "rate,E06000001,2022/23,5: counts\n");
    end(&t);
}

static void strictly_the_first_refusal_ends_the_reading(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    t.reading.strict = true;
    open_table(&t);
    assert_false(read_rows(&t, "t.csv", HEADER HARTLEPOOL "5,\nrate,,2022/23,5,\nx\n"));
    assert_int_equal(t.refusals.count, 1);
    observation_table_release(&t.table);
    open_table(&t);
    assert_true(read_rows(&t, "t.csv", HEADER HARTLEPOOL "5,\n" HARTLEPOOL "6,\n"));
    assert_false(observation_table_settle(&t.table));
    end(&t);
}

static void a_broken_file_stops_where_it_breaks(void **state)
{
    (void)state;
    struct trial t;
    begin(&t);
    open_table(&t);
    assert_false(
        read_rows(&t, "t.csv", HEADER HARTLEPOOL "5,\nrate,\"E06000002,2022/23,6,\n"));
    assert_int_equal(t.told.messages.said, 1);
    assert_int_equal(t.table.count, 1);
    end(&t);
}

static void an_empty_table_settles(void **state)
{
    (void)state;
    check("", "", "");
    check("\n\n", "", "");
    check(HEADER, "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_a_standing),
        cmocka_unit_test(a_class_without_the_service_is_outside),
        cmocka_unit_test(a_sum_over_others_is_a_benchmark),
        cmocka_unit_test(none_recorded_is_0_where_the_metric_says_so),
        cmocka_unit_test(an_area_is_known_by_its_name_too),
        cmocka_unit_test(a_wrong_row_is_refused_and_the_rest_goes_on),
        cmocka_unit_test(parts_and_limits_are_numbers),
        cmocka_unit_test(a_row_in_another_encoding_is_refused),
        cmocka_unit_test(equal_rows_are_one_and_different_ones_none),
        cmocka_unit_test(two_codes_of_one_council_are_the_same_row),
        cmocka_unit_test(without_values_the_parts_must_agree),
        cmocka_unit_test(of_predecessor_and_successor_one_counts),
        cmocka_unit_test(cohorts_are_of_one_metric_period_and_level),
        cmocka_unit_test(columns_are_found_by_name_and_others_pass_through),
        cmocka_unit_test(several_files_are_one_table_in_any_order_of_columns),
        cmocka_unit_test(the_header_must_have_what_is_needed),
        cmocka_unit_test(columns_to_be_added_are_not_there_yet),
        cmocka_unit_test(strictly_the_first_refusal_ends_the_reading),
        cmocka_unit_test(a_broken_file_stops_where_it_breaks),
        cmocka_unit_test(an_empty_table_settles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
