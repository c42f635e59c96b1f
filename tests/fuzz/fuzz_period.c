/* libFuzzer: a period that is read is spelt as it was read, ends after it began, and is
 * ordered as it is spelt among its kind. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "council/date.h"
#include "council/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

/* Other spellings are read as a period that can be spelt and read again. */
static void check_again(struct period period)
{
    char spelt[PERIOD_SIZE];
    struct period again;
    require(period_parse(text_of(period_format(period, spelt)), &again),
            "what is spelt is read");
    require(period_compare(period, again) == 0, "and is the same period");
}

static void check_order(struct period a, struct period b)
{
    char x[PERIOD_SIZE], y[PERIOD_SIZE];
    const int order = strcmp(period_format(a, x), period_format(b, y));
    if (period_kind(a) == period_kind(b))
        require((order > 0) - (order < 0) == period_compare(a, b),
                "periods of a kind are ordered as they are spelt");
}

static void check_days(struct period period)
{
    for (enum year_kind year = YEAR_FINANCIAL; year <= YEAR_CALENDAR; year++) {
        const struct date last = date_from_day(period_last_day(period, year));
        require(period_last_day(period, year) >= (int32_t)(period.key >> 3),
                "a period ends after it began");
        require(last.month >= 1 && last.month <= 12 && last.day >= 1 && last.day <= 31,
                "its last day is one");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct text all = { (const char *)data, size };
    const struct text first = text_slice(all, 0, size / 2),
                      second = text_slice(all, size / 2, size);
    char spelt[PERIOD_SIZE];
    struct period period, other;
    if (period_parse(all, &period)) {
        require(text_is(all, period_format(period, spelt)), "a period is spelt as read");
        check_days(period);
    }
    if (period_parse_split(all, &period))
        check_again(period);
    if (period_parse_interval(all, &period))
        check_again(period);
    if (period_parse(first, &period) && period_parse(second, &other))
        check_order(period, other);
    return 0;
}
