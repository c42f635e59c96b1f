/* What says the period in a draft. */
#include <stdio.h>
#include <stdlib.h>

#include "step/draft_write.h"

static enum period_spelling spelling_of(enum draft_period form)
{
    static const enum period_spelling spellings[PERIOD_FORM_COUNT] = {
        [PERIOD_FORM_YEAR] = PERIOD_SPELT_DEFAULT,
        [PERIOD_FORM_DEFAULT] = PERIOD_SPELT_DEFAULT,
        [PERIOD_FORM_SPLIT] = PERIOD_SPELT_SPLIT,
        [PERIOD_FORM_INTERVAL] = PERIOD_SPELT_INTERVAL,
        [PERIOD_FORM_SPLIT_QUARTER] = PERIOD_SPELT_SPLIT_QUARTER,
        [PERIOD_FORM_MONTH_NAME] = PERIOD_SPELT_MONTH_NAME,
        [PERIOD_FORM_QUARTER] = PERIOD_SPELT_QUARTER,
        [PERIOD_FORM_ACADEMIC] = PERIOD_SPELT_DIGITS,
    };
    return spellings[form];
}

/* What a period that no spelling reads is proposed to mean: a year from a day on which no
 * year of the recipes begins, the split year that begins in its first calendar year;
 * several years, the last of them, a split one but where spaces are between, as in
 * 2020 - 22. */
static bool propose_year(struct text t, char out[PERIOD_SIZE])
{
    const enum draft_period form = draft_period_read(t);
    t = text_trim(t);
    const bool spaced = t.length > 5 && t.bytes[4] == ' ';
    if (draft_is_span(t)) {
        const int end =
            text_number_at(t, 0, 2) * 100 + text_number_at(t, t.length - 2, 2);
        if (spaced)
            snprintf(out, PERIOD_SIZE, "%d", end);
        else
            snprintf(out, PERIOD_SIZE, "%d/%02d", end - 1, end % 100);
        return true;
    }
    if (form != PERIOD_FORM_INTERVAL || !text_digits_at(t, 0, 4))
        return false;
    const int year = text_number_at(t, 0, 4);
    snprintf(out, PERIOD_SIZE, "%d/%02d", year, (year + 1) % 100);
    return true;
}

/* Cells of the period's column that its spelling does not read and for which something is
 * proposed, or nothing. */
static void write_odd_periods(struct draft_writing *w, enum period_spelling spelling,
                              bool proposed)
{
    const struct draft_tally *texts =
        &draft_head(w->draft, w->draft->period)->cells.texts;
    uint32_t *order = draft_tally_order(texts);
    struct period period;
    bool any = false;
    for (size_t i = 0; i < draft_tally_count(texts); i++) {
        char split[PERIOD_SIZE] = "PERIOD";
        const struct text text = texts->texts.keys[order[i]];
        if (period_parse_spelt(spelling, text, &period) ||
            propose_year(text, split) != proposed)
            continue;
        if (!any)
            draft_put(w, "%s",
                      proposed
                          ? "  # Not read by this spelling: check what each is taken "
                            "for.\n  recode:\n"
                          : "  # Refused, until somebody recodes them:\n");
        any = true;
        draft_put(w, "%s%.*s: %s # %llu rows\n", proposed ? "    " : "  #   ",
                  QUOTED(text), split, (unsigned long long)texts->counts[order[i]]);
    }
    free(order);
}

static void write_period_column(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_head *head = draft_head(draft, draft->period);
    const enum period_spelling spelling =
        draft->period_ends ? PERIOD_SPELT_YEAR_ENDING : spelling_of(draft->period_form);
    draft_put(w, "  column: %.*s # ", TEXT_ARGS(head->short_name));
    draft_put_counts(w, &head->cells.texts, 4);
    draft_put(w, "\n  spelling: %s\n", period_spelling_words[spelling]);
    if (draft->period_form == PERIOD_FORM_YEAR && !draft->period_ends)
        draft_put(
            w, "  # Each a calendar year; where it names the year to March or July that "
               "ends in "
               "it, `year-ending`.\n");
    write_odd_periods(w, spelling, true);
    write_odd_periods(w, spelling, false);
}

/* Where the period stands, never what it is: the next edition says its own there. What no
 * spelling reads is recoded by its text, so that another text is refused. */
static void write_place(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    const struct draft_place *place = &draft->place;
    const struct period_title *title = &place->title;
    struct text after, before;
    char means[PERIOD_SIZE];
    period_title_edges(title, &w->draft->arena, &after, &before);
    draft_put(w, "  # No column has it; it is read from '%.*s'.\n", SHOWN(title->text));
    if (place->other.length > 0)
        draft_put(w, "  # CHECK: '%.*s' speaks of another.\n", SHOWN(place->other));
    if (place->where == WHERE_CELL)
        draft_put(w, "  %s: [%zu, %zu]\n",
                  draft->table > 1 && !place->in_sheet ? "table-cell" : "cell",
                  place->record, place->position);
    else
        draft_put(w, "  %s: true\n", place->where == WHERE_SHEET ? "sheet" : "file");
    if (after.length > 0)
        draft_put(w, "  after: %.*s\n", QUOTED(after));
    if (before.length > 0)
        draft_put(w, "  before: %.*s\n", QUOTED(before));
    period_format(title->means, means);
    if (title->spelt)
        draft_put(w, "  spelling: %-20s # here %s\n",
                  period_spelling_words[title->spelling], means);
    else
        draft_put(w,
                  "  recode: # no spelling reads it; that of another edition is refused "
                  "until it is added\n    %.*s: %s\n",
                  QUOTED(text_slice(title->text, title->from, title->to)), means);
}

/* Heads that no spelling reads are recoded, so that another is refused until it is. */
static void write_heads(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    bool begun = false;
    draft_put(w, "  head: true\n%s  spelling: %s\n",
              draft->across_named ? "  search: true\n" : "",
              period_spelling_words[draft->across_spelling]);
    for (size_t i = 0; i < draft->head_count && !draft->across_named; i++) {
        const struct draft_head *head = &draft->heads[i];
        const struct text part =
            text_slice(head->name, head->period.from, head->period.to);
        struct period period;
        char means[PERIOD_SIZE];
        if (!head->across || (period_parse_spelt(draft->across_spelling, part, &period) &&
                              period_compare(period, head->period.means) == 0))
            continue;
        if (!begun)
            draft_put(w, "  recode: # not read by this spelling\n");
        begun = true;
        draft_put(w, "    %.*s: %s\n", QUOTED(part),
                  period_format(head->period.means, means));
    }
}

static void write_dispute(struct draft_writing *w)
{
    const struct draft_place *place = &w->draft->place;
    draft_put(w,
              "  # CHECK: '%.*s' speaks of one period\n  # and '%.*s' of another. Until "
              "one is put here\n  # this recipe is refused; figures of several periods "
              "need a recipe for each.\n  value: PERIOD\n",
              SHOWN(place->title.text), SHOWN(place->other));
}

void draft_write_period(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(w, "period:\n");
    if (draft->period > 0)
        write_period_column(w);
    else if (draft->periods_across)
        write_heads(w);
    else if (draft->place.disputed)
        write_dispute(w);
    else if (draft->place.where != WHERE_NOWHERE)
        write_place(w);
    else
        draft_put(
            w, "  # No column, title or name says which period the figures are of. Until "
               "it is\n"
               "  # put here this recipe is refused.\n  value: PERIOD\n");
}
