/* Recipes from YAML, checked. */
#include "council/recipe.h"

#include <errno.h>
#include <stdio.h>

#include "base/suggest.h"
#include "council/value.h"
#include "format/yaml_fields.h"

static const char *const recipe_keys[] = {
    "id",     "title",        "publisher", "url",       "licence",   "encoding",
    "header", "group-header", "columns",   "leave-out", "area",      "period",
    "metric", "values",       "numbers",   "markers",   "shorthand", NULL
};
static const char *const column_keys[] = { "name", "group", "position", NULL };
static const char *const rule_keys[] = { "rule",        "column", "is", "is-not",
                                         "starts-with", "empty",  NULL };
static const char *const area_keys[] = { "column", "recode", NULL };
static const char *const period_keys[] = { "column", "value", "spelling", NULL };
static const char *const metric_keys[] = { "column", "names", NULL };
static const char *const value_keys[] = { "metric", "value", "numerator", "denominator",
                                          "lower",  "upper", "marker",    NULL };
static const char *const number_keys[] = { "thousands", "percent", NULL };
static const char *const period_words[] = { "default", "split", "iso-interval", NULL };
static const char *const test_keys[] = { "is", "is-not", "starts-with", "empty", NULL };

/* Records above a header, and cells of one: far more than any file has. */
enum { MOST_CELLS = 1000000 };

struct recipe_reader {
    struct recipe *recipe;
    const struct metrics *metrics;
    struct yaml_fields fields;
};

static void read_column(struct recipe_reader *r, struct text short_name,
                        const struct yaml_node *node)
{
    struct recipe_column column = { .short_name = short_name, .place = node->place };
    if (node->kind == YAML_TEXT) {
        column.name = node->text;
    } else if (yaml_fields_only(&r->fields, node, column_keys)) {
        column.name = yaml_field_text(&r->fields, node, "name", false);
        column.group = yaml_field_text(&r->fields, node, "group", false);
        column.position =
            (size_t)yaml_field_whole(&r->fields, node, "position", 0, 1, MOST_CELLS);
    }
    if ((column.name.length > 0) == (column.position > 0))
        yaml_fields_wrong(&r->fields, node->place,
                          "a column stands under a name or at a position");
    r->recipe->columns[r->recipe->column_count++] = column;
}

static bool is_short_name(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        const char c = name.bytes[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9' && i > 0) && c != '_')
            return false;
    }
    return name.length > 0;
}

static void read_columns(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, root, "columns", YAML_MAP, true);
    if (map == NULL)
        return;
    r->recipe->columns =
        arena_take(&r->recipe->arena, map->count * sizeof *r->recipe->columns);
    for (size_t i = 0; i < map->count; i++) {
        if (!is_short_name(map->keys[i]))
            yaml_fields_wrong(
                &r->fields, map->key_places[i],
                "'%.*s': a column's short name is made of small letters, digits and _",
                TEXT_ARGS(map->keys[i]));
        read_column(r, map->keys[i], &map->items[i]);
    }
}

static uint32_t find_column(struct recipe_reader *r, struct text name, struct place place)
{
    for (size_t i = 0; i < r->recipe->column_count; i++)
        if (text_equal(r->recipe->columns[i].short_name, name))
            return (uint32_t)i;
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, name);
    for (size_t i = 0; i < r->recipe->column_count; i++)
        suggest_offer(&near, r->recipe->columns[i].short_name);
    yaml_fields_wrong(&r->fields, place, "'%.*s' is not a short name under 'columns'%s",
                      TEXT_ARGS(name), suggest_format(&near, hint));
    return RECIPE_ABSENT;
}

static uint32_t column_under(struct recipe_reader *r, const struct yaml_node *map,
                             const char *key, bool needed)
{
    const struct text name = yaml_field_text(&r->fields, map, key, needed);
    return name.length == 0 ? RECIPE_ABSENT
                            : find_column(r, name, yaml_find(map, key)->place);
}

static void read_rule(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe_rule rule = { 0 };
    size_t tests = 0;
    if (!yaml_fields_only(&r->fields, node, rule_keys))
        return;
    rule.name = yaml_field_text(&r->fields, node, "rule", true);
    rule.column = column_under(r, node, "column", true);
    for (size_t i = 0; test_keys[i] != NULL; i++) {
        const struct yaml_node *test = yaml_find(node, test_keys[i]);
        if (test == NULL)
            continue;
        tests++;
        rule.test = (enum recipe_test)i;
        if (rule.test != RECIPE_EMPTY)
            rule.texts = yaml_field_list(&r->fields, node, test_keys[i], NULL,
                                         &r->recipe->arena, &rule.text_count);
        else if (!yaml_field_bool(&r->fields, node, "empty"))
            yaml_fields_wrong(&r->fields, test->place, "'empty' can only be true");
    }
    if (tests != 1)
        yaml_fields_wrong(&r->fields, node->place,
                          "a rule has one test: is, is-not, starts-with or empty");
    r->recipe->rules[r->recipe->rule_count++] = rule;
}

