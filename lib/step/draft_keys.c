/* What tells rows of one area and period apart: the columns without which they repeat. */
#include <stdlib.h>

#include "step/draft_facts.h"

enum { MOST_ROWS = 200000, MOST_CANDIDATES = 24 };

/* Hashes of the texts of the first MOST_ROWS rows: of what is known to tell them apart,
 * and of each column that may. Two texts of one hash would only make a suggestion worse.
 */
struct keys {
    uint64_t *base; /* of area and period alone */
    uint64_t *known;
    uint32_t *texts; /* a row of `candidate_count` for each */
    size_t count, room, base_room, text_room;
    size_t candidates[MOST_CANDIDATES]; /* columns, from 1 */
    size_t candidate_count;
    uint64_t *sorted;
};

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t hash_text(uint64_t hash, struct text t)
{
    for (size_t i = 0; i < t.length; i++)
        hash = (hash ^ (unsigned char)t.bytes[i]) * UINT64_C(1099511628211);
    return (hash ^ 0xff) * UINT64_C(1099511628211);
}

static const uint64_t hash_start = UINT64_C(14695981039346656037);

static uint32_t short_hash(struct text text)
{
    return (uint32_t)(hash_text(hash_start, text) >> 16);
}

static bool add_row(struct draft *draft, void *state, const struct csv_row *row,
                    size_t record)
{
    struct keys *keys = state;
    uint64_t known = hash_start;
    (void)record;
    if (draft->area > 0) {
        const struct text area = draft_area_cell(draft, row);
        uint32_t number;
        if (draft_area_read(draft->request->areas, area, &number) == AREA_FORM_NONE)
            return true;
        known = hash_text(known, area);
    }
    if (draft->period > 0)
        known = hash_text(known, draft_cell_of(row, draft->period));
    ARRAY_RESERVE(keys->known, keys->room, keys->count + 1);
    ARRAY_RESERVE(keys->texts, keys->text_room,
                  (keys->count + 1) * (keys->candidate_count + 1));
    uint32_t *texts = keys->texts + keys->count * keys->candidate_count;
    for (size_t i = 0; i < keys->candidate_count; i++)
        texts[i] = short_hash(draft_cell_of(row, keys->candidates[i]));
    ARRAY_RESERVE(keys->base, keys->base_room, keys->count + 1);
    keys->base[keys->count] = known;
    keys->known[keys->count++] = known;
    return keys->count < MOST_ROWS;
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return (one > other) - (one < other);
}

/* Rows that are like an earlier one, were `candidate` known too (from 0; or none). */
static uint64_t count_repeats(struct keys *keys, size_t candidate)
{
    uint64_t repeats = 0;
    for (size_t r = 0; r < keys->count; r++) {
        keys->sorted[r] = keys->known[r];
        if (candidate < keys->candidate_count)
            keys->sorted[r] =
                (keys->known[r] ^ keys->texts[r * keys->candidate_count + candidate]) *
                UINT64_C(1099511628211);
    }
    qsort(keys->sorted, keys->count, sizeof *keys->sorted, compare_hashes);
    for (size_t r = 1; r < keys->count; r++)
        repeats += keys->sorted[r] == keys->sorted[r - 1];
    return repeats;
}

static void take_candidate(struct draft *draft, struct keys *keys, size_t candidate)
{
    for (size_t r = 0; r < keys->count; r++)
        keys->known[r] =
            (keys->known[r] ^ keys->texts[r * keys->candidate_count + candidate]) *
            UINT64_C(1099511628211);
    draft->dimensions[draft->dimension_count++] = keys->candidates[candidate];
}

static bool may_tell_apart(const struct draft_head *head)
{
    enum { FEW = 250 };
    const size_t different =
        draft_tally_count(&head->cells.texts) + (head->cells.empty > 0);
    return (head->role == ROLE_WORDS || head->role == ROLE_IDENTIFIER) && different > 1 &&
           different <= FEW && head->cells.texts.others == 0;
}

/* The column named by its head first, so that of equally good ones it is taken. */
static void find_candidates(const struct draft *draft, struct keys *keys)
{
    if (draft->named > 0 && may_tell_apart(&draft->heads[draft->named - 1]))
        keys->candidates[keys->candidate_count++] = draft->named;
    for (size_t i = 0; i < draft->head_count; i++)
        if (i + 1 != draft->named && keys->candidate_count < MOST_CANDIDATES &&
            may_tell_apart(&draft->heads[i]))
            keys->candidates[keys->candidate_count++] = i + 1;
}

/* One column after the other: each the one that leaves the fewest repeats, as long as it
 * takes a fiftieth of the rows away. */
static void find_dimensions(struct draft *draft, struct keys *keys)
{
    draft->repeats = draft->repeats_left = count_repeats(keys, SIZE_MAX);
    while (draft->dimension_count < DRAFT_MOST_DIMENSIONS &&
           draft->repeats_left * 50 > keys->count) {
        size_t best = SIZE_MAX;
        uint64_t fewest = draft->repeats_left;
        for (size_t i = 0; i < keys->candidate_count; i++) {
            const uint64_t repeats = count_repeats(keys, i);
            if (repeats < fewest) {
                fewest = repeats;
                best = i;
            }
        }
        if (best == SIZE_MAX || (draft->repeats_left - fewest) * 50 < keys->count)
            return;
        take_candidate(draft, keys, best);
        draft->repeats_left = fewest;
    }
}

/* --- Which text of a dimension is wanted --- */

