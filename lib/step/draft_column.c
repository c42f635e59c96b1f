/* What the cells of one column look like. */
#include "step/draft_column.h"

#include <math.h>
#include <stdlib.h>

static void add_many(struct draft_tally *tally, struct text text, uint64_t count,
                     size_t most)
{
    if (!tally->begun) {
        text_map_init(&tally->texts);
        tally->begun = true;
    }
    uint32_t at = text_map_find(&tally->texts, text);
    if (at == TEXT_MAP_ABSENT) {
        if (tally->texts.count >= most || text.length > DRAFT_LONGEST_TEXT) {
            tally->others += count;
            return;
        }
        at = text_map_add(&tally->texts, text);
        ARRAY_RESERVE(tally->counts, tally->room, at + 1);
        tally->counts[at] = 0;
    }
    tally->counts[at] += count;
}

void draft_tally_add(struct draft_tally *tally, struct text text, size_t most)
{
    add_many(tally, text, 1, most);
}

void draft_tally_add_all(struct draft_tally *tally, const struct draft_tally *more,
                         size_t most)
{
    for (size_t i = 0; i < draft_tally_count(more); i++)
        add_many(tally, more->texts.keys[i], more->counts[i], most);
    tally->others += more->others;
}

void draft_tally_release(struct draft_tally *tally)
{
    if (tally->begun)
        text_map_release(&tally->texts);
    free(tally->counts);
}

static int by_count(const void *a, const void *b, void *state)
{
    const struct draft_tally *tally = state;
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    if (tally->counts[one] != tally->counts[other])
        return tally->counts[one] < tally->counts[other] ? 1 : -1;
    return text_compare(tally->texts.keys[one], tally->texts.keys[other]);
}

uint32_t *draft_tally_order(const struct draft_tally *tally)
{
    const size_t count = draft_tally_count(tally);
    uint32_t *order = memory_take(count + 1, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, count, sizeof *order, by_count, (void *)tally);
    return order;
}

static void add_number(struct draft_column *column, const struct draft_number *number)
{
    column->numbers++;
    for (unsigned i = 0; i < SPELLING_COUNT; i++)
        column->spellings[i] += (number->spellings >> i) & 1;
    column->negative += number->value < 0;
    column->above_hundred += number->value > 100;
    column->broken += number->value != floor(number->value);
    if (number->trailing.length > 0)
        draft_tally_add(&column->trailing, number->trailing, DRAFT_MOST_MARKS);
    if (number->sign.length > 0)
        draft_tally_add(&column->signs, number->sign, DRAFT_MOST_MARKS);
}

static void see_area(struct draft_column *column, const struct areas *areas,
                     uint32_t area)
{
    if (column->seen == NULL) {
        const size_t words = areas_count(areas) / 64 + 1;
        column->seen = memory_take(words, sizeof *column->seen);
        memset(column->seen, 0, words * sizeof *column->seen);
    }
    const uint64_t bit = UINT64_C(1) << (area % 64);
    if (column->seen[area / 64] & bit)
        return;
    column->seen[area / 64] |= bit;
    if (area_level_of(areas_get(areas, area)->class) == LEVEL_COUNCIL)
        column->councils++;
    else
        column->others++;
}

void draft_column_add(struct draft_column *column, const struct areas *areas,
                      struct text cell)
{
    struct draft_number number;
    uint32_t area;
    cell = text_trim(cell);
    if (cell.length == 0) {
        column->empty++;
        return;
    }
    column->filled++;
    column->periods[draft_period_read(cell)]++;
    draft_tally_add(&column->texts, cell, DRAFT_MOST_TEXTS);
    column->areas[draft_area_read(areas, cell, &area)]++;
    const unsigned schemes = draft_schemes_of(areas, cell);
    for (unsigned i = 0; i < DRAFT_MOST_SCHEMES; i++)
        column->schemes[i] += (schemes >> i) & 1;
    if (area != AREA_NONE)
        see_area(column, areas, area);
    if (draft_number_read(cell, &number))
        add_number(column, &number);
    else
        draft_tally_add(&column->words, cell, DRAFT_MOST_WORDS);
}

void draft_column_release(struct draft_column *column)
{
    draft_tally_release(&column->texts);
    draft_tally_release(&column->words);
    draft_tally_release(&column->trailing);
    draft_tally_release(&column->signs);
    free(column->seen);
}
