/* The sum of one larger area. */
#include "step/aggregate_sum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/order.h"
#include "stats/spread.h"

bool aggregate_sums_values(const struct metric *metric)
{
    return metric->kind == METRIC_COUNT ||
           (metric->kind == METRIC_CURRENCY && metric->denominator.length == 0);
}

static struct text cell_of(const struct observation_table *table,
                           const struct csv_cells *cells, enum observation_column column)
{
    const size_t place = table->places[column];
    return place == CSV_COLUMN_ABSENT ? text_of("") : cells->cells[place];
}

/* NULL where the parts may be summed all the same: 0 of 0 adds nothing, and what is spent
 * on no clients is spent. */
static const char *judge_without_denominator(const struct metric *metric,
                                             const struct aggregate_figure *figure)
{
    if (figure->denominator < 0)
        return "the denominator is negative";
    if (metric->kind == METRIC_PROPORTION && figure->numerator > 0)
        return "the numerator of a proportion is above its denominator";
    double made;
    return metric_value_of_parts(metric, figure->numerator, 1, &made) == PARTS_NEGATIVE
               ? "the numerator is negative"
               : NULL;
}

static enum aggregate_figure_outcome judge_parts(const struct metric *metric,
                                                 const struct aggregate_figure *figure,
                                                 const char **why)
{
    double made;
    switch (
        metric_value_of_parts(metric, figure->numerator, figure->denominator, &made)) {
    case PARTS_GIVE_VALUE:
    case PARTS_GIVE_MINIMUM:
        return AGGREGATE_FIGURE;
    case PARTS_WITHOUT_DENOMINATOR:
        *why = judge_without_denominator(metric, figure);
        return *why == NULL ? AGGREGATE_FIGURE : AGGREGATE_WRONG_PARTS;
    case PARTS_ABOVE_WHOLE:
        *why = "the numerator of a proportion is above its denominator";
        break;
    case PARTS_NEGATIVE:
        *why = "the numerator is negative";
        break;
    case PARTS_NOT_FINITE:
        *why = "numerator and denominator give no finite number";
        break;
    }
    return AGGREGATE_WRONG_PARTS;
}

enum aggregate_figure_outcome aggregate_figure_read(const struct observation_table *table,
                                                    const struct observation *row,
                                                    struct csv_cells *cells,
                                                    struct aggregate_figure *figure,
                                                    const char **why)
{
    const struct metric *metric = &table->reading.metrics->all[row->metric];
    observation_cells(row, cells);
    *figure = (struct aggregate_figure){
        .value = row->value,
        .source = cell_of(table, cells, OBSERVATION_SOURCE),
        .limits = cell_of(table, cells, OBSERVATION_LOWER).length > 0 ||
                  cell_of(table, cells, OBSERVATION_UPPER).length > 0
    };
    if (aggregate_sums_values(metric))
        return row->has_value ? AGGREGATE_FIGURE : AGGREGATE_WITHHELD;
    if ((row->markers & MARKERS_INSTEAD) != 0 || (!row->has_value && row->markers != 0))
        return AGGREGATE_WITHHELD;
    if (number_parse(cell_of(table, cells, OBSERVATION_NUMERATOR), &figure->numerator) &&
        number_parse(cell_of(table, cells, OBSERVATION_DENOMINATOR),
                     &figure->denominator))
        return judge_parts(metric, figure, why);
    return row->has_value ? AGGREGATE_WITHOUT_PARTS : AGGREGATE_WITHHELD;
}

bool aggregate_withheld_read(const struct observation_table *table,
                             const struct observation *row, struct csv_cells *cells,
                             struct aggregate_figure *figure, struct count_range *range)
{
    const struct metric *metric = &table->reading.metrics->all[row->metric];
    double denominator = 1, numerator;
    observation_cells(row, cells);
    /* With a numerator it is not that which is withheld. */
    if (row->has_value || (row->markers & MARKERS_INSTEAD) != MARKER_CONFIDENTIAL ||
        number_parse(cell_of(table, cells, OBSERVATION_NUMERATOR), &numerator) ||
        (metric->kind != METRIC_COUNT &&
         !number_parse(cell_of(table, cells, OBSERVATION_DENOMINATOR), &denominator)) ||
        !count_range_of_withheld_part(metric, denominator, range))
        return false;
    numerator = (range->low_numerator + range->high_numerator) / 2;
    if (metric->kind == METRIC_PROPORTION)
        numerator = fmin(numerator, denominator);
    *figure =
        (struct aggregate_figure){ .value = numerator,
                                   .numerator = numerator,
                                   .denominator = denominator,
                                   .source = cell_of(table, cells, OBSERVATION_SOURCE) };
    return true;
}

void aggregate_sum_init(struct aggregate_sum *sum)
{
    *sum = (struct aggregate_sum){ 0 };
    arena_init(&sum->texts);
    csv_writer_init(&sum->source, NULL);
    csv_writer_init(&sum->reason, NULL);
}

