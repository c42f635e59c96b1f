/* Rules from YAML: what is read, and what is said of what is wrong. */
#include "table_told.h"

#include "council/rule_file.h"

#define BLOCK "- id: far\n  test: outlier\n  kind: concern\n  severity: high\n"

/* What is said of a file with that content, its name cut off; "" where it is fine. */
static char *reading(const char *content, struct rules *rules)
{
    char *said = NULL;
    size_t length;
    struct messages messages;
    char *path = file_told(content);
    messages_init(&messages, open_memstream(&said, &length), "t");
    rules_init(rules);
    const bool fine = rules_read(rules, path, &messages);
    fclose(messages.stream);
    assert_int_equal(fine, length == 0);
    for (char *at; (at = strstr(said, path)) != NULL;)
        memmove(at, at + strlen(path), strlen(at + strlen(path)) + 1);
    unlink(path);
    free(path);
    return said;
}

static void check_said(const char *content, const char *wanted)
{
    struct rules rules;
    char *said = reading(content, &rules);
    assert_string_equal(said, wanted);
    free(said);
    rules_release(&rules);
}

static void a_rule_says_what_it_looks_for_and_what_it_calls_that(void **state)
{
    (void)state;
    struct rules rules;
    char *said = reading("- id: far\n  test: implausible\n  kind: data\n"
                         "  severity: medium\n  themes: [culture, governance]\n"
                         "  parameters: {mads: 9.5}\n"
                         "- id: near.2\n  test: bottom-quartile\n  kind: concern\n"
                         "  severity: low\n",
                         &rules);
    assert_string_equal(said, "");
    assert_int_equal(rules.count, 2);
    const struct rule *rule = &rules.all[0];
    assert_true(text_is(rule->id, "far"));
    assert_int_equal(rule->test, RULE_IMPLAUSIBLE);
    assert_int_equal(rule->kind, RULE_DATA);
    assert_int_equal(rule->severity, RULE_MEDIUM);
    assert_true(rule->has_themes);
    assert_int_equal(rule->theme_count, 2);
    assert_true(text_is(rule->themes[1], "governance"));
    assert_true(rule->parameters[RULE_MADS] == 9.5);
    assert_true(rule->parameters[RULE_MINIMUM_N] == 10);
    assert_false(rules.all[1].has_themes);
    assert_int_equal(text_map_find(&rules.by_id, text_of("near.2")), 1);
    free(said);
    rules_release(&rules);
}

static void unknown_keys_and_words_are_said_with_near_ones(void **state)
{
    (void)state;
    check_said(BLOCK "  severty: high\n",
               "t: :5:3: unknown key 'severty'; did you mean 'severity'?\n");
    check_said("- id: far\n  test: outlyer\n  kind: concern\n  severity: high\n",
               "t: :2:9: unknown word 'outlyer'; did you mean 'outlier'?\n");
    check_said("- id: far\n  test: outlier\n  kind: bad\n  severity: high\n",
               "t: :3:9: unknown word 'bad'; expected one of: concern celebrate data\n");
    check_said(BLOCK "  themes: [service-delivry]\n",
               "t: :5:12: unknown word 'service-delivry'; did you mean "
               "'service-delivery'?\n");
}

static void a_missing_key_is_said(void **state)
{
    (void)state;
    check_said("- id: far\n  test: outlier\n  kind: concern\n",
               "t: :1:3: the key 'severity' is missing\n");
}

static void a_test_has_its_own_parameters_and_no_others(void **state)
{
    (void)state;
    check_said(BLOCK "  parameters: {scaled_mads: 3, minimum_n: 8}\n", "");
    check_said(BLOCK "  parameters: {periods: 3}\n",
               "t: :5:16: unknown key 'periods'; expected one of: scaled_mads "
               "minimum_n funnel_level q_below\n");
    check_said("- id: far\n  test: threshold\n  kind: concern\n  severity: low\n",
               "t: :1:3: a threshold needs a parameter 'above' or 'below'\n");
    check_said("- id: far\n  test: threshold\n  kind: concern\n  severity: low\n"
               "  metrics: [a.b]\n  parameters: {below: 0}\n",
               "");
}

static void parameters_keep_within_bounds(void **state)
{
    (void)state;
    check_said(BLOCK "  parameters: {scaled_mads: 0}\n",
               "t: :5:29: 'scaled_mads' must be a number from 0.1 to 1000\n");
    check_said(BLOCK "  parameters: {minimum_n: 4.5}\n",
               "t: :5:27: 'minimum_n' must be a whole number from 1 to 100000\n");
    check_said(BLOCK "  parameters: {minimum_n: many}\n",
               "t: :5:27: 'many' is not a number\n");
}

static void ids_are_plain_and_stand_once(void **state)
{
    (void)state;
    check_said("- id: Far out\n  test: outlier\n  kind: concern\n  severity: low\n",
               "t: :1:7: 'Far out': an id is made of small letters, digits, dots and "
               "hyphens\n");
    check_said(BLOCK BLOCK, "t: :5:3: rule 'far' stands twice\n");
}

static void a_file_without_rules_is_a_mistake(void **state)
{
    (void)state;
    check_said("[]\n", "t: :1:1: no rule stands here\n");
    check_said("id: far\n", "t: :1:1: a map of keys stands here; expected a list\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_says_what_it_looks_for_and_what_it_calls_that),
        cmocka_unit_test(unknown_keys_and_words_are_said_with_near_ones),
        cmocka_unit_test(a_missing_key_is_said),
        cmocka_unit_test(a_test_has_its_own_parameters_and_no_others),
        cmocka_unit_test(parameters_keep_within_bounds),
        cmocka_unit_test(ids_are_plain_and_stand_once),
        cmocka_unit_test(a_file_without_rules_is_a_mistake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
