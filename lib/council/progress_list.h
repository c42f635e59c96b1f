/* How far areas have come, as oflog-progress wrote it, read back. */
#ifndef OFLOG_COUNCIL_PROGRESS_LIST_H
#define OFLOG_COUNCIL_PROGRESS_LIST_H

#include "council/area.h"
#include "council/comparison.h"
#include "council/metric.h"
#include "format/byte_source.h"
#include "format/refusals.h"

/* One row; texts are good as long as the list is. */
struct listed_progress {
    uint32_t council; /* or combined authority */
    const struct metric *metric;
    struct period from_period, period;
    bool starts_before; /* its start is the last figure of a period before it began */
    double from_value, value, change;
    bool has_limits;
    double change_lower, change_upper;
    enum verdict verdict; /* by those limits */
    bool has_others;
    double others_n, others_median; /* how many others have both, and their change */
    enum verdict more_than_others;
};

struct progress_list {
    struct listed_progress *all; /* by council, metric and period */
    size_t count;
    size_t room;
};

/* NULL, said, where the file is broken or a column is missing. A row that oflog-progress
 * would not have written, or of an unknown metric or area, is refused. Close with
 * progress_list_close(), which takes NULL. */
struct progress_list *progress_list_read(struct byte_source *source,
                                         const struct metrics *metrics,
                                         const struct areas *areas,
                                         struct refusals *refusals,
                                         struct messages *messages);
void progress_list_close(struct progress_list *progress);

#endif
