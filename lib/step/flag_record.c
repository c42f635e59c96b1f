/* What is counted of one rule in a back-test. */
#include "step/flag_record.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "council/date.h"
#include "stats/order.h"

/* Of events of fewer councils nothing is said: even if all were hits, an interval for the
 * share would reach from a half to one. Nor where the rule flagged nobody in any window.
 */
enum { FEWEST_COUNCILS = 5 };

/* The same day that many years away; 28 February for the 29th where there is none. */
static int32_t years_away(int32_t day, int years)
{
    struct date date = date_from_day(day);
    date.year += years;
    if (!date_is_real(date))
        date.day = 28;
    return date_to_day(date);
}

/* An event that follows another of its council within the window is the same story; each
 * that is kept begins a window of its own. */
void flag_events_init(struct flag_events *past, const struct event_list *events,
                      int years)
{
    *past = (struct flag_events){ .all = events, .years = years };
    past->kept = memory_take(events->count + 1, sizeof *past->kept);
    past->last = DATE_DISTANT_PAST;
    for (size_t i = 0; i < events->count; i++) {
        const struct council_event *event = &events->all[i],
                                   *before = past->kept + past->kept_count;
        past->last = event->day > past->last ? event->day : past->last;
        if (past->kept_count == 0 || before[-1].council != event->council ||
            event->day >= years_away(before[-1].day, past->years))
            past->kept[past->kept_count++] = *event;
    }
}

void flag_events_release(struct flag_events *past)
{
    free(past->kept);
}

void looks_release(struct looks *looks)
{
    free(looks->all);
    free(looks->spans);
    free(looks->raised_before);
    *looks = (struct looks){ 0 };
}

static int by_council_and_day(const void *a, const void *b)
{
    const struct look *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->day != q->day)
        return p->day < q->day ? -1 : 1;
    return (p->raised > q->raised) - (p->raised < q->raised);
}

/* Puts the looks in order. */
static void settle(struct looks *looks)
{
    if (looks->count > 0)
        qsort(looks->all, looks->count, sizeof *looks->all, by_council_and_day);
    looks->raised_before = memory_take(looks->count + 1, sizeof *looks->raised_before);
    looks->raised_before[0] = 0;
    size_t room = 0;
    for (size_t i = 0; i < looks->count; i++) {
        const struct look *look = &looks->all[i];
        looks->raised_before[i + 1] = looks->raised_before[i] + look->raised;
        if (i == 0 || look->council != look[-1].council) {
            ARRAY_RESERVE(looks->spans, room, looks->span_count + 1);
            looks->spans[looks->span_count++] =
                (struct span){ look->council, look->class, i, i };
        }
        looks->spans[looks->span_count - 1].to = i + 1;
    }
}

/* NULL where the rule was not put to the council. */
static const struct span *span_of(const struct looks *looks, uint32_t council)
{
    size_t from = 0, to = looks->span_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (looks->spans[middle].council < council)
            from = middle + 1;
        else
            to = middle;
    }
    return from < looks->span_count && looks->spans[from].council == council
               ? &looks->spans[from]
               : NULL;
}

static bool has_event(const struct event_list *events, uint32_t council)
{
    size_t from = 0, to = events->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (events->all[middle].council < council)
            from = middle + 1;
        else
            to = middle;
    }
    return from < events->count && events->all[from].council == council;
}

