/* Where the table, its header and its columns stand, and which rows are left out. */
#include "base/suggest.h"
#include "council/recipe_reading.h"

static const char *const table_keys[] = { "starts", "ends",       "repeats", "columns",
                                          "beside", "transposed", NULL };
static const char *const edge_keys[] = { "column",    "is",       "is-not", "starts-with",
                                         "ends-with", "contains", "empty",  NULL };
static const char *const column_keys[] = { "name", "starts-with", "group", "position",
                                           NULL };
static const char *const across_keys[] = { "from",   "to",     "in", "after",
                                           "before", "except", NULL };
static const char *const across_words[] = { "name", "group", NULL };
static const char *const gather_keys[] = { "together", "by",     "cell",
                                           "parts",    "others", NULL };
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

/* One name or a list of them, each not empty. */
static struct recipe_names names_of(struct recipe_reader *r, const struct yaml_node *node)
{
    const bool many = node->kind == YAML_LIST;
    const size_t count = many ? node->count : 1;
    struct text *texts = arena_take(&r->recipe->arena, (count + 1) * sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *one = many ? &node->items[i] : node;
        texts[i] = one->text;
        if (yaml_fields_is(&r->fields, one, YAML_TEXT) && one->text.length == 0)
            yaml_fields_wrong(&r->fields, one->place, "a name must not be empty");
    }
    if (count == 0)
        yaml_fields_wrong(&r->fields, node->place, "the list is empty");
    return (struct recipe_names){ texts, count };
}

struct recipe_names recipe_read_names(struct recipe_reader *r,
                                      const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);
    return node == NULL ? (struct recipe_names){ 0 } : names_of(r, node);
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
    size_t *headers = arena_take(&recipe->arena, (count + 1) * sizeof *headers);
    for (size_t i = 0; i < count; i++)
        headers[i] = read_group_header(r, many ? &node->items[i] : node);
    if (count > RECIPE_MOST_LINES)
        yaml_fields_wrong(&r->fields, node->place, "at most %d headings can be given",
                          RECIPE_MOST_LINES);
    recipe->group_headers = headers;
    recipe->group_header_count = count;
}

void recipe_read_layout(struct recipe_reader *r, const struct yaml_node *root)
{
    read_table(r, root);
    read_header(r, root);
    read_group_headers(r, root);
}

static void read_column(struct recipe_reader *r, struct text short_name,
                        const struct yaml_node *node)
{
    struct recipe_column column = { .short_name = short_name, .place = node->place };
    if (node->kind != YAML_MAP) {
        column.names = names_of(r, node);
    } else if (yaml_fields_only(&r->fields, node, column_keys)) {
        column.names = recipe_read_names(r, node, "name");
        column.beginnings = recipe_read_names(r, node, "starts-with");
        column.groups = recipe_read_names(r, node, "group");
        column.position = (size_t)yaml_field_whole(&r->fields, node, "position", 0, 1,
                                                   RECIPE_MOST_CELLS);
    }
    if ((column.names.count > 0 || column.position > 0) + (column.beginnings.count > 0) !=
        1)
        yaml_fields_wrong(&r->fields, node->place,
                          "a column stands under a 'name', or one that 'starts-with' a "
                          "text, or at a 'position'");
    if (column.position > 0 && column.groups.count > 0)
        yaml_fields_wrong(&r->fields, node->place,
                          "a column at a 'position' is in no 'group'");
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

static void say_short_name(struct recipe_reader *r, struct text name, struct place place)
{
    yaml_fields_wrong(
        &r->fields, place,
        "'%.*s': a column's short name is made of small letters, digits and _",
        TEXT_ARGS(name));
}

static void read_named_columns(struct recipe_reader *r, const struct yaml_node *root)
{
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, root, "columns", YAML_MAP, true);
    if (map == NULL)
        return;
    r->recipe->columns =
        arena_take(&r->recipe->arena, (map->count + 1) * sizeof *r->recipe->columns);
    for (size_t i = 0; i < map->count; i++) {
        if (!is_short_name(map->keys[i]))
            say_short_name(r, map->keys[i], map->key_places[i]);
        read_column(r, map->keys[i], &map->items[i]);
    }
}

/* The column at hand is one more, named `each`. */
static void read_across(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe_across *across = &r->recipe->across;
    const struct yaml_node *node =
        yaml_field_branch(&r->fields, root, "across", YAML_MAP, false);
    if (node == NULL || !yaml_fields_only(&r->fields, node, across_keys))
        return;
    across->given = true;
    across->from = recipe_column_under(r, node, "from", false);
    across->to = recipe_column_under(r, node, "to", false);
    across->in_group =
        yaml_field_choice(&r->fields, node, "in", across_words, false) == 1;
    across->after = yaml_field_text(&r->fields, node, "after", false);
    across->before = yaml_field_text(&r->fields, node, "before", false);
    across->except = yaml_field_list(&r->fields, node, "except", NULL, &r->recipe->arena,
                                     &across->except_count);
    if (r->recipe->columns == NULL)
        return;
    across->each = (uint32_t)r->recipe->column_count;
    r->recipe->columns[r->recipe->column_count++] = (struct recipe_column){
        .short_name = text_of("each"), .made = true, .place = node->place
    };
}

