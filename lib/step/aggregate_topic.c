/* One metric and period: its larger areas, who is summed, and the sums. */
#include "step/aggregate_topic.h"

#include <stdlib.h>

bool aggregate_has_figure(struct aggregating *a, const struct observation *row)
{
    struct aggregate_figure figure;
    const char *why;
    return aggregate_figure_read(a->table, row, &a->cells, &figure, &why) ==
           AGGREGATE_FIGURE;
}

bool aggregate_holds_districts(const struct metric *metric)
{
    return metric->whole_county && metric_compares(metric, CLASS_COUNTY) &&
           metric_compares(metric, CLASS_DISTRICT);
}

/* --- Who is summed --- */

/* The pair of a council in an entry; NULL where it is not of it. */
const struct aggregate_pair *aggregate_entry_pair(const struct aggregating *a,
                                                  const struct aggregate_entry *entry,
                                                  uint32_t council)
{
    size_t from = entry->first, to = entry->end;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const struct aggregate_pair *pair = &a->day->pairs[middle];
        if (pair->council == council)
            return pair;
        if (pair->council < council)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static void count_districts(struct aggregating *a, const struct aggregate_entry *entry)
{
    const struct aggregate_pair *pairs = a->day->pairs;
    for (size_t i = entry->first; i < entry->end; i++)
        a->districts_in[pairs[i].council] = 0;
    for (size_t i = entry->first; i < entry->end; i++)
        if (a->day->county[pairs[i].council] != AREA_NONE)
            a->districts_in[a->day->county[pairs[i].council]]++;
}

/* Whether a county's districts are summed in its place: all of them are there, or the
 * county cannot be had. */
static bool is_sum_of_districts(const struct aggregating *a,
                                const struct aggregate_pair *county)
{
    return county->divided ||
           (a->day->districts[county->council] > 0 &&
            a->districts_in[county->council] == a->day->districts[county->council]);
}

bool aggregate_entry_is_member(const struct aggregating *a,
                               const struct aggregate_entry *entry,
                               const struct aggregate_pair *pair)
{
    const struct area *area = aggregate_area(a, pair->area);
    const uint32_t county = a->day->county[pair->council];
    if (pair->council == entry->larger && a->options->to == AGGREGATE_TO_SUCCESSOR)
        return true;
    if (!metric_compares(a->topic->metric, area->class))
        return false;
    if (!aggregate_holds_districts(a->topic->metric))
        return true;
    if (area->class == CLASS_COUNTY)
        return !is_sum_of_districts(a, pair);
    const struct aggregate_pair *above =
        county == AREA_NONE ? NULL : aggregate_entry_pair(a, entry, county);
    return above == NULL || is_sum_of_districts(a, above);
}

/* The row of a council in the topic's cohort of councils, refused or not; NULL where it
 * has none. */
static const struct observation *any_row(const struct aggregating *a, uint32_t council)
{
    const struct cohort *cohort = a->topic->cohorts[LEVEL_COUNCIL];
    const uint32_t *found =
        cohort == NULL ? NULL : cohort_find(a->table, cohort, council);
    return found == NULL ? NULL : &a->table->rows[*found];
}

const struct observation *aggregate_topic_row(const struct aggregating *a,
                                              uint32_t council)
{
    const struct observation *row = any_row(a, council);
    return row == NULL || row->gone ? NULL : row;
}

/* Whether a council has a number of its own, which another's cannot hold then. */
static bool has_number(const struct aggregating *a, uint32_t council)
{
    const struct observation *row = aggregate_topic_row(a, council);
    return row != NULL && row->has_value;
}

/* Whether the reporter's figure is one of the sum's. */
static bool reports_inside(struct aggregating *a, const struct aggregate_entry *entry,
                           struct text reporter)
{
    const uint32_t area = areas_find_code(a->table->reading.areas, reporter);
    if (area == AREA_NONE)
        return false;
    const uint32_t council = aggregate_area(a, area)->council;
    const struct observation *row = aggregate_topic_row(a, council);
    return aggregate_entry_pair(a, entry, council) != NULL && row != NULL &&
           aggregate_has_figure(a, row);
}

/* A council outside the entry whose figure stands in that of `council`, or AREA_NONE. */
static uint32_t held_from_elsewhere(const struct aggregating *a,
                                    const struct aggregate_entry *entry, uint32_t council)
{
    for (size_t i = 0; i < a->reported_count; i++) {
        const uint32_t held = a->reported[i];
        const uint32_t area = areas_find_code(a->table->reading.areas, a->reporter[held]);
        if (area != AREA_NONE && aggregate_area(a, area)->council == council &&
            aggregate_entry_pair(a, entry, held) == NULL && !has_number(a, held))
            return held;
    }
    return AREA_NONE;
}

static struct text name_of(const struct aggregating *a, uint32_t council)
{
    return aggregate_area(a, a->day->valid[council])->name;
}

/* --- Figures set out for councils to come --- */

static bool is_later(const struct aggregating *a, uint32_t council)
{
    for (size_t i = 0; i < a->later_count; i++)
        if (a->later[i] == council)
            return true;
    return false;
}

/* Whether all that a later council was made of is in the entry, so that its figure may
 * be. */
static bool fits_in(const struct aggregating *a, const struct aggregate_entry *entry,
                    uint32_t later)
{
    const struct areas *areas = a->table->reading.areas;
    if (later == entry->larger)
        return false;
    for (uint32_t council = 0; council < areas_count(areas); council++)
        if (a->day->valid[council] != AREA_NONE && areas_has_successor(areas, council) &&
            areas_succeeds(areas, later, council) &&
            aggregate_entry_pair(a, entry, council) == NULL)
            return false;
    return true;
}

enum { MOST_STEPS = 8 }; /* tables may hold a circle */

/* Whether the rows of later councils stand for a council without one: those of all its
 * successors, or of theirs in turn. */
static bool is_stood_for(const struct aggregating *a, const struct aggregate_entry *entry,
                         uint32_t council, int steps)
{
    struct area_successor successor;
    size_t n = 0;
    if (a->later_count == 0)
        return false;
    for (; areas_get_successor(a->table->reading.areas, council, n, &successor); n++) {
        const bool here = is_later(a, successor.council);
        if (here ? !fits_in(a, entry, successor.council)
                 : steps == 0 || !is_stood_for(a, entry, successor.council, steps - 1))
            return false;
    }
    return n > 0;
}

/* --- The sum of an entry --- */

/* The figures of the later councils that stand for one: each once in an entry. False
 * where one of them has none. */
static bool add_later(struct aggregating *a, const struct aggregate_entry *entry,
                      uint32_t council)
{
    const size_t serial = (size_t)(entry - a->entries) + 1;
    bool all = true;
    for (size_t i = 0; i < a->later_count; i++) {
        struct aggregate_figure figure;
        const char *why;
        const uint32_t later = a->later[i];
        const struct observation *row = aggregate_topic_row(a, later);
        if (row == NULL || !areas_succeeds(a->table->reading.areas, later, council))
            continue;
        aggregate_set_fate(a, row, AGGREGATE_TAKEN);
        if (aggregate_figure_read(a->table, row, &a->cells, &figure, &why) !=
            AGGREGATE_FIGURE)
            all = false;
        else if (a->later_in[later] != serial)
            aggregate_sum_add(&a->sum, &figure, row->markers,
                              (struct text){ row->record, row->record_length });
        a->later_in[later] = (uint32_t)serial;
    }
    return all;
}

/* Says whose figure this one holds that lies outside the area, if it does. */
static bool lacks_what_it_holds(struct aggregating *a,
                                const struct aggregate_entry *entry,
                                const struct aggregate_pair *pair)
{
    const uint32_t held = held_from_elsewhere(a, entry, pair->council);
    if (held == AREA_NONE)
        return false;
    aggregate_sum_lack(&a->sum, AGGREGATE_HOLDS, name_of(a, pair->council),
                       name_of(a, held));
    return true;
}

/* A value that may stand for the area by itself. */
static void add_without_parts(struct aggregating *a, const struct aggregate_entry *entry,
                              const struct aggregate_pair *pair,
                              const struct observation *row)
{
    struct aggregate_figure figure;
    const char *why;
    if (lacks_what_it_holds(a, entry, pair))
        return;
    aggregate_sum_lack(&a->sum, AGGREGATE_NO_PARTS, name_of(a, pair->council),
                       text_of(""));
    aggregate_figure_read(a->table, row, &a->cells, &figure, &why);
    aggregate_sum_offer(&a->sum, &figure, row->markers);
}

/* A member of which it is known within a range what is withheld. False where it is none.
 */
static bool add_withheld(struct aggregating *a, const struct aggregate_entry *entry,
                         const struct aggregate_pair *pair, const struct observation *row)
{
    struct aggregate_figure figure;
    struct count_range range;
    if (!a->sum.bounded || row == NULL ||
        !aggregate_withheld_read(a->table, row, &a->cells, &figure, &range))
        return false;
    if (!lacks_what_it_holds(a, entry, pair))
        aggregate_sum_add_withheld(&a->sum, &figure, &range, row->markers,
                                   (struct text){ row->record, row->record_length },
                                   name_of(a, pair->council));
    return true;
}

static void add_without_figure(struct aggregating *a, const struct aggregate_entry *entry,
                               const struct aggregate_pair *pair,
                               const struct observation *row,
                               enum aggregate_figure_outcome outcome)
{
    const struct text reporter = a->reporter[pair->council];
    const struct text name = name_of(a, pair->council);
    char letters[MARKERS_SIZE];
    if (row == NULL && is_stood_for(a, entry, pair->council, MOST_STEPS)) {
        if (add_later(a, entry, pair->council))
            aggregate_sum_count(&a->sum);
        else
            aggregate_sum_lack(&a->sum, AGGREGATE_NO_NUMBER, name,
                               text_of("in its successor's row"));
        return;
    }
    if (outcome == AGGREGATE_WITHOUT_PARTS)
        add_without_parts(a, entry, pair, row);
    else if (reporter.length > 0 && reports_inside(a, entry, reporter))
        aggregate_sum_count(&a->sum);
    else if (reporter.length > 0)
        aggregate_sum_lack(&a->sum, AGGREGATE_REPORTED_BY, name, reporter);
    else if (row == NULL)
        aggregate_sum_lack(&a->sum, AGGREGATE_NO_ROW, name, text_of(""));
    else if (!add_withheld(a, entry, pair, row))
        aggregate_sum_lack(
            &a->sum, AGGREGATE_NO_NUMBER, name,
            arena_keep(&a->sum.texts, text_of(markers_format(row->markers, letters))));
}

static void add_figure(struct aggregating *a, const struct aggregate_entry *entry,
                       const struct aggregate_pair *pair, const struct observation *row)
{
    struct aggregate_figure figure;
    const char *why;
    if (lacks_what_it_holds(a, entry, pair))
        return;
    aggregate_figure_read(a->table, row, &a->cells, &figure, &why);
    aggregate_sum_add(&a->sum, &figure, row->markers,
                      (struct text){ row->record, row->record_length });
    aggregate_sum_count(&a->sum);
}

static void add_member(struct aggregating *a, const struct aggregate_entry *entry,
                       const struct aggregate_pair *pair)
{
    struct aggregate_figure figure;
    const char *why;
    const struct observation *row = aggregate_topic_row(a, pair->council);
    if (row != NULL)
        aggregate_set_fate(a, row,
                           pair->divided ? AGGREGATE_NOT_DIVIDED : AGGREGATE_TAKEN);
    if (row != NULL && (row->markers & MARKER_NOT_APPLICABLE) != 0) {
        aggregate_sum_add_outside(&a->sum);
        return;
    }
    if (pair->divided) {
        aggregate_sum_lack(&a->sum, AGGREGATE_DIVIDED, name_of(a, pair->council),
                           text_of(""));
        return;
    }
    const enum aggregate_figure_outcome outcome =
        row == NULL ? AGGREGATE_WITHHELD
                    : aggregate_figure_read(a->table, row, &a->cells, &figure, &why);
    if (outcome == AGGREGATE_FIGURE)
        add_figure(a, entry, pair, row);
    else
        add_without_figure(a, entry, pair, row, outcome);
}

/* How many members the entry has, and in *rows how many of them have a row. */
size_t aggregate_entry_count_members(struct aggregating *a,
                                     const struct aggregate_entry *entry, size_t *rows)
{
    size_t count = 0;
    count_districts(a, entry);
    *rows = 0;
    for (size_t i = entry->first; i < entry->end; i++) {
        const struct aggregate_pair *pair = &a->day->pairs[i];
        const struct observation *row = aggregate_topic_row(a, pair->council);
        if (aggregate_entry_is_member(a, entry, pair)) {
            count++;
            /* That a divided council's figure is not to be had is told as well. */
            *rows += row != NULL ||
                     (pair->divided && any_row(a, pair->council) != NULL) ||
                     is_stood_for(a, entry, pair->council, MOST_STEPS);
        } else if (row != NULL) {
            aggregate_set_fate(
                a, row,
                metric_compares(a->topic->metric, aggregate_area(a, pair->area)->class)
                    ? AGGREGATE_WHOLE_COUNTY
                    : AGGREGATE_NOT_ABOUT);
        }
    }
    return count;
}

void aggregate_entry_sum(struct aggregating *a, const struct aggregate_entry *entry,
                         struct aggregate_result *result)
{
    aggregate_sum_begin(&a->sum, a->topic->metric);
    for (size_t i = entry->first; i < entry->end; i++)
        if (aggregate_entry_is_member(a, entry, &a->day->pairs[i]))
            add_member(a, entry, &a->day->pairs[i]);
    aggregate_sum_end(&a->sum, result);
}

/* --- The entries of a topic --- */

static struct aggregate_entry *add_entry(struct aggregating *a, uint32_t number,
                                         size_t first)
{
    ARRAY_RESERVE(a->entries, a->entry_room, a->entry_count + 1);
    a->entry_of[number] = (uint32_t)a->entry_count;
    struct aggregate_entry *entry = &a->entries[a->entry_count++];
    *entry =
        (struct aggregate_entry){ number, aggregate_areas_get(a->larger, number).code,
                                  first, first, AREA_NONE };
    return entry;
}

/* Rows of larger areas; of a predecessor and its successor the one that counts. A
 * successor of the period itself is what is asked for. */
static void add_own_rows(struct aggregating *a, const struct cohort *cohort)
{
    for (uint32_t i = 0; cohort != NULL && i < cohort->count; i++) {
        const struct observation *row = &a->table->rows[cohort->rows[i]];
        if (row->gone || !aggregate_areas_has(a->larger, row->area) ||
            (row->superseded && a->options->to != AGGREGATE_TO_SUCCESSOR))
            continue;
        const uint32_t number = aggregate_area(a, row->area)->council;
        if (a->entry_of[number] == AREA_NONE)
            add_entry(a, number, 0);
        a->entries[a->entry_of[number]].own = cohort->rows[i];
    }
}

static int by_code(const void *x, const void *y)
{
    const struct aggregate_entry *a = x, *b = y;
    const int order = text_compare(a->code, b->code);
    return order != 0 ? order : (a->larger > b->larger) - (a->larger < b->larger);
}

static void make_entries(struct aggregating *a)
{
    a->entry_count = 0;
    memset(a->entry_of, 0xff, aggregate_areas_count(a->larger) * sizeof *a->entry_of);
    for (size_t i = 0; i < a->day->count; i++) {
        const uint32_t number = a->day->pairs[i].larger;
        if (a->entry_of[number] == AREA_NONE)
            add_entry(a, number, i);
        a->entries[a->entry_of[number]].end = i + 1;
    }
    for (size_t level = 0; level < LEVEL_COUNT; level++)
        add_own_rows(a, a->topic->cohorts[level]);
    if (a->entry_count > 0)
        qsort(a->entries, a->entry_count, sizeof *a->entries, by_code);
}

static void find_reporters(struct aggregating *a)
{
    const struct areas *areas = a->table->reading.areas;
    a->reported_count = 0;
    for (uint32_t council = 0; council < areas_count(areas); council++) {
        a->reporter[council] =
            a->day->valid[council] == AREA_NONE
                ? text_of("")
                : areas_joint_reporter(areas, council, a->topic->metric->id,
                                       a->topic->period);
        if (a->reporter[council].length > 0)
            a->reported[a->reported_count++] = council;
    }
}

/* Where a predecessor has a row too, the later council does not count. */
static void find_later(struct aggregating *a)
{
    const struct cohort *cohort = a->topic->cohorts[LEVEL_COUNCIL];
    a->later_count = 0;
    for (uint32_t i = 0; cohort != NULL && i < cohort->count; i++) {
        const struct observation *row = &a->table->rows[cohort->rows[i]];
        const uint32_t council = aggregate_area(a, row->area)->council;
        if (!row->gone && !row->superseded && a->day->valid[council] == AREA_NONE)
            a->later[a->later_count++] = council;
    }
    memset(a->later_in, 0, areas_count(a->table->reading.areas) * sizeof *a->later_in);
}

void aggregate_topic_begin(struct aggregating *a, const struct aggregate_topic *topic)
{
    a->topic = topic;
    a->day = aggregate_areas_on(a->larger,
                                period_last_day(topic->period, topic->metric->year));
    find_reporters(a);
    find_later(a);
    make_entries(a);
}
