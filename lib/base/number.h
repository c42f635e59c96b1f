/* Decimal text <-> double: no locale, no nan, no infinity, no hexadecimal; and when two
 * numbers are meant to be equal. */
#ifndef OFLOG_BASE_NUMBER_H
#define OFLOG_BASE_NUMBER_H

#include <stdbool.h>

#include "base/text.h"

/* Room for the longest text that number_format() writes, with its zero byte. */
enum { NUMBER_SIZE = 32 };

/* Reads the whole of `t` as [+-] digits [. digits] [(e|E) [+-] digits], with at least one
 * digit before the exponent; nothing around it, not even a space. The result is correctly
 * rounded, as strtod in the C locale would. False, with *number untouched, where `t` is
 * anything else or is too large for a double; what is too small becomes a zero or a
 * denormal. Texts of any length are read. */
bool number_parse(struct text t, double *number);

/* Writes `number` (finite) as printf("%.15g") in the C locale would, "-0" as "0", with a
 * zero byte; but what would be rounded to more than a double holds is cut to 15 digits,
 * so that number_parse() takes whatever is written. Returns the length. */
size_t number_format(double number, char text[NUMBER_SIZE]);

/* Half a unit of the last digit that a number's text shows, as in 41.2, 1200 or 1.2e3:
 * how far what was rounded to it may lie from it. */
double number_rounding(struct text shown);

/* Whether a and b are equal to within 1e-9 of the larger one: "on the limit" everywhere
 * in the toolkit. */
bool number_nearly_equal(double a, double b);

#endif
