/* The time a figure is about: parse, order, spell. */
#ifndef OFLOG_COUNCIL_PERIOD_H
#define OFLOG_COUNCIL_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum period_kind {
    PERIOD_SPLIT_YEAR,
    PERIOD_YEAR,
    PERIOD_QUARTER,
    PERIOD_MONTH,
    PERIOD_WEEK,
    PERIOD_DAY
};

/* Which twelve months a split year such as 2022/23 is. */
enum year_kind { YEAR_FINANCIAL, YEAR_ACADEMIC, YEAR_CALENDAR };

/* Small, and ordered by `key`: by first day, then by kind. A split year is ordered as the
 * financial one. */
struct period {
    uint32_t key;
};

enum { PERIOD_SIZE = 16 };

/* Reads "2022/23", "2022", "2022-Q3", "2022-07", "2022-W05" or "2022-07-31". A split
 * year's second part must follow its first; "2022-23" is refused, since it may be a month
 * gone wrong as well as a year. */
bool period_parse(struct text t, struct period *period);

/* Split years as publishers write them: "2015-16", "2015/16", "2015/2016", "2015-2016". A
 * bare "2016" is refused: it may begin or end the year, and guessing wrong moves a
 * council by twelve months unnoticed. */
bool period_parse_split(struct text t, struct period *period);

/* An ISO 8601 interval of one year, "2024-08-01/P1Y": a year that starts on 1 January is
 * a year, one from 1 April, 1 August or 1 September a split one; no other is a year that
 * metrics have. */
bool period_parse_interval(struct text t, struct period *period);

/* As period_parse() reads it, with a zero byte. Returns `out`. */
const char *period_format(struct period period, char out[PERIOD_SIZE]);

enum period_kind period_kind(struct period period);

/* The first day; of a split year, that of the financial one. */
int32_t period_first_day(struct period period);

/* The first day where `year` says which twelve months a split year is: 1 April (financial)
 * or 1 August (academic). */
int32_t period_start_day(struct period period, enum year_kind year);

/* The last day. Split years end on 31 March (financial) or 31 July (academic); `year`
 * matters to them alone. */
int32_t period_last_day(struct period period, enum year_kind year);

static inline int period_compare(struct period a, struct period b)
{
    return (a.key > b.key) - (a.key < b.key);
}

/* By kind, then by time: periods of one kind follow each other, those of another are
 * another series. */
static inline int period_compare_in_kind(struct period a, struct period b)
{
    const enum period_kind x = period_kind(a), y = period_kind(b);
    return x != y ? (x > y) - (x < y) : period_compare(a, b);
}

#endif
