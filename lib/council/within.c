/* Which rows are put together beyond metric, period and level. */
#include "council/within.h"

#include <stdlib.h>

static bool set_word(struct within *within, struct text word)
{
    if (text_is(word, "class"))
        within->class = true;
    else if (text_is(word, "region"))
        within->region = true;
    else if (text_is(word, "combined-authority"))
        within->combined_authority = true;
    else
        return text_is(word, "level");
    return true;
}

bool within_parse(const char *list, struct within *within, struct messages *messages)
{
    const char *end;
    *within = (struct within){ 0 };
    for (;; list = end + 1) {
        end = strchrnul(list, ',');
        const struct text word = { list, (size_t)(end - list) };
        if (!set_word(within, word)) {
            messages_say(
                messages, (struct place){ 0 },
                "--within: unknown word '%.*s'; expected a list of: class, region, "
                "combined-authority, level",
                TEXT_ARGS(word));
            return false;
        }
        if (*end == '\0')
            return true;
    }
}

/* What makes rows alike. The region by its bytes: the address of its text would depend on
 * memory. */
struct key {
    uint32_t class;
    uint32_t combined_authority;
    struct text region;
};

static bool same(const struct key *a, const struct key *b)
{
    return a->class == b->class && a->combined_authority == b->combined_authority &&
           text_equal(a->region, b->region);
}

static bool key_of(const struct within *within, const struct observation_table *table,
                   const struct cohort *cohort, const struct observation *row,
                   struct key *key)
{
    const struct areas *areas = table->reading.areas;
    const struct area *area = areas_get(areas, row->area);
    *key = (struct key){ .class = within->class ? (uint32_t)area->class : 0 };
    if (within->region)
        key->region = area->region;
    if (within->combined_authority)
        key->combined_authority = areas_combined_authority(
            areas, row->area, period_last_day(cohort->period, cohort->metric->year));
    return !(within->region && area->region.length == 0) &&
           !(within->combined_authority && key->combined_authority == AREA_NONE);
}

uint32_t within_split(const struct within *within, const struct observation_table *table,
                      const struct cohort *cohort, uint32_t *groups)
{
    struct key *keys = memory_take(cohort->count, sizeof *keys);
    uint32_t count = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        struct key key;
        groups[i] = WITHIN_NONE;
        if (!key_of(within, table, cohort, &table->rows[cohort->rows[i]], &key))
            continue;
        for (groups[i] = 0; groups[i] < count && !same(&keys[groups[i]], &key);)
            groups[i]++;
        if (groups[i] == count)
            keys[count++] = key;
    }
    free(keys);
    return count;
}
