/* How sure the ranks of one group are. */
#include "step/rank_certainty.h"

#include <math.h>
#include <stdlib.h>

#include "council/limits.h"
#include "stats/distribution.h"
#include "stats/rank_bootstrap.h"
#include "stats/rank_posterior.h"

/* The values with their errors; false where no row has any. Marks the rows that do. */
static bool read_errors(const struct observation_table *table, double confidence,
                        const uint32_t *rows, uint32_t count, double *errors,
                        struct rank_certainty *certainties)
{
    bool any = false;
    const double width = 2 * distribution_z(confidence);
    struct csv_cells cells = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        struct limits limits;
        const bool has = limits_read(table, &table->rows[rows[i]], &cells, &limits);
        const double error = has ? (limits.upper - limits.lower) / width : 0;
        certainties[rows[i]].known = has && isfinite(error);
        errors[i] = certainties[rows[i]].known ? error : 0;
        any = any || certainties[rows[i]].known;
    }
    csv_cells_release(&cells);
    return any;
}

/* Chances are right to 1e-10; further digits would only differ between machines. */
static double shown(double chance)
{
    return rint(chance * 1e9) / 1e9;
}

/* An interval of chances holds most of a rank's chances and need not hold the rank that
 * stands beside it, or all that equal values share. It is stretched to them: nobody is
 * 3rd, and from 1st to 1st. `given` has the best value first. */
static void hold_own_ranks(const struct rank_values *given, struct rank_limits *limits)
{
    for (size_t first = 0, end; first < given->count; first = end) {
        end = first + 1;
        while (end < given->count && given->values[end] == given->values[first])
            end++;
        for (size_t i = first; i < end; i++) {
            if (limits[i].lower > first + 1)
                limits[i].lower = first + 1;
            if (limits[i].upper < end)
                limits[i].upper = end;
        }
    }
}

static void tell(const struct rank_values *given,
                 const struct rank_certainty_options *options, const uint32_t *rows,
                 struct rank_certainty *certainties)
{
    const size_t count = given->count;
    struct rank_limits *limits = memory_take(count, sizeof *limits);
    struct rank_groups *groups = memory_take(count, sizeof *groups);
    struct rank_posterior *chances = memory_take(count, sizeof *chances);
    rank_groups(given, options->confidence, groups);
    rank_posterior(given, options->confidence, chances);
    if (options->method == RANK_METHOD_HOLM)
        rank_interval_holm(given, options->confidence, options->scope, limits);
    if (options->method == RANK_METHOD_BOOTSTRAP)
        rank_interval_bootstrap(given, options->confidence, options->scope, limits);
    for (size_t i = 0; options->method == RANK_METHOD_POSTERIOR && i < count; i++)
        limits[i] = (struct rank_limits){ chances[i].lower, chances[i].upper };
    hold_own_ranks(given, limits);
    for (size_t i = 0; i < count; i++) {
        struct rank_certainty *told = &certainties[rows[i]];
        told->lower = (uint32_t)limits[i].lower;
        told->upper = (uint32_t)limits[i].upper;
        told->group_from = (uint32_t)groups[i].first;
        told->group_to = (uint32_t)groups[i].last;
        told->best_quarter = shown(chances[i].best_quarter);
        told->worst_quarter = shown(chances[i].worst_quarter);
    }
    free(limits);
    free(groups);
    free(chances);
}

bool rank_certainty_fill(const struct observation_table *table,
                         const struct rank_certainty_options *options,
                         const uint32_t *rows, const double *badness, uint32_t count,
                         struct rank_certainty *certainties)
{
    if (count > RANK_CERTAINTY_MOST)
        return false;
    double *values = memory_take(2 * (size_t)count, sizeof *values);
    double *errors = values + count;
    for (uint32_t i = 0; i < count; i++)
        values[i] = -badness[i];
    if (read_errors(table, options->limits, rows, count, errors, certainties))
        tell(&(struct rank_values){ values, errors, count }, options, rows, certainties);
    free(values);
    return true;
}
