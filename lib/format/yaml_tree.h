/* libyaml made into a tree whose nodes know line and column. Strict: one document, keys
 * are text and stand once in their map, no anchors, aliases or tags, no more than
 * YAML_DEEPEST levels, YAML_LONGEST bytes and YAML_MOST_NODES texts, lists and maps. */
#ifndef OFLOG_FORMAT_YAML_TREE_H
#define OFLOG_FORMAT_YAML_TREE_H

#include <stdio.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/messages.h"

/* The largest that is installed has 48 thousand bytes and some two thousand nodes; each
 * of these takes up to 400 bytes of memory. */
enum { YAML_DEEPEST = 32, YAML_LONGEST = 1 << 22, YAML_MOST_NODES = 250000 };
enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    struct place place;
    struct text text;  /* YAML_TEXT: always text, as in `no` and `010` */
    size_t count;      /* items of a list, pairs of a map */
    struct text *keys; /* YAML_MAP */
    struct place *key_places;
    struct yaml_node *items; /* of the list, or the values of the map */
};

/* Reads one document, to the end of the stream, which may be a pipe: of what is read
 * `read` gets the name, the size and the checksum, unless it is NULL. NULL, said with
 * file, line and column, where it is not well formed. The tree lives in `arena`, `name`
 * must live as long. */
const struct yaml_node *yaml_read(FILE *stream, const char *name, struct digested *read,
                                  struct arena *arena, struct messages *messages);

/* The value of `key` in a map, or NULL. */
const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);

/* The rest read a node against what is expected. Each says what stands there and what
 * would be right, and gives false (or NULL), where it is not so. */

/* `node` is a map that has no key but `keys` (a NULL-terminated list). The first twenty
 * others are said, the rest counted. */
bool yaml_check_keys(const struct yaml_node *node, const char *const keys[],
                     struct messages *messages);

/* The value of `key`, which must be there. */
const struct yaml_node *yaml_need(const struct yaml_node *map, const char *key,
                                  struct messages *messages);

bool yaml_is(const struct yaml_node *node, enum yaml_kind kind,
             struct messages *messages);
bool yaml_number(const struct yaml_node *node, double *number, struct messages *messages);
bool yaml_bool(const struct yaml_node *node, bool *truth, struct messages *messages);

/* The index of the text in `words` (NULL-terminated). */
bool yaml_choice(const struct yaml_node *node, const char *const words[], size_t *choice,
                 struct messages *messages);

/* `node` is a text of small letters, digits, dots and hyphens: ids stand in tables and on
 * command lines, so they are kept plain. */
bool yaml_id(const struct yaml_node *node, struct messages *messages);

#endif
