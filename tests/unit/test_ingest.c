/* Published files and recipes made into observations. */
#include "told.h"

#include "council/metric_file.h"
#include "step/ingest.h"

#define METRIC(id, classes)                                                              \
    "- id: " id "\n  label: L\n  service: s\n  kind: rate\n  unit: u\n"                  \
    "  polarity: high\n  year: financial\n  applies_to: [" classes "]\n"                 \
    "  source: {publisher: P, title: T, licence: L}\n"

static const char definitions[] =
    METRIC("rate", "unitary, county") METRIC("cost", "unitary, district");

#define HEAD "id: r\ntitle: T\npublisher: P\nlicence: L\n"
#define WIDE                                                                             \
    HEAD "columns: {code: Code, year: Year, rate: Rate}\n"                               \
         "area: {column: code}\n"                                                        \
         "period: {column: year}\n"                                                      \
         "values: [{metric: rate, value: rate}]\n"

/* What one file and recipe come to. */
struct outcome {
    enum step_outcome step;
    struct ingest_account account;
    uint64_t left_out[4];
    char *text; /* the observations, then what was said without the recipe's folder */
};

static void ingest(const char *yaml, const char *file, bool strict, struct outcome *o)
{
    struct folder_told folder;
    struct told told;
    struct metrics metrics;
    struct recipe recipe;
    struct refusals refusals;
    struct csv_writer writer;
    char path[4096];
    const char *source = getenv("srcdir");
    *o = (struct outcome){ .account.rows_left_out = o->left_out };
    folder_told_open(&folder);
    told_open(&told);
    metrics_init(&metrics);
    folder_told_write(&folder, "m.yaml", definitions, path);
    assert_true(metrics_read(&metrics, path, &told.messages));
    folder_told_write(&folder, "r.yaml", yaml, path);
    const bool known = recipe_read(&recipe, path, &metrics, &told.messages);
    if (!known)
        fail_msg("%s", told_said(&told));
    snprintf(path, sizeof path, "%s/data", source == NULL ? "." : source);
    struct areas *areas = areas_open(path, &told.messages);
    assert_non_null(areas);
    refusals_init(&refusals, &told.messages, NULL);
    csv_writer_init(&writer, NULL);
    struct byte_source *bytes = source_told(file, "t.csv", &told.messages);
    struct row_source *rows = row_source_csv(bytes, &told.messages);
    if (recipe.transposed)
        rows = row_source_transposed(rows, &told.messages);
    const struct ingest_input input = { .rows = rows, .number = 1 };
    o->step = ingest_run(&input, &recipe, &metrics, areas, strict, &refusals, &writer,
                         &o->account);
    row_source_close(rows);
    source_told_close(bytes);
    const struct text all = csv_writer_take(&writer);
    const char *said = told_said(&told);
    if (strncmp(said + strlen("test: "), folder.path, strlen(folder.path)) == 0)
        said += strlen("test: ") + strlen(folder.path) + 1;
    assert_true(asprintf(&o->text, "%.*s%s", TEXT_ARGS(all), said) >= 0);
    csv_writer_release(&writer);
    refusals_release(&refusals);
    recipe_release(&recipe);
    areas_close(areas);
    metrics_release(&metrics);
    folder_told_close(&folder);
    told_close(&told);
}

/* No cell is lost: each became an observation, was refused or went with its row. */
static void check(const char *yaml, const char *rows, const char *wanted)
{
    struct outcome o;
    uint64_t left_out = 0;
    ingest(yaml, rows, false, &o);
    assert_int_equal(o.step, STEP_DONE);
    assert_string_equal(o.text, wanted);
    for (size_t i = 0; i < 4; i++)
        left_out += o.left_out[i];
    if (o.account.rows > 0)
        assert_int_equal(o.account.cells,
                         o.account.observations + o.account.cells_refused +
                             left_out * o.account.cells / o.account.rows);
    free(o.text);
}

static void check_broken(const char *yaml, const char *rows, const char *wanted)
{
    struct outcome o;
    ingest(yaml, rows, false, &o);
    assert_int_equal(o.step, STEP_BROKEN);
    assert_string_equal(o.text, wanted);
    free(o.text);
}

static void a_wide_table_gives_an_observation_a_cell(void **state)
{
    (void)state;
    check(WIDE,
          "Code,Note,Year,Rate\n"
          "E06000001,a,2022/23,041.30\n"
          "\n"
          "hartlepool,b,2021/22,\n",
          "rate,E06000001,Hartlepool,2022/23,041.30,,,,,,r:2:4\n"
          "rate,E06000001,Hartlepool,2021/22,,,,,,,r:4:4\n");
}

