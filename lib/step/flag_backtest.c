/* --backtest: whether flags came before what befell councils. */
#include "step/flag_backtest.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "stats/interval.h"
#include "stats/multiple_tests.h"
#include "stats/order.h"

/* Of fewer events nothing is said: even if all were hits, an interval for the share would
 * reach from a half to one. Nor where the rule flagged nobody in any window. */
enum { FEWEST_EVENTS = 5 };

#define CONFIDENCE 0.95
#define SIGNIFICANT 0.05

/* One rule put to one row, by the day on which the row's period ended. */
struct look {
    uint32_t council;
    int32_t day;
    uint16_t class;
    bool raised;
};

struct looks {
    struct look *all; /* ordered by council and day when they are read */
    size_t count, room;
};

/* What is counted of one rule. */
struct record {
    size_t events, hits, controls; /* controls: in all windows together */
    double expected;
    double *chances; /* of each event: that a council like it is flagged in its window */
    double *leads;   /* of each hit, days */
    size_t councils, flagged, false_alarms, open;
    bool has_p;
    double p, q;
};

struct flag_backtest {
    const struct observation_table *table;
    const struct rules *rules;
    const struct event_list *events;
    int years;
    struct looks *looks; /* by rule */
};

struct flag_backtest *flag_backtest_open(const struct observation_table *table,
                                         const struct rules *rules,
                                         const struct event_list *events, int years)
{
    struct flag_backtest *b = memory_take(1, sizeof *b);
    *b = (struct flag_backtest){ table, rules, events, years, NULL };
    b->looks = memory_take(rules->count + 1, sizeof *b->looks);
    for (size_t i = 0; i < rules->count; i++)
        b->looks[i] = (struct looks){ 0 };
    return b;
}

void flag_backtest_close(struct flag_backtest *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->rules->count; i++)
        free(b->looks[i].all);
    free(b->looks);
    free(b);
}

