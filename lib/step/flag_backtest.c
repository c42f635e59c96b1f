/* --backtest: whether flags came before what befell councils. */
#include "step/flag_backtest.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "council/date.h"
#include "stats/distribution.h"
#include "stats/interval.h"
#include "stats/multiple_tests.h"
#include "stats/order.h"
#include "step/flag_record.h"

#define CONFIDENCE 0.95
#define SIGNIFICANT 0.05

struct flag_backtest {
    const struct observation_table *table;
    const struct rules *rules;
    struct flag_events events;
    struct looks *looks; /* by rule */
};

struct flag_backtest *flag_backtest_open(const struct observation_table *table,
                                         const struct rules *rules,
                                         const struct event_list *events, int years)
{
    struct flag_backtest *b = memory_take(1, sizeof *b);
    *b = (struct flag_backtest){ .table = table, .rules = rules };
    flag_events_init(&b->events, events, years);
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
        looks_release(&b->looks[i]);
    free(b->looks);
    flag_events_release(&b->events);
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

static void adjust(struct flag_record *records, size_t count)
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

static const char *finding_of(const struct flag_record *record)
{
    if (!record->has_p)
        return "no-evidence";
    return record->q <= SIGNIFICANT ? "more-than-chance" : "no-more-than-chance";
}

/* Limits of the share of hits by Clopper and Pearson, as wide as if each council had one
 * event: of events of one council the second tells little that is new. After E. L. Korn
 * and B. I. Graubard, Confidence intervals for proportions with small expected number of
 * positive counts estimated from survey data, Survey Methodology 24 (1998), whose
 * effective number of cases is at least that. */
static struct interval hit_limits(const struct flag_record *record)
{
    const double tail = (1 - CONFIDENCE) / 2, n = (double)record->of_councils;
    const double x = n * (double)record->hits / (double)record->events;
    return (struct interval){
        record->hits == 0 ? 0
                          : distribution_beta_quantile(tail, x, n - x + 1, TAIL_LOWER),
        record->hits == record->events
            ? 1
            : distribution_beta_quantile(tail, x + 1, n - x, TAIL_UPPER),
    };
}

static void write_record(const struct rule *rule, const struct flag_record *record,
                         struct csv_writer *writer)
{
    const bool has = record->has_p;
    const bool leads = record->hits > 0;
    const struct interval limits = has ? hit_limits(record) : (struct interval){ 0 };
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
    csv_write_number(writer, (double)record->of_councils);
    csv_write_end(writer);
}

void flag_backtest_write(struct flag_backtest *b, struct csv_writer *writer)
{
    static const char *const columns[] = {
        "flag",     "kind",         "events",      "hits",      "misses",
        "hit_rate", "lower",        "upper",       "expected",  "p_value",
        "q_value",  "lead_least",   "lead_median", "lead_most", "councils",
        "flagged",  "false_alarms", "open",        "finding",   "of_councils"
    };
    struct flag_record *records = memory_take(b->rules->count + 1, sizeof *records);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_write_cell(writer, text_of(columns[i]));
    csv_write_end(writer);
    for (size_t i = 0; i < b->rules->count; i++)
        flag_record_fill(&records[i], &b->events, &b->looks[i]);
    adjust(records, b->rules->count);
    for (size_t i = 0; i < b->rules->count; i++) {
        write_record(&b->rules->all[i], &records[i], writer);
        flag_record_release(&records[i]);
    }
    free(records);
}
