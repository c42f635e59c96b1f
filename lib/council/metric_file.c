/* Metric definitions from YAML, checked. */
#include "council/metric_file.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "format/yaml_tree.h"

static const char *const metric_keys[] = {
    "id",       "label",     "service",     "themes",          "kind",  "unit",
    "per",      "numerator", "denominator", "polarity",        "year",  "applies_to",
    "decimals", "interval",  "caveats",     "source",          "flags", "status",
    "version",  "since",     "minimum",     "none_means_zero", NULL
};
static const char *const source_keys[] = { "publisher", "title", "url", "licence", NULL };
static const char *const polarity_words[] = { "high", "low", "neutral", NULL };
static const char *const target_keys[] = { "target", NULL };
static const char *const status_words[] = { "figures", "defined", NULL };
static const char *const interval_words[] = { "none", "wilson", "byar", "exact", NULL };

struct metric_reader {
    struct metrics *metrics;
    struct messages *messages;
    const struct yaml_node *block;
    struct metric *metric;
    bool fine;
};

/* The value of `key`, or NULL where it is absent; said and remembered where it must be
 * there. */
static const struct yaml_node *value_of(struct metric_reader *r, const char *key,
                                        bool needed)
{
    const struct yaml_node *node =
        needed ? yaml_need(r->block, key, r->messages) : yaml_find(r->block, key);
    r->fine = r->fine && (node != NULL || !needed);
    return node;
}

static void read_text(struct metric_reader *r, const char *key, bool needed,
                      struct text *text)
{
    const struct yaml_node *node = value_of(r, key, needed);
    *text = text_of("");
    if (node != NULL && yaml_is(node, YAML_TEXT, r->messages))
        *text = node->text;
    else if (node != NULL)
        r->fine = false;
    if (node != NULL && needed && node->kind == YAML_TEXT && node->text.length == 0) {
        messages_say(r->messages, node->place, "'%s' is empty", key);
        r->fine = false;
    }
}

static size_t read_choice(struct metric_reader *r, const char *key,
                          const char *const words[], bool needed)
{
    const struct yaml_node *node = value_of(r, key, needed);
    size_t choice = 0;
    if (node != NULL && !yaml_choice(node, words, &choice, r->messages))
        r->fine = false;
    return choice;
}

static bool read_number(struct metric_reader *r, const char *key, double otherwise,
                        double *number)
{
    const struct yaml_node *node = value_of(r, key, false);
    *number = otherwise;
    if (node != NULL && !yaml_number(node, number, r->messages))
        r->fine = false;
    return node != NULL;
}

/* A whole number from `least` to `most`. */
static long read_whole(struct metric_reader *r, const char *key, long otherwise,
                       long least, long most)
{
    double number;
    if (read_number(r, key, (double)otherwise, &number) &&
        (number != floor(number) || number < (double)least || number > (double)most)) {
        messages_say(r->messages, yaml_find(r->block, key)->place,
                     "'%s' must be a whole number from %ld to %ld", key, least, most);
        r->fine = false;
        return otherwise;
    }
    return (long)number;
}

/* The texts of a list; each must be one of `words`, unless that is NULL. */
static const struct text *read_list(struct metric_reader *r, const char *key,
                                    const char *const words[], size_t *count)
{
    const struct yaml_node *node = value_of(r, key, false);
    *count = 0;
    if (node == NULL)
        return NULL;
    if (!yaml_is(node, YAML_LIST, r->messages)) {
        r->fine = false;
        return NULL;
    }
    struct text *texts = arena_take(&r->metrics->arena, node->count * sizeof *texts);
    for (size_t i = 0; i < node->count; i++) {
        size_t choice;
        const bool right =
            words == NULL ? yaml_is(&node->items[i], YAML_TEXT, r->messages)
                          : yaml_choice(&node->items[i], words, &choice, r->messages);
        if (right)
            texts[(*count)++] = node->items[i].text;
        r->fine = r->fine && right;
    }
    return texts;
}

/* What a ratio is multiplied by: 100 for percent. */
static void read_per(struct metric_reader *r)
{
    if (!read_number(r, "per", 1, &r->metric->per) || r->metric->per > 0)
        return;
    messages_say(r->messages, yaml_find(r->block, "per")->place,
                 "'per' must be a number above 0");
    r->fine = false;
}

static void read_polarity(struct metric_reader *r)
{
    const struct yaml_node *node = value_of(r, "polarity", true);
    size_t choice = 0;
    if (node == NULL)
        return;
    if (node->kind != YAML_MAP) {
        r->fine = yaml_choice(node, polarity_words, &choice, r->messages) && r->fine;
        r->metric->polarity = (enum polarity)choice;
        return;
    }
    const struct yaml_node *target = NULL;
    r->metric->polarity = POLARITY_TARGET;
    if (!yaml_check_keys(node, target_keys, r->messages) ||
        (target = yaml_need(node, "target", r->messages)) == NULL ||
        !yaml_number(target, &r->metric->target, r->messages))
        r->fine = false;
}

