/* Recipes: what is read, what is said of wrong ones, and what cells say by them. */
#include "told.h"

#include "council/metric_file.h"
#include "council/recipe.h"
#include "council/value.h"

static const char definitions[] =
    "- id: waste.rate\n  label: L\n  service: s\n  kind: proportion\n  unit: u\n"
    "  polarity: high\n  year: financial\n  applies_to: [unitary]\n"
    "  source: {publisher: P, title: T, licence: L}\n";

#define HEAD "id: r\ntitle: T\npublisher: P\nlicence: L\n"

/* Lines 1 to 12 of a recipe that is whole. */
#define WHOLE                                                                            \
    HEAD "columns: {code: Code, year: Year, rate: Rate, tonnes: {position: 4}}\n"        \
         "area:\n  column: code\n"                                                       \
         "period:\n  column: year\n"                                                     \
         "values:\n  - metric: waste.rate\n    value: rate\n"

struct reading {
    struct folder_told folder;
    struct told told;
    struct metrics metrics;
    struct recipe recipe;
    char path[128];
    bool fine;
};

static void read_text(struct reading *r, const char *yaml)
{
    char path[128];
    folder_told_open(&r->folder);
    told_open(&r->told);
    metrics_init(&r->metrics);
    folder_told_write(&r->folder, "m.yaml", definitions, path);
    assert_true(metrics_read(&r->metrics, path, &r->told.messages));
    folder_told_write(&r->folder, "r.yaml", yaml, r->path);
    r->fine = recipe_read(&r->recipe, r->path, &r->metrics, &r->told.messages);
}

static void release(struct reading *r)
{
    if (r->fine)
        recipe_release(&r->recipe);
    metrics_release(&r->metrics);
    told_close(&r->told);
    folder_told_close(&r->folder);
}

/* What was said, without the path before each place. */
static void check_said(struct reading *r, const char *wanted)
{
    char text[2048] = "";
    const char *said = told_said(&r->told);
    for (const char *at; (at = strstr(said, r->path)) != NULL;) {
        const char *end = strchr(at, '\n');
        at += strlen(r->path) + 1;
        strncat(text, at, (size_t)(end + 1 - at));
        said = end + 1;
    }
    assert_string_equal(text, wanted);
    assert_string_equal(said, "");
}

static void check_wrong(const char *yaml, const char *wanted)
{
    struct reading r;
    read_text(&r, yaml);
    check_said(&r, wanted);
    assert_false(r.fine);
    release(&r);
}

static void a_plain_recipe_is_read(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, WHOLE);
    check_said(&r, "");
    assert_true(r.fine);
    assert_true(text_is(r.recipe.id, "r") && r.recipe.encoding == NULL);
    assert_true(r.recipe.header == 1 && r.recipe.group_header_count == 0);
    assert_int_equal(r.recipe.column_count, 4);
    assert_true(text_is(r.recipe.columns[0].names.texts[0], "Code"));
    assert_int_equal(r.recipe.columns[3].position, 4);
    assert_true(r.recipe.area.columns[0] == 0 && r.recipe.period.columns[0] == 1);
    assert_false(r.recipe.is_long);
    assert_int_equal(r.recipe.value_count, 1);
    assert_ptr_equal(r.recipe.values[0].metric, &r.metrics.all[0]);
    assert_int_equal(r.recipe.values[0].value.count, 1);
    assert_int_equal(r.recipe.values[0].lower.count, 0);
    assert_true(r.recipe.numbers.thousands.length == 0 && !r.recipe.numbers.percent &&
                !r.recipe.shorthand);
    release(&r);
}

static void an_expression_is_a_sum_and_difference(void **state)
{
    (void)state;
    struct reading r;
    check_wrong(WHOLE "    numerator: '- rate'\n",
                "13:16: '' is not a short name under 'columns'\n");
    check_wrong(WHOLE "    numerator: rate +\n",
                "13:16: a column is missing after '+'\n");
    check_wrong(WHOLE "    numerator: rate + ton\n",
                "13:16: 'ton' is not a short name under 'columns'; did you mean "
                "'tonnes'?\n");
    read_text(&r, WHOLE "    numerator: rate + tonnes-rate\n");
    assert_true(r.fine);
    const struct recipe_expression *sum = &r.recipe.values[0].numerator;
    assert_int_equal(sum->count, 3);
    assert_true(!sum->terms[0].minus && !sum->terms[1].minus && sum->terms[2].minus);
    assert_int_equal(sum->terms[1].column, 3);
    release(&r);
}

