/* Texts keep the number under which they came. */
#include "unit.h"

#include <stdio.h>

#include "base/text_map.h"

static void texts_are_numbered_in_the_order_they_come(void **state)
{
    (void)state;
    struct text_map map;
    text_map_init(&map);
    assert_int_equal(text_map_add(&map, text_of("value")), 0);
    assert_int_equal(text_map_add(&map, text_of("period")), 1);
    assert_int_equal(text_map_add(&map, text_of("value")), 0);
    assert_int_equal(map.count, 2);
    assert_true(text_is(map.keys[1], "period"));
    text_map_release(&map);
}

static void an_unknown_text_is_absent(void **state)
{
    (void)state;
    struct text_map map;
    text_map_init(&map);
    assert_true(text_map_find(&map, text_of("a")) == TEXT_MAP_ABSENT);
    text_map_add(&map, text_of("a"));
    assert_int_equal(text_map_find(&map, text_of("a")), 0);
    assert_true(text_map_find(&map, text_of("A")) == TEXT_MAP_ABSENT);
    assert_true(text_map_find(&map, text_of("")) == TEXT_MAP_ABSENT);
    text_map_release(&map);
}

static void the_empty_text_and_zero_bytes_are_keys_too(void **state)
{
    (void)state;
    struct text_map map;
    text_map_init(&map);
    assert_int_equal(text_map_add(&map, (struct text){ NULL, 0 }), 0);
    assert_int_equal(text_map_add(&map, (struct text){ "a\0b", 3 }), 1);
    assert_int_equal(text_map_add(&map, (struct text){ "a\0c", 3 }), 2);
    assert_int_equal(text_map_find(&map, text_of("")), 0);
    assert_int_equal(text_map_find(&map, (struct text){ "a\0c", 3 }), 2);
    text_map_release(&map);
}

static void keys_are_copies(void **state)
{
    (void)state;
    struct text_map map;
    text_map_init(&map);
    char bytes[] = "E06000001";
    text_map_add(&map, text_of(bytes));
    bytes[8] = '2';
    assert_true(text_is(map.keys[0], "E06000001"));
    assert_true(text_map_find(&map, text_of(bytes)) == TEXT_MAP_ABSENT);
    text_map_release(&map);
}

static void a_hundred_thousand_texts_are_found_again(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    struct text_map map;
    text_map_init(&map);
    char text[16];
    for (uint32_t i = 0; i < COUNT; i++) {
        const int length = snprintf(text, sizeof text, "E%08u", i);
        assert_int_equal(text_map_add(&map, (struct text){ text, (size_t)length }), i);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        const int length = snprintf(text, sizeof text, "E%08u", i);
        assert_int_equal(text_map_find(&map, (struct text){ text, (size_t)length }), i);
    }
    assert_true(text_map_find(&map, text_of("E00100000")) == TEXT_MAP_ABSENT);
    assert_int_equal(map.count, COUNT);
    text_map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_in_the_order_they_come),
        cmocka_unit_test(an_unknown_text_is_absent),
        cmocka_unit_test(the_empty_text_and_zero_bytes_are_keys_too),
        cmocka_unit_test(keys_are_copies),
        cmocka_unit_test(a_hundred_thousand_texts_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
