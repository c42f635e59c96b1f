/* Which rules are asked of which metric. */
#include "step/flag_choice.h"

#include <stdlib.h>

#include "step/flag_tests.h"

struct choosing {
    struct flag_choice *choice;
    const struct metrics *metrics;
    struct messages *messages;
    struct text_map unknown; /* names already noted */
    bool has_ranks;
    bool ranks_noted;
};

static bool has_ranks(struct choosing *c, const struct rule *rule)
{
    if (!c->has_ranks && !c->ranks_noted)
        messages_note(c->messages,
                      "'%.*s' is skipped: it needs the columns 'rank' and 'ranked', "
                      "which oflog-rank adds",
                      TEXT_ARGS(rule->id));
    c->ranks_noted = !c->has_ranks;
    return c->has_ranks;
}

static bool has_polarity(struct choosing *c, const struct metric *metric,
                         const struct rule *rule)
{
    const unsigned needs = flag_tests[rule->test].needs;
    const bool has_sides =
        metric->polarity == POLARITY_HIGH || metric->polarity == POLARITY_LOW;
    if ((needs & FLAG_NEEDS_SIDES) != 0 && !has_sides) {
        messages_note(c->messages,
                      "'%.*s' is skipped for '%.*s', whose polarity is neither high nor "
                      "low: it has no worse side",
                      TEXT_ARGS(rule->id), TEXT_ARGS(metric->id));
        return false;
    }
    if ((needs & FLAG_NEEDS_BEST) != 0 && metric->polarity == POLARITY_NEUTRAL) {
        messages_note(c->messages,
                      "'%.*s' is skipped for '%.*s', whose polarity is neutral: nothing "
                      "is better or worse",
                      TEXT_ARGS(rule->id), TEXT_ARGS(metric->id));
        return false;
    }
    return true;
}

/* Whether a rule that a metric names can be put to it at all. */
static bool can_be_asked(struct choosing *c, const struct metric *metric,
                         const struct rule *rule)
{
    if ((flag_tests[rule->test].needs & FLAG_NEEDS_RANKS) != 0 && !has_ranks(c, rule))
        return false;
    return has_polarity(c, metric, rule);
}

static bool names_metric(const struct rule *rule, struct text metric)
{
    for (size_t i = 0; i < rule->metric_count; i++)
        if (text_equal(rule->metrics[i], metric))
            return true;
    return false;
}

static void ask(struct choosing *c, size_t metric_number, size_t rule)
{
    bool *asked = &c->choice->asked[metric_number * c->choice->rules->count + rule];
    if (!*asked)
        *asked = can_be_asked(c, &c->metrics->all[metric_number],
                              &c->choice->rules->all[rule]);
}

static void choose(struct choosing *c, size_t metric_number)
{
    const struct metric *metric = &c->metrics->all[metric_number];
    const struct rules *rules = c->choice->rules;
    for (size_t i = 0; i < metric->flag_count; i++) {
        const struct text id = metric->flags[i];
        const uint32_t rule = text_map_find(&rules->by_id, id);
        if (rule != TEXT_MAP_ABSENT) {
            ask(c, metric_number, rule);
            continue;
        }
        const uint32_t noted = c->unknown.count;
        if (text_map_add(&c->unknown, id) == noted)
            messages_note(c->messages,
                          "'%.*s' names the rule '%.*s', which is not among the rules",
                          TEXT_ARGS(metric->id), TEXT_ARGS(id));
    }
    for (size_t i = 0; i < rules->count; i++)
        if (names_metric(&rules->all[i], metric->id))
            ask(c, metric_number, i);
}

/* In the order of the definitions, whatever order the rows came in. */
void flag_choice_init(struct flag_choice *choice, const struct rules *rules,
                      const struct observation_table *table, bool has_ranks)
{
    const struct metrics *metrics = table->reading.metrics;
    struct choosing c = { .choice = choice,
                          .metrics = metrics,
                          .messages = table->reading.messages,
                          .has_ranks = has_ranks };
    bool *present = memory_take(metrics->count + 1, sizeof *present);
    memset(present, 0, metrics->count + 1);
    for (size_t i = 0; i < table->cohort_count; i++)
        present[table->cohorts[i].metric - metrics->all] = true;
    choice->rules = rules;
    choice->asked = memory_take(metrics->count * rules->count + 1, sizeof *choice->asked);
    memset(choice->asked, 0, metrics->count * rules->count + 1);
    text_map_init(&c.unknown);
    for (size_t i = 0; i < metrics->count; i++)
        if (present[i])
            choose(&c, i);
    text_map_release(&c.unknown);
    free(present);
}

void flag_choice_release(struct flag_choice *choice)
{
    free(choice->asked);
    *choice = (struct flag_choice){ 0 };
}

bool flag_choice_asks(const struct flag_choice *choice, size_t metric, size_t rule)
{
    return choice->asked[metric * choice->rules->count + rule];
}

static bool is_named(const struct metrics *metrics, const struct rule *rule)
{
    for (size_t i = 0; i < metrics->count; i++)
        for (size_t j = 0; j < metrics->all[i].flag_count; j++)
            if (text_equal(metrics->all[i].flags[j], rule->id))
                return true;
    return rule->metric_count > 0;
}

static void note_unknown_metrics(const struct rule *rule,
                                 const struct observation_table *table)
{
    for (size_t i = 0; i < rule->metric_count; i++)
        if (metrics_find(table->reading.metrics, rule->metrics[i]) == NULL)
            messages_note(table->reading.messages,
                          "'%.*s' is to be asked of '%.*s', which is not defined",
                          TEXT_ARGS(rule->id), TEXT_ARGS(rule->metrics[i]));
}

void flag_choice_note_unused(const struct rules *rules,
                             const struct observation_table *table)
{
    for (size_t i = 0; i < rules->count; i++) {
        note_unknown_metrics(&rules->all[i], table);
        if (!is_named(table->reading.metrics, &rules->all[i]))
            messages_note(table->reading.messages,
                          "the definition of no metric names '%.*s' under 'flags': it is "
                          "never raised",
                          TEXT_ARGS(rules->all[i].id));
    }
}
