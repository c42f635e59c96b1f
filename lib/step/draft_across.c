/* Columns of figures whose heads are periods, of one metric or of several. */
#include "base/utf8.h"
#include "step/draft_facts.h"

/* The period of a head. Files that leave nothing beside it may have intervals, or six
 * digits, of which no title speaks. */
static bool read_head(struct text name, struct period_title *title)
{
    static const enum period_spelling bare[] = { PERIOD_SPELT_DIGITS,
                                                 PERIOD_SPELT_INTERVAL };
    struct period period;
    if (period_title_read(name, false, title))
        return true;
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (draft_period_read(name) != PERIOD_FORM_NONE &&
            period_parse_spelt(bare[i], name, &period)) {
            *title = (struct period_title){ .text = name,
                                            .to = name.length,
                                            .spelt = true,
                                            .spelling = bare[i],
                                            .means = period };
            return true;
        }
    return false;
}

static void read_heads(struct draft *draft)
{
    for (size_t i = 0; i < draft->head_count; i++) {
        struct draft_head *head = &draft->heads[i];
        struct period_title *title = &head->period;
        head->has_period = head->role == ROLE_VALUE && read_head(head->name, title);
        if (!head->has_period)
            continue;
        head->before = text_slice(head->name, 0, title->from);
        head->after = text_slice(head->name, title->to, head->name.length);
    }
}

static size_t count_heads(const struct draft *draft)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        count += draft->heads[i].has_period;
    return count;
}

/* Sets apart the columns whose heads are as that of column `first` around their periods;
 * how many different ones there are, each beside the next. */
static size_t mark_alike(struct draft *draft, size_t first)
{
    const struct draft_head *one = &draft->heads[first];
    const struct draft_head *last = NULL;
    size_t count = 0;
    for (size_t i = 0; i < draft->head_count; i++) {
        struct draft_head *head = &draft->heads[i];
        head->across = i >= first && head->has_period &&
                       text_equal(head->before, one->before) &&
                       text_equal(head->after, one->after);
        if (!head->across)
            continue;
        count += last == NULL || period_compare(last->period.means, head->period.means);
        last = head;
    }
    return count;
}

static void unmark(struct draft *draft)
{
    for (size_t i = 0; i < draft->head_count; i++)
        draft->heads[i].across = false;
}

/* --- One metric --- */

/* At least three and a third of all figures, or all of them. The first such text counts.
 */
static bool find_alike(struct draft *draft)
{
    enum { FEWEST = 3 };
    const size_t values = draft_count_role(draft, ROLE_VALUE);
    for (size_t i = 0; i < draft->head_count; i++) {
        if (!draft->heads[i].has_period)
            continue;
        const size_t count = mark_alike(draft, i);
        if ((count >= FEWEST && count * 3 >= values) || (count > 1 && count == values)) {
            draft->across_before = draft->heads[i].before;
            draft->across_after = draft->heads[i].after;
            return true;
        }
    }
    unmark(draft);
    return false;
}

/* --- Several metrics --- */

static struct text label_of(struct draft *draft, const struct draft_head *head)
{
    return utf8_trim(arena_print(&draft->arena, "%.*s%.*s", TEXT_ARGS(head->before),
                                 TEXT_ARGS(text_trim(head->before).length > 0
                                               ? head->after
                                               : text_trim(head->after))));
}

/* What parts the name of the metric from a period behind it, with the century: " 20". The
 * empty text where heads are otherwise. */
static struct text common_cut(const struct draft *draft)
{
    enum { CENTURY = 2 };
    struct text cut = text_of("");
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (!head->has_period)
            continue;
        const size_t from = head->period.from;
        const struct text here =
            text_slice(head->name, from == 0 ? 0 : from - 1, from + CENTURY);
        const char *first =
            memmem(head->name.bytes, head->name.length, here.bytes, here.length);
        if (from < 2 || head->after.length > 0 || first != here.bytes ||
            !text_digits_at(here, 1, CENTURY) ||
            (cut.length > 0 && !text_equal(cut, here)))
            return text_of("");
        cut = here;
    }
    return cut;
}

/* Whether a recipe that searches the whole head finds this period and no other. */
static bool is_found(const struct draft_head *head, enum period_spelling spelling)
{
    struct period period;
    return period_search_spelt(spelling, head->name, &period) == PERIOD_FOUND_ONE &&
           period_compare(period, head->period.means) == 0;
}

/* The spelling that reads the most of the heads' periods, where they stand or, with
 * `search`, in the whole head. */
static size_t find_spelling(struct draft *draft, bool search)
{
    size_t most = 0;
    for (size_t s = 0; period_spelling_words[s] != NULL; s++) {
        size_t count = 0;
        for (size_t i = 0; i < draft->head_count; i++) {
            const struct draft_head *head = &draft->heads[i];
            struct period period;
            if (!head->has_period || (!search && !head->across))
                continue;
            count += search ? is_found(head, (enum period_spelling)s)
                            : period_parse_spelt((enum period_spelling)s,
                                                 text_slice(head->name, head->period.from,
                                                            head->period.to),
                                                 &period) &&
                                  period_compare(period, head->period.means) == 0;
        }
        if (count > most) {
            most = count;
            draft->across_spelling = (enum period_spelling)s;
        }
    }
    return most;
}

/* Heads with different texts around their periods, each of them beside several: each text
 * is a metric. Half of all figures at least have such heads. */
static bool find_named(struct draft *draft)
{
    const size_t values = draft_count_role(draft, ROLE_VALUE), heads = count_heads(draft);
    if (heads * 2 < values || find_spelling(draft, true) < heads)
        return false;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft->heads[i].has_period) {
            draft->heads[i].label = label_of(draft, &draft->heads[i]);
            draft_tally_add(&draft->metrics, draft->heads[i].label, DRAFT_MOST_TEXTS);
        }
    const size_t labels = draft_tally_count(&draft->metrics);
    bool several = labels > 1;
    for (size_t i = 0; i < labels; i++)
        several = several && draft->metrics.counts[i] > 1 &&
                  draft->metrics.texts.keys[i].length > 0;
    if (!several) {
        draft_tally_release(&draft->metrics);
        draft->metrics = (struct draft_tally){ 0 };
        return false;
    }
    for (size_t i = 0; i < draft->head_count; i++)
        draft->heads[i].across = draft->heads[i].has_period;
    draft->across_before = draft->across_after = text_of("");
    draft->across_named = true;
    draft->across_cut = common_cut(draft);
    return true;
}

void draft_across_find(struct draft *draft)
{
    read_heads(draft);
    draft->periods_across = find_named(draft) || find_alike(draft);
    if (!draft->periods_across)
        return;
    if (!draft->across_named)
        find_spelling(draft, false);
    for (size_t i = draft->head_count; i-- > 0;)
        if (draft->heads[i].across) {
            draft->across_from = i + 1;
            if (draft->across_to == 0)
                draft->across_to = i + 1;
        }
}
