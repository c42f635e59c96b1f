/* Evidence: written and read back. */
#include "unit.h"

#include "council/evidence.h"

static void evidence_can_be_cut_at_spaces(void **state)
{
    (void)state;
    struct evidence evidence = { 0 };
    evidence_begin(&evidence);
    evidence_add_number(&evidence, "mads", -6.5);
    evidence_add(&evidence, "group", text_of("file:my \"own\" list"));
    evidence_add(&evidence, "n", text_of(""));
    evidence_add(&evidence, "list", text_of("nearest:15"));
    assert_true(text_is(evidence_text(&evidence),
                        "mads=-6.5 group=\"file:my \"\"own\"\" list\" n=\"\" "
                        "list=nearest:15"));
    evidence_begin(&evidence);
    assert_int_equal(evidence_text(&evidence).length, 0);
    evidence_release(&evidence);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const values[] = {
        "",          "-6.1",       "2020/21+2021/22",
        "p x",       "a=b",        "a b=c",
        "\"",        "\"\"",       "file:my \"own\" list",
        "own \"",    "\" n=3",     " ",
        "two\nrows", "tab\tat it", "a tab\t",
        "é",         "\t",         "last"
    };
    static const char *const keys[] = { "test", "n", "q1" };
    const size_t count = sizeof values / sizeof *values;
    struct evidence evidence = { 0 };
    struct arena arena;
    struct text rest, key, value;
    arena_init(&arena);
    evidence_begin(&evidence);
    for (size_t i = 0; i < count; i++)
        evidence_add(&evidence, keys[i % 3], text_of(values[i]));
    rest = evidence_text(&evidence);
    for (size_t i = 0; i < count; i++) {
        assert_true(evidence_next(&rest, &key, &value, &arena));
        assert_true(text_is(key, keys[i % 3]));
        assert_true(text_is(value, values[i]));
    }
    assert_false(evidence_next(&rest, &key, &value, &arena));
    arena_release(&arena);
    evidence_release(&evidence);
}

static void the_first_pair_of_a_key_is_found(void **state)
{
    (void)state;
    struct arena arena;
    const struct text evidence = text_of("n=1 group=\"n=2 q1=3\" q1=4 n=5");
    arena_init(&arena);
    assert_true(text_is(evidence_find(evidence, "n", &arena), "1"));
    assert_true(text_is(evidence_find(evidence, "q1", &arena), "4"));
    assert_true(text_is_empty(evidence_find(evidence, "q3", &arena)));
    assert_true(text_is_empty(evidence_find(text_of(""), "n", &arena)));
    arena_release(&arena);
}

/* Anybody may have edited the file. */
static void broken_evidence_is_read_as_far_as_it_goes(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_true(
        text_is(evidence_find(text_of("group=\"my own"), "group", &arena), "my own"));
    assert_true(text_is_empty(evidence_find(text_of("group=\""), "group", &arena)));
    assert_true(text_is(evidence_find(text_of("group=\"a\"n=3"), "n", &arena), "3"));
    assert_true(text_is(evidence_find(text_of("  n=3  q1=4 "), "q1", &arena), "4"));
    assert_true(text_is_empty(evidence_find(text_of("n=3 q1"), "q1", &arena)));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_can_be_cut_at_spaces),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(the_first_pair_of_a_key_is_found),
        cmocka_unit_test(broken_evidence_is_read_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
