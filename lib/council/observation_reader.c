/* The rows of one CSV file made into observations, or refused. */
#include "council/observation_table.h"

#include "base/counted.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text_map.h"
#include "base/utf8.h"
#include "council/observation_memory.h"

/* What the reading of one file needs beside the table. The last metric, period and cohort
 * are remembered, since tables come sorted by some of them more often than not. */
struct file_reading {
    struct observation_table *table;
    struct csv_reader *reader;
    const size_t *order; /* order[i]: the file's cell for column i of the table */
    size_t cell_count;
    size_t expected; /* the cell by which a sum is told, or CSV_COLUMN_ABSENT */
    bool same_order;
    uint32_t metric;
    struct text period_text;
    char period_bytes[PERIOD_SIZE];
    struct period period;
    uint32_t cohort_key[3]; /* of the last row held, and its cohort */
    uint32_t cohort;
};

static bool is_added(const struct observation_table *table, struct text name)
{
    const char *const *added = table->reading.added;
    for (size_t i = 0; added != NULL && added[i] != NULL; i++)
        if (text_is(name, added[i]))
            return true;
    return false;
}

/* Keeps the file's columns but those that are to be replaced; order[i] says where column
 * i stands in the file. */
static bool take_columns(struct observation_table *table, const struct csv_columns *file,
                         struct place header, size_t *order)
{
    struct text *names = arena_take(&table->memory->texts, file->count * sizeof *names);
    size_t kept = 0;
    for (size_t i = 0; i < file->count; i++) {
        if (!is_added(table, file->names[i])) {
            order[kept] = i;
            names[kept++] = file->names[i];
        } else if (!table->reading.replace) {
            header.column = i + 1;
            messages_say(
                table->reading.messages, header,
                "column '%.*s' stands here already; --replace drops it, or --as=PREFIX "
                "names the new ones otherwise where the tool has it",
                TEXT_ARGS(file->names[i]));
            return false;
        }
    }
    table->columns = (struct csv_columns){ names, kept };
    return true;
}

/* Where each column of the table stands in the file, by name: `names` are the file's. */
static bool place_columns(const struct observation_table *table,
                          const struct csv_columns *file, const struct text_map *names,
                          struct place header, size_t *order)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const uint32_t found = text_map_find(names, table->columns.names[i]);
        if (found == TEXT_MAP_ABSENT) {
            csv_columns_need(file, table->columns.names[i], header,
                             table->reading.messages);
            return false;
        }
        order[i] = found;
    }
    return true;
}

/* No column of the file but those of the table and those that are to be replaced. */
static bool has_no_other(const struct observation_table *table,
                         const struct csv_columns *file, struct place header)
{
    struct text_map known;
    size_t i = 0;
    text_map_init(&known);
    for (size_t c = 0; c < table->columns.count; c++)
        text_map_add(&known, table->columns.names[c]);
    while (i < file->count && (text_map_find(&known, file->names[i]) != TEXT_MAP_ABSENT ||
                               is_added(table, file->names[i])))
        i++;
    text_map_release(&known);
    if (i == file->count)
        return true;
    header.column = i + 1;
    messages_say(table->reading.messages, header,
                 "column '%.*s' does not stand in '%s'; several files must have the "
                 "same columns",
                 TEXT_ARGS(file->names[i]), table->files[0]);
    return false;
}

/* A further file must have the same columns as the first. Its names have been checked:
 * none stands twice, so each has the number of its column. */
static bool match_columns(const struct observation_table *table,
                          const struct csv_columns *file, struct place header,
                          size_t *order)
{
    struct text_map names;
    text_map_init(&names);
    for (size_t i = 0; i < file->count; i++)
        text_map_add(&names, file->names[i]);
    const bool fine = place_columns(table, file, &names, header, order) &&
                      has_no_other(table, file, header);
    text_map_release(&names);
    return fine;
}

