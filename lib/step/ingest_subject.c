/* What an observation is about: metric, period and area, from the row, the head of its
 * column or the file. */
#include <stdio.h>
#include <stdlib.h>

#include "base/suggest.h"
#include "base/utf8.h"
#include "council/date.h"
#include "step/ingest_row.h"

static const char *const subject_words[] = { "area", "period", "metric" };

/* The cells of a subject that stands in columns of the row. */
static struct text row_text(struct ingesting *g, const struct recipe_text *text)
{
    size_t used = 0;
    if (text->column_count == 1)
        return ingest_cell(g, text->columns[0]);
    for (size_t i = 0; i < text->column_count; i++) {
        const struct text cell = ingest_cell(g, text->columns[i]);
        if (text->first_filled && (cell.length > 0 || i + 1 == text->column_count))
            return cell;
        if (text->first_filled)
            continue;
        ARRAY_RESERVE(g->joined, g->joined_room, used + cell.length + 1);
        if (i > 0)
            g->joined[used++] = ';';
        if (cell.length > 0)
            memcpy(g->joined + used, cell.bytes, cell.length);
        used += cell.length;
    }
    return (struct text){ g->joined, used };
}

static bool cut_row_text(struct ingesting *g, enum ingest_subject subject,
                         struct text *part)
{
    const struct recipe_text *text = ingest_subject_text(g->recipe, subject);
    const struct text whole = row_text(g, text);
    return recipe_text_cut(text, whole, part) ||
           REFUSE_ROW(g, text->columns[0],
                      "'%.*s' has no %s behind '%.*s', where the recipe has it",
                      TEXT_ARGS(whole), subject_words[subject], TEXT_ARGS(text->after));
}

static bool parse_period(const struct recipe *recipe, struct text t,
                         struct period *period)
{
    const uint32_t recoded = recipe->period_recoded.count == 0
                                 ? TEXT_MAP_ABSENT
                                 : text_map_find(&recipe->period_recoded, t);
    if (recoded == TEXT_MAP_ABSENT && recipe->period_searched)
        return period_search_spelt(recipe->period_spelling, t, period) ==
               PERIOD_FOUND_ONE;
    if (recoded == TEXT_MAP_ABSENT)
        return period_parse_spelt(recipe->period_spelling, t, period);
    *period = recipe->period_recode_to[recoded];
    return true;
}

static const char *period_example(const struct recipe *recipe)
{
    return period_spelling_examples[recipe->period_spelling];
}

static const struct metric *named_metric(const struct ingesting *g, struct text name)
{
    if (!g->recipe->metric_names_given)
        return metrics_find(g->metrics, name);
    const uint32_t number = text_map_find(&g->recipe->metric_names, name);
    return number == TEXT_MAP_ABSENT ? NULL : g->recipe->metric_of_name[number];
}

enum { WHY_SIZE = 512 };

/* Why named_metric() found none. Returns `why`. */
static const char *explain_metric(const struct ingesting *g, struct text name,
                                  char why[WHY_SIZE])
{
    char hint[SUGGEST_SIZE];
    name = text_slice(name, 0, WHY_SIZE / 2);
    if (g->recipe->metric_names_given)
        snprintf(why, WHY_SIZE, "the recipe does not say which metric '%.*s' is",
                 TEXT_ARGS(name));
    else
        snprintf(why, WHY_SIZE, "unknown metric '%.*s'%s", TEXT_ARGS(name),
                 refusals_are_few(g->refusals) ? metrics_hint(g->metrics, name, hint)
                                               : "");
    return why;
}

/* --- Of the file --- */

/* The name of the file without its folder. */
static struct text base_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return text_of(slash == NULL ? name : slash + 1);
}

static struct text whole_file_text(const struct ingesting *g, enum ingest_subject subject)
{
    const struct recipe_text *text = ingest_subject_text(g->recipe, subject);
    switch (text->origin) {
    case RECIPE_FROM_VALUE:
        return text->value;
    case RECIPE_FROM_CELL:
    case RECIPE_FROM_ABOVE:
        return g->header.above[subject].text;
    case RECIPE_FROM_GROUP:
        return g->group_headings[subject];
    case RECIPE_FROM_FILE:
        return base_name(row_source_name(g->rows));
    case RECIPE_FROM_SHEET:
        return g->input->sheet;
    case RECIPE_FROM_COLUMN:
    case RECIPE_FROM_HEAD:
        break;
    }
    return text_of("");
}

