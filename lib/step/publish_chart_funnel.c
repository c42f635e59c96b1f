/* Value against denominator, within the limits of what chance explains. */
#include "step/publish_chart_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/funnel.h"
#include "stats/order.h"
#include "stats/spread.h"

/* Of fewer councils the target is not known well enough to be taken as fixed. */
enum { LEAST_COUNCILS = COMPARISON_LEAST_FOR_VERDICT, STEPS = 60 };

/* The share of deviations on either side that is drawn in before spread is measured. */
static const double tail = 0.1;

static const double narrower = 0.95, wider = 0.998;

struct counts {
    double *numerators, *denominators;
    size_t count, missing;
    bool adjusted; /* wider, by what councils differ beside chance */
    double target; /* per 1 */
    struct funnel funnel;
};

/* Whether a row has the counts that its value was made of. */
static bool read_counts(const struct charting *c, const struct observation *row,
                        double *numerator, double *denominator)
{
    const struct observation_table *table = c->entries->table;
    const size_t x = table->places[OBSERVATION_NUMERATOR],
                 n = table->places[OBSERVATION_DENOMINATOR];
    struct csv_cells cells = { 0 };
    double value;
    if (row->standing != STANDING_COUNTS || x == CSV_COLUMN_ABSENT ||
        n == CSV_COLUMN_ABSENT)
        return false;
    observation_cells(row, &cells);
    const bool has = number_parse(cells.cells[x], numerator) &&
                     number_parse(cells.cells[n], denominator) &&
                     metric_value_of_parts(c->metric, *numerator, *denominator, &value) ==
                         PARTS_GIVE_VALUE;
    csv_cells_release(&cells);
    return has;
}

static void gather(struct charting *c, struct counts *counts)
{
    const struct observation_table *table = c->entries->table;
    const size_t size = (c->cohort->count + 1) * sizeof(double);
    counts->numerators = arena_take(charting_arena(c), size);
    counts->denominators = arena_take(charting_arena(c), size);
    for (uint32_t i = 0; i < c->cohort->count; i++) {
        const struct observation *row = &table->rows[c->cohort->rows[i]];
        const struct area *area = areas_get(table->reading.areas, row->area);
        double numerator, denominator;
        if (row->gone || area->class != c->class)
            continue;
        if (!read_counts(c, row, &numerator, &denominator)) {
            counts->missing += row->standing != STANDING_OUTSIDE;
            continue;
        }
        struct chart_point *point = charting_point(c, c->cohort->count);
        point->x = denominator;
        point->y = row->value;
        point->name = area->name;
        point->role = charting_role(c, area);
        counts->numerators[counts->count] = numerator;
        counts->denominators[counts->count++] = denominator;
    }
}

/* In order of size, whatever order the rows came in. */
static double sum_of(const struct charting *c, const double *numbers, size_t count)
{
    double *sorted = arena_take(charting_arena(c), (count + 1) * sizeof *sorted);
    memcpy(sorted, numbers, count * sizeof *numbers);
    order_sort(sorted, count);
    return spread_sum(sorted, count);
}

static bool limits_at(const struct charting *c, const struct counts *counts,
                      double denominator, double confidence, struct funnel_limits *limits)
{
    const double per = c->metric->per;
    if (counts->adjusted)
        *limits = funnel_limits(&counts->funnel, denominator, confidence, true);
    else if (!funnel_exact(c->metric->kind == METRIC_PROPORTION ? FUNNEL_SHARE
                                                                : FUNNEL_RATE,
                           counts->target, denominator, confidence, limits))
        return false;
    limits->lower *= per;
    limits->upper *= per;
    return isfinite(limits->lower) && isfinite(limits->upper);
}

static bool is_about_class(const struct comparison *comparison)
{
    return text_starts_with(comparison->cells[COMPARISON_GROUP], text_of("class:"));
}

/* A verdict that was reached by such a funnel about the class is what its chart finds. */
static bool is_verdict_of_it(const struct charting *c)
{
    return c->comparison != NULL &&
           (c->comparison->basis == BASIS_FUNNEL ||
            c->comparison->basis == BASIS_ADJUSTED_FUNNEL) &&
           is_about_class(c->comparison);
}

/* By what funnel councils of the class were judged about it; anything else where none
 * was. */
