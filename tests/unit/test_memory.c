/* Growing arrays and the arena. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

static void an_array_grows_and_keeps_what_it_holds(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t room = 0;
    for (int i = 0; i < 10000; i++) {
        ARRAY_RESERVE(numbers, room, (size_t)i + 1);
        assert_true(room > (size_t)i);
        numbers[i] = i;
    }
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers[i], i);
    free(numbers);
}

static void an_array_with_room_stays_where_it_is(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t room = 0;
    ARRAY_RESERVE(bytes, room, 100);
    const char *before = bytes;
    const size_t room_before = room;
    ARRAY_RESERVE(bytes, room, 50);
    ARRAY_RESERVE(bytes, room, 0);
    assert_ptr_equal(bytes, before);
    assert_int_equal(room, room_before);
    free(bytes);
}

static void no_memory_at_all_is_still_a_block(void **state)
{
    (void)state;
    void *block = memory_take(0, 8);
    assert_non_null(block);
    free(block);
}

static void pieces_of_an_arena_are_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char *before = NULL;
    for (size_t size = 0; size < 3000; size++) {
        char *piece = arena_take(&arena, size);
        assert_int_equal((uintptr_t)piece % 16, 0);
        assert_true(size < 2 || piece != before);
        memset(piece, (int)(size % 100), size);
        if (size > 1)
            assert_int_equal(before[size - 2], (size - 1) % 100);
        before = piece;
    }
    arena_release(&arena);
}

static void a_piece_may_be_larger_than_a_block(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct text small = arena_keep(&arena, text_of("small"));
    char *large = arena_take_bytes(&arena, 50000000);
    memset(large, 'x', 50000000);
    const struct text after = arena_keep(&arena, text_of("after"));
    assert_true(text_is(small, "small"));
    assert_true(text_is(after, "after"));
    arena_release(&arena);
}

static void a_kept_text_is_a_copy_that_ends_in_a_zero_byte(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char bytes[] = "Hartlepool";
    const struct text kept = arena_keep(&arena, (struct text){ bytes, 4 });
    bytes[0] = 'x';
    assert_string_equal(kept.bytes, "Hart");
    assert_int_equal(kept.length, 4);
    const struct text empty = arena_keep(&arena, (struct text){ NULL, 0 });
    assert_string_equal(empty.bytes, "");
    arena_release(&arena);
}

static void printing_into_an_arena_takes_any_length(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct text printed = arena_print(&arena, "%s:%d", "returns.csv", 14);
    assert_string_equal(printed.bytes, "returns.csv:14");
    assert_int_equal(printed.length, 14);
    const struct text wide = arena_print(&arena, "%100000d", 7);
    assert_int_equal(wide.length, 100000);
    assert_string_equal(wide.bytes + 99998, " 7");
    arena_release(&arena);
}

static void an_arena_can_be_used_again_after_release(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_keep(&arena, text_of("a"));
    arena_release(&arena);
    assert_true(text_is(arena_keep(&arena, text_of("b")), "b"));
    arena_release(&arena);
}

static void a_size_beyond_all_memory_ends_the_program_with_status_2(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        memory_take(SIZE_MAX / 2, 4);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_array_grows_and_keeps_what_it_holds),
        cmocka_unit_test(an_array_with_room_stays_where_it_is),
        cmocka_unit_test(no_memory_at_all_is_still_a_block),
        cmocka_unit_test(pieces_of_an_arena_are_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_a_block),
        cmocka_unit_test(a_kept_text_is_a_copy_that_ends_in_a_zero_byte),
        cmocka_unit_test(printing_into_an_arena_takes_any_length),
        cmocka_unit_test(an_arena_can_be_used_again_after_release),
        cmocka_unit_test(a_size_beyond_all_memory_ends_the_program_with_status_2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