static bool is_of_file(const struct recipe_text *text)
{
    return text->origin != RECIPE_FROM_COLUMN && text->origin != RECIPE_FROM_HEAD;
}

/* What the cell above the rows should be asked for, and is not one. */
static bool say_above(struct ingesting *g, enum ingest_subject subject,
                      const struct recipe_text *text)
{
    const struct ingest_above *above = &g->header.above[subject];
    if (above->doubled)
        messages_say(
            g->messages, text->place,
            "two cells above the rows of '%s' are such as the recipe has the %s in: "
            "'%.*s' and '%.*s'",
            row_source_name(g->rows), subject_words[subject], TEXT_ARGS(above->text),
            TEXT_ARGS(above->other));
    else
        messages_say(g->messages, text->place,
                     "no cell above the rows of '%s' is such as the recipe has the %s in",
                     row_source_name(g->rows), subject_words[subject]);
    return false;
}

static bool settle_file_text(struct ingesting *g, enum ingest_subject subject)
{
    const struct recipe_text *text = ingest_subject_text(g->recipe, subject);
    const struct ingest_above *above = &g->header.above[subject];
    if (text->origin == RECIPE_FROM_ABOVE && (!above->found || above->doubled))
        return say_above(g, subject, text);
    const struct text whole = whole_file_text(g, subject);
    if (!is_of_file(text) || recipe_text_cut(text, whole, &g->file_texts[subject]))
        return true;
    messages_say(g->messages, text->place,
                 "the %s of '%s' should stand in '%.*s' behind '%.*s'",
                 subject_words[subject], row_source_name(g->rows), TEXT_ARGS(whole),
                 TEXT_ARGS(text->after));
    return false;
}

static bool settle_file_period(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    const struct text t = g->file_texts[SUBJECT_PERIOD];
    if (!is_of_file(&recipe->period) || parse_period(recipe, t, &g->period))
        return true;
    messages_say(
        g->messages, recipe->period.place,
        recipe->period_searched
            ? "'%.*s' of '%s' does not have one period as the recipe spells them, "
              "such as %s"
            : "'%.*s' of '%s' is not a period as the recipe spells them, such as %s",
        TEXT_ARGS(t), row_source_name(g->rows), period_example(recipe));
    return false;
}

bool ingest_settle_period(struct ingesting *g, struct ingest_finder *finder)
{
    const struct recipe_text *text = &g->recipe->period;
    if (!is_of_file(text))
        return true;
    if (text->origin == RECIPE_FROM_GROUP &&
        !ingest_header_group(finder, text->columns[0],
                             &g->group_headings[SUBJECT_PERIOD]))
        return false;
    if (!settle_file_text(g, SUBJECT_PERIOD) || !settle_file_period(g))
        return false;
    finder->years = recipe_years_of(g->period);
    return true;
}

static bool settle_file_metric(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    char why[WHY_SIZE];
    if (!recipe->is_long || !is_of_file(&recipe->metric))
        return true;
    const struct text name = g->file_texts[SUBJECT_METRIC];
    g->metric = named_metric(g, name);
    if (g->metric != NULL)
        return true;
    messages_say(g->messages, recipe->metric.place, "%s", explain_metric(g, name, why));
    return false;
}

/* --- Of heads --- */

static bool head_text(const struct ingesting *g, const struct recipe_text *text,
                      size_t head, struct text *part)
{
    return recipe_text_cut(text, g->header.heads[head].text, part);
}

static void refuse_head(struct ingesting *g, size_t head, struct text why)
{
    const struct text text = g->header.heads[head].text;
    const struct place place = { row_source_name(g->rows), g->header.line,
                                 g->header.heads[head].cell + 1 };
    const struct csv_row names = { .cells = g->header.columns.names,
                                   .count = g->header.columns.count,
                                   .line = g->header.line };
    if (g->meanings[head].refused)
        return;
    g->meanings[head].refused = true;
    refusals_add(
        g->refusals, place, names.cells, ingest_kept_cells(g, &names, names.count),
        "'%.*s', which heads this column, %.*s", TEXT_ARGS(text), TEXT_ARGS(why));
}

