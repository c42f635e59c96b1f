/* One metric and period: its larger areas, who is summed, and the sums. For aggregate.c
 * and aggregate_topic.c alone. */
#ifndef OFLOG_STEP_AGGREGATE_TOPIC_H
#define OFLOG_STEP_AGGREGATE_TOPIC_H

#include "step/aggregate.h"
#include "step/aggregate_sum.h"

/* All rows of one metric and period; a cohort for each level, or NULL. */
struct aggregate_topic {
    const struct cohort *cohorts[LEVEL_COUNT];
    const struct metric *metric;
    struct period period;
};

/* One larger area of a topic. */
struct aggregate_entry {
    uint32_t larger; /* its number */
    struct text code;
    size_t first, end; /* its pairs */
    uint32_t own;      /* its own row, or AREA_NONE */
};

/* A run. */
struct aggregating {
    struct observation_table *table;
    struct aggregate_areas *larger;
    const struct aggregate_options *options;
    struct csv_writer *writer;
    struct aggregate_account *account;
    uint8_t *fates; /* by row */
    const struct aggregate_topic *topic;
    const struct aggregate_day *day;
    struct aggregate_entry *entries; /* of the topic */
    size_t entry_count, entry_room;
    uint32_t *entry_of;     /* by number of the larger area; AREA_NONE */
    uint32_t *districts_in; /* by council: how many districts of it are in the entry */
    struct text *reporter;  /* by council: who reports for it in this topic, or empty */
    uint32_t *reported;     /* the councils that somebody reports for */
    size_t reported_count;
    /* Councils with a row that were not there yet on the day: publishers set old figures
     * out for new councils. */
    uint32_t *later;
    size_t later_count;
    uint32_t *later_in; /* by council: the last entry, + 1, that took its figure */
    struct aggregate_sum sum;
    struct csv_cells cells;
};

static inline const struct area *aggregate_area(const struct aggregating *a,
                                                uint32_t number)
{
    return areas_get(a->table->reading.areas, number);
}

/* Of several fates the first of the enum counts. */
static inline void aggregate_set_fate(struct aggregating *a,
                                      const struct observation *row,
                                      enum aggregate_fate fate)
{
    uint8_t *const known = &a->fates[row - a->table->rows];
    if (fate < *known)
        *known = (uint8_t)fate;
}

/* Whether a row has something that can be summed. */
bool aggregate_has_figure(struct aggregating *a, const struct observation *row);

/* Whether the metric's figures of counties hold those of their districts, so that only
 * one of the two is summed. */
bool aggregate_holds_districts(const struct metric *metric);

/* Makes the entries of a topic: its larger areas, by code. */
void aggregate_topic_begin(struct aggregating *a, const struct aggregate_topic *topic);

/* The row of a council in the topic; NULL where it has none that stands. */
const struct observation *aggregate_topic_row(const struct aggregating *a,
                                              uint32_t council);

/* The pair of a council in an entry; NULL where it is not of it. */
const struct aggregate_pair *aggregate_entry_pair(const struct aggregating *a,
                                                  const struct aggregate_entry *entry,
                                                  uint32_t council);

/* Counts the entry's members, and in *rows those with a row; others get their fate. To be
 * called before the next two. */
size_t aggregate_entry_count_members(struct aggregating *a,
                                     const struct aggregate_entry *entry, size_t *rows);

/* Whether a council of the entry is summed for this metric. */
bool aggregate_entry_is_member(const struct aggregating *a,
                               const struct aggregate_entry *entry,
                               const struct aggregate_pair *pair);

void aggregate_entry_sum(struct aggregating *a, const struct aggregate_entry *entry,
                         struct aggregate_result *result);

#endif