void aggregate_sum_release(struct aggregate_sum *sum)
{
    arena_release(&sum->texts);
    csv_writer_release(&sum->source);
    csv_writer_release(&sum->reason);
    aggregate_range_release(&sum->range);
    free(sum->values);
    free(sum->numerators);
    free(sum->denominators);
    free(sum->sources);
}

void aggregate_sum_begin(struct aggregate_sum *sum, const struct metric *metric)
{
    sum->metric = metric;
    sum->count = sum->source_count = 0;
    aggregate_range_begin(&sum->range);
    sum->members = sum->expected = sum->outside = 0;
    sum->markers = 0;
    sum->limits = sum->offered = false;
    memset(sum->lacks, 0, sizeof sum->lacks);
    arena_release(&sum->texts);
    arena_init(&sum->texts);
}

/* What an aggregate was made of is a list itself. */
static void add_sources(struct aggregate_sum *sum, struct text list, struct text record)
{
    const bool stays =
        list.bytes >= record.bytes && list.bytes < record.bytes + record.length;
    if (list.length > 0 && !stays)
        list = arena_keep(&sum->texts, list);
    while (list.length > 0) {
        const char *end = memchr(list.bytes, ';', list.length);
        const size_t length = end == NULL ? list.length : (size_t)(end - list.bytes);
        ARRAY_RESERVE(sum->sources, sum->source_room, sum->source_count + 1);
        if (length > 0)
            sum->sources[sum->source_count++] = text_slice(list, 0, length);
        list = text_slice(list, length + 1, list.length);
    }
}

static void add_numbers(struct aggregate_sum *sum, const struct aggregate_figure *figure,
                        unsigned markers, struct text record)
{
    const size_t i = sum->count++;
    if (sum->count > sum->room) {
        sum->room = 2 * sum->count;
        sum->values = memory_resize(sum->values, sum->room, sizeof *sum->values);
        sum->numerators =
            memory_resize(sum->numerators, sum->room, sizeof *sum->numerators);
        sum->denominators =
            memory_resize(sum->denominators, sum->room, sizeof *sum->denominators);
    }
    sum->values[i] = figure->value;
    sum->numerators[i] = figure->numerator;
    sum->denominators[i] = figure->denominator;
    sum->markers |= markers & ~(unsigned)MARKERS_INSTEAD;
    sum->limits = sum->limits || figure->limits;
    add_sources(sum, figure->source, record);
}

void aggregate_sum_add(struct aggregate_sum *sum, const struct aggregate_figure *figure,
                       unsigned markers, struct text record)
{
    add_numbers(sum, figure, markers, record);
    if (!sum->bounded || !aggregate_range_is_said(sum->metric))
        return;
    const struct count_range part =
        sum->metric->kind == METRIC_COUNT
            ? count_range_of_part(sum->metric, figure->value, 1)
            : count_range_of_part(sum->metric, figure->numerator, figure->denominator);
    aggregate_range_add(&sum->range, &part);
}

void aggregate_sum_add_withheld(struct aggregate_sum *sum,
                                const struct aggregate_figure *figure,
                                const struct count_range *range, unsigned markers,
                                struct text record, struct text name)
{
    add_numbers(sum, figure, markers, record);
    aggregate_range_add(&sum->range, range);
    aggregate_sum_lack(sum, AGGREGATE_WITHHELD_PART, name, text_of(""));
}

void aggregate_sum_count(struct aggregate_sum *sum)
{
    sum->members++;
    sum->expected++;
}

void aggregate_sum_add_outside(struct aggregate_sum *sum)
{
    sum->outside++;
}

void aggregate_sum_lack(struct aggregate_sum *sum, enum aggregate_cause cause,
                        struct text name, struct text detail)
{
    struct aggregate_lack *lack = &sum->lacks[cause];
    sum->expected++;
    if (lack->count < AGGREGATE_MOST_NAMED) {
        lack->names[lack->count] = name;
        lack->details[lack->count] = detail;
    }
    lack->count++;
}

