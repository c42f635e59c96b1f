/* Centre and spread of one set of numbers: finite, none missing. */
#ifndef OFLOG_STATS_SPREAD_H
#define OFLOG_STATS_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

/* What makes the median absolute deviation estimate the standard deviation of normal
 * values: 1 / Phi^-1(3/4), rounded as stats::mad has it. */
#define SPREAD_MAD_SCALE 1.4826

/* Arithmetic mean of `count` >= 1 values; summed in order in extended precision, so
 * callers hand sorted values over. */
double spread_mean(const double *values, size_t count);

/* The sum of `count` values in order in extended precision, so callers hand sorted values
 * over; 0 for none. Not finite where it is too large for a double. */
double spread_sum(const double *values, size_t count);

/* Sample standard deviation (n - 1) about the mean; 0 for fewer than two values. Two
 * passes, extended precision. */
double spread_standard_deviation(const double *values, size_t count);

/* Median absolute deviation from the median, not scaled, of `count` >= 1 values sorted
 * ascending: stats::mad(constant = 1). Linear: deviations below and above the median are
 * two sorted runs, merged up to the middle. */
double spread_mad(const double *sorted, size_t count);

/* Mean absolute deviation from the median of `count` >= 1 values sorted ascending. */
double spread_mean_absolute_deviation(const double *sorted, size_t count);

/* Whether a spread about `centre` is none: at most 1e-9 of it, which is what rounding of
 * the values may leave. */
bool spread_is_none(double spread, double centre);

#endif
