/* One council's figures over time: beside its peers', and as a control chart. */
#include "step/publish_chart_parts.h"

#include <math.h>
#include <stdlib.h>

#include "council/limits.h"
#include "stats/control_chart.h"

static int by_period(const void *a, const void *b)
{
    return period_compare((*(const struct cohort *const *)a)->period,
                          (*(const struct cohort *const *)b)->period);
}

static bool has_any(const struct observation_table *table, const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++)
        if (table->rows[cohort->rows[i]].has_value && !table->rows[cohort->rows[i]].gone)
            return true;
    return false;
}

/* The cohorts of periods of the entry's kind, up to its own, in which anyone has a
 * figure. */
static const struct cohort **periods_of(const struct charting *c, size_t *count)
{
    const struct observation_table *table = c->entries->table;
    const struct cohort **found =
        arena_take(charting_arena(c), (table->cohort_count + 1) * sizeof *found);
    *count = 0;
    for (size_t i = 0; i < table->cohort_count; i++) {
        const struct cohort *cohort = &table->cohorts[i];
        if (cohort->metric == c->metric && cohort->level == c->cohort->level &&
            period_kind(cohort->period) == period_kind(c->period) &&
            period_compare(cohort->period, c->period) <= 0 && has_any(table, cohort))
            found[(*count)++] = cohort;
    }
    qsort(found, *count, sizeof *found, by_period);
    return found;
}

static void add_period(struct charting *c, const struct cohort *cohort, size_t most)
{
    const struct observation_table *table = c->entries->table;
    const struct observation *row = charting_row(c, cohort, c->area->council);
    struct chart_point *point = charting_point(c, most);
    struct csv_cells cells = { 0 };
    struct limits limits;
    point->x = period_first_day(cohort->period);
    point->name = words_period(charting_arena(c), cohort->period);
    point->role = CHART_THIS;
    point->missing = row == NULL || !row->has_value || row->standing == STANDING_OUTSIDE;
    if (row != NULL)
        point->breaks = (row->markers & MARKER_BREAK) != 0;
    if (point->missing)
        return;
    point->y = row->value;
    point->provisional = (row->markers & MARKER_PROVISIONAL) != 0;
    if (limits_read(table, row, &cells, &limits)) {
        point->has_limits = true;
        point->lower = limits.lower;
        point->upper = limits.upper;
    }
    csv_cells_release(&cells);
}

static size_t count_figures(const struct chart *chart)
{
    size_t count = 0;
    for (size_t i = 0; i < chart->count; i++)
        count += !chart->points[i].missing;
    return count;
}

static bool fill_points(struct charting *c, const struct cohort ***periods)
{
    size_t count;
    *periods = periods_of(c, &count);
    for (size_t i = 0; i < count; i++)
        add_period(c, (*periods)[i], count);
    if (count_figures(c->chart) > 0)
        return true;
    *c->why = text_of("it has no figure in any period of this kind");
    return false;
}

/* --- Peers over time --- */

struct peers_over_time {
    double *x, *lower, *upper, *median, *country;
    bool any_median, any_band, any_country;
};

/* Which comparison of the table it is. */
static size_t number_of(const struct charting *c)
{
    return (size_t)(c->comparison - c->entry->comparisons);
}

static void read_peers(const struct charting *c, const struct cohort *cohort, size_t i,
                       struct peers_over_time *peers)
{
    const struct observation *row = charting_row(c, cohort, c->area->council);
    struct csv_cells cells = { 0 };
    struct comparison found;
    if (row == NULL || c->comparison == NULL)
        return;
    observation_cells(row, &cells);
    if (comparison_read(&c->entries->peers[number_of(c)].columns, &cells, &found) ==
            CSV_COLUMN_ABSENT &&
        text_equal(found.cells[COMPARISON_GROUP],
                   c->comparison->cells[COMPARISON_GROUP])) {
        if (found.has[COMPARISON_MEDIAN])
            peers->median[i] = found.numbers[COMPARISON_MEDIAN];
        if (found.has[COMPARISON_Q1] && found.has[COMPARISON_Q3]) {
            peers->lower[i] = found.numbers[COMPARISON_Q1];
            peers->upper[i] = found.numbers[COMPARISON_Q3];
        }
        peers->any_median |= found.has[COMPARISON_MEDIAN];
        peers->any_band |= found.has[COMPARISON_Q1] && found.has[COMPARISON_Q3];
    }
    csv_cells_release(&cells);
}

