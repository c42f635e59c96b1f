/* The fast scan finds what the plain one does. */
#include "unit.h"

#include <string.h>

#include "format/csv_scan.h"

static void check_same(const char *bytes)
{
    const struct csv_scan fast = csv_scan(bytes);
    const struct csv_scan plain = csv_scan_portable(bytes);
    assert_true(fast.commas == plain.commas);
    assert_true(fast.line_feeds == plain.line_feeds);
    assert_true(fast.quotes == plain.quotes);
    assert_true(fast.odd == plain.odd);
}

static void each_character_sets_the_bit_of_its_place(void **state)
{
    (void)state;
    char bytes[CSV_SCAN_WIDTH];
    memset(bytes, 'x', sizeof bytes);
    bytes[0] = ',';
    bytes[1] = '"';
    bytes[31] = '\r';
    bytes[32] = '\n';
    bytes[62] = '\0';
    bytes[63] = ',';
    const struct csv_scan found = csv_scan(bytes);
    assert_true(found.commas == (1u | (uint64_t)1 << 63));
    assert_true(found.quotes == 2);
    assert_true(found.line_feeds == (uint64_t)1 << 32);
    assert_true(found.odd == ((uint64_t)1 << 31 | (uint64_t)1 << 62));
}

static void every_byte_at_every_place_is_found_alike(void **state)
{
    (void)state;
    char bytes[CSV_SCAN_WIDTH];
    for (int byte = 0; byte < 256; byte++) {
        for (size_t place = 0; place < sizeof bytes; place++) {
            memset(bytes, 'x', sizeof bytes);
            bytes[place] = (char)byte;
            check_same(bytes);
        }
        memset(bytes, byte, sizeof bytes);
        check_same(bytes);
    }
}

static void mixed_bytes_at_any_alignment_are_found_alike(void **state)
{
    (void)state;
    static const char alphabet[] = ",\n\"\r\0ab\x80\xff -";
    char bytes[CSV_SCAN_WIDTH + 64];
    uint64_t random = 1;
    for (int round = 0; round < 100000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = alphabet[(random >> 33) % (sizeof alphabet - 1)];
        }
        check_same(bytes + round % 64);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_sets_the_bit_of_its_place),
        cmocka_unit_test(every_byte_at_every_place_is_found_alike),
        cmocka_unit_test(mixed_bytes_at_any_alignment_are_found_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
