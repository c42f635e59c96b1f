/* Metric definitions from YAML, checked. */
#include "council/metric_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "format/yaml_fields.h"

static const char *const metric_keys[] = { "id",           "label",
                                           "service",      "themes",
                                           "kind",         "unit",
                                           "per",          "numerator",
                                           "denominator",  "polarity",
                                           "year",         "applies_to",
                                           "decimals",     "interval",
                                           "caveats",      "source",
                                           "flags",        "status",
                                           "version",      "since",
                                           "minimum",      "none_means_zero",
                                           "whole_county", "rounded_to",
                                           "suppressed",   NULL };
static const char *const source_keys[] = { "publisher", "title", "url", "licence", NULL };
static const char *const polarity_words[] = { "high", "low", "neutral", NULL };
static const char *const target_keys[] = { "target", NULL };
static const char *const suppressed_keys[] = { "from", "to", NULL };
static const char *const status_words[] = { "figures", "defined", "draft", NULL };

struct metric_reader {
    struct metrics *metrics;
    struct yaml_fields fields;
    const struct yaml_node *block;
    struct metric *metric;
};

static struct text text_of_field(struct metric_reader *r, const char *key, bool needed)
{
    return yaml_field_text(&r->fields, r->block, key, needed);
}

static size_t choice_of_field(struct metric_reader *r, const char *key,
                              const char *const words[], bool needed)
{
    return yaml_field_choice(&r->fields, r->block, key, words, needed);
}

/* What a ratio is multiplied by: 100 for percent. */
static void read_per(struct metric_reader *r)
{
    r->metric->per = 1;
    if (yaml_field_number(&r->fields, r->block, "per", &r->metric->per) &&
        !(r->metric->per > 0))
        yaml_fields_wrong(&r->fields, yaml_find(r->block, "per")->place,
                          "'per' must be a number above 0");
}

static void read_polarity(struct metric_reader *r)
{
    const struct yaml_node *node = yaml_field(&r->fields, r->block, "polarity", true);
    if (node == NULL)
        return;
    if (node->kind != YAML_MAP) {
        r->metric->polarity =
            (enum polarity)choice_of_field(r, "polarity", polarity_words, true);
        return;
    }
    r->metric->polarity = POLARITY_TARGET;
    if (yaml_fields_only(&r->fields, node, target_keys) &&
        yaml_field(&r->fields, node, "target", true) != NULL)
        yaml_field_number(&r->fields, node, "target", &r->metric->target);
}

static void read_interval(struct metric_reader *r)
{
    if (yaml_field(&r->fields, r->block, "interval", false) == NULL)
        return;
    r->metric->interval = (enum metric_interval)(
        METRIC_INTERVAL_NONE +
        choice_of_field(r, "interval", metric_interval_words, false));
}

/* What publishers do to small numbers; there have to be counts to do it to. */
static void read_small_numbers(struct metric_reader *r)
{
    struct metric *m = r->metric;
    const struct yaml_node *rounded = yaml_find(r->block, "rounded_to"),
                           *suppressed = yaml_find(r->block, "suppressed");
    m->rounded_to =
        (double)yaml_field_whole(&r->fields, r->block, "rounded_to", 0, 1, 1000);
    if (suppressed != NULL && yaml_fields_is(&r->fields, suppressed, YAML_MAP) &&
        yaml_fields_only(&r->fields, suppressed, suppressed_keys)) {
        m->withheld_from =
            (double)yaml_field_whole(&r->fields, suppressed, "from", 1, 0, 1000);
        m->withheld_to =
            (double)yaml_field_whole(&r->fields, suppressed, "to", 0, 1, 1000);
        m->withholds = m->withheld_from <= m->withheld_to;
        if (!m->withholds)
            yaml_fields_wrong(&r->fields, suppressed->place,
                              "'suppressed' goes from a count to one that is not lower");
    }
    const struct yaml_node *either = rounded != NULL ? rounded : suppressed;
    if (either != NULL && !metric_has_counts(m))
        yaml_fields_wrong(
            &r->fields, either->place,
            "only a proportion, rate, ratio or count is made of counts that "
            "may be rounded or suppressed");
}