static void settle_head(struct ingesting *g, size_t head)
{
    const struct recipe *recipe = g->recipe;
    struct head_meaning *meaning = &g->meanings[head];
    struct text t;
    if (recipe->period.origin == RECIPE_FROM_HEAD &&
        (!head_text(g, &recipe->period, head, &t) ||
         !parse_period(recipe, t, &meaning->period)))
        refuse_head(g, head,
                    arena_print(&g->arena,
                                "is not a period as the recipe spells them, such as %s",
                                period_example(recipe)));
    if (!recipe->is_long || recipe->metric.origin != RECIPE_FROM_HEAD)
        return;
    if (head_text(g, &recipe->metric, head, &t))
        meaning->metric = named_metric(g, t);
    if (meaning->metric == NULL)
        refuse_head(g, head, text_of("is not a metric that the recipe names"));
}

static bool is_from_heads(const struct recipe *recipe)
{
    return recipe->area.origin == RECIPE_FROM_HEAD ||
           recipe->period.origin == RECIPE_FROM_HEAD ||
           (recipe->is_long && recipe->metric.origin == RECIPE_FROM_HEAD);
}

/* What a head says, as a text that is another for each meaning. */
static struct text head_key(struct ingesting *g, size_t head)
{
    const struct head_meaning *meaning = &g->meanings[head];
    const struct text metric =
        meaning->metric == NULL ? text_of("") : meaning->metric->id;
    struct text area = text_of("");
    if (g->recipe->area.origin == RECIPE_FROM_HEAD)
        head_text(g, &g->recipe->area, head, &area);
    return arena_print(&g->arena, "%u;%.*s;%.*s", meaning->period.key, TEXT_ARGS(metric),
                       TEXT_ARGS(area));
}

static void refuse_as_doubled(struct ingesting *g, size_t head, size_t other)
{
    const struct ingest_head *same = &g->header.heads[other];
    refuse_head(g, head,
                arena_print(&g->arena, "means what '%.*s' means over column %zu",
                            TEXT_ARGS(same->text), same->cell + 1));
}

/* Two columns that say the same of their figures: one has a wrong head, and nobody knows
 * which. */
static void refuse_doubled_heads(struct ingesting *g)
{
    const size_t count = g->header.head_count;
    size_t *first = arena_take(&g->arena, (count + 1) * sizeof *first);
    struct text_map keys;
    text_map_init(&keys);
    for (size_t i = 0; i < count && is_from_heads(g->recipe); i++) {
        const uint32_t before = keys.count;
        if (g->meanings[i].refused)
            continue;
        const uint32_t key = text_map_add(&keys, head_key(g, i));
        if (key == before) {
            first[key] = i;
            continue;
        }
        refuse_as_doubled(g, first[key], i);
        refuse_as_doubled(g, i, first[key]);
    }
    text_map_release(&keys);
}

/* Columns of other metrics are left to others, where the recipe says so. */
static void drop_other_heads(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    struct ingest_header *header = &g->header;
    struct text t;
    size_t kept = 0;
    if (recipe->other_metrics == RECIPE_ABSENT ||
        recipe->metric.origin != RECIPE_FROM_HEAD)
        return;
    for (size_t i = 0; i < header->head_count; i++)
        if (head_text(g, &recipe->metric, i, &t) && named_metric(g, t) != NULL)
            header->heads[kept++] = header->heads[i];
    header->head_count = kept;
}

/* The area and the metric, where they are one for the file. */
static bool settle_file_texts(struct ingesting *g, struct ingest_finder *finder)
{
    static const enum ingest_subject subjects[] = { SUBJECT_AREA, SUBJECT_METRIC };
    for (int i = 0; i < 1 + g->recipe->is_long; i++) {
        const struct recipe_text *text = ingest_subject_text(g->recipe, subjects[i]);
        if (text->origin == RECIPE_FROM_GROUP &&
            !ingest_header_group(finder, text->columns[0],
                                 &g->group_headings[subjects[i]]))
            return false;
        if (!settle_file_text(g, subjects[i]))
            return false;
    }
    return true;
}

