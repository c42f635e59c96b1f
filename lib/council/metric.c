/* A metric's definition. */
#include "council/metric.h"

#include <math.h>
#include <stdlib.h>

#include "base/suggest.h"

const char *const metric_kind_words[] = { "proportion", "rate", "ratio", "count",
                                          "currency",   "mean", "score", NULL };
const char *const metric_year_words[] = { "financial", "academic", "calendar", NULL };
const char *const metric_theme_words[] = {
    "continuous-improvement", "leadership",       "governance",   "culture",
    "use-of-resources",       "service-delivery", "partnerships", NULL
};

void metrics_init(struct metrics *metrics)
{
    *metrics = (struct metrics){ 0 };
    text_map_init(&metrics->by_id);
    arena_init(&metrics->arena);
}

void metrics_release(struct metrics *metrics)
{
    free(metrics->all);
    text_map_release(&metrics->by_id);
    arena_release(&metrics->arena);
}

const struct metric *metrics_find(const struct metrics *metrics, struct text id)
{
    const uint32_t found = text_map_find(&metrics->by_id, id);
    return found == TEXT_MAP_ABSENT ? NULL : &metrics->all[found];
}

const char *metrics_hint(const struct metrics *metrics, struct text id, char *hint)
{
    struct suggestions near;
    suggest_init(&near, id);
    for (size_t i = 0; i < metrics->count; i++)
        suggest_offer(&near, metrics->all[i].id);
    return suggest_format(&near, hint);
}

void metrics_say_unknown(const struct metrics *metrics, struct text id,
                         struct place place, struct messages *messages)
{
    char hint[SUGGEST_SIZE];
    messages_say(messages, place, "there is no metric '%.*s'%s", TEXT_ARGS(id),
                 metrics_hint(metrics, id, hint));
}

double metric_oriented(const struct metric *metric, double value)
{
    switch (metric->polarity) {
    case POLARITY_LOW:
        return -value;
    case POLARITY_TARGET:
        return -fabs(value - metric->target);
    case POLARITY_HIGH:
    case POLARITY_NEUTRAL:
        break;
    }
    return value;
}

bool metric_compares(const struct metric *metric, enum area_class class)
{
    return (metric->applies_to & 1u << class) != 0;
}
