/* What the parts of a run of oflog-progress share: for progress*.c alone. */
#ifndef OFLOG_STEP_PROGRESS_RUN_H
#define OFLOG_STEP_PROGRESS_RUN_H

#include "council/comparison.h"
#include "council/series.h"
#include "step/progress.h"

/* What a row's start is. */
enum progress_from {
    PROGRESS_FROM_NOTHING,
    PROGRESS_FROM_LAST_BEFORE,
    PROGRESS_FROM_FIRST_FIGURE,
    PROGRESS_FROM_ASKED
};

/* What one row is told. */
struct progress_way {
    uint32_t from; /* the row that it started from */
    uint32_t others;
    uint8_t from_is, more; /* enum progress_from, enum verdict */
    bool has_mads;
    double median; /* of the others' changes */
    double mads;   /* of the row's own among them */
};

/* A row of a cohort, by where it started and its class: those with the same have the same
 * others. */
struct progress_member {
    uint32_t row, from_cohort;
    enum area_class class;
};

/* The change of one area between two periods. */
struct progress_change {
    double oriented; /* how much better it became */
    uint32_t row;
};

struct progressing {
    const struct observation_table *table;
    const struct progress_options *options;
    struct series series;
    struct progress_way *ways; /* by row */
    int32_t *began;            /* by council: its first day */
    uint32_t *starts; /* by council: the row it started from, in the series at hand */
    uint8_t *starts_are;
    /* room for every area once */
    struct progress_member *members;
    struct progress_change *changes;
    double *sorted;
    struct csv_cells cells;
    struct csv_writer *writer;
};

static inline uint32_t progress_council(const struct progressing *p,
                                        const struct observation *row)
{
    return areas_get(p->table->reading.areas, row->area)->council;
}

static inline const struct metric *progress_metric(const struct progressing *p,
                                                   const struct observation *row)
{
    return &p->table->reading.metrics->all[row->metric];
}

/* Finds each area's first day, and for each row the one that its area started from. */
void progress_find_starts(struct progressing *p);

/* Sets the changes of a cohort's rows beside those of the others. */
void progress_judge_cohort(struct progressing *p, const struct cohort *cohort);

/* How much better `now` is than `from`, and what that is called. */
double progress_oriented(const struct metric *metric, const struct observation *from,
                         const struct observation *now);
enum verdict progress_verdict(const struct metric *metric, double oriented, bool similar);

#endif
