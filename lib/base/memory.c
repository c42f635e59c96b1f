/* Growing arrays and an arena. */
#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARENA_BLOCK_SIZE = 1 << 16, ARENA_ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t size;
    _Alignas(ARENA_ALIGNMENT) char bytes[];
};

static _Noreturn void memory_ran_out(void)
{
    fputs("oflog: out of memory\n", stderr);
    exit(2);
}

void *memory_resize(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        memory_ran_out();
    void *resized = realloc(block, count * size > 0 ? count * size : 1);
    if (resized == NULL)
        memory_ran_out();
    return resized;
}

void *memory_take(size_t count, size_t size)
{
    return memory_resize(NULL, count, size);
}

void *array_reserve(void *array, size_t *room, size_t needed, size_t size)
{
    if (needed <= *room)
        return array;
    size_t larger = *room + *room / 2;
    if (larger < needed)
        larger = needed;
    if (larger < 16)
        larger = 16;
    *room = larger;
    return memory_resize(array, larger, size);
}

void arena_init(struct arena *arena)
{
    arena->newest = NULL;
}

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block != NULL) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena->newest = NULL;
}

/* Blocks double up to a limit, so that holding much costs few calls and holding little
 * costs little. */
static struct arena_block *arena_add_block(struct arena *arena, size_t least)
{
    enum { LARGEST = 1 << 24 };
    size_t size = arena->newest == NULL ? ARENA_BLOCK_SIZE : arena->newest->size * 2;
    if (size > LARGEST)
        size = LARGEST;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        memory_ran_out();
    struct arena_block *block = memory_take(1, sizeof *block + size);
    *block = (struct arena_block){ .older = arena->newest, .used = 0, .size = size };
    arena->newest = block;
    return block;
}

static void *arena_take_aligned(struct arena *arena, size_t size, size_t alignment)
{
    struct arena_block *block = arena->newest;
    size_t start =
        block == NULL ? 0 : (block->used + alignment - 1) / alignment * alignment;
    if (block == NULL || start > block->size || size > block->size - start) {
        block = arena_add_block(arena, size);
        start = 0;
    }
    block->used = start + size;
    return block->bytes + start;
}

void *arena_take(struct arena *arena, size_t size)
{
    return arena_take_aligned(arena, size, ARENA_ALIGNMENT);
}

char *arena_take_bytes(struct arena *arena, size_t size)
{
    return arena_take_aligned(arena, size, 1);
}

struct text arena_keep(struct arena *arena, struct text t)
{
    char *copy = arena_take_bytes(arena, t.length + 1);
    if (t.length > 0)
        memcpy(copy, t.bytes, t.length);
    copy[t.length] = '\0';
    return (struct text){ copy, t.length };
}

struct text arena_print(struct arena *arena, const char *layout, ...)
{
    va_list arguments, again;
    va_start(arguments, layout);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, layout, arguments);
    va_end(arguments);
    char *bytes = arena_take_bytes(arena, (size_t)length + 1);
    vsnprintf(bytes, (size_t)length + 1, layout, again);
    va_end(again);
    return (struct text){ bytes, (size_t)length };
}
