/* A published file and a recipe made into observations.
 *
 * Streams: memory does not grow with the number of rows, but for tables that are turned
 * on their side. */
#ifndef OFLOG_STEP_INGEST_H
#define OFLOG_STEP_INGEST_H

#include "council/area.h"
#include "council/recipe.h"
#include "format/csv_columns.h"
#include "format/csv_writer.h"
#include "format/refusals.h"
#include "format/row_source.h"
#include "step/step.h"

/* Where the records and cells of a file went. A row claims one cell for each entry under
 * the recipe's `values`, times the columns that `across` names. */
struct ingest_account {
    uint64_t records_above; /* the table, with its header */
    /* the record of the header of the last file's table; 0 where it has several or none
     */
    uint64_t header;
    uint64_t rows;
    uint64_t blank_rows;      /* without any cell that is not empty */
    uint64_t records_outside; /* below the end of the table */
    uint64_t cells;
    uint64_t observations;
    uint64_t cells_refused;
    uint64_t cells_left_out;
    uint64_t *rows_left_out; /* by rule of the recipe */
    uint64_t columns, columns_claimed;
    /* observations made x, since another reports for the council */
    uint64_t reported_jointly;
    /* rows, or columns of a table that is wide by area, by how their area was found */
    uint64_t areas_by[AREA_BY_COUNT], areas_recoded, areas_refused;
};

/* The most figures that a row may claim: columns of sums and differences, times the
 * columns that `across` names. */
enum { INGEST_MOST_FIGURES = 1000000 };

/* What is written: what becomes of each column and row, or nothing, in place of
 * observations. */
enum ingest_output { INGEST_OBSERVATIONS, INGEST_EXPLANATION, INGEST_NOTHING };

/* Who looks on while a table is read. */
struct ingest_watch {
    void *state;
    /* Below the header of the first table: its columns, and which of them are read. */
    void (*columns)(void *state, const struct csv_columns *columns, const bool *read);
    /* Each row of the table that no rule leaves out and that is not blank. */
    void (*row)(void *state, const struct csv_row *row);
    void (*observation)(void *state, const struct metric *metric, const struct area *area,
                        struct period period, uint64_t line);
};

/* One published table. */
struct ingest_input {
    struct row_source *rows; /* turned on its side where the recipe says so; borrowed */
    struct text sheet;       /* its name; empty where the file has none */
    enum ingest_output output;
    const struct ingest_watch *watch; /* NULL: nobody; borrowed */
    size_t number; /* from 1, of the files of this run; the `source` of the second and
                      later ones begins ID#NUMBER */
};

/* Writes the header of the observation table, or that of an explanation: file, line,
 * column, what (becomes of it) and detail. */
void ingest_write_header(struct csv_writer *writer);
void ingest_explain_begin(struct csv_writer *writer);

/* Reads one table to its end and writes an observation for each claimed cell that is a
 * number, a marker or empty. What is neither is refused, with its row when the area, the
 * period or the metric is not known. Adds to the account, whose array the caller has
 * zeroed. With `strict` the first refusal ends the run. */
enum step_outcome ingest_run(const struct ingest_input *input,
                             const struct recipe *recipe, const struct metrics *metrics,
                             const struct areas *areas, bool strict,
                             struct refusals *refusals, struct csv_writer *writer,
                             struct ingest_account *account);

#endif
