/* What a figure was before. */
#include "step/publish_past.h"

struct past {
    const struct observation *before, *earliest; /* NULL: none; may be one */
    bool broken; /* a figure after the earliest one is marked as not comparable */
};

static const struct observation *row_in(const struct publish_writing *w,
                                        const struct cohort *cohort)
{
    const struct observation_table *table = w->entries->table;
    const uint32_t *at = cohort_find(table, cohort, w->area->council);
    const struct observation *row = at == NULL ? NULL : &table->rows[*at];
    return row != NULL && row->has_value && row->standing != STANDING_OUTSIDE &&
                   !row->superseded
               ? row
               : NULL;
}

static bool is_of_series(const struct cohort *cohort, const struct publish_entry *entry,
                         enum area_level level)
{
    return cohort->metric == entry->metric && cohort->level == level &&
           period_kind(cohort->period) == period_kind(entry->period);
}

static struct past find_past(const struct publish_writing *w,
                             const struct publish_entry *entry)
{
    const struct observation_table *table = w->entries->table;
    struct past past = { 0 };
    for (size_t c = 0; c < table->cohort_count; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        if (!is_of_series(cohort, entry, area_level_of(w->area->class)) ||
            period_compare(cohort->period, entry->period) >= 0)
            continue;
        const struct observation *row = row_in(w, cohort);
        if (row == NULL)
            continue;
        if (past.before == NULL || period_compare(row->period, past.before->period) > 0)
            past.before = row;
        if (past.earliest == NULL ||
            period_compare(row->period, past.earliest->period) < 0)
            past.earliest = row;
    }
    for (size_t c = 0; c < table->cohort_count && past.before != NULL; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        const struct observation *row =
            is_of_series(cohort, entry, area_level_of(w->area->class)) ? row_in(w, cohort)
                                                                       : NULL;
        past.broken =
            past.broken || (row != NULL && (row->markers & MARKER_BREAK) != 0 &&
                            period_compare(row->period, past.earliest->period) > 0 &&
                            period_compare(row->period, entry->period) <= 0);
    }
    return past;
}

/* As people see them: a change that rounding hides is none. */
static const char *direction(const struct publish_writing *w,
                             const struct publish_entry *entry,
                             const struct observation *before)
{
    const struct text now = words_number(w->arena, entry->metric, entry->row->value);
    if (text_equal(now, words_number(w->arena, entry->metric, before->value)))
        return "No different from";
    return entry->row->value > before->value ? "Up from" : "Down from";
}

void publish_past(const struct publish_writing *w, const struct publish_entry *entry)
{
    if (!publish_entry_has_figure(entry))
        return;
    const struct past past = find_past(w, entry);
    if (past.before == NULL) {
        document_paragraph(w->document,
                           text_of("The table has no earlier figure of it."));
        return;
    }
    struct text said =
        arena_print(w->arena, "%s %.*s in %.*s", direction(w, entry, past.before),
                    TEXT_ARGS(words_number(w->arena, entry->metric, past.before->value)),
                    TEXT_ARGS(words_period(w->arena, past.before->period)));
    said =
        past.before == past.earliest
            ? arena_print(w->arena, "%.*s, the earliest in the table.", TEXT_ARGS(said))
            : arena_print(
                  w->arena, "%.*s; %.*s in %.*s, the earliest in the table.",
                  TEXT_ARGS(said),
                  TEXT_ARGS(words_number(w->arena, entry->metric, past.earliest->value)),
                  TEXT_ARGS(words_period(w->arena, past.earliest->period)));
    document_paragraph(
        w->document,
        arena_print(w->arena, "%.*s%s%s", TEXT_ARGS(said),
                    past.broken ? " Some of them are marked as not comparable with "
                                  "earlier years."
                                : "",
                    metric_is_money(entry->metric)
                        ? " Part of a change in money may be prices."
                        : ""));
}
