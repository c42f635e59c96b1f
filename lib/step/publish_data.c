/* Rows of the table as open data. */
#include "step/publish_data.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "format/json_cell.h"
#include "page/words.h"

enum added {
    ADDED_METRIC_LABEL,
    ADDED_UNIT,
    ADDED_AREA_CLASS,
    ADDED_PERIOD_START,
    ADDED_PERIOD_END,
    ADDED_PUBLISHER,
    ADDED_LICENCE,
    ADDED_AREA_NAME, /* only to a table without names */
    ADDED_COUNT
};

const char *const publish_data_added[] = { "metric_label", "unit",       "area_class",
                                           "period_start", "period_end", "publisher",
                                           "licence",      NULL };

static const char *added_name(enum added added)
{
    return added == ADDED_AREA_NAME ? "area_name" : publish_data_added[added];
}

static bool is_added(const struct observation_table *table, enum added added)
{
    const bool is_there = csv_columns_find(&table->columns, text_of(added_name(added))) !=
                          CSV_COLUMN_ABSENT;
    const bool has_names = table->places[OBSERVATION_AREA_NAME] != CSV_COLUMN_ABSENT;
    return !is_there && (added != ADDED_AREA_NAME || !has_names);
}

struct day_text {
    char text[sizeof "2022-04-01"];
};

static struct text format_day(int32_t day, struct day_text *out)
{
    const struct date date = date_from_day(day);
    snprintf(out->text, sizeof out->text, "%04u-%02u-%02u", (unsigned)date.year % 10000,
             (unsigned)date.month % 100, (unsigned)date.day % 100);
    return text_of(out->text);
}

/* What stands in an added column; `day` is room for a date. */
static struct text added_cell(const struct publish_data *data,
                              const struct observation *row, size_t column,
                              struct day_text *day)
{
    const struct metric *metric = &data->table->reading.metrics->all[row->metric];
    const struct area *area = areas_get(data->table->reading.areas, row->area);
    switch ((enum added)data->columns[column].added) {
    case ADDED_METRIC_LABEL:
        return metric->label;
    case ADDED_UNIT:
        return metric->unit;
    case ADDED_AREA_CLASS:
        return text_of(area_class_words[area->class]);
    case ADDED_PERIOD_START:
        return format_day(period_start_day(row->period, metric->year), day);
    case ADDED_PERIOD_END:
        return format_day(period_last_day(row->period, metric->year), day);
    case ADDED_PUBLISHER:
        return metric->source_publisher;
    case ADDED_LICENCE:
        return words_licence(metric->source_licence);
    case ADDED_AREA_NAME:
        return area->name;
    case ADDED_COUNT:
        break;
    }
    return text_of("");
}

/* A column that an option named otherwise holds what it holds. */
static struct column_meaning meaning_of(struct publish_data *data, size_t column)
{
    struct column_meaning meaning;
    for (size_t i = 0; i < OBSERVATION_COLUMN_COUNT; i++)
        if (data->table->places[i] == column &&
            column_meaning_of(observation_column_words[i], &meaning))
            return meaning;
    return column_meaning_find(&data->table->columns, column, &data->arena);
}

static void add_column(struct publish_data *data, struct text name,
                       struct column_meaning meaning, enum added added)
{
    data->columns[data->column_count++] =
        (struct publish_data_column){ name, meaning, added };
}

static void name_columns(struct publish_data *data)
{
    const struct csv_columns *columns = &data->table->columns;
    data->columns = memory_take(columns->count + ADDED_COUNT, sizeof *data->columns);
    for (size_t i = 0; i < columns->count; i++)
        add_column(data, columns->names[i], meaning_of(data, i), ADDED_COUNT);
    for (enum added i = 0; i < ADDED_COUNT; i++) {
        struct column_meaning meaning = { 0 };
        column_meaning_of(added_name(i), &meaning);
        if (is_added(data->table, i))
            add_column(data, text_of(added_name(i)), meaning, i);
    }
}

