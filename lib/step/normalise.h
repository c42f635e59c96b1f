/* Values made comparable: rebuilt from their parts, and scored among those alike.
 *
 * Holds the table, and some 20 bytes more for each row. */
#ifndef OFLOG_STEP_NORMALISE_H
#define OFLOG_STEP_NORMALISE_H

#include "council/deflator.h"
#include "council/within.h"
#include "step/normalise_limits.h"
#include "step/step.h"

enum score_kind { SCORE_NONE, SCORE_MADS, SCORE_Z, SCORE_PERCENTILE, SCORE_MIN_MAX };

struct normalise_options {
    /* every value that has its parts is made anew; the old one goes to `published` */
    bool rebuild;
    struct limits_options limits;
    bool small_numbers; /* adds three columns */
    /* money is shown in the prices of `base`; NULL: as it was paid */
    const struct deflator *deflator;
    double base_index; /* that of the period whose prices are wanted */
    enum score_kind score;
    /* which rows are scored together, inside metric, period and level */
    struct within within;
};

/* The columns that normalise_run() adds under these options, ending in NULL; those of
 * limits apart for which the table may have columns already. */
enum { NORMALISE_COLUMNS = 12 };
void normalise_columns(const struct normalise_options *options,
                       const char *columns[NORMALISE_COLUMNS]);

/* Fills each empty value that has both parts and no marker with per * numerator /
 * denominator (metric_value_of_parts()): with a marker it was withheld, and stays so. A
 * result below the metric's minimum becomes the minimum, and a denominator that is not
 * above 0 leaves the value empty; both are counted. A row whose numerator is above its
 * denominator (proportions), or negative where the metric is not money and has no
 * minimum, is refused. A published value that differs from its parts by more than half a
 * unit of its last digit, or that no proportion can have, is said with its place: the
 * first twenty, and then how many in all.
 *
 * Then fills both limits (limits_make()) of a row that has neither and whose value its
 * parts give: published ones stay. Where wider ones are asked for, rows whose limits are
 * made get those too: how wide published ones would be is not known.
 *
 * With small_numbers, value_low and value_high are between what the value may lie where
 * its metric's counts are rounded, or where its numerator is withheld as c and the metric
 * says which counts are; the value of these stays empty. small_number says that a row is
 * such (suppressed), or a proportion of fewer than 20 (small-base) or 30 (low-base).
 *
 * Then, with a deflator, money (metric_is_money()): value, numerator and limits are
 * multiplied by base_index / index of the row's period, which `real_factor` shows.
 * Without an index for it they become empty and the marker x.
 *
 * Then scores (stats/score.h) all values of a group, the area's own included, turned so
 * that more is better; those of neutral metrics keep their sign. Empty where there is no
 * value or no spread. */
enum step_outcome normalise_run(struct observation_table *table,
                                const struct normalise_options *options,
                                struct csv_writer *writer, struct step_account *account);

#endif
