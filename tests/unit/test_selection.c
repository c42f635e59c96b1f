/* Which rows come out. */
#include "table_told.h"

#include "council/selection.h"

#define METRIC(id)                                                                       \
    "- id: " id "\n  label: L\n  service: s\n  kind: rate\n  unit: u\n"                  \
    "  polarity: high\n  year: financial\n"                                              \
    "  applies_to: [unitary, metropolitan-district]\n"                                   \
    "  source: {publisher: P, title: T, licence: L}\n"

static const char definitions[] = METRIC("rate") METRIC("cost");

static const char rows[] = "metric,area_code,period,value,marker\n"
                           "rate,E06000001,2021/22,1,\n"
                           "rate,E06000001,2022/23,2,\n"
                           "rate,E06000002,2022/23,3,\n"
                           "rate,E06000002,2023/24,,x\n"
                           "cost,E06000001,2021/22,4,\n"
                           "rate,E08000019,2021/22,5,\n"
                           "cost,E06000002,2021/22,6,\n"
                           "cost,E06000002,2021/22,7,\n";

#define LIST(...) ((const char *const[]){ __VA_ARGS__ })

/* The lines of the rows that come out, or what was said. */
static void check(struct selection_request request, const char *wanted)
{
    struct table_told t;
    struct selection selection;
    char text[512] = "";
    table_told_open(&t, definitions, rows);
    const size_t before = strlen(table_told_said(&t));
    const bool fine =
        selection_init(&selection, &request, &t.metrics, t.areas, &t.messages);
    if (fine)
        selection_settle(&selection, &t.table);
    for (size_t i = 0; fine && i < t.table.count; i++)
        if (selection_includes(&selection, &t.table, &t.table.rows[i]))
            sprintf(text + strlen(text), "%d ", (int)t.table.rows[i].line);
    strcat(text, table_told_said(&t) + before);
    assert_string_equal(text, wanted);
    selection_release(&selection);
    table_told_close(&t);
}

/* The last two were refused, being different. */
static void without_a_wish_every_row_that_stands_comes_out(void **state)
{
    (void)state;
    check((struct selection_request){ 0 }, "2 3 4 5 6 7 ");
}

static void areas_are_councils_by_any_of_their_codes_or_names(void **state)
{
    (void)state;
    check((struct selection_request){ .areas = LIST("hartlepool"), .area_count = 1 },
          "2 3 6 ");
    check((struct selection_request){ .areas = LIST("E06000002", "E08000039"),
                                      .area_count = 2 },
          "4 5 7 ");
}

static void metrics_are_ids(void **state)
{
    (void)state;
    check((struct selection_request){ .metrics = LIST("cost"), .metric_count = 1 }, "6 ");
}

static void one_period_or_the_latest(void **state)
{
    (void)state;
    check((struct selection_request){ .period = "2021/22" }, "2 6 7 ");
    check((struct selection_request){ .period = "1999/00" }, "");
}

/* 2023/24 has a row but no value. */
static void the_latest_is_each_metrics_newest_with_a_value(void **state)
{
    (void)state;
    check((struct selection_request){ .period = "latest" }, "3 4 6 ");
}

static void wishes_are_met_together(void **state)
{
    (void)state;
    check((struct selection_request){ .areas = LIST("Hartlepool"),
                                      .area_count = 1,
                                      .metrics = LIST("rate", "cost"),
                                      .metric_count = 2,
                                      .period = "2021/22" },
          "2 6 ");
}

static void everything_unknown_is_said_with_the_nearest(void **state)
{
    (void)state;
    check((struct selection_request){ .areas = LIST("Hartlepol", "Middlesbrough"),
                                      .area_count = 2,
                                      .metrics = LIST("rat"),
                                      .metric_count = 1,
                                      .period = "2022-23" },
          "test: --area: unknown council 'Hartlepol'; did you mean 'Hartlepool'?\n"
          "test: there is no metric 'rat'; did you mean 'rate'?\n"
          "test: --period: '2022-23' is neither 'latest' nor a period such as 2022/23 or "
          "2022-Q3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_wish_every_row_that_stands_comes_out),
        cmocka_unit_test(areas_are_councils_by_any_of_their_codes_or_names),
        cmocka_unit_test(metrics_are_ids),
        cmocka_unit_test(one_period_or_the_latest),
        cmocka_unit_test(the_latest_is_each_metrics_newest_with_a_value),
        cmocka_unit_test(wishes_are_met_together),
        cmocka_unit_test(everything_unknown_is_said_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
