/* Figures of councils made into figures of larger areas. */
#include "step/aggregate.h"

#include <stdlib.h>

#include "step/aggregate_topic.h"

const char *const *aggregate_columns(const struct aggregate_options *options,
                                     const char *columns[AGGREGATE_MOST_COLUMNS])
{
    static const char *const always[] = { "members", "members_expected", "coverage",
                                          "reason" };
    size_t count = sizeof always / sizeof *always;
    memcpy(columns, always, sizeof always);
    if (options->beside)
        columns[count++] = "sum";
    if (options->small_numbers) {
        columns[count++] = "sum_low";
        columns[count++] = "sum_high";
    }
    columns[count] = NULL;
    return columns;
}

const char *const aggregate_fate_words[] = {
    NULL,
    NULL,
    "of counties whose districts are summed, or districts whose county is",
    "of councils that were divided among several successors",
    "of councils that the metric is not about",
    "of larger areas, without a number where there is a sum",
    "of other levels than councils",
    "of a predecessor or successor of the council that counts in the period",
    "of councils that were not there on the day that counts",
    "of councils that lie in no such area",
};

/* --- Refusals --- */

static void refuse_wrong_parts(struct aggregating *a, const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        struct observation *row = &a->table->rows[cohort->rows[i]];
        struct aggregate_figure figure;
        const char *why = NULL;
        if (!row->gone && aggregate_figure_read(a->table, row, &a->cells, &figure,
                                                &why) == AGGREGATE_WRONG_PARTS)
            observation_refuse(a->table, row, a->table->places[OBSERVATION_NUMERATOR],
                               why);
    }
}

/* Says between whom a council was divided: `first` is the first of its pairs. */
static void refuse_division(struct aggregating *a, const struct aggregate_day *day,
                            size_t first, struct observation *row)
{
    const struct aggregate_pair *pair = &day->pairs[first];
    const struct area *area = aggregate_area(a, pair->area);
    struct text among = text_of("");
    for (size_t i = first; i < day->count; i++)
        if (day->pairs[i].council == pair->council)
            among = arena_print(
                &a->sum.texts, "%.*s%s%.*s", TEXT_ARGS(among), i == first ? "" : ", ",
                TEXT_ARGS(aggregate_areas_get(a->larger, day->pairs[i].larger).code));
    const struct text why =
        arena_print(&a->sum.texts,
                    "'%.*s' was divided among %.*s, and its figure cannot be shared out",
                    TEXT_ARGS(area->name), TEXT_ARGS(among));
    observation_refuse(a->table, row, a->table->places[OBSERVATION_AREA_CODE], why.bytes);
}

/* Row by row, so that refusals come in the order of councils. */
static void refuse_divided(struct aggregating *a, const struct cohort *cohort)
{
    const struct areas *areas = a->table->reading.areas;
    const struct aggregate_day *day = aggregate_areas_on(
        a->larger, period_last_day(cohort->period, cohort->metric->year));
    for (uint32_t i = 0; i < cohort->count; i++) {
        struct observation *row = &a->table->rows[cohort->rows[i]];
        const struct area *area = aggregate_area(a, row->area);
        if (row->gone || !areas_has_successor(areas, area->council) ||
            (aggregate_holds_districts(cohort->metric) && area->class == CLASS_COUNTY) ||
            !(row->has_value || aggregate_has_figure(a, row)))
            continue;
        for (size_t p = 0; p < day->count && !row->gone; p++)
            if (day->pairs[p].council == area->council && day->pairs[p].divided)
                refuse_division(a, day, p, row);
    }
}

static bool refuse_rows(struct aggregating *a)
{
    const struct refusals *refusals = a->table->reading.refusals;
    const uint64_t before = refusals->count;
    for (size_t c = 0; c < a->table->cohort_count; c++) {
        const struct cohort *cohort = &a->table->cohorts[c];
        if (a->table->reading.strict && refusals->count > before)
            return false;
        if (cohort->level != LEVEL_COUNCIL)
            continue;
        if (!aggregate_sums_values(cohort->metric))
            refuse_wrong_parts(a, cohort);
        if (a->options->to == AGGREGATE_TO_SUCCESSOR && !a->options->keep)
            refuse_divided(a, cohort);
    }
    return !a->table->reading.strict || refusals->count == before;
}

/* --- What comes out --- */

/* The columns that are new; `sum` is NULL where none was made. */
static void write_counts(struct aggregating *a, bool known, uint32_t members,
                         uint32_t expected, struct text reason,
                         const struct aggregate_result *sum)
{
    csv_write_known(a->writer, known, members);
    csv_write_known(a->writer, known, expected);
    csv_write_known(a->writer, known && expected > 0, (double)members / expected);
    csv_write_cell(a->writer, reason);
    if (a->options->beside)
        csv_write_known(a->writer, sum != NULL && sum->has_value,
                        sum == NULL ? 0 : sum->value);
    if (a->options->small_numbers) {
        const bool bounded = sum != NULL && sum->has_bounds;
        csv_write_known(a->writer, bounded, bounded ? sum->bounds.low : 0);
        csv_write_known(a->writer, bounded, bounded ? sum->bounds.high : 0);
    }
    csv_write_end(a->writer);
}

