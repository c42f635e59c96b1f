/* Observations held, and settled into cohorts. */
#include "council/observation_table.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "council/observation_memory.h"

const char *const observation_column_words[] = { "metric",    "area_code",   "area_name",
                                                 "period",    "value",       "marker",
                                                 "numerator", "denominator", "lower",
                                                 "upper",     "source",      NULL };

void observation_table_init(struct observation_table *table,
                            const struct observation_reading *reading)
{
    *table = (struct observation_table){ .reading = *reading };
    for (size_t i = 0; i < OBSERVATION_COLUMN_COUNT; i++)
        if (table->reading.names[i] == NULL)
            table->reading.names[i] = observation_column_words[i];
    table->memory = memory_take(1, sizeof *table->memory);
    *table->memory = (struct observation_table_memory){ 0 };
    arena_init(&table->memory->texts);
    text_map_init(&table->memory->cohort_keys);
    csv_writer_init(&table->memory->line, NULL);
}

void observation_table_release(struct observation_table *table)
{
    arena_release(&table->memory->texts);
    text_map_release(&table->memory->cohort_keys);
    csv_cells_release(&table->memory->scratch);
    csv_writer_release(&table->memory->line);
    free(table->memory->cohort_rows);
    free(table->memory);
    free(table->rows);
    free(table->cohorts);
    free(table->files);
    free(table->orders);
}

void observation_cells(const struct observation *row, struct csv_cells *cells)
{
    csv_split(cells, (struct text){ row->record, row->record_length });
}

struct place observation_place(const struct observation_table *table,
                               const struct observation *row, size_t column)
{
    struct place place = { table->files[row->file], row->line, 0 };
    if (column != CSV_COLUMN_ABSENT)
        place.column = table->orders[row->file][column] + 1;
    return place;
}

void observation_refuse(struct observation_table *table, struct observation *row,
                        size_t column, const char *reason)
{
    struct csv_cells *cells = &table->memory->scratch;
    observation_cells(row, cells);
    refusals_add(table->reading.refusals, observation_place(table, row, column),
                 cells->cells, cells->count, "%s", reason);
    row->gone = true;
}

size_t observation_column(const struct observation_table *table, const char *name)
{
    return csv_columns_find(&table->columns, text_of(name));
}

void observation_write_header(const struct observation_table *table,
                              struct csv_writer *writer, const char *const *added)
{
    if (table->columns.count == 0)
        return;
    for (size_t i = 0; i < table->columns.count; i++)
        csv_write_cell(writer, table->columns.names[i]);
    for (size_t i = 0; added != NULL && added[i] != NULL; i++)
        csv_write_cell(writer, text_of(added[i]));
    csv_write_end(writer);
}

void observation_write(const struct observation *row, struct csv_writer *writer)
{
    csv_write_cells_as_they_stand(writer,
                                  (struct text){ row->record, row->record_length });
}

/* Rows by cohort, counted first, in the order in which they came. */
static void sort_into_cohorts(struct observation_table *table)
{
    uint32_t *rows = memory_take(table->count, sizeof *rows);
    uint32_t *starts = memory_take(table->cohort_count + 1, sizeof *starts);
    memset(starts, 0, (table->cohort_count + 1) * sizeof *starts);
    for (size_t i = 0; i < table->count; i++)
        starts[table->rows[i].cohort + 1]++;
    for (size_t c = 0; c < table->cohort_count; c++) {
        starts[c + 1] += starts[c];
        table->cohorts[c].rows = rows + starts[c];
    }
    for (size_t i = 0; i < table->count; i++) {
        const uint32_t cohort = table->rows[i].cohort;
        rows[starts[cohort] + table->cohorts[cohort].count++] = (uint32_t)i;
    }
    free(starts);
    table->memory->cohort_rows = rows;
}

uint32_t observation_council(const struct observation_table *table, uint32_t row)
{
    return areas_get(table->reading.areas, table->rows[row].area)->council;
}

const uint32_t *cohort_find(const struct observation_table *table,
                            const struct cohort *cohort, uint32_t council)
{
    uint32_t from = 0, to = cohort->count;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        const uint32_t found = observation_council(table, cohort->rows[middle]);
        if (found == council)
            return &cohort->rows[middle];
        if (found < council)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

/* By council, then by the bytes of the row: which of two equal rows stays must not depend
 * on their order. */
static int by_council(const void *a, const void *b, void *context)
{
    const struct observation_table *table = context;
    const uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    const uint32_t x = observation_council(table, i), y = observation_council(table, j);
    if (x != y)
        return (x > y) - (x < y);
    const struct observation *p = &table->rows[i], *q = &table->rows[j];
    const int order = text_compare((struct text){ p->record, p->record_length },
                                   (struct text){ q->record, q->record_length });
    return order != 0 ? order : (i > j) - (i < j);
}

/* Spelt alike, or alike as numbers: 100 and 100.0. */
static bool same_number(struct text a, struct text b)
{
    double x, y;
    return text_equal(a, b) || (number_parse(a, &x) && number_parse(b, &y) && x == y);
}

/* What a value was made of, and its limits. */
static bool have_the_same_parts(const struct observation_table *table,
                                const struct observation *a, const struct observation *b)
{
    static const enum observation_column parts[] = { OBSERVATION_NUMERATOR,
                                                     OBSERVATION_DENOMINATOR,
                                                     OBSERVATION_LOWER,
                                                     OBSERVATION_UPPER };
    struct csv_cells x = { 0 }, y = { 0 };
    observation_cells(a, &x);
    observation_cells(b, &y);
    bool same = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const size_t place = table->places[parts[i]];
        same = same && (place == CSV_COLUMN_ABSENT ||
                        same_number(x.cells[place], y.cells[place]));
    }
    csv_cells_release(&x);
    csv_cells_release(&y);
    return same;
}

