/* Calendar days as numbers. */
#include "council/date.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Leap years before `year`, counted from year 1. */
static int leaps_before(int year)
{
    const int y = year - 1;
    return y / 4 - y / 100 + y / 400;
}

bool date_is_real(struct date date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && date.month >= 1 &&
           date.month <= 12 && date.day >= 1 &&
           date.day <= month_length(date.year, date.month);
}

int32_t date_to_day(struct date date)
{
    int32_t day = (date.year - FIRST_YEAR) * 365 + leaps_before(date.year) -
                  leaps_before(FIRST_YEAR);
    for (int month = 1; month < date.month; month++)
        day += month_length(date.year, month);
    return day + date.day - 1;
}

struct date date_from_day(int32_t day)
{
    struct date date = { FIRST_YEAR + day / 366, 1, 1 };
    while (date_to_day((struct date){ date.year + 1, 1, 1 }) <= day)
        date.year++;
    day -= date_to_day(date);
    while (day >= month_length(date.year, date.month))
        day -= month_length(date.year, date.month++);
    date.day = day + 1;
    return date;
}

static bool read_digits(struct text t, size_t from, size_t count, int *number)
{
    *number = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= t.length || t.bytes[i] < '0' || t.bytes[i] > '9')
            return false;
        *number = *number * 10 + (t.bytes[i] - '0');
    }
    return true;
}

bool date_parse(struct text t, int32_t *day)
{
    struct date date;
    if (t.length != 10 || t.bytes[4] != '-' || t.bytes[7] != '-' ||
        !read_digits(t, 0, 4, &date.year) || !read_digits(t, 5, 2, &date.month) ||
        !read_digits(t, 8, 2, &date.day) || !date_is_real(date))
        return false;
    *day = date_to_day(date);
    return true;
}

/* Week 1 holds 4 January. 1 January 1900 was a Monday, so weeks are counted from day 0.
 */
static int32_t first_monday(int year)
{
    const int32_t fourth = date_to_day((struct date){ year, 1, 4 });
    return fourth - fourth % 7;
}

bool date_of_week(int year, int week, int32_t *day)
{
    if (year <= FIRST_YEAR || year >= LAST_YEAR || week < 1)
        return false;
    *day = first_monday(year) + 7 * (week - 1);
    return *day < first_monday(year + 1);
}