static enum basis basis_of_class(const struct charting *c)
{
    const struct observation_table *table = c->entries->table;
    enum basis basis = BASIS_NOT_APPLICABLE;
    for (size_t i = 0; i < c->cohort->count * c->entries->peer_count; i++) {
        const size_t row = i / c->entries->peer_count, peers = i % c->entries->peer_count;
        const struct observation *observation = &table->rows[c->cohort->rows[row]];
        struct csv_cells cells = { 0 };
        struct comparison comparison;
        if (observation->gone ||
            areas_get(table->reading.areas, observation->area)->class != c->class)
            continue;
        observation_cells(observation, &cells);
        if (comparison_read(&c->entries->peers[peers].columns, &cells, &comparison) ==
                CSV_COLUMN_ABSENT &&
            comparison_is_by_funnel(comparison.basis) && is_about_class(&comparison))
            basis = comparison.basis;
        csv_cells_release(&cells);
        if (basis != BASIS_NOT_APPLICABLE)
            break;
    }
    return basis;
}

static enum basis basis_of(const struct charting *c)
{
    if (c->area == NULL)
        return basis_of_class(c);
    return c->comparison == NULL ? BASIS_NOT_APPLICABLE : c->comparison->basis;
}

static bool fit(struct charting *c, struct counts *counts)
{
    struct funnel_limits limits;
    const enum basis basis = basis_of(c);
    const bool by_chance = basis == BASIS_FUNNEL || basis == BASIS_SCORE_FUNNEL;
    counts->target = sum_of(c, counts->numerators, counts->count) /
                     sum_of(c, counts->denominators, counts->count);
    counts->adjusted =
        !by_chance &&
        funnel_fit(
            c->metric->kind == METRIC_PROPORTION ? FUNNEL_ARCSINE : FUNNEL_SQUARE_ROOT,
            counts->target, counts->numerators, counts->denominators, counts->count, tail,
            FUNNEL_WINSORISED, &counts->funnel) == FUNNEL_DONE &&
        counts->funnel.tau_squared > 0;
    return limits_at(c, counts, counts->denominators[0], narrower, &limits);
}

/* Denominators as far from each other as they look on a scale of logarithms. */
static void add_limits(struct charting *c, const struct counts *counts, double confidence,
                       enum chart_line_kind kind, const char *name)
{
    struct arena *arena = charting_arena(c);
    const size_t size = (STEPS + 1) * sizeof(double);
    double *x = arena_take(arena, size), *lower = arena_take(arena, size),
           *upper = arena_take(arena, size);
    double least = counts->denominators[0], most = least;
    for (size_t i = 0; i < counts->count; i++) {
        least = fmin(least, counts->denominators[i]);
        most = fmax(most, counts->denominators[i]);
    }
    for (size_t i = 0; i <= STEPS; i++) {
        struct funnel_limits limits = { NAN, NAN };
        x[i] = exp(log(least) + (log(most) - log(least)) * (double)i / STEPS);
        if (!limits_at(c, counts, x[i], confidence, &limits))
            limits = (struct funnel_limits){ NAN, NAN };
        lower[i] = limits.lower;
        upper[i] = limits.upper;
    }
    struct chart_line *line = charting_line(c, kind, text_of(name), STEPS + 1);
    line->x = x;
    line->y = lower;
    line = charting_line(c, kind, text_of(name), STEPS + 1);
    line->x = x;
    line->y = upper;
}

/* -1, 0 or 1: below, within or above the limits. */
static int side_of(const struct charting *c, const struct counts *counts,
                   const struct chart_point *point, double confidence)
{
    struct funnel_limits limits;
    if (!limits_at(c, counts, point->x, confidence, &limits))
        return 0;
    return point->y > limits.upper ? 1 : point->y < limits.lower ? -1 : 0;
}

/* Where the council lies; *outside counts all that lie beyond the wider limits. */
static const struct chart_point *
mark_outside(struct charting *c, const struct counts *counts, size_t *outside)
{
    const struct chart_point *this = NULL;
    *outside = 0;
    for (size_t i = 0; i < c->chart->count; i++) {
        struct chart_point *point = &c->chart->points[i];
        point->special = side_of(c, counts, point, wider) != 0;
        *outside += point->special;
        if (point->role == CHART_THIS)
            this = point;
    }
    return this;
}

static const char *place_of(const struct charting *c, const struct counts *counts,
                            const struct chart_point *point)
{
    static const char *const far_out[] = { "far below", "", "far above" };
    static const char *const out[] = { "below", "within", "above" };
    const int far = side_of(c, counts, point, wider);
    return far != 0 ? far_out[far + 1] : out[side_of(c, counts, point, narrower) + 1];
}

static struct text explained_by(const struct charting *c, const struct counts *counts)
{
    return arena_print(charting_arena(c), "what chance%s would explain",
                       counts->adjusted ? " and the usual differences between councils"
                                        : " alone");
}

