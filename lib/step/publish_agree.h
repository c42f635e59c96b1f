/* Whether what stands beside the table is of the same figures. For oflog-publish alone.
 */
#ifndef OFLOG_STEP_PUBLISH_AGREE_H
#define OFLOG_STEP_PUBLISH_AGREE_H

#include "council/flag_list.h"
#include "council/learn_list.h"
#include "council/observation_table.h"
#include "council/progress_list.h"

/* How many rows of each list were taken out. */
struct publish_strange {
    uint64_t flags, lessons, progress;
};

/* Takes out of each list (NULL: none was given) the rows that say another value of a
 * figure than the settled table has, and the lessons and progress of councils that have
 * no such figure in it: they are of another edition, and would be read as of this one. Of
 * rows that the table lacks, the peer's or the earlier, nothing is known, and what is
 * said of them stays. */
struct publish_strange publish_agree(const struct observation_table *table,
                                     struct flag_list *flags, struct learn_list *learn,
                                     struct progress_list *progress);

#endif
