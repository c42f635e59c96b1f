/* A site of what people look at: a page for each council, metric and combined authority,
 * a way in, and what changed. Plain files that need no server and no script.
 *
 * Recomputes nothing that compare, rank, flag, learn or progress found. Holds the table,
 * and one page at a time. */
#ifndef OFLOG_STEP_PUBLISH_SITE_H
#define OFLOG_STEP_PUBLISH_SITE_H

#include "council/flag_list.h"
#include "council/progress_list.h"
#include "council/selection.h"
#include "step/publish_beside.h"
#include "step/step.h"

/* Where files go: by a path such as "council/E08000035/index.html". */
struct publish_files {
    bool (*write)(void *state, struct text path, struct text bytes); /* false, said */
    void *state;
};

struct publish_site_options {
    struct publish_beside beside;       /* but for `previous` */
    struct observation_table *previous; /* the comparison of the last edition, or NULL */
    struct text style, script;          /* files of the site */
};

/* Writes the pages of all councils, metrics and combined authorities that the selection
 * and the table have. Without a period in the selection each metric is shown in its
 * newest one in which any area of the level has a value. Broken, said, where nothing is
 * to be shown, a metric is a draft, or a file could not be written. A row whose cells of
 * a comparison cannot be read is refused. */
enum step_outcome publish_site_run(struct observation_table *table,
                                   const struct selection *selection,
                                   const struct publish_site_options *options,
                                   const struct publish_files *files,
                                   struct step_account *account);

#endif
