/* The file of flags, as oflog-flag wrote it, read back. */
#ifndef OFLOG_COUNCIL_FLAG_LIST_H
#define OFLOG_COUNCIL_FLAG_LIST_H

#include "council/area.h"
#include "council/metric.h"
#include "council/rule.h"
#include "format/byte_source.h"
#include "format/refusals.h"

/* One row; texts are good as long as the list is. */
struct listed_flag {
    uint32_t area; /* number in struct areas */
    uint32_t council;
    const struct metric *metric;
    struct period period;
    struct text id, kind, severity, themes, value, evidence, q_value, status;
    enum rule_test test; /* by the evidence; RULE_TEST_COUNT: it names none known */
    bool implied;        /* by another of the same figure that says more */
};

struct flag_list {
    struct listed_flag
        *all; /* by council, metric, period and id: whatever order they came in */
    size_t count;
    size_t room;
    struct arena texts;
};

/* NULL, said, where the file is broken or a column is missing; `severity`, `themes` and
 * `q_value` may be, and are empty then. A row with an unknown metric, area or period is
 * refused. Close with flag_list_close(), which takes NULL. */
struct flag_list *flag_list_read(struct byte_source *source,
                                 const struct metrics *metrics, const struct areas *areas,
                                 struct refusals *refusals, struct messages *messages);
void flag_list_close(struct flag_list *flags);

/* The flags of a council and their count; NULL: it has none. */
const struct listed_flag *flag_list_find(const struct flag_list *flags, uint32_t council,
                                         size_t *count);

/* Whether oflog-flag wrote it to say that an earlier run's flag is gone. */
bool listed_flag_is_cleared(const struct listed_flag *flag);

#endif