static bool say_the_same(const struct observation_table *table,
                         const struct observation *a, const struct observation *b)
{
    return a->has_value == b->has_value && a->markers == b->markers &&
           (!a->has_value || a->value == b->value) && have_the_same_parts(table, a, b);
}

/* `rows` are `count` >= 2 rows of one council in one cohort. */
static void settle_doubles(struct observation_table *table, const uint32_t *rows,
                           uint32_t count)
{
    bool same = true;
    for (uint32_t i = 1; i < count; i++)
        same = same && say_the_same(table, &table->rows[rows[0]], &table->rows[rows[i]]);
    for (uint32_t i = same ? 1 : 0; i < count; i++) {
        struct observation *row = &table->rows[rows[i]];
        if (same) {
            row->gone = true;
            table->rows_merged++;
        } else {
            observation_refuse(
                table, row, table->places[OBSERVATION_VALUE],
                "the same metric, council and period stands here with different values");
        }
    }
}

/* Of a council and its successor in one period, the one valid at the period's end counts.
 */
static void settle_succession(struct observation_table *table,
                              const struct cohort *cohort)
{
    const struct areas *areas = table->reading.areas;
    const int32_t end = period_last_day(cohort->period, cohort->metric->year);
    for (uint32_t i = 0; i < cohort->count; i++) {
        struct observation *earlier = &table->rows[cohort->rows[i]];
        const struct area *area = areas_get(areas, earlier->area);
        if (!areas_has_successor(areas, area->council))
            continue;
        for (uint32_t j = 0; j < cohort->count; j++) {
            struct observation *later = &table->rows[cohort->rows[j]];
            if (j == i ||
                !areas_succeeds(areas, observation_council(table, cohort->rows[j]),
                                area->council))
                continue;
            struct observation *ended =
                areas_has_ended(areas, area->council, end) ? earlier : later;
            if (ended->standing != STANDING_BENCHMARK)
                ended->standing = STANDING_OUTSIDE;
            ended->superseded = true;
        }
    }
}

static void settle_cohort(struct observation_table *table, struct cohort *cohort)
{
    uint32_t *rows =
        table->memory->cohort_rows + (cohort->rows - table->memory->cohort_rows);
    qsort_r(rows, cohort->count, sizeof *rows, by_council, table);
    uint32_t kept = 0;
    for (uint32_t i = 0, next; i < cohort->count; i = next) {
        for (next = i + 1; next < cohort->count; next++)
            if (observation_council(table, rows[next]) !=
                observation_council(table, rows[i]))
                break;
        if (next - i > 1)
            settle_doubles(table, rows + i, next - i);
        for (uint32_t j = i; j < next; j++)
            if (!table->rows[rows[j]].gone)
                rows[kept++] = rows[j];
    }
    cohort->count = kept;
    settle_succession(table, cohort);
}

/* Publishers go on printing what has ended; whoever reads the result should know. */
static void note_ended(const struct observation_table *table)
{
    const struct areas *areas = table->reading.areas;
    const struct observation *first = NULL;
    uint64_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        const struct area *area = areas_get(areas, row->area);
        const int32_t day = period_first_day(row->period);
        if (area->valid_to >= day || row->standing != STANDING_COUNTS ||
            !areas_has_ended(areas, area->council, day))
            continue;
        first = first == NULL ? row : first;
        count++;
    }
    if (count == 0)
        return;
    char period[PERIOD_SIZE];
    const struct area *area = areas_get(areas, first->area);
    messages_note(
        table->reading.messages,
        "%s %s of councils that had ended before the period, such as %.*s in %s; %s "
        "like any other",
        counted(count, "figure").text, counted_word(count, "is", "are"),
        TEXT_ARGS(area->name), period_format(first->period, period),
        counted_word(count, "it counts", "they count"));
}

bool observation_table_settle(struct observation_table *table)
{
    const uint64_t refused = table->reading.refusals->count;
    sort_into_cohorts(table);
    for (size_t c = 0; c < table->cohort_count; c++)
        settle_cohort(table, &table->cohorts[c]);
    note_ended(table);
    return !table->reading.strict || table->reading.refusals->count == refused;
}