static void read_classes(struct metric_reader *r)
{
    const struct yaml_node *node =
        yaml_field_branch(&r->fields, r->block, "applies_to", YAML_LIST, true);
    if (node == NULL)
        return;
    if (node->count == 0)
        yaml_fields_wrong(&r->fields, node->place, "'applies_to' names no class of area");
    for (size_t i = 0; i < node->count; i++) {
        size_t class;
        if (yaml_choice(&node->items[i], area_class_words, &class, r->fields.messages))
            r->metric->applies_to |= 1u << class;
        else
            r->fields.fine = false;
    }
}

static void read_source(struct metric_reader *r)
{
    struct yaml_fields *fields = &r->fields;
    struct metric *m = r->metric;
    const struct yaml_node *source =
        yaml_field_branch(fields, r->block, "source", YAML_MAP, true);
    if (source == NULL || !yaml_fields_only(fields, source, source_keys))
        return;
    m->source_publisher = yaml_field_text(fields, source, "publisher", true);
    m->source_title = yaml_field_text(fields, source, "title", true);
    m->source_url = yaml_field_text(fields, source, "url", false);
    m->source_licence = yaml_field_text(fields, source, "licence", true);
}

static void read_wording(struct metric_reader *r)
{
    struct metric *m = r->metric;
    struct arena *arena = &r->metrics->arena;
    m->id = yaml_field_id(&r->fields, r->block);
    m->label = text_of_field(r, "label", true);
    m->service = text_of_field(r, "service", true);
    m->unit = text_of_field(r, "unit", true);
    m->numerator = text_of_field(r, "numerator", false);
    m->denominator = text_of_field(r, "denominator", false);
    m->caveats = text_of_field(r, "caveats", false);
    m->since = text_of_field(r, "since", false);
    m->themes = yaml_field_list(&r->fields, r->block, "themes", metric_theme_words, arena,
                                &m->theme_count);
    m->flags =
        yaml_field_list(&r->fields, r->block, "flags", NULL, arena, &m->flag_count);
    read_source(r);
}

static void read_meaning(struct metric_reader *r)
{
    struct metric *m = r->metric;
    m->kind = (enum metric_kind)choice_of_field(r, "kind", metric_kind_words, true);
    m->year = (enum year_kind)choice_of_field(r, "year", metric_year_words, true);
    m->status = (enum metric_status)choice_of_field(r, "status", status_words, false);
    read_interval(r);
    m->decimals = (int)yaml_field_whole(&r->fields, r->block, "decimals", 1, 0, 9);
    m->version = yaml_field_whole(&r->fields, r->block, "version", 1, 1, 1000000);
    m->has_minimum = yaml_field_number(&r->fields, r->block, "minimum", &m->minimum);
    m->none_means_zero = yaml_field_bool(&r->fields, r->block, "none_means_zero");
    m->whole_county = yaml_field_bool(&r->fields, r->block, "whole_county");
    read_small_numbers(r);
    read_per(r);
    read_polarity(r);
    read_classes(r);
}

/* What a draft left open is said before a page gives "unknown" for a unit. */
static void check_completed(struct metric_reader *r, const struct yaml_node *map,
                            const char *const keys[])
{
    for (size_t i = 0; map != NULL && map->kind == YAML_MAP && keys[i] != NULL; i++) {
        const struct yaml_node *node = yaml_find(map, keys[i]);
        if (node != NULL && node->kind == YAML_TEXT && text_is(node->text, "unknown"))
            yaml_fields_wrong(&r->fields, node->place,
                              "'%s' is 'unknown', which only a draft may say (status: "
                              "draft)",
                              keys[i]);
    }
}

static void settle_status(struct metric_reader *r)
{
    static const char *const open[] = { "service", "unit", NULL };
    if (r->metric->status == METRIC_DRAFT) {
        r->metric->polarity = POLARITY_NEUTRAL;
        return;
    }
    check_completed(r, r->block, open);
    check_completed(r, yaml_find(r->block, "source"), source_keys);
}

static bool read_block(struct metrics *metrics, const struct yaml_node *block,
                       struct messages *messages)
{
    struct metric metric = { .place = block->place };
    struct metric_reader r = { metrics, { messages, true }, block, &metric };
    if (!yaml_check_keys(block, metric_keys, messages))
        return false;
    read_wording(&r);
    read_meaning(&r);
    settle_status(&r);
    if (!r.fields.fine)
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
    ARRAY_RESERVE(metrics->files, metrics->file_room, metrics->file_count + 1);
    struct digested *read = &metrics->files[metrics->file_count++];
    const struct yaml_node *root =
        yaml_read(stream, name, read, &metrics->arena, messages);
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
