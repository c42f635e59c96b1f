/* Whom a council can learn from, as oflog-learn wrote it, read back. */
#ifndef OFLOG_COUNCIL_LEARN_LIST_H
#define OFLOG_COUNCIL_LEARN_LIST_H

#include "council/figure_rows.h"

/* One row: a peer that does clearly better. */
struct listed_lesson {
    uint32_t council;
    const struct metric *metric;
    struct period period;
    double value;    /* the council's */
    uint32_t peer;   /* an area number */
    double position; /* among the council's peers, 1 being the nearest */
    double peer_value;
    bool
        improved; /* and it once stood where the council stands; then the rest is known */
    struct period then_period;
    double then_value;
    double figures; /* how many it has published since */
};

struct learn_list {
    struct listed_lesson *all; /* by council, metric, period and position */
    size_t count;
    size_t room;
    struct arena texts;
};

/* NULL, said, where the file is broken or a column is missing. A row that oflog-learn
 * would not have written, or of what is not known, is refused. Close with
 * learn_list_close(), which takes NULL. */
struct learn_list *learn_list_read(struct byte_source *source,
                                   const struct metrics *metrics,
                                   const struct areas *areas, struct refusals *refusals,
                                   struct messages *messages);
void learn_list_close(struct learn_list *learn);

/* The first lesson on a figure, or NULL; those after it, up to *count, are on it too. */
const struct listed_lesson *learn_list_find(const struct learn_list *learn,
                                            uint32_t council, const struct metric *metric,
                                            struct period period, size_t *count);

#endif
