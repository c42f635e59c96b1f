/* The rows asked for as open data, alone and not beside a page. */
#ifndef OFLOG_STEP_PUBLISH_OPEN_H
#define OFLOG_STEP_PUBLISH_OPEN_H

#include "step/step.h"

enum publish_open_format {
    PUBLISH_OPEN_CSV,
    PUBLISH_OPEN_JSON,
    PUBLISH_OPEN_CSVW,   /* W3C metadata of the CSV */
    PUBLISH_OPEN_PACKAGE /* a Frictionless Data Package of the CSV */
};

/* Writes the rows of the selection, of all periods unless one is asked for, in the order
 * of the table. Metadata are of the CSV at the relative address `url`. The table was read
 * with publish_data_added as its added columns. Broken, said, where a metric is a draft.
 */
enum step_outcome publish_open_run(const struct observation_table *table,
                                   const struct selection *selection,
                                   enum publish_open_format format, struct text url,
                                   struct csv_writer *writer,
                                   struct step_account *account);

#endif
