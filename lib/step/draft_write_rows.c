/* The rows that a draft takes and those that it leaves out. */
#include <stdio.h>
#include <stdlib.h>

#include "step/draft_write.h"

void draft_write_only(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    if (draft->only_count == 0)
        return;
    draft_put(
        w,
        "# %llu rows share their area and period with another; these texts tell them "
        "apart.\n",
        (unsigned long long)draft->repeats);
    draft_put(w, "only:\n");
    for (size_t i = 0; i < draft->only_count; i++) {
        const struct draft_head *head = draft_head(draft, draft->only[i].column);
        draft_put(w, "  # of: ");
        draft_put_counts(w, &head->cells.texts, 12);
        draft_put(w, "\n  %.*s: %.*s\n", TEXT_ARGS(head->short_name),
                  QUOTED(draft->only[i].text));
    }
}

/* Kinds of unknown codes that are no councils, by how they begin. */
enum unknown {
    UNKNOWN_ABROAD,
    UNKNOWN_BODIES,
    UNKNOWN_NOTES,
    UNKNOWN_TOTALS,
    UNKNOWN_REFUSED,
    UNKNOWN_COUNT
};

static const char *const unknown_names[UNKNOWN_COUNT] = {
    "outside England", "bodies that are no councils", "notes", "totals and other bodies",
    "not known"
};

static enum unknown kind_of_code(struct text code)
{
    static const enum unknown kinds[] = { [BODY_COUNCIL] = UNKNOWN_REFUSED,
                                          [BODY_ABROAD] = UNKNOWN_ABROAD,
                                          [BODY_OTHER] = UNKNOWN_BODIES };
    return kinds[draft_body_of(code)];
}

static enum unknown kind_of_unknown(const struct draft *draft, uint32_t number)
{
    static const char *const totals[] = {
        "total",    "totals",    "england",   "average", "authorities",
        "boroughs", "districts", "counties",  "region",  "class",
        "police",   "fire",      "national",  "all",     "kingdom",
        "wales",    "scotland",  "ireland",   "britain", "parks",
        "park",     "waste",     "transport", "eng",     NULL
    };
    const struct text t = draft->unknown.texts.keys[number];
    if (draft_is_code(t))
        return kind_of_code(t);
    if (draft_is_code(text_slice(t, 0, 9)) && t.length > 18)
        return UNKNOWN_TOTALS;
    if (draft_is_code_stem(t))
        return UNKNOWN_TOTALS;
    if (draft_is_e_code(t))
        return kind_of_code(t) == UNKNOWN_BODIES ? UNKNOWN_TOTALS : UNKNOWN_REFUSED;
    const uint32_t bare = draft_tally_count(&draft->unfigured) == 0
                              ? TEXT_MAP_ABSENT
                              : text_map_find(&draft->unfigured.texts, t);
    if (bare != TEXT_MAP_ABSENT &&
        draft->unfigured.counts[bare] == draft->unknown.counts[number])
        return UNKNOWN_NOTES;
    return draft_has_any(t, totals) ? UNKNOWN_TOTALS : UNKNOWN_REFUSED;
}

static void put_rule(struct draft_writing *w, const char *name, const char *test)
{
    if (!w->rules)
        draft_put(w, "leave-out:\n");
    w->rules = true;
    draft_put(w, "  - rule: %s\n    column: %.*s\n    %s", name,
              TEXT_ARGS(draft_head(w->draft, w->draft->area)->short_name), test);
}

/* Codes by their first three characters: one rule for a kind. */
static void write_prefixes(struct draft_writing *w, enum unknown kind)
{
    const struct draft_tally *prefixes = &w->draft->prefixes;
    uint32_t *order = draft_tally_order(prefixes);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(prefixes); i++) {
        const struct text prefix = prefixes->texts.keys[order[i]];
        if (kind_of_code(prefix) != kind)
            continue;
        if (written++ == 0)
            put_rule(w, unknown_names[kind], "starts-with:\n");
        draft_put(w, "      - %.*s                      # %llu rows\n", TEXT_ARGS(prefix),
                  (unsigned long long)prefixes->counts[order[i]]);
    }
    free(order);
}

/* Whether a text stands in a column that is asked where that of areas is empty. */
static bool is_of_level(const struct draft *draft, struct text t)
{
    for (size_t i = 0; i < draft->level_count; i++) {
        const struct draft_tally *texts =
            &draft_head(draft, draft->levels[i])->cells.texts;
        if (draft_tally_count(texts) > 0 &&
            text_map_find(&texts->texts, t) != TEXT_MAP_ABSENT)
            return true;
    }
    return false;
}