bool ingest_settle_subjects(struct ingesting *g, struct ingest_finder *finder)
{
    if (!settle_file_texts(g, finder))
        return false;
    drop_other_heads(g);
    const size_t count = g->header.head_count;
    g->meanings = arena_take(&g->arena, (count + 1) * sizeof *g->meanings);
    memset(g->meanings, 0, (count + 1) * sizeof *g->meanings);
    for (size_t i = 0; i < count; i++)
        settle_head(g, i);
    refuse_doubled_heads(g);
    return settle_file_metric(g);
}

/* --- Of the row --- */

bool ingest_is_other_metric(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    struct text name;
    return recipe->other_metrics != RECIPE_ABSENT &&
           recipe->metric.origin == RECIPE_FROM_COLUMN &&
           recipe_text_cut(&recipe->metric, row_text(g, &recipe->metric), &name) &&
           named_metric(g, name) == NULL;
}

static bool read_row_metric(struct ingesting *g)
{
    char why[WHY_SIZE];
    struct text name;
    if (!g->recipe->is_long || g->recipe->metric.origin != RECIPE_FROM_COLUMN)
        return true;
    if (!cut_row_text(g, SUBJECT_METRIC, &name))
        return false;
    g->metric = named_metric(g, name);
    if (g->metric != NULL)
        return true;
    return REFUSE_ROW(g, g->recipe->metric.columns[0], "%s",
                      explain_metric(g, name, why));
}

/* As parse_period(), remembering the text that was asked for last. */
static bool recall_period(struct ingesting *g, struct text t)
{
    struct period_answer *last = &g->last_period;
    if (last->length > 0 && text_equal(t, (struct text){ last->text, last->length })) {
        g->period = last->period;
        return true;
    }
    if (!parse_period(g->recipe, t, &g->period))
        return false;
    last->length = t.length <= sizeof last->text ? t.length : 0;
    memcpy(last->text, t.bytes, last->length);
    last->period = g->period;
    return true;
}

static bool read_row_period(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    struct text t;
    if (recipe->period.origin != RECIPE_FROM_COLUMN)
        return true;
    return cut_row_text(g, SUBJECT_PERIOD, &t) &&
           (recall_period(g, t) ||
            REFUSE_ROW(g, recipe->period.columns[0],
                       "'%.*s' is not a period as the recipe spells them, such as %s",
                       TEXT_ARGS(t), period_example(recipe)));
}

bool ingest_read_row_subjects(struct ingesting *g)
{
    g->row_area.asked = false;
    return read_row_metric(g) && read_row_period(g);
}

/* --- Of the cells at hand: the area, whose name means what it does on a day --- */

/* The column that names the area, for places. */
static uint32_t area_column(const struct recipe *recipe)
{
    return recipe->area.origin == RECIPE_FROM_COLUMN ? recipe->area.columns[0]
           : recipe->area.origin == RECIPE_FROM_HEAD ? recipe->across.each
                                                     : RECIPE_ABSENT;
}

/* The text that names the area. False: refused, with all cells at hand. */
static bool area_text(struct ingesting *g, struct text *name)
{
    const struct recipe_text *text = &g->recipe->area;
    if (is_of_file(text)) {
        *name = g->file_texts[SUBJECT_AREA];
        return true;
    }
    const bool in_row = text->origin == RECIPE_FROM_COLUMN;
    const struct text whole = in_row ? row_text(g, text) : g->header.heads[g->head].text;
    if (recipe_text_cut(text, whole, name))
        return true;
    SAY_REFUSED(g, area_column(g->recipe),
                "'%.*s' has no area behind '%.*s', where the recipe has it",
                TEXT_ARGS(whole), TEXT_ARGS(text->after));
    return false;
}

static bool is_number(struct text name)
{
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] < '0' || name.bytes[i] > '9')
            return false;
    return name.length > 0;
}