static bool is_total(struct text t)
{
    static const char *const wholes[] = { "total",   "all",     "persons", "both",
                                          "overall", "outcome", NULL };
    return t.length < 40 && draft_has_any(t, wholes) && !draft_has_word(t, "excluding");
}

static size_t candidate_of(const struct keys *keys, size_t column)
{
    size_t at = 0;
    while (keys->candidates[at] != column)
        at++;
    return at;
}

/* Whether nearly all that the other dimensions tell apart has a row with `whole`: what
 * has none would be lost where the whole alone is wanted. */
static bool covers(struct draft *draft, struct keys *keys, size_t column,
                   struct text whole)
{
    const uint32_t wanted = short_hash(whole);
    const size_t own = candidate_of(keys, column);
    uint64_t with_whole = 0, groups = keys->count > 0;
    for (size_t r = 0; r < keys->count; r++) {
        const uint32_t *texts = keys->texts + r * keys->candidate_count;
        keys->sorted[r] = keys->base[r];
        for (size_t i = 0; i < draft->found_count; i++)
            if (draft->found[i] != column)
                keys->sorted[r] =
                    (keys->sorted[r] ^ texts[candidate_of(keys, draft->found[i])]) *
                    UINT64_C(1099511628211);
        with_whole += texts[own] == wanted;
    }
    qsort(keys->sorted, keys->count, sizeof *keys->sorted, compare_hashes);
    for (size_t r = 1; r < keys->count; r++)
        groups += keys->sorted[r] != keys->sorted[r - 1];
    return with_whole * 10 >= groups * 9;
}

/* The index of the most frequent text that says it is the whole, or else of the most
 * frequent; TEXT_MAP_ABSENT where a whole is wanted and none is there. */
static uint32_t wanted_text(const struct draft_tally *texts, bool whole)
{
    uint32_t *order = draft_tally_order(texts);
    uint32_t wanted = TEXT_MAP_ABSENT;
    for (size_t i = 0; i < draft_tally_count(texts) && wanted == TEXT_MAP_ABSENT; i++)
        if (!whole || is_total(texts->texts.keys[order[i]]))
            wanted = order[i];
    free(order);
    return wanted;
}

/* Rows with several figures and a dimension of many texts, none of them the whole: a long
 * table whose first figure is the value, and the others say more about it. */
static void settle_value(struct draft *draft)
{
    enum { FEW = 6 };
    for (size_t i = 0; i < draft->dimension_count && draft->value == 0; i++) {
        const struct draft_tally *texts =
            &draft_head(draft, draft->dimensions[i])->cells.texts;
        if (draft_tally_count(texts) <= FEW ||
            wanted_text(texts, true) != TEXT_MAP_ABSENT)
            continue;
        for (size_t h = 0; h < draft->head_count && draft->value == 0; h++)
            if (draft->heads[h].role == ROLE_VALUE)
                draft->value = h + 1;
    }
}

/* Of a dimension that has a whole, that is wanted; of others too where the rows have
 * several values, whose metrics are told by the columns. */
static void choose_only(struct draft *draft, struct keys *keys)
{
    size_t kept = 0;
    draft->found_count = draft->dimension_count;
    memcpy(draft->found, draft->dimensions, sizeof draft->found);
    for (size_t i = 0; i < draft->dimension_count; i++) {
        const size_t column = draft->dimensions[i];
        const struct draft_tally *texts = &draft_head(draft, column)->cells.texts;
        const bool single =
            draft->value > 0 || (draft->periods_across && !draft->across_named);
        uint32_t wanted = wanted_text(texts, true);
        if (wanted == TEXT_MAP_ABSENT && !single)
            wanted = wanted_text(texts, false);
        if (wanted == TEXT_MAP_ABSENT ||
            (single && (column == draft->named ||
                        !covers(draft, keys, column, texts->texts.keys[wanted]))))
            draft->dimensions[kept++] = column;
        else
            draft->only[draft->only_count++] =
                (struct draft_only){ column, texts->texts.keys[wanted],
                                     texts->counts[wanted] };
    }
    draft->dimension_count = kept;
}

/* In the order of the file, so that joined names read as the row does. */
static int by_number(const void *a, const void *b)
{
    const size_t one = *(const size_t *)a, other = *(const size_t *)b;
    return (one > other) - (one < other);
}

/* Areas across: all columns of words before them name what a row is about. */
static void name_rows(struct draft *draft)
{
    for (size_t i = 0; i + 1 < draft->layout.across_from; i++)
        if (draft->heads[i].role != ROLE_PERIOD && draft->heads[i].cells.filled > 0 &&
            draft->dimension_count < DRAFT_MOST_DIMENSIONS)
            draft->dimensions[draft->dimension_count++] = i + 1;
}

bool draft_keys_find(struct draft *draft)
{
    struct keys keys = { 0 };
    if (draft->layout.shape == SHAPE_AREAS_ACROSS) {
        name_rows(draft);
        return true;
    }
    find_candidates(draft, &keys);
    const bool fine = draft_walk(draft, add_row, &keys);
    keys.sorted = memory_take(keys.count + 1, sizeof *keys.sorted);
    if (fine) {
        find_dimensions(draft, &keys);
        if (!draft->periods_across)
            settle_value(draft);
        choose_only(draft, &keys);
        if (draft->dimension_count == 0 && draft->named > 0 && draft->value > 0)
            draft->dimensions[draft->dimension_count++] = draft->named;
        qsort(draft->dimensions, draft->dimension_count, sizeof *draft->dimensions,
              by_number);
    }
    free(keys.base);
    free(keys.known);
    free(keys.texts);
    free(keys.sorted);
    return fine;
}