static void read_rules(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *list =
        yaml_field_branch(&r->fields, root, "leave-out", YAML_LIST, false);
    if (list == NULL)
        return;
    r->recipe->rules =
        arena_take(&r->recipe->arena, list->count * sizeof *r->recipe->rules);
    for (size_t i = 0; i < list->count; i++)
        read_rule(r, &list->items[i]);
}

static void read_area(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *area =
        yaml_field_branch(&r->fields, root, "area", YAML_MAP, true);
    if (area == NULL || !yaml_fields_only(&r->fields, area, area_keys))
        return;
    recipe->area_column = column_under(r, area, "column", true);
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

static void read_period(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *period =
        yaml_field_branch(&r->fields, root, "period", YAML_MAP, true);
    if (period == NULL || !yaml_fields_only(&r->fields, period, period_keys))
        return;
    recipe->period_spelling = (enum recipe_period)yaml_field_choice(
        &r->fields, period, "spelling", period_words, false);
    const struct text value = yaml_field_text(&r->fields, period, "value", false);
    recipe->period_column = column_under(r, period, "column", false);
    if ((value.length > 0) == (recipe->period_column != RECIPE_ABSENT)) {
        yaml_fields_wrong(&r->fields, period->place,
                          "the period needs either 'column' or 'value'");
    } else if (value.length > 0 && !period_parse(value, &recipe->fixed_period))
        yaml_fields_wrong(&r->fields, yaml_find(period, "value")->place,
                          "'%.*s' is not a period such as 2022/23, 2022 or 2022-Q3",
                          TEXT_ARGS(value));
}

static const struct metric *find_metric(struct recipe_reader *r, struct text id,
                                        struct place place)
{
    const struct metric *metric = metrics_find(r->metrics, id);
    if (metric == NULL) {
        metrics_say_unknown(r->metrics, id, place, r->fields.messages);
        r->fields.fine = false;
    }
    return metric;
}

static void read_metric(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    recipe->metric_column = RECIPE_ABSENT;
    const struct yaml_node *metric =
        yaml_field_branch(&r->fields, root, "metric", YAML_MAP, false);
    if (metric == NULL || !yaml_fields_only(&r->fields, metric, metric_keys))
        return;
    recipe->metric_column = column_under(r, metric, "column", true);
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
        recipe->metric_of_name[number] = find_metric(r, id->text, id->place);
    }
}

/* "a + b - c": short names with signs between. */
static struct recipe_expression
expression_under(struct recipe_reader *r, const struct yaml_node *map, const char *key)
{
    struct text rest = text_trim(yaml_field_text(&r->fields, map, key, false));
    struct recipe_term *terms =
        arena_take(&r->recipe->arena, (rest.length + 1) * sizeof *terms);
    size_t count = 0;
    bool minus = false;
    while (rest.length > 0) {
        size_t length = 0;
        while (length < rest.length && rest.bytes[length] != '+' &&
               rest.bytes[length] != '-')
            length++;
        const struct text name = text_trim(text_slice(rest, 0, length));
        terms[count++] =
            (struct recipe_term){ find_column(r, name, yaml_find(map, key)->place),
                                  minus };
        if (length + 1 == rest.length)
            yaml_fields_wrong(&r->fields, yaml_find(map, key)->place,
                              "a column is missing after '%c'", rest.bytes[length]);
        minus = length < rest.length && rest.bytes[length] == '-';
        rest = text_trim(text_slice(rest, length + 1, rest.length));
    }
    return (struct recipe_expression){ terms, count };
}

static void check_value(struct recipe_reader *r, const struct yaml_node *node,
                        const struct recipe_value *value)
{
    const char *what = NULL;
    const bool is_long = r->recipe->metric_column != RECIPE_ABSENT;
    if (is_long && yaml_find(node, "metric") != NULL)
        what =
            "the rows of a long table name their own metric; 'metric' has no place here";
    else if (!is_long && yaml_find(node, "metric") == NULL)
        what = "the key 'metric' is missing";
    else if (value->value.count == 0 && value->numerator.count == 0)
        what = "a value needs 'value', or 'numerator' and 'denominator'";
    else if (value->denominator.count > 0 && value->numerator.count == 0)
        what = "a 'denominator' needs a 'numerator'";
    else if (value->value.count == 0 && value->denominator.count == 0)
        what = "a 'numerator' alone makes no value; it needs a 'denominator'";
    if (what == NULL)
        return;
    yaml_fields_wrong(&r->fields, node->place, "%s", what);
}

static void read_value(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe_value value = { 0 };
    if (!yaml_fields_only(&r->fields, node, value_keys))
        return;
    const struct text id = yaml_field_text(&r->fields, node, "metric", false);
    if (id.length > 0)
        value.metric = find_metric(r, id, yaml_find(node, "metric")->place);
    value.value = expression_under(r, node, "value");
    value.numerator = expression_under(r, node, "numerator");
    value.denominator = expression_under(r, node, "denominator");
    value.lower = column_under(r, node, "lower", false);
    value.upper = column_under(r, node, "upper", false);
    value.marker = column_under(r, node, "marker", false);
    check_value(r, node, &value);
    r->recipe->values[r->recipe->value_count++] = value;
}