static void rules_areas_periods_and_metrics_are_read(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, HEAD "encoding: WINDOWS-1252\nheader: 3\ngroup-header: 2\n"
                       "columns: {code: {name: Code, group: Area}, what: What, n: N}\n"
                       "leave-out:\n"
                       "  - {rule: Wales, column: code, starts-with: [W, N]}\n"
                       "  - {rule: blank, column: code, empty: true}\n"
                       "area: {column: code, recode: {X1: E06000001}}\n"
                       "period: {value: 2022/23}\n"
                       "metric: {column: what, names: {Rate: waste.rate}}\n"
                       "values: [{value: n, marker: what}]\n"
                       "numbers: {thousands: ',', percent: true}\n"
                       "markers: {'*': c, n/a: missing, '-': 'z'}\n"
                       "shorthand: true\n");
    check_said(&r, "");
    const struct recipe *p = &r.recipe;
    assert_string_equal(p->encoding, "WINDOWS-1252");
    assert_true(p->header == 3 && p->group_headers[0] == 1);
    assert_true(text_is(p->columns[0].groups.texts[0], "Area"));
    assert_int_equal(p->rule_count, 2);
    assert_int_equal(p->rules[0].conditions[0].test.question, RECIPE_STARTS_WITH);
    assert_true(p->rules[0].conditions[0].test.text_count == 2 &&
                text_is(p->rules[0].conditions[0].test.texts[1], "N"));
    assert_int_equal(p->rules[1].conditions[0].test.question, RECIPE_EMPTY);
    assert_true(
        text_is(p->recode_to[text_map_find(&p->recoded, text_of("X1"))], "E06000001"));
    assert_int_equal(p->period.origin, RECIPE_FROM_VALUE);
    assert_true(text_is(p->period.value, "2022/23"));
    assert_ptr_equal(p->metric_of_name[text_map_find(&p->metric_names, text_of("Rate"))],
                     &r.metrics.all[0]);
    assert_true(text_is(p->numbers.thousands, ",") && p->numbers.percent && p->shorthand);
    assert_int_equal(p->values[0].marker, 1);
    release(&r);
}

static void a_recipe_needs_its_parts(void **state)
{
    (void)state;
    check_wrong("id: r\n", "1:1: the key 'title' is missing\n"
                           "1:1: the key 'publisher' is missing\n"
                           "1:1: the key 'licence' is missing\n"
                           "1:1: the key 'columns' is missing\n"
                           "1:1: the key 'area' is missing\n"
                           "1:1: the key 'period' is missing\n"
                           "1:1: the key 'values' is missing\n");
    check_wrong("- id: r\n", "1:1: a list stands here; expected a map of keys\n");
    check_wrong("", "1:1: the document is empty\n");
}

static void wrong_parts_are_said_where_they_stand(void **state)
{
    (void)state;
    check_wrong(WHOLE "mark: {}\n",
                "13:1: unknown key 'mark'; did you mean 'markers' or 'marks'?\n");
    check_wrong(WHOLE "header: -1\n",
                "13:9: 'header' must be a whole number from 0 to 1000000\n");
    check_wrong(WHOLE "group-header: 1\n",
                "13:15: 'group-header' must stand above 'header'\n");
    check_wrong(WHOLE "header: 300\ngroup-header: 100\n",
                "14:15: a heading stands at most 100 records above the header\n");
    check_wrong(WHOLE "header: named\ngroup-header: 101\n",
                "14:15: a heading stands at most 100 records above the header\n");
    check_wrong(WHOLE "header: 300\nheader-lines: 101\n",
                "14:15: 'header-lines' must be a whole number from 1 to 100\n");
    check_wrong(WHOLE "numbers: {thousands: ', '}\n",
                "13:22: 'thousands' is one character that no number is made of, such "
                "as ','\n");
    check_wrong(WHOLE "numbers: {minus: [−, '1', --]}\n",
                "13:22: 'minus' is one character that no number is made of, such as '£'\n"
                "13:27: 'minus' is one character that no number is made of, such as '£'\n");
    check_wrong(WHOLE "markers: {'*': q}\n",
                "13:16: 'q' is not a marker; expected 'missing' or letters of: b c e f "
                "low p r u w x z\n");
    check_wrong(WHOLE "leave-out: [{rule: a, column: code, is: [x], empty: true}]\n",
                "13:13: one test is needed: is, is-not, starts-with, ends-with, "
                "contains or empty\n");
    check_wrong(WHOLE "leave-out: [{rule: a, column: code, empty: false}]\n",
                "13:44: 'empty' can only be true\n");
    check_wrong(WHOLE "metric: {column: code}\n",
                "11:5: the rows of a long table name their own metric; 'metric' has no "
                "place here\n");
    check_wrong(WHOLE "  - metric: waste.rat\n    value: rate\n",
                "13:13: there is no metric 'waste.rat'; did you mean 'waste.rate'?\n");
    check_wrong(WHOLE "  - metric: waste.rate\n",
                "13:5: a value needs 'value', or 'numerator' and 'denominator'\n");
    check_wrong(WHOLE "    denominator: tonnes\n",
                "11:5: a 'denominator' needs a 'numerator'\n");
}

