/* What says the area, the period and the metric of an observation. */
#include "council/recipe_reading.h"

#define SUBJECT_KEYS                                                                     \
    "column", "columns", "first", "head", "value", "cell", "table-cell", "above",        \
        "group", "file", "sheet", "after", "before"

static const char *const area_keys[] = { SUBJECT_KEYS, "scheme", "recode", NULL };
static const char *const period_keys[] = { SUBJECT_KEYS, "spelling", "search", "recode",
                                           NULL };
static const char *const above_keys[] = { "is", "starts-with", "ends-with", "contains",
                                          NULL };
static const char *const metric_keys[] = { SUBJECT_KEYS, "names", "others", NULL };

/* The keys that say where a text comes from, and what they come to. */
static const struct origin {
    const char *key;
    enum recipe_origin origin;
} origins[] = { { "column", RECIPE_FROM_COLUMN },   { "columns", RECIPE_FROM_COLUMN },
                { "first", RECIPE_FROM_COLUMN },    { "head", RECIPE_FROM_HEAD },
                { "value", RECIPE_FROM_VALUE },     { "cell", RECIPE_FROM_CELL },
                { "table-cell", RECIPE_FROM_CELL }, { "above", RECIPE_FROM_ABOVE },
                { "group", RECIPE_FROM_GROUP },     { "file", RECIPE_FROM_FILE },
                { "sheet", RECIPE_FROM_SHEET } };

static void read_text_columns(struct recipe_reader *r, const struct yaml_node *node,
                              const char *key, struct recipe_text *text)
{
    const struct place place = yaml_find(node, key)->place;
    text->first_filled = strcmp(key, "first") == 0;
    if (strcmp(key, "column") != 0 && strcmp(key, "group") != 0) {
        text->columns = recipe_columns_under(r, node, key, &text->column_count);
    } else {
        uint32_t *columns = arena_take(&r->recipe->arena, sizeof *columns);
        columns[0] = recipe_column_under(r, node, key, true);
        text->columns = columns;
        text->column_count = 1;
    }
    if (text->column_count == 0)
        yaml_fields_wrong(&r->fields, place, "'%s' names no column", key);
    for (size_t i = 0; i < text->column_count; i++) {
        if (text->origin == RECIPE_FROM_GROUP) { /* a made one stands in none */
            recipe_check_published(r, text->columns[i], place);
            continue;
        }
        recipe_check_not_each(r, text->columns[i], place);
        recipe_check_gathered(r, text->columns[i], place);
    }
}

static void read_text_cell(struct recipe_reader *r, const struct yaml_node *node,
                           const char *key, struct recipe_text *text)
{
    size_t count = 0;
    const struct text *numbers =
        yaml_field_list(&r->fields, node, key, NULL, &r->recipe->arena, &count);
    double record = 0, position = 0;
    if (count != 2 || !number_parse(numbers[0], &record) ||
        !number_parse(numbers[1], &position) || record < 1 || position < 1 ||
        record > RECIPE_MOST_CELLS || position > RECIPE_MOST_CELLS) {
        yaml_fields_wrong(&r->fields, yaml_find(node, key)->place,
                          "expected a record and a column above the rows, as in [1, 1]");
        return;
    }
    text->record = (size_t)record;
    text->position = (size_t)position;
    text->in_table = strcmp(key, "table-cell") == 0;
}

/* The cell above the table that is such as one test asks. */
static void read_text_above(struct recipe_reader *r, const struct yaml_node *node,
                            struct recipe_text *text)
{
    const struct yaml_node *above =
        yaml_field_branch(&r->fields, node, "above", YAML_MAP, true);
    if (above != NULL && yaml_fields_only(&r->fields, above, above_keys))
        text->test = recipe_read_test(r, above);
}