static bool find_places(struct observation_table *table, struct place header)
{
    static const bool needed[OBSERVATION_COLUMN_COUNT] = { [OBSERVATION_METRIC] = true,
                                                           [OBSERVATION_AREA_CODE] = true,
                                                           [OBSERVATION_PERIOD] = true,
                                                           [OBSERVATION_VALUE] = true };
    bool fine = true;
    for (size_t i = 0; i < OBSERVATION_COLUMN_COUNT; i++) {
        const struct text name = text_of(table->reading.names[i]);
        const bool asked_for = table->reading.names[i] != observation_column_words[i];
        table->places[i] =
            needed[i] || asked_for
                ? csv_columns_need(&table->columns, name, header, table->reading.messages)
                : csv_columns_find(&table->columns, name);
        fine =
            fine && (table->places[i] != CSV_COLUMN_ABSENT || !(needed[i] || asked_for));
    }
    return fine;
}

/* The first row of the file that is not blank. */
static enum csv_outcome next_filled(struct csv_reader *reader, struct csv_row *row,
                                    uint64_t *blank)
{
    enum csv_outcome outcome;
    while ((outcome = csv_reader_next(reader, row)) == CSV_ROW && row->count == 0)
        ++*blank;
    return outcome;
}

/* True with *empty set where the file has no row at all: an empty shard gives nothing. */
static bool read_header(struct observation_table *table, struct csv_reader *reader,
                        struct file_reading *file, bool *empty)
{
    struct csv_row row;
    const enum csv_outcome outcome = next_filled(reader, &row, &table->blank_lines);
    *empty = outcome == CSV_END;
    if (outcome != CSV_ROW)
        return outcome == CSV_END;
    const struct place header = { csv_reader_name(reader), row.line, 0 };
    struct csv_columns columns;
    csv_columns_keep(&columns, &row, &table->memory->texts);
    size_t *order = arena_take(&table->memory->texts, columns.count * sizeof *order);
    if (!csv_columns_check(&columns, header, table->reading.messages))
        return false;
    const bool first = table->columns.count == 0;
    if (first
            ? !take_columns(table, &columns, header, order) || !find_places(table, header)
            : !match_columns(table, &columns, header, order))
        return false;
    refusals_begin(table->reading.refusals, columns.names, columns.count);
    file->order = table->orders[table->file_count - 1] = order;
    file->cell_count = columns.count;
    file->expected = csv_columns_find(&columns, text_of("members_expected"));
    file->same_order = columns.count == table->columns.count;
    for (size_t i = 0; i < table->columns.count; i++)
        file->same_order = file->same_order && order[i] == i;
    return true;
}

static struct text cell_of(const struct file_reading *file, const struct csv_row *row,
                           enum observation_column column)
{
    const size_t place = file->table->places[column];
    return place == CSV_COLUMN_ABSENT ? text_of("") : row->cells[file->order[place]];
}

#define REFUSE(file, row, column, ...)                                                   \
    (refusals_add((file)->table->reading.refusals, row_place((file), (row), (column)),   \
                  (row)->cells, (row)->count, __VA_ARGS__),                              \
     false)

enum { WHOLE_ROW = OBSERVATION_COLUMN_COUNT };

static struct place row_place(const struct file_reading *file, const struct csv_row *row,
                              size_t column)
{
    struct place place = { csv_reader_name(file->reader), row->line, 0 };
    if (column != WHOLE_ROW)
        place.column = file->order[file->table->places[column]] + 1;
    return place;
}

static bool read_metric(struct file_reading *file, const struct csv_row *row,
                        struct observation *o)
{
    const struct metrics *metrics = file->table->reading.metrics;
    const struct text id = cell_of(file, row, OBSERVATION_METRIC);
    if (file->metric >= metrics->count || !text_equal(metrics->all[file->metric].id, id))
        file->metric = text_map_find(&metrics->by_id, id);
    o->metric = file->metric;
    if (file->metric != TEXT_MAP_ABSENT)
        return true;
    char hint[SUGGEST_SIZE];
    return REFUSE(file, row, OBSERVATION_METRIC, "unknown metric '%.*s'%s", TEXT_ARGS(id),
                  refusals_are_few(file->table->reading.refusals)
                      ? metrics_hint(metrics, id, hint)
                      : "");
}

