/* What people look at: one council's figures beside its peers', a page each.
 *
 * Recomputes nothing that compare, rank or flag found. Holds the table. */
#ifndef OFLOG_STEP_PUBLISH_H
#define OFLOG_STEP_PUBLISH_H

#include "council/flag_list.h"
#include "council/selection.h"
#include "step/step.h"

struct publish_options {
    const uint32_t *areas; /* area numbers: a page each, in this order */
    size_t area_count;
    size_t width;                  /* columns of the terminal */
    const struct flag_list *flags; /* NULL: none were given */
};

enum { PUBLISH_LEAST_WIDTH = 40, PUBLISH_MOST_WIDTH = 1000 };

/* Writes a page of plain text for each area, whatever its code in a row. Without a period
 * in the selection each metric is shown in its newest one in which any area of the level
 * has a value. The comparisons are those whose columns the table has: every PREFIX before
 * "_median" that has its companions. Broken, said, where an area has no row to show or a
 * metric is a draft. A row whose cells of a comparison cannot be read is refused. */
enum step_outcome publish_run(struct observation_table *table,
                              const struct selection *selection,
                              const struct publish_options *options,
                              struct csv_writer *writer, struct step_account *account);

#endif
