/* Calendar days as numbers: order and distance. */
#ifndef OFLOG_COUNCIL_DATE_H
#define OFLOG_COUNCIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* A day is an int32_t: days since 1 January 1900 (day 0) in the Gregorian calendar; years
 * 1900 to 2199. */
enum { DATE_DISTANT_PAST = INT32_MIN, DATE_DISTANT_FUTURE = INT32_MAX };

struct date {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

bool date_is_real(struct date date);
int32_t date_to_day(struct date date);
struct date date_from_day(int32_t day);

/* Reads "2019-04-01" and nothing else. */
bool date_parse(struct text t, int32_t *day);

/* Monday of week `week` (1 to 53) of ISO 8601 year `year`; false where the year has no
 * such week. */
bool date_of_week(int year, int week, int32_t *day);

#endif