/* The country's figures in these periods, if the entry has one of it. */
static void read_country(const struct charting *c, struct peers_over_time *peers)
{
    const struct observation_table *table = c->entries->table;
    const struct observation *country = c->entry->benchmarks[0];
    for (size_t k = 0; country != NULL && k < table->cohort_count; k++) {
        const struct cohort *cohort = &table->cohorts[k];
        if (cohort->metric != c->metric || cohort->level != LEVEL_COUNTRY)
            continue;
        const struct observation *row = charting_row(
            c, cohort, areas_get(table->reading.areas, country->area)->council);
        for (size_t i = 0; i < c->chart->count; i++)
            if (row != NULL && row->has_value &&
                period_kind(row->period) == period_kind(c->period) &&
                period_first_day(row->period) == peers->x[i]) {
                peers->country[i] = row->value;
                peers->any_country = true;
            }
    }
}

static double *nothing(const struct charting *c, size_t count)
{
    double *values = arena_take(charting_arena(c), (count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = NAN;
    return values;
}

static void add_line(struct charting *c, enum chart_line_kind kind, struct text name,
                     const double *x, const double *y)
{
    /* A line of one period would go over all: two of the same do not. */
    struct chart_line *line = charting_line(c, kind, name, c->chart->count);
    line->x = x;
    line->y = y;
}

static struct peers_over_time add_peers(struct charting *c,
                                        const struct cohort *const *periods)
{
    const size_t count = c->chart->count;
    struct peers_over_time peers = { nothing(c, count),
                                     nothing(c, count),
                                     nothing(c, count),
                                     nothing(c, count),
                                     nothing(c, count),
                                     false,
                                     false,
                                     false };
    for (size_t i = 0; i < count; i++) {
        peers.x[i] = c->chart->points[i].x;
        read_peers(c, periods[i], i, &peers);
    }
    read_country(c, &peers);
    if (peers.any_median)
        add_line(c, CHART_LINE_MEDIAN,
                 arena_print(charting_arena(c), "median of %.*s",
                             TEXT_ARGS(charting_peers(c))),
                 peers.x, peers.median);
    if (peers.any_country)
        add_line(
            c, CHART_LINE_BENCHMARK,
            areas_get(c->entries->table->reading.areas, c->entry->benchmarks[0]->area)
                ->name,
            peers.x, peers.country);
    if (peers.any_band)
        c->chart->band = (struct chart_band){ text_of("their middle half"), count,
                                              peers.x, peers.lower, peers.upper };
    return peers;
}

/* --- Words --- */

static size_t last_figure(const struct chart *chart)
{
    size_t last = chart->count - 1;
    while (last > 0 && chart->points[last].missing)
        last--;
    return last;
}

/* Where figures begin that the last one is comparable with; *broken says whether there
 * are others before. */
static size_t first_comparable(const struct chart *chart, bool *broken)
{
    const size_t last = last_figure(chart);
    size_t first = 0;
    *broken = false;
    for (size_t i = 1; i <= last; i++)
        if (chart->points[i].breaks) {
            first = i;
            *broken = true;
        }
    while (first < last && chart->points[first].missing)
        first++;
    return first;
}

static struct text trend_title(const struct charting *c)
{
    struct arena *arena = charting_arena(c);
    const struct chart *chart = c->chart;
    bool broken;
    const size_t from = first_comparable(chart, &broken), to = last_figure(chart);
    const struct text label = c->metric->label, name = c->area->name;
    const struct chart_point *last = &chart->points[to];
    const struct text now = charting_figure(c, last->y);
    if (from >= to)
        return arena_print(arena, "%.*s: %.*s had %.*s in %.*s%s", TEXT_ARGS(label),
                           TEXT_ARGS(name), TEXT_ARGS(now), TEXT_ARGS(last->name),
                           broken ? ", not comparable with the periods before"
                                  : ", its only figure");
    const struct chart_point *first = &chart->points[from];
    const struct text then = charting_figure(c, first->y);
    const char *went = text_equal(then, now) ? "was at"
                       : last->y > first->y  ? "went up from"
                                             : "went down from";
    return arena_print(arena, "%.*s: %.*s %s %.*s in %.*s %s %.*s in %.*s",
                       TEXT_ARGS(label), TEXT_ARGS(name), went, TEXT_ARGS(then),
                       TEXT_ARGS(first->name), text_equal(then, now) ? "and" : "to",
                       TEXT_ARGS(now), TEXT_ARGS(last->name));
}

/* "2021 to 2022: 38.2% (peers' median 40.1%); …". */
static struct text periods_in_words(const struct charting *c, const double *median)
{
    struct arena *arena = charting_arena(c);
    struct publish_list list = { 0 };
    for (size_t i = 0; i < c->chart->count; i++) {
        const struct chart_point *point = &c->chart->points[i];
        struct text said =
            arena_print(arena, "%.*s: %.*s%s%s", TEXT_ARGS(point->name),
                        TEXT_ARGS(point->missing ? text_of("no figure")
                                                 : charting_figure(c, point->y)),
                        point->provisional ? ", provisional" : "",
                        point->breaks ? ", not comparable with the periods before" : "");
        if (median != NULL && isfinite(median[i]))
            said = arena_print(arena, "%.*s (peers' median %.*s)", TEXT_ARGS(said),
                               TEXT_ARGS(charting_figure(c, median[i])));
        publish_list_add(&list, "; ", said);
    }
    return publish_list_take(&list, arena);
}

bool charting_trend(struct charting *c)
{
    const struct cohort **periods;
    struct chart *chart = c->chart;
    if (!fill_points(c, &periods))
        return false;
    const struct peers_over_time peers = add_peers(c, periods);
    chart->title = trend_title(c);
    chart->description = arena_print(
        charting_arena(c), "%.*s. %.*s%.*s%s%.*s.", TEXT_ARGS(chart->title),
        TEXT_ARGS(peers.any_median ? text_of("Peers are ") : text_of("")),
        TEXT_ARGS(peers.any_median ? charting_peers(c) : text_of("")),
        peers.any_median ? ". " : "", TEXT_ARGS(periods_in_words(c, peers.median)));
    chart->y_name = words_unit(c->metric);
    return true;
}

/* --- Control chart --- */

struct control {
    double *values;
    bool *after_gap;
    struct chart_point **points; /* with a figure */
    size_t count;
};

/* The figures from the last break on. */
static void gather_control(struct charting *c, struct control *control)
{
    struct chart *chart = c->chart;
    struct arena *arena = charting_arena(c);
    bool broken;
    const size_t from = first_comparable(chart, &broken);
    memmove(chart->points, chart->points + from,
            (chart->count - from) * sizeof *chart->points);
    chart->count -= from;
    control->values = arena_take(arena, (chart->count + 1) * sizeof *control->values);
    control->after_gap =
        arena_take(arena, (chart->count + 1) * sizeof *control->after_gap);
    control->points = arena_take(arena, (chart->count + 1) * sizeof *control->points);
    control->count = 0;
    for (size_t i = 0; i < chart->count; i++) {
        chart->points[i].breaks = false;
        chart->points[i].has_limits = false;
        if (chart->points[i].missing)
            continue;
        control->values[control->count] = chart->points[i].y;
        control->after_gap[control->count] = i > 0 && chart->points[i - 1].missing;
        control->points[control->count++] = &chart->points[i];
    }
}

static const char *signal_in_words(enum control_signal signal)
{
    switch (signal) {
    case CONTROL_COMMON:
        break;
    case CONTROL_ABOVE_LIMIT:
        return "above the limit";
    case CONTROL_BELOW_LIMIT:
        return "below the limit";
    case CONTROL_RISING:
        return "in a long rise";
    case CONTROL_FALLING:
        return "in a long fall";
    case CONTROL_NEAR_UPPER:
        return "near the upper limit again";
    case CONTROL_NEAR_LOWER:
        return "near the lower limit again";
    case CONTROL_RUN_ABOVE:
        return "in a long run above the mean";
    case CONTROL_RUN_BELOW:
        return "in a long run below the mean";
    }
    return "";
}

static void say_control(struct charting *c, const struct control *control,
                        const enum control_signal *signals, double centre,
                        struct control_limits limits, bool trial)
{
    struct arena *arena = charting_arena(c);
    struct publish_list list = { 0 };
    for (size_t i = 0; i < control->count; i++)
        if (signals[i] != CONTROL_COMMON)
            publish_list_add(
                &list, "; ",
                arena_print(arena, "%.*s (%.*s) is %s",
                            TEXT_ARGS(control->points[i]->name),
                            TEXT_ARGS(charting_figure(c, control->values[i])),
                            signal_in_words(signals[i])));
    const size_t special = list.count;
    const struct text which = publish_list_take(&list, arena);
    const struct text label = c->metric->label, name = c->area->name;
    c->chart->title =
        special == 0
            ? arena_print(arena,
                          "%.*s: none of %.*s's %zu figures stands out from its usual "
                          "ups and downs",
                          TEXT_ARGS(label), TEXT_ARGS(name), control->count)
            : arena_print(arena,
                          "%.*s: %zu of %.*s's %zu figures %s out from its usual ups "
                          "and downs",
                          TEXT_ARGS(label), special, TEXT_ARGS(name), control->count,
                          special == 1 ? "stands" : "stand");
    c->chart->description = arena_print(
        arena,
        "%.*s. The mean is %.*s, and chance alone would keep figures between %.*s and "
        "%.*s%s.%s%.*s%s %.*s.",
        TEXT_ARGS(c->chart->title), TEXT_ARGS(charting_figure(c, centre)),
        TEXT_ARGS(charting_figure(c, limits.lower)),
        TEXT_ARGS(charting_figure(c, limits.upper)),
        trial ? " (trial limits: fewer than 12 figures)" : "", special > 0 ? " " : "",
        TEXT_ARGS(which), special > 0 ? "." : "", TEXT_ARGS(periods_in_words(c, NULL)));
}

static void add_control_lines(struct charting *c, double centre,
                              struct control_limits limits)
{
    charting_line(c, CHART_LINE_CENTRE, text_of("mean"), 1)->y =
        charting_value(c, centre);
    charting_line(c, CHART_LINE_LIMIT, text_of("limits of chance"), 1)->y =
        charting_value(c, limits.lower);
    charting_line(c, CHART_LINE_LIMIT, text_of("limits of chance"), 1)->y =
        charting_value(c, limits.upper);
}

bool charting_control(struct charting *c)
{
    const struct cohort **periods;
    struct control control;
    double centre;
    if (!fill_points(c, &periods))
        return false;
    gather_control(c, &control);
    struct control_limits *limits =
        arena_take(charting_arena(c), (control.count + 1) * sizeof *limits);
    enum control_signal *signals =
        arena_take(charting_arena(c), (control.count + 1) * sizeof *signals);
    const struct control_series series = { control.values, control.count,
                                           control.after_gap };
    const enum control_outcome outcome = control_xmr(&series, true, &centre, limits);
    if (outcome == CONTROL_TOO_SHORT || outcome == CONTROL_UNDEFINED) {
        *c->why = outcome == CONTROL_TOO_SHORT
                      ? text_of("a control chart takes four figures that follow each "
                                "other and are comparable")
                      : text_of("its figures are too large for limits");
        return false;
    }
    control_signals(&series, centre, limits, signals);
    for (size_t i = 0; i < control.count; i++)
        control.points[i]->special = signals[i] != CONTROL_COMMON;
    add_control_lines(c, centre, limits[0]);
    say_control(c, &control, signals, centre, limits[0], outcome == CONTROL_TRIAL);
    c->chart->y_name = words_unit(c->metric);
    return true;
}
