/* The fields of YAML maps read against what is expected. */
#include "format/yaml_fields.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void yaml_fields_wrong(struct yaml_fields *fields, struct place place, const char *layout,
                       ...)
{
    char *what = NULL;
    va_list arguments;
    va_start(arguments, layout);
    const int length = vasprintf(&what, layout, arguments);
    va_end(arguments);
    messages_say(fields->messages, place, "%s", length < 0 ? "out of memory" : what);
    if (length >= 0)
        free(what);
    fields->fine = false;
}

bool yaml_fields_only(struct yaml_fields *fields, const struct yaml_node *map,
                      const char *const keys[])
{
    const bool only = yaml_check_keys(map, keys, fields->messages);
    fields->fine = fields->fine && only;
    return only;
}

bool yaml_fields_is(struct yaml_fields *fields, const struct yaml_node *node,
                    enum yaml_kind kind)
{
    const bool is = yaml_is(node, kind, fields->messages);
    fields->fine = fields->fine && is;
    return is;
}

const struct yaml_node *yaml_field(struct yaml_fields *fields,
                                   const struct yaml_node *map, const char *key,
                                   bool needed)
{
    const struct yaml_node *node =
        needed ? yaml_need(map, key, fields->messages) : yaml_find(map, key);
    fields->fine = fields->fine && (node != NULL || !needed);
    return node;
}

const struct yaml_node *yaml_field_branch(struct yaml_fields *fields,
                                          const struct yaml_node *map, const char *key,
                                          enum yaml_kind kind, bool needed)
{
    const struct yaml_node *node = yaml_field(fields, map, key, needed);
    return node != NULL && yaml_fields_is(fields, node, kind) ? node : NULL;
}

struct text yaml_field_text(struct yaml_fields *fields, const struct yaml_node *map,
                            const char *key, bool needed)
{
    const struct yaml_node *node = yaml_field_branch(fields, map, key, YAML_TEXT, needed);
    if (node == NULL)
        return text_of("");
    if (needed && node->text.length == 0)
        yaml_fields_wrong(fields, node->place, "'%s' is empty", key);
    return node->text;
}

struct text yaml_field_id(struct yaml_fields *fields, const struct yaml_node *map)
{
    const struct text id = yaml_field_text(fields, map, "id", true);
    if (id.length > 0 && !yaml_id(yaml_find(map, "id"), fields->messages))
        fields->fine = false;
    return id;
}

size_t yaml_field_choice(struct yaml_fields *fields, const struct yaml_node *map,
                         const char *key, const char *const words[], bool needed)
{
    const struct yaml_node *node = yaml_field(fields, map, key, needed);
    size_t choice = 0;
    if (node == NULL || yaml_choice(node, words, &choice, fields->messages))
        return choice;
    fields->fine = false;
    return 0;
}

bool yaml_field_number(struct yaml_fields *fields, const struct yaml_node *map,
                       const char *key, double *number)
{
    const struct yaml_node *node = yaml_find(map, key);
    if (node != NULL && !yaml_number(node, number, fields->messages))
        fields->fine = false;
    return node != NULL;
}

long yaml_field_whole(struct yaml_fields *fields, const struct yaml_node *map,
                      const char *key, long otherwise, long least, long most)
{
    double number = (double)otherwise;
    if (!yaml_field_number(fields, map, key, &number) ||
        (number == floor(number) && number >= (double)least && number <= (double)most))
        return (long)number;
    yaml_fields_wrong(fields, yaml_find(map, key)->place,
                      "'%s' must be a whole number from %ld to %ld", key, least, most);
    return otherwise;
}

bool yaml_field_bool(struct yaml_fields *fields, const struct yaml_node *map,
                     const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);
    bool truth = false;
    if (node != NULL && !yaml_bool(node, &truth, fields->messages))
        fields->fine = false;
    return truth;
}

const struct text *yaml_field_list(struct yaml_fields *fields,
                                   const struct yaml_node *map, const char *key,
                                   const char *const words[], struct arena *arena,
                                   size_t *count)
{
    const struct yaml_node *node = yaml_field_branch(fields, map, key, YAML_LIST, false);
    *count = 0;
    if (node == NULL)
        return NULL;
    struct text *texts = arena_take(arena, node->count * sizeof *texts);
    for (size_t i = 0; i < node->count; i++) {
        size_t choice;
        if (words == NULL
                ? yaml_is(&node->items[i], YAML_TEXT, fields->messages)
                : yaml_choice(&node->items[i], words, &choice, fields->messages))
            texts[(*count)++] = node->items[i].text;
        else
            fields->fine = false;
    }
    return texts;
}
