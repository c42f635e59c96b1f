/* Metric definitions, and what is said of wrong ones. */
#include "told.h"

#include "council/metric_file.h"

#define SOURCE "  source: {publisher: Defra, title: T, licence: OGL-3.0}\n"

static const char whole_block[] =
    "- id: waste.recycling-rate\n"
    "  label: Household waste recycling rate\n"
    "  service: waste-management\n"
    "  themes: [service-delivery]\n"
    "  kind: proportion\n"
    "  unit: percent\n"
    "  per: 100\n"
    "  numerator: recycled, tonnes\n"
    "  denominator: collected, tonnes\n"
    "  polarity: high\n"
    "  year: financial\n"
    "  applies_to: [unitary, district]\n"
    "  decimals: 2\n"
    "  interval: wilson\n"
    "  minimum: 0\n"
    "  none_means_zero: true\n  whole_county: true\n"
    "  rounded_to: 5\n  suppressed: {to: 4}\n"
    "  caveats: None.\n"
    "  source: {publisher: Defra, title: T, url: https://x, licence: OGL-3.0}\n"
    "  flags: [outlier]\n"
    "  status: defined\n"
    "  version: 3\n"
    "  since: 2010/11\n";

/* The least a block must have, with one more line. */
static char *block(const char *id, const char *polarity, const char *more)
{
    char *text = NULL;
    assert_true(asprintf(&text,
                         "- id: %s\n"
                         "  label: L\n"
                         "  service: s\n"
                         "  kind: rate\n"
                         "  unit: u\n"
                         "  polarity: %s\n"
                         "  year: calendar\n"
                         "  applies_to: [county]\n" SOURCE "%s",
                         id, polarity, more) > 0);
    return text;
}

struct reading {
    struct folder_told folder;
    struct told told;
    struct metrics metrics;
    char path[128];
    bool fine;
};

static void read_text(struct reading *r, const char *yaml)
{
    folder_told_open(&r->folder);
    told_open(&r->told);
    metrics_init(&r->metrics);
    folder_told_write(&r->folder, "m.yaml", yaml, r->path);
    r->fine = metrics_read(&r->metrics, r->path, &r->told.messages);
}

static void release(struct reading *r)
{
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
    assert_false(r.fine);
    check_said(&r, wanted);
    release(&r);
}

static void a_whole_block_is_read(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, whole_block);
    assert_string_equal(told_said(&r.told), "");
    assert_true(r.fine);
    const struct metric *m = metrics_find(&r.metrics, text_of("waste.recycling-rate"));
    assert_non_null(m);
    assert_true(text_is(m->label, "Household waste recycling rate"));
    assert_true(text_is(m->service, "waste-management"));
    assert_true(m->theme_count == 1 && text_is(m->themes[0], "service-delivery"));
    assert_true(m->flag_count == 1 && text_is(m->flags[0], "outlier"));
    assert_int_equal(m->kind, METRIC_PROPORTION);
    assert_int_equal(m->polarity, POLARITY_HIGH);
    assert_int_equal(m->year, YEAR_FINANCIAL);
    assert_int_equal(m->status, METRIC_DEFINED);
    assert_int_equal(m->applies_to, 1 << CLASS_UNITARY | 1 << CLASS_DISTRICT);
    assert_true(m->per == 100 && m->decimals == 2 && m->version == 3);
    assert_true(m->has_minimum && m->minimum == 0 && m->none_means_zero &&
                m->whole_county);
    assert_true(m->rounded_to == 5 && m->withholds && m->withheld_from == 1 &&
                m->withheld_to == 4);
    assert_true(m->interval == METRIC_INTERVAL_WILSON && text_is(m->since, "2010/11"));
    assert_true(text_is(m->source_url, "https://x"));
    assert_true(metric_compares(m, CLASS_DISTRICT) && !metric_compares(m, CLASS_COUNTY));
    release(&r);
}

static void what_is_not_given_has_a_plain_default(void **state)
{
    (void)state;
    struct reading r;
    char *yaml = block("a", "low", "");
    read_text(&r, yaml);
    assert_true(r.fine);
    const struct metric *m = metrics_find(&r.metrics, text_of("a"));
    assert_true(m->per == 1 && m->decimals == 1 && m->version == 1);
    assert_true(m->status == METRIC_FIGURES && !m->has_minimum && !m->none_means_zero &&
                !m->whole_county && m->rounded_to == 0 && !m->withholds);
    assert_true(m->interval == METRIC_INTERVAL_UNSAID && m->theme_count == 0);
    assert_true(text_is_empty(m->numerator) && text_is_empty(m->caveats));
    free(yaml);
    release(&r);
}

static double oriented(const char *polarity, double value)
{
    struct reading r;
    char *yaml = block("a", polarity, "");
    read_text(&r, yaml);
    assert_true(r.fine);
    const double number = metric_oriented(&r.metrics.all[0], value);
    free(yaml);
    release(&r);
    return number;
}

