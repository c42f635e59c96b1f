/* What the cells of a row become, and how numbers and markers are written. */
#include "council/recipe_reading.h"
#include "council/value.h"

static const char *const value_keys[] = { "metric", "value", "numerator", "denominator",
                                          "lower",  "upper", "marker",    "times",
                                          "only",   NULL };
static const char *const number_keys[] = { "thousands", "percent", "currency", "negative",
                                           "minus",     "digits",  NULL };
static const char *const negative_words[] = { "sign", "brackets", NULL };

/* "a + b - c": short names with signs between. */
static struct recipe_expression
expression_under(struct recipe_reader *r, const struct yaml_node *map, const char *key)
{
    struct text rest = text_trim(yaml_field_text(&r->fields, map, key, false));
    struct recipe_term *terms =
        arena_take(&r->recipe->arena, (rest.length + 1) * sizeof *terms);
    const struct place place = rest.length > 0 ? yaml_find(map, key)->place : map->place;
    size_t count = 0;
    bool minus = false;
    while (rest.length > 0) {
        if (count == RECIPE_MOST_TERMS) {
            yaml_fields_wrong(&r->fields, place, "a sum has at most %d columns",
                              RECIPE_MOST_TERMS);
            break;
        }
        size_t length = 0;
        while (length < rest.length && rest.bytes[length] != '+' &&
               rest.bytes[length] != '-')
            length++;
        const struct text name = text_trim(text_slice(rest, 0, length));
        const uint32_t column = recipe_find_column(r, name, place);
        recipe_check_figure(r, column, place);
        terms[count++] = (struct recipe_term){ column, minus };
        if (length + 1 == rest.length)
            yaml_fields_wrong(&r->fields, place, "a column is missing after '%c'",
                              rest.bytes[length]);
        minus = length < rest.length && rest.bytes[length] == '-';
        rest = text_trim(text_slice(rest, length + 1, rest.length));
    }
    return (struct recipe_expression){ terms, count };
}

static void check_value(struct recipe_reader *r, const struct yaml_node *node,
                        const struct recipe_value *value)
{
    const char *what = NULL;
    const bool is_long = r->recipe->is_long;
    if (is_long && yaml_find(node, "metric") != NULL)
        what =
            "the rows of a long table name their own metric; 'metric' has no place here";
    else if (!is_long && yaml_find(node, "metric") == NULL)
        what = "the key 'metric' is missing";
    else if (value->value.count == 0 && value->numerator.count == 0)
        what = "a value needs 'value', or 'numerator' and 'denominator'";
    else if (value->denominator.count > 0 && value->numerator.count == 0)
        what = "a 'denominator' needs a 'numerator'";
    else if (value->numerator.count + value->denominator.count > RECIPE_MOST_TERMS)
        what = "a 'numerator' and its 'denominator' have too many columns, together";
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
        value.metric = recipe_find_metric(r, id, yaml_find(node, "metric")->place);
    value.value = expression_under(r, node, "value");
    value.numerator = expression_under(r, node, "numerator");
    value.denominator = expression_under(r, node, "denominator");
    value.lower = expression_under(r, node, "lower");
    value.upper = expression_under(r, node, "upper");
    value.marker = recipe_column_under(r, node, "marker", false);
    if (value.marker != RECIPE_ABSENT)
        recipe_check_gathered(r, value.marker, yaml_find(node, "marker")->place);
    if (yaml_field_number(&r->fields, node, "times", &value.times) && value.times == 0)
        yaml_fields_wrong(&r->fields, yaml_find(node, "times")->place,
                          "'times' cannot be 0");
    value.first_rule = r->recipe->rule_count;
    recipe_read_only(r, node, id.length > 0 ? id : text_of("this value"));
    value.rule_count = r->recipe->rule_count - value.first_rule;
    check_value(r, node, &value);
    r->recipe->values[r->recipe->value_count++] = value;
}

void recipe_read_values(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *list =
        yaml_field_branch(&r->fields, root, "values", YAML_LIST, true);
    if (list == NULL || !recipe_is_few(r, list, RECIPE_MOST_VALUES, "values"))
        return;
    r->recipe->values =
        arena_take(&r->recipe->arena, list->count * sizeof *r->recipe->values);
    for (size_t i = 0; i < list->count; i++)
        read_value(r, &list->items[i]);
    if (list->count == 0 || (r->recipe->is_long && list->count != 1))
        yaml_fields_wrong(&r->fields, list->place, "%s",
                          list->count == 0 ? "the list is empty"
                                           : "a long table has one entry under 'values'");
}

