/* What a recipe calls columns, those that are made among them, and what may be asked of
 * which. */
#include "base/suggest.h"
#include "council/recipe_reading.h"

static const char *const column_keys[] = { "name", "starts-with", "group", "position",
                                           NULL };
static const char *const across_keys[] = { "from",   "to",     "in", "after",
                                           "before", "except", NULL };
static const char *const across_words[] = { "name", "group", NULL };
static const char *const gather_keys[] = { "together", "by",     "cell",
                                           "parts",    "others", NULL };

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
    if (map == NULL || !recipe_is_few(r, map, RECIPE_MOST_COLUMNS, "columns"))
        return;
    r->recipe->columns =
        arena_take(&r->recipe->arena, (map->count + 1) * sizeof *r->recipe->columns);
    for (size_t i = 0; i < map->count; i++) {
        if (!is_short_name(map->keys[i]))
            say_short_name(r, map->keys[i], map->key_places[i]);
        read_column(r, map->keys[i], &map->items[i]);
    }
}

/* A second column of a name would never be read. */
static void check_new_name(struct recipe_reader *r, struct text name, struct place place)
{
    for (size_t i = 0; i < r->recipe->column_count; i++)
        if (text_equal(r->recipe->columns[i].short_name, name))
            yaml_fields_wrong(&r->fields, place,
                              "'%.*s' is made here, and the short name of another column "
                              "already, on line %llu",
                              TEXT_ARGS(name),
                              (unsigned long long)r->recipe->columns[i].place.line);
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
    check_new_name(r, text_of("each"), node->place);
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
    enum { MOST_HINTS = 20 };
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, name);
    for (size_t i = 0; i < r->recipe->column_count && r->unknown < MOST_HINTS; i++)
        suggest_offer(&near, r->recipe->columns[i].short_name);
    r->unknown++;
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

static void read_parts(struct recipe_reader *r, const struct yaml_node *node)
{
    struct recipe *recipe = r->recipe;
    const struct yaml_node *map =
        yaml_field_branch(&r->fields, node, "parts", YAML_MAP, true);
    if (map == NULL || r->recipe->columns == NULL ||
        !recipe_is_few(r, map, RECIPE_MOST_COLUMNS, "parts"))
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
        check_new_name(r, name->text, name->place);
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

static bool is_each(const struct recipe *recipe, uint32_t column)
{
    return recipe->across.given && column == recipe->across.each;
}

static bool is_part(const struct recipe *recipe, uint32_t column)
{
    return recipe->gather.given && column >= recipe->gather.first_part &&
           column - recipe->gather.first_part < recipe->gather.parts.count;
}

static bool goes_together(const struct recipe_gather *gather, uint32_t column)
{
    for (size_t i = 0; i < gather->together_count; i++)
        if (gather->together[i] == column)
            return true;
    return false;
}

void recipe_check_not_each(struct recipe_reader *r, uint32_t column, struct place place)
{
    if (is_each(r->recipe, column))
        yaml_fields_wrong(&r->fields, place,
                          "'each' is a figure in one of many columns, and this is asked "
                          "once a row; 'head: true' is what heads the column");
}

void recipe_check_published(struct recipe_reader *r, uint32_t column, struct place place)
{
    recipe_check_not_each(r, column, place);
    if (is_part(r->recipe, column))
        yaml_fields_wrong(&r->fields, place,
                          "'%.*s' is gathered of several rows, and this is asked of each "
                          "of them before",
                          TEXT_ARGS(r->recipe->columns[column].short_name));
}

void recipe_check_gathered(struct recipe_reader *r, uint32_t column, struct place place)
{
    const struct recipe *recipe = r->recipe;
    if (!recipe->gather.given || column == RECIPE_ABSENT || is_part(recipe, column) ||
        goes_together(&recipe->gather, column))
        return;
    yaml_fields_wrong(&r->fields, place,
                      "rows that are gathered may differ in '%.*s', and only the first "
                      "of them would be read; name it under 'together', or gather it",
                      TEXT_ARGS(recipe->columns[column].short_name));
}

void recipe_check_figure(struct recipe_reader *r, uint32_t column, struct place place)
{
    const struct recipe *recipe = r->recipe;
    if (!recipe->gather.given || column == RECIPE_ABSENT || is_part(recipe, column))
        return;
    yaml_fields_wrong(&r->fields, place,
                      "'%.*s' is none of the 'parts' that are gathered, and figures "
                      "stand in those",
                      TEXT_ARGS(recipe->columns[column].short_name));
}
