/* A metric's definition. */
#include "council/metric.h"

#include <math.h>
#include <stdlib.h>

#include "base/suggest.h"

const char *const metric_kind_words[] = { "proportion", "rate", "ratio", "count",
                                          "currency",   "mean", "score", NULL };
const char *const metric_year_words[] = { "financial", "academic", "calendar", NULL };
const char *const metric_interval_words[] = { "none", "wilson", "byar", "exact", NULL };
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
    free(metrics->files);
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
    const bool none = near.count == 0;
    for (size_t i = 0; i < metrics->count && none; i++)
        suggest_offer_inside(&near, metrics->all[i].id);
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

bool metric_has_counts(const struct metric *metric)
{
    return metric->kind == METRIC_PROPORTION || metric->kind == METRIC_RATE ||
           metric->kind == METRIC_RATIO || metric->kind == METRIC_COUNT;
}

bool metric_counts_cases(const struct metric *metric)
{
    return (metric->kind == METRIC_PROPORTION || metric->kind == METRIC_RATE ||
            metric->kind == METRIC_RATIO) &&
           !metric_is_money(metric) && metric->interval != METRIC_INTERVAL_UNSAID &&
           metric->interval != METRIC_INTERVAL_NONE;
}

static bool allows_negative(const struct metric *metric)
{
    return metric->has_minimum || metric->kind == METRIC_CURRENCY ||
           metric->kind == METRIC_RATIO || metric->kind == METRIC_SCORE ||
           metric->kind == METRIC_MEAN;
}

enum metric_parts metric_value_of_parts(const struct metric *metric, double numerator,
                                        double denominator, double *value)
{
    if (!(denominator > 0))
        return PARTS_WITHOUT_DENOMINATOR;
    if (metric->kind == METRIC_PROPORTION && numerator > denominator)
        return PARTS_ABOVE_WHOLE;
    if (numerator < 0 && !allows_negative(metric))
        return PARTS_NEGATIVE;
    const double made = metric->per * (numerator / denominator);
    if (!isfinite(made))
        return PARTS_NOT_FINITE;
    const bool below = metric->has_minimum && made < metric->minimum;
    *value = below ? metric->minimum : made;
    return below ? PARTS_GIVE_MINIMUM : PARTS_GIVE_VALUE;
}

bool metric_allows(const struct metric *metric, double value)
{
    return metric->kind != METRIC_PROPORTION || (value >= 0 && value <= metric->per);
}

bool metric_is_money(const struct metric *metric)
{
    static const char sign[] = "\u00a3", word[] = "pounds";
    const struct text unit = metric->unit;
    return metric->kind == METRIC_CURRENCY ||
           (unit.length >= sizeof sign - 1 &&
            memcmp(unit.bytes, sign, sizeof sign - 1) == 0) ||
           memmem(unit.bytes, unit.length, word, sizeof word - 1) != NULL;
}