/* One character of UTF-8 that no number is made of, or none. */
static void check_separator(struct recipe_reader *r, const char *key, struct text t,
                            struct place place)
{
    size_t characters = 0;
    for (size_t i = 0; i < t.length; i++)
        characters += ((unsigned char)t.bytes[i] & 0xC0) != 0x80;
    if (characters > 1 ||
        (t.length == 1 && strchr("0123456789+-.eE%()", t.bytes[0]) != NULL))
        yaml_fields_wrong(&r->fields, place,
                          "'%s' is one character that no number is made of, such as '%s'",
                          key, strcmp(key, "thousands") == 0 ? "," : "£");
}

static struct text separator_under(struct recipe_reader *r, const struct yaml_node *map,
                                   const char *key)
{
    const struct text t = yaml_field_text(&r->fields, map, key, false);
    if (t.length > 0)
        check_separator(r, key, t, yaml_find(map, key)->place);
    return t;
}

/* Characters that mean minus, one or a list of them. */
static void read_minus(struct recipe_reader *r, const struct yaml_node *map)
{
    struct recipe_numbers *numbers = &r->recipe->numbers;
    const struct yaml_node *node = yaml_find(map, "minus");
    if (node == NULL)
        return;
    if (node->kind == YAML_TEXT) {
        struct text *one = arena_take(&r->recipe->arena, sizeof *one);
        *one = separator_under(r, map, "minus");
        numbers->minus = one;
        numbers->minus_count = one->length > 0;
        return;
    }
    numbers->minus = yaml_field_list(&r->fields, map, "minus", NULL, &r->recipe->arena,
                                     &numbers->minus_count);
    for (size_t i = 0; i < numbers->minus_count; i++)
        check_separator(r, "minus", numbers->minus[i], node->items[i].place);
}

static void read_numbers(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe_numbers *numbers = &r->recipe->numbers;
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, root, "numbers", YAML_MAP, false);
    if (map == NULL || !yaml_fields_only(&r->fields, map, number_keys))
        return;
    numbers->thousands = separator_under(r, map, "thousands");
    numbers->currency = separator_under(r, map, "currency");
    numbers->percent = yaml_field_bool(&r->fields, map, "percent");
    numbers->brackets =
        yaml_field_choice(&r->fields, map, "negative", negative_words, false) == 1;
    numbers->digits = (size_t)yaml_field_whole(&r->fields, map, "digits", 0, 1, 17);
    read_minus(r, map);
}

/* Letters, or the word for none of them. */
static unsigned read_letters(struct recipe_reader *r, const struct yaml_node *node,
                             const char *none)
{
    unsigned markers = 0;
    if (yaml_fields_is(&r->fields, node, YAML_TEXT) && !text_is(node->text, none) &&
        (!markers_parse(node->text, &markers) || markers == 0))
        yaml_fields_wrong(&r->fields, node->place,
                          "'%.*s' is not a marker; expected '%s' or letters of: %s",
                          TEXT_ARGS(node->text), none, marker_letters);
    return markers;
}

/* A map of texts to markers; `means` is filled by the texts' numbers. */
static void read_meanings(struct recipe_reader *r, const struct yaml_node *root,
                          const char *key, const char *none, struct text_map *texts,
                          unsigned **means)
{
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, root, key, YAML_MAP, false);
    if (map == NULL)
        return;
    *means = arena_take(&r->recipe->arena, map->count * sizeof **means);
    for (size_t i = 0; i < map->count; i++)
        (*means)[text_map_add(texts, map->keys[i])] =
            read_letters(r, &map->items[i], none);
}

static void check_marks(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    for (uint32_t i = 0; i < recipe->marks.count; i++)
        if (recipe->marks.keys[i].length == 0 ||
            (recipe->mark_means[i] & MARKERS_INSTEAD) != 0)
            yaml_fields_wrong(&r->fields, yaml_find(root, "marks")->place,
                              "a mark stands behind a number and cannot mean that there "
                              "is none");
}

void recipe_read_cells(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    read_numbers(r, root);
    recipe->shorthand = yaml_field_bool(&r->fields, root, "shorthand");
    read_meanings(r, root, "markers", "missing", &recipe->markers, &recipe->marker_of);
    read_meanings(r, root, "marks", "nothing", &recipe->marks, &recipe->mark_means);
    check_marks(r, root);
}