static void the_header_is_that_of_the_observation_table(void **state)
{
    (void)state;
    struct csv_writer writer;
    csv_writer_init(&writer, NULL);
    ingest_write_header(&writer);
    assert_true(text_is(csv_writer_take(&writer),
                        "metric,area_code,area_name,period,value,marker,numerator,"
                        "denominator,lower,upper,source\n"));
    csv_writer_release(&writer);
}

static void cells_that_are_neither_are_refused_alone(void **state)
{
    (void)state;
    check(HEAD "columns: {code: Code, rate: Rate, cost: Cost}\n"
               "area: {column: code}\n"
               "period: {value: 2022/23}\n"
               "values: [{metric: rate, value: rate}, {metric: cost, value: cost}]\n"
               "markers: {'*': c, n/a: missing}\n",
          "Code,Rate,Cost\nE06000001,n/a,1\nE06000002,*,DNS\nE06000003,\"1,234\",2\n",
          "rate,E06000001,Hartlepool,2022/23,,,,,,,r:2:2\n"
          "cost,E06000001,Hartlepool,2022/23,1,,,,,,r:2:3\n"
          "rate,E06000002,Middlesbrough,2022/23,,c,,,,,r:3:2\n"
          "cost,E06000003,Redcar and Cleveland,2022/23,2,,,,,,r:4:3\n"
          "test: t.csv:3:3: 'DNS' is neither a number nor one of the recipe's "
          "'markers'\n"
          "test: t.csv:4:2: '1,234' is neither a number nor one of the recipe's "
          "'markers'\n");
}

static void rows_of_unknown_places_and_times_are_refused_whole(void **state)
{
    (void)state;
    check(WIDE,
          "Code,Year,Rate\n"
          "Hartlepol,2022/23,1\n"
          "E06000001,2022-23,1\n"
          "E06000001,2022/23\n"
          "E06000001,2022/23,1\n",
          "rate,E06000001,Hartlepool,2022/23,1,,,,,,r:5:3\n"
          "test: t.csv:2:1: unknown council 'Hartlepol'; did you mean 'Hartlepool'?\n"
          "test: t.csv:3:2: '2022-23' is not a period as the recipe spells them, such as "
          "2022/23, 2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31\n"
          "test: t.csv:4: 2 cells stand here; the header has 3\n");
}

static void thousands_percent_and_shorthand_are_read_where_the_recipe_says(void **state)
{
    (void)state;
    check(WIDE "numbers: {thousands: ',', percent: true}\nshorthand: true\n",
          "Code,Year,Rate\n"
          "E06000001,2022/23,\"1,234.50\"\n"
          "E06000002,2022/23,41.3% [r]\n"
          "E06000003,2022/23,[low]\n"
          "E06000004,2022/23,\"12,34\"\n",
          "rate,E06000001,Hartlepool,2022/23,1234.50,,,,,,r:2:3\n"
          "rate,E06000002,Middlesbrough,2022/23,41.3,r,,,,,r:3:3\n"
          "rate,E06000003,Redcar and Cleveland,2022/23,,low,,,,,r:4:3\n"
          "test: t.csv:5:3: '12,34' is neither a number nor one of the recipe's "
          "'markers'\n");
}

static void a_long_table_names_its_metrics(void **state)
{
    (void)state;
    const char *recipe = HEAD "columns: {code: Code, what: What, n: N}\n"
                              "area: {column: code}\n"
                              "period: {value: 2022/23}\n"
                              "metric: {column: what, names: {Recycled: rate}}\n"
                              "values: [{value: n}]\n";
    check(recipe, "Code,What,N\nE06000001,Recycled,5\nE06000001,Burnt,6\n",
          "rate,E06000001,Hartlepool,2022/23,5,,,,,,r:2:3\n"
          "test: t.csv:3:2: the recipe does not say which metric 'Burnt' is\n");
    check(HEAD "columns: {code: Code, what: What, n: N}\n"
               "area: {column: code}\nperiod: {value: 2022/23}\n"
               "metric: {column: what}\nvalues: [{value: n}]\n",
          "Code,What,N\nE06000001,cost,5\nE06000001,rat,6\n",
          "cost,E06000001,Hartlepool,2022/23,5,,,,,,r:2:3\n"
          "test: t.csv:3:2: unknown metric 'rat'; did you mean 'rate'?\n");
}

