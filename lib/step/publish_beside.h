/* What pages are made of beside the table of comparisons. */
#ifndef OFLOG_STEP_PUBLISH_BESIDE_H
#define OFLOG_STEP_PUBLISH_BESIDE_H

#include <stdbool.h>

/* Each is NULL where it was not given: the page then says nothing of it. */
struct publish_beside {
    const struct flag_list *flags;
    const struct learn_list *learn;
    const struct progress_list *progress;
    const struct peer_lists *neighbours;
    const struct note_list *notes;
    const struct observation_table *previous; /* the comparison of the last edition */
    bool metrics_have_pages; /* with a table of all councils, which no other page repeats
                              */
};

#endif
