/* The flags of an earlier run: which of today's are new, and which of those are gone. For
 * the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_PREVIOUS_H
#define OFLOG_STEP_FLAG_PREVIOUS_H

#include "council/flag_list.h"
#include "council/selection.h"
#include "council/series.h"
#include "step/flag_choice.h"

/* A flag that was raised in this run. */
struct flag_raised {
    uint32_t council;
    uint32_t metric; /* index into struct metrics */
    uint32_t rule;   /* index into struct rules */
    struct period period;
};

struct flag_previous {
    const struct flag_list *list; /* borrowed; NULL: there was no run before */
    struct flag_raised *raised;
    size_t count;
    size_t room;
    size_t *by_metric; /* places in the list, by metric and period */
};

void flag_previous_init(struct flag_previous *previous, const struct flag_list *list);
void flag_previous_release(struct flag_previous *previous);

/* Notes a flag raised now; its status: "new", "continuing" where the list has it for this
 * period or the one `before` (period key 0 where the table has none: then the newest one
 * of its kind before it that the list has of the metric), or "" without a list. */
const char *flag_previous_status(struct flag_previous *previous,
                                 const struct flag_raised *raised,
                                 const struct metric *metric, struct text rule,
                                 struct period before);

/* A flag of the list that is not raised any more. */
struct flag_cleared {
    const struct listed_flag *was;
    const struct observation *row; /* that was looked at instead; NULL: there is none */
    struct period period;          /* that was looked at */
};

/* What flag_previous_find_cleared() is asked of. */
struct flag_clearing {
    const struct observation_table *table;
    const struct selection *selection;
    const struct flag_choice *choice;
    void (*clear)(void *context, const struct flag_cleared *cleared);
    void *context;
};

/* Calls `clear` for each flag of the list, in its order, of which this run can say that
 * it is gone: its metric is in the table, its rule is still asked of it, its council is
 * selected, and its period was looked at, or, for the newest flag of that council, metric,
 * rule and kind of period, a later one of the kind was. What stands in the list twice
 * counts once. Returns the number of flags that were left as they are. */
size_t flag_previous_find_cleared(struct flag_previous *previous,
                                  const struct flag_clearing *clearing);

#endif
