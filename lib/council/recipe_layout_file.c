/* Where the table and its header stand, and which rows are left out. */
#include "council/recipe_reading.h"

static const char *const table_keys[] = { "starts", "ends",       "repeats", "columns",
                                          "beside", "transposed", NULL };
static const char *const edge_keys[] = { "column",    "is",       "is-not", "starts-with",
                                         "ends-with", "contains", "empty",  NULL };
const char *const recipe_other_words[] = { "refuse", "leave-out", NULL };
static const char *const rule_keys[] = { "all",    "rule",        "column",    "is",
                                         "is-not", "starts-with", "ends-with", "contains",
                                         "empty",  NULL };
const char *const recipe_question_keys[] = { "is",        "is-not",   "starts-with",
                                             "ends-with", "contains", "empty",
                                             NULL };

struct recipe_test recipe_read_test(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe_test test = { 0 };
    size_t tests = 0;
    for (size_t i = 0; recipe_question_keys[i] != NULL; i++) {
        const struct yaml_node *under = yaml_find(node, recipe_question_keys[i]);
        if (under == NULL)
            continue;
        tests++;
        test.question = (enum recipe_question)i;
        if (test.question != RECIPE_EMPTY)
            test.texts = yaml_field_list(&r->fields, node, recipe_question_keys[i], NULL,
                                         &r->recipe->arena, &test.text_count);
        else if (!yaml_field_bool(&r->fields, node, "empty"))
            yaml_fields_wrong(&r->fields, under->place, "'empty' can only be true");
    }
    if (tests != 1)
        yaml_fields_wrong(&r->fields, node->place,
                          "one test is needed: is, is-not, starts-with, ends-with, "
                          "contains or empty");
    return test;
}

static struct recipe_edge read_edge(struct recipe_reader *r,
                                    const struct yaml_node *table, const char *key)
{
    struct recipe_edge edge = { 0 };
    const struct yaml_node *node =
        yaml_field_branch(&r->fields, table, key, YAML_MAP, false);
    if (node == NULL || !yaml_fields_only(&r->fields, node, edge_keys))
        return edge;
    edge.given = true;
    edge.position =
        (size_t)yaml_field_whole(&r->fields, node, "column", 0, 1, RECIPE_MOST_CELLS);
    edge.test = recipe_read_test(r, node);
    const enum recipe_question asked = edge.test.question;
    if (edge.position == 0 && (asked == RECIPE_EMPTY || asked == RECIPE_IS_NOT))
        yaml_fields_wrong(&r->fields, node->place,
                          "'%s' needs 'column', the position of the cell it asks",
                          recipe_question_keys[asked]);
    return edge;
}

/* A whole number of a list, or 0 where it is none; said. */
static size_t read_position(struct recipe_reader *r, const struct yaml_node *node)
{
    size_t number = 0;
    if (node->kind == YAML_TEXT)
        for (size_t i = 0; i < node->text.length && number <= RECIPE_MOST_CELLS; i++) {
            const char c = node->text.bytes[i];
            if (c < '0' || c > '9') {
                number = 0;
                break;
            }
            number = number * 10 + (size_t)(c - '0');
        }
    if (number > 0 && number <= RECIPE_MOST_CELLS)
        return number;
    yaml_fields_wrong(&r->fields, node->place, "a number from 1 to %d is expected here",
                      RECIPE_MOST_CELLS);
    return 0;
}

static void read_table_columns(struct recipe_reader *r, const struct yaml_node *table)
{
    const struct yaml_node *list =
        yaml_field_branch(&r->fields, table, "columns", YAML_LIST, false);
    if (list == NULL)
        return;
    if (list->count == 2) {
        r->recipe->first_column = read_position(r, &list->items[0]);
        r->recipe->last_column = read_position(r, &list->items[1]);
    }
    if (list->count != 2 || r->recipe->first_column > r->recipe->last_column)
        yaml_fields_wrong(&r->fields, list->place,
                          "expected the first and the last column, as in [1, 9]");
}

