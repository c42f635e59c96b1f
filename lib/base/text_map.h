/* Texts numbered in the order in which they came: columns, areas, metrics. */
#ifndef OFLOG_BASE_TEXT_MAP_H
#define OFLOG_BASE_TEXT_MAP_H

#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"

enum { TEXT_MAP_ABSENT = UINT32_MAX };

struct text_map {
    /* keys[number], copied into `arena`; good until text_map_release() */
    struct text *keys;
    uint32_t count;
    size_t room;
    uint32_t *slots;
    uint32_t *hashes; /* of keys[number] */
    size_t hash_room;
    size_t slot_count;
    uint64_t secret[2]; /* random, so that nobody can choose texts that collide */
    struct arena arena;
};

void text_map_init(struct text_map *map);
void text_map_release(struct text_map *map);

/* The number of `key`, or TEXT_MAP_ABSENT. */
uint32_t text_map_find(const struct text_map *map, struct text key);

/* The number of `key`, which is given the next one (map->count) when it is new. */
uint32_t text_map_add(struct text_map *map, struct text key);

/* SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, with one
 * round a word and three at the end) of `key` under `secret`: the hash inside, here for
 * its test. */
uint64_t text_map_hash(const uint64_t secret[2], struct text key);

#endif
