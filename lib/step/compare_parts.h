/* The numerators and denominators of a whole table, read once. */
#ifndef OFLOG_STEP_COMPARE_PARTS_H
#define OFLOG_STEP_COMPARE_PARTS_H

#include "council/observation_table.h"

/* What a value was made of; NAN where it is not known. */
struct compare_parts {
    double numerator; /* known only with a denominator that it makes a value with */
    double denominator;
};

/* By row number, for the caller to free; NULL where the table has not both columns. */
struct compare_parts *compare_parts_read(const struct observation_table *table);

/* Whether a value, `shown` as published, was made of these counts: within its rounding
 * and that of counts to the nearest 5, as publishers do. A standardised rate is not. */
bool compare_parts_make(const struct metric *metric, struct compare_parts parts,
                        double value, struct text shown);

/* What a numerator and a denominator make. False where that is nothing. */
bool compare_parts_value(const struct metric *metric, double numerator,
                         double denominator, double *value);

/* The parts of several together. */
struct compare_sums {
    double numerator, denominator;
    uint32_t count;
};

/* Adds up; each list is sorted in place, so that their order does not matter. */
struct compare_sums compare_parts_sum(double *numerators, double *denominators,
                                      uint32_t count);

#endif
