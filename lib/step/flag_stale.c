/* Figures that stay out. */
#include "step/flag_stale.h"

#include <stdlib.h>

static const uint32_t no_row = UINT32_MAX;

/* The rows of the series' next cohort. `last`: by council, its last row so far. */
static void meet_cohort(struct flag_stale *stale, const struct observation_table *table,
                        uint32_t number, uint32_t *last)
{
    const struct cohort *cohort = &table->cohorts[number];
    for (uint32_t i = 0; i < cohort->count; i++) {
        const uint32_t row = cohort->rows[i];
        uint32_t *before = &last[observation_council(table, row)];
        if (*before != no_row)
            stale->next_row[*before] = number;
        if (table->rows[row].standing == STANDING_COUNTS)
            stale->figure[row] = row;
        else if (table->rows[row].standing != STANDING_OUTSIDE && *before != no_row)
            stale->figure[row] = stale->figure[*before];
        *before = row;
    }
}

static void walk_series(struct flag_stale *stale, const struct observation_table *table,
                        uint32_t first, uint32_t *last)
{
    uint32_t place = 0;
    for (size_t i = 0; i < areas_count(table->reading.areas); i++)
        last[i] = no_row;
    for (uint32_t c = first; c != SERIES_NONE; c = stale->after[c]) {
        stale->place[c] = place++;
        meet_cohort(stale, table, c, last);
    }
}

void flag_stale_init(struct flag_stale *stale, const struct series *series)
{
    const struct observation_table *table = series->table;
    const uint32_t cohorts = (uint32_t)table->cohort_count;
    uint32_t *last = memory_take(areas_count(table->reading.areas) + 1, sizeof *last);
    stale->place = memory_take(cohorts + 1, sizeof *stale->place);
    stale->after = memory_take(cohorts + 1, sizeof *stale->after);
    stale->figure = memory_take(table->count + 1, sizeof *stale->figure);
    stale->next_row = memory_take(table->count + 1, sizeof *stale->next_row);
    for (size_t i = 0; i < table->count; i++) {
        stale->figure[i] = no_row;
        stale->next_row[i] = SERIES_NONE;
    }
    for (uint32_t c = 0; c < cohorts; c++)
        stale->after[c] = SERIES_NONE;
    for (uint32_t c = 0; c < cohorts; c++)
        if (series_previous(series, c) != SERIES_NONE)
            stale->after[series_previous(series, c)] = c;
    for (uint32_t c = 0; c < cohorts; c++)
        if (series_previous(series, c) == SERIES_NONE &&
            series_newest(series, c) != SERIES_NONE)
            walk_series(stale, table, c, last);
    free(last);
}

void flag_stale_release(struct flag_stale *stale)
{
    free(stale->place);
    free(stale->after);
    free(stale->figure);
    free(stale->next_row);
    *stale = (struct flag_stale){ 0 };
}

static size_t count_figures(const struct flag_matter *m, uint32_t cohort)
{
    const struct cohort *members = &m->table->cohorts[cohort];
    size_t count = 0;
    for (uint32_t i = 0; i < members->count; i++)
        count += m->table->rows[members->rows[i]].standing == STANDING_COUNTS;
    return count;
}

enum flag_staleness flag_stale_at(const struct flag_stale *stale, struct flag_matter *m,
                                  const struct rule *rule, const struct observation *row,
                                  uint32_t cohort)
{
    const struct observation_table *table = m->table;
    const struct areas *areas = table->reading.areas;
    const struct metric *metric = &table->reading.metrics->all[row->metric];
    const struct period now = table->cohorts[cohort].period;
    const uint32_t figure = stale->figure[row - table->rows];
    if (figure == no_row ||
        areas_has_ended(areas, flag_council(m, row),
                        period_last_day(now, metric->year)) ||
        areas_joint_reporter(areas, flag_council(m, row), metric->id, now).length > 0)
        return FLAG_NOT_WATCHED;
    const struct observation *last = &table->rows[figure];
    const uint32_t behind = stale->place[cohort] - stale->place[last->cohort];
    if (behind < rule->parameters[RULE_PERIODS])
        return FLAG_FRESH;
    flag_add_period(m, "last_period", last->period);
    evidence_add_number(&m->evidence, "last", last->value);
    evidence_add_number(&m->evidence, "behind", behind);
    evidence_add_number(&m->evidence, "n", (double)count_figures(m, cohort));
    return FLAG_STALE;
}
