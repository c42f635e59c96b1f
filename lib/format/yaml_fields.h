/* The fields of YAML maps read against what is expected, mistakes said and remembered:
 * readers of definitions go on to the next field, so that one run names every mistake. */
#ifndef OFLOG_FORMAT_YAML_FIELDS_H
#define OFLOG_FORMAT_YAML_FIELDS_H

#include "format/yaml_tree.h"

struct yaml_fields {
    struct messages *messages; /* borrowed */
    bool fine;                 /* no mistake so far; starts as true */
};

/* Says a mistake and remembers it. */
void yaml_fields_wrong(struct yaml_fields *fields, struct place place, const char *layout,
                       ...) __attribute__((__format__(__printf__, 3, 4)));

/* Whether `map` is a map that has no key but `keys` (NULL-terminated). */
bool yaml_fields_only(struct yaml_fields *fields, const struct yaml_node *map,
                      const char *const keys[]);

/* Whether a node is of a kind. */
bool yaml_fields_is(struct yaml_fields *fields, const struct yaml_node *node,
                    enum yaml_kind kind);

/* The value of `key`, or NULL where it is absent; that is a mistake where it is `needed`.
 */
const struct yaml_node *yaml_field(struct yaml_fields *fields,
                                   const struct yaml_node *map, const char *key,
                                   bool needed);

/* As yaml_field(), for a list or a map; NULL also where it is something else. */
const struct yaml_node *yaml_field_branch(struct yaml_fields *fields,
                                          const struct yaml_node *map, const char *key,
                                          enum yaml_kind kind, bool needed);

/* The text; empty where it is absent or wrong. A needed one must not be empty. */
struct text yaml_field_text(struct yaml_fields *fields, const struct yaml_node *map,
                            const char *key, bool needed);

/* The text of the key `id`, which must be there and be one (yaml_id()). */
struct text yaml_field_id(struct yaml_fields *fields, const struct yaml_node *map);

/* The index of the text in `words` (NULL-terminated); 0 where it is absent or wrong. */
size_t yaml_field_choice(struct yaml_fields *fields, const struct yaml_node *map,
                         const char *key, const char *const words[], bool needed);

/* Whether the key is there; *number is untouched where it is not, or is not a number. */
bool yaml_field_number(struct yaml_fields *fields, const struct yaml_node *map,
                       const char *key, double *number);

/* A whole number from `least` to `most`; `otherwise` where it is absent or wrong. */
long yaml_field_whole(struct yaml_fields *fields, const struct yaml_node *map,
                      const char *key, long otherwise, long least, long most);

/* False where it is absent or wrong. */
bool yaml_field_bool(struct yaml_fields *fields, const struct yaml_node *map,
                     const char *key);

/* The texts of a list, in `arena`; each must be one of `words`, unless that is NULL. NULL
 * and no count where it is absent. */
const struct text *yaml_field_list(struct yaml_fields *fields,
                                   const struct yaml_node *map, const char *key,
                                   const char *const words[], struct arena *arena,
                                   size_t *count);

#endif