static void read_origin(struct recipe_reader *r, const struct yaml_node *node,
                        const struct origin *from, struct recipe_text *text)
{
    const struct place place = yaml_find(node, from->key)->place;
    text->origin = from->origin;
    switch (text->origin) {
    case RECIPE_FROM_VALUE:
        text->value = yaml_field_text(&r->fields, node, from->key, true);
        break;
    case RECIPE_FROM_CELL:
        read_text_cell(r, node, from->key, text);
        break;
    case RECIPE_FROM_HEAD:
    case RECIPE_FROM_FILE:
    case RECIPE_FROM_SHEET:
        if (!yaml_field_bool(&r->fields, node, from->key))
            yaml_fields_wrong(&r->fields, place, "'%s' can only be true", from->key);
        break;
    case RECIPE_FROM_ABOVE:
        read_text_above(r, node, text);
        break;
    case RECIPE_FROM_COLUMN:
    case RECIPE_FROM_GROUP:
        read_text_columns(r, node, from->key, text);
        break;
    }
    if (text->origin == RECIPE_FROM_HEAD && !r->recipe->across.given)
        yaml_fields_wrong(&r->fields, place,
                          "'head' is that of a column of 'across', which is not there");
}

/* Whether a subject is there and says where its text comes from. */
static bool read_subject(struct recipe_reader *r, const struct yaml_node *node,
                         const char *const keys[], struct recipe_text *text)
{
    size_t given = 0;
    if (node == NULL || !yaml_fields_only(&r->fields, node, keys))
        return false;
    text->place = node->place;
    text->after = yaml_field_text(&r->fields, node, "after", false);
    text->before = yaml_field_text(&r->fields, node, "before", false);
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
        if (yaml_find(node, origins[i].key) != NULL && given++ == 0)
            read_origin(r, node, &origins[i], text);
    if (given != 1)
        yaml_fields_wrong(&r->fields, node->place,
                          "one of these says where it stands: column, columns, first, "
                          "head, value, cell, table-cell, above, group, file or sheet");
    return given == 1;
}

static void read_recoded_areas(struct recipe_reader *r, const struct yaml_node *area)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *recode =
        yaml_field_branch(&r->fields, area, "recode", YAML_MAP, false);
    if (recode == NULL)
        return;
    recipe->recode_to =
        arena_take(&recipe->arena, recode->count * sizeof *recipe->recode_to);
    recipe->recode_places =
        arena_take(&recipe->arena, recode->count * sizeof *recipe->recode_places);
    for (size_t i = 0; i < recode->count; i++) {
        yaml_fields_is(&r->fields, &recode->items[i], YAML_TEXT);
        const uint32_t number = text_map_add(&recipe->recoded, recode->keys[i]);
        recipe->recode_to[number] = recode->items[i].text;
        recipe->recode_places[number] = recode->items[i].place;
    }
}

static void read_area(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *area =
        yaml_field_branch(&r->fields, root, "area", YAML_MAP, true);
    if (!read_subject(r, area, area_keys, &r->recipe->area))
        return;
    const size_t scheme =
        yaml_field_choice(&r->fields, area, "scheme", area_scheme_words, false);
    if (yaml_find(area, "scheme") != NULL)
        r->recipe->area_scheme = text_of(area_scheme_words[scheme]);
    read_recoded_areas(r, area);
}

static bool read_fixed_period(struct recipe_reader *r, struct text text,
                              struct place place, struct period *period)
{
    if (period_parse(text, period))
        return true;
    yaml_fields_wrong(&r->fields, place,
                      "'%.*s' is not a period such as 2022/23, 2022 or 2022-Q3",
                      TEXT_ARGS(text));
    return false;
}

static void read_recoded_periods(struct recipe_reader *r, const struct yaml_node *period)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *recode =
        yaml_field_branch(&r->fields, period, "recode", YAML_MAP, false);
    if (recode == NULL)
        return;
    recipe->period_recode_to =
        arena_take(&recipe->arena, recode->count * sizeof *recipe->period_recode_to);
    for (size_t i = 0; i < recode->count; i++) {
        struct period to = { 0 };
        if (yaml_fields_is(&r->fields, &recode->items[i], YAML_TEXT))
            read_fixed_period(r, recode->items[i].text, recode->items[i].place, &to);
        recipe->period_recode_to[text_map_add(&recipe->period_recoded, recode->keys[i])] =
            to;
    }
}

