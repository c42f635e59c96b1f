/* A recipe on its way from YAML. For the recipe_*_file.c alone. */
#ifndef OFLOG_COUNCIL_RECIPE_READING_H
#define OFLOG_COUNCIL_RECIPE_READING_H

#include "council/recipe.h"
#include "format/yaml_fields.h"

struct recipe_reader {
    struct recipe *recipe;
    const struct metrics *metrics;
    struct yaml_fields fields;
    bool draft_explained; /* where a draft's metrics are defined has been said */
    size_t unknown;       /* short names that are none; the first of them get hints */
};

/* Whether a list or map has no more than `most` items, which are `what`; said. */
bool recipe_is_few(struct recipe_reader *r, const struct yaml_node *node, size_t most,
                   const char *what);

/* The number of the column with a short name; RECIPE_ABSENT, said, where there is none.
 */
uint32_t recipe_find_column(struct recipe_reader *r, struct text name,
                            struct place place);

/* The same for the text under a key; RECIPE_ABSENT also where it is absent. */
uint32_t recipe_column_under(struct recipe_reader *r, const struct yaml_node *map,
                             const char *key, bool needed);

const struct metric *recipe_find_metric(struct recipe_reader *r, struct text id,
                                        struct place place);

/* The one test that a map has, under one of these keys; `keys` ends in NULL. */
extern const char *const recipe_question_keys[];
extern const char *const recipe_other_words[]; /* what becomes of what is not listed */
struct recipe_test recipe_read_test(struct recipe_reader *r,
                                    const struct yaml_node *node);

/* What may be asked of a column that was found (RECIPE_ABSENT, said already, passes).
 * What has no cell where it is asked, or one of several, is a mistake of the recipe,
 * said.
 *
 * Once a row: anything but the column of `across` at hand. */
void recipe_check_not_each(struct recipe_reader *r, uint32_t column, struct place place);
/* Of a row as it was published: nor a part, which is gathered later. */
void recipe_check_published(struct recipe_reader *r, uint32_t column, struct place place);
/* Of the rows that are read as one: a part, or that in which they agree. */
void recipe_check_gathered(struct recipe_reader *r, uint32_t column, struct place place);
/* For a figure: where rows are gathered, one of the parts. `source` tells of no other. */
void recipe_check_figure(struct recipe_reader *r, uint32_t column, struct place place);

/* One more rule. Returns its number. */
uint32_t recipe_add_rule(struct recipe_reader *r, struct recipe_rule rule);

/* The rules of a map of short names to the texts that are wanted alone, under the key
 * `only`; `of` is empty, or what the rules are for. */
void recipe_read_only(struct recipe_reader *r, const struct yaml_node *map,
                      struct text of);

/* The texts under a key that holds one or a list of them, each not empty; none where it
 * is absent. */
struct recipe_names recipe_read_names(struct recipe_reader *r,
                                      const struct yaml_node *map, const char *key);

/* The columns under a key that holds a list of short names. NULL where it is absent. */
const uint32_t *recipe_columns_under(struct recipe_reader *r, const struct yaml_node *map,
                                     const char *key, size_t *count);

/* The parts of a recipe, each from its own keys of the root; columns first, since the
 * others name them. */
void recipe_read_layout(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_columns(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_rules(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_gather(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_subject(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_values(struct recipe_reader *r, const struct yaml_node *root);
void recipe_read_cells(struct recipe_reader *r, const struct yaml_node *root);

#endif
