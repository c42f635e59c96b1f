/* Observations read from CSV and held, with every column they came with, ready to be
 * compared.
 *
 * Memory: the bytes of the input (as CSV) and some 64 bytes a row. */
#ifndef OFLOG_COUNCIL_OBSERVATION_TABLE_H
#define OFLOG_COUNCIL_OBSERVATION_TABLE_H

#include "council/area.h"
#include "council/metric.h"
#include "council/observation.h"
#include "format/csv_columns.h"
#include "format/csv_split.h"
#include "format/csv_writer.h"
#include "format/refusals.h"

/* How a table is to be read. All of it is borrowed. */
struct observation_reading {
    const struct metrics *metrics;
    const struct areas *areas;
    struct messages *messages;
    struct refusals *refusals;
    /* NULL: as in observation_column_words */
    const char *names[OBSERVATION_COLUMN_COUNT];
    /* columns that the caller will add at the right; NULL-terminated, or NULL */
    const char *const *added;
    /* those that stand there already are dropped; else they are a mistake */
    bool replace;
    bool strict; /* the first refused row ends the reading */
};

/* The rows of one metric, period and level. */
struct cohort {
    const struct metric *metric;
    struct period period;
    enum area_level level;
    const uint32_t *rows; /* row numbers, ordered by council; none of them gone */
    uint32_t count;
};

struct observation_table {
    struct observation_reading reading;
    struct csv_columns columns; /* of the rows as held */
    /* index into columns, or CSV_COLUMN_ABSENT */
    size_t places[OBSERVATION_COLUMN_COUNT];
    struct observation *rows;
    size_t count;
    size_t room;
    struct cohort *cohorts;
    size_t cohort_count;
    size_t cohort_room;
    const char **files;    /* names, for places */
    const size_t **orders; /* by file: where its cells are, by column of the table */
    size_t file_count;
    uint64_t rows_read; /* blank lines not counted */
    uint64_t blank_lines;
    /* equal to another row of the same metric, council and period */
    uint64_t rows_merged;
    struct observation_table_memory *memory;
};

void observation_table_init(struct observation_table *table,
                            const struct observation_reading *reading);
void observation_table_release(struct observation_table *table);

/* Reads one file to its end and adds its rows; a second file may have its columns in
 * another order. False, said, where the file is broken, its header does not do, or a row
 * was refused and `strict` is set. */
bool observation_table_read(struct observation_table *table, struct byte_source *source);

/* After the last file: makes the cohorts; equal rows of one metric, council and period
 * become one, different ones are all refused; of a council and its successor in one
 * period only the one valid at its end counts. False as above. */
bool observation_table_settle(struct observation_table *table);

/* The council (its number) that a row is of. */
uint32_t observation_council(const struct observation_table *table, uint32_t row);

/* The row (its number, at the place returned) of a council in a cohort; NULL where it has
 * none. */
const uint32_t *cohort_find(const struct observation_table *table,
                            const struct cohort *cohort, uint32_t council);

/* The cells of a row as held, good until the next call with the same `cells`. */
void observation_cells(const struct observation *row, struct csv_cells *cells);

/* The place of a row, for messages; `column` is an index into the columns or
 * CSV_COLUMN_ABSENT. */
struct place observation_place(const struct observation_table *table,
                               const struct observation *row, size_t column);

/* Refuses a row that has been held: it is gone. */
void observation_refuse(struct observation_table *table, struct observation *row,
                        size_t column, const char *reason);

/* The index of a column by name, or CSV_COLUMN_ABSENT. */
size_t observation_column(const struct observation_table *table, const char *name);

/* Writes the header: the columns held, then `added` (NULL-terminated, or NULL). */
void observation_write_header(const struct observation_table *table,
                              struct csv_writer *writer, const char *const *added);

/* Writes the cells of one row; the caller may go on with cells of its own and ends the
 * row. */
void observation_write(const struct observation *row, struct csv_writer *writer);

#endif
