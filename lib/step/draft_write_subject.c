/* What says the area, the period and the metric in a draft. */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "step/draft_write.h"

/* Numbers before names, which a publisher may spell oddly: the scheme that knows most of
 * them. */
static const char *scheme_of(const struct draft_column *cells)
{
    size_t best = 0;
    for (size_t i = 1; area_scheme_words[i] != NULL && i < DRAFT_MOST_SCHEMES; i++)
        if (cells->schemes[i] > cells->schemes[best])
            best = i;
    return area_scheme_words[best];
}

/* The same for heads of columns. */
static const char *scheme_of_heads(const struct draft *draft)
{
    struct draft_column heads = { 0 };
    for (size_t c = draft->layout.across_from; c <= draft->layout.across_to; c++) {
        const unsigned schemes =
            draft_schemes_of(draft->request->areas, draft->heads[c - 1].name);
        for (unsigned i = 0; i < DRAFT_MOST_SCHEMES; i++)
            heads.schemes[i] += (schemes >> i) & 1;
    }
    return scheme_of(&heads);
}

static void write_levels(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(
        w,
        "  # Where one is empty the next is asked: each level has a column of its own.\n"
        "  first: [%.*s",
        TEXT_ARGS(draft_head(draft, draft->area)->short_name));
    for (size_t i = 0; i < draft->level_count; i++)
        draft_put(w, ", %.*s",
                  TEXT_ARGS(draft_head(draft, draft->levels[i])->short_name));
    draft_put(w, "]\n");
}

/* The code of the region of this name, or the empty text. */
static struct text region_of(const struct areas *areas, struct text name)
{
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->class == CLASS_REGION && area->name.length == name.length &&
            strncasecmp(area->name.bytes, name.bytes, name.length) == 0)
            return area->code;
    }
    return text_of("");
}

/* Names that several areas bear. Among regions the region is meant; otherwise the period
 * may decide, and where it does not the row is refused. */
static void write_ambiguous(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    const struct draft_column *cells = &draft_head(draft, draft->area)->cells;
    const bool regions = cells->others > cells->councils;
    bool begun = false;
    for (size_t i = 0; i < draft_tally_count(&draft->ambiguous); i++) {
        const struct text name = draft->ambiguous.texts.keys[i];
        const struct text code = region_of(draft->request->areas, name);
        if (!regions || code.length == 0) {
            draft_put(
                w,
                "  # %.*s names several areas; where the period does not tell which, it "
                "is "
                "refused.\n",
                QUOTED(name));
            continue;
        }
        if (!begun)
            draft_put(w,
                      "  recode: # names of several areas; the others in this column are "
                      "regions\n");
        begun = true;
        draft_put(w, "    %.*s: %.*s\n", QUOTED(name), TEXT_ARGS(code));
    }
}

/* The code that a name alone means: its region's, or that of the only area of the name.
 */
static struct text code_of(const struct areas *areas, struct text name)
{
    uint32_t area = AREA_NONE;
    const struct text region = region_of(areas, name);
    if (region.length > 0)
        return region;
    draft_area_read(areas, name, &area);
    return area == AREA_NONE ? text_of("") : areas_get(areas, area)->code;
}

static bool stands_before(const struct draft *draft, size_t column)
{
    for (size_t c = draft->layout.across_from; c < column; c++)
        if (text_equal(draft->heads[c - 1].name, draft->heads[column - 1].name))
            return true;
    return false;
}

/* Heads among numbered councils that are names alone, sums of regions and the country:
 * the known ones, and then as comments the others. */
static void write_named_heads(struct draft_writing *w, bool known)
{
    const struct draft *draft = w->draft;
    bool begun = false;
    for (size_t c = draft->layout.across_from; c <= draft->layout.across_to; c++) {
        const struct text name = draft->heads[c - 1].name;
        const struct text code = code_of(draft->request->areas, name);
        if (name.length == 0 || draft_glued_name(name) > 0 ||
            (code.length > 0) != known || stands_before(draft, c))
            continue;
        if (!begun && known)
            draft_put(w, "  recode: # names without a number\n");
        begun = true;
        if (known)
            draft_put(w, "    %.*s: %.*s\n", QUOTED(name), TEXT_ARGS(code));
        else
            draft_put(w, "  # %.*s is not known.\n", QUOTED(name));
    }
}

/* Where the name beside a code is another area's, only people can say which is right. */
static void write_misnamed(struct draft_writing *w)
{
    enum { MOST_LISTED = 20 };
    const struct draft_tally *misnamed = &w->draft->misnamed;
    uint32_t *order = draft_tally_order(misnamed);
    for (size_t i = 0; i < draft_tally_count(misnamed) && i < MOST_LISTED; i++) {
        if (i == 0)
            draft_put(w,
                      "  # CHECK: names beside codes that are those of other areas:\n");
        draft_put(w, "  #   %.*s (%llu rows)\n", SHOWN(misnamed->texts.keys[order[i]]),
                  (unsigned long long)misnamed->counts[order[i]]);
    }
    free(order);
}

static void write_area_of_heads(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(w, "  head: true\n");
    if (draft_glued_name(draft->heads[draft->layout.across_from - 1].name) == 0)
        return;
    draft_put(w, "  before: \"-\"\n  scheme: %s\n", scheme_of_heads(draft));
    write_named_heads(w, true);
    write_named_heads(w, false);
}

