/* libyaml made into a tree whose nodes know line and column. */
#include "format/yaml_tree.h"

#include <errno.h>

#include <yaml.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/text_map.h"

struct yaml_builder {
    yaml_parser_t parser;
    FILE *stream;
    struct digest digest;
    size_t nodes;
    const char *name;
    struct arena *arena;
    struct messages *messages;
};

/* libyaml counts from 0. */
static struct place place_of(const struct yaml_builder *b, yaml_mark_t mark)
{
    return (struct place){ b->name, mark.line + 1, mark.column + 1 };
}

/* An open bracket swallows what follows, so libyaml's context says where the mistake
 * began. */
static void say_parser_error(struct yaml_builder *b)
{
    const yaml_parser_t *p = &b->parser;
    if (b->digest.size > YAML_LONGEST)
        messages_say(b->messages, (struct place){ b->name, 0, 0 },
                     "is longer than %d bytes, which no definitions or recipe are",
                     YAML_LONGEST);
    else if (ferror(b->stream))
        messages_say(b->messages, (struct place){ b->name, 0, 0 }, "cannot be read: %s",
                     strerror(errno));
    else if (p->error == YAML_READER_ERROR)
        messages_say(b->messages, (struct place){ b->name, 0, 0 },
                     "not UTF-8 text: %s at byte %zu", p->problem, p->problem_offset);
    else if (p->context != NULL)
        messages_say(b->messages, place_of(b, p->context_mark), "%s, %s (line %zu)",
                     p->context, p->problem, p->problem_mark.line + 1);
    else
        messages_say(b->messages, place_of(b, p->problem_mark), "%s",
                     p->problem == NULL ? "not YAML" : p->problem);
}

/* For libyaml: 0 where it cannot go on. */
static int read_bytes(void *data, unsigned char *buffer, size_t room, size_t *length)
{
    struct yaml_builder *b = data;
    *length = fread(buffer, 1, room, b->stream);
    digest_add(&b->digest, (const char *)buffer, *length);
    return b->digest.size <= YAML_LONGEST && !ferror(b->stream);
}

static bool next_event(struct yaml_builder *b, yaml_event_t *event)
{
    if (yaml_parser_parse(&b->parser, event))
        return true;
    say_parser_error(b);
    return false;
}

static bool build_node(struct yaml_builder *b, const yaml_event_t *event,
                       struct yaml_node *node, int depth);

static struct text scalar_text(struct yaml_builder *b, const yaml_event_t *event)
{
    return arena_keep(b->arena, (struct text){ (const char *)event->data.scalar.value,
                                               event->data.scalar.length });
}

/* One more item (and key) at the end of arrays that double inside the arena. */
static void grow(struct yaml_builder *b, struct yaml_node *node, size_t *room)
{
    if (node->count < *room)
        return;
    *room = *room == 0 ? 8 : *room * 2;
    struct yaml_node *items = arena_take(b->arena, *room * sizeof *items);
    struct text *keys = arena_take(b->arena, *room * sizeof *keys);
    struct place *places = arena_take(b->arena, *room * sizeof *places);
    for (size_t i = 0; i < node->count; i++) {
        items[i] = node->items[i];
        keys[i] = node->keys[i];
        places[i] = node->key_places[i];
    }
    node->items = items;
    node->keys = keys;
    node->key_places = places;
}

static bool build_list(struct yaml_builder *b, struct yaml_node *node, int depth)
{
    size_t room = 0;
    for (;;) {
        yaml_event_t event;
        if (!next_event(b, &event))
            return false;
        bool fine = true;
        const bool ends = event.type == YAML_SEQUENCE_END_EVENT;
        if (!ends) {
            grow(b, node, &room);
            fine = build_node(b, &event, &node->items[node->count], depth + 1);
            node->count += fine;
        }
        yaml_event_delete(&event);
        if (ends || !fine)
            return fine;
    }
}

/* `seen` numbers the keys of the map as its pairs are. */
static bool check_key(struct yaml_builder *b, const struct yaml_node *node,
                      const yaml_event_t *event, struct text_map *seen)
{
    const struct place place = place_of(b, event->start_mark);
    if (event->type != YAML_SCALAR_EVENT) {
        messages_say(b->messages, place, "a key must be plain text");
        return false;
    }
    const struct text key = { (const char *)event->data.scalar.value,
                              event->data.scalar.length };
    const size_t earlier = text_map_add(seen, key);
    if (earlier == node->count)
        return true;
    messages_say(b->messages, place, "key '%.*s' stands twice, first on line %llu",
                 TEXT_ARGS(key), (unsigned long long)node->key_places[earlier].line);
    return false;
}