static void read_values(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *list =
        yaml_field_branch(&r->fields, root, "values", YAML_LIST, true);
    if (list == NULL)
        return;
    r->recipe->values =
        arena_take(&r->recipe->arena, list->count * sizeof *r->recipe->values);
    for (size_t i = 0; i < list->count; i++)
        read_value(r, &list->items[i]);
    if (list->count == 0 ||
        (r->recipe->metric_column != RECIPE_ABSENT && list->count != 1))
        yaml_fields_wrong(&r->fields, list->place, "%s",
                          list->count == 0 ? "the list is empty"
                                           : "a long table has one entry under 'values'");
}

static void read_numbers(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *numbers =
        yaml_field_branch(&r->fields, root, "numbers", YAML_MAP, false);
    if (numbers == NULL || !yaml_fields_only(&r->fields, numbers, number_keys))
        return;
    const struct text thousands =
        yaml_field_text(&r->fields, numbers, "thousands", false);
    if (thousands.length > 1 ||
        (thousands.length == 1 && strchr("0123456789+-.eE%", thousands.bytes[0]) != NULL))
        yaml_fields_wrong(
            &r->fields, yaml_find(numbers, "thousands")->place,
            "the separator of thousands is one ASCII character, such as ','");
    r->recipe->thousands = thousands.length == 1 ? thousands.bytes[0] : '\0';
    r->recipe->percent = yaml_field_bool(&r->fields, numbers, "percent");
}

static void read_markers(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    recipe->shorthand = yaml_field_bool(&r->fields, root, "shorthand");
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, root, "markers", YAML_MAP, false);
    if (map == NULL)
        return;
    recipe->marker_of =
        arena_take(&recipe->arena, map->count * sizeof *recipe->marker_of);
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *node = &map->items[i];
        unsigned markers = 0;
        if (yaml_fields_is(&r->fields, node, YAML_TEXT) &&
            !text_is(node->text, "missing") &&
            (!markers_parse(node->text, &markers) || markers == 0)) {
            yaml_fields_wrong(
                &r->fields, node->place,
                "'%.*s' is not a marker; expected 'missing' or letters of: %s",
                TEXT_ARGS(node->text), marker_letters);
        }
        recipe->marker_of[text_map_add(&recipe->markers, map->keys[i])] = markers;
    }
}

static void read_head(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    recipe->id = yaml_field_id(&r->fields, root);
    recipe->title = yaml_field_text(&r->fields, root, "title", true);
    recipe->publisher = yaml_field_text(&r->fields, root, "publisher", true);
    recipe->url = yaml_field_text(&r->fields, root, "url", false);
    recipe->licence = yaml_field_text(&r->fields, root, "licence", true);
    const struct text encoding = yaml_field_text(&r->fields, root, "encoding", false);
    const bool utf8 =
        encoding.length == 0 || text_is(encoding, "utf-8") || text_is(encoding, "UTF-8");
    recipe->encoding = utf8 ? NULL : encoding.bytes;
    recipe->header =
        (size_t)yaml_field_whole(&r->fields, root, "header", 1, 1, MOST_CELLS);
    recipe->group_header =
        (size_t)yaml_field_whole(&r->fields, root, "group-header", 0, 1, MOST_CELLS);
    if (recipe->group_header >= recipe->header)
        yaml_fields_wrong(&r->fields, root->place,
                          "'group-header' must stand above 'header'");
}

static void read_recipe(struct recipe_reader *r, const struct yaml_node *root)
{
    if (!yaml_fields_only(&r->fields, root, recipe_keys))
        return;
    read_head(r, root);
    read_columns(r, root);
    read_rules(r, root);
    read_area(r, root);
    read_period(r, root);
    read_metric(r, root);
    read_values(r, root);
    read_numbers(r, root);
    read_markers(r, root);
}

static void recipe_init(struct recipe *recipe)
{
    *recipe = (struct recipe){ 0 };
    text_map_init(&recipe->recoded);
    text_map_init(&recipe->metric_names);
    text_map_init(&recipe->markers);
    arena_init(&recipe->arena);
}

bool recipe_read(struct recipe *recipe, const char *file, const struct metrics *metrics,
                 struct messages *messages)
{
    FILE *stream = fopen(file, "re");
    if (stream == NULL) {
        messages_say(messages, (struct place){ file, 0, 0 },
                     "the recipe cannot be read: %s", strerror(errno));
        return false;
    }
    recipe_init(recipe);
    const char *name = arena_keep(&recipe->arena, text_of(file)).bytes;
    struct recipe_reader r = { recipe, metrics, { messages, true } };
    const struct yaml_node *root = yaml_read(stream, name, &recipe->arena, messages);
    fclose(stream);
    if (root != NULL)
        read_recipe(&r, root);
    if (root != NULL && r.fields.fine)
        return true;
    recipe_release(recipe);
    return false;
}

void recipe_release(struct recipe *recipe)
{
    text_map_release(&recipe->recoded);
    text_map_release(&recipe->metric_names);
    text_map_release(&recipe->markers);
    arena_release(&recipe->arena);
}
