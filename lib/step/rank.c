/* Ranks inside each metric, period and level. */
#include "step/rank.h"

#include <stdlib.h>

#include "stats/rank_bootstrap.h"

const char *const rank_columns[] = {
    "rank",       "ranked",   "rank_lower",     "rank_upper",      "percentile", "band",
    "group_from", "group_to", "p_best_quarter", "p_worst_quarter", NULL
};

/* What one row is told. Kept by row, since rows leave in the order they came. */
struct place_in_group {
    float rank; /* 0: not ranked. Halves are exact */
    float average;
    uint32_t ranked;
    uint32_t band;
};

/* One value of a group; `badness` is smaller for better ones, so that an ascending order
 * starts with the best. */
struct entry {
    double badness;
    uint32_t area; /* once in a cohort, so that no order depends on that of rows */
    uint32_t row;
};

struct ranking {
    const struct observation_table *table;
    const struct selection *selection;
    const struct rank_options *options;
    struct place_in_group *places;
    struct rank_certainty *certainties; /* NULL where no row has limits */
    bool *uncertain; /* by metric: it had too many rows for certainties */
    struct entry *entries;
    uint32_t *groups;
    uint32_t *rows;
    double *badness, *ranks, *averages, *firsts; /* as long as the largest cohort */
    bool simulated;                              /* intervals were */
};

static double badness_of(const struct ranking *r, const struct metric *metric,
                         double value)
{
    if (r->options->best_given)
        return r->options->best_is_high ? -value : value;
    return -metric_oriented(metric, value);
}

static int by_badness(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;
    if (p->badness != q->badness)
        return p->badness < q->badness ? -1 : 1;
    return (p->area > q->area) - (p->area < q->area);
}

/* Near a target values are folded over and not normal. */
static bool is_folded(const struct ranking *r, const struct metric *metric)
{
    return metric->polarity == POLARITY_TARGET && !r->options->best_given;
}

static bool any_selected(const struct ranking *r, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (selection_includes(r->selection, r->table, &r->table->rows[r->rows[i]]))
            return true;
    return false;
}

static bool any_certain(const struct ranking *r, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (r->certainties[r->rows[i]].known)
            return true;
    return false;
}

/* Most of the work of a ranking, and only for groups of which a row comes out. */
static void find_certainty(struct ranking *r, const struct metric *metric, uint32_t count)
{
    if (r->certainties == NULL || is_folded(r, metric))
        return;
    for (uint32_t i = 0; i < count; i++)
        r->rows[i] = r->entries[i].row;
    if (!any_selected(r, count))
        return;
    if (!rank_certainty_fill(r->table, &r->options->certainty, r->rows, r->badness, count,
                             r->certainties))
        r->uncertain[metric - r->table->reading.metrics->all] = true;
    else if (r->options->certainty.method == RANK_METHOD_BOOTSTRAP)
        r->simulated = r->simulated || any_certain(r, count);
}

static size_t band_of(const struct ranking *r, uint32_t count, uint32_t i)
{
    const size_t bands = r->options->bands;
    return r->options->banding == RANK_BY_VALUE
               ? order_group(r->badness, count, bands, r->badness[i])
               : order_group_by_rank((size_t)r->firsts[i], count, bands);
}

static void rank_group(struct ranking *r, const struct cohort *cohort, uint32_t group)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *row = &r->table->rows[cohort->rows[i]];
        if (r->groups[i] == group && row->standing == STANDING_COUNTS)
            r->entries[count++] =
                (struct entry){ badness_of(r, cohort->metric, row->value), row->area,
                                cohort->rows[i] };
    }
    if (count == 0)
        return;
    qsort(r->entries, count, sizeof *r->entries, by_badness);
    for (uint32_t i = 0; i < count; i++)
        r->badness[i] = r->entries[i].badness;
    order_ranks(r->badness, count, r->options->ties, r->ranks);
    order_ranks(r->badness, count, TIES_AVERAGE, r->averages);
    order_ranks(r->badness, count, TIES_MIN, r->firsts);
    for (uint32_t i = 0; i < count; i++)
        r->places[r->entries[i].row] = (struct place_in_group){
            .rank = (float)r->ranks[i],
            .average = (float)r->averages[i],
            .ranked = count,
            .band = (uint32_t)band_of(r, count, i),
        };
    find_certainty(r, cohort->metric, count);
}

static bool can_be_ranked(const struct ranking *r, const struct metric *metric)
{
    return r->options->best_given || metric->polarity != POLARITY_NEUTRAL;
}

/* Says once which metrics are left without ranks for want of a best end. */
static void note_neutral(const struct ranking *r)
{
    const struct metrics *metrics = r->table->reading.metrics;
    bool *noted = memory_take(metrics->count + 1, sizeof *noted);
    memset(noted, 0, metrics->count + 1);
    for (size_t c = 0; c < r->table->cohort_count; c++) {
        const struct metric *metric = r->table->cohorts[c].metric;
        if (!can_be_ranked(r, metric))
            noted[metric - metrics->all] = true;
    }
    for (size_t i = 0; i < metrics->count; i++)
        if (noted[i])
            messages_note(
                r->table->reading.messages,
                "'%.*s' is neutral and is not ranked; --best=high or --best=low ranks it",
                TEXT_ARGS(metrics->all[i].id));
    free(noted);
}

