/* How a draft says that numbers and markers are written. */
#include <stdlib.h>

#include "step/draft_write.h"

static uint64_t count_spelling(const struct draft *draft, enum draft_spelling spelling)
{
    uint64_t count = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_is_figure(draft, i) || (draft->heads[i].used && i + 1 != draft->area))
            count += draft->heads[i].cells.spellings[spelling];
    return count;
}

static void write_numbers(struct draft_writing *w)
{
    static const struct {
        enum draft_spelling spelling;
        const char *line;
    } lines[] = {
        { SPELLING_THOUSANDS, "thousands: \",\"" },
        { SPELLING_PERCENT, "percent: true" },
        { SPELLING_CURRENCY, "currency: \"\u00a3\"" },
        { SPELLING_BRACKETS, "negative: brackets" },
        { SPELLING_MINUS, "minus: [\"\u2212\", \"\u2013\"]" },
    };
    bool begun = false;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const uint64_t count = count_spelling(w->draft, lines[i].spelling);
        if (count == 0)
            continue;
        if (!begun)
            draft_put(w, "numbers:\n");
        begun = true;
        draft_put(w, "  %-30s # %llu cells\n", lines[i].line, (unsigned long long)count);
    }
}

static void gather_trailing(struct draft *draft, struct draft_tally *all)
{
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_is_figure(draft, i))
            draft_tally_add_all(all, &draft->heads[i].cells.trailing, DRAFT_MOST_MARKS);
}

static bool is_shorthand(struct text t)
{
    struct text rest;
    unsigned markers;
    return t.length > 2 && t.bytes[0] == '[' &&
           markers_parse_shorthand(t, &rest, &markers) && rest.length == 0;
}

static bool any_shorthand(const struct draft_tally *tally)
{
    for (size_t i = 0; i < draft_tally_count(tally); i++)
        if (is_shorthand(tally->texts.keys[i]))
            return true;
    return false;
}

static void write_marks(struct draft_writing *w)
{
    struct draft_tally marks = { 0 };
    gather_trailing(w->draft, &marks);
    bool begun = false;
    w->shorthand = w->shorthand || any_shorthand(&marks);
    for (size_t i = 0; i < draft_tally_count(&marks); i++) {
        if (is_shorthand(marks.texts.keys[i]))
            continue;
        if (!begun)
            draft_put(
                w, "# What trails numbers, refused as long as nobody says what it means: "
                   "a letter,\n"
                   "# or `nothing`.\n# marks:\n");
        begun = true;
        draft_put(w, "#   %.*s: # %llu cells\n", QUOTED(marks.texts.keys[i]),
                  (unsigned long long)marks.counts[i]);
    }
    draft_tally_release(&marks);
}

/* Known words are mapped; of others only the publisher can say what they mean. */
static void write_markers(struct draft_writing *w)
{
    const struct draft_tally *words = &w->draft->words;
    uint32_t *order = draft_tally_order(words);
    bool begun = false, doubtful = false;
    for (size_t i = 0; i < draft_tally_count(words); i++) {
        const struct text word = words->texts.keys[order[i]];
        const char *marker = draft_marker(word);
        doubtful = doubtful || marker == NULL;
        w->shorthand = w->shorthand || (marker != NULL && *marker == '\0');
        if (marker == NULL || *marker == '\0')
            continue;
        if (!begun)
            draft_put(w, "markers:\n");
        begun = true;
        draft_put(w, "  %.*s: %s # %llu cells\n", QUOTED(word), marker,
                  (unsigned long long)words->counts[order[i]]);
    }
    if (doubtful && !begun)
        draft_put(w, "# markers:\n");
    for (size_t i = 0; doubtful && i < draft_tally_count(words); i++)
        if (draft_marker(words->texts.keys[order[i]]) == NULL)
            draft_put(
                w,
                "#  %.*s: x # %llu cells, refused as long as nobody says what it means\n",
                QUOTED(words->texts.keys[order[i]]),
                (unsigned long long)words->counts[order[i]]);
    free(order);
}

void draft_write_cells(struct draft_writing *w)
{
    write_numbers(w);
    write_marks(w);
    write_markers(w);
    if (w->shorthand)
        draft_put(w, "shorthand: true                  # [c], 41.3 [r]\n");
}
