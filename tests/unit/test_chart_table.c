/* The table beside a chart has every number of it. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/text_buffer.h"
#include "page/chart_table.h"

static void check(const struct chart *chart, const char *wanted)
{
    struct document document;
    document_init(&document, text_of("x"), text_of(""));
    chart_table(&document, chart, text_of("Numbers"));
    const struct document_node *details = document.root->first;
    assert_int_equal(details->kind, DOCUMENT_DETAILS);
    const struct document_table *table = details->first->table;
    struct text_buffer found = { 0 };
    for (size_t c = 0; c < table->column_count; c++) {
        text_buffer_put(&found, table->columns[c].head);
        text_buffer_put_byte(&found, '|');
    }
    for (size_t r = 0; r < table->count; r++) {
        text_buffer_put_byte(&found, '\n');
        for (size_t c = 0; c < table->column_count; c++) {
            text_buffer_put(&found, table->rows[r].cells[c].text);
            text_buffer_put_byte(&found, '|');
        }
    }
    text_buffer_put_byte(&found, '\0');
    assert_string_equal(found.bytes, wanted);
    free(found.bytes);
    document_release(&document);
}

static void a_strip_has_a_row_for_each_council_line_and_end_of_the_band(void **state)
{
    (void)state;
    const struct metric percent = { .unit = text_of("percent"), .decimals = 1 };
    const double median = 40.66, lower = 36, upper = 44;
    struct chart_point points[] = {
        { .x = 34.94,
          .name = text_of("Leeds"),
          .role = CHART_THIS,
          .has_limits = true,
          .lower = 34,
          .upper = 36 },
        { .x = 40.2, .name = text_of("Bradford") },
    };
    struct chart_line line = { CHART_LINE_MEDIAN, text_of("median"), 1, &median, NULL };
    const struct chart chart = { .kind = CHART_STRIP,
                                 .metric = &percent,
                                 .points = points,
                                 .count = 2,
                                 .lines = &line,
                                 .line_count = 1,
                                 .band = { text_of("middle half"), 1, NULL, &lower,
                                           &upper } };
    check(&chart, "Council|Figure|Lower limit|Upper limit|\n"
                  "Leeds|34.9%|34.0%|36.0%|\n"
                  "Bradford|40.2%|||\n"
                  "Median|40.7%|||\n"
                  "Middle half, from|36.0%|||\n"
                  "Middle half, to|44.0%|||");
}

static void a_trend_has_a_row_for_each_period(void **state)
{
    (void)state;
    const struct metric plain = { .decimals = 0 };
    const double x[] = { 1, 2, 3 }, y[] = { 5, NAN, 7 }, lower[] = { 4, 4, 4 },
                 upper[] = { 6, 6, 6 };
    struct chart_point points[] = {
        { .x = 1, .y = 10, .name = text_of("2021"), .role = CHART_THIS },
        { .x = 2, .name = text_of("2022"), .missing = true },
        { .x = 3, .y = 1200, .name = text_of("2023"), .provisional = true },
    };
    struct chart_line line = { CHART_LINE_MEDIAN, text_of("median of peers"), 3, x, y };
    const struct chart chart = { .kind = CHART_TREND,
                                 .metric = &plain,
                                 .points = points,
                                 .count = 3,
                                 .lines = &line,
                                 .line_count = 1,
                                 .band = { text_of("middle half"), 3, x, lower, upper } };
    check(&chart,
          "Period|Figure|Lower quartile of peers|Upper quartile of peers|Median of "
          "peers|Note|\n"
          "2021|10|4|6|5||\n"
          "2022|no figure|4|6|||\n"
          "2023|1,200|4|6|7|provisional|");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strip_has_a_row_for_each_council_line_and_end_of_the_band),
        cmocka_unit_test(a_trend_has_a_row_for_each_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
