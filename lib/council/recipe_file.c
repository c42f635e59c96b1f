/* Recipes from YAML, checked. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "council/recipe_reading.h"

static const char *const recipe_keys[] = {
    "id",      "title",     "publisher", "url",    "licence",      "encoding",
    "sheet",   "cells",     "table",     "header", "header-lines", "group-header",
    "columns", "across",    "unread",    "gather", "only",         "leave-out",
    "area",    "period",    "metric",    "values", "numbers",      "marks",
    "markers", "shorthand", NULL
};
static const char *const cell_words[] = { "shown", "stored", NULL };

bool recipe_is_few(struct recipe_reader *r, const struct yaml_node *node, size_t most,
                   const char *what)
{
    if (node->count <= most)
        return true;
    yaml_fields_wrong(&r->fields, node->place, "%zu %s stand here; at most %zu are read",
                      node->count, what, most);
    return false;
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
    const struct recipe_names sheets = recipe_read_names(r, root, "sheet");
    recipe->sheets = sheets.texts;
    recipe->sheet_count = sheets.count;
    recipe->stored = yaml_field_choice(&r->fields, root, "cells", cell_words, false) == 1;
}

static void read_recipe(struct recipe_reader *r, const struct yaml_node *root)
{
    if (!yaml_fields_only(&r->fields, root, recipe_keys))
        return;
    read_head(r, root);
    recipe_read_layout(r, root);
    recipe_read_columns(r, root);
    recipe_read_gather(r, root);
    recipe_read_rules(r, root);
    recipe_read_subject(r, root);
    recipe_read_values(r, root);
    recipe_read_cells(r, root);
    if (r->recipe->rule_count > RECIPE_MOST_RULES)
        yaml_fields_wrong(&r->fields, root->place,
                          "%zu rules stand here; at most %d are read",
                          r->recipe->rule_count, RECIPE_MOST_RULES);
}

static void recipe_init(struct recipe *recipe)
{
    *recipe = (struct recipe){ 0 };
    text_map_init(&recipe->recoded);
    text_map_init(&recipe->period_recoded);
    text_map_init(&recipe->metric_names);
    text_map_init(&recipe->marks);
    text_map_init(&recipe->gather.parts);
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
    struct recipe_reader r = { recipe, metrics, { messages, true }, false, 0 };
    const struct yaml_node *root =
        yaml_read(stream, name, &recipe->read, &recipe->arena, messages);
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
    text_map_release(&recipe->period_recoded);
    text_map_release(&recipe->metric_names);
    text_map_release(&recipe->marks);
    text_map_release(&recipe->gather.parts);
    free(recipe->rules);
    text_map_release(&recipe->markers);
    arena_release(&recipe->arena);
}