static void columns_and_periods_are_one_thing_or_the_other(void **state)
{
    (void)state;
    check_wrong(
        HEAD "columns: {code: {name: C, starts-with: C}, Rate: R}\n"
             "area: {column: cod}\n"
             "period: {column: code, value: 2022}\n"
             "values: []\n",
        "5:17: a column stands under a 'name', or one that 'starts-with' a "
        "text, or at a 'position'\n"
        "5:44: 'Rate': a column's short name is made of small letters, digits "
        "and _\n"
        "6:16: 'cod' is not a short name under 'columns'; did you mean 'code'?\n"
        "7:9: one of these says where it stands: column, columns, first, head, value, "
        "cell, table-cell, above, group, file or sheet\n"
        "8:9: the list is empty\n");
    check_wrong(HEAD "columns: {code: C}\narea: {column: code}\n"
                     "period: {value: 2022-23}\n"
                     "values: [{metric: waste.rate, value: code}]\n",
                "7:17: '2022-23' is not a period such as 2022/23, 2022 or 2022-Q3\n");
}

#define ONCE_A_ROW                                                                       \
    "'each' is a figure in one of many columns, and this is asked once a row; 'head: "   \
    "true' is what heads the column\n"

/* Lines 1 to 9 of a recipe that is wide by period. */
#define WIDE                                                                             \
    HEAD "columns: {code: Code}\nacross: {after: Y}\n"                                   \
         "values: [{metric: waste.rate, value: each, marker: each, only: {each: x}}]\n"  \
         "%s\n%s\n"

static void check_wide(const char *area, const char *more, const char *wanted)
{
    char yaml[1024];
    struct reading r;
    snprintf(yaml, sizeof yaml, WIDE "period: {head: true}\n", area, more);
    read_text(&r, yaml);
    check_said(&r, wanted);
    assert_int_equal(r.fine, wanted[0] == '\0');
    release(&r);
}

static void the_column_at_hand_is_asked_for_figures_alone(void **state)
{
    (void)state;
    check_wide("area: {column: code}", "", "");
    check_wide("area: {column: each}", "", "8:16: " ONCE_A_ROW);
    check_wide("area: {first: [code, each]}", "", "8:15: " ONCE_A_ROW);
    check_wide("area: {column: code}", "only: {each: [x]}", "9:8: " ONCE_A_ROW);
    check_wide("area: {column: code}",
               "leave-out: [{rule: a, column: each, empty: true}]", "9:31: " ONCE_A_ROW);
    check_wide("area: {column: code}",
               "leave-out: [{rule: a, all: {code: [b], each: [x]}}]",
               "9:40: " ONCE_A_ROW);
    check_wide("area: {columns: []}", "", "8:17: 'columns' names no column\n");
    check_wrong(HEAD
                "columns: {each: Code}\nacross: {after: Y}\narea: {column: each}\n"
                "period: {value: 2022}\nvalues: [{metric: waste.rate, value: each}]\n",
                "6:9: 'each' is made here, and the short name of another column already, "
                "on line 5\n");
}

/* Line 5 on of a recipe that gathers, and what is said of it. */
static void check_gathering(const char *parts, const char *rest, const char *wanted)
{
    char yaml[1024];
    struct reading r;
    snprintf(yaml, sizeof yaml,
             HEAD "columns: {code: C, year: Y, type: T, n: N, status: S}\n"
                  "gather: {together: [code, year], by: type, cell: n, parts: %s}\n%s\n",
             parts, rest);
    read_text(&r, yaml);
    check_said(&r, wanted);
    assert_int_equal(r.fine, wanted[0] == '\0');
    release(&r);
}

#define PARTS "{A: above, B: below, S: said}"
#define AREA "area: {column: code}\n"
#define YEAR "period: {column: year}\n"
#define VALUE "values: [{metric: waste.rate, numerator: above, denominator: below}]\n"
#define DIFFER                                                                           \
    "rows that are gathered may differ in 'status', and only the first of them would "   \
    "be read; name it under 'together', or gather it\n"

