/* How much each of several measures counts, from YAML. */
#include "council/weight_file.h"

#include <errno.h>

#include "base/text_map.h"
#include "format/yaml_fields.h"

static const double most = 1e6;

const char *const transform_words[] = { "none", "log", NULL };

static const char *const keys[] = { "name", "weight", "transform", NULL };

static bool read_block(struct yaml_fields *fields, const struct yaml_node *block,
                       struct weight *weight)
{
    fields->fine = true;
    if (!yaml_fields_is(fields, block, YAML_MAP) ||
        !yaml_fields_only(fields, block, keys))
        return false;
    *weight = (struct weight){ .weight = 1, .place = block->place };
    weight->name = yaml_field_text(fields, block, "name", true);
    if (yaml_field_number(fields, block, "weight", &weight->weight) &&
        !(weight->weight >= 0 && weight->weight <= most))
        yaml_fields_wrong(fields, yaml_find(block, "weight")->place,
                          "'weight' must be a number from 0 to %g", most);
    weight->has_transform = yaml_find(block, "transform") != NULL;
    weight->transform = (enum transform)yaml_field_choice(fields, block, "transform",
                                                          transform_words, false);
    return fields->fine;
}

static bool read_blocks(struct weights *weights, const struct yaml_node *root,
                        struct arena *arena, struct messages *messages)
{
    struct yaml_fields fields = { messages, true };
    struct weight *all = arena_take(arena, (root->count + 1) * sizeof *all);
    struct text_map names;
    bool fine = true;
    double total = 0;
    text_map_init(&names);
    for (size_t i = 0; i < root->count; i++) {
        if (!read_block(&fields, &root->items[i], &all[i])) {
            fine = false;
            continue;
        }
        total += all[i].weight;
        const uint32_t next = names.count;
        if (text_map_add(&names, all[i].name) == next)
            continue;
        messages_say(messages, all[i].place, "'%.*s' stands twice",
                     TEXT_ARGS(all[i].name));
        fine = false;
    }
    text_map_release(&names);
    if (fine && !(total > 0)) {
        messages_say(messages, root->place, "no weight above 0 stands here");
        fine = false;
    }
    *weights = (struct weights){ .all = all, .count = root->count };
    return fine;
}

bool weights_read(struct weights *weights, const char *path, struct arena *arena,
                  struct messages *messages)
{
    FILE *stream = fopen(path, "re");
    if (stream == NULL) {
        messages_say(messages, (struct place){ path, 0, 0 }, "cannot be read: %s",
                     strerror(errno));
        return false;
    }
    const char *name = arena_keep(arena, text_of(path)).bytes;
    struct digested read;
    const struct yaml_node *root = yaml_read(stream, name, &read, arena, messages);
    fclose(stream);
    const bool fine = root != NULL && yaml_is(root, YAML_LIST, messages) &&
                      read_blocks(weights, root, arena, messages);
    weights->read = read;
    return fine;
}

const struct weight *weights_find(const struct weights *weights, struct text name)
{
    for (size_t i = 0; i < weights->count; i++)
        if (text_equal(weights->all[i].name, name))
            return &weights->all[i];
    return NULL;
}
