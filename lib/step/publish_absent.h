/* What a page cannot be made of: a council without rows, a metric that is a draft. For
 * the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_ABSENT_H
#define OFLOG_STEP_PUBLISH_ABSENT_H

#include "council/selection.h"

/* Whether each of the areas, by number, has a row to show, of the period if one is asked
 * for. Those without are said, with the periods in which they have rows, or the areas
 * near them that have some: successors and predecessors, names alike, then neighbours of
 * their class and region. */
bool publish_has_rows(const struct observation_table *table,
                      const struct selection *selection, const uint32_t *areas,
                      size_t count);

/* Whether no metric that would be shown is a draft. Those that are, are said with the
 * place of their definition. */
bool publish_is_complete(const struct observation_table *table,
                         const struct selection *selection);

#endif
