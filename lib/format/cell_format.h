/* Number formats of workbooks: a stored number and how it is shown.
 *
 * The codes are those of ECMA-376 part 1, 18.8.31: up to four sections for positive
 * numbers, negative ones, zero and text, or sections under conditions; digits, thousands,
 * per cent, exponent, fractions, dates, times, literal text. Colours are left out, space
 * of a character's width is one blank, and what is repeated to fill a cell is left out.
 * What comes is what LibreOffice writes as "shown": a number is rounded from the shortest
 * decimal that reads back as it, halves away from zero, and zero has no sign. */
#ifndef OFLOG_FORMAT_CELL_FORMAT_H
#define OFLOG_FORMAT_CELL_FORMAT_H

#include <stdint.h>

#include "base/text_buffer.h"

struct cell_format;

/* Compiles `code`; what is no code any program would accept shows numbers as General
 * does. `code` is copied; all is good as long as the arena. */
const struct cell_format *cell_format_compile(struct text code, struct arena *arena);

/* The code of a format that has a number and is never written down (ECMA-376, 18.8.30);
 * General for others. Dates in the system's short form are day/month/year, as British
 * publishers see them. */
struct text cell_format_built_in(uint32_t id);

/* Whether a number under this format is a date, a time or both. */
bool cell_format_is_time(const struct cell_format *format);

/* Appends a finite `number` as shown. Days are counted from the end of 1899, or from 1904
 * where `since_1904`. A number that is no date under a format of dates is shown as
 * General does. */
void cell_format_show(const struct cell_format *format, double number, bool since_1904,
                      struct text_buffer *out);

/* Appends `t` as the format shows text. */
void cell_format_show_text(const struct cell_format *format, struct text t,
                           struct text_buffer *out);

/* Appends `number` as General shows it: up to 15 digits, the exponent as E+20. */
void cell_format_show_general(double number, struct text_buffer *out);

/* Appends `number` as number_format() writes it: the 15 digits that spreadsheets let
 * people see and type. A number made by a formula may have a 16th and 17th that nobody
 * saw; 42177.469999999994 is 42177.47. */
void cell_format_stored(double number, struct text_buffer *out);

/* Appends the moment that `number` days are as 2020-01-31, 12:30:00, or both with a T
 * between them: where there is no whole day, or no time of day, that is left out. False,
 * with nothing appended, where it is no date up to the year 9999. */
bool cell_format_stored_time(double number, bool since_1904, struct text_buffer *out);

#endif