static void read_table(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *table =
        yaml_field_branch(&r->fields, root, "table", YAML_MAP, false);
    if (table == NULL || !yaml_fields_only(&r->fields, table, table_keys))
        return;
    r->recipe->starts = read_edge(r, table, "starts");
    r->recipe->ends = read_edge(r, table, "ends");
    r->recipe->repeats = yaml_field_bool(&r->fields, table, "repeats");
    if (r->recipe->repeats && !r->recipe->starts.given)
        yaml_fields_wrong(&r->fields, yaml_find(table, "repeats")->place,
                          "'repeats' needs 'starts', which says where each table begins");
    r->recipe->transposed = yaml_field_bool(&r->fields, table, "transposed");
    read_table_columns(r, table);
    r->recipe->beside = yaml_field_bool(&r->fields, table, "beside");
    if (r->recipe->beside && (!r->recipe->starts.given || r->recipe->first_column > 0))
        yaml_fields_wrong(
            &r->fields, yaml_find(table, "beside")->place,
            "'beside' needs 'starts', whose cell is the first of the table, "
            "and no 'columns'");
}

/* `header` is a number, or the word that says that it is found by its names. */
static void read_header(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *node = yaml_find(root, "header");
    recipe->header_named =
        node != NULL && node->kind == YAML_TEXT && text_is(node->text, "named");
    recipe->header = 1;
    if (!recipe->header_named)
        recipe->header =
            (size_t)yaml_field_whole(&r->fields, root, "header", 1, 0, RECIPE_MOST_CELLS);
    recipe->header_lines = (size_t)yaml_field_whole(&r->fields, root, "header-lines", 1,
                                                    1, RECIPE_MOST_LINES);
    if (!recipe->header_named && recipe->header_lines > recipe->header &&
        recipe->header_lines > 1)
        yaml_fields_wrong(&r->fields, yaml_find(root, "header-lines")->place,
                          "'header-lines' counts upwards from 'header', which is record "
                          "%zu",
                          recipe->header);
}

/* How far above the header a heading of groups stands. */
static size_t read_group_header(struct recipe_reader *r, const struct yaml_node *node)
{
    const size_t number = read_position(r, node);
    const size_t header = r->recipe->header;
    if (!r->recipe->header_named && number >= header)
        yaml_fields_wrong(&r->fields, node->place,
                          "'group-header' must stand above 'header'");
    const size_t above =
        r->recipe->header_named || number >= header ? number : header - number;
    if (above > RECIPE_MOST_LINES)
        yaml_fields_wrong(&r->fields, node->place,
                          "a heading stands at most %d records above the header",
                          RECIPE_MOST_LINES);
    return above;
}

/* `group-header` is one number or a list of them: of records, or, where the header is
 * found by its names, of how far above it they are. */
static void read_group_headers(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *node = yaml_find(root, "group-header");
    if (node == NULL)
        return;
    const bool many = node->kind == YAML_LIST;
    const size_t count = many ? node->count : 1;
    if (!recipe_is_few(r, node, RECIPE_MOST_GROUPS, "group headers"))
        return;
    size_t *headers = arena_take(&recipe->arena, (count + 1) * sizeof *headers);
    for (size_t i = 0; i < count; i++)
        headers[i] = read_group_header(r, many ? &node->items[i] : node);
    recipe->group_headers = headers;
    recipe->group_header_count = count;
}

void recipe_read_layout(struct recipe_reader *r, const struct yaml_node *root)
{
    read_table(r, root);
    read_header(r, root);
    read_group_headers(r, root);
}

uint32_t recipe_add_rule(struct recipe_reader *r, struct recipe_rule rule)
{
    struct recipe *recipe = r->recipe;
    ARRAY_RESERVE(recipe->rules, recipe->rule_room, recipe->rule_count + 1);
    recipe->rules[recipe->rule_count] = rule;
    return (uint32_t)recipe->rule_count++;
}

/* One thing to be asked of a column of the row as it was published. */
static struct recipe_condition condition_of(struct recipe_reader *r, uint32_t column,
                                            struct place place, struct recipe_test test)
{
    recipe_check_published(r, column, place);
    return (struct recipe_condition){ column, test };
}

