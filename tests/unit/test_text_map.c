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

/* The first and the sixteenth stand in the reference's list, too. */
static void the_hash_is_siphash_1_3(void **state)
{
    (void)state;
    const uint64_t secret[2] = { 0x0706050403020100u, 0x0f0e0d0c0b0a0908u };
    const uint64_t nothing[2] = { 0, 0 };
    const char counted[] = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e";
    assert_true(text_map_hash(secret, text_of("")) == 0xabac0158050fc4dcu);
    assert_true(text_map_hash(secret, (struct text){ counted, 15 }) ==
                0xd320d86d2a519956u);
    assert_true(text_map_hash(secret, text_of("0123456789abcdef")) ==
                0xe393c48ea7bc21efu);
    assert_true(text_map_hash(nothing, text_of("E06000001")) == 11449728466664923876u);
}

static void no_two_maps_share_a_secret(void **state)
{
    (void)state;
    struct text_map a, b;
    text_map_init(&a);
    text_map_init(&b);
    assert_memory_not_equal(a.secret, b.secret, sizeof a.secret);
    text_map_release(&a);
    text_map_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_in_the_order_they_come),
        cmocka_unit_test(an_unknown_text_is_absent),
        cmocka_unit_test(the_empty_text_and_zero_bytes_are_keys_too),
        cmocka_unit_test(keys_are_copies),
        cmocka_unit_test(the_hash_is_siphash_1_3),
        cmocka_unit_test(no_two_maps_share_a_secret),
        cmocka_unit_test(a_hundred_thousand_texts_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
