/* What people look at: one council's figures beside its peers', a page each.
 *
 * Recomputes nothing that compare, rank or flag found. Holds the table. */
#ifndef OFLOG_STEP_PUBLISH_H
#define OFLOG_STEP_PUBLISH_H

#include "council/selection.h"
#include "step/publish_beside.h"
#include "step/step.h"

enum publish_format {
    PUBLISH_TEXT,
    PUBLISH_MARKDOWN,
    PUBLISH_HTML, /* one file that needs no other */
    PUBLISH_FORMAT_COUNT
};

struct publish_options {
    enum publish_format format;
    /* Area numbers: a page each, in this order; none: a page for each metric of the
     * selection. A page of HTML is a file of its own, so of it there is one. */
    const uint32_t *areas;
    size_t area_count;
    size_t width; /* columns of the terminal */
    struct publish_beside beside;
    struct text style, script; /* of PUBLISH_HTML: stand in the page */
};

enum { PUBLISH_LEAST_WIDTH = 40, PUBLISH_MOST_WIDTH = 1000 };

/* Writes a page for each area, whatever its code in a row, or for each metric. Without a
 * period in the selection each metric is shown in its newest one in which any area of the
 * level has a value. The comparisons are those whose columns the table has: every PREFIX
 * before "_median" that has its companions. Broken, said, where an area or metric has no
 * row to show, a metric is a draft, or style or script would end early in a page. A row
 * whose cells of a comparison cannot be read is refused. */
enum step_outcome publish_run(struct observation_table *table,
                              const struct selection *selection,
                              const struct publish_options *options,
                              struct csv_writer *writer, struct step_account *account);

#endif
