/* An index of prices. */
#include "council/deflator.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "council/date.h"
#include "format/csv_list.h"

struct price {
    struct period period;
    double index;
};

struct deflator {
    struct price *prices; /* ordered by period */
    size_t count;
    size_t room;
    char edition[64];
};

/* The ratio of any two is a number, and no 0 that money would vanish in. */
static const double least_index = 1e-100, greatest_index = 1e100;

struct deflator_reading {
    struct deflator *deflator;
    struct csv_list list;
    struct messages *messages;
    size_t period, value, edition; /* cells */
};

static bool read_header(struct deflator_reading *r, struct byte_source *source)
{
    const enum csv_outcome outcome = csv_list_open(&r->list, source, r->messages);
    if (outcome == CSV_END)
        messages_say(r->messages, r->list.header, "the deflator is empty");
    if (outcome != CSV_ROW)
        return false;
    r->period = csv_list_need(&r->list, "period");
    r->value = csv_list_need(&r->list, "value");
    r->edition = csv_list_find(&r->list, "edition");
    return r->period != CSV_COLUMN_ABSENT && r->value != CSV_COLUMN_ABSENT;
}

static void keep_edition(struct deflator_reading *r, const struct csv_row *row)
{
    struct deflator *d = r->deflator;
    if (d->edition[0] == '\0' && r->edition != CSV_COLUMN_ABSENT)
        snprintf(d->edition, sizeof d->edition, "%.*s",
                 TEXT_ARGS(row->cells[r->edition]));
}

static bool read_price(struct deflator_reading *r, const struct csv_row *row)
{
    struct deflator *d = r->deflator;
    struct place place = csv_list_place(&r->list, row, CSV_COLUMN_ABSENT);
    struct price price;
    const char *wrong = csv_list_wrong_width(&r->list, row);
    if (wrong != NULL) {
        messages_say(r->messages, place, "%s", wrong);
        return false;
    }
    if (row->cells[r->value].length == 0)
        return true;
    place.column = r->period + 1;
    if (!period_parse_split(row->cells[r->period], &price.period) &&
        !period_parse(row->cells[r->period], &price.period)) {
        messages_say(r->messages, place, "'%.*s' is not a period",
                     TEXT_ARGS(row->cells[r->period]));
        return false;
    }
    place.column = r->value + 1;
    if (!number_parse(row->cells[r->value], &price.index) ||
        !(price.index >= least_index && price.index <= greatest_index)) {
        messages_say(r->messages, place,
                     "'%.*s' is no index of prices: a number above 0, from 1e-100 to "
                     "1e100",
                     TEXT_ARGS(row->cells[r->value]));
        return false;
    }
    keep_edition(r, row);
    ARRAY_RESERVE(d->prices, d->room, d->count + 1);
    d->prices[d->count++] = price;
    return true;
}

static int by_period(const void *a, const void *b)
{
    const struct price *x = a, *y = b;
    return period_compare(x->period, y->period);
}

static bool check_doubled(const struct deflator_reading *r)
{
    const struct deflator *d = r->deflator;
    char period[PERIOD_SIZE];
    for (size_t i = 1; i < d->count; i++) {
        if (period_compare(d->prices[i - 1].period, d->prices[i].period) != 0 ||
            d->prices[i - 1].index == d->prices[i].index)
            continue;
        messages_say(r->messages, (struct place){ r->list.header.file, 0, 0 },
                     "the deflator has two different numbers for %s",
                     period_format(d->prices[i].period, period));
        return false;
    }
    return true;
}

static bool read_prices(struct deflator_reading *r, struct byte_source *source)
{
    struct csv_row row;
    enum csv_outcome outcome;
    if (!read_header(r, source))
        return false;
    while ((outcome = csv_list_next(&r->list, &row)) == CSV_ROW)
        if (!read_price(r, &row))
            return false;
    if (outcome != CSV_END)
        return false;
    if (r->deflator->count > 0)
        qsort(r->deflator->prices, r->deflator->count, sizeof *r->deflator->prices,
              by_period);
    return check_doubled(r);
}

struct deflator *deflator_read(struct byte_source *source, struct messages *messages)
{
    struct deflator *deflator = memory_take(1, sizeof *deflator);
    *deflator = (struct deflator){ 0 };
    struct deflator_reading r = { .deflator = deflator, .messages = messages };
    const bool fine = read_prices(&r, source);
    csv_list_close(&r.list);
    if (fine)
        return deflator;
    deflator_close(deflator);
    return NULL;
}

void deflator_close(struct deflator *deflator)
{
    if (deflator == NULL)
        return;
    free(deflator->prices);
    free(deflator);
}

static bool find_price(const struct deflator *d, struct period period, double *index)
{
    const struct price key = { .period = period };
    const struct price *found =
        d->count == 0 ? NULL : bsearch(&key, d->prices, d->count, sizeof key, by_period);
    if (found != NULL)
        *index = found->index;
    return found != NULL;
}

static bool month_index(const struct deflator *d, int year, int month, double *index)
{
    char name[PERIOD_SIZE];
    struct period quarter;
    snprintf(name, sizeof name, "%04d-Q%d", year, (month - 1) / 3 + 1);
    return period_parse(text_of(name), &quarter) && find_price(d, quarter, index);
}

bool deflator_index(const struct deflator *deflator, struct period period,
                    enum year_kind year, double *index)
{
    const bool academic =
        period_kind(period) == PERIOD_SPLIT_YEAR && year == YEAR_ACADEMIC;
    if (!academic && find_price(deflator, period, index))
        return true;
    const struct date first = date_from_day(period_first_day(period));
    const struct date last = date_from_day(period_last_day(period, year));
    const int from = 12 * first.year + (academic ? 8 : first.month) - 1;
    const int to = 12 * last.year + last.month - 1;
    long double sum = 0;
    for (int month = from; month <= to; month++) {
        double of_month;
        if (!month_index(deflator, month / 12, month % 12 + 1, &of_month))
            return false;
        sum += of_month;
    }
    *index = (double)(sum / (to - from + 1));
    return true;
}

const char *deflator_edition(const struct deflator *deflator)
{
    return deflator->edition;
}