/* The key of the pair is `event`; its value is still to come. */
static bool build_pair(struct yaml_builder *b, struct yaml_node *node,
                       const yaml_event_t *event, struct text_map *seen, size_t *room,
                       int depth)
{
    if (!check_key(b, node, event, seen))
        return false;
    grow(b, node, room);
    node->keys[node->count] = scalar_text(b, event);
    node->key_places[node->count] = place_of(b, event->start_mark);
    yaml_event_t value;
    if (!next_event(b, &value))
        return false;
    const bool fine = build_node(b, &value, &node->items[node->count], depth + 1);
    yaml_event_delete(&value);
    node->count += fine;
    return fine;
}

static bool build_pairs(struct yaml_builder *b, struct yaml_node *node,
                        struct text_map *seen, int depth)
{
    size_t room = 0;
    for (;;) {
        yaml_event_t event;
        if (!next_event(b, &event))
            return false;
        const bool ends = event.type == YAML_MAPPING_END_EVENT;
        const bool fine = ends || build_pair(b, node, &event, seen, &room, depth);
        yaml_event_delete(&event);
        if (ends || !fine)
            return fine;
    }
}

static bool build_map(struct yaml_builder *b, struct yaml_node *node, int depth)
{
    struct text_map seen;
    text_map_init(&seen);
    const bool fine = build_pairs(b, node, &seen, depth);
    text_map_release(&seen);
    return fine;
}

static bool refuse(struct yaml_builder *b, struct place place, const char *what)
{
    messages_say(b->messages, place, "%s", what);
    return false;
}

static bool build_node(struct yaml_builder *b, const yaml_event_t *event,
                       struct yaml_node *node, int depth)
{
    *node = (struct yaml_node){ .place = place_of(b, event->start_mark) };
    if (depth > YAML_DEEPEST)
        return refuse(b, node->place, "nested too deeply");
    if (++b->nodes > YAML_MOST_NODES)
        return refuse(b, node->place,
                      "more texts, lists and maps than any definitions or recipe have");
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT:
        if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
            return refuse(b, node->place,
                          "anchors and tags are not read here; write the text out");
        node->kind = YAML_TEXT;
        node->text = scalar_text(b, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        if (event->data.sequence_start.anchor != NULL ||
            event->data.sequence_start.tag != NULL)
            return refuse(b, node->place,
                          "anchors and tags are not read here; write the list out");
        node->kind = YAML_LIST;
        return build_list(b, node, depth);
    case YAML_MAPPING_START_EVENT:
        if (event->data.mapping_start.anchor != NULL ||
            event->data.mapping_start.tag != NULL)
            return refuse(b, node->place,
                          "anchors and tags are not read here; write the keys out");
        node->kind = YAML_MAP;
        return build_map(b, node, depth);
    case YAML_ALIAS_EVENT:
        return refuse(b, node->place, "aliases are not read here; write the value out");
    default:
        return refuse(b, node->place, "the document is empty");
    }
}

/* Events up to the first of a document's content; then the content; then nothing but the
 * end. */
static bool build_document(struct yaml_builder *b, struct yaml_node *root)
{
    yaml_event_t event;
    do {
        if (!next_event(b, &event))
            return false;
        if (event.type == YAML_STREAM_START_EVENT ||
            event.type == YAML_DOCUMENT_START_EVENT)
            yaml_event_delete(&event);
        else
            break;
    } while (true);
    bool fine = build_node(b, &event, root, 0);
    yaml_event_delete(&event);
    while (fine) {
        if (!next_event(b, &event))
            return false;
        const yaml_event_type_t type = event.type;
        const struct place place = place_of(b, event.start_mark);
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT)
            return true;
        if (type != YAML_DOCUMENT_END_EVENT)
            fine = refuse(b, place, "a second document starts here; one is read");
    }
    return false;
}

/* What libyaml left unread counts too. */
static void end_counting(struct yaml_builder *b, struct digested *read)
{
    unsigned char rest[4096];
    size_t length;
    while (read_bytes(b, rest, sizeof rest, &length) && length > 0)
        continue;
    *read = (struct digested){ .name = b->name, .size = b->digest.size };
    digest_end(&b->digest, read->sha256);
}

