/* Texts numbered in the order in which they came: a table of open addressing. */
#include "base/text_map.h"

#include <stdlib.h>

/* FNV-1a with a last mix. Keys come from strangers, but a run holds few different ones
 * (councils, metrics, periods), and a row beyond those costs one probe chain and is
 * refused. */
static uint32_t text_map_hash(struct text key)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < key.length; i++)
        hash = (hash ^ (unsigned char)key.bytes[i]) * 0x100000001b3u;
    hash ^= hash >> 32;
    return (uint32_t)(hash * 0x9e3779b1u >> 3);
}

void text_map_init(struct text_map *map)
{
    *map = (struct text_map){ 0 };
    arena_init(&map->arena);
}

void text_map_release(struct text_map *map)
{
    free(map->keys);
    free(map->slots);
    free(map->hashes);
    arena_release(&map->arena);
    *map = (struct text_map){ 0 };
}

/* The slot that holds `key`, or the free one where it belongs. */
static size_t text_map_slot(const struct text_map *map, struct text key, uint32_t hash)
{
    size_t slot = hash & (map->slot_count - 1);
    while (map->slots[slot] != TEXT_MAP_ABSENT) {
        const uint32_t number = map->slots[slot];
        if (map->hashes[number] == hash && text_equal(map->keys[number], key))
            break;
        slot = (slot + 1) & (map->slot_count - 1);
    }
    return slot;
}

static void text_map_set_slots(struct text_map *map, size_t slot_count)
{
    map->slots = memory_resize(map->slots, slot_count, sizeof *map->slots);
    map->slot_count = slot_count;
    memset(map->slots, 0xff, slot_count * sizeof *map->slots);
    for (uint32_t number = 0; number < map->count; number++)
        map->slots[text_map_slot(map, map->keys[number], map->hashes[number])] = number;
}

uint32_t text_map_find(const struct text_map *map, struct text key)
{
    if (map->slot_count == 0)
        return TEXT_MAP_ABSENT;
    return map->slots[text_map_slot(map, key, text_map_hash(key))];
}

uint32_t text_map_add(struct text_map *map, struct text key)
{
    if (map->slot_count < 2 * ((size_t)map->count + 1))
        text_map_set_slots(map, map->slot_count == 0 ? 64 : map->slot_count * 2);
    const uint32_t hash = text_map_hash(key);
    const size_t slot = text_map_slot(map, key, hash);
    if (map->slots[slot] != TEXT_MAP_ABSENT)
        return map->slots[slot];
    ARRAY_RESERVE(map->keys, map->room, map->count + 1);
    ARRAY_RESERVE(map->hashes, map->hash_room, map->count + 1);
    map->keys[map->count] = arena_keep(&map->arena, key);
    map->hashes[map->count] = hash;
    map->slots[slot] = map->count;
    return map->count++;
}
