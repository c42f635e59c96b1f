/* Rows of the table as open data: CSV and JSON with what a reader would else have to look
 * up. For the files of publish alone.
 *
 * Every column of the table comes first, its cells untouched; then what is known of the
 * row's metric, area and period. */
#ifndef OFLOG_STEP_PUBLISH_DATA_H
#define OFLOG_STEP_PUBLISH_DATA_H

#include "council/column_meaning.h"
#include "council/observation_table.h"

struct publish_data_column {
    struct text name;
    struct column_meaning meaning; /* a number, only where every cell is one or empty */
    unsigned added;                /* which one, of those behind the table's own */
};

struct publish_data {
    const struct observation_table *table;
    const struct observation *const *rows; /* in the order in which they are written */
    size_t count;
    struct text title; /* whose figures: "Leeds" */
    struct publish_data_column *columns;
    size_t column_count;
    struct arena arena;
};

/* The columns that are added, ending in NULL; one that the table has is not added to it.
 * And area_name, where the table has no names. */
extern const char *const publish_data_added[];

/* Borrows the table and the rows, none of which is gone; the title is copied. Reads all
 * cells once, to know which columns are numbers. */
void publish_data_init(struct publish_data *data, const struct observation_table *table,
                       const struct observation *const *rows, size_t count,
                       struct text title);
void publish_data_release(struct publish_data *data);

void publish_data_csv(const struct publish_data *data, struct csv_writer *writer);

/* The names of the columns once, and an array for each row and line, as pandas reads with
 * orient="split": {"columns":[...],"data":[[...],...]}; an empty cell is null. With the
 * names in every row it would be twice as long. */
void publish_data_json(const struct publish_data *data, struct csv_writer *writer);

#endif