/* As the area tables have numbers of a scheme: "dfe:831". Codes and names, such as those
 * of the regions among numbered councils, stay what they are. */
static struct text in_scheme(struct ingesting *g, struct text name)
{
    const struct text scheme = g->recipe->area_scheme;
    if (scheme.length == 0 || !is_number(name))
        return name;
    const size_t length = scheme.length + 1 + name.length;
    /* The name may stand in the same room, which may move. */
    const bool is_ours = g->joined != NULL && name.bytes >= g->joined &&
                         name.bytes < g->joined + g->joined_room;
    const size_t offset = is_ours ? (size_t)(name.bytes - g->joined) : 0;
    ARRAY_RESERVE(g->joined, g->joined_room, length);
    memmove(g->joined + scheme.length + 1, is_ours ? g->joined + offset : name.bytes,
            name.length);
    memcpy(g->joined, scheme.bytes, scheme.length);
    g->joined[scheme.length] = ':';
    return (struct text){ g->joined, length };
}

static struct text recoded(struct ingesting *g, struct text name, bool *was_recoded)
{
    const struct recipe *recipe = g->recipe;
    const uint32_t number = recipe->recoded.count == 0
                                ? TEXT_MAP_ABSENT
                                : text_map_find(&recipe->recoded, name);
    *was_recoded = number != TEXT_MAP_ABSENT;
    return *was_recoded ? recipe->recode_to[number] : in_scheme(g, name);
}

/* Looks the area up and, the first time, counts how it was found. NULL, said, where it is
 * not. */
static const struct area *look_up(struct ingesting *g, int32_t day, bool first)
{
    struct text published;
    uint32_t area;
    char why[AREA_HINT_SIZE];
    enum area_found_by by;
    bool was_recoded;
    g->account->areas_refused += first;
    if (!area_text(g, &published))
        return NULL;
    const struct text name = recoded(g, published, &was_recoded);
    if (areas_find_by(g->areas, name, day, &area, &by) != AREA_FOUND) {
        SAY_REFUSED(
            g, area_column(g->recipe), "%s",
            areas_explain(g->areas, name, day, refusals_are_few(g->refusals), why));
        return NULL;
    }
    g->account->areas_refused -= first;
    *(was_recoded ? &g->account->areas_recoded : &g->account->areas_by[by]) += first;
    return areas_get(g->areas, area);
}

static struct area_answer *answer_of(struct ingesting *g)
{
    switch (g->recipe->area.origin) {
    case RECIPE_FROM_COLUMN:
        return &g->row_area;
    case RECIPE_FROM_HEAD:
        return &g->meanings[g->head].area;
    case RECIPE_FROM_VALUE:
    case RECIPE_FROM_CELL:
    case RECIPE_FROM_ABOVE:
    case RECIPE_FROM_GROUP:
    case RECIPE_FROM_FILE:
    case RECIPE_FROM_SHEET:
        break;
    }
    return &g->file_area;
}

static int32_t last_day(struct ingesting *g, enum year_kind year)
{
    struct day_answer *last = &g->last_day;
    if (!last->asked || last->year != year ||
        period_compare(last->period, g->period) != 0)
        *last = (struct day_answer){ true, g->period, year,
                                     period_last_day(g->period, year) };
    return last->day;
}

bool ingest_read_cell_subjects(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    const struct head_meaning *meaning = &g->meanings[g->head];
    if (meaning->refused) {
        g->account->cells_refused += recipe->value_count;
        return false;
    }
    if (recipe->period.origin == RECIPE_FROM_HEAD)
        g->period = meaning->period;
    if (recipe->is_long && recipe->metric.origin == RECIPE_FROM_HEAD)
        g->metric = meaning->metric;
    const struct metric *metric =
        g->metric != NULL ? g->metric : recipe->values[0].metric;
    const int32_t day = last_day(g, metric->year);
    struct area_answer *answer = answer_of(g);
    if (!answer->asked || answer->day != day)
        *answer = (struct area_answer){ true, day, look_up(g, day, !answer->asked) };
    g->area = answer->area;
    if (g->area == NULL)
        g->account->cells_refused += recipe->value_count;
    return g->area != NULL;
}