static void parts_are_sums_and_differences_of_columns(void **state)
{
    (void)state;
    check(HEAD "columns: {code: Code, a: A, b: B, c: C}\n"
               "area: {column: code}\n"
               "period: {value: 2022/23}\n"
               "values: [{metric: rate, numerator: a + b - c, denominator: c}]\n"
               "markers: {'*': c}\n",
          "Code,A,B,C\nE06000001,0.1,0.2,3\nE06000002,1,*,3\nE06000003,1,,3\n",
          "rate,E06000001,Hartlepool,2022/23,,,-2.7,3,,,r:2:2+3-4/4\n"
          "rate,E06000002,Middlesbrough,2022/23,,c,,3,,,r:3:2+3-4/4\n"
          "rate,E06000003,Redcar and Cleveland,2022/23,,,,3,,,r:4:2+3-4/4\n");
}

static void limits_and_markers_have_columns_of_their_own(void **state)
{
    (void)state;
    check(
        HEAD "columns: {code: Code, n: N, low: L, high: H, m: M}\n"
             "area: {column: code}\n"
             "period: {value: 2022/23}\n"
             "values: [{metric: rate, value: n, lower: low, upper: high, marker: m}]\n",
        "Code,N,L,H,M\nE06000001,5,4,6,r p\nE06000002,5,4,6,c\nE06000003,5,4,6,?\n"
        "E06000004,,,,x\n",
        "rate,E06000001,Hartlepool,2022/23,5,p r,,,4,6,r:2:2\n"
        "rate,E06000004,Stockton-on-Tees,2022/23,,x,,,,,r:5:2\n"
        "test: t.csv:3:2: a number stands beside the marker 'c', which means that there "
        "is none\n"
        "test: t.csv:4:5: '?' is not a marker that the recipe knows\n");
}

/* Cambridge is a district; the rate is of unitaries and counties. */
static void a_class_without_the_service_gets_z(void **state)
{
    (void)state;
    check(WIDE,
          "Code,Year,Rate\nE07000008,2022/23,\nE07000008,2021/22,7\n"
          "E12000001,2022/23,8\n",
          "rate,E07000008,Cambridge,2022/23,,z,,,,,r:2:3\n"
          "rate,E12000001,North East,2022/23,8,,,,,,r:4:3\n"
          "test: t.csv:3:3: 'Cambridge' has a number for 'rate', which does not apply to "
          "its class (district)\n");
}

static void rows_are_left_out_by_named_rules(void **state)
{
    (void)state;
    struct outcome o;
    ingest(WIDE "leave-out:\n"
                "  - {rule: Wales, column: code, starts-with: [W0]}\n"
                "  - {rule: notes, column: code, is-not: [E06000001, E06000002, '']}\n"
                "  - {rule: blank, column: code, empty: true}\n",
           "Code,Year,Rate\nW06000001,2022/23,1\nNote 1\nE06000001,2022/23,2\n,,\n"
           "W06000002,2022/23,1\n",
           false, &o);
    assert_int_equal(o.step, STEP_DONE);
    assert_string_equal(o.text, "rate,E06000001,Hartlepool,2022/23,2,,,,,,r:4:3\n");
    assert_true(o.left_out[0] == 2 && o.left_out[1] == 1 && o.left_out[2] == 1);
    assert_true(o.account.rows == 5 && o.account.cells == 5);
    assert_true(o.account.observations == 1 && o.account.cells_refused == 0);
    free(o.text);
}

static void names_in_the_header_are_folded_and_may_stand_in_groups(void **state)
{
    (void)state;
    check(HEAD "header: 3\ngroup-header: 2\n"
               "columns: {code: Area code, rate: {name: Rate, group: 2022-23}}\n"
               "area: {column: code}\nperiod: {value: 2022/23}\n"
               "values: [{metric: rate, value: rate}]\n",
          "Table 1\n,2021-22,,2022-23,\n\"Area\n code \",N,Rate,N, Rate\n"
          "E06000001,1,2,3,4\n",
          "rate,E06000001,Hartlepool,2022/23,4,,,,,,r:5:5\n");
    check(HEAD "columns: {code: {position: 1}, rate: {position: 3}}\n"
               "area: {column: code}\nperiod: {value: 2022/23}\n"
               "values: [{metric: rate, value: rate}]\n",
          "x,x,x\nE06000001,1,2\n", "rate,E06000001,Hartlepool,2022/23,2,,,,,,r:2:3\n");
}

static void a_header_that_does_not_do_breaks(void **state)
{
    (void)state;
    check_broken(
        WIDE, "Code,Years,Rate\nE06000001,2022/23,1\n",
        "test: t.csv:1: the header has no column 'Year'; did you mean 'Years'?\n");
    check_broken(WIDE, "Code,Year,Rate,Rate\n",
                 "r.yaml:5:41: 'Rate' heads column 3 and column 4 of 't.csv'; name its "
                 "'group', or its 'position'\n");
    check_broken(HEAD "columns: {code: {position: 4}}\narea: {column: code}\n"
                      "period: {value: 2022/23}\n"
                      "values: [{metric: rate, value: code}]\n",
                 "a,b\n",
                 "r.yaml:5:17: the header of 't.csv' has 2 cells, not 4\n"
                 "test: record 1, which the recipe takes for the header, begins 'a', "
                 "'b'\n");
    check_broken(WIDE, "",
                 "test: t.csv: the file ends before record 1, where the recipe has the "
                 "header\n");
    check_broken(WIDE, "Code,Year,Rate\nE06000001,\"2022/23,1\n",
                 "test: t.csv:2:2: the quote that opens this cell is left open\n");
}

