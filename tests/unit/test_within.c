/* Which rows are put together. */
#include "table_told.h"

#include "council/within.h"

static const char definitions[] =
    "- id: rate\n  label: L\n  service: s\n  kind: rate\n  unit: u\n  polarity: high\n"
    "  year: financial\n  applies_to: [unitary, metropolitan-district, country]\n"
    "  source: {publisher: P, title: T, licence: L}\n";

/* Two of the North East and its combined authority of 2016, two of the North West (one in
 * a combined authority of 2014), Sheffield. */
static const char rows[] = "metric,area_code,period,value\n"
                           "rate,E06000001,2022/23,1\n"
                           "rate,E06000002,2022/23,2\n"
                           "rate,E06000006,2022/23,3\n"
                           "rate,E06000008,2022/23,4\n"
                           "rate,E08000019,2022/23,5\n"
                           "rate,E06000001,2014/15,6\n"
                           "rate,E92000001,2022/23,7\n";

/* The codes in each group of each cohort, groups parted by bars; those in none last. */
static void check(const char *list, const char *wanted)
{
    struct table_told t;
    struct within within;
    char text[512] = "";
    table_told_open(&t, definitions, rows);
    assert_true(within_parse(list, &within, &t.messages));
    for (size_t c = 0; c < t.table.cohort_count; c++) {
        const struct cohort *cohort = &t.table.cohorts[c];
        uint32_t groups[8];
        const uint32_t count = within_split(&within, &t.table, cohort, groups);
        for (uint32_t group = 0; group <= count; group++) {
            for (uint32_t i = 0; i < cohort->count; i++)
                if (groups[i] == (group == count ? WITHIN_NONE : group))
                    sprintf(text + strlen(text), "%g ",
                            t.table.rows[cohort->rows[i]].value);
            strcat(text, group < count ? "| " : "\n");
        }
    }
    assert_string_equal(text, wanted);
    assert_string_equal(table_told_said(&t), "");
    table_told_close(&t);
}

static void a_level_is_never_mixed_with_another(void **state)
{
    (void)state;
    check("level", "1 2 3 4 5 | \n6 | \n7 | \n");
}

static void classes_and_regions_part_a_level(void **state)
{
    (void)state;
    check("class", "1 2 3 4 | 5 | \n6 | \n7 | \n");
    check("region", "1 2 | 3 4 | 5 | \n6 | \n7 \n");
    check("region,class,level", "1 2 | 3 4 | 5 | \n6 | \n7 \n");
}

/* Hartlepool was in none in 2014/15; Blackburn joined one in 2025. */
static void a_council_in_no_combined_authority_is_in_no_group(void **state)
{
    (void)state;
    check("combined-authority", "1 2 | 3 | 5 | 4 \n6 \n7 \n");
}

static void another_word_is_said(void **state)
{
    (void)state;
    static const char *const wrong[] = { "county",        "class,",       ",class",
                                         "class,,region", "class region", "" };
    static const char *const words[] = { "county", "", "", "", "class region", "" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *said = NULL;
        char expected[256];
        size_t length;
        struct within within;
        struct messages messages;
        messages_init(&messages, open_memstream(&said, &length), "test");
        assert_false(within_parse(wrong[i], &within, &messages));
        fclose(messages.stream);
        snprintf(expected, sizeof expected,
                 "test: --within: unknown word '%s'; expected a list of: class, region, "
                 "combined-authority, level\n",
                 words[i]);
        assert_string_equal(said, expected);
        free(said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_is_never_mixed_with_another),
        cmocka_unit_test(classes_and_regions_part_a_level),
        cmocka_unit_test(a_council_in_no_combined_authority_is_in_no_group),
        cmocka_unit_test(another_word_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