static void gathered_rows_are_asked_for_what_they_have(void **state)
{
    (void)state;
    check_gathering(PARTS, AREA YEAR VALUE, "");
    check_gathering(PARTS,
                    AREA "period: {column: said}\nleave-out: [{rule: a, column: status, "
                         "is: [x]}]\nvalues: [{metric: waste.rate, value: above, marker: "
                         "said, only: {code: x, below: y}}]\n",
                    "");
    check_gathering(PARTS, AREA "period: {column: status}\n" VALUE, "8:18: " DIFFER);
    check_gathering(PARTS,
                    AREA YEAR "values: [{metric: waste.rate, value: above, marker: "
                              "status}]\n",
                    "9:53: " DIFFER);
    check_gathering(PARTS,
                    AREA YEAR "values: [{metric: waste.rate, value: above, only: "
                              "{status: x}}]\n",
                    "9:52: " DIFFER);
    check_gathering(PARTS, AREA YEAR "values: [{metric: waste.rate, value: n}]\n",
                    "9:38: 'n' is none of the 'parts' that are gathered, and figures "
                    "stand in those\n");
    check_gathering(
        PARTS, AREA YEAR VALUE "only: {above: x}\n",
        "10:8: 'above' is gathered of several rows, and this is asked of each "
        "of them before\n");
    check_gathering(PARTS,
                    AREA YEAR "metric: {column: said, names: {x: waste.rate}, others: "
                              "leave-out}\nvalues: [{value: above}]\n",
                    "9:56: 'said' is gathered of several rows, and this is asked of each "
                    "of them before\n");
    check_gathering("{A: above, B: above, C: year}",
                    AREA YEAR "values: [{metric: waste.rate, value: above}]\n",
                    "6:74: 'above' is made here, and the short name of another column "
                    "already, on line 6\n"
                    "6:84: 'year' is made here, and the short name of another column "
                    "already, on line 5\n");
}

static void a_recipe_that_is_not_there_is_said(void **state)
{
    (void)state;
    struct told told;
    struct metrics metrics;
    struct recipe recipe;
    told_open(&told);
    metrics_init(&metrics);
    assert_false(recipe_read(&recipe, "no/such.yaml", &metrics, &told.messages));
    metrics_release(&metrics);
    told_check(&told, "test: no/such.yaml: the recipe cannot be read: No such file or "
                      "directory\n");
}

/* "NUMBER|MARKERS" of a cell, "missing|MARKERS", or "?". */
static void check_cell(const struct recipe *recipe, const char *cell, const char *wanted)
{
    struct text number;
    unsigned markers;
    char scratch[128], letters[MARKERS_SIZE], told[128] = "?";
    const enum cell_outcome outcome =
        recipe_read_cell(recipe, text_of(cell), scratch, &number, &markers);
    if (outcome == CELL_NUMBER)
        snprintf(told, sizeof told, "%.*s|%s", TEXT_ARGS(number),
                 markers_format(markers, letters));
    else if (outcome == CELL_MISSING)
        snprintf(told, sizeof told, "missing|%s", markers_format(markers, letters));
    if (strcmp(told, wanted) != 0)
        fail_msg("'%s' gives '%s', not '%s'", cell, told, wanted);
}

static void a_plain_recipe_reads_plain_numbers_alone(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, WHOLE);
    check_cell(&r.recipe, " 41.30 ", "41.30|");
    check_cell(&r.recipe, "-1e3", "-1e3|");
    check_cell(&r.recipe, "", "missing|");
    check_cell(&r.recipe, "  ", "missing|");
    check_cell(&r.recipe, "1,234", "?");
    check_cell(&r.recipe, "41%", "?");
    check_cell(&r.recipe, "[c]", "?");
    check_cell(&r.recipe, "*", "?");
    check_cell(&r.recipe, "nan", "?");
    release(&r);
}

static void thousands_stand_in_groups_of_three(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, WHOLE "numbers: {thousands: ','}\n");
    check_cell(&r.recipe, "1,234", "1234|");
    check_cell(&r.recipe, "-1,234,567.89", "-1234567.89|");
    check_cell(&r.recipe, "123,456", "123456|");
    check_cell(&r.recipe, "1234", "1234|");
    check_cell(&r.recipe, "0,123", "0123|");
    static const char *const wrong[] = { "1,23",     "1,2345", "12,34",  "1234,567",
                                         ",123",     "1,",     "1,,234", "1,234,5",
                                         "1.5,000",  "1,234,", "-,123",  "1 234",
                                         "1,234.5.6" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check_cell(&r.recipe, wrong[i], "?");
    release(&r);
}