static void note_uncertain(const struct ranking *r)
{
    const struct metrics *metrics = r->table->reading.metrics;
    for (size_t i = 0; i < metrics->count; i++)
        if (r->uncertain[i])
            messages_note(
                r->table->reading.messages,
                "'%.*s' has more than %d values ranked together: how sure their "
                "ranks are is not worked out",
                TEXT_ARGS(metrics->all[i].id), RANK_CERTAINTY_MOST);
}

static void note_simulated(const struct ranking *r)
{
    const double confidence = r->options->certainty.confidence;
    if (r->simulated)
        messages_note(
            r->table->reading.messages,
            "intervals of ranks by %d draws with seed 1: a confidence of %g%% is "
            "right to %.2g points, 19 times in 20",
            RANK_BOOTSTRAP_DRAWS, 100 * confidence,
            100 * rank_bootstrap_error(confidence));
}

static uint32_t largest_cohort(const struct observation_table *table)
{
    uint32_t largest = 0;
    for (size_t c = 0; c < table->cohort_count; c++)
        if (table->cohorts[c].count > largest)
            largest = table->cohorts[c].count;
    return largest;
}

static void rank_cohorts(struct ranking *r)
{
    for (size_t c = 0; c < r->table->cohort_count; c++) {
        const struct cohort *cohort = &r->table->cohorts[c];
        if (!can_be_ranked(r, cohort->metric))
            continue;
        const uint32_t groups =
            within_split(&r->options->within, r->table, cohort, r->groups);
        for (uint32_t group = 0; group < groups; group++)
            rank_group(r, cohort, group);
    }
}

static void write_place(struct csv_writer *writer, const struct place_in_group *place,
                        const struct rank_certainty *certainty)
{
    const bool ranked = place->rank > 0;
    const bool sure = ranked && certainty != NULL && certainty->known;
    const bool quarters = sure && place->ranked >= 4;
    csv_write_known(writer, ranked, place->rank);
    csv_write_known(writer, ranked, place->ranked);
    csv_write_known(writer, sure, sure ? certainty->lower : 0);
    csv_write_known(writer, sure, sure ? certainty->upper : 0);
    csv_write_known(writer, ranked,
                    100 * ((double)place->ranked + 0.5 - place->average) / place->ranked);
    csv_write_known(writer, ranked && place->band > 0, place->band);
    csv_write_known(writer, sure, sure ? certainty->group_from : 0);
    csv_write_known(writer, sure, sure ? certainty->group_to : 0);
    csv_write_known(writer, quarters, quarters ? certainty->best_quarter : 0);
    csv_write_known(writer, quarters, quarters ? certainty->worst_quarter : 0);
    csv_write_end(writer);
}

static void write_rows(const struct ranking *r, struct csv_writer *writer,
                       struct step_account *account)
{
    observation_write_header(r->table, writer, rank_columns);
    for (size_t i = 0; i < r->table->count; i++) {
        const struct observation *row = &r->table->rows[i];
        if (!step_takes(account, r->selection, r->table, row))
            continue;
        observation_write(row, writer);
        write_place(writer, &r->places[i],
                    r->certainties == NULL ? NULL : &r->certainties[i]);
    }
}

/* Room by row is taken only where the table has limits: most do not, and are large. */
static void prepare_certainty(struct ranking *r)
{
    const struct observation_table *table = r->table;
    r->uncertain = memory_take(table->reading.metrics->count + 1, sizeof *r->uncertain);
    memset(r->uncertain, 0, table->reading.metrics->count + 1);
    if (table->places[OBSERVATION_LOWER] == CSV_COLUMN_ABSENT ||
        table->places[OBSERVATION_UPPER] == CSV_COLUMN_ABSENT)
        return;
    r->certainties = memory_take(table->count, sizeof *r->certainties);
    memset(r->certainties, 0, table->count * sizeof *r->certainties);
}

enum step_outcome rank_run(const struct observation_table *table,
                           const struct selection *selection,
                           const struct rank_options *options, struct csv_writer *writer,
                           struct step_account *account)
{
    const uint32_t largest = largest_cohort(table);
    struct ranking r = {
        .table = table,
        .selection = selection,
        .options = options,
        .places = memory_take(table->count, sizeof *r.places),
        .entries = memory_take(largest, sizeof *r.entries),
        .groups = memory_take(largest, sizeof *r.groups),
        .rows = memory_take(largest, sizeof *r.rows),
        .badness = memory_take(largest, sizeof *r.badness),
        .ranks = memory_take(largest, sizeof *r.ranks),
        .averages = memory_take(largest, sizeof *r.averages),
        .firsts = memory_take(largest, sizeof *r.firsts),
    };
    memset(r.places, 0, table->count * sizeof *r.places);
    prepare_certainty(&r);
    note_neutral(&r);
    rank_cohorts(&r);
    note_uncertain(&r);
    note_simulated(&r);
    write_rows(&r, writer, account);
    free(r.places);
    free(r.certainties);
    free(r.uncertain);
    free(r.entries);
    free(r.groups);
    free(r.rows);
    free(r.badness);
    free(r.ranks);
    free(r.averages);
    free(r.firsts);
    return STEP_DONE;
}
