/* What a workbook has beside the words of a page. */
#include "step/publish_workbook.h"

#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "step/publish_writing.h"

struct figures {
    struct document *document;
    const struct observation_table *table;
    struct arena *arena;
};

static void set_text(struct document_row *row, size_t column, struct text text)
{
    row->cells[column].text = text;
}

/* The number, as people see it and as it is. */
static void set_number(struct document_row *row, size_t column, struct text text,
                       double number)
{
    row->cells[column] =
        (struct document_cell){ .text = text, .has_number = true, .number = number };
}

static void set_count(const struct figures *f, struct document_row *row, size_t column,
                      double count)
{
    set_number(row, column, arena_print(f->arena, "%.15g", count), count);
}

/* "[p] [r]", in the government's shorthand; "none". */
static struct text shorthand_of(const struct figures *f, unsigned markers)
{
    char letters[MARKERS_SIZE];
    struct text list = text_of("");
    const char *letter = markers_format(markers, letters);
    while (*letter != '\0') {
        const size_t length = strcspn(letter, " ");
        list = arena_print(f->arena, "%.*s%s[%.*s]", TEXT_ARGS(list),
                           text_is_empty(list) ? "" : " ", (int)length, letter);
        letter += length + (letter[length] == ' ');
    }
    return text_is_empty(list) ? text_of("none") : list;
}

/* What stands in the place of a figure that is missing. */
static struct text shorthand_instead(const struct figures *f,
                                     const struct observation *row)
{
    const unsigned instead = row == NULL ? 0 : row->markers & MARKERS_INSTEAD;
    return instead == 0 ? text_of("[x]") : shorthand_of(f, instead);
}

/* Figure and markers of a row, which may be NULL, in two columns. */
static void set_figure(const struct figures *f, struct document_row *row, size_t column,
                       const struct metric *metric, const struct observation *observed)
{
    if (observed != NULL && observed->has_value)
        set_number(row, column, words_number(f->arena, metric, observed->value),
                   observed->value);
    else
        set_text(row, column, shorthand_instead(f, observed));
    set_text(row, column + 1, shorthand_of(f, observed == NULL ? 0 : observed->markers));
}

/* A published number that stands in a cell of the row, such as a confidence limit. */
static void set_cell(const struct figures *f, struct document_row *row, size_t column,
                     const struct metric *metric, const struct csv_cells *cells,
                     enum observation_column from)
{
    const size_t place = f->table->places[from];
    double number;
    if (place != CSV_COLUMN_ABSENT && number_parse(cells->cells[place], &number))
        set_number(row, column, words_number(f->arena, metric, number), number);
}

/* Heads in order, ending in NULL; "#" before those of columns with figures. */
static void add_columns(const struct figures *f, struct document_table *table,
                        const char *const *heads)
{
    for (; *heads != NULL; heads++)
        document_table_column(f->document, table, *heads + (**heads == '#'),
                              **heads == '#', false);
}

/* --- A council's latest figures --- */

static void set_compared(const struct figures *f, struct document_row *row, size_t column,
                         const struct metric *metric, const struct comparison *comparison)
{
    static const enum comparison_column shown[] = { COMPARISON_Q1, COMPARISON_MEDIAN,
                                                    COMPARISON_Q3 };
    static const enum comparison_column counts[] = { COMPARISON_N, COMPARISON_MISSING };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++, column++)
        if (comparison->has[shown[i]])
            set_number(row, column,
                       words_number(f->arena, metric, comparison->numbers[shown[i]]),
                       comparison->numbers[shown[i]]);
    /* Points of a percentage are no percentage. */
    if (comparison->has[COMPARISON_DIFFERENCE])
        set_number(row, column,
                   arena_print(f->arena, "%.*f", metric->decimals,
                               comparison->numbers[COMPARISON_DIFFERENCE]),
                   comparison->numbers[COMPARISON_DIFFERENCE]);
    column++;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++, column++)
        if (comparison->has[counts[i]])
            set_count(f, row, column, comparison->numbers[counts[i]]);
    set_text(row, column, text_of(comparison_verdict_words[comparison->verdict]));
    set_text(row, column + 1, arena_keep(f->arena, comparison->cells[COMPARISON_BASIS]));
}

/* Whom the comparison numbered `peers` is with, from whichever measure says it. */
static struct text peers_of(const struct figures *f,
                            const struct publish_entries *entries, size_t peers)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct comparison *comparison = &entries->all[i].comparisons[peers];
        const struct text group = comparison->cells[COMPARISON_GROUP];
        if (entries->all[i].row != NULL && !text_is_empty(group))
            return words_peers(f->arena, group, publish_peer_count(comparison));
    }
    return entries->peers[peers].prefix;
}

static void add_compared(const struct figures *f, const struct publish_entries *entries,
                         const struct area *area, size_t peers)
{
    static const char *const heads[] = { "Measure",
                                         "Period",
                                         "Unit",
                                         "#Figure",
                                         "Markers",
                                         "#Peers' lower quartile",
                                         "#Peers' median",
                                         "#Peers' upper quartile",
                                         "#Figure less median",
                                         "#Peers with a figure",
                                         "#Peers without one",
                                         "Verdict",
                                         "Basis",
                                         NULL };
    struct document_table *table = document_table(
        f->document,
        arena_print(f->arena, "%.*s: latest figures beside %.*s", TEXT_ARGS(area->name),
                    TEXT_ARGS(peers_of(f, entries, peers))));
    add_columns(f, table, heads);
    for (size_t i = 0; i < entries->count; i++) {
        const struct publish_entry *entry = &entries->all[i];
        if (entry->not_its_service || entry->row == NULL)
            continue;
        struct document_row *row = document_table_row(table);
        set_text(row, 0, entry->metric->label);
        set_text(row, 1, words_period(f->arena, entry->period));
        set_text(row, 2, entry->metric->unit);
        set_figure(f, row, 3, entry->metric, entry->row);
        set_compared(f, row, 5, entry->metric, &entry->comparisons[peers]);
    }
}

