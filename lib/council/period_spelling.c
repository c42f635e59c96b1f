/* Periods as publishers write them: most are spelt as the contract does, then read. */
#include "council/period_spelling.h"

#include <stdio.h>
#include <strings.h>

const char *const period_spelling_words[] = {
    "default",    "split",          "iso-interval", "split-quarter",
    "month-name", "year-ending",    "digits",       "day-first",
    "quarter",    "year-beginning", "short-split",  "day-name",
    NULL
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
    "2022 Q3 or 2022",
    "2022 for 2022/23",
    "22-23 or 2022-23",
    "7 October 2022"
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

/* As "2023-11" with a zero byte, of "Nov 2023" or "November 2023". */
static bool spell_month(struct text t, char plain[PLAIN_SIZE])
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    if (t.length < 8 || !are_digits(t, t.length - 4, t.length))
        return false;
    const struct text name = text_trim(text_slice(t, 0, t.length - 4));
    for (int i = 0; i < 12; i++) {
        if ((name.length != 3 && name.length != strlen(months[i])) ||
            strncasecmp(name.bytes, months[i], name.length) != 0)
            continue;
        snprintf(plain, PLAIN_SIZE, "%04d-%02d", year_at(t, t.length - 4), i + 1);
        return true;
    }
    return false;
}

static bool parse_month_name(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    return spell_month(t, plain) && period_parse(text_of(plain), period);
}

static bool parse_day_name(struct text t, struct period *period)
{
    char month[PLAIN_SIZE], plain[PLAIN_SIZE + 4];
    const size_t digits = are_digits(t, 0, 2) ? 2 : 1;
    if (!are_digits(t, 0, digits) || t.length == digits || t.bytes[digits] != ' ' ||
        !spell_month(text_trim(text_slice(t, digits, t.length)), month))
        return false;
    snprintf(plain, sizeof plain, "%s-%s%.*s", month, digits == 1 ? "0" : "", (int)digits,
             t.bytes);
    return period_parse(text_of(plain), period);
}

/* The split year that begins `before` years before the one that stands there. */
static bool parse_split_of(struct text t, int before, struct period *period)
{
    char plain[PLAIN_SIZE];
    if (t.length != 4 || !are_digits(t, 0, 4) || year_at(t, 0) < before)
        return false;
    const int first = year_at(t, 0) - before;
    snprintf(plain, sizeof plain, "%04d/%02d", first, (first + 1) % 100);
    return period_parse(text_of(plain), period);
}

/* Of this century: the sign between the years may be missing. */
static bool parse_short_split(struct text t, struct period *period)
{
    char plain[PLAIN_SIZE];
    const size_t second =
        t.length == 5 && (t.bytes[2] == '-' || t.bytes[2] == '/') ? 3 : 2;
    if (period_parse_split(t, period))
        return true;
    if (t.length != second + 2 || !are_digits(t, 0, 2) ||
        !are_digits(t, second, t.length))
        return false;
    snprintf(plain, sizeof plain, "20%.2s/%.2s", t.bytes, t.bytes + second);
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
        return parse_split_of(t, 1, period);
    case PERIOD_SPELT_DIGITS:
        return parse_digits(t, period);
    case PERIOD_SPELT_DAY_FIRST:
        return parse_day_first(t, period);
    case PERIOD_SPELT_QUARTER:
        return parse_quarter(t, period);
    case PERIOD_SPELT_YEAR_BEGINNING:
        return parse_split_of(t, 0, period);
    case PERIOD_SPELT_SHORT_SPLIT:
        return parse_short_split(t, period);
    case PERIOD_SPELT_DAY_NAME:
        return parse_day_name(t, period);
    }
    return false;
}

static bool is_digit_at(struct text t, size_t i)
{
    return i < t.length && t.bytes[i] >= '0' && t.bytes[i] <= '9';
}

static bool is_word_at(struct text t, size_t i)
{
    return is_digit_at(t, i) ||
           (i < t.length && ((t.bytes[i] | 32) >= 'a' && (t.bytes[i] | 32) <= 'z'));
}

static bool is_sign_at(struct text t, size_t i)
{
    return i < t.length && strchr("-/.", t.bytes[i]) != NULL;
}

/* Whether a period may begin at `i`, and end before it. */
static bool may_begin(struct text t, size_t i)
{
    return is_word_at(t, i) && (i == 0 || !is_word_at(t, i - 1)) &&
           !(i > 1 && is_sign_at(t, i - 1) && is_digit_at(t, i - 2));
}

static bool may_end(struct text t, size_t i)
{
    return is_word_at(t, i - 1) && !is_word_at(t, i) &&
           !(is_sign_at(t, i) && is_digit_at(t, i + 1));
}

/* The length of the longest period at `i`, or 0. */
static size_t length_at(enum period_spelling spelling, struct text t, size_t i,
                        struct period *period)
{
    enum { LONGEST = 24 };
    size_t length = t.length - i < LONGEST ? t.length - i : LONGEST;
    while (length > 0 &&
           (!may_end(t, i + length) ||
            !period_parse_spelt(spelling, text_slice(t, i, i + length), period)))
        length--;
    return length;
}

enum period_found period_search_spelt(enum period_spelling spelling, struct text t,
                                      struct period *period)
{
    enum period_found found = PERIOD_FOUND_NONE;
    struct period here;
    for (size_t i = 0; i < t.length; i++) {
        const size_t length = may_begin(t, i) ? length_at(spelling, t, i, &here) : 0;
        if (length == 0)
            continue;
        if (found != PERIOD_FOUND_NONE && period_compare(here, *period) != 0)
            return PERIOD_FOUND_SEVERAL;
        found = PERIOD_FOUND_ONE;
        *period = here;
        i += length;
    }
    return found;
}
