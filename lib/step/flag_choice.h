/* Which rules are asked of which metric, and what a user should know of those that are
 * not. */
#ifndef OFLOG_STEP_FLAG_CHOICE_H
#define OFLOG_STEP_FLAG_CHOICE_H

#include "council/observation_table.h"
#include "council/rule.h"

struct flag_choice {
    const struct rules *rules; /* borrowed */
    bool *asked;               /* by metric, then by rule */
};

/* Asks what the definitions of the table's metrics name, and the rules that name them.
 * Noted are: a name that no rule has (each once); a rule over sides for a metric that has
 * no worse side, being neutral or with a target; a rule over ranks where the table has
 * none. */
void flag_choice_init(struct flag_choice *choice, const struct rules *rules,
                      const struct observation_table *table, bool has_ranks);
void flag_choice_release(struct flag_choice *choice);

/* Notes the rules that the definition of no metric names, and metrics that rules name and
 * that are not defined: for rules of a user's own. */
void flag_choice_note_unused(const struct rules *rules,
                             const struct observation_table *table);

/* By index into struct metrics and struct rules. */
bool flag_choice_asks(const struct flag_choice *choice, size_t metric, size_t rule);

#endif