/* As every reader takes it: "007" is refused by some. */
static bool is_whole(struct text cell)
{
    const struct text digits = text_slice(cell, cell.bytes[0] == '-', cell.length);
    return text_digits_at(digits, 0, 1) && text_digits_at(digits, 0, digits.length) &&
           (digits.bytes[0] != '0' || digits.length == 1);
}

/* What a cell allows of the type that its column's name says. */
static enum column_type narrow(enum column_type type, struct text cell)
{
    double number;
    if (text_is_empty(cell) || (type != COLUMN_NUMBER && type != COLUMN_WHOLE))
        return type;
    if (!number_parse(cell, &number))
        return COLUMN_TEXT;
    return type == COLUMN_WHOLE && is_whole(cell) ? COLUMN_WHOLE : COLUMN_NUMBER;
}

static void check_types(struct publish_data *data)
{
    struct csv_cells cells = { 0 };
    for (size_t i = 0; i < data->count; i++) {
        observation_cells(data->rows[i], &cells);
        for (size_t j = 0; j < data->table->columns.count; j++) {
            enum column_type *type = &data->columns[j].meaning.type;
            *type = narrow(*type, cells.cells[j]);
        }
    }
    csv_cells_release(&cells);
}

void publish_data_init(struct publish_data *data, const struct observation_table *table,
                       const struct observation *const *rows, size_t count,
                       struct text title)
{
    *data = (struct publish_data){ .table = table, .rows = rows, .count = count };
    arena_init(&data->arena);
    data->title = arena_keep(&data->arena, title);
    name_columns(data);
    check_types(data);
}

void publish_data_release(struct publish_data *data)
{
    free(data->columns);
    arena_release(&data->arena);
}

void publish_data_csv(const struct publish_data *data, struct csv_writer *writer)
{
    struct day_text day;
    for (size_t i = 0; i < data->column_count; i++)
        csv_write_cell(writer, data->columns[i].name);
    csv_write_end(writer);
    for (size_t i = 0; i < data->count; i++) {
        observation_write(data->rows[i], writer);
        for (size_t j = data->table->columns.count; j < data->column_count; j++)
            csv_write_cell(writer, added_cell(data, data->rows[i], j, &day));
        csv_write_end(writer);
    }
}

static void put_names(const struct publish_data *data, struct text_buffer *line)
{
    for (size_t i = 0; i < data->column_count; i++) {
        if (i > 0)
            text_buffer_put_byte(line, ',');
        json_put_text(line, data->columns[i].name);
    }
}

static void put_value(struct text_buffer *line, enum column_type type, struct text cell)
{
    if (text_is_empty(cell))
        text_buffer_put(line, text_of("null"));
    else if (type == COLUMN_NUMBER || type == COLUMN_WHOLE)
        json_put_number(line, cell);
    else
        json_put_text(line, cell);
}

static void put_row(const struct publish_data *data, const struct observation *row,
                    struct csv_cells *cells, struct text_buffer *line)
{
    struct day_text day;
    const size_t own = data->table->columns.count;
    observation_cells(row, cells);
    for (size_t i = 0; i < data->column_count; i++) {
        if (i > 0)
            text_buffer_put_byte(line, ',');
        if (i < own)
            put_value(line, data->columns[i].meaning.type, cells->cells[i]);
        else
            put_value(line, COLUMN_TEXT, added_cell(data, row, i, &day));
    }
}

void publish_data_json(const struct publish_data *data, struct csv_writer *writer)
{
    struct csv_cells cells = { 0 };
    struct text_buffer line = { 0 };
    text_buffer_put(&line, text_of("{\"columns\":["));
    put_names(data, &line);
    text_buffer_put(&line, text_of("],\n\"data\":["));
    for (size_t i = 0; i < data->count; i++) {
        text_buffer_put(&line, text_of(i == 0 ? "\n[" : ",\n["));
        put_row(data, data->rows[i], &cells, &line);
        text_buffer_put_byte(&line, ']');
        csv_write_bytes(writer, (struct text){ line.bytes, line.length });
        line.length = 0;
    }
    text_buffer_put(&line, text_of("\n]}\n"));
    csv_write_bytes(writer, (struct text){ line.bytes, line.length });
    free(line.bytes);
    csv_cells_release(&cells);
}
