/* Each area against its peers. */
#include "step/compare.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/number.h"
#include "step/compare_finding.h"
#include "step/compare_peers.h"
#include "step/compare_stress.h"

struct comparing {
    const struct observation_table *table;
    const struct compare_options *options;
    struct compare_judge judge;
    struct compare_finding *all;   /* by model, then by row */
    struct compare_finding *now;   /* of the model at work */
    struct compare_tally *tallies; /* as `all`; NULL: not asked for */
    struct compare_tally *tallies_now;
    const struct compare_tally **of_row; /* by model */
    char *group;                         /* the name of a row's group */
    size_t group_room;
};

const char *const benchmark_words[] = { "median", "aggregate", "region", "country",
                                        NULL };

const char *const funnel_words[] = { "chance",         "score", "adjusted",
                                     "multiplicative", "none",  NULL };

bool funnel_choice_is_wider(enum funnel_choice choice)
{
    return choice == FUNNEL_ADJUSTED || choice == FUNNEL_MULTIPLICATIVE;
}

static bool is_asked_for(const struct compare_options *options,
                         enum comparison_column column)
{
    switch (column) {
    case COMPARISON_AGAINST:
    case COMPARISON_BENCHMARK:
        return options->benchmark != BENCHMARK_BY_RULE;
    case COMPARISON_BENCHMARK_LOWER:
    case COMPARISON_BENCHMARK_UPPER:
        return options->double_ci;
    case COMPARISON_PHI_RAW:
    case COMPARISON_PHI:
    case COMPARISON_TAU_SQUARED:
        return funnel_choice_is_wider(options->funnel);
    case COMPARISON_GRADE:
        return options->grades;
    case COMPARISON_SURVIVES:
        return options->stress;
    default:
        return column < COMPARISON_ALWAYS;
    }
}

/* The columns of one comparison: those of the contract, then what was asked for beside
 * them. Returns how many. */
static size_t list_columns(const struct compare_options *options,
                           const char *words[COMPARISON_COLUMN_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; i < COMPARISON_RANK; i++)
        if (is_asked_for(options, (enum comparison_column)i))
            words[count++] = comparison_column_words[i];
    return count;
}

const char *const *compare_columns(const struct compare_options *options,
                                   struct arena *arena)
{
    const char *words[COMPARISON_COLUMN_COUNT];
    const size_t each = list_columns(options, words);
    const char **columns =
        arena_take(arena, (options->model_count * each + 1) * sizeof *columns);
    size_t count = 0;
    for (size_t m = 0; m < options->model_count; m++)
        for (size_t i = 0; i < each; i++)
            columns[count++] =
                arena_print(arena, "%s_%s", options->models[m].prefix, words[i]).bytes;
    columns[count] = NULL;
    return columns;
}

static void write_named(struct comparing *c, const char *kind, struct text name,
                        struct csv_writer *writer)
{
    const size_t length = strlen(kind);
    ARRAY_RESERVE(c->group, c->group_room, length + name.length + 1);
    memcpy(c->group, kind, length);
    memcpy(c->group + length, name.bytes, name.length);
    csv_write_cell(writer, (struct text){ c->group, length + name.length });
}

static void write_group(struct comparing *c, const struct peer_model *model,
                        const struct observation *row, struct csv_writer *writer)
{
    const struct areas *areas = c->table->reading.areas;
    const struct area *area = areas_get(areas, row->area);
    const enum year_kind year = c->table->reading.metrics->all[row->metric].year;
    uint32_t authority;
    switch (model->kind) {
    case PEERS_CLASS:
        write_named(c, "class:", text_of(area_class_words[area->class]), writer);
        break;
    case PEERS_ALL:
        write_named(c, "all:", text_of(area_level_words[area_level_of(area->class)]),
                    writer);
        break;
    case PEERS_REGION:
        write_named(c, "region:", area->region, writer);
        break;
    case PEERS_COMBINED_AUTHORITY:
        authority = areas_combined_authority(areas, row->area,
                                             period_last_day(row->period, year));
        write_named(c, "combined-authority:", areas_get(areas, authority)->name, writer);
        break;
    case PEERS_LISTED:
    case PEERS_OF_FILE:
        csv_write_cell(writer, text_of(model->list_name));
        break;
    }
}

static void write_numbers(const struct compare_finding *r, const struct observation *row,
                          struct csv_writer *writer)
{
    const bool own = row->standing == STANDING_COUNTS;
    const bool compared = row->standing != STANDING_BENCHMARK;
    csv_write_known(writer, compared, r->n);
    csv_write_known(writer, compared, r->missing);
    csv_write_known(writer, compared, r->outside);
    csv_write_known(writer, r->n > 0, r->mean);
    csv_write_known(writer, r->has_spread, r->q1);
    csv_write_known(writer, r->n > 0, r->median);
    csv_write_known(writer, r->has_spread, r->q3);
    csv_write_known(writer, r->has_spread, r->mad);
    csv_write_known(writer, r->n > 0 && own, row->value - r->median);
    csv_write_known(writer, r->has_mads, r->mads);
}

static struct text number_text(double number, char bytes[NUMBER_SIZE])
{
    return (struct text){ bytes, number_format(number, bytes) };
}

/* What was judged against: "median", "country:England", or "aggregate:149" where so many
 * of the peers have their parts. */