/* A header that is found by its names needs some. */
static void check_named(struct recipe_reader *r, const struct yaml_node *root)
{
    size_t named = 0;
    for (size_t i = 0; i < r->recipe->column_count; i++)
        named += recipe_column_name(&r->recipe->columns[i]).length > 0;
    if (r->recipe->header_named && named == 0)
        yaml_fields_wrong(&r->fields, yaml_find(root, "header")->place,
                          "no column has a name by which the header could be found");
}

void recipe_read_columns(struct recipe_reader *r, const struct yaml_node *root)
{
    read_named_columns(r, root);
    check_named(r, root);
    read_across(r, root);
    r->recipe->unread_given = yaml_find(root, "unread") != NULL;
    r->recipe->unread = yaml_field_list(&r->fields, root, "unread", NULL,
                                        &r->recipe->arena, &r->recipe->unread_count);
}

uint32_t recipe_find_column(struct recipe_reader *r, struct text name, struct place place)
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

uint32_t recipe_column_under(struct recipe_reader *r, const struct yaml_node *map,
                             const char *key, bool needed)
{
    const struct text name = yaml_field_text(&r->fields, map, key, needed);
    return name.length == 0 ? RECIPE_ABSENT
                            : recipe_find_column(r, name, yaml_find(map, key)->place);
}

const uint32_t *recipe_columns_under(struct recipe_reader *r, const struct yaml_node *map,
                                     const char *key, size_t *count)
{
    const struct text *names =
        yaml_field_list(&r->fields, map, key, NULL, &r->recipe->arena, count);
    if (names == NULL)
        return NULL;
    const struct yaml_node *list = yaml_find(map, key);
    uint32_t *columns = arena_take(&r->recipe->arena, (*count + 1) * sizeof *columns);
    for (size_t i = 0; i < *count; i++)
        columns[i] = recipe_find_column(r, names[i], list->items[i].place);
    return columns;
}

uint32_t recipe_add_rule(struct recipe_reader *r, struct recipe_rule rule)
{
    struct recipe *recipe = r->recipe;
    ARRAY_RESERVE(recipe->rules, recipe->rule_room, recipe->rule_count + 1);
    recipe->rules[recipe->rule_count] = rule;
    return (uint32_t)recipe->rule_count++;
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
        conditions[i] = (struct recipe_condition){ recipe_find_column(r, map->keys[i],
                                                                      map->key_places[i]),
                                                   texts_under(r, map, i, RECIPE_IS) };
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
        rule.conditions = one_condition(
            r, (struct recipe_condition){ column, recipe_read_test(r, node) });
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
        const struct recipe_condition wanted = { recipe_find_column(r, name,
                                                                    only->key_places[i]),
                                                 texts_under(r, only, i, RECIPE_IS_NOT) };
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

static void read_parts(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, node, "parts", YAML_MAP, true);
    if (map == NULL)
        return;
    struct recipe_column *columns = arena_take(
        &recipe->arena, (recipe->column_count + map->count + 1) * sizeof *columns);
    memcpy(columns, recipe->columns, recipe->column_count * sizeof *columns);
    recipe->columns = columns;
    recipe->gather.first_part = (uint32_t)recipe->column_count;
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *name = &map->items[i];
        if (!yaml_fields_is(&r->fields, name, YAML_TEXT))
            continue;
        if (!is_short_name(name->text))
            say_short_name(r, name->text, name->place);
        text_map_add(&recipe->gather.parts, map->keys[i]);
        recipe->columns[recipe->column_count++] =
            (struct recipe_column){ name->text, .made = true, .place = name->place };
    }
}

void recipe_read_gather(struct recipe_reader *r, const struct yaml_node *root)
{
    struct recipe_gather *gather = &r->recipe->gather;
    gather->others = RECIPE_ABSENT;
    const struct yaml_node *node =
        yaml_field_branch(&r->fields, root, "gather", YAML_MAP, false);
    if (node == NULL || !yaml_fields_only(&r->fields, node, gather_keys))
        return;
    gather->given = true;
    gather->together = recipe_columns_under(r, node, "together", &gather->together_count);
    if (gather->together == NULL)
        yaml_fields_wrong(&r->fields, node->place, "the key 'together' is missing");
    gather->by = recipe_column_under(r, node, "by", true);
    gather->cell = recipe_column_under(r, node, "cell", true);
    read_parts(r, node);
    if (yaml_field_choice(&r->fields, node, "others", recipe_other_words, false) == 1)
        gather->others =
            recipe_add_rule(r, (struct recipe_rule){ .name = text_of("other parts") });
    if (r->recipe->across.given)
        yaml_fields_wrong(&r->fields, node->place,
                          "'gather' and 'across' cannot be had together");
}
