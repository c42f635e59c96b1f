/* How much a verdict hangs on one peer more or less, and on the last digit of the value.
 *
 * Under one model a row has 3 (n + 1) variants: each of its n peers that count left out
 * in turn, or none; and with each of these the value as it is, and half a unit of the
 * last digit that it shows more and less, its limits or its count moved along. A variant
 * that gives no verdict (of five peers four are too few) is one in which it does not
 * stay. What does not change: a region's or country's figure, and how much wider an
 * adjusted funnel is. Both types of quantile have the same median, on which every rule
 * rests, so they are one variant. */
#ifndef OFLOG_STEP_COMPARE_STRESS_H
#define OFLOG_STEP_COMPARE_STRESS_H

#include "step/compare_finding.h"

enum { COMPARE_VERDICTS = VERDICT_LOWER + 1 };

/* How many of a row's variants give which verdict. */
struct compare_tally {
    uint32_t counts[COMPARE_VERDICTS];
    uint32_t variants; /* 0: the row itself has no verdict */
};

/* Tallies the variants of the row that compare_find() has just judged. */
void compare_stress(struct compare_judge *judge, const struct compare_finding *finding,
                    struct compare_tally *tally);

/* The share of variants in which `verdict` stays: first under each model, of those that
 * give the row a verdict at all, then the mean over them, so that a model of 300 peers
 * counts as much as one of 15. `tallies` of one row under each model. */
double compare_survives(const struct compare_tally *const tallies[], size_t models,
                        enum verdict verdict);

#endif