static bool read_period(struct file_reading *file, const struct csv_row *row,
                        struct observation *o)
{
    const struct text t = cell_of(file, row, OBSERVATION_PERIOD);
    if (t.length == 0 || !text_equal(t, file->period_text)) {
        if (!period_parse(t, &file->period))
            return REFUSE(
                file, row, OBSERVATION_PERIOD,
                "'%.*s' is not a period; expected one such as 2022/23, 2022, 2022-Q3, "
                "2022-07, 2022-W05 or 2022-07-31",
                TEXT_ARGS(t));
        memcpy(file->period_bytes, t.bytes, t.length);
        file->period_text = (struct text){ file->period_bytes, t.length };
    }
    o->period = file->period;
    return true;
}

static bool read_area(struct file_reading *file, const struct csv_row *row,
                      struct observation *o)
{
    const struct observation_reading *reading = &file->table->reading;
    const struct text name = cell_of(file, row, OBSERVATION_AREA_CODE);
    o->area = areas_find_code(reading->areas, name);
    if (o->area != AREA_NONE)
        return true;
    const int32_t day = period_last_day(o->period, reading->metrics->all[o->metric].year);
    if (areas_find(reading->areas, name, day, &o->area) == AREA_FOUND)
        return true;
    char why[AREA_HINT_SIZE];
    return REFUSE(file, row, OBSERVATION_AREA_CODE, "%s",
                  areas_explain(reading->areas, name, day,
                                refusals_are_few(reading->refusals), why));
}

static bool read_value(struct file_reading *file, const struct csv_row *row,
                       struct observation *o)
{
    const struct text letters = cell_of(file, row, OBSERVATION_MARKER);
    const struct text number = cell_of(file, row, OBSERVATION_VALUE);
    unsigned markers;
    if (!markers_parse(letters, &markers))
        return REFUSE(
            file, row, OBSERVATION_MARKER,
            "'%.*s' are not markers; expected letters with single spaces between, of: %s",
            TEXT_ARGS(letters), marker_letters);
    o->markers = (uint16_t)markers;
    o->has_value = number.length > 0;
    if (o->has_value && !number_parse(number, &o->value))
        return REFUSE(file, row, OBSERVATION_VALUE,
                      "'%.*s' is not a number; markers have a column of their own, and "
                      "'oflog-ingest --recipe=tidy' reads other spellings",
                      TEXT_ARGS(number));
    if (o->has_value && (markers & MARKERS_INSTEAD) != 0)
        return REFUSE(file, row, OBSERVATION_VALUE,
                      "the number '%.*s' stands beside the marker '%.*s', which means "
                      "that there is none",
                      TEXT_ARGS(number), TEXT_ARGS(letters));
    if (!o->has_value && (markers & MARKER_NONE_RECORDED) != 0 &&
        file->table->reading.metrics->all[o->metric].none_means_zero) {
        o->has_value = true;
        o->value = 0;
    }
    return true;
}

/* What a value was made of, and its limits: read here for their spelling alone, since
 * most steps have no use for them. */
static bool read_parts(struct file_reading *file, const struct csv_row *row)
{
    static const enum observation_column parts[] = { OBSERVATION_NUMERATOR,
                                                     OBSERVATION_DENOMINATOR,
                                                     OBSERVATION_LOWER,
                                                     OBSERVATION_UPPER };
    enum { LOWER = 2, UPPER = 3 }; /* in the order above */
    double number[4] = { 0 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct text cell = cell_of(file, row, parts[i]);
        if (cell.length > 0 && !number_parse(cell, &number[i]))
            return REFUSE(file, row, parts[i], "'%.*s' is not a number", TEXT_ARGS(cell));
    }
    if (cell_of(file, row, OBSERVATION_LOWER).length > 0 &&
        cell_of(file, row, OBSERVATION_UPPER).length > 0 && number[LOWER] > number[UPPER])
        return REFUSE(file, row, OBSERVATION_LOWER,
                      "the lower limit is above the upper one");
    return true;
}