void aggregate_sum_offer(struct aggregate_sum *sum, const struct aggregate_figure *figure,
                         unsigned markers)
{
    sum->offered = true;
    sum->lone = *figure;
    sum->lone.source = arena_keep(&sum->texts, figure->source);
    sum->lone_markers = markers;
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct text join_sources(struct aggregate_sum *sum)
{
    struct text *all = sum->sources;
    if (sum->source_count > 0)
        qsort(all, sum->source_count, sizeof *all, by_bytes);
    for (size_t i = 0; i < sum->source_count; i++) {
        if (i > 0 && text_equal(all[i - 1], all[i]))
            continue;
        if (i > 0)
            csv_write_bytes(&sum->source, text_of(";"));
        csv_write_bytes(&sum->source, all[i]);
    }
    return csv_writer_take(&sum->source);
}

static void put(struct aggregate_sum *sum, struct text words)
{
    csv_write_bytes(&sum->reason, words);
}

static void put_words(struct aggregate_sum *sum, const char *words)
{
    put(sum, text_of(words));
}

/* "Mendip (c), Sedgemoor and 3 more". */
static void put_names(struct aggregate_sum *sum, const struct aggregate_lack *lack)
{
    const uint32_t named =
        lack->count < AGGREGATE_MOST_NAMED ? lack->count : AGGREGATE_MOST_NAMED;
    for (uint32_t i = 0; i < named; i++) {
        if (i > 0)
            put_words(sum, ", ");
        put(sum, lack->names[i]);
        if (lack->details[i].length > 0) {
            put_words(sum, " (");
            put(sum, lack->details[i]);
            put_words(sum, ")");
        }
    }
    if (lack->count > named) {
        char more[32];
        snprintf(more, sizeof more, " and %u more", lack->count - named);
        put_words(sum, more);
    }
}

static void put_lacks(struct aggregate_sum *sum)
{
    static const char *const words[] = {
        [AGGREGATE_NO_ROW] = "no row of ",
        [AGGREGATE_NO_NUMBER] = "no number of ",
        [AGGREGATE_NO_PARTS] = "not averaged: no numerator and denominator of ",
        [AGGREGATE_REPORTED_BY] = "reported with others: ",
        [AGGREGATE_HOLDS] = "holds figures from elsewhere: ",
        [AGGREGATE_DIVIDED] = "cannot be divided: ",
        [AGGREGATE_WITHHELD_PART] = "withheld in part: ",
    };
    bool first = true;
    for (size_t cause = 0; cause < AGGREGATE_CAUSE_COUNT; cause++) {
        if (sum->lacks[cause].count == 0)
            continue;
        put_words(sum, first ? words[cause] : "; ");
        if (!first)
            put_words(sum, words[cause]);
        put_names(sum, &sum->lacks[cause]);
        first = false;
    }
}

static double add_up(double *numbers, size_t count)
{
    order_sort(numbers, count);
    return spread_sum(numbers, count);
}

/* The sums of parts, and what they give; words where that is no number. */
static const char *sum_parts(struct aggregate_sum *sum, struct aggregate_result *result)
{
    result->numerator = add_up(sum->numerators, sum->count);
    result->denominator = add_up(sum->denominators, sum->count);
    if (!isfinite(result->numerator) || !isfinite(result->denominator))
        return "the sums of the parts are too large";
    switch (metric_value_of_parts(sum->metric, result->numerator, result->denominator,
                                  &result->value)) {
    case PARTS_GIVE_VALUE:
    case PARTS_GIVE_MINIMUM:
        result->has_value = result->has_parts = true;
        return "";
    case PARTS_WITHOUT_DENOMINATOR:
        return "the denominators have no sum above 0";
    case PARTS_ABOVE_WHOLE:
        return "the sum of the numerators is above that of the denominators";
    case PARTS_NEGATIVE:
    case PARTS_NOT_FINITE:
        break;
    }
    return "the sums of the parts give no number";
}

static const char *sum_values(struct aggregate_sum *sum, struct aggregate_result *result)
{
    result->value = add_up(sum->values, sum->count);
    result->has_value = isfinite(result->value);
    return result->has_value ? "" : "the sum is too large";
}

/* The sum of parts that all have a figure, or a range that stands for it. */
static void sum_all(struct aggregate_sum *sum, struct aggregate_result *result)
{
    const bool guarded = sum->guarded && result->withheld > 0;
    if (sum->bounded && !guarded && aggregate_range_is_said(sum->metric))
        result->has_bounds =
            aggregate_range_end(&sum->range, sum->metric, &result->bounds);
    if (result->withheld > 0 && !(result->has_bounds && result->bounds.narrow)) {
        put_lacks(sum);
        return;
    }
    const char *wrong = aggregate_sums_values(sum->metric) ? sum_values(sum, result)
                                                           : sum_parts(sum, result);
    put_words(sum, wrong);
    if (result->withheld == 0 || !result->has_value)
        return;
    sum->markers |= MARKER_ESTIMATED;
    put_words(sum, "estimated within 1%, ");
    put_lacks(sum);
}

static bool stands_alone(const struct aggregate_sum *sum)
{
    return sum->offered && sum->expected == 1 && sum->count == 0;
}

static void take_lone(struct aggregate_sum *sum, struct aggregate_result *result)
{
    result->value = sum->lone.value;
    result->has_value = true;
    result->members = 1;
    sum->markers = sum->lone_markers;
    sum->limits = sum->lone.limits;
    add_sources(sum, sum->lone.source, text_of(""));
}

void aggregate_sum_end(struct aggregate_sum *sum, struct aggregate_result *result)
{
    *result = (struct aggregate_result){ .members = sum->members,
                                         .expected = sum->expected,
                                         .withheld =
                                             sum->lacks[AGGREGATE_WITHHELD_PART].count };
    if (sum->expected == 0) {
        result->markers = MARKER_NOT_APPLICABLE;
        put_words(sum, "no member has the service");
    } else if (stands_alone(sum)) {
        take_lone(sum, result);
    } else if (sum->members + result->withheld < sum->expected) {
        put_lacks(sum);
    } else {
        sum_all(sum, result);
    }
    if (result->has_value)
        result->markers = sum->markers;
    else if (sum->expected > 0)
        result->markers = MARKER_NOT_AVAILABLE;
    result->source = join_sources(sum);
    result->reason = csv_writer_take(&sum->reason);
}