static void areas_are_recoded_to_known_ones(void **state)
{
    (void)state;
    const char *recipe = HEAD "columns: {code: Code, year: Year, rate: Rate}\n"
                              "area: {column: code, recode: {E9: Hartlepool}}\n"
                              "period: {column: year, spelling: split}\n"
                              "values: [{metric: rate, value: rate}]\n";
    check(recipe, "Code,Year,Rate\nE9,2022-23,1\n",
          "rate,E06000001,Hartlepool,2022/23,1,,,,,,r:2:3\n");
    check_broken(HEAD "columns: {code: Code, rate: Rate}\n"
                      "area: {column: code, recode: {E9: Hartlepol}}\n"
                      "period: {value: 2022/23}\n"
                      "values: [{metric: rate, value: rate}]\n",
                 "Code,Rate\n", "r.yaml:6:35: 'Hartlepol' is not a known area\n");
}

static void periods_may_be_intervals(void **state)
{
    (void)state;
    check(HEAD "columns: {code: Code, year: Year, rate: Rate}\n"
               "area: {column: code}\n"
               "period: {column: year, spelling: iso-interval}\n"
               "values: [{metric: rate, value: rate}]\n",
          "Code,Year,Rate\nE06000001,2022-08-01/P1Y,1\nE06000001,2022-01-01/P1Y,2\n"
          "E06000001,2022/23,3\n",
          "rate,E06000001,Hartlepool,2022/23,1,,,,,,r:2:3\n"
          "rate,E06000001,Hartlepool,2022,2,,,,,,r:3:3\n"
          "test: t.csv:4:2: '2022/23' is not a period as the recipe spells them, such as "
          "2022-04-01/P1Y (a year from 1 January, April, August or September)\n");
}

static void markers_and_limits_follow_the_recipe_too(void **state)
{
    (void)state;
    check(HEAD "columns: {code: Code, n: N, low: L, m: M}\n"
               "area: {column: code}\n"
               "period: {value: 2022/23}\n"
               "values: [{metric: rate, value: n, lower: low, marker: m}]\n"
               "markers: {Suppressed: c, Final: missing}\n",
          "Code,N,L,M\nE06000001,,,Suppressed\nE06000002,5,x,Final\n"
          "E06000003,5,4,Final\n",
          "rate,E06000001,Hartlepool,2022/23,,c,,,,,r:2:2\n"
          "rate,E06000003,Redcar and Cleveland,2022/23,5,,,,4,,r:4:2\n"
          "test: t.csv:3:3: 'x' is neither a number nor one of the recipe's 'markers'\n");
}

static void strictly_the_first_refusal_ends_the_run(void **state)
{
    (void)state;
    struct outcome o;
    ingest(WIDE, "Code,Year,Rate\nE06000001,2022/23,x\nE06000001,2022/23,y\n", true, &o);
    assert_int_equal(o.step, STEP_BROKEN);
    assert_int_equal(o.account.rows, 1);
    free(o.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wide_table_gives_an_observation_a_cell),
        cmocka_unit_test(the_header_is_that_of_the_observation_table),
        cmocka_unit_test(cells_that_are_neither_are_refused_alone),
        cmocka_unit_test(rows_of_unknown_places_and_times_are_refused_whole),
        cmocka_unit_test(thousands_percent_and_shorthand_are_read_where_the_recipe_says),
        cmocka_unit_test(a_long_table_names_its_metrics),
        cmocka_unit_test(parts_are_sums_and_differences_of_columns),
        cmocka_unit_test(limits_and_markers_have_columns_of_their_own),
        cmocka_unit_test(a_class_without_the_service_gets_z),
        cmocka_unit_test(rows_are_left_out_by_named_rules),
        cmocka_unit_test(names_in_the_header_are_folded_and_may_stand_in_groups),
        cmocka_unit_test(a_header_that_does_not_do_breaks),
        cmocka_unit_test(areas_are_recoded_to_known_ones),
        cmocka_unit_test(periods_may_be_intervals),
        cmocka_unit_test(markers_and_limits_follow_the_recipe_too),
        cmocka_unit_test(strictly_the_first_refusal_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
