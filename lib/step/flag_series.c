/* A council's own values up to one of them. */
#include "step/flag_series.h"

#include "council/date.h"

/* Whole for years, with quarters and twelfths between: equal steps for equal periods. */
static double years_of(struct period period)
{
    const int32_t day = period_first_day(period);
    const struct date date = date_from_day(day);
    const enum period_kind kind = period_kind(period);
    if (kind == PERIOD_WEEK || kind == PERIOD_DAY)
        return day / 365.25;
    return date.year + (date.month - 1) / 12.0;
}

static void turn_round(struct flag_series *s)
{
    for (size_t i = 0, j = s->count; i + 1 < j; i++) {
        j--;
        const double value = s->values[i], time = s->times[i];
        const bool gap = s->after_gap[i];
        const struct observation *row = s->rows[i];
        s->values[i] = s->values[j];
        s->times[i] = s->times[j];
        s->after_gap[i] = s->after_gap[j];
        s->rows[i] = s->rows[j];
        s->values[j] = value;
        s->times[j] = time;
        s->after_gap[j] = gap;
        s->rows[j] = row;
    }
}

void flag_series_gather(struct flag_series *s, const struct series *published,
                        const struct observation *row, uint32_t council, size_t periods)
{
    uint32_t cohort = row->cohort;
    s->count = 0;
    for (size_t i = 0; i < periods && cohort != SERIES_NONE;
         i++, cohort = series_previous(published, cohort)) {
        const struct observation *at = series_find(published, cohort, council);
        if (at == NULL) {
            if (s->count > 0)
                s->after_gap[s->count - 1] = true;
            continue;
        }
        s->values[s->count] = at->value;
        s->times[s->count] = years_of(at->period);
        s->after_gap[s->count] = false;
        s->rows[s->count] = at;
        s->first = at->period;
        s->count++;
        if ((at->markers & MARKER_BREAK) != 0)
            break;
    }
    turn_round(s);
    if (s->count > 0)
        s->after_gap[0] = false;
}
