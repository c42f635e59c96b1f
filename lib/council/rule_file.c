/* Rules from YAML, checked. */
#include "council/rule_file.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "council/metric.h"
#include "format/yaml_fields.h"

static const char *const rule_keys[] = { "id",     "test",    "kind",       "severity",
                                         "themes", "metrics", "parameters", NULL };

struct rule_reader {
    struct rules *rules;
    struct yaml_fields fields;
    const struct yaml_node *block;
    struct rule *rule;
};

static size_t choice_of_field(struct rule_reader *r, const char *key,
                              const char *const words[])
{
    return yaml_field_choice(&r->fields, r->block, key, words, true);
}

static void read_parameter(struct rule_reader *r, const struct yaml_node *node,
                           enum rule_parameter parameter)
{
    const struct rule_parameter_bounds *bounds = &rule_parameters[parameter];
    double number;
    if (!yaml_number(node, &number, r->fields.messages)) {
        r->fields.fine = false;
        return;
    }
    if (number < bounds->least || number > bounds->most ||
        (bounds->whole && number != floor(number)))
        yaml_fields_wrong(&r->fields, node->place,
                          "'%s' must be a %snumber from %g to %g", bounds->name,
                          bounds->whole ? "whole " : "", bounds->least, bounds->most);
    r->rule->parameters[parameter] = number;
}

/* Only once the test is known to be right: it says which parameters there are. */
static void read_parameters(struct rule_reader *r)
{
    const struct rule_test_entry *test = &rule_tests[r->rule->test];
    const struct yaml_node *node = yaml_find(r->block, "parameters");
    const char *names[RULE_MOST_TEST_PARAMETERS + 1] = { NULL };
    for (size_t i = 0; i < test->parameter_count; i++) {
        const struct rule_test_parameter *p = &test->parameters[i];
        r->rule->parameters[p->parameter] = p->value;
        names[i] = rule_parameters[p->parameter].name;
    }
    if (node == NULL || !yaml_fields_only(&r->fields, node, names))
        return;
    for (size_t i = 0; i < test->parameter_count; i++) {
        const struct yaml_node *value = yaml_find(node, names[i]);
        if (value != NULL)
            read_parameter(r, value, test->parameters[i].parameter);
    }
}

static enum rule_test read_test(struct rule_reader *r)
{
    const char *words[RULE_TEST_COUNT + 1] = { NULL };
    for (size_t i = 0; i < RULE_TEST_COUNT; i++)
        words[i] = rule_tests[i].word;
    return (enum rule_test)choice_of_field(r, "test", words);
}

static bool read_block(struct rules *rules, const struct yaml_node *block,
                       struct messages *messages)
{
    struct rule rule = { 0 };
    struct rule_reader r = { rules, { messages, true }, block, &rule };
    if (!yaml_check_keys(block, rule_keys, messages))
        return false;
    rule.id = yaml_field_id(&r.fields, block);
    rule.kind = (enum rule_kind)choice_of_field(&r, "kind", rule_kind_words);
    rule.severity =
        (enum rule_severity)choice_of_field(&r, "severity", rule_severity_words);
    rule.has_themes = yaml_find(block, "themes") != NULL;
    rule.themes = yaml_field_list(&r.fields, block, "themes", metric_theme_words,
                                  &rules->arena, &rule.theme_count);
    rule.metrics = yaml_field_list(&r.fields, block, "metrics", NULL, &rules->arena,
                                   &rule.metric_count);
    const bool fine = r.fields.fine;
    r.fields.fine = true;
    rule.test = read_test(&r);
    if (r.fields.fine)
        read_parameters(&r);
    if (!fine || !r.fields.fine)
        return false;
    if (rule.test == RULE_THRESHOLD && rule.parameters[RULE_ABOVE] == DBL_MAX &&
        rule.parameters[RULE_BELOW] == -DBL_MAX) {
        messages_say(messages, block->place,
                     "a threshold needs a parameter 'above' or 'below'");
        return false;
    }
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
    const struct yaml_node *root =
        yaml_read(stream, name, &rules->read, &rules->arena, messages);
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
