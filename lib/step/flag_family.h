/* Families of p values: those that one rule gives for all councils of one metric, period
 * and level, adjusted for how many they are. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_FAMILY_H
#define OFLOG_STEP_FLAG_FAMILY_H

#include "step/flag_choice.h"
#include "step/flag_tests.h"

struct flag_families {
    double **q; /* by rule, NULL where its test has none; then by row, below 0 for none */
    size_t rule_count;
};

/* Puts every rule that is asked and has p values to every row, those left out on request
 * too, and adjusts by Benjamini and Hochberg. 8 bytes for each such rule and row. */
void flag_families_init(struct flag_families *families, struct flag_matter *matter,
                        const struct rules *rules, const struct flag_choice *choice);
void flag_families_release(struct flag_families *families);

/* The q value of a rule and row (its number in the table); false where there is none. */
bool flag_families_q(const struct flag_families *families, size_t rule, size_t row,
                     double *q);

#endif