static void add_ranks(const struct figures *f, const struct publish_entries *entries,
                      const struct area *area)
{
    static const char *const heads[] = { "Measure",
                                         "Period",
                                         "#Rank",
                                         "#Of",
                                         "#Best rank that the limits allow",
                                         "#Worst rank that the limits allow",
                                         NULL };
    struct document_table *table = NULL;
    for (size_t i = 0; i < entries->count; i++) {
        const struct publish_entry *entry = &entries->all[i];
        if (!entry->has_rank)
            continue;
        if (table == NULL) {
            table = document_table(
                f->document,
                arena_print(f->arena,
                            "%.*s: ranks, and how far chance may have moved them",
                            TEXT_ARGS(area->name)));
            add_columns(f, table, heads);
        }
        struct document_row *row = document_table_row(table);
        set_text(row, 0, entry->metric->label);
        set_text(row, 1, words_period(f->arena, entry->period));
        set_count(f, row, 2, entry->rank.rank);
        set_count(f, row, 3, entry->rank.ranked);
        if (entry->rank.has_interval) {
            set_count(f, row, 4, entry->rank.lower);
            set_count(f, row, 5, entry->rank.upper);
        }
    }
}

/* --- All periods --- */

struct chosen {
    const struct observation **rows;
    size_t count, room;
};

static int by_metric_area_and_period(const void *a, const void *b)
{
    const struct observation *x = *(const struct observation *const *)a;
    const struct observation *y = *(const struct observation *const *)b;
    if (x->metric != y->metric)
        return x->metric < y->metric ? -1 : 1;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    return period_compare(x->period, y->period);
}

/* Rows of one council (by its number) or metric; AREA_NONE and NULL: of all. */
static void choose(const struct figures *f, const struct selection *selection,
                   uint32_t council, const struct metric *metric, struct chosen *chosen)
{
    const struct observation_table *table = f->table;
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        if (!selection_includes(selection, table, row) ||
            (council != AREA_NONE &&
             areas_get(table->reading.areas, row->area)->council != council) ||
            (metric != NULL && &table->reading.metrics->all[row->metric] != metric))
            continue;
        ARRAY_RESERVE(chosen->rows, chosen->room, chosen->count + 1);
        chosen->rows[chosen->count++] = row;
    }
    if (chosen->count > 0)
        qsort(chosen->rows, chosen->count, sizeof *chosen->rows,
              by_metric_area_and_period);
}

static struct text day(const struct figures *f, int32_t day)
{
    const struct date date = date_from_day(day);
    return arena_print(f->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* Name of the area and its code, the measure, days, figure and limits. */
static void add_series(const struct figures *f, const struct chosen *chosen,
                       struct text caption)
{
    static const char *const heads[] = { "Area",         "Code",         "Measure",
                                         "Unit",         "Period",       "First day",
                                         "Last day",     "#Figure",      "Markers",
                                         "#Lower limit", "#Upper limit", NULL };
    struct document_table *table = document_table(f->document, caption);
    struct csv_cells cells = { 0 };
    add_columns(f, table, heads);
    for (size_t i = 0; i < chosen->count; i++) {
        const struct observation *observed = chosen->rows[i];
        const struct metric *metric = &f->table->reading.metrics->all[observed->metric];
        const struct area *area = areas_get(f->table->reading.areas, observed->area);
        struct document_row *row = document_table_row(table);
        observation_cells(observed, &cells);
        set_text(row, 0, area->name);
        set_text(row, 1, area->code);
        set_text(row, 2, metric->label);
        set_text(row, 3, metric->unit);
        set_text(row, 4, words_period(f->arena, observed->period));
        set_text(row, 5, day(f, period_start_day(observed->period, metric->year)));
        set_text(row, 6, day(f, period_last_day(observed->period, metric->year)));
        set_figure(f, row, 7, metric, observed);
        set_cell(f, row, 9, metric, &cells, OBSERVATION_LOWER);
        set_cell(f, row, 10, metric, &cells, OBSERVATION_UPPER);
    }
    csv_cells_release(&cells);
}

void publish_workbook_council(struct document *document,
                              const struct publish_entries *entries,
                              const struct selection *selection, const struct area *area,
                              struct arena *arena)
{
    const struct figures f = { document, entries->table, arena };
    struct chosen chosen = { 0 };
    document_section(document, DOCUMENT_PLAIN, text_of("figures"), text_of("Figures"));
    for (size_t i = 0; i < entries->peer_count; i++)
        add_compared(&f, entries, area, i);
    add_ranks(&f, entries, area);
    choose(&f, selection, area->council, NULL, &chosen);
    add_series(&f, &chosen,
               arena_print(arena, "%.*s: figures of all periods", TEXT_ARGS(area->name)));
    document_close(document);
    free(chosen.rows);
}

void publish_workbook_metric(struct document *document,
                             const struct observation_table *table,
                             const struct selection *selection,
                             const struct metric *metric, struct arena *arena)
{
    const struct figures f = { document, table, arena };
    struct chosen chosen = { 0 };
    document_section(document, DOCUMENT_PLAIN, text_of("figures"), text_of("Figures"));
    choose(&f, selection, AREA_NONE, metric, &chosen);
    add_series(&f, &chosen,
               arena_print(arena, "%.*s: figures of all areas and periods",
                           TEXT_ARGS(metric->label)));
    document_close(document);
    free(chosen.rows);
}
