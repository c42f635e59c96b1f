/* Flags: what somebody ought to look at, for good or ill, with the evidence.
 *
 * Reads what a comparison found and recomputes nothing of it. Holds the table: a rule
 * over time needs the rows before. */
#ifndef OFLOG_STEP_FLAG_H
#define OFLOG_STEP_FLAG_H

#include "council/event_list.h"
#include "council/flag_list.h"
#include "council/rule.h"
#include "council/selection.h"
#include "step/step.h"

struct flag_options {
    const struct rules *rules;
    const char *against;              /* the prefix of the comparison's columns */
    bool note_unused;                 /* note rules that no metric's definition names */
    const struct flag_list *previous; /* those of an earlier run; NULL: none */
    /* One of these instead of rows of flags: */
    bool by_theme;                   /* counts by council and best value theme */
    const struct event_list *events; /* each rule's record against these; NULL: no */
    int years;                       /* before an event in which a flag is a hit */
};

/* The window of a back-test where none is asked for, and the largest. */
enum { FLAG_USUAL_YEARS = 3, FLAG_MOST_YEARS = 20 };

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
 * A group are the rows of a cohort with the same cell in _group. "Published" periods are
 * those of the same kind (years, quarters) in which any row of the level counts.
 *
 * outlier: where the metric's `interval` says that its parts are counts, and ten rows of
 *   the group and this one have them: beyond the funnel_level limits, on the worse side,
 *   of a funnel about the group's sum of numerators over its sum of denominators, with
 *   over-dispersion (stats/funnel.h, a tenth of either tail winsorised). Else |_mads| >=
 *   scaled_mads * 1.4826 with _n >= minimum_n. In both cases _verdict must be worse, so
 *   the row's own limits, where it has some, have the last word. For a neutral metric on
 *   either side, as kind data of low severity: there is no worse side to be on. A target
 *   is judged by MADs alone.
 * Where _basis is limits or a funnel, a value is in the worse quarter only if _verdict is
 * worse, and in the better one, or recovered, only if it is better; so in each period
 * that a rule looks at. Position alone claims nothing that the uncertainty denies.
 *
 * bottom-quartile: a value strictly worse than _q1 (polarity high) or _q3 (low). Not
 *   asked of neutral metrics, nor of those with a target, whose quartiles are those of
 *   values and not of distances from it; that is noted.
 * persistent-bottom-quartile, persistent-top-quartile: the same, or strictly better than
 *   the better quartile, in this period and in the ones before, `periods` in all, counted
 *   over those published. No row or no value ends it.
 * no-return: no number, and no marker or x, where minimum_n peers have a number. Not
 *   where the service is not the council's (z), where another reports its figures, nor
 *   where there was a return that is only not shown: suppressed (c), rounded to zero
 *   (low), none recorded (w), or withheld for what its other letters say (u, p and so
 *   on).
 * implausible: |_mads| >= mads on either side, with _n >= minimum_n.
 * best-in-class: rank 1 of at least minimum_ranked, and _verdict is better. Needs
 *   oflog-rank's columns; without them it is skipped, and that is noted.
 * threshold: the value is `above` or more, or `below` or less.
 * zero: the value is 0, and at most `most` others of the group have that, with _n >=
 *   minimum_n.
 * stale: the council's last figure is `periods` or more published periods older than the
 *   newest. Raised for the newest period, whether the council has a row there or not; not
 *   of councils that have ended, without the service, or reported by another. A back-test
 *   asks it of every period, of what was published up to then.
 * boundary-jump: the row's code began, or the earlier row's ended, between the last day
 *   of the period published before and that of this one, and the value changed by
 *   scaled_mads * 1.4826 or more median absolute deviations from the median change of the
 *   group's others, at least minimum_n.
 * sustained-improvement: in the latest `periods` published periods each value is strictly
 *   better than the one before.
 * recovered: strictly better than _median, and in the worse quarter in one of the
 *   `periods` - 1 periods published before.
 * ahead-of-similar-start: those of the group whose value `periods` - 1 published periods
 *   before was within band * 1.4826 median absolute deviations (of the group's values
 *   then) of the council's are at least minimum_n, and the value is `mads` or more of
 *   their median absolute deviations now better than their median now. Councils whose
 *   series breaks after the start (marker b) are neither.
 * deteriorating, improving: p <= p_below by Mann and Kendall, and a slope by Theil and
 *   Sen for the worse or better, over the council's values of the latest `periods`
 *   published periods, at least minimum_periods and five; from the last marked b on.
 * special-cause-worse, special-cause-better: the last of those values has a signal on an
 *   XmR chart, screened (stats/control_chart.h), towards the worse or the better.
 * change-worse, change-better: against the period published before, by `change` of that
 *   value or more, and p <= p_below. With counts as for outlier: of proportions
 *   Newcombe's limits and the pooled z test, of rates Byar's limits joined and an exact
 *   binomial test of the events given their sum. Else by the limits beside both values,
 *   taken to be of 95%. Not across a marker b.
 *
 * What celebrates is not raised for a value at its metric's minimum, which is a floor and
 * no measurement (improving and recovered apart), nor is zero.
 *
 * `q_value`: of tests with a p value (the funnel's is two-sided, from the adjusted z),
 * adjusted after Benjamini and Hochberg among all rows of the metric, period and level
 * that the rule was put to, those left out on request too. A rule with q_below wants it
 * no larger; rows without a p value it then does not flag.
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