static const struct recipe_condition *one_condition(struct recipe_reader *r,
                                                    struct recipe_condition condition)
{
    struct recipe_condition *kept = arena_take(&r->recipe->arena, sizeof *kept);
    *kept = condition;
    return kept;
}

/* A list of texts, or one of them alone. */
static struct recipe_test texts_under(struct recipe_reader *r,
                                      const struct yaml_node *map, size_t item,
                                      enum recipe_question question)
{
    struct recipe_test test = { .question = question };
    const struct yaml_node *node = &map->items[item];
    if (node->kind != YAML_TEXT) {
        const char *key = arena_keep(&r->recipe->arena, map->keys[item]).bytes;
        test.texts = yaml_field_list(&r->fields, map, key, NULL, &r->recipe->arena,
                                     &test.text_count);
        return test;
    }
    struct text *one = arena_take(&r->recipe->arena, sizeof *one);
    *one = node->text;
    test.texts = one;
    test.text_count = 1;
    return test;
}

/* Short names with the texts that all of them must have. */
static void read_all(struct recipe_reader *r, const struct yaml_node *node,
                     struct recipe_rule *rule)
{
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, node, "all", YAML_MAP, true);
    if (map == NULL)
        return;
    struct recipe_condition *conditions =
        arena_take(&r->recipe->arena, (map->count + 1) * sizeof *conditions);
    for (size_t i = 0; i < map->count; i++)
        conditions[i] =
            condition_of(r, recipe_find_column(r, map->keys[i], map->key_places[i]),
                         map->key_places[i], texts_under(r, map, i, RECIPE_IS));
    rule->conditions = conditions;
    rule->condition_count = map->count;
    if (yaml_find(node, "column") != NULL || map->count == 0)
        yaml_fields_wrong(&r->fields, node->place,
                          "a rule has a 'column' with one test, or 'all' with the texts "
                          "of several columns");
}

static void read_rule(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe_rule rule = { 0 };
    if (!yaml_fields_only(&r->fields, node, rule_keys))
        return;
    rule.name = yaml_field_text(&r->fields, node, "rule", true);
    if (yaml_find(node, "all") != NULL) {
        read_all(r, node, &rule);
    } else {
        const uint32_t column = recipe_column_under(r, node, "column", true);
        const struct yaml_node *named = yaml_find(node, "column");
        rule.conditions = one_condition(
            r, condition_of(r, column, named == NULL ? node->place : named->place,
                            recipe_read_test(r, node)));
        rule.condition_count = 1;
    }
    recipe_add_rule(r, rule);
}

/* What has something else than the texts wanted is left out. */
void recipe_read_only(struct recipe_reader *r, const struct yaml_node *map,
                      struct text of)
{
    struct arena *arena = &r->recipe->arena;
    const struct yaml_node *only =
        yaml_field_branch(&r->fields, map, "only", YAML_MAP, false);
    for (size_t i = 0; only != NULL && i < only->count; i++) {
        const struct text name = only->keys[i];
        const struct place place = only->key_places[i];
        const struct recipe_condition wanted = { recipe_find_column(r, name, place),
                                                 texts_under(r, only, i, RECIPE_IS_NOT) };
        if (of.length > 0)
            recipe_check_gathered(r, wanted.column, place);
        else
            recipe_check_published(r, wanted.column, place);
        recipe_add_rule(r,
                        (struct recipe_rule){
                            .name = of.length == 0
                                        ? arena_print(arena, "only %.*s", TEXT_ARGS(name))
                                        : arena_print(arena, "only %.*s for %.*s",
                                                      TEXT_ARGS(name), TEXT_ARGS(of)),
                            .conditions = one_condition(r, wanted),
                            .condition_count = 1,
                            .of_value = of.length > 0 });
    }
}

void recipe_read_rules(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *list =
        yaml_field_branch(&r->fields, root, "leave-out", YAML_LIST, false);
    for (size_t i = 0; list != NULL && i < list->count; i++)
        read_rule(r, &list->items[i]);
    recipe_read_only(r, root, text_of(""));
}