void draft_write_area(struct draft_writing *w)
{
    struct draft *draft = w->draft;
    draft_put(w, "area:\n");
    if (draft->layout.shape == SHAPE_SERIES) {
        draft_put(w,
                  "  # No column says whose the figures are. Until a code or name is put "
                  "here every\n"
                  "  # row is refused.\n  value: AREA\n");
        return;
    }
    if (draft->area == 0) {
        write_area_of_heads(w);
        return;
    }
    const struct draft_head *head = draft_head(draft, draft->area);
    const struct draft_column *cells = &head->cells;
    if (draft->level_count > 0) {
        write_levels(w);
        return;
    }
    draft_put(w, "  column: %.*s # %zu councils and %zu areas above them: ",
              TEXT_ARGS(head->short_name), cells->councils, cells->others);
    draft_put(w, "%llu codes, %llu E-codes, %llu names, %llu codes not known\n",
              (unsigned long long)cells->areas[AREA_FORM_CODE],
              (unsigned long long)cells->areas[AREA_FORM_E_CODE],
              (unsigned long long)(cells->areas[AREA_FORM_NAME] +
                                   cells->areas[AREA_FORM_GLUED]),
              (unsigned long long)cells->areas[AREA_FORM_FOREIGN]);
    write_ambiguous(w);
    write_misnamed(w);
    if (cells->areas[AREA_FORM_GLUED] * 2 > cells->filled)
        draft_put(w,
                  "  before: \"-\"                    # a name is glued to the number\n");
    if ((cells->areas[AREA_FORM_GLUED] + cells->areas[AREA_FORM_NUMBER]) * 2 >
        cells->filled)
        draft_put(w, "  scheme: %s                 # it knows %llu of them\n",
                  scheme_of(cells),
                  (unsigned long long)(cells->schemes[0] > cells->schemes[1]
                                           ? cells->schemes[0]
                                           : cells->schemes[1]));
}

/* Heads name metrics beside periods: by what is before these, so that other periods are
 * read too, or else whole. */
static void write_named_metrics(struct draft_writing *w)
{
    const struct draft *draft = w->draft;
    draft_put(w, "  head: true\n");
    if (draft->across_cut.length > 0)
        draft_put(w, "  before: %.*s\n", QUOTED(draft->across_cut));
    draft_put(w, "  names:\n");
    for (size_t i = 0; i < draft_tally_count(&draft->metrics); i++) {
        const struct text label = draft->metrics.texts.keys[i];
        for (size_t h = 0; h < draft->head_count; h++) {
            const struct draft_head *head = &draft->heads[h];
            if (!head->across || !text_equal(head->label, label))
                continue;
            const struct text cut = text_trim(text_slice(
                head->name, 0, head->period.from > 0 ? head->period.from - 1 : 0));
            draft_put(w, "    %.*s: %.*s",
                      QUOTED(draft->across_cut.length > 0 ? cut : head->name),
                      TEXT_ARGS(w->metrics[i].id));
            draft_put_likeness(w, " # ", &w->metrics[i]);
            if (draft->across_cut.length > 0)
                break;
        }
    }
}

void draft_write_metric(struct draft_writing *w)
{
    enum { LONGEST_KEY = 1000 };
    struct draft *draft = w->draft;
    if (!w->is_long)
        return;
    draft_put(w, "metric:\n");
    if (draft->across_named) {
        write_named_metrics(w);
        return;
    }
    if (draft->dimension_count == 1)
        draft_put(w, "  column: %.*s\n",
                  TEXT_ARGS(draft_head(draft, draft->dimensions[0])->short_name));
    else {
        draft_put(w, "  columns: [");
        for (size_t i = 0; i < draft->dimension_count; i++)
            draft_put(w, "%s%.*s", i == 0 ? "" : ", ",
                      TEXT_ARGS(draft_head(draft, draft->dimensions[i])->short_name));
        draft_put(w, "]\n");
    }
    draft_put(w, "  names:%s\n", draft_tally_count(&draft->metrics) == 0 ? " {}" : "");
    for (size_t i = 0; i < draft_tally_count(&draft->metrics); i++) {
        /* YAML has keys of up to 1,024 characters without being asked. */
        const struct text name = draft_quote(draft->metrics.texts.keys[i], &draft->arena);
        draft_put(w, "    %s%.*s%s: %.*s # %llu rows",
                  name.length > LONGEST_KEY ? "? " : "", TEXT_ARGS(name),
                  name.length > LONGEST_KEY ? "\n    " : "", TEXT_ARGS(w->metrics[i].id),
                  (unsigned long long)draft->metrics.counts[i]);
        draft_put_likeness(w, "; ", &w->metrics[i]);
    }
    if (draft->wordy > 0)
        draft_put(w, "  others: leave-out # %llu rows have words for figures\n",
                  (unsigned long long)draft->wordy);
    if (draft->metrics.others > 0)
        draft_put(w,
                  "  # %llu more rows have names too many or too long to list; they are "
                  "refused.\n",
                  (unsigned long long)draft->metrics.others);
}