/* The first look of a span on that day or later. */
static size_t look_from(const struct looks *looks, const struct span *span, int32_t day)
{
    size_t from = span->from, to = span->to;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (looks->all[middle].day < day)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The looks of a span in the window before an event, which may be none: [*from, *to). */
static void find_window(const struct flag_events *past, const struct looks *looks,
                        const struct span *span, const struct council_event *event,
                        size_t *from, size_t *to)
{
    *from = look_from(looks, span, years_away(event->day, -past->years));
    *to = look_from(looks, span, event->day);
}

/* The events of one council in whose windows the rule was put to it. */
struct council_events {
    const struct council_event **all;
    size_t count, room;
};

/* In how many of the windows the rule flagged a council of the span; false where it was
 * not put to it in all of them. */
static bool count_hits(const struct flag_events *past, const struct looks *looks,
                       const struct span *span, const struct council_events *events,
                       size_t *hits)
{
    *hits = 0;
    for (size_t i = 0; i < events->count; i++) {
        size_t from, to;
        find_window(past, looks, span, events->all[i], &from, &to);
        if (from == to)
            return false;
        *hits += looks->raised_before[to] > looks->raised_before[from];
    }
    return true;
}

/* The days from the first flag in each window to its event. */
static void take_leads(const struct flag_events *past, const struct looks *looks,
                       const struct span *span, const struct council_events *events,
                       struct flag_record *record)
{
    for (size_t i = 0; i < events->count; i++) {
        size_t from, to;
        find_window(past, looks, span, events->all[i], &from, &to);
        while (from < to && !looks->all[from].raised)
            from++;
        if (from < to)
            record->leads[record->hits++] = events->all[i]->day - looks->all[from].day;
    }
}

/* The distribution of the hits so far, and of those that one more council adds:
 * `councils` of `among` have each number of them, 0 to `most`. */
static void add_chances(struct flag_record *record, const size_t *councils, size_t most,
                        size_t among)
{
    double *of = record->chances;
    for (size_t hits = record->events + most + 1; hits-- > 0;) {
        double sum = 0;
        for (size_t more = 0; more <= most && more <= hits; more++)
            if (hits - more <= record->events)
                sum += of[hits - more] * ((double)councils[more] / (double)among);
        of[hits] = sum;
    }
    for (size_t more = 0; more <= most; more++)
        record->expected += (double)more * (double)councils[more] / (double)among;
}

/* Takes the events of a council into the record, where others of its class were looked at
 * in all the same windows: one of them, or the council itself, is drawn for all of its
 * events at once, since who is flagged once is likely to be flagged again. */
static void take_events(const struct flag_events *past, const struct looks *looks,
                        const struct span *own, const struct council_events *events,
                        struct flag_record *record)
{
    size_t *councils = memory_take(events->count + 1, sizeof *councils);
    size_t hits, among = 0;
    memset(councils, 0, (events->count + 1) * sizeof *councils);
    for (size_t i = 0; i < looks->span_count; i++) {
        const struct span *span = &looks->spans[i];
        if (span != own &&
            (span->class != own->class || has_event(past->all, span->council)))
            continue;
        if (!count_hits(past, looks, span, events, &hits))
            continue;
        councils[hits]++;
        among++;
    }
    if (among > 1) {
        add_chances(record, councils, events->count, among);
        take_leads(past, looks, own, events, record);
        record->events += events->count;
        record->of_councils++;
    }
    free(councils);
}

/* The kept events [from, to) of one council. */
static void take_council_events(const struct flag_events *past, const struct looks *looks,
                                size_t from, size_t to, struct flag_record *record)
{
    const struct span *own = span_of(looks, past->kept[from].council);
    struct council_events events = { 0 };
    for (size_t i = from; own != NULL && i < to; i++) {
        size_t first, end;
        find_window(past, looks, own, &past->kept[i], &first, &end);
        if (first == end)
            continue;
        ARRAY_RESERVE(events.all, events.room, events.count + 1);
        events.all[events.count++] = &past->kept[i];
    }
    if (events.count > 0)
        take_events(past, looks, own, &events, record);
    free(events.all);
}

/* Whether an event of the council follows the day within the window. */
static bool is_followed(const struct flag_events *past, uint32_t council, int32_t day)
{
    const struct council_event *all = past->all->all;
    size_t from = 0, to = past->all->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (all[middle].council < council ||
            (all[middle].council == council && all[middle].day <= day))
            from = middle + 1;
        else
            to = middle;
    }
    return from < past->all->count && all[from].council == council &&
           all[from].day <= years_away(day, past->years);
}

/* Of the councils flagged: those after whose flags nothing followed, though there was
 * time, and those of which that cannot be said yet. */
static void take_council(const struct flag_events *past, const struct looks *looks,
                         const struct span *span, struct flag_record *record)
{
    bool raised = false, followed = false, had_time = false;
    for (size_t i = span->from; i < span->to; i++) {
        const struct look *look = &looks->all[i];
        if (!look->raised)
            continue;
        raised = true;
        followed = followed || is_followed(past, look->council, look->day);
        had_time = had_time || years_away(look->day, past->years) <= past->last;
    }
    record->councils++;
    record->flagged += raised;
    record->false_alarms += raised && !followed && had_time;
    record->open += raised && !followed && !had_time;
}

static double chance_of_hits(const struct flag_record *record)
{
    double sum = 0;
    for (size_t hits = record->hits; hits <= record->events; hits++)
        sum += record->chances[hits];
    return fmin(1, sum);
}

void flag_record_fill(struct flag_record *record, const struct flag_events *past,
                      struct looks *looks)
{
    *record = (struct flag_record){ 0 };
    record->chances = memory_take(past->kept_count + 1, sizeof *record->chances);
    record->leads = memory_take(past->kept_count + 1, sizeof *record->leads);
    record->chances[0] = 1;
    settle(looks);
    for (size_t from = 0, to; from < past->kept_count; from = to) {
        for (to = from + 1;
             to < past->kept_count && past->kept[to].council == past->kept[from].council;)
            to++;
        take_council_events(past, looks, from, to, record);
    }
    for (size_t i = 0; i < looks->span_count; i++)
        take_council(past, looks, &looks->spans[i], record);
    order_sort(record->leads, record->hits);
    record->has_p = record->of_councils >= FEWEST_COUNCILS && record->expected > 0;
    if (record->has_p)
        record->p = chance_of_hits(record);
}

void flag_record_release(struct flag_record *record)
{
    free(record->chances);
    free(record->leads);
}
