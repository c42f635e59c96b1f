/* Metrics for the figures of an unknown table: installed ones where a label is nearly the
 * same, and otherwise definitions to be completed. */
#include <stdio.h>
#include <stdlib.h>

#include "step/draft_write.h"

enum { LONGEST_ID = 70 };

/* Two labels with so many words in common are taken for one metric: nearly all, since a
 * recycling rate is no recycling contamination rate. */
static const double same_metric = 0.9;

static bool has_id(const struct draft_writing *w, size_t count, struct text id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(w->metrics[i].id, id))
            return true;
    return false;
}

static struct text new_id(struct draft_writing *w, size_t count, struct text label)
{
    struct arena *arena = &w->draft->arena;
    const struct text slug = draft_slug(label, LONGEST_ID, arena);
    struct text id = arena_print(arena, "draft.%.*s", TEXT_ARGS(slug));
    if (slug.length == 0 || has_id(w, count, id) ||
        metrics_find(w->draft->request->metrics, id) != NULL)
        id = arena_print(arena, "draft.%.*s%s%zu", TEXT_ARGS(slug),
                         slug.length > 0 ? "-" : "", count + 1);
    return id;
}

/* Whether the metric is one of all classes of council that stand in the file: figures of
 * others would be refused. */
static bool compares_all(const struct draft *draft, const struct metric *metric)
{
    const struct areas *areas = draft->request->areas;
    const uint64_t *seen =
        draft->area == 0 ? NULL : draft->heads[draft->area - 1].cells.seen;
    if (seen == NULL)
        return true;
    for (uint32_t area = 0; area < areas_count(areas); area++) {
        const enum area_class class = areas_get(areas, area)->class;
        if (area_level_of(class) != LEVEL_COUNCIL || metric_compares(metric, class))
            continue;
        if ((seen[area / 64] >> (area % 64)) & 1)
            return false;
    }
    return true;
}

static void propose(struct draft_writing *w, struct text label, size_t column)
{
    struct draft_proposal *metric = &w->metrics[w->metric_count];
    if (text_is_empty(text_trim(label)))
        label = arena_print(&w->draft->arena, "column %zu", column);
    *metric = (struct draft_proposal){ .label = label, .column = column };
    metric->like = draft_metric_match(w->draft->request->metrics, label, &metric->score);
    metric->installed = metric->like != NULL && metric->score >= same_metric &&
                        compares_all(w->draft, metric->like) &&
                        !has_id(w, w->metric_count, metric->like->id);
    metric->id = metric->installed ? metric->like->id : new_id(w, w->metric_count, label);
    w->metric_count++;
}

static struct text label_of(struct draft *draft, const struct draft_head *head)
{
    if (draft->periods_across &&
        draft->across_before.length + draft->across_after.length == 0)
        return draft->layout.header > 1 ? draft_title_of(draft)
                                        : text_of("figures by period");
    if (draft->periods_across)
        return arena_print(&draft->arena, "%.*s%.*s", TEXT_ARGS(draft->across_before),
                           TEXT_ARGS(draft->across_after));
    if (head->by_group || head->by_position)
        return arena_print(&draft->arena, "%.*s %.*s",
                           TEXT_ARGS(head->groups[head->group]), TEXT_ARGS(head->name));
    return head->name;
}

/* A metric whose rows all have one name is that name. */
static struct text label_of_value(struct draft *draft)
{
    if (draft->named > 0) {
        const struct draft_tally *texts = &draft_head(draft, draft->named)->cells.texts;
        if (draft_tally_count(texts) == 1)
            return texts->texts.keys[0];
    }
    return label_of(draft, draft_head(draft, draft->value));
}

void draft_propose(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    const size_t names = draft_tally_count(&draft->metrics);
    w->metrics = memory_take(names + draft->head_count + 1, sizeof *w->metrics);
    if (w->is_long) {
        for (size_t i = 0; i < names; i++)
            propose(w, draft->metrics.texts.keys[i],
                    draft->periods_across ? draft->across_from : draft->value);
        return;
    }
    if (draft->periods_across) {
        propose(w, label_of(draft, draft_head(draft, draft->across_from)),
                draft->across_from);
        return;
    }
    if (draft->layout.shape == SHAPE_AREAS_ACROSS) {
        propose(w, draft_title_of(draft), draft->layout.across_from);
        return;
    }
    if (draft->value > 0) {
        propose(w, label_of_value(draft), draft->value);
        return;
    }
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft->heads[i].role == ROLE_VALUE)
            propose(w, label_of(draft, &draft->heads[i]), i + 1);
}

static void put(struct csv_writer *out, const char *lead, struct arena *arena,
                const char *key, struct text text)
{
    csv_write_bytes(out, arena_print(arena, "%s%s%.*s\n", lead, key, TEXT_ARGS(text)));
}

