/* Which installed metric a label may mean, and ids for those that none does. */
#include "step/draft_facts.h"

enum { MOST_WORDS_OF_LABEL = 40 };

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The words of a label without those that say nothing; how many. */
static size_t words_of(struct text label, struct text words[MOST_WORDS_OF_LABEL])
{
    static const char *const empty[] = { "of",  "the",  "and",     "or",  "in",
                                         "for", "to",   "a",       "an",  "by",
                                         "at",  "with", "outcome", "who", "are",
                                         "asc", "on",   "per",     NULL };
    size_t count = 0;
    for (size_t at = 0; at < label.length && count < MOST_WORDS_OF_LABEL;) {
        size_t end = at;
        while (end < label.length && is_word_byte(label.bytes[end]))
            end++;
        const struct text word = text_slice(label, at, end);
        if (end > at && !draft_has_any(word, empty))
            words[count++] = word;
        at = end + 1;
    }
    return count;
}

/* One word, but for case and an s at the end. */
static bool same_word(struct text a, struct text b)
{
    if (a.length > 3 && small(a.bytes[a.length - 1]) == 's')
        a.length--;
    if (b.length > 3 && small(b.bytes[b.length - 1]) == 's')
        b.length--;
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (small(a.bytes[i]) != small(b.bytes[i]))
            return false;
    return true;
}

static double likeness(const struct text *one, size_t one_count, struct text label)
{
    struct text other[MOST_WORDS_OF_LABEL];
    const size_t other_count = words_of(label, other);
    size_t common = 0;
    for (size_t i = 0; i < one_count; i++)
        for (size_t j = 0; j < other_count; j++)
            if (same_word(one[i], other[j])) {
                other[j].length = 0;
                common++;
                break;
            }
    return one_count + other_count == 0
               ? 0
               : 2.0 * (double)common / (double)(one_count + other_count);
}

const struct metric *draft_metric_match(const struct metrics *metrics, struct text label,
                                        double *score)
{
    struct text words[MOST_WORDS_OF_LABEL];
    const size_t count = words_of(label, words);
    const struct metric *best = NULL;
    *score = 0;
    for (size_t i = 0; i < metrics->count; i++) {
        const double alike = likeness(words, count, metrics->all[i].label);
        if (alike > *score) {
            *score = alike;
            best = &metrics->all[i];
        }
    }
    return best;
}

struct text draft_slug(struct text label, size_t most, struct arena *arena)
{
    char *out = arena_take_bytes(arena, most + 1);
    size_t length = 0;
    for (size_t i = 0; i < label.length && length < most; i++) {
        const char c = small(label.bytes[i]);
        if (is_word_byte(c))
            out[length++] = c;
        else if (length > 0 && out[length - 1] != '-')
            out[length++] = '-';
    }
    while (length > 0 && out[length - 1] == '-')
        length--;
    return (struct text){ out, length };
}
