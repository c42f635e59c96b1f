/* What --check sees while a recipe reads the new edition. A part of ingest_check.c. */
#ifndef OFLOG_STEP_INGEST_CHECK_WATCH_H
#define OFLOG_STEP_INGEST_CHECK_WATCH_H

#include "base/text_map.h"
#include "step/ingest.h"

/* Observations of which it is remembered whether there is another of the same metric,
 * area and period; and different periods that are listed. */
enum { CHECK_MOST_OBSERVATIONS = 1000000, CHECK_MOST_PERIODS = 1000 };

/* A column of the file that no part of the recipe reads. */
struct checked_column {
    struct text head;
    size_t cell;    /* from 0 */
    bool is_across; /* its head is such as those across, and beyond their bounds */
    uint64_t filled, numbers;
    uint64_t first_line; /* of a number */
};

/* How often something was met, and where first. */
struct checked_count {
    uint64_t count, line;
};

struct check_watch {
    const struct recipe *recipe;
    struct checked_column *columns;
    size_t column_count;
    struct text_map periods; /* as observation tables spell them */
    struct checked_count period_counts[CHECK_MOST_PERIODS];
    uint64_t other_periods;
    struct text_map areas; /* codes */
    struct text_map seen;  /* of observations: metric, area and period */
    uint64_t unseen;       /* observations beyond CHECK_MOST_OBSERVATIONS */
    struct checked_count repeats;
    struct text repeated; /* the first, for people */
    char *scratch;        /* for numbers */
    size_t scratch_room;
    struct arena arena;
};

void check_watch_init(struct check_watch *watch, const struct recipe *recipe);
void check_watch_release(struct check_watch *watch);

/* The functions by which ingest tells of what it reads; `watch` must live as long. */
struct ingest_watch check_watch_hooks(struct check_watch *watch);

#endif
