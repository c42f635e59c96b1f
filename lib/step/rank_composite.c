/* Several metrics as one number, with its sensitivity. */
#include "step/rank_composite.h"

#include <math.h>
#include <stdlib.h>

#include "council/evidence.h"
#include "stats/composite.h"
#include "stats/distribution.h"
#include "stats/order.h"
#include "stats/score.h"

const char *const rank_composite_columns[] = {
    "area_code",
    "area_name",
    "class",
    "composite",
    "metrics",
    "weight_share",
    "rank",
    "ranked",
    "rank_without_lower",
    "rank_without_upper",
    "rank_weights_lower",
    "rank_weights_upper",
    "components",
    NULL,
};

static const double least_share = 0.75, most_extreme = 3;

struct measuring {
    const struct characteristics *all;
    const struct areas *areas;
    const struct metrics *metrics;
    const struct weights *weights;
    struct csv_writer *writer;
    struct messages *messages;
    size_t *columns; /* by weight: the characteristic */
    double *tried;   /* by weight; 0 in a class without a score */
    size_t *members; /* of the class at hand: places among the areas */
    size_t member_count;
    double *scores; /* by member and weight */
    double *sorted;
    struct composite *found;
    struct evidence components;
};

static bool check_weight(struct measuring *m, size_t number)
{
    const struct weight *weight = &m->weights->all[number];
    const struct metric *metric = metrics_find(m->metrics, weight->name);
    size_t c = 0;
    while (c < m->all->count && !text_equal(m->all->names[c], weight->name))
        c++;
    m->columns[number] = c;
    const char *wrong = metric == NULL       ? "is no metric"
                        : c == m->all->count ? "has no figures here"
                        : metric->polarity == POLARITY_NEUTRAL
                            ? "is neutral: neither end is better"
                        : weight->has_transform ? "cannot be transformed in a composite"
                                                : NULL;
    if (wrong != NULL)
        messages_say(m->messages, weight->place, "'%.*s' %s", TEXT_ARGS(weight->name),
                     wrong);
    return wrong == NULL;
}

static double oriented(const struct measuring *m, size_t member, size_t number)
{
    const double value =
        m->all->values[m->members[member] * m->all->count + m->columns[number]];
    return isnan(value)
               ? NAN
               : metric_oriented(metrics_find(m->metrics, m->weights->all[number].name),
                                 value);
}

/* The scores of one metric inside the class. */
static void score(struct measuring *m, size_t number)
{
    size_t n = 0;
    for (size_t i = 0; i < m->member_count; i++) {
        const double value = oriented(m, i, number);
        if (!isnan(value))
            m->sorted[n++] = value;
    }
    order_sort(m->sorted, n);
    m->tried[number] = 0;
    for (size_t i = 0; i < m->member_count; i++) {
        double *place = &m->scores[i * m->weights->count + number];
        const double value = oriented(m, i, number);
        *place = NAN;
        if (isnan(value) || !score_robust(m->sorted, n, value, place))
            continue;
        *place = fmax(-most_extreme, fmin(most_extreme, *place));
        m->tried[number] = m->weights->all[number].weight;
    }
}

static void write_ranks(struct measuring *m, const struct composite *c, size_t ranked)
{
    const size_t ranks[] = { c->rank,           ranked,
                             c->dropped_lower,  c->dropped_upper,
                             c->weighted_lower, c->weighted_upper };
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        csv_write_known(m->writer, c->scored, (double)ranks[i]);
}

static void write_member(struct measuring *m, size_t member, size_t ranked)
{
    const struct area *area = areas_get(m->areas, m->all->areas[m->members[member]]);
    const struct composite *c = &m->found[member];
    csv_write_cell(m->writer, area->code);
    csv_write_cell(m->writer, area->name);
    csv_write_cell(m->writer, text_of(area_class_words[area->class]));
    csv_write_known(m->writer, c->scored, c->score);
    csv_write_number(m->writer, (double)c->used);
    csv_write_number(m->writer, c->share);
    write_ranks(m, c, ranked);
    evidence_begin(&m->components);
    char key[256];
    for (size_t w = 0; w < m->weights->count; w++) {
        const double value = m->scores[member * m->weights->count + w];
        const struct text name = m->weights->all[w].name;
        snprintf(key, sizeof key, "%.*s", TEXT_ARGS(name));
        if (!isnan(value))
            evidence_add_number(&m->components, key, value);
    }
    csv_write_cell(m->writer, evidence_text(&m->components));
    csv_write_end(m->writer);
}

static void rank_class(struct measuring *m, enum area_class class, const bool *selected)
{
    size_t ranked = 0;
    m->member_count = 0;
    for (size_t place = 0; place < m->all->area_count; place++)
        if (areas_get(m->areas, m->all->areas[place])->class == class)
            m->members[m->member_count++] = place;
    for (size_t number = 0; number < m->weights->count; number++)
        score(m, number);
    const struct composite_given given = { m->scores, m->tried, m->member_count,
                                           m->weights->count, least_share };
    composite_rank(&given, m->found);
    for (size_t i = 0; i < m->member_count; i++)
        ranked += m->found[i].scored;
    for (size_t i = 0; i < m->member_count; i++) {
        const uint32_t area = m->all->areas[m->members[i]];
        if (selected == NULL || selected[areas_get(m->areas, area)->council])
            write_member(m, i, ranked);
    }
}

static void note_trials(const struct measuring *m)
{
    messages_note(m->messages,
                  "ranges of ranks by %d random sets of weights with seed 1: 95%% of all "
                  "weights give a rank in them, right to %.2g points, 19 times in 20",
                  COMPOSITE_TRIALS,
                  100 * distribution_z(0.95) * sqrt(0.95 * 0.05 / COMPOSITE_TRIALS));
}

static bool begin(struct measuring *m)
{
    bool fine = true;
    for (size_t i = 0; i < m->weights->count; i++)
        fine = check_weight(m, i) && fine;
    for (size_t i = 0; fine && rank_composite_columns[i] != NULL; i++)
        csv_write_cell(m->writer, text_of(rank_composite_columns[i]));
    if (fine)
        csv_write_end(m->writer);
    return fine;
}

enum step_outcome rank_composite_run(const struct characteristics *characteristics,
                                     const struct areas *areas,
                                     const struct metrics *metrics, const bool *selected,
                                     const struct weights *weights,
                                     struct csv_writer *writer, struct messages *messages)
{
    const size_t areas_count = characteristics->area_count + 1;
    struct measuring m = {
        .all = characteristics,
        .areas = areas,
        .metrics = metrics,
        .weights = weights,
        .writer = writer,
        .messages = messages,
        .columns = memory_take(weights->count, sizeof *m.columns),
        .tried = memory_take(weights->count, sizeof *m.tried),
        .members = memory_take(areas_count, sizeof *m.members),
        .scores = memory_take(areas_count * weights->count, sizeof *m.scores),
        .sorted = memory_take(areas_count, sizeof *m.sorted),
        .found = memory_take(areas_count, sizeof *m.found),
    };
    const bool done = begin(&m);
    for (int class = 0; done && class < CLASS_COUNT; class ++)
        rank_class(&m, (enum area_class) class, selected);
    if (done)
        note_trials(&m);
    evidence_release(&m.components);
    free(m.columns);
    free(m.tried);
    free(m.members);
    free(m.scores);
    free(m.sorted);
    free(m.found);
    return done ? STEP_DONE : STEP_BROKEN;
}