/* Whether the row is a sum that oflog-aggregate made of councils with the service. */
static bool is_sum(const struct file_reading *file, const struct csv_row *row,
                   const struct observation *o)
{
    return file->expected != CSV_COLUMN_ABSENT && row->cells[file->expected].length > 0 &&
           (o->markers & MARKER_NOT_APPLICABLE) == 0;
}

/* A council that the metric is not about: without a number the row is "not applicable",
 * with one it is refused, unless it is a sum over others. */
static bool judge_standing(struct file_reading *file, const struct csv_row *row,
                           struct observation *o)
{
    const struct metric *metric = &file->table->reading.metrics->all[o->metric];
    const struct area *area = areas_get(file->table->reading.areas, o->area);
    o->standing = (uint8_t)value_standing(o->has_value, o->markers);
    if (metric_compares(metric, area->class))
        return true;
    if (area->class == CLASS_REGION || area->class == CLASS_COUNTRY ||
        is_sum(file, row, o)) {
        o->standing = STANDING_BENCHMARK;
        return true;
    }
    if (o->has_value)
        return REFUSE(
            file, row, OBSERVATION_VALUE,
            "'%.*s' has a number for '%.*s', which does not apply to its class (%s)",
            TEXT_ARGS(area->name), TEXT_ARGS(metric->id), area_class_words[area->class]);
    o->standing = STANDING_OUTSIDE;
    o->markers |= MARKER_NOT_APPLICABLE;
    return true;
}

/* Three numbers that differ from cohort to cohort make its key. */
static uint32_t cohort_of(struct file_reading *file, const struct observation *o)
{
    const struct area *area = areas_get(file->table->reading.areas, o->area);
    const uint32_t key[3] = { o->metric, o->period.key,
                              (uint32_t)area_level_of(area->class) };
    if (file->cohort != TEXT_MAP_ABSENT && memcmp(key, file->cohort_key, sizeof key) == 0)
        return file->cohort;
    struct text_map *keys = &file->table->memory->cohort_keys;
    const uint32_t before = keys->count;
    const uint32_t cohort =
        text_map_add(keys, (struct text){ (const char *)key, sizeof key });
    if (cohort == before) {
        struct observation_table *table = file->table;
        table->cohort_count = (size_t)before + 1;
        ARRAY_RESERVE(table->cohorts, table->cohort_room, table->cohort_count);
        table->cohorts[cohort] =
            (struct cohort){ .metric = &table->reading.metrics->all[o->metric],
                             .period = o->period,
                             .level = (enum area_level)key[2] };
    }
    memcpy(file->cohort_key, key, sizeof key);
    file->cohort = cohort;
    return cohort;
}

/* A row whose marker became z says so where it has a cell for it. */
static bool needs_marker(const struct file_reading *file, const struct csv_row *row,
                         const struct observation *o)
{
    const struct text letters = cell_of(file, row, OBSERVATION_MARKER);
    unsigned markers = 0;
    return file->table->places[OBSERVATION_MARKER] != CSV_COLUMN_ABSENT &&
           markers_parse(letters, &markers) && markers != o->markers;
}

static struct text rewrite_row(struct file_reading *file, const struct csv_row *row,
                               bool with_marker, const struct observation *o)
{
    const struct observation_table *table = file->table;
    struct csv_writer *line = &table->memory->line;
    char letters[MARKERS_SIZE];
    for (size_t i = 0; i < table->columns.count; i++) {
        if (with_marker && i == table->places[OBSERVATION_MARKER])
            csv_write_cell(line, text_of(markers_format(o->markers, letters)));
        else
            csv_write_cell(line, row->cells[file->order[i]]);
    }
    return arena_keep(&table->memory->texts, csv_writer_take(line));
}

