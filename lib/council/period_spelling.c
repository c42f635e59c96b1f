/* Periods as publishers write them: most are spelt as the contract does, then read. */
#include "council/period_spelling.h"

#include <stdio.h>
#include <strings.h>

const char *const period_spelling_words[] = {
    "default",     "split",  "iso-interval", "split-quarter", "month-name",
    "year-ending", "digits", "day-first",    "quarter",       NULL
};

const char *const period_spelling_examples[] = {
    "2022/23, 2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31",
    "2022-23 or 2022/23",
    "2022-04-01/P1Y (a year from 1 January, April, August or September)",
    "2022/23 Q3",
    "Nov 2022 or November 2022",
    "2023 for 2022/23",
    "202223 for 2022/23",
    "31/03/2023",
    "2022 Q3 or 2022"
};

/* Room for three whole numbers with signs between: more than any of these has. */
enum { PLAIN_SIZE = 48 };

static bool are_digits(struct text t, size_t from, size_t to)
{
    if (t.length < to)
        return false;
    for (size_t i = from; i < to; i++)
        if (t.bytes[i] < '0' || t.bytes[i] > '9')
            return false;
    return true;
}

/* Four digits as a number. */
static int year_at(struct text t, size_t from)
{
    int year = 0;
    for (size_t i = from; i < from + 4; i++)
        year = year * 10 + (t.bytes[i] - '0');
    return year;
}

static bool parse_split_quarter(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    struct period split;
    if (t.length < 4)
        return false;
    const char *end = t.bytes + t.length - 2;
    const struct text year = text_trim(text_slice(t, 0, t.length - 2));
    if (end[0] != 'Q' || end[1] < '1' || end[1] > '4' ||
        !period_parse_split(year, &split))
        return false;
    const int quarter = end[1] - '0';
    const int first = year_at(year, 0);
    snprintf(plain, sizeof plain, "%04d-Q%d", quarter == 4 ? first + 1 : first,
             quarter % 4 + 1);
    return period_parse(text_of(plain), period);
}

static bool parse_month_name(struct text t, struct period *period)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    char plain[PLAIN_SIZE];
    if (t.length < 8 || !are_digits(t, t.length - 4, t.length))
        return false;
    const struct text name = text_trim(text_slice(t, 0, t.length - 4));
    for (int i = 0; i < 12; i++) {
        if ((name.length != 3 && name.length != strlen(months[i])) ||
            strncasecmp(name.bytes, months[i], name.length) != 0)
            continue;
        snprintf(plain, sizeof plain, "%04d-%02d", year_at(t, t.length - 4), i + 1);
        return period_parse(text_of(plain), period);
    }
    return false;
}

static bool parse_year_ending(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    if (t.length != 4 || !are_digits(t, 0, 4) || year_at(t, 0) == 0)
        return false;
    const int year = year_at(t, 0);
    snprintf(plain, sizeof plain, "%04d/%02d", year - 1, year % 100);
    return period_parse(text_of(plain), period);
}

static bool parse_digits(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    if (t.length != 6 || !are_digits(t, 0, 6))
        return false;
    snprintf(plain, sizeof plain, "%.4s/%.2s", t.bytes, t.bytes + 4);
    return period_parse(text_of(plain), period);
}

static bool parse_day_first(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    int part[3] = { 0, 0, 0 };
    size_t i = 0;
    for (int p = 0; p < 3; p++) {
        const size_t begin = i;
        while (i < t.length && t.bytes[i] >= '0' && t.bytes[i] <= '9' && i < begin + 4)
            part[p] = part[p] * 10 + (t.bytes[i++] - '0');
        if (p < 2 ? (i == begin || i > begin + 2 || i == t.length ||
                     (t.bytes[i] != '/' && t.bytes[i] != '.'))
                  : i != begin + 4)
            return false;
        i += p < 2;
    }
    snprintf(plain, sizeof plain, "%04d-%02d-%02d", part[2], part[1], part[0]);
    return i == t.length && period_parse(text_of(plain), period);
}

/* Quarters stand in one series with their years. */
static bool parse_quarter(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    const struct text quarter = text_trim(text_slice(t, 4, t.length));
    if (!are_digits(t, 0, 4) || (quarter.length > 0 && t.bytes[4] != ' '))
        return false;
    if (quarter.length > 2 || (quarter.length > 0 && quarter.bytes[0] != 'Q'))
        return false;
    snprintf(plain, sizeof plain, "%.4s%s%.*s", t.bytes, quarter.length > 0 ? "-" : "",
             TEXT_ARGS(quarter));
    return period_parse(text_of(plain), period);
}

bool period_parse_spelt(enum period_spelling spelling, struct text t,
                        struct period *period)
{
    switch (spelling) {
    case PERIOD_SPELT_DEFAULT:
        return period_parse(t, period);
    case PERIOD_SPELT_SPLIT:
        return period_parse_split(t, period);
    case PERIOD_SPELT_INTERVAL:
        return period_parse_interval(t, period);
    case PERIOD_SPELT_SPLIT_QUARTER:
        return parse_split_quarter(t, period);
    case PERIOD_SPELT_MONTH_NAME:
        return parse_month_name(t, period);
    case PERIOD_SPELT_YEAR_ENDING:
        return parse_year_ending(t, period);
    case PERIOD_SPELT_DIGITS:
        return parse_digits(t, period);
    case PERIOD_SPELT_DAY_FIRST:
        return parse_day_first(t, period);
    case PERIOD_SPELT_QUARTER:
        return parse_quarter(t, period);
    }
    return false;
}