static void write_benchmark(struct comparing *c, const struct compare_finding *r,
                            struct csv_writer *writer)
{
    const struct areas *areas = c->table->reading.areas;
    char number[NUMBER_SIZE];
    if (!r->has_benchmark)
        csv_write_cell(writer, text_of(""));
    else if (r->against == BENCHMARK_AGGREGATE && r->summed < r->n)
        write_named(c, "aggregate:", number_text(r->summed, number), writer);
    else if (r->benchmark_area == AREA_NONE)
        csv_write_cell(writer, text_of(benchmark_words[r->against - BENCHMARK_MEDIAN]));
    else
        write_named(c, r->against == BENCHMARK_REGION ? "region:" : "country:",
                    areas_get(areas, r->benchmark_area)->name, writer);
    csv_write_known(writer, r->has_benchmark, r->benchmark);
}

static void write_comparison(struct comparing *c, const struct peer_model *model,
                             const struct observation *row,
                             const struct compare_finding *r, struct csv_writer *writer)
{
    char letters[MARKERS_SIZE];
    if (r->grouped)
        write_group(c, model, row, writer);
    else
        csv_write_cell(writer, text_of(""));
    write_numbers(r, row, writer);
    csv_write_cell(writer, text_of(comparison_verdict_words[r->verdict]));
    csv_write_cell(writer, text_of(comparison_basis_words[r->basis]));
    csv_write_cell(writer, text_of(markers_format(r->markers, letters)));
    if (c->options->benchmark != BENCHMARK_BY_RULE)
        write_benchmark(c, r, writer);
    if (c->options->double_ci) {
        csv_write_known(writer, r->has_benchmark_limits, r->benchmark_limits.lower);
        csv_write_known(writer, r->has_benchmark_limits, r->benchmark_limits.upper);
    }
    if (funnel_choice_is_wider(c->options->funnel)) {
        csv_write_known(writer, r->widened != COMPARE_NOT_MEASURED, r->phi_raw);
        csv_write_known(writer, r->widened == COMPARE_WIDENED, r->phi);
        csv_write_known(writer, r->widened == COMPARE_WIDENED, r->tau_squared);
    }
    if (c->options->grades)
        csv_write_cell(writer, text_of(comparison_grade_words[r->grade]));
    if (c->options->stress)
        csv_write_known(writer, r->verdict != VERDICT_NONE,
                        compare_survives(c->of_row, c->options->model_count,
                                         (enum verdict)r->verdict));
}

static void write_rows(struct comparing *c, const struct selection *selection,
                       const char *const *columns, struct csv_writer *writer,
                       struct step_account *account)
{
    observation_write_header(c->table, writer, columns);
    for (size_t i = 0; i < c->table->count; i++) {
        const struct observation *row = &c->table->rows[i];
        if (!step_takes(account, selection, c->table, row))
            continue;
        observation_write(row, writer);
        for (size_t m = 0; c->options->stress && m < c->options->model_count; m++)
            c->of_row[m] = &c->tallies[m * c->table->count + i];
        for (size_t m = 0; m < c->options->model_count; m++)
            write_comparison(c, &c->options->models[m], row,
                             &c->all[m * c->table->count + i], writer);
        csv_write_end(writer);
    }
}

static void compare_row(void *context, const struct cohort *cohort,
                        const struct compare_peers *peers)
{
    struct comparing *c = context;
    compare_find(&c->judge, cohort, peers, &c->now[peers->row]);
    if (c->options->stress)
        compare_stress(&c->judge, &c->now[peers->row], &c->tallies_now[peers->row]);
}

static void compare_by(struct comparing *c, const struct peer_model *model)
{
    struct compare_finder finder;
    compare_finder_init(&finder, c->table, model, c->options->include_self);
    for (size_t i = 0; i < c->table->count; i++)
        compare_find_nothing(&c->table->rows[i], &c->now[i]);
    for (size_t i = 0; i < c->table->cohort_count; i++)
        compare_each(&finder, &c->table->cohorts[i], compare_row, c);
    compare_finder_release(&finder);
}

static void take_tallies(struct comparing *c)
{
    const size_t count = c->table->count * c->options->model_count;
    c->tallies = memory_take(count, sizeof *c->tallies);
    memset(c->tallies, 0, count * sizeof *c->tallies);
    c->of_row = memory_take(c->options->model_count, sizeof *c->of_row);
}

static void note_sums(const struct comparing *c)
{
    if (c->judge.rows_of_some > 0)
        messages_note(
            c->table->reading.messages,
            "%llu comparisons are with what the peers make together but for those "
            "without a numerator or denominator",
            (unsigned long long)c->judge.rows_of_some);
}

static void note_grades(const struct comparing *c)
{
    if (c->judge.ungraded > 0)
        messages_note(c->table->reading.messages,
                      "%s by limits without a grade: that takes limits of 99.8%% too, in "
                      "%s and %s",
                      counted(c->judge.ungraded, "verdict").text, limits_wider_columns[0],
                      limits_wider_columns[1]);
}

enum step_outcome compare_run(const struct observation_table *table,
                              const struct selection *selection,
                              const struct compare_options *options,
                              struct csv_writer *writer, struct step_account *account)
{
    struct comparing c = { .table = table,
                           .options = options,
                           .all = memory_take(table->count * options->model_count,
                                              sizeof *c.all) };
    if (options->stress)
        take_tallies(&c);
    compare_judge_init(&c.judge, table, options);
    for (size_t m = 0; m < options->model_count; m++) {
        c.now = c.all + m * table->count;
        c.tallies_now = options->stress ? c.tallies + m * table->count : NULL;
        compare_by(&c, &options->models[m]);
    }
    write_rows(&c, selection, table->reading.added, writer, account);
    note_sums(&c);
    note_grades(&c);
    compare_judge_release(&c.judge);
    free(c.group);
    free(c.all);
    free(c.tallies);
    free(c.of_row);
    return STEP_DONE;
}
