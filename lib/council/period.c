/* The time a figure is about. */
#include "council/period.h"

#include <stdio.h>

#include "council/date.h"

/* The key is the first day above, the kind in the lowest three bits. */
static struct period period_make(enum period_kind kind, struct date first)
{
    return (struct period){ (uint32_t)date_to_day(first) << 3 | (uint32_t)kind };
}

static bool digits(struct text t, size_t from, size_t count, int *number)
{
    *number = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= t.length || t.bytes[i] < '0' || t.bytes[i] > '9')
            return false;
        *number = *number * 10 + (t.bytes[i] - '0');
    }
    return true;
}

static bool make_checked(enum period_kind kind, struct date first, struct period *period)
{
    if (!date_is_real(first))
        return false;
    *period = period_make(kind, first);
    return true;
}

/* The last two digits of the year after `year`, or all four of it. */
static bool follows(struct text t, size_t from, int year)
{
    int second;
    if (t.length == from + 2)
        return digits(t, from, 2, &second) && second == (year + 1) % 100;
    return t.length == from + 4 && digits(t, from, 4, &second) && second == year + 1;
}

bool period_parse_split(struct text t, struct period *period)
{
    int year;
    return digits(t, 0, 4, &year) && t.length > 4 &&
           (t.bytes[4] == '/' || t.bytes[4] == '-') && follows(t, 5, year) &&
           make_checked(PERIOD_SPLIT_YEAR, (struct date){ year, 4, 1 }, period);
}

static bool parse_week(struct text t, int year, struct period *period)
{
    int week;
    int32_t monday;
    if (!digits(t, 6, 2, &week) || !date_of_week(year, week, &monday))
        return false;
    *period = period_make(PERIOD_WEEK, date_from_day(monday));
    return true;
}

bool period_parse(struct text t, struct period *period)
{
    int year, part;
    int32_t day;
    if (!digits(t, 0, 4, &year))
        return false;
    if (t.length == 4)
        return make_checked(PERIOD_YEAR, (struct date){ year, 1, 1 }, period);
    if (t.length == 7 && t.bytes[4] == '/')
        return period_parse_split(t, period);
    if (t.bytes[4] != '-')
        return false;
    if (t.length == 7 && t.bytes[5] == 'Q')
        return digits(t, 6, 1, &part) && part >= 1 && part <= 4 &&
               make_checked(PERIOD_QUARTER, (struct date){ year, 3 * part - 2, 1 },
                            period);
    if (t.length == 8 && t.bytes[5] == 'W')
        return parse_week(t, year, period);
    if (t.length == 7)
        return digits(t, 5, 2, &part) &&
               make_checked(PERIOD_MONTH, (struct date){ year, part, 1 }, period);
    return date_parse(t, &day) && make_checked(PERIOD_DAY, date_from_day(day), period);
}

bool period_parse_interval(struct text t, struct period *period)
{
    int32_t day;
    if (t.length != 14 || !date_parse(text_slice(t, 0, 10), &day) ||
        !text_is(text_slice(t, 10, 14), "/P1Y"))
        return false;
    const struct date first = date_from_day(day);
    if (first.month == 1 && first.day == 1)
        return make_checked(PERIOD_YEAR, first, period);
    if (first.day != 1 || (first.month != 4 && first.month != 8 && first.month != 9))
        return false;
    return make_checked(PERIOD_SPLIT_YEAR, (struct date){ first.year, 4, 1 }, period);
}

enum period_kind period_kind(struct period period)
{
    return (enum period_kind)(period.key & 7);
}

int32_t period_first_day(struct period period)
{
    return (int32_t)(period.key >> 3);
}

/* A week belongs to the ISO year of its Thursday. */
static int format_week(int32_t monday, char out[PERIOD_SIZE])
{
    const int year = date_from_day(monday + 3).year;
    int32_t first = 0;
    date_of_week(year, 1, &first);
    return snprintf(out, PERIOD_SIZE, "%04u-W%02u", (unsigned)year % 10000,
                    (unsigned)((monday - first) / 7 + 1) % 100);
}

const char *period_format(struct period period, char out[PERIOD_SIZE])
{
    const struct date d = date_from_day(period_first_day(period));
    const unsigned year = (unsigned)d.year % 10000, month = (unsigned)d.month % 100;
    switch (period_kind(period)) {
    case PERIOD_SPLIT_YEAR:
        snprintf(out, PERIOD_SIZE, "%04u/%02u", year, (year + 1) % 100);
        break;
    case PERIOD_YEAR:
        snprintf(out, PERIOD_SIZE, "%04u", year);
        break;
    case PERIOD_QUARTER:
        snprintf(out, PERIOD_SIZE, "%04u-Q%u", year, (month + 2) / 3);
        break;
    case PERIOD_MONTH:
        snprintf(out, PERIOD_SIZE, "%04u-%02u", year, month);
        break;
    case PERIOD_WEEK:
        format_week(period_first_day(period), out);
        break;
    case PERIOD_DAY:
        snprintf(out, PERIOD_SIZE, "%04u-%02u-%02u", year, month, (unsigned)d.day % 100);
        break;
    }
    return out;
}

int32_t period_start_day(struct period period, enum year_kind year)
{
    const int32_t first = period_first_day(period);
    if (period_kind(period) != PERIOD_SPLIT_YEAR || year != YEAR_ACADEMIC)
        return first;
    return date_to_day((struct date){ date_from_day(first).year, 8, 1 });
}

int32_t period_last_day(struct period period, enum year_kind year)
{
    const int32_t first = period_first_day(period);
    const struct date d = date_from_day(first);
    const int months_on = period_kind(period) == PERIOD_MONTH ? 1 : 3;
    switch (period_kind(period)) {
    case PERIOD_SPLIT_YEAR:
        return date_to_day(
                   (struct date){ d.year + 1, year == YEAR_ACADEMIC ? 8 : 4, 1 }) -
               1;
    case PERIOD_YEAR:
        return date_to_day((struct date){ d.year, 12, 31 });
    case PERIOD_QUARTER:
    case PERIOD_MONTH:
        if (d.month + months_on > 12)
            return date_to_day((struct date){ d.year, 12, 31 });
        return date_to_day((struct date){ d.year, d.month + months_on, 1 }) - 1;
    case PERIOD_WEEK:
        return first + 6;
    case PERIOD_DAY:
        return first;
    }
    return first;
}
