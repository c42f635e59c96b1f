/* Growing arrays and an arena. Memory that runs out ends the program: nothing above could
 * do better. */
#ifndef OFLOG_BASE_MEMORY_H
#define OFLOG_BASE_MEMORY_H

#include "base/text.h"

/* malloc and realloc that print a message and exit with status 2 when there is no memory
 * or when count * size overflows. The caller frees with free(). */
void *memory_take(size_t count, size_t size);
void *memory_resize(void *block, size_t count, size_t size);

/* Makes room for at least `needed` items in `array`, whose room is kept in `room` (both
 * lvalues of the caller; the array starts as NULL with room 0). Grows by half, so
 * appending is linear in all. */
#define ARRAY_RESERVE(array, room, needed)                                               \
    ((array) = array_reserve((array), &(room), (needed), sizeof *(array)))

void *array_reserve(void *array, size_t *room, size_t needed, size_t size);

/* Many small pieces that live and go together. Pieces never move. */
struct arena {
    struct arena_block *newest;
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);

/* `size` bytes aligned for any type, with unspecified content, good until
 * arena_release(). */
void *arena_take(struct arena *arena, size_t size);

/* As arena_take(), without alignment: for bytes of text. */
char *arena_take_bytes(struct arena *arena, size_t size);

/* A copy of `t` followed by a zero byte (not counted), good until arena_release(). */
struct text arena_keep(struct arena *arena, struct text t);

/* printf into the arena; the result ends in a zero byte. */
struct text arena_print(struct arena *arena, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

#endif