/* A row as it stands, up to the columns that are new. */
static void write_row(struct aggregating *a, const struct observation *row)
{
    char letters[MARKERS_SIZE];
    observation_write(row, a->writer);
    if (a->table->places[OBSERVATION_MARKER] == CSV_COLUMN_ABSENT)
        csv_write_cell(a->writer, text_of(markers_format(row->markers, letters)));
}

static void write_cell(struct aggregating *a, size_t column,
                       const struct aggregate_entry *entry,
                       const struct aggregate_result *result)
{
    const size_t *places = a->table->places;
    char letters[MARKERS_SIZE], period[PERIOD_SIZE];
    if (column == places[OBSERVATION_METRIC])
        csv_write_cell(a->writer, a->topic->metric->id);
    else if (column == places[OBSERVATION_AREA_CODE])
        csv_write_cell(a->writer, entry->code);
    else if (column == places[OBSERVATION_AREA_NAME])
        csv_write_cell(a->writer, aggregate_areas_get(a->larger, entry->larger).name);
    else if (column == places[OBSERVATION_PERIOD])
        csv_write_cell(a->writer, text_of(period_format(a->topic->period, period)));
    else if (column == places[OBSERVATION_VALUE])
        csv_write_known(a->writer, result->has_value, result->value);
    else if (column == places[OBSERVATION_MARKER])
        csv_write_cell(a->writer, text_of(markers_format(result->markers, letters)));
    else if (column == places[OBSERVATION_NUMERATOR])
        csv_write_known(a->writer, result->has_parts, result->numerator);
    else if (column == places[OBSERVATION_DENOMINATOR])
        csv_write_known(a->writer, result->has_parts, result->denominator);
    else if (column == places[OBSERVATION_SOURCE])
        csv_write_cell(a->writer, result->source);
    else
        csv_write_cell(a->writer, text_of(""));
}

static void write_sum(struct aggregating *a, const struct aggregate_entry *entry,
                      const struct aggregate_result *result)
{
    char letters[MARKERS_SIZE];
    for (size_t i = 0; i < a->table->columns.count; i++)
        write_cell(a, i, entry, result);
    if (a->table->places[OBSERVATION_MARKER] == CSV_COLUMN_ABSENT)
        csv_write_cell(a->writer, text_of(markers_format(result->markers, letters)));
    write_counts(a, true, result->members, result->expected, result->reason, result);
    a->account->sums++;
    a->account->without_number += !result->has_value;
    a->account->estimated += result->has_value && result->withheld > 0;
    a->account->limits_dropped += a->sum.limits;
}

/* A larger area's own row; `alone` says that it is the one member. */
static void pass(struct aggregating *a, const struct observation *row, bool alone)
{
    aggregate_set_fate(a, row, AGGREGATE_PASSED);
    if (a->options->keep)
        return;
    const bool outside = (row->markers & MARKER_NOT_APPLICABLE) != 0;
    const bool figure = row->has_value || aggregate_has_figure(a, row);
    write_row(a, row);
    write_counts(a, alone, figure, !outside, text_of(""), NULL);
}

/* A larger area's own row, which stands, beside what its members come to. */
static void pass_beside(struct aggregating *a, const struct observation *row,
                        const struct aggregate_result *sum)
{
    a->account->published++;
    a->account->giving_away += a->sum.guarded && sum->withheld > 0 &&
                               sum->members + sum->withheld == sum->expected;
    if (!a->options->beside) {
        pass(a, row, false);
        return;
    }
    aggregate_set_fate(a, row, AGGREGATE_PASSED);
    write_row(a, row);
    write_counts(a, true, sum->members, sum->expected, sum->reason, sum);
}

static void settle_entry(struct aggregating *a, const struct aggregate_entry *entry)
{
    const struct observation *own =
        entry->own == AREA_NONE ? NULL : &a->table->rows[entry->own];
    struct aggregate_result result;
    size_t rows;
    const size_t members = aggregate_entry_count_members(a, entry, &rows);
    const struct aggregate_pair *pair = aggregate_entry_pair(a, entry, entry->larger);
    const bool itself =
        own != NULL && pair != NULL && aggregate_entry_is_member(a, entry, pair);
    if (itself && members == 1) {
        pass(a, own, true);
        return;
    }
    if (rows == 0) {
        if (own != NULL)
            pass(a, own, false);
        return;
    }
    a->sum.guarded = own != NULL && own->has_value && !itself;
    aggregate_entry_sum(a, entry, &result);
    if (own != NULL && !itself && (own->has_value || !result.has_value)) {
        pass_beside(a, own, &result);
    } else if (own != NULL && a->options->keep) {
        a->account->held_back++;
    } else {
        if (own != NULL && !itself)
            aggregate_set_fate(a, own, AGGREGATE_REPLACED);
        write_sum(a, entry, &result);
    }
}

