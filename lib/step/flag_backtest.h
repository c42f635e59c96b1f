/* --backtest: whether flags came before what befell councils, more often than chance. For
 * the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_BACKTEST_H
#define OFLOG_STEP_FLAG_BACKTEST_H

#include "council/event_list.h"
#include "format/csv_writer.h"
#include "step/flag_tests.h"

struct flag_backtest;

/* `events` is borrowed; `years` is the window before an event in which a flag counts. */
struct flag_backtest *flag_backtest_open(const struct observation_table *table,
                                         const struct rules *rules,
                                         const struct event_list *events, int years);
void flag_backtest_close(struct flag_backtest *backtest);

/* A row was looked at by a rule (its number), and whether that raised a flag. */
void flag_backtest_look(struct flag_backtest *backtest, size_t rule,
                        const struct observation *row, bool raised);

/* A row for each rule, in their order. What the columns mean is told in oflog-flag(1). */
void flag_backtest_write(struct flag_backtest *backtest, struct csv_writer *writer);

#endif
