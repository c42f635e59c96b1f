/* What open data are, for programs: CSV on the Web and Frictionless Data Packages. For
 * the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_METADATA_H
#define OFLOG_STEP_PUBLISH_METADATA_H

#include "step/publish_data.h"

/* W3C metadata of the CSV that publish_data_csv() makes, found at the relative address
 * `url`: by convention they stand in URL-metadata.json beside it (Metadata Vocabulary for
 * Tabular Data, W3C Recommendation, 17 December 2015). `schema` is the relative address
 * of what publish_metadata_csvw_schema() made; where it is empty, the schema stands
 * inside. */
void publish_metadata_csvw(const struct publish_data *data, struct text url,
                           struct text schema, struct csv_writer *writer);

/* The columns of that CSV, and of one with fewer rows. */
void publish_metadata_csvw_schema(const struct publish_data *data,
                                  struct csv_writer *writer);

/* A Frictionless Table Schema of that CSV, and of one with fewer rows. */
void publish_metadata_schema(const struct publish_data *data, struct csv_writer *writer);

/* One CSV of a Data Package. */
struct publish_resource {
    struct text name; /* lower case, digits, '.', '-' and '_'; one of its kind */
    struct text path; /* relative, with '/' between folders */
    struct text title;
};

/* A Frictionless Tabular Data Package (Data Package v1, read by tools of v2 too) of CSV
 * files that have the columns of `data` and some or all of its rows. `schema` is the
 * relative path of what publish_metadata_schema() made; where it is empty, the schema
 * stands inside each. */
void publish_metadata_package(const struct publish_data *data, struct text schema,
                              const struct publish_resource *resources, size_t count,
                              struct csv_writer *writer);

#endif