/* What became of rows that no entry had a use for. */
static void settle_rest(struct aggregating *a, const struct cohort *cohort)
{
    for (uint32_t i = 0; cohort != NULL && i < cohort->count; i++) {
        const uint32_t number = cohort->rows[i];
        const struct observation *row = &a->table->rows[number];
        const struct area *area = aggregate_area(a, row->area);
        if (row->gone)
            continue;
        if (cohort->level != LEVEL_COUNCIL)
            aggregate_set_fate(a, row, AGGREGATE_OF_OTHER_LEVEL);
        if (row->superseded)
            aggregate_set_fate(a, row, AGGREGATE_SUPERSEDED);
        if (a->day->valid[area->council] == AREA_NONE)
            aggregate_set_fate(a, row, AGGREGATE_NOT_THERE);
        aggregate_set_fate(a, row, AGGREGATE_IN_NONE);
        a->account->rows[a->fates[number]]++;
    }
}

static void settle_topic(struct aggregating *a, const struct aggregate_topic *topic)
{
    aggregate_topic_begin(a, topic);
    for (size_t i = 0; i < a->entry_count; i++)
        settle_entry(a, &a->entries[i]);
    for (size_t level = 0; level < LEVEL_COUNT; level++)
        settle_rest(a, topic->cohorts[level]);
}

/* --- The whole table --- */

static int by_topic(const void *x, const void *y)
{
    const struct cohort *a = *(const struct cohort *const *)x;
    const struct cohort *b = *(const struct cohort *const *)y;
    const int order = text_compare(a->metric->id, b->metric->id);
    return order != 0 ? order : period_compare(a->period, b->period);
}

static void settle_topics(struct aggregating *a)
{
    const size_t count = a->table->cohort_count;
    const struct cohort **cohorts = memory_take(count, sizeof *cohorts);
    for (size_t c = 0; c < count; c++)
        cohorts[c] = &a->table->cohorts[c];
    if (count > 0)
        qsort(cohorts, count, sizeof *cohorts, by_topic);
    for (size_t c = 0; c < count;) {
        struct aggregate_topic topic = { .metric = cohorts[c]->metric,
                                         .period = cohorts[c]->period };
        const struct cohort **first = &cohorts[c];
        for (; c < count && by_topic(first, &cohorts[c]) == 0; c++)
            topic.cohorts[cohorts[c]->level] = cohorts[c];
        settle_topic(a, &topic);
    }
    free(cohorts);
}

static void write_header(struct aggregating *a)
{
    const char *added[AGGREGATE_MOST_COLUMNS], *names[AGGREGATE_MOST_COLUMNS + 1];
    const char *const *columns = aggregate_columns(a->options, added);
    size_t count = 0;
    if (a->table->places[OBSERVATION_MARKER] == CSV_COLUMN_ABSENT)
        names[count++] = a->table->reading.names[OBSERVATION_MARKER];
    for (size_t i = 0; columns[i] != NULL; i++)
        names[count++] = columns[i];
    names[count] = NULL;
    observation_write_header(a->table, a->writer, names);
}

static void write_kept(struct aggregating *a)
{
    for (size_t i = 0; a->options->keep && i < a->table->count; i++) {
        const struct observation *row = &a->table->rows[i];
        if (row->gone)
            continue;
        write_row(a, row);
        write_counts(a, false, 0, 0, text_of(""), NULL);
        a->account->kept++;
    }
}

enum step_outcome aggregate_run(struct observation_table *table,
                                struct aggregate_areas *larger,
                                const struct aggregate_options *options,
                                struct csv_writer *writer,
                                struct aggregate_account *account)
{
    const size_t numbers = aggregate_areas_count(larger) + 1;
    struct aggregating a = {
        .table = table,
        .larger = larger,
        .options = options,
        .writer = writer,
        .account = account,
        .fates = memory_take(table->count, sizeof *a.fates),
        .entry_of = memory_take(numbers, sizeof *a.entry_of),
        .districts_in = memory_take(numbers, sizeof *a.districts_in),
        .reporter = memory_take(numbers, sizeof *a.reporter),
        .reported = memory_take(numbers, sizeof *a.reported),
        .later = memory_take(numbers, sizeof *a.later),
        .later_in = memory_take(numbers, sizeof *a.later_in),
    };
    memset(a.fates, AGGREGATE_FATE_COUNT, table->count);
    aggregate_sum_init(&a.sum);
    a.sum.bounded = options->small_numbers;
    const bool going_on = refuse_rows(&a);
    if (going_on) {
        write_header(&a);
        write_kept(&a);
        settle_topics(&a);
    }
    aggregate_sum_release(&a.sum);
    csv_cells_release(&a.cells);
    free(a.fates);
    free(a.entries);
    free(a.entry_of);
    free(a.districts_in);
    free(a.reporter);
    free(a.reported);
    free(a.later);
    free(a.later_in);
    return going_on ? STEP_DONE : STEP_BROKEN;
}