static void more_is_better_once_turned(void **state)
{
    (void)state;
    assert_true(oriented("high", 3) == 3);
    assert_true(oriented("low", 3) == -3);
    assert_true(oriented("neutral", -3) == -3);
    assert_true(oriented("{target: 50}", 47) == -3);
    assert_true(oriented("{target: 50}", 53) == -3);
}

static void unknown_keys_and_words_are_said_with_the_nearest(void **state)
{
    (void)state;
    char *yaml = block("a", "hihg", "  decimal: 1\n");
    check_wrong(yaml, "10:3: unknown key 'decimal'; did you mean 'decimals'?\n");
    free(yaml);
    yaml = block("a", "hihg", "  themes: [cultur]\n  interval: exat\n");
    check_wrong(yaml, "10:12: unknown word 'cultur'; did you mean 'culture'?\n"
                      "11:13: unknown word 'exat'; did you mean 'exact'?\n"
                      "6:13: unknown word 'hihg'; did you mean 'high'?\n");
    free(yaml);
}

static void every_missing_key_is_said(void **state)
{
    (void)state;
    check_wrong("- id: a\n  source: {publisher: P}\n",
                "1:3: the key 'label' is missing\n"
                "1:3: the key 'service' is missing\n"
                "1:3: the key 'unit' is missing\n"
                "2:11: the key 'title' is missing\n"
                "2:11: the key 'licence' is missing\n"
                "1:3: the key 'kind' is missing\n"
                "1:3: the key 'year' is missing\n"
                "1:3: the key 'polarity' is missing\n"
                "1:3: the key 'applies_to' is missing\n");
}

static void only_counts_are_rounded_or_suppressed(void **state)
{
    (void)state;
    char *yaml =
        block("a", "high", "  rounded_to: 2.5\n  suppressed: {from: 5, to: 4}\n");
    check_wrong(yaml, "10:15: 'rounded_to' must be a whole number from 1 to 1000\n"
                      "11:15: 'suppressed' goes from a count to one that is not lower\n");
    free(yaml);
    yaml = block("a", "high", "  suppressed: [1, 4]\n");
    check_wrong(yaml, "10:15: a list stands here; expected a map of keys\n");
    free(yaml);
    yaml = block("a", "high", "  suppressed: {most: 4}\n");
    check_wrong(yaml, "10:16: unknown key 'most'; expected one of: from to\n");
    free(yaml);
    check_wrong(
        "- id: a\n  label: L\n  service: s\n  kind: score\n  unit: u\n"
        "  polarity: high\n  year: calendar\n  applies_to: [county]\n" SOURCE
        "  rounded_to: 5\n",
        "10:15: only a proportion, rate, ratio or count is made of counts that may "
        "be rounded or suppressed\n");
}

static void numbers_are_numbers_within_reason(void **state)
{
    (void)state;
    char *yaml = block("a", "{target: high}",
                       "  decimals: 1.5\n  version: 0\n  per: many\n  minimum: [0]\n");
    check_wrong(yaml, "10:13: 'decimals' must be a whole number from 0 to 9\n"
                      "11:12: 'version' must be a whole number from 1 to 1000000\n"
                      "13:12: a list stands here; expected text\n"
                      "12:8: 'many' is not a number\n"
                      "6:22: 'high' is not a number\n");
    free(yaml);
}

static void a_rate_is_per_something(void **state)
{
    (void)state;
    static const char *const wrong[] = { "0", "-100", "-0" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char more[32];
        snprintf(more, sizeof more, "  per: %s\n", wrong[i]);
        char *yaml = block("a", "low", more);
        check_wrong(yaml, "10:8: 'per' must be a number above 0\n");
        free(yaml);
    }
    char *yaml = block("a", "low", "  per: 1e999\n");
    check_wrong(yaml, "10:8: '1e999' is not a number\n");
    free(yaml);
}

static void a_metric_applies_to_somebody(void **state)
{
    (void)state;
    check_wrong("- id: a\n  label: L\n  service: s\n  kind: rate\n  unit: u\n"
                "  polarity: low\n  year: calendar\n  applies_to: []\n" SOURCE,
                "8:15: 'applies_to' names no class of area\n");
}

static void an_id_is_plain(void **state)
{
    (void)state;
    char *yaml = block("Waste rate", "high", "");
    check_wrong(yaml, "1:7: 'Waste rate': an id is made of small letters, digits, dots "
                      "and hyphens\n");
    free(yaml);
    yaml = block("''", "high", "");
    check_wrong(yaml, "1:7: 'id' is empty\n");
    free(yaml);
}

static void an_id_is_defined_once_whatever_the_file(void **state)
{
    (void)state;
    struct reading r;
    char *yaml = block("a", "high", "");
    read_text(&r, yaml);
    assert_true(r.fine);
    assert_false(metrics_read(&r.metrics, r.path, &r.told.messages));
    check_said(&r, "1:3: metric 'a' is defined twice\n");
    assert_int_equal(r.metrics.count, 1);
    free(yaml);
    release(&r);
}