static void read_classes(struct metric_reader *r)
{
    const struct yaml_node *node = value_of(r, "applies_to", true);
    if (node == NULL || !yaml_is(node, YAML_LIST, r->messages)) {
        r->fine = false;
        return;
    }
    if (node->count == 0) {
        messages_say(r->messages, node->place, "'applies_to' names no class of area");
        r->fine = false;
    }
    for (size_t i = 0; i < node->count; i++) {
        size_t class;
        if (yaml_choice(&node->items[i], area_class_words, &class, r->messages))
            r->metric->applies_to |= 1u << class;
        else
            r->fine = false;
    }
}

static void read_source(struct metric_reader *r)
{
    const struct yaml_node *block = r->block;
    const struct yaml_node *source = value_of(r, "source", true);
    if (source == NULL || !yaml_check_keys(source, source_keys, r->messages)) {
        r->fine = false;
        return;
    }
    r->block = source;
    read_text(r, "publisher", true, &r->metric->source_publisher);
    read_text(r, "title", true, &r->metric->source_title);
    read_text(r, "url", false, &r->metric->source_url);
    read_text(r, "licence", true, &r->metric->source_licence);
    r->block = block;
}

static void read_wording(struct metric_reader *r)
{
    struct metric *m = r->metric;
    read_text(r, "id", true, &m->id);
    if (m->id.length > 0 && !yaml_id(yaml_find(r->block, "id"), r->messages))
        r->fine = false;
    read_text(r, "label", true, &m->label);
    read_text(r, "service", true, &m->service);
    read_text(r, "unit", true, &m->unit);
    read_text(r, "numerator", false, &m->numerator);
    read_text(r, "denominator", false, &m->denominator);
    read_text(r, "caveats", false, &m->caveats);
    read_text(r, "since", false, &m->since);
    m->themes = read_list(r, "themes", metric_theme_words, &m->theme_count);
    m->flags = read_list(r, "flags", NULL, &m->flag_count);
    read_source(r);
}

static void read_meaning(struct metric_reader *r)
{
    struct metric *m = r->metric;
    m->kind = (enum metric_kind)read_choice(r, "kind", metric_kind_words, true);
    m->year = (enum year_kind)read_choice(r, "year", metric_year_words, true);
    m->status = (enum metric_status)read_choice(r, "status", status_words, false);
    m->interval =
        text_of(interval_words[read_choice(r, "interval", interval_words, false)]);
    m->decimals = (int)read_whole(r, "decimals", 1, 0, 9);
    m->version = read_whole(r, "version", 1, 1, 1000000);
    m->has_minimum = read_number(r, "minimum", 0, &m->minimum);
    read_per(r);
    read_polarity(r);
    read_classes(r);
    const struct yaml_node *none = value_of(r, "none_means_zero", false);
    if (none != NULL && !yaml_bool(none, &m->none_means_zero, r->messages))
        r->fine = false;
}

static bool read_block(struct metrics *metrics, const struct yaml_node *block,
                       struct messages *messages)
{
    struct metric metric = { 0 };
    struct metric_reader r = { metrics, messages, block, &metric, true };
    if (!yaml_check_keys(block, metric_keys, messages))
        return false;
    read_wording(&r);
    read_meaning(&r);
    if (!r.fine)
        return false;
    if (text_map_add(&metrics->by_id, metric.id) != metrics->count) {
        messages_say(messages, block->place, "metric '%.*s' is defined twice",
                     TEXT_ARGS(metric.id));
        return false;
    }
    ARRAY_RESERVE(metrics->all, metrics->room, metrics->count + 1);
    metrics->all[metrics->count++] = metric;
    return true;
}

static bool cannot_be_read(const char *path, struct messages *messages)
{
    messages_say(messages, (struct place){ path, 0, 0 }, "cannot be read: %s",
                 strerror(errno));
    return false;
}

static bool read_file(struct metrics *metrics, const char *path,
                      struct messages *messages)
{
    FILE *stream = fopen(path, "re");
    if (stream == NULL)
        return cannot_be_read(path, messages);
    const char *name = arena_keep(&metrics->arena, text_of(path)).bytes;
    const struct yaml_node *root = yaml_read(stream, name, &metrics->arena, messages);
    fclose(stream);
    bool fine = root != NULL && yaml_is(root, YAML_LIST, messages);
    for (size_t i = 0; root != NULL && root->kind == YAML_LIST && i < root->count; i++)
        fine = read_block(metrics, &root->items[i], messages) && fine;
    return fine;
}

static int is_definition(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool read_folder(struct metrics *metrics, const char *path,
                        struct messages *messages)
{
    struct dirent **entries;
    const int count = scandir(path, &entries, is_definition, by_bytes);
    if (count < 0)
        return cannot_be_read(path, messages);
    bool fine = count > 0;
    if (count == 0)
        messages_say(messages, (struct place){ path, 0, 0 },
                     "no .yaml file stands in this folder");
    for (int i = 0; i < count; i++) {
        const char *file =
            arena_print(&metrics->arena, "%s/%s", path, entries[i]->d_name).bytes;
        fine = read_file(metrics, file, messages) && fine;
        free(entries[i]);
    }
    free(entries);
    return fine;
}

bool metrics_read(struct metrics *metrics, const char *path, struct messages *messages)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return cannot_be_read(path, messages);
    return S_ISDIR(status.st_mode) ? read_folder(metrics, path, messages)
                                   : read_file(metrics, path, messages);
}