/* Names with the years of the period need one that is known before the columns are. */
static void check_years(struct recipe_reader *r, const struct yaml_node *period)
{
    const struct recipe *recipe = r->recipe;
    if (recipe->period.origin != RECIPE_FROM_COLUMN &&
        recipe->period.origin != RECIPE_FROM_HEAD)
        return;
    for (size_t i = 0; i < recipe->column_count; i++)
        if (recipe_names_have_years(&recipe->columns[i].names) ||
            recipe_names_have_years(&recipe->columns[i].beginnings) ||
            recipe_names_have_years(&recipe->columns[i].groups))
            yaml_fields_wrong(
                &r->fields, period->place,
                "'%.*s' has a year of the period in its name, so the period "
                "must be one for the file",
                TEXT_ARGS(recipe->columns[i].short_name));
}

static void read_period(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    struct period fixed;
    const struct yaml_node *period =
        yaml_field_branch(&r->fields, root, "period", YAML_MAP, true);
    if (!read_subject(r, period, period_keys, &recipe->period))
        return;
    recipe->period_spelling = (enum period_spelling)yaml_field_choice(
        &r->fields, period, "spelling", period_spelling_words, false);
    recipe->period_searched = yaml_field_bool(&r->fields, period, "search");
    check_years(r, period);
    read_recoded_periods(r, period);
    if (recipe->period.origin != RECIPE_FROM_VALUE || recipe->period.value.length == 0)
        return;
    const struct place place = yaml_find(period, "value")->place;
    if (recipe->period_spelling != PERIOD_SPELT_DEFAULT)
        yaml_fields_wrong(
            &r->fields, place,
            "a 'value' is spelt as in the observation table; 'spelling' has "
            "no place here");
    read_fixed_period(r, recipe->period.value, place, &fixed);
}

const struct metric *recipe_find_metric(struct recipe_reader *r, struct text id,
                                        struct place place)
{
    const struct metric *metric = metrics_find(r->metrics, id);
    if (metric == NULL) {
        metrics_say_unknown(r->metrics, id, place, r->fields.messages);
        if (text_starts_with(id, text_of("draft.")) && !r->draft_explained)
            messages_note(r->fields.messages,
                          "metrics of a draft are defined in the file that "
                          "--draft-metrics writes; --definitions reads it");
        r->draft_explained |= text_starts_with(id, text_of("draft."));
        r->fields.fine = false;
    }
    return metric;
}

static void read_metric_names(struct recipe_reader *r, const struct yaml_node *metric)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *names =
        yaml_field_branch(&r->fields, metric, "names", YAML_MAP, false);
    if (names == NULL)
        return;
    recipe->metric_names_given = true;
    recipe->metric_of_name =
        arena_take(&recipe->arena, names->count * sizeof(const struct metric *));
    for (size_t i = 0; i < names->count; i++) {
        const struct yaml_node *id = &names->items[i];
        if (!yaml_fields_is(&r->fields, id, YAML_TEXT))
            continue;
        const uint32_t number = text_map_add(&recipe->metric_names, names->keys[i]);
        recipe->metric_of_name[number] = recipe_find_metric(r, id->text, id->place);
    }
}

static void read_metric(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    recipe->other_metrics = RECIPE_ABSENT;
    const struct yaml_node *metric =
        yaml_field_branch(&r->fields, root, "metric", YAML_MAP, false);
    if (metric == NULL)
        return;
    recipe->is_long = true;
    if (!read_subject(r, metric, metric_keys, &recipe->metric))
        return;
    read_metric_names(r, metric);
    if (yaml_field_choice(&r->fields, metric, "others", recipe_other_words, false) == 0)
        return;
    if (!recipe->metric_names_given)
        yaml_fields_wrong(&r->fields, yaml_find(metric, "others")->place,
                          "'others' are those that 'names' does not list, and it is not "
                          "there");
    for (size_t i = 0; i < recipe->metric.column_count; i++)
        recipe_check_published(r, recipe->metric.columns[i],
                               yaml_find(metric, "others")->place);
    recipe->other_metrics =
        recipe_add_rule(r, (struct recipe_rule){ .name = text_of("other metrics") });
}

void recipe_read_subject(struct recipe_reader *r, const struct yaml_node *root)
{
    read_area(r, root);
    read_period(r, root);
    read_metric(r, root);
}
