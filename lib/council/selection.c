/* Which rows come out. */
#include "council/selection.h"

#include <stdlib.h>
#include <strings.h>

#include "council/date.h"

static const struct place nowhere = { 0 };

static bool *flags_of(size_t count)
{
    bool *flags = memory_take(count + 1, sizeof *flags);
    memset(flags, 0, (count + 1) * sizeof *flags);
    return flags;
}

/* A short name may be another council's in the user's mind. */
static void note_spelling(const struct area *area, struct text name,
                          struct messages *messages)
{
    if (strncasecmp(name.bytes, area->name.bytes, area->name.length + 1) != 0 &&
        strncasecmp(name.bytes, area->code.bytes, area->code.length + 1) != 0)
        messages_note(messages, "--area: '%.*s' is taken for %.*s (%.*s)",
                      TEXT_ARGS(name), TEXT_ARGS(area->name), TEXT_ARGS(area->code));
}

static bool choose_councils(struct selection *selection,
                            const struct selection_request *request,
                            const struct areas *areas, struct messages *messages)
{
    if (request->area_count == 0)
        return true;
    selection->councils = flags_of(areas_count(areas));
    bool fine = true;
    for (size_t i = 0; i < request->area_count; i++) {
        const struct text name = text_of(request->areas[i]);
        uint32_t area;
        char why[AREA_HINT_SIZE];
        if (areas_find(areas, name, DATE_DISTANT_FUTURE, &area) == AREA_FOUND) {
            selection->councils[areas_get(areas, area)->council] = true;
            note_spelling(areas_get(areas, area), name, messages);
            continue;
        }
        messages_say(messages, nowhere, "--area: %s",
                     areas_explain(areas, name, DATE_DISTANT_FUTURE, true, why));
        fine = false;
    }
    return fine;
}

static bool choose_metrics(struct selection *selection,
                           const struct selection_request *request,
                           const struct metrics *metrics, struct messages *messages)
{
    if (request->metric_count == 0)
        return true;
    selection->metrics = flags_of(metrics->count);
    bool fine = true;
    for (size_t i = 0; i < request->metric_count; i++) {
        const struct text id = text_of(request->metrics[i]);
        const struct metric *metric = metrics_find(metrics, id);
        if (metric != NULL)
            selection->metrics[metric - metrics->all] = true;
        else
            metrics_say_unknown(metrics, id, nowhere, messages);
        fine = fine && metric != NULL;
    }
    return fine;
}

static bool choose_period(struct selection *selection,
                          const struct selection_request *request,
                          const struct metrics *metrics, struct messages *messages)
{
    if (request->period == NULL)
        return true;
    if (strcmp(request->period, "latest") == 0) {
        const size_t count = (metrics->count + 1) * LEVEL_COUNT;
        selection->latest = memory_take(count, sizeof *selection->latest);
        memset(selection->latest, 0, count * sizeof *selection->latest);
        return true;
    }
    selection->one_period = true;
    if (period_parse(text_of(request->period), &selection->period))
        return true;
    messages_say(
        messages, nowhere,
        "--period: '%s' is neither 'latest' nor a period such as 2022/23 or 2022-Q3",
        request->period);
    return false;
}

bool selection_init(struct selection *selection, const struct selection_request *request,
                    const struct metrics *metrics, const struct areas *areas,
                    struct messages *messages)
{
    *selection = (struct selection){ 0 };
    const bool councils = choose_councils(selection, request, areas, messages);
    const bool known = choose_metrics(selection, request, metrics, messages);
    return choose_period(selection, request, metrics, messages) && councils && known;
}

void selection_release(struct selection *selection)
{
    free(selection->councils);
    free(selection->metrics);
    free(selection->latest);
    *selection = (struct selection){ 0 };
}

/* The newest period of a row's metric at its level. */
static struct period *latest_of(const struct selection *selection,
                                const struct observation_table *table,
                                const struct observation *row)
{
    const enum area_level level = table->cohorts[row->cohort].level;
    return &selection->latest[(size_t)row->metric * LEVEL_COUNT + level];
}

void selection_settle(struct selection *selection, const struct observation_table *table)
{
    if (selection->latest == NULL)
        return;
    memset(selection->latest, 0,
           table->reading.metrics->count * LEVEL_COUNT * sizeof *selection->latest);
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        struct period *latest = latest_of(selection, table, row);
        if (!row->gone && row->has_value && period_compare(row->period, *latest) > 0)
            *latest = row->period;
    }
}

bool selection_includes(const struct selection *selection,
                        const struct observation_table *table,
                        const struct observation *row)
{
    if (row->gone)
        return false;
    if (selection->councils != NULL &&
        !selection->councils[areas_get(table->reading.areas, row->area)->council])
        return false;
    if (selection->metrics != NULL && !selection->metrics[row->metric])
        return false;
    if (selection->one_period && period_compare(selection->period, row->period) != 0)
        return false;
    return selection->latest == NULL ||
           period_compare(*latest_of(selection, table, row), row->period) == 0;
}

bool selection_has_metric(const struct selection *selection,
                          const struct observation_table *table,
                          const struct metric *metric)
{
    if (selection->metrics != NULL &&
        !selection->metrics[metric - table->reading.metrics->all])
        return false;
    for (size_t c = 0; c < table->cohort_count; c++)
        if (table->cohorts[c].metric == metric)
            return true;
    return false;
}

static bool is_followed(const struct selection *selection, const struct areas *areas,
                        uint32_t council)
{
    struct area_successor successor;
    for (size_t n = 0; areas_get_successor(areas, council, n, &successor); n++)
        if (selection->councils[successor.council])
            return true;
    return false;
}

enum selection_presence selection_presence(const struct selection *selection,
                                           const struct observation_table *table)
{
    const struct areas *areas = table->reading.areas;
    enum selection_presence presence = SELECTION_ABSENT;
    if (selection->councils == NULL)
        return SELECTION_PRESENT;
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        const uint32_t council = areas_get(areas, row->area)->council;
        if (row->gone)
            continue;
        if (selection->councils[council])
            return SELECTION_PRESENT;
        if (presence == SELECTION_ABSENT && is_followed(selection, areas, council))
            presence = SELECTION_PREDECESSORS;
    }
    return presence;
}