static void right_blocks_are_kept_beside_wrong_ones(void **state)
{
    (void)state;
    struct reading r;
    char *yaml = block("b", "high", "- id: a\n  source: {}\n  lable: x\n");
    read_text(&r, yaml);
    assert_false(r.fine);
    check_said(&r, "12:3: unknown key 'lable'; did you mean 'label'?\n");
    assert_non_null(metrics_find(&r.metrics, text_of("b")));
    assert_null(metrics_find(&r.metrics, text_of("a")));
    free(yaml);
    release(&r);
}

static void a_folder_is_read_in_the_order_of_its_names(void **state)
{
    (void)state;
    struct reading r;
    char path[128];
    char *a = block("a", "high", ""), *b = block("b", "low", "");
    read_text(&r, b);
    folder_told_write(&r.folder, "a.yaml", a, path);
    folder_told_write(&r.folder, "notes.txt", "not yaml: [", path);
    folder_told_write(&r.folder, ".hidden.yaml", "not yaml: [", path);
    metrics_release(&r.metrics);
    metrics_init(&r.metrics);
    assert_true(metrics_read(&r.metrics, r.folder.path, &r.told.messages));
    assert_int_equal(r.metrics.count, 2);
    assert_true(text_is(r.metrics.all[0].id, "a"));
    assert_true(text_is(r.metrics.all[1].id, "b"));
    free(a);
    free(b);
    release(&r);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct metrics metrics;
    struct told told;
    struct folder_told folder;
    told_open(&told);
    metrics_init(&metrics);
    folder_told_open(&folder);
    assert_false(metrics_read(&metrics, "no/such.yaml", &told.messages));
    assert_string_equal(told_said(&told), "test: no/such.yaml: cannot be read: No such "
                                          "file or directory\n");
    assert_false(metrics_read(&metrics, folder.path, &told.messages));
    assert_non_null(strstr(told_said(&told), ": no .yaml file stands in this folder\n"));
    folder_told_close(&folder);
    metrics_release(&metrics);
    told_close(&told);
}

static void an_unknown_metric_is_said_with_the_nearest(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, whole_block);
    metrics_say_unknown(&r.metrics, text_of("waste.recycling"),
                        (struct place){ "t.csv", 2, 1 }, &r.told.messages);
    assert_string_equal(told_said(&r.told),
                        "test: t.csv:2:1: there is no metric 'waste.recycling'; did you "
                        "mean 'waste.recycling-rate'?\n");
    release(&r);
}

static void the_shipped_definitions_are_right(void **state)
{
    (void)state;
    struct metrics metrics;
    struct told told;
    char path[4096];
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/data/metrics", source == NULL ? "." : source);
    told_open(&told);
    metrics_init(&metrics);
    assert_true(metrics_read(&metrics, path, &told.messages));
    assert_true(metrics.count > 0);
    for (size_t i = 0; i < metrics.count; i++)
        assert_ptr_equal(metrics_find(&metrics, metrics.all[i].id), &metrics.all[i]);
    metrics_release(&metrics);
    told_check(&told, "");
}

/* Whatever it says: nobody has said yet which end is better. */
static void a_draft_is_neutral_and_knows_its_place(void **state)
{
    (void)state;
    struct reading r;
    char *yaml = block("a", "high", "  status: draft\n");
    read_text(&r, yaml);
    assert_true(r.fine);
    const struct metric *m = metrics_find(&r.metrics, text_of("a"));
    assert_int_equal(m->status, METRIC_DRAFT);
    assert_int_equal(m->polarity, POLARITY_NEUTRAL);
    assert_true(m->place.line == 1 && m->place.column == 3);
    assert_string_equal(m->place.file, r.path);
    free(yaml);
    release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_block_is_read),
        cmocka_unit_test(what_is_not_given_has_a_plain_default),
        cmocka_unit_test(a_draft_is_neutral_and_knows_its_place),
        cmocka_unit_test(more_is_better_once_turned),
        cmocka_unit_test(unknown_keys_and_words_are_said_with_the_nearest),
        cmocka_unit_test(every_missing_key_is_said),
        cmocka_unit_test(only_counts_are_rounded_or_suppressed),
        cmocka_unit_test(numbers_are_numbers_within_reason),
        cmocka_unit_test(a_rate_is_per_something),
        cmocka_unit_test(a_metric_applies_to_somebody),
        cmocka_unit_test(an_id_is_plain),
        cmocka_unit_test(an_id_is_defined_once_whatever_the_file),
        cmocka_unit_test(right_blocks_are_kept_beside_wrong_ones),
        cmocka_unit_test(a_folder_is_read_in_the_order_of_its_names),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(an_unknown_metric_is_said_with_the_nearest),
        cmocka_unit_test(the_shipped_definitions_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
