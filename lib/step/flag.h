/* Flags: what somebody ought to look at, for good or ill, with the evidence.
 *
 * Reads what a comparison found and recomputes nothing of it. Holds the table: a rule
 * over time needs the rows before. */
#ifndef OFLOG_STEP_FLAG_H
#define OFLOG_STEP_FLAG_H

#include "council/flag_list.h"
#include "council/rule.h"
#include "council/selection.h"
#include "step/step.h"

struct flag_options {
    const struct rules *rules;
    const char *against;              /* the prefix of the comparison's columns */
    bool note_unused;                 /* note rules that no metric's definition names */
    const struct flag_list *previous; /* those of an earlier run; NULL: none */
};

/* How many flags were raised, by enum rule_kind, how many of all are new, and how many of
 * an earlier run are gone; the last two only with a run before. */
struct flag_count {
    uint64_t raised[RULE_KIND_COUNT];
    uint64_t is_new;
    uint64_t cleared;
};

/* Writes one row for each rule that a selected row's metric names and that is met there:
 * in the order of the rows, then of the rules. account->written counts the rows looked
 * at. A row whose cells of the comparison cannot be read is refused.
 *
 * Where a limit is met within 1e-9 the value is on it, and on it counts as beyond it.
 *
 * outlier: |_mads| >= scaled_mads * 1.4826 with _n >= minimum_n, and _verdict is worse
 *   (so its own limits, where it has some, have the last word). For a neutral metric on
 *   either side, as kind data of low severity: there is no worse side to be on.
 * bottom-quartile: a value strictly worse than _q1 (polarity high) or _q3 (low). Not
 *   asked of neutral metrics, nor of those with a target, whose quartiles are those of
 *   values and not of distances from it; that is noted.
 * persistent-bottom-quartile: the same in this period and in the ones before, `periods`
 *   in all, counted over those in which the table has any value of the metric at this
 *   level (and of this kind: years, quarters). No row or no value ends it.
 * no-return: no number, and no marker or x, where minimum_n peers have a number. Not
 *   where the service is not the council's (z), where another reports its figures, nor
 *   where there was a return that is only not shown: suppressed (c), rounded to zero
 *   (low), none recorded (w), or withheld for what its other letters say (u, p and so
 *   on).
 * implausible: |_mads| >= mads on either side, with _n >= minimum_n.
 * best-in-class: rank 1 of at least minimum_ranked, and _verdict is better; not raised
 *   for a value at its metric's minimum, which is a floor and no measurement. Needs
 *   oflog-rank's columns; without them it is skipped, and that is noted.
 *
 * Without limits by counts and intervals yet, `q_value` is empty.
 *
 * `status` is empty without a run before. With one it is "new" or "continuing", the
 * latter where that run raised the flag for this period or for the one published before;
 * a row with "cleared" follows at the end for each flag that is gone, as
 * flag_previous_find_cleared() tells. */
enum step_outcome flag_run(struct observation_table *table,
                           const struct selection *selection,
                           const struct flag_options *options, struct csv_writer *writer,
                           struct step_account *account, struct flag_count *count);

#endif
