/* Whom to learn from. */
#include "step/learn.h"

#include <math.h>
#include <stdlib.h>

#include "council/series.h"
#include "step/learn_gap.h"

const char *const learn_columns[] = {
    "metric",      "area_code",  "area_name", "period",     "value",      "peer_code",
    "peer_name",   "position",   "kind",      "peer_value", "difference", "basis",
    "then_period", "then_value", "change",    "evidence",   NULL,
};

struct learning {
    const struct observation_table *table;
    const struct learn_options *options;
    struct series series;
    struct limits *limits; /* by row; not a number where there are none */
    struct csv_cells cells;
    double *turned; /* room for every council's value once */
    struct evidence evidence;
    struct csv_writer *writer;
    struct learn_count *count;
};

/* A peer that does clearly better than the council whose row is looked at. */
struct lesson {
    const struct observation *own, *peer;
    size_t position; /* in the list, from 1 */
    struct learn_gap now;
    const struct observation *start; /* NULL: it did not start where the council stands */
    size_t figures;                  /* published by the peer since */
    struct learn_gap at_start, change;
};

static const struct metric *metric_of(const struct learning *l,
                                      const struct observation *row)
{
    return &l->table->reading.metrics->all[row->metric];
}

static void read_limits(struct learning *l)
{
    const struct observation_table *table = l->table;
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].gone || table->rows[i].standing != STANDING_COUNTS ||
            !limits_read(table, &table->rows[i], &l->cells, &l->limits[i]))
            l->limits[i].lower = NAN;
}

static struct learn_figure figure_of(const struct learning *l,
                                     const struct observation *row)
{
    const struct limits limits = l->limits[row - l->table->rows];
    return (struct learn_figure){ row, !isnan(limits.lower), limits };
}

static const struct observation *peer_in(const struct learning *l, uint32_t area,
                                         uint32_t cohort)
{
    return series_find(&l->series, cohort,
                       areas_get(l->table->reading.areas, area)->council);
}

static struct learn_spread spread_of(struct learning *l, const struct observation *own,
                                     struct peer_list list)
{
    uint32_t n = 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct observation *peer = peer_in(l, list.areas[i], own->cohort);
        if (peer != NULL)
            l->turned[n++] = metric_oriented(metric_of(l, own), peer->value);
    }
    return learn_spread_of(l->turned, n);
}

/* Looks back along the peer's figures, as far as they are of one thing (what is marked b
 * begins a series), for the latest that stood where the council stands now and lies far
 * enough back. A figure worse than it in between would have been met
 * first: from then on only figures that are no better can be a start. */
static void find_start(struct learning *l, const struct learn_spread *spread,
                       uint32_t area, struct lesson *lesson)
{
    const struct metric *metric = metric_of(l, lesson->own);
    const struct learn_figure own = figure_of(l, lesson->own);
    const struct learn_figure now = figure_of(l, lesson->peer);
    double worst = metric_oriented(metric, lesson->peer->value);
    uint32_t cohort = lesson->own->cohort;
    const struct observation *then = lesson->peer;
    for (size_t figures = 1; figures <= LEARN_MOST_PERIODS; figures++) {
        const bool begins = (then->markers & MARKER_BREAK) != 0;
        cohort = series_previous(&l->series, cohort);
        then = begins || cohort == SERIES_NONE ? NULL : peer_in(l, area, cohort);
        if (then == NULL)
            return;
        const bool lowest = metric_oriented(metric, then->value) <= worst;
        worst = lowest ? metric_oriented(metric, then->value) : worst;
        if (figures < l->options->periods || !lowest)
            continue;
        const struct learn_figure start = figure_of(l, then);
        lesson->at_start = learn_gap_between(metric, spread, own, start);
        lesson->change = learn_gap_between(metric, spread, start, now);
        if (lesson->at_start.side == LEARN_SIMILAR &&
            lesson->change.side == LEARN_BETTER) {
            lesson->start = then;
            lesson->figures = figures;
            return;
        }
    }
}

static struct text cell_of(struct learning *l, const struct observation *row,
                           enum observation_column column)
{
    observation_cells(row, &l->cells);
    return l->cells.cells[l->table->places[column]];
}

static void write_area(struct learning *l, const struct observation *row)
{
    const struct area *area = areas_get(l->table->reading.areas, row->area);
    csv_write_cell(l->writer, area->code);
    csv_write_cell(l->writer, area->name);
}

static void gather_evidence(struct learning *l, const struct learn_spread *spread,
                            const struct lesson *lesson)
{
    evidence_begin(&l->evidence);
    learn_gap_add(&l->evidence, "gap", &lesson->now);
    if (lesson->start != NULL) {
        learn_gap_add(&l->evidence, "start", &lesson->at_start);
        learn_gap_add(&l->evidence, "change", &lesson->change);
        evidence_add_number(&l->evidence, "figures", (double)lesson->figures);
    }
    evidence_add_number(&l->evidence, "n", spread->n);
}

