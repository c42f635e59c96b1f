/* Funnels with over-dispersion, one for each group of councils that are compared. For the
 * files of flag alone. */
#ifndef OFLOG_STEP_FLAG_FUNNEL_H
#define OFLOG_STEP_FLAG_FUNNEL_H

#include "base/text.h"
#include "council/observation_table.h"
#include "stats/funnel.h"

struct flag_matter;

/* The funnels fitted so far. */
struct flag_funnels;

struct flag_funnels *flag_funnels_open(void);
void flag_funnels_close(struct flag_funnels *funnels);

/* The funnel of the row's group, by all its councils with counts, the row's own included,
 * about their sum of numerators over their sum of denominators; NULL where the metric's
 * parts are no counts, fewer than 10 have them, or the target is none. Good until
 * flag_funnels_close(). */
const struct funnel *flag_funnel_of(struct flag_matter *matter,
                                    const struct observation *row);

#endif
