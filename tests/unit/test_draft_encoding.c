/* In which encoding a stranger's file is. */
#include "told.h"

#include "step/draft_encoding.h"

static void is_in(const char *bytes, const char *name, size_t first_wrong)
{
    struct told told;
    struct draft_encoding encoding;
    told_open(&told);
    struct byte_source *source = source_told(bytes, "t.csv", &told.messages);
    assert_true(draft_encoding_find(source, &encoding));
    if (name == NULL)
        assert_null(encoding.name);
    else
        assert_string_equal(encoding.name, name);
    assert_int_equal(encoding.first_wrong, first_wrong);
    source_told_close(source);
    told_check(&told, "");
}

static void utf8_is_told_from_windows_1252(void **state)
{
    (void)state;
    is_in("", NULL, 0);
    is_in("a,b\n1,2\n", NULL, 0);
    is_in("a,\u00a3\n", NULL, 0);
    is_in("a,b\n\n1,\xa3\n", "windows-1252", 3);
    is_in("cut at the end \xe2\x80", "windows-1252", 1);
}

static void a_character_may_lie_across_two_blocks(void **state)
{
    enum { LONG = 200001 };
    char *bytes = malloc(LONG + 4);
    (void)state;
    assert_non_null(bytes);
    for (size_t shift = 0; shift < 4; shift++) {
        memset(bytes, 'x', shift);
        for (size_t i = shift; i + 3 <= LONG; i += 3)
            memcpy(bytes + i, "\u20ac", 4);
        is_in(bytes, NULL, 0);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_told_from_windows_1252),
        cmocka_unit_test(a_character_may_lie_across_two_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