static void write_then(struct learning *l, const struct lesson *lesson)
{
    char period[PERIOD_SIZE];
    if (lesson->start == NULL) {
        for (int i = 0; i < 3; i++)
            csv_write_cell(l->writer, text_of(""));
        return;
    }
    csv_write_cell(l->writer, text_of(period_format(lesson->start->period, period)));
    csv_write_cell(l->writer, cell_of(l, lesson->start, OBSERVATION_VALUE));
    csv_write_number(l->writer, lesson->peer->value - lesson->start->value);
}

static void write_lesson(struct learning *l, const struct learn_spread *spread,
                         const struct lesson *lesson)
{
    char period[PERIOD_SIZE];
    const bool improved = lesson->start != NULL;
    csv_write_cell(l->writer, metric_of(l, lesson->own)->id);
    write_area(l, lesson->own);
    csv_write_cell(l->writer, text_of(period_format(lesson->own->period, period)));
    csv_write_cell(l->writer, cell_of(l, lesson->own, OBSERVATION_VALUE));
    write_area(l, lesson->peer);
    csv_write_number(l->writer, (double)lesson->position);
    csv_write_cell(l->writer, text_of(improved ? "improved" : "better"));
    csv_write_cell(l->writer, cell_of(l, lesson->peer, OBSERVATION_VALUE));
    csv_write_number(l->writer, lesson->peer->value - lesson->own->value);
    csv_write_cell(l->writer, text_of(comparison_basis_words[lesson->now.basis]));
    write_then(l, lesson);
    gather_evidence(l, spread, lesson);
    csv_write_cell(l->writer, evidence_text(&l->evidence));
    csv_write_end(l->writer);
    *(improved ? &l->count->improved : &l->count->better) += 1;
}

static void look_at(struct learning *l, const struct observation *own)
{
    const uint32_t council = areas_get(l->table->reading.areas, own->area)->council;
    const struct metric *metric = metric_of(l, own);
    if (own->standing != STANDING_COUNTS || metric->polarity == POLARITY_NEUTRAL)
        return;
    const struct peer_list list = peer_lists_of(l->options->lists, council);
    const struct learn_spread spread = spread_of(l, own, list);
    for (size_t i = 0; i < list.count; i++) {
        struct lesson lesson = { .own = own, .position = i + 1 };
        lesson.peer = peer_in(l, list.areas[i], own->cohort);
        if (lesson.peer == NULL)
            continue;
        lesson.now = learn_gap_between(metric, &spread, figure_of(l, own),
                                       figure_of(l, lesson.peer));
        if (lesson.now.side != LEARN_BETTER)
            continue;
        find_start(l, &spread, list.areas[i], &lesson);
        write_lesson(l, &spread, &lesson);
    }
}

/* Says once which metrics have no better end. */
static void note_neutral(const struct learning *l)
{
    const struct metrics *metrics = l->table->reading.metrics;
    bool *noted = memory_take(metrics->count + 1, sizeof *noted);
    memset(noted, 0, metrics->count + 1);
    for (size_t c = 0; c < l->table->cohort_count; c++)
        noted[l->table->cohorts[c].metric - metrics->all] = true;
    for (size_t i = 0; i < metrics->count; i++)
        if (noted[i] && metrics->all[i].polarity == POLARITY_NEUTRAL)
            messages_note(l->table->reading.messages,
                          "'%.*s' is neutral: it has no better end to learn from",
                          TEXT_ARGS(metrics->all[i].id));
    free(noted);
}

enum step_outcome learn_run(const struct observation_table *table,
                            const struct selection *selection,
                            const struct learn_options *options,
                            struct csv_writer *writer, struct step_account *account,
                            struct learn_count *count)
{
    struct learning l = {
        .table = table,
        .options = options,
        .limits = memory_take(table->count, sizeof *l.limits),
        .turned = memory_take(areas_count(table->reading.areas) + 1, sizeof *l.turned),
        .writer = writer,
        .count = count,
    };
    read_limits(&l);
    series_init(&l.series, table);
    note_neutral(&l);
    for (size_t i = 0; learn_columns[i] != NULL; i++)
        csv_write_cell(writer, text_of(learn_columns[i]));
    csv_write_end(writer);
    for (size_t i = 0; i < table->count; i++)
        if (step_takes(account, selection, table, &table->rows[i]))
            look_at(&l, &table->rows[i]);
    series_release(&l.series);
    csv_cells_release(&l.cells);
    evidence_release(&l.evidence);
    free(l.limits);
    free(l.turned);
    return STEP_DONE;
}