void flag_backtest_look(struct flag_backtest *b, size_t rule,
                        const struct observation *row, bool raised)
{
    struct looks *looks = &b->looks[rule];
    const struct area *area = areas_get(b->table->reading.areas, row->area);
    const enum year_kind year = b->table->reading.metrics->all[row->metric].year;
    ARRAY_RESERVE(looks->all, looks->room, looks->count + 1);
    looks->all[looks->count++] =
        (struct look){ area->council, period_last_day(row->period, year),
                       (uint16_t)area->class, raised };
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

/* The same day that many years away; 28 February for the 29th where there is none. */
static int32_t years_away(int32_t day, int years)
{
    struct date date = date_from_day(day);
    date.year += years;
    if (!date_is_real(date))
        date.day = 28;
    return date_to_day(date);
}

/* The looks at one council, [*from, returned). */
static size_t end_of_council(const struct looks *looks, size_t from)
{
    size_t to = from;
    while (to < looks->count && looks->all[to].council == looks->all[from].council)
        to++;
    return to;
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

/* What a rule said of a council in a window. */
struct seen {
    bool looked;
    bool raised;
    int32_t first; /* day of the first flag */
};

static struct seen look_between(const struct looks *looks, size_t from, size_t to,
                                int32_t first_day, int32_t day)
{
    struct seen seen = { 0 };
    for (size_t i = from; i < to; i++) {
        const struct look *look = &looks->all[i];
        if (look->day < first_day || look->day >= day)
            continue;
        seen.looked = true;
        if (look->raised && !seen.raised) {
            seen.raised = true;
            seen.first = look->day;
        }
    }
    return seen;
}

/* An event that follows another of its council within the window is the same story. */
static bool follows_another(const struct flag_backtest *b, size_t event)
{
    const struct council_event *e = b->events->all;
    size_t kept = event;
    /* from the first of the council on, each that is kept begins a window of its own */
    while (kept > 0 && e[kept - 1].council == e[event].council)
        kept--;
    for (size_t i = kept + 1; i <= event; i++)
        if (e[i].day >= years_away(e[kept].day, b->years))
            kept = i;
    return kept != event;
}

/* Takes one event into the record where its council was looked at in the window before,
 * and others of its class were too. */
static void take_event(const struct flag_backtest *b, const struct looks *looks,
                       const struct council_event *event, struct record *record)
{
    const enum area_class class = areas_get(b->table->reading.areas, event->area)->class;
    const int32_t first_day = years_away(event->day, -b->years);
    struct seen own = { 0 };
    size_t others = 0, flagged = 0;
    for (size_t from = 0, to; from < looks->count; from = to) {
        to = end_of_council(looks, from);
        const struct look *council = &looks->all[from];
        if (council->council != event->council &&
            (council->class != class || has_event(b->events, council->council)))
            continue;
        const struct seen seen = look_between(looks, from, to, first_day, event->day);
        if (council->council == event->council) {
            own = seen;
            continue;
        }
        others += seen.looked;
        flagged += seen.raised;
    }
    if (!own.looked || others == 0)
        return;
    const double chance = (double)(flagged + own.raised) / (double)(others + 1);
    record->chances[record->events++] = chance;
    record->expected += chance;
    record->controls += others;
    if (own.raised)
        record->leads[record->hits++] = event->day - own.first;
}

/* Whether an event of the council follows the day within the window. */
static bool is_followed(const struct flag_backtest *b, uint32_t council, int32_t day)
{
    for (size_t i = 0; i < b->events->count; i++)
        if (b->events->all[i].council == council && b->events->all[i].day > day &&
            b->events->all[i].day <= years_away(day, b->years))
            return true;
    return false;
}

static int32_t last_event(const struct event_list *events)
{
    int32_t last = DATE_DISTANT_PAST;
    for (size_t i = 0; i < events->count; i++)
        last = events->all[i].day > last ? events->all[i].day : last;
    return last;
}

/* Of the councils flagged: those after whose flags nothing followed, though there was
 * time, and those of which that cannot be said yet. */
static void take_council(const struct flag_backtest *b, const struct looks *looks,
                         size_t from, size_t to, struct record *record)
{
    const int32_t last = last_event(b->events);
    bool raised = false, followed = false, had_time = false;
    for (size_t i = from; i < to; i++) {
        const struct look *look = &looks->all[i];
        if (!look->raised)
            continue;
        raised = true;
        followed = followed || is_followed(b, look->council, look->day);
        had_time = had_time || years_away(look->day, b->years) <= last;
    }
    record->councils++;
    record->flagged += raised;
    record->false_alarms += raised && !followed && had_time;
    record->open += raised && !followed && !had_time;
}

/* The chance of so many hits or more, where each event is a hit with its own chance: the
 * distribution of Poisson and the binomial. */
static double chance_of_hits(const struct record *record)
{
    double *of = memory_take(record->events + 1, sizeof *of), sum = 0;
    memset(of, 0, (record->events + 1) * sizeof *of);
    of[0] = 1;
    for (size_t i = 0; i < record->events; i++)
        for (size_t hits = i + 2; hits-- > 0;)
            of[hits] = of[hits] * (1 - record->chances[i]) +
                       (hits > 0 ? of[hits - 1] * record->chances[i] : 0);
    for (size_t hits = record->hits; hits <= record->events; hits++)
        sum += of[hits];
    free(of);
    return fmin(1, sum);
}

static void fill_record(const struct flag_backtest *b, struct looks *looks,
                        struct record *record)
{
    *record = (struct record){ 0 };
    record->chances = memory_take(b->events->count + 1, sizeof *record->chances);
    record->leads = memory_take(b->events->count + 1, sizeof *record->leads);
    if (looks->count > 0)
        qsort(looks->all, looks->count, sizeof *looks->all, by_council_and_day);
    for (size_t i = 0; i < b->events->count; i++)
        if (!follows_another(b, i))
            take_event(b, looks, &b->events->all[i], record);
    for (size_t from = 0, to; from < looks->count; from = to) {
        to = end_of_council(looks, from);
        take_council(b, looks, from, to, record);
    }
    order_sort(record->leads, record->hits);
    record->has_p = record->events >= FEWEST_EVENTS && record->expected > 0;
    if (record->has_p)
        record->p = chance_of_hits(record);
}

static void adjust(struct record *records, size_t count)
{
    double *p = memory_take(count + 1, sizeof *p);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (records[i].has_p)
            p[used++] = records[i].p;
    multiple_tests_adjust(p, used, MULTIPLE_TESTS_BENJAMINI_HOCHBERG, p);
    used = 0;
    for (size_t i = 0; i < count; i++)
        if (records[i].has_p)
            records[i].q = p[used++];
    free(p);
}

static const char *finding_of(const struct record *record)
{
    if (!record->has_p)
        return "no-evidence";
    return record->q <= SIGNIFICANT ? "more-than-chance" : "no-more-than-chance";
}

static void write_record(const struct rule *rule, const struct record *record,
                         struct csv_writer *writer)
{
    struct interval limits = { 0 };
    const bool has = record->has_p;
    const bool leads = record->hits > 0;
    if (has)
        interval_clopper_pearson((double)record->hits, (double)record->events, CONFIDENCE,
                                 &limits);
    csv_write_cell(writer, rule->id);
    csv_write_cell(writer, text_of(rule_kind_words[rule->kind]));
    csv_write_number(writer, (double)record->events);
    csv_write_number(writer, (double)record->hits);
    csv_write_number(writer, (double)(record->events - record->hits));
    csv_write_known(writer, has, (double)record->hits / (double)record->events);
    csv_write_known(writer, has, limits.lower);
    csv_write_known(writer, has, limits.upper);
    csv_write_known(writer, record->events > 0, record->expected);
    csv_write_known(writer, has, record->p);
    csv_write_known(writer, has, record->q);
    csv_write_known(writer, leads, leads ? record->leads[0] : 0);
    csv_write_known(writer, leads, leads ? order_median(record->leads, record->hits) : 0);
    csv_write_known(writer, leads, leads ? record->leads[record->hits - 1] : 0);
    csv_write_number(writer, (double)record->councils);
    csv_write_number(writer, (double)record->flagged);
    csv_write_number(writer, (double)record->false_alarms);
    csv_write_number(writer, (double)record->open);
    csv_write_cell(writer, text_of(finding_of(record)));
    csv_write_end(writer);
}

void flag_backtest_write(struct flag_backtest *b, struct csv_writer *writer)
{
    static const char *const columns[] = {
        "flag",     "kind",         "events",      "hits",      "misses",
        "hit_rate", "lower",        "upper",       "expected",  "p_value",
        "q_value",  "lead_least",   "lead_median", "lead_most", "councils",
        "flagged",  "false_alarms", "open",        "finding"
    };
    struct record *records = memory_take(b->rules->count + 1, sizeof *records);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_write_cell(writer, text_of(columns[i]));
    csv_write_end(writer);
    for (size_t i = 0; i < b->rules->count; i++)
        fill_record(b, &b->looks[i], &records[i]);
    adjust(records, b->rules->count);
    for (size_t i = 0; i < b->rules->count; i++) {
        write_record(&b->rules->all[i], &records[i], writer);
        free(records[i].chances);
        free(records[i].leads);
    }
    free(records);
}