/* Other texts one by one. Refused ones are only named: a council may be among them. */
static void write_unknown(struct draft_writing *w, enum unknown kind)
{
    enum { MOST_LISTED = 100 };
    const struct draft_tally *unknown = &w->draft->unknown;
    uint32_t *order = draft_tally_order(unknown);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(unknown); i++) {
        const struct text t = unknown->texts.keys[order[i]];
        if (kind_of_unknown(w->draft, order[i]) != kind ||
            (draft_is_code(t) && kind != UNKNOWN_REFUSED) || written >= MOST_LISTED ||
            is_of_level(w->draft, t))
            continue;
        if (written++ == 0 && kind == UNKNOWN_REFUSED)
            draft_put(w,
                      "# Refused as they are, since a council may be among them: recode "
                      "them under\n"
                      "# `area`, or leave them out.\n");
        else if (written == 1)
            put_rule(w, unknown_names[kind], "is:\n");
        if (kind == UNKNOWN_REFUSED)
            draft_put(w, "#     - %.*s # %llu rows\n", QUOTED(t),
                      (unsigned long long)unknown->counts[order[i]]);
        else
            draft_put(w, "      - %.*s # %llu\n", QUOTED(t),
                      (unsigned long long)unknown->counts[order[i]]);
    }
    free(order);
}

/* Each level has a column of its own, and rows of finer levels carry codes of the
 * coarser: only both together say which row is meant. */
static void write_unknown_of_level(struct draft_writing *w, size_t level)
{
    const struct draft *draft = w->draft;
    const struct draft_head *head = draft_head(draft, draft->levels[level]);
    size_t written = 0;
    for (size_t i = 0; i < draft_tally_count(&draft->unknown); i++) {
        const struct text code = draft->unknown.texts.keys[i];
        if (text_map_find(&head->cells.texts.texts, code) == TEXT_MAP_ABSENT ||
            kind_of_unknown(draft, (uint32_t)i) == UNKNOWN_REFUSED)
            continue;
        if (written++ == 0) {
            draft_put(w, "%s  - rule: others in %.*s\n    all:\n",
                      w->rules ? "" : "leave-out:\n", TEXT_ARGS(head->short_name));
            w->rules = true;
            draft_put(w, "      %.*s: [\"\"]\n",
                      TEXT_ARGS(draft_head(draft, draft->area)->short_name));
            draft_put(w, "      %.*s: [", TEXT_ARGS(head->short_name));
        }
        draft_put(w, "%s%.*s", written > 1 ? ", " : "", QUOTED(code));
    }
    if (written > 0)
        draft_put(w, "]\n");
}

/* Rows under the code of one council that the name beside it says are of several. */
static void write_joint(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    uint32_t *order = draft_tally_order(&draft->joint);
    for (size_t i = 0; i < draft_tally_count(&draft->joint); i++) {
        if (i == 0)
            draft_put(w,
                      "%s  # One figure for several councils, under the code of one.\n"
                      "  - rule: several councils together\n    column: %.*s\n    is:\n",
                      w->rules ? "" : "leave-out:\n",
                      TEXT_ARGS(draft_head(draft, draft->names)->short_name));
        w->rules = true;
        draft_put(w, "      - %.*s # %llu rows\n",
                  QUOTED(draft->joint.texts.keys[order[i]]),
                  (unsigned long long)draft->joint.counts[order[i]]);
    }
    free(order);
}

/* Rows of a series whose period is none: what describes it. */
static void write_periodless(struct draft_writing *w)
{
    enum { MOST_LISTED = 40 };
    const struct draft_head *head = draft_head(w->draft, w->draft->period);
    const struct draft_tally *texts = &head->cells.texts;
    size_t written = 0;
    if (head->cells.empty > 0)
        draft_put(w,
                  "leave-out:\n  - rule: no period\n    column: %.*s\n    empty: true\n",
                  TEXT_ARGS(head->short_name));
    for (size_t i = 0; i < draft_tally_count(texts) && written < MOST_LISTED; i++) {
        const struct text text = texts->texts.keys[i];
        if (draft_period_read(text) != PERIOD_FORM_NONE)
            continue;
        if (written++ == 0)
            draft_put(w, "%s  - rule: about the series\n    column: %.*s\n    is:\n",
                      head->cells.empty > 0 ? "" : "leave-out:\n",
                      TEXT_ARGS(head->short_name));
        draft_put(w, "      - %.*s\n", QUOTED(text));
    }
}

void draft_write_left_out(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    if (draft->layout.shape == SHAPE_SERIES)
        write_periodless(w);
    if (draft->area == 0)
        return;
    for (size_t i = 0; i < draft->level_count; i++)
        write_unknown_of_level(w, i);
    if (draft->level_count > 0) {
        for (enum unknown kind = UNKNOWN_NOTES; kind < UNKNOWN_COUNT; kind++)
            write_unknown(w, kind);
        return;
    }
    if (draft->without_area > 0) {
        put_rule(w, "rows that name no area", "");
        draft_put(w, "empty: true                  # %llu rows\n",
                  (unsigned long long)draft->without_area);
    }
    write_joint(w);
    for (enum unknown kind = 0; kind < UNKNOWN_COUNT; kind++) {
        if (kind <= UNKNOWN_BODIES)
            write_prefixes(w, kind);
        else
            write_unknown(w, kind);
    }
    if (draft->unknown.others > 0)
        draft_put(w,
                  "# %llu more rows name no known area, in texts too long or too many to "
                  "list.\n",
                  (unsigned long long)draft->unknown.others);
}
