/* One council's figures gathered, with what was found about them. */
#include "step/publish_entry.h"

#include <stdlib.h>

#include "step/publish_rank.h"

static size_t place_of(const struct observation_table *table, struct text prefix,
                       const char *suffix, struct arena *arena)
{
    return observation_column(
        table, arena_print(arena, "%.*s_%s", TEXT_ARGS(prefix), suffix).bytes);
}

/* Whether the columns of a comparison stand under this prefix; a lone "x_median" may be
 * anybody's column. */
static bool find_peers(const struct observation_table *table, struct text prefix,
                       struct publish_peers *peers, struct arena *arena)
{
    for (size_t i = 0; i < COMPARISON_ALWAYS; i++)
        if (place_of(table, prefix, comparison_column_words[i], arena) ==
            CSV_COLUMN_ABSENT)
            return false;
    peers->prefix = arena_keep(arena, prefix);
    return comparison_find(table, peers->prefix.bytes, &peers->columns);
}

void publish_entries_init(struct publish_entries *entries,
                          struct observation_table *table, struct arena *arena)
{
    const struct text ending = text_of("_median");
    *entries = (struct publish_entries){ .table = table };
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct text name = table->columns.names[i];
        struct publish_peers peers;
        if (name.length <= ending.length ||
            !text_equal(text_slice(name, name.length - ending.length, name.length),
                        ending) ||
            !find_peers(table, text_slice(name, 0, name.length - ending.length), &peers,
                        arena))
            continue;
        if (entries->peer_count < PUBLISH_MOST_PEERS)
            entries->peers[entries->peer_count++] = peers;
        else
            messages_note(table->reading.messages,
                          "the comparison '%.*s' is left out: a page shows %d",
                          TEXT_ARGS(peers.prefix), PUBLISH_MOST_PEERS);
    }
}

void publish_entries_release(struct publish_entries *entries)
{
    free(entries->all);
    entries->all = NULL;
    entries->count = 0;
}

static uint32_t council_of(const struct observation_table *table, uint32_t row)
{
    return areas_get(table->reading.areas, table->rows[row].area)->council;
}

static struct observation *find_row(const struct observation_table *table,
                                    const struct cohort *cohort, uint32_t council)
{
    for (uint32_t i = 0; i < cohort->count; i++)
        if (council_of(table, cohort->rows[i]) == council &&
            !table->rows[cohort->rows[i]].gone)
            return &table->rows[cohort->rows[i]];
    return NULL;
}

bool publish_has_values(const struct observation_table *table,
                        const struct cohort *cohort)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *row = &table->rows[cohort->rows[i]];
        if (row->standing == STANDING_COUNTS ||
            (row->standing == STANDING_BENCHMARK && row->has_value))
            return true;
    }
    return false;
}

void publish_count_rest(const struct observation_table *table,
                        struct step_account *account)
{
    uint64_t present = 0;
    for (size_t i = 0; i < table->count; i++)
        present += !table->rows[i].gone;
    account->not_selected = present > account->written ? present - account->written : 0;
}

struct chosen {
    const struct cohort *cohort; /* of the period that is shown; NULL: it has none */
    bool has_values;
    bool any; /* the metric has rows of this level */
    const struct observation *last;
};

static void choose_cohorts(struct publish_entries *entries,
                           const struct selection *selection, const struct area *area,
                           struct chosen *chosen)
{
    const struct observation_table *table = entries->table;
    const enum area_level level = area_level_of(area->class);
    for (size_t c = 0; c < table->cohort_count; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        const size_t metric = (size_t)(cohort->metric - table->reading.metrics->all);
        struct chosen *choice = &chosen[metric];
        if (cohort->level != level ||
            (selection->metrics != NULL && !selection->metrics[metric]))
            continue;
        const bool valued = publish_has_values(table, cohort);
        const bool later = choice->cohort == NULL || valued > choice->has_values ||
                           (valued == choice->has_values &&
                            period_compare(cohort->period, choice->cohort->period) > 0);
        const bool asked = selection->one_period
                               ? period_compare(cohort->period, selection->period) == 0
                               : later;
        choice->any = true;
        if (asked) {
            choice->cohort = cohort;
            choice->has_values = valued;
        }
        const struct observation *row = find_row(table, cohort, area->council);
        if (row != NULL && row->has_value && row->standing != STANDING_OUTSIDE &&
            (choice->last == NULL ||
             period_compare(row->period, choice->last->period) > 0))
            choice->last = row;
    }
}

