/* Rules from YAML, checked. */
#include "council/rule_file.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

#include "council/metric.h"
#include "format/yaml_tree.h"

static const char *const rule_keys[] = { "id",     "test",       "kind", "severity",
                                         "themes", "parameters", NULL };

struct rule_reader {
    struct rules *rules;
    struct messages *messages;
    const struct yaml_node *block;
    struct rule *rule;
    bool fine;
};

static size_t read_choice(struct rule_reader *r, const char *key,
                          const char *const words[])
{
    const struct yaml_node *node = yaml_need(r->block, key, r->messages);
    size_t choice = 0;
    if (node == NULL || !yaml_choice(node, words, &choice, r->messages))
        r->fine = false;
    return choice;
}

/* Ids stand in tables and in the definitions of metrics, so they are kept plain. */
static void read_id(struct rule_reader *r)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    const struct yaml_node *node = yaml_need(r->block, "id", r->messages);
    if (node == NULL || !yaml_is(node, YAML_TEXT, r->messages)) {
        r->fine = false;
        return;
    }
    r->rule->id = node->text;
    bool plain = node->text.length > 0;
    for (size_t i = 0; i < node->text.length; i++)
        plain = plain && node->text.bytes[i] != '\0' &&
                strchr(allowed, node->text.bytes[i]) != NULL;
    if (plain)
        return;
    messages_say(r->messages, node->place,
                 "'%.*s': an id is made of small letters, digits, dots and hyphens",
                 TEXT_ARGS(node->text));
    r->fine = false;
}

static void read_themes(struct rule_reader *r)
{
    const struct yaml_node *node = yaml_find(r->block, "themes");
    if (node == NULL)
        return;
    if (!yaml_is(node, YAML_LIST, r->messages)) {
        r->fine = false;
        return;
    }
    struct text *themes = arena_take(&r->rules->arena, node->count * sizeof *themes);
    for (size_t i = 0; i < node->count; i++) {
        size_t choice;
        if (!yaml_choice(&node->items[i], metric_theme_words, &choice, r->messages))
            r->fine = false;
        themes[i] = node->items[i].text;
    }
    r->rule->has_themes = true;
    r->rule->themes = themes;
    r->rule->theme_count = node->count;
}

static void read_parameter(struct rule_reader *r, const struct yaml_node *node,
                           enum rule_parameter parameter)
{
    const struct rule_parameter_bounds *bounds = &rule_parameters[parameter];
    double number;
    if (!yaml_number(node, &number, r->messages)) {
        r->fine = false;
        return;
    }
    if (number < bounds->least || number > bounds->most ||
        (bounds->whole && number != floor(number))) {
        messages_say(r->messages, node->place, "'%s' must be a %snumber from %g to %g",
                     bounds->name, bounds->whole ? "whole " : "", bounds->least,
                     bounds->most);
        r->fine = false;
    }
    r->rule->parameters[parameter] = number;
}

/* Only once the test is known to be right: it says which parameters there are. */
static void read_parameters(struct rule_reader *r)
{
    const struct yaml_node *node = yaml_find(r->block, "parameters");
    const char *names[RULE_PARAMETER_COUNT + 1] = { NULL };
    size_t count = 0;
    for (int p = 0; p < RULE_PARAMETER_COUNT; p++) {
        r->rule->parameters[p] = rule_default(r->rule->test, (enum rule_parameter)p);
        if (r->rule->parameters[p] != 0)
            names[count++] = rule_parameters[p].name;
    }
    if (node == NULL)
        return;
    if (!yaml_check_keys(node, names, r->messages)) {
        r->fine = false;
        return;
    }
    for (int p = 0; p < RULE_PARAMETER_COUNT; p++) {
        const struct yaml_node *value = yaml_find(node, rule_parameters[p].name);
        if (value != NULL)
            read_parameter(r, value, (enum rule_parameter)p);
    }
}

static bool read_block(struct rules *rules, const struct yaml_node *block,
                       struct messages *messages)
{
    struct rule rule = { 0 };
    struct rule_reader r = { rules, messages, block, &rule, true };
    if (!yaml_check_keys(block, rule_keys, messages))
        return false;
    read_id(&r);
    rule.kind = (enum rule_kind)read_choice(&r, "kind", rule_kind_words);
    rule.severity = (enum rule_severity)read_choice(&r, "severity", rule_severity_words);
    read_themes(&r);
    const bool fine = r.fine;
    r.fine = true;
    rule.test = (enum rule_test)read_choice(&r, "test", rule_test_words);
    if (r.fine)
        read_parameters(&r);
    if (!fine || !r.fine)
        return false;
    if (text_map_add(&rules->by_id, rule.id) != rules->count) {
        messages_say(messages, block->place, "rule '%.*s' stands twice",
                     TEXT_ARGS(rule.id));
        return false;
    }
    ARRAY_RESERVE(rules->all, rules->room, rules->count + 1);
    rules->all[rules->count++] = rule;
    return true;
}

bool rules_read(struct rules *rules, const char *path, struct messages *messages)
{
    FILE *stream = fopen(path, "re");
    if (stream == NULL) {
        messages_say(messages, (struct place){ path, 0, 0 }, "cannot be read: %s",
                     strerror(errno));
        return false;
    }
    const char *name = arena_keep(&rules->arena, text_of(path)).bytes;
    const struct yaml_node *root = yaml_read(stream, name, &rules->arena, messages);
    fclose(stream);
    if (root == NULL || !yaml_is(root, YAML_LIST, messages))
        return false;
    bool fine = root->count > 0;
    if (!fine)
        messages_say(messages, root->place, "no rule stands here");
    for (size_t i = 0; i < root->count; i++)
        fine = read_block(rules, &root->items[i], messages) && fine;
    return fine;
}