static void hold(struct file_reading *file, const struct csv_row *row,
                 struct observation *o)
{
    struct observation_table *table = file->table;
    const bool with_marker = needs_marker(file, row, o);
    const struct text record = file->same_order && !row->quoted && !with_marker
                                   ? arena_keep(&table->memory->texts, row->record)
                                   : rewrite_row(file, row, with_marker, o);
    o->record = record.bytes;
    o->record_length = (uint32_t)record.length;
    o->file = (uint32_t)(table->file_count - 1);
    o->line = row->line;
    o->cohort = cohort_of(file, o);
    ARRAY_RESERVE(table->rows, table->room, table->count + 1);
    table->rows[table->count++] = *o;
}

static bool read_row(struct file_reading *file, const struct csv_row *row)
{
    struct observation o = { 0 };
    if (row->count != file->cell_count)
        return REFUSE(file, row, WHOLE_ROW, "%s %s here; the header has %zu",
                      counted(row->count, "cell").text,
                      counted_word(row->count, "stands", "stand"), file->cell_count);
    if (!utf8_is_valid(row->record))
        return REFUSE(file, row, WHOLE_ROW, "the row is not UTF-8");
    if (row->line_count > 1)
        return REFUSE(file, row, WHOLE_ROW,
                      "a cell holds a line break; a row of this table is one line");
    if (!read_metric(file, row, &o) || !read_period(file, row, &o) ||
        !read_area(file, row, &o) || !read_value(file, row, &o) ||
        !read_parts(file, row) || !judge_standing(file, row, &o))
        return false;
    hold(file, row, &o);
    return true;
}

static void add_file(struct observation_table *table, const char *name)
{
    table->files =
        memory_resize(table->files, table->file_count + 1, sizeof *table->files);
    table->orders =
        memory_resize(table->orders, table->file_count + 1, sizeof *table->orders);
    table->orders[table->file_count] = NULL;
    table->files[table->file_count++] =
        arena_keep(&table->memory->texts, text_of(name)).bytes;
}

/* Spreadsheets leave rows of commas below a table. */
static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->record.length; i++)
        if (row->record.bytes[i] != ',')
            return false;
    return true;
}

/* All tools end their last line. Where the one before in a pipe was killed, what it had
 * written may end within a number, which then looks like another. */
static void note_open_end(const struct file_reading *file, uint64_t line)
{
    messages_note(file->table->reading.messages,
                  "%s:%llu: the last line has no end; if the table was cut short, so may "
                  "be its last cell",
                  csv_reader_name(file->reader), (unsigned long long)line);
}

bool observation_table_read(struct observation_table *table, struct byte_source *source)
{
    struct csv_reader *reader = csv_reader_open(source, table->reading.messages);
    struct file_reading file = { .table = table,
                                 .reader = reader,
                                 .metric = TEXT_MAP_ABSENT,
                                 .cohort = TEXT_MAP_ABSENT };
    struct csv_row row;
    enum csv_outcome outcome = CSV_END;
    bool empty = false;
    uint64_t last_line = 1;
    add_file(table, byte_source_name(source));
    bool fine = read_header(table, reader, &file, &empty);
    while (fine && !empty && (outcome = csv_reader_next(reader, &row)) == CSV_ROW) {
        last_line = row.line;
        if (is_blank(&row)) {
            table->blank_lines++;
            continue;
        }
        table->rows_read++;
        fine = read_row(&file, &row) || !table->reading.strict;
    }
    if (fine && outcome == CSV_END && csv_reader_ends_open(reader))
        note_open_end(&file, last_line);
    csv_reader_close(reader);
    return fine && outcome == CSV_END;
}