/* Its own region's figure, and its country's: all codes of a country begin with one
 * letter, and those of the United Kingdom and the like with K. */
static bool is_benchmark_of(const struct area *area, const struct area *benchmark)
{
    if (benchmark->class == CLASS_REGION)
        return text_equal(benchmark->name, area->region);
    return benchmark->code.bytes[0] == area->code.bytes[0];
}

static void find_benchmarks(const struct publish_entries *entries,
                            const struct area *area, struct publish_entry *entry)
{
    const struct observation_table *table = entries->table;
    for (size_t c = 0; c < table->cohort_count; c++) {
        const struct cohort *cohort = &table->cohorts[c];
        if (cohort->metric != entry->metric ||
            (cohort->level != LEVEL_REGION && cohort->level != LEVEL_COUNTRY) ||
            period_compare(cohort->period, entry->period) != 0)
            continue;
        for (uint32_t i = 0; i < cohort->count; i++) {
            const struct observation *row = &table->rows[cohort->rows[i]];
            const struct area *other = areas_get(table->reading.areas, row->area);
            if (!row->gone && row->standing == STANDING_BENCHMARK && row->has_value &&
                other->council != area->council && is_benchmark_of(area, other))
                entry->benchmarks[cohort->level == LEVEL_REGION] = row;
        }
    }
}

/* False where the row was refused. */
static bool read_comparisons(struct publish_entries *entries,
                             const struct csv_cells *cells, struct publish_entry *entry,
                             struct arena *arena)
{
    for (size_t i = 0; i < entries->peer_count; i++) {
        const struct publish_peers *peers = &entries->peers[i];
        struct comparison *comparison = &entry->comparisons[i];
        const size_t wrong = comparison_read(&peers->columns, cells, comparison);
        if (wrong != CSV_COLUMN_ABSENT) {
            observation_refuse(entries->table, entry->row, wrong,
                               "nothing that oflog-compare or oflog-rank writes "
                               "stands here");
            return false;
        }
        for (size_t c = 0; c < COMPARISON_COLUMN_COUNT; c++)
            comparison->cells[c] = arena_keep(arena, comparison->cells[c]);
    }
    return true;
}

bool publish_entry_read(struct publish_entries *entries, const struct cohort *cohort,
                        struct publish_entry *entry, struct arena *arena)
{
    struct csv_cells cells = { 0 };
    observation_cells(entry->row, &cells);
    const bool fine = read_comparisons(entries, &cells, entry, arena);
    if (fine)
        publish_rank_read(entries, cohort, &cells, entry);
    csv_cells_release(&cells);
    return fine;
}

static void add_entry(struct publish_entries *entries, const struct selection *selection,
                      const struct chosen *chosen, const struct area *area,
                      struct publish_entry *entry, struct arena *arena)
{
    entry->period = chosen->cohort == NULL ? selection->period : chosen->cohort->period;
    entry->row = chosen->cohort == NULL
                     ? NULL
                     : find_row(entries->table, chosen->cohort, area->council);
    const bool fine =
        entry->row == NULL || publish_entry_read(entries, chosen->cohort, entry, arena);
    find_benchmarks(entries, area, entry);
    entry->last = publish_entry_has_figure(entry) ? NULL : chosen->last;
    entry->not_its_service =
        entry->row == NULL
            ? !metric_compares(entry->metric, area->class)
            : entry->row->standing == STANDING_OUTSIDE && !entry->row->has_value;
    entries->count += fine;
}

void publish_entries_gather(struct publish_entries *entries,
                            const struct selection *selection, uint32_t number,
                            struct arena *arena)
{
    const struct metrics *metrics = entries->table->reading.metrics;
    const struct area *area = areas_get(entries->table->reading.areas, number);
    struct chosen *chosen = memory_take(metrics->count + 1, sizeof *chosen);
    memset(chosen, 0, (metrics->count + 1) * sizeof *chosen);
    publish_entries_release(entries);
    entries->all = memory_take(metrics->count + 1, sizeof *entries->all);
    choose_cohorts(entries, selection, area, chosen);
    for (size_t i = 0; i < metrics->count; i++) {
        if (!chosen[i].any)
            continue;
        entries->all[entries->count] =
            (struct publish_entry){ .metric = &metrics->all[i] };
        add_entry(entries, selection, &chosen[i], area, &entries->all[entries->count],
                  arena);
    }
    free(chosen);
}
