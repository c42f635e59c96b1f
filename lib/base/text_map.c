/* Texts numbered in the order in which they came: a table of open addressing. */
#include "base/text_map.h"

#include <stdlib.h>
#include <sys/random.h>

static inline uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

struct sip {
    uint64_t a, b, c, d;
};

static inline struct sip sip_round(struct sip s)
{
    s.a += s.b;
    s.c += s.d;
    s.b = rotate(s.b, 13) ^ s.a;
    s.d = rotate(s.d, 16) ^ s.c;
    s.a = rotate(s.a, 32) + s.d;
    s.c += s.b;
    s.b = rotate(s.b, 17) ^ s.c;
    s.d = rotate(s.d, 21) ^ s.a;
    s.c = rotate(s.c, 32);
    return s;
}

static inline struct sip sip_take(struct sip s, uint64_t eight)
{
    s.d ^= eight;
    s = sip_round(s);
    s.a ^= eight;
    return s;
}

/* Eight bytes as a number, the first being the lowest, on any machine. */
static inline uint64_t eight_bytes(const char *bytes)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* The last bytes of `key`, fewer than eight, as a number. Codes are nine bytes long: what
 * stands before is read again and shifted out, which is faster than byte by byte. */
static inline uint64_t rest_bytes(struct text key)
{
    const size_t rest = key.length % 8;
    uint64_t number = 0;
    if (rest > 0 && key.length > 8)
        return eight_bytes(key.bytes + key.length - 8) >> (64 - 8 * rest);
    for (size_t i = 0; i < rest; i++)
        number |= (uint64_t)(unsigned char)key.bytes[i] << 8 * i;
    return number;
}

uint64_t text_map_hash(const uint64_t secret[2], struct text key)
{
    struct sip s = { secret[0] ^ 0x736f6d6570736575u, secret[1] ^ 0x646f72616e646f6du,
                     secret[0] ^ 0x6c7967656e657261u, secret[1] ^ 0x7465646279746573u };
    for (size_t at = 0; at + 8 <= key.length; at += 8)
        s = sip_take(s, eight_bytes(key.bytes + at));
    s = sip_take(s, (uint64_t)key.length << 56 | rest_bytes(key));
    s.c ^= 0xff;
    s = sip_round(sip_round(sip_round(s)));
    return s.a ^ s.b ^ s.c ^ s.d;
}

/* Keys come from strangers, who could choose them to fall into one place and make each
 * look-up a walk through all. No number and no order depends on the secret. Without
 * random bytes, where the map lies in memory has to do. */
void text_map_init(struct text_map *map)
{
    *map = (struct text_map){ 0 };
    if (getrandom(map->secret, sizeof map->secret, GRND_NONBLOCK) !=
        (ssize_t)sizeof map->secret)
        map->secret[0] ^= (uint64_t)(uintptr_t)map;
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
    const uint32_t hash = (uint32_t)text_map_hash(map->secret, key);
    return map->slots[text_map_slot(map, key, hash)];
}

uint32_t text_map_add(struct text_map *map, struct text key)
{
    if (map->slot_count < 2 * ((size_t)map->count + 1))
        text_map_set_slots(map, map->slot_count == 0 ? 64 : map->slot_count * 2);
    const uint32_t hash = (uint32_t)text_map_hash(map->secret, key);
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
