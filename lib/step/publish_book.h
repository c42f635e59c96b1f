/* Pages as one Excel workbook, with the figures to work with.
 *
 * Recomputes nothing that compare, rank or flag found. Holds the table, and the workbook.
 */
#ifndef OFLOG_STEP_PUBLISH_BOOK_H
#define OFLOG_STEP_PUBLISH_BOOK_H

#include "step/publish_beside.h"
#include "step/step.h"

struct publish_book_options {
    /* Area numbers, in this order; none: each metric of the selection. */
    const uint32_t *areas;
    size_t area_count;
    struct publish_beside beside;
};

/* Writes the workbook. What a page says is of each metric's newest period unless the
 * selection has one, and its tables of figures have all periods of the selection, whose
 * rows are counted as written. Broken, said, where an area or metric has no row to show,
 * a metric is a draft, or the workbook cannot be made. A row whose cells of a comparison
 * cannot be read is refused. */
enum step_outcome publish_book_run(struct observation_table *table,
                                   const struct selection *selection,
                                   const struct publish_book_options *options,
                                   struct csv_writer *writer,
                                   struct step_account *account);

#endif
