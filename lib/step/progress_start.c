/* Where each area started. */
#include "step/progress_run.h"

#include <stdlib.h>

#include "council/date.h"

static const uint32_t no_row = UINT32_MAX;

/* A council may have had several codes: it began with the first. */
static void find_beginnings(struct progressing *p)
{
    const struct areas *areas = p->table->reading.areas;
    for (size_t i = 0; i < areas_count(areas); i++)
        p->began[i] = DATE_DISTANT_FUTURE;
    for (uint32_t i = 0; i < areas_count(areas); i++) {
        const struct area *area = areas_get(areas, i);
        if (area->valid_from < p->began[area->council])
            p->began[area->council] = area->valid_from;
    }
}

static bool ended_before(const struct progressing *p, const struct observation *row)
{
    return period_last_day(row->period, progress_metric(p, row)->year) <
           p->began[progress_council(p, row)];
}

/* What the row is as a start, in place of what its council has. */
static enum progress_from start_of(const struct progressing *p,
                                   const struct observation *row)
{
    if (p->options->since_period)
        return period_compare(row->period, p->options->period) == 0
                   ? PROGRESS_FROM_ASKED
                   : PROGRESS_FROM_NOTHING;
    if (ended_before(p, row))
        return PROGRESS_FROM_LAST_BEFORE;
    return p->starts[progress_council(p, row)] == no_row ? PROGRESS_FROM_FIRST_FIGURE
                                                         : PROGRESS_FROM_NOTHING;
}

/* The rows of the series' next cohort: each is told where its council started, unless the
 * period had ended before that. */
static void meet_cohort(struct progressing *p, const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t number = cohort->rows[i];
        const struct observation *row = &p->table->rows[number];
        if (row->standing != STANDING_COUNTS)
            continue;
        const uint32_t council = progress_council(p, row);
        const enum progress_from is = start_of(p, row);
        if (is != PROGRESS_FROM_NOTHING) {
            p->starts[council] = number;
            p->starts_are[council] = (uint8_t)is;
        } else if (p->starts[council] != no_row) {
            p->ways[number].from = p->starts[council];
            p->ways[number].from_is = p->starts_are[council];
        }
    }
}

/* From the newest cohort of a series back to its first, and on again from there. */
static void walk_series(struct progressing *p, uint32_t newest, uint32_t *chain)
{
    size_t length = 0;
    for (uint32_t c = newest; c != SERIES_NONE; c = series_previous(&p->series, c))
        chain[length++] = c;
    for (size_t i = 0; i < areas_count(p->table->reading.areas); i++)
        p->starts[i] = no_row;
    while (length-- > 0)
        meet_cohort(p, &p->table->cohorts[chain[length]]);
}

void progress_find_starts(struct progressing *p)
{
    const size_t count = p->table->cohort_count;
    bool *is_newest = memory_take(count + 1, sizeof *is_newest);
    uint32_t *chain = memory_take(count + 1, sizeof *chain);
    memset(is_newest, true, count);
    find_beginnings(p);
    for (uint32_t c = 0; c < count; c++)
        if (series_previous(&p->series, c) != SERIES_NONE)
            is_newest[series_previous(&p->series, c)] = false;
    for (uint32_t c = 0; c < count; c++)
        if (is_newest[c])
            walk_series(p, c, chain);
    free(is_newest);
    free(chain);
}