static void a_percent_sign_may_follow(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, WHOLE "numbers: {percent: true, thousands: ','}\n");
    check_cell(&r.recipe, "41.3%", "41.3|");
    check_cell(&r.recipe, "41.3 %", "41.3|");
    check_cell(&r.recipe, "-0.5%", "-0.5|");
    check_cell(&r.recipe, "1,234%", "1234|");
    check_cell(&r.recipe, "41.3", "41.3|");
    check_cell(&r.recipe, "%", "?");
    check_cell(&r.recipe, "41%%", "?");
    release(&r);
}

static void markers_are_those_of_the_recipe(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, WHOLE "markers: {'*': c, n/a: missing, '[x]': z, DNS: x r}\n"
                        "shorthand: true\n");
    check_cell(&r.recipe, " * ", "missing|c");
    check_cell(&r.recipe, "n/a", "missing|");
    check_cell(&r.recipe, "DNS", "missing|r x");
    check_cell(&r.recipe, "[x]", "missing|z");
    check_cell(&r.recipe, "[low]", "missing|low");
    check_cell(&r.recipe, "41.3 [r][e]", "41.3|e r");
    check_cell(&r.recipe, "41.3 [c]", "?");
    check_cell(&r.recipe, "41.3 [q]", "?");
    check_cell(&r.recipe, "41.3*", "?");
    check_cell(&r.recipe, "N/A", "?");
    release(&r);
}

static void the_shipped_recipes_are_right(void **state)
{
    (void)state;
    static const char *const recipes[] = { "defra-waste-table-1",
                                           "oflog-adult-social-care",
                                           "ons-level-3-or-above", "tidy" };
    struct metrics metrics;
    struct told told;
    struct recipe recipe;
    char path[4096];
    const char *source = getenv("srcdir") == NULL ? "." : getenv("srcdir");
    snprintf(path, sizeof path, "%s/data/metrics", source);
    told_open(&told);
    metrics_init(&metrics);
    assert_true(metrics_read(&metrics, path, &told.messages));
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        snprintf(path, sizeof path, "%s/data/recipes/%s.yaml", source, recipes[i]);
        assert_true(recipe_read(&recipe, path, &metrics, &told.messages));
        recipe_release(&recipe);
    }
    metrics_release(&metrics);
    told_check(&told, "");
}

/* It begins the source cell of each row that comes out. */
static void a_recipe_s_id_is_plain(void **state)
{
    (void)state;
    static const struct {
        const char *id, *said;
    } wrong[] = {
        { "a:b", "a:b" },     { "\"a\\nb\"", "a?b" }, { "\"a\\e[31m\"", "a?[31m" },
        { "\"a,b\"", "a,b" }, { "Waste", "Waste" },   { "\"a b\"", "a b" }
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *yaml = NULL, *said = NULL;
        assert_true(asprintf(&yaml, "id: %s\n%s", wrong[i].id, strchr(WHOLE, '\n') + 1) >
                    0);
        assert_true(asprintf(&said,
                             "1:5: '%s': an id is made of small letters, digits, dots "
                             "and hyphens\n",
                             wrong[i].said) > 0);
        check_wrong(yaml, said);
        free(yaml);
        free(said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_recipe_is_read),
        cmocka_unit_test(an_expression_is_a_sum_and_difference),
        cmocka_unit_test(rules_areas_periods_and_metrics_are_read),
        cmocka_unit_test(a_recipe_needs_its_parts),
        cmocka_unit_test(wrong_parts_are_said_where_they_stand),
        cmocka_unit_test(columns_and_periods_are_one_thing_or_the_other),
        cmocka_unit_test(the_column_at_hand_is_asked_for_figures_alone),
        cmocka_unit_test(gathered_rows_are_asked_for_what_they_have),
        cmocka_unit_test(a_recipe_that_is_not_there_is_said),
        cmocka_unit_test(a_plain_recipe_reads_plain_numbers_alone),
        cmocka_unit_test(thousands_stand_in_groups_of_three),
        cmocka_unit_test(a_percent_sign_may_follow),
        cmocka_unit_test(markers_are_those_of_the_recipe),
        cmocka_unit_test(the_shipped_recipes_are_right),
        cmocka_unit_test(a_recipe_s_id_is_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