/* "…: 9 of 59 unitary authorities lie outside what chance alone would explain". */
static struct text title_of_class(const struct charting *c, const struct counts *counts,
                                  size_t outside)
{
    return arena_print(
        c->arena, "%.*s: %s of %zu %.*s %s outside %.*s", TEXT_ARGS(charting_measure(c)),
        outside == 0 ? "none" : arena_print(c->arena, "%zu", outside).bytes,
        counts->count, TEXT_ARGS(charting_classes(c)), outside > 1 ? "lie" : "lies",
        TEXT_ARGS(explained_by(c, counts)));
}

static struct text title_of(const struct charting *c, const struct counts *counts,
                            const struct chart_point *this)
{
    struct arena *arena = charting_arena(c);
    const struct text measure = charting_measure(c), name = c->area->name;
    if (this == NULL)
        return arena_print(arena, "%.*s: no counts for %.*s", TEXT_ARGS(measure),
                           TEXT_ARGS(name));
    const struct text figure = charting_figure(c, this->y);
    if (is_verdict_of_it(c))
        return arena_print(arena, "%.*s: %.*s has %.*s, %.*s", TEXT_ARGS(measure),
                           TEXT_ARGS(name), TEXT_ARGS(figure),
                           TEXT_ARGS(charting_verdict(c)));
    return arena_print(arena, "%.*s: %.*s has %.*s, %s %.*s", TEXT_ARGS(measure),
                       TEXT_ARGS(name), TEXT_ARGS(figure), place_of(c, counts, this),
                       TEXT_ARGS(explained_by(c, counts)));
}

static void say(struct charting *c, const struct counts *counts)
{
    struct arena *arena = charting_arena(c);
    struct publish_list list = { 0 };
    size_t outside;
    const struct chart_point *this = mark_outside(c, counts, &outside);
    c->chart->title =
        c->area == NULL ? title_of_class(c, counts, outside) : title_of(c, counts, this);
    for (size_t i = 0; i < c->chart->count; i++)
        if (c->chart->points[i].special)
            publish_list_add(
                &list, ", ",
                arena_print(arena, "%.*s (%.*s)", TEXT_ARGS(c->chart->points[i].name),
                            TEXT_ARGS(charting_figure(c, c->chart->points[i].y))));
    const struct text names = publish_list_take(&list, arena);
    c->chart->description = arena_print(
        arena,
        "%.*s. %zu %.*s with counts, taken together %.*s%s. %s beyond the 99.8%% limits "
        "of %.*s%s%.*s.",
        TEXT_ARGS(c->chart->title), counts->count, TEXT_ARGS(charting_classes(c)),
        TEXT_ARGS(charting_figure(c, counts->target * c->metric->per)),
        counts->missing > 0 ? arena_print(arena, "; %zu without", counts->missing).bytes
                            : "",
        outside == 0   ? "None lies"
        : outside == 1 ? "One lies"
                       : arena_print(arena, "%zu lie", outside).bytes,
        TEXT_ARGS(explained_by(c, counts)), outside > 0 ? ": " : "", TEXT_ARGS(names));
}

static bool refuse(struct charting *c, struct text why)
{
    *c->why = why;
    return false;
}

bool charting_funnel(struct charting *c)
{
    struct counts counts = { .count = 0 };
    const struct metric *metric = c->metric;
    if (!metric_counts_cases(metric))
        return refuse(c, text_of("a funnel is of counts of cases, which this metric is "
                                 "not made of"));
    gather(c, &counts);
    if (counts.count < LEAST_COUNCILS)
        return refuse(c, arena_print(charting_arena(c),
                                     "a funnel takes numerators and denominators of %d "
                                     "%.*s; %zu have them",
                                     LEAST_COUNCILS, TEXT_ARGS(charting_classes(c)),
                                     counts.count));
    if (!fit(c, &counts))
        return refuse(c, text_of("all or none of the cases count, so there are no "
                                 "limits"));
    charting_line(c, CHART_LINE_MEDIAN,
                  arena_print(charting_arena(c), "%.*s taken together",
                              TEXT_ARGS(charting_classes(c))),
                  1)
        ->y = charting_value(c, counts.target * metric->per);
    add_limits(c, &counts, narrower, CHART_LINE_LIMIT, "95% limits");
    add_limits(c, &counts, wider, CHART_LINE_OUTER_LIMIT, "99.8% limits");
    say(c, &counts);
    c->chart->x_name =
        text_is_empty(metric->denominator) ? text_of("denominator") : metric->denominator;
    c->chart->y_name = words_unit(metric);
    charting_name_others(c);
    return true;
}
