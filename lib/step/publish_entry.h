/* What is known of one council and metric in the period that is shown. For the files of
 * publish alone. */
#ifndef OFLOG_STEP_PUBLISH_ENTRY_H
#define OFLOG_STEP_PUBLISH_ENTRY_H

#include "council/comparison.h"
#include "step/publish.h"

enum { PUBLISH_MOST_PEERS = 8 };

/* The columns of one comparison in the table. */
struct publish_peers {
    struct text prefix;
    struct comparison_columns columns;
};

/* Which end of the values is place 1, as far as the table shows. */
enum publish_end {
    PUBLISH_END_ASKED, /* nothing shows it: whichever oflog-rank was asked for */
    PUBLISH_END_BEST,
    PUBLISH_END_HIGHEST,
    PUBLISH_END_LOWEST
};

struct publish_rank {
    double rank, ranked;
    bool joint;
    enum publish_end end;
    bool has_interval;
    double lower, upper;
    const char *among; /* whom it is ranked with; NULL: the table does not show it */
};

/* Texts are views into rows of the table, or in the arena given. */
struct publish_entry {
    const struct metric *metric;
    struct period period;
    struct observation *row;        /* of the council; NULL: it has none in this period */
    const struct observation *last; /* its newest with a figure, if `row` has none */
    const struct observation *benchmarks[2]; /* England's, its region's; or NULL */
    bool not_its_service;
    struct comparison comparisons[PUBLISH_MOST_PEERS]; /* in the order of the peers */
    bool has_rank;
    struct publish_rank rank;
};

struct publish_entries {
    struct observation_table *table;
    struct publish_peers peers[PUBLISH_MOST_PEERS];
    size_t peer_count;
    struct publish_entry *all; /* in the order of the definitions */
    size_t count;
};

/* Finds the comparisons that the table has; those beyond PUBLISH_MOST_PEERS are noted. */
void publish_entries_init(struct publish_entries *entries,
                          struct observation_table *table, struct arena *arena);

/* Gathers one area's entries anew. A row that cannot be read is refused and left out. */
void publish_entries_gather(struct publish_entries *entries,
                            const struct selection *selection, uint32_t area,
                            struct arena *arena);

/* Reads what was found about the entry's row, which is of `cohort`, into the entry. False
 * where the row was refused. */
bool publish_entry_read(struct publish_entries *entries, const struct cohort *cohort,
                        struct publish_entry *entry, struct arena *arena);

void publish_entries_release(struct publish_entries *entries);

/* Whether there are values to compare in the period. Benchmarks, a country's own figure,
 * make none of it, unless the cohort is of such areas. */
bool publish_has_values(const struct observation_table *table,
                        const struct cohort *cohort);

/* Rows that have not been written were left out on request. */
void publish_count_rest(const struct observation_table *table,
                        struct step_account *account);

static inline bool publish_entry_has_figure(const struct publish_entry *entry)
{
    return entry->row != NULL && entry->row->has_value &&
           entry->row->standing != STANDING_OUTSIDE;
}

/* Whether it lacks a figure that it ought to have. */
static inline bool publish_is_missing(const struct publish_entry *entry)
{
    return !entry->not_its_service && !publish_entry_has_figure(entry);
}

#endif
