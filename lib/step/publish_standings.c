/* All areas of a level in one metric and period, side by side. */
#include "step/publish_standings.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "step/publish_writing.h"

static int by_name(const void *a, const void *b)
{
    const struct publish_standing *p = a, *q = b;
    const int order = text_compare(p->area->name, q->area->name);
    return order != 0 ? order : text_compare(p->area->code, q->area->code);
}

static void read_more(const struct publish_site *site, struct publish_standing *standing)
{
    const size_t band = observation_column(site->table, "band");
    struct csv_cells cells = { 0 };
    if (publish_entry_has_figure(&standing->entry))
        standing->has_limits =
            limits_read(site->table, standing->entry.row, &cells, &standing->limits);
    observation_cells(standing->entry.row, &cells);
    standing->has_band = band != CSV_COLUMN_ABSENT &&
                         number_parse(cells.cells[band], &standing->band) &&
                         standing->band >= 1 && floor(standing->band) == standing->band;
    csv_cells_release(&cells);
}

void publish_standings_gather(struct publish_standings *standings,
                              struct publish_site *site, const struct cohort *cohort,
                              struct arena *arena)
{
    *standings = (struct publish_standings){ .metric = cohort->metric, .cohort = cohort };
    standings->all = arena_take(arena, (cohort->count + 1) * sizeof *standings->all);
    for (uint32_t i = 0; i < cohort->count; i++) {
        struct observation *row = &site->table->rows[cohort->rows[i]];
        struct publish_standing standing = {
            .area = publish_newest(site, areas_get(site->areas, row->area)->council),
            .entry = { .metric = cohort->metric, .period = cohort->period, .row = row },
        };
        if (row->gone ||
            !publish_entry_read(&site->entries, cohort, &standing.entry, arena))
            continue;
        read_more(site, &standing);
        if (standing.has_band && standing.band > standings->bands)
            standings->bands = standing.band;
        standings->all[standings->count++] = standing;
    }
    if (standings->count > 0)
        qsort(standings->all, standings->count, sizeof *standings->all, by_name);
}

struct publish_class publish_class_of(const struct publish_standings *standings,
                                      enum area_class class)
{
    struct publish_class found = { .class = class };
    for (size_t i = 0; i < standings->count; i++) {
        const struct publish_standing *s = &standings->all[i];
        if (s->area->class != class)
            continue;
        const bool has = publish_entry_has_figure(&s->entry);
        found.with += has;
        found.missing += !has && s->entry.row->standing == STANDING_MISSING;
        found.has_limits = found.has_limits || s->has_limits;
        found.has_intervals =
            found.has_intervals || (s->entry.has_rank && s->entry.rank.has_interval);
        found.has_bands = found.has_bands || (s->entry.has_rank && s->has_band);
    }
    return found;
}

struct text publish_reason(const struct publish_site *site,
                           const struct publish_standing *standing, struct arena *arena)
{
    const struct publish_entry *entry = &standing->entry;
    if (publish_entry_has_figure(entry))
        return text_of("");
    const struct text reporter = areas_joint_reporter(
        site->areas, standing->area->council, entry->metric->id, entry->period);
    if (!text_is_empty(reporter)) {
        const uint32_t area = areas_find_code(site->areas, reporter);
        return arena_print(
            arena, "reported together with %.*s",
            TEXT_ARGS(area == AREA_NONE ? reporter : areas_get(site->areas, area)->name));
    }
    if (entry->row->standing != STANDING_OUTSIDE)
        return words_missing(arena, entry->row->markers);
    return text_of(entry->row->has_value
                       ? "another council stands for it in this period"
                       : "not applicable, since it does not run the service");
}

struct text publish_standings_peers(const struct publish_site *site,
                                    const struct publish_standings *standings,
                                    enum area_class class, size_t peers,
                                    struct arena *arena)
{
    for (size_t i = 0; i < standings->count; i++) {
        const struct text group =
            standings->all[i].entry.comparisons[peers].cells[COMPARISON_GROUP];
        if (standings->all[i].area->class == class && !text_is_empty(group))
            return words_peers(arena, group, HUGE_VAL);
    }
    return site->entries.peers[peers].prefix;
}