const struct yaml_node *yaml_read(FILE *stream, const char *name, struct digested *read,
                                  struct arena *arena, struct messages *messages)
{
    struct yaml_builder b = {
        .stream = stream, .name = name, .arena = arena, .messages = messages
    };
    if (!yaml_parser_initialize(&b.parser)) {
        messages_say(messages, (struct place){ name, 0, 0 }, "out of memory");
        return NULL;
    }
    digest_init(&b.digest);
    yaml_parser_set_input(&b.parser, read_bytes, &b);
    struct yaml_node *root = arena_take(arena, sizeof *root);
    const bool fine = build_document(&b, root);
    yaml_parser_delete(&b.parser);
    if (read != NULL)
        end_counting(&b, read);
    return fine ? root : NULL;
}

const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
    for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++)
        if (text_is(map->keys[i], key))
            return &map->items[i];
    return NULL;
}

static const char *kind_name(enum yaml_kind kind)
{
    static const char *const names[] = { "text", "a list", "a map of keys" };
    return names[kind];
}

bool yaml_is(const struct yaml_node *node, enum yaml_kind kind, struct messages *messages)
{
    if (node->kind == kind)
        return true;
    messages_say(messages, node->place, "%s stands here; expected %s",
                 kind_name(node->kind), kind_name(kind));
    return false;
}

static bool is_known(struct text key, const char *const keys[])
{
    for (size_t i = 0; keys[i] != NULL; i++)
        if (text_is(key, keys[i]))
            return true;
    return false;
}

static void say_unknown(struct place place, const char *what, struct text unknown,
                        const char *const words[], struct messages *messages)
{
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, unknown);
    for (size_t i = 0; words[i] != NULL; i++)
        suggest_offer(&near, text_of(words[i]));
    if (near.count > 0) {
        messages_say(messages, place, "unknown %s '%.*s'%s", what, TEXT_ARGS(unknown),
                     suggest_format(&near, hint));
        return;
    }
    char list[512] = "";
    size_t used = 0;
    for (size_t i = 0; words[i] != NULL && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 i == 0 ? "" : " ", words[i]);
    messages_say(messages, place, "unknown %s '%.*s'; expected one of: %s", what,
                 TEXT_ARGS(unknown), list);
}

bool yaml_check_keys(const struct yaml_node *node, const char *const keys[],
                     struct messages *messages)
{
    if (!yaml_is(node, YAML_MAP, messages))
        return false;
    enum { MOST_SAID = 20 };
    size_t unknown = 0;
    for (size_t i = 0; i < node->count; i++) {
        if (is_known(node->keys[i], keys))
            continue;
        if (unknown++ < MOST_SAID)
            say_unknown(node->key_places[i], "key", node->keys[i], keys, messages);
    }
    if (unknown > MOST_SAID)
        messages_say(messages, node->place, "%zu more keys of this map are unknown",
                     unknown - MOST_SAID);
    return unknown == 0;
}

const struct yaml_node *yaml_need(const struct yaml_node *map, const char *key,
                                  struct messages *messages)
{
    const struct yaml_node *found = yaml_find(map, key);
    if (found == NULL)
        messages_say(messages, map->place, "the key '%s' is missing", key);
    return found;
}

bool yaml_number(const struct yaml_node *node, double *number, struct messages *messages)
{
    if (!yaml_is(node, YAML_TEXT, messages))
        return false;
    if (number_parse(node->text, number))
        return true;
    messages_say(messages, node->place, "'%.*s' is not a number", TEXT_ARGS(node->text));
    return false;
}

bool yaml_choice(const struct yaml_node *node, const char *const words[], size_t *choice,
                 struct messages *messages)
{
    if (!yaml_is(node, YAML_TEXT, messages))
        return false;
    for (*choice = 0; words[*choice] != NULL; ++*choice)
        if (text_is(node->text, words[*choice]))
            return true;
    say_unknown(node->place, "word", node->text, words, messages);
    return false;
}

bool yaml_bool(const struct yaml_node *node, bool *truth, struct messages *messages)
{
    static const char *const words[] = { "false", "true", NULL };
    size_t choice;
    if (!yaml_choice(node, words, &choice, messages))
        return false;
    *truth = choice == 1;
    return true;
}

bool yaml_id(const struct yaml_node *node, struct messages *messages)
{
    if (!yaml_is(node, YAML_TEXT, messages))
        return false;
    for (size_t i = 0; i < node->text.length; i++) {
        const char c = node->text.bytes[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')
            continue;
        messages_say(messages, node->place,
                     "'%.*s': an id is made of small letters, digits, dots and hyphens",
                     TEXT_ARGS(node->text));
        return false;
    }
    return true;
}
