/* Which rows come out: --area, --metric, --period. All rows still count in what is
 * computed. */
#ifndef OFLOG_COUNCIL_SELECTION_H
#define OFLOG_COUNCIL_SELECTION_H

#include "council/observation_table.h"

/* What was asked for; NULL or empty lists ask for everything. Borrowed. */
struct selection_request {
    const char *const *areas; /* codes, names or spellings */
    size_t area_count;
    const char *const *metrics; /* ids */
    size_t metric_count;
    const char *period; /* a period, "latest", or NULL */
};

struct selection {
    bool *councils; /* by council number; NULL: all */
    bool *metrics;  /* by index; NULL: all */
    bool one_period;
    struct period period;
    struct period *latest; /* by metric and level; NULL: not asked for */
};

/* Says, with the nearest names, what is unknown in the request, and gives false. Does not
 * read the table, so that a mistake is said before gigabytes are read. */
bool selection_init(struct selection *selection, const struct selection_request *request,
                    const struct metrics *metrics, const struct areas *areas,
                    struct messages *messages);
void selection_release(struct selection *selection);

/* Finds the newest period of each metric with any value, at each level, once the table is
 * settled: a combined authority's newer year does not leave councils without one. */
void selection_settle(struct selection *selection, const struct observation_table *table);

/* Whether a metric that has rows in the table is one of those asked for. */
bool selection_has_metric(const struct selection *selection,
                          const struct observation_table *table,
                          const struct metric *metric);

/* Whether a row comes out. */
bool selection_includes(const struct selection *selection,
                        const struct observation_table *table,
                        const struct observation *row);

/* Whether the table has a row, gone ones aside, of any area that was asked for, whatever
 * its metric and period. */
enum selection_presence {
    SELECTION_PRESENT,
    SELECTION_ABSENT,
    SELECTION_PREDECESSORS /* none, but of councils that such an area followed */
};
enum selection_presence selection_presence(const struct selection *selection,
                                           const struct observation_table *table);

#endif
