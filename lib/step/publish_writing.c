/* What the parts of one council's page share. */
#include "step/publish_writing.h"

#include <stdlib.h>

void publish_line(const struct publish_writing *w, size_t indent, struct text text)
{
    text_page_paragraph(w->page, indent, indent + 2, text);
}

/* The group of a comparison, from whichever metric has it. */
struct text publish_group(const struct publish_entries *entries, size_t peers)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct text group =
            entries->all[i].comparisons[peers].cells[COMPARISON_GROUP];
        if (!text_is_empty(group))
            return group;
    }
    return text_of("");
}

struct text publish_peers_heading(const struct publish_writing *w, size_t peers)
{
    const struct text group = publish_group(w->entries, peers);
    const struct text prefix = w->entries->peers[peers].prefix;
    const struct text words =
        text_is_empty(group) ? prefix : words_peers_brief(w->arena, group);
    for (size_t i = 0; i < w->entries->peer_count && !text_is_empty(group); i++)
        if (i != peers && text_equal(group, publish_group(w->entries, i)))
            return arena_print(w->arena, "%.*s (%.*s)", TEXT_ARGS(words),
                               TEXT_ARGS(prefix));
    return words;
}

/* How many there are to be compared with, with and without a figure. */
double publish_peer_count(const struct comparison *comparison)
{
    return comparison->numbers[COMPARISON_N] + comparison->numbers[COMPARISON_MISSING] +
           comparison->numbers[COMPARISON_OUTSIDE];
}

struct verdict_words publish_verdict(const struct publish_entry *entry,
                                     const struct comparison *comparison)
{
    struct verdict_words words;
    if (words_verdict(entry->metric, comparison->verdict,
                      comparison->basis == BASIS_MADS &&
                          comparison->has[COMPARISON_MADS] &&
                          comparison_is_with_median(comparison),
                      comparison->numbers[COMPARISON_MADS], &words))
        return words;
    return (struct verdict_words){ NULL, "" };
}

const char *publish_verdict_in_a_word(const struct comparison *comparison)
{
    if (comparison->verdict != VERDICT_NONE)
        return comparison_verdict_words[comparison->verdict];
    if (publish_peer_count(comparison) == 0)
        return "-";
    switch (comparison->basis) {
    case BASIS_TOO_FEW:
    case BASIS_SMALL_BASE:
        return "too few to say";
    case BASIS_NO_SPREAD:
    case BASIS_NO_BENCHMARK:
        return "cannot be said";
    case BASIS_NOT_APPLICABLE:
    case BASIS_NO_VALUE:
    case BASIS_MADS:
    case BASIS_LIMITS:
    case BASIS_FUNNEL:
    case BASIS_ADJUSTED_FUNNEL:
        break;
    }
    return "-";
}

static void append(struct publish_list *list, struct text t)
{
    ARRAY_RESERVE(list->bytes, list->room, list->used + t.length + 1);
    if (t.length > 0)
        memcpy(list->bytes + list->used, t.bytes, t.length);
    list->used += t.length;
}

void publish_list_add(struct publish_list *list, const char *between, struct text item)
{
    append(list, text_of(list->count > 0 ? between : ""));
    append(list, item);
    list->count++;
}

struct text publish_list_take(struct publish_list *list, struct arena *arena)
{
    const struct text kept = arena_keep(arena, (struct text){ list->bytes, list->used });
    free(list->bytes);
    *list = (struct publish_list){ 0 };
    return kept;
}