void draft_put_likeness(struct draft_writing *w, const char *lead,
                        const struct draft_proposal *metric)
{
    struct arena *arena = &w->draft->arena;
    if (metric->like == NULL || metric->score < 0.5)
        csv_write_bytes(w->out, text_of("\n"));
    else
        csv_write_bytes(w->out,
                        arena_print(arena, "%s%s '%.*s' (%.*s), likeness %.2f\n", lead,
                                    metric->installed ? "taken for" : "perhaps",
                                    TEXT_ARGS(metric->like->label),
                                    TEXT_ARGS(metric->like->id), metric->score));
}

static bool is_share(const struct draft *draft, const struct draft_proposal *metric)
{
    static const char *const words[] = { "percentage", "percent", "proportion", NULL };
    const struct draft_column *cells =
        &draft->heads[metric->column == 0 ? 0 : metric->column - 1].cells;
    return (draft_has_any(metric->label, words) ||
            cells->spellings[SPELLING_PERCENT] > 0) &&
           cells->negative == 0 && cells->above_hundred == 0;
}

/* Whether a head or a title speaks of schools, whose years begin in autumn. */
static bool is_of_schools(const struct draft *draft)
{
    static const char *const words[] = { "school", "schools",  "pupil",      "pupils",
                                         "ks1",    "ks2",      "ks4",        "ofsted",
                                         "gcse",   "academic", "attainment", NULL };
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft_has_any(draft->heads[i].name, words))
            return true;
    for (size_t r = 0; r + 1 < draft->layout.header; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            if (draft_has_any(draft->sample.rows[r].cells[c], words))
                return true;
    return draft_has_any(text_of(draft->request->file), words);
}

/* What the Department for Education's files say beside each period; NULL where this is
 * none of them, or says something else. */
static const char *year_beside(const struct draft *draft)
{
    static const char *const words[] = { "academic", "financial", "calendar", NULL };
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_tally *texts = &draft->heads[i].cells.texts;
        if (!text_is(draft->heads[i].name, "time_identifier") ||
            draft_tally_count(texts) == 0)
            continue;
        for (size_t w = 0; words[w] != NULL; w++)
            if (draft_has_word(texts->texts.keys[0], words[w]))
                return words[w];
    }
    return NULL;
}

/* What a split year is, where the spelling of the periods, or what is beside, tells. */
static const char *year_of(const struct draft *draft)
{
    const char *beside = year_beside(draft);
    if (beside != NULL)
        return beside;
    if (draft->period_ends)
        return "financial";
    const bool column = draft->period > 0;
    const struct draft_tally *texts =
        column ? &draft->heads[draft->period - 1].cells.texts : NULL;
    if (column && draft->period_form == PERIOD_FORM_YEAR)
        return "calendar";
    const bool autumn = column && draft->period_form == PERIOD_FORM_INTERVAL &&
                        (draft_contains(texts->texts.keys[0], "-08-01/") ||
                         draft_contains(texts->texts.keys[0], "-09-01/"));
    return autumn || (column && draft->period_form == PERIOD_FORM_ACADEMIC) ||
                   is_of_schools(draft)
               ? "academic"
               : "financial";
}

/* What no draft can know is neutral, and what can be seen in the cells. */
static void write_definition(struct draft_writing *w, struct csv_writer *out,
                             const char *lead, const struct draft_proposal *metric)
{
    struct draft *draft = w->draft;
    struct arena *arena = &draft->arena;
    const bool share = is_share(draft, metric);
    put(out, lead, arena, "- id: ", metric->id);
    put(out, lead, arena, "  label: ", draft_quote(metric->label, arena));
    put(out, lead, arena, "  service: ", text_of("unknown"));
    put(out, lead, arena, "  kind: ", text_of(share ? "proportion" : "score"));
    put(out, lead, arena, "  unit: ", text_of(share ? "percent" : "unknown"));
    if (share)
        put(out, lead, arena, "  per: ", text_of("100"));
    put(out, lead, arena, "  polarity: ", text_of("neutral"));
    put(out, lead, arena, "  year: ", text_of(year_of(draft)));
    put(out, lead, arena, "  applies_to: ",
        text_of("[unitary, metropolitan-district, london-borough, county, district, "
                "combined-authority]"));
    put(out, lead, arena,
        "  source: ", text_of("{publisher: unknown, title: unknown, licence: unknown}"));
    put(out, lead, arena, "  status: ",
        text_of("draft # pages refuse it; to be taken out when all is right"));
}

void draft_write_definitions(struct draft_writing *w)
{
    struct csv_writer *beside = w->draft->request->definitions;
    struct csv_writer *out = beside != NULL ? beside : w->out;
    const char *lead = beside != NULL ? "" : "# ";
    bool begun = false;
    for (size_t i = 0; i < w->metric_count; i++) {
        if (w->metrics[i].installed)
            continue;
        if (!begun)
            csv_write_bytes(
                out,
                text_of("# Definitions to complete (kind, unit, polarity, year, who is "
                        "compared). They\n# are read from a file named by "
                        "--definitions.\n"));
        begun = true;
        write_definition(w, out, lead, &w->metrics[i]);
    }
    if (beside != NULL && !begun)
        csv_write_bytes(beside, text_of("[] # every metric is installed\n"));
}
