/* What every step of the pipeline tells its caller. */
#ifndef OFLOG_STEP_STEP_H
#define OFLOG_STEP_STEP_H

#include "council/selection.h"

enum step_outcome {
    STEP_DONE,
    STEP_BROKEN /* said: the input, the definitions or the question do not allow an answer
                 */
};

/* Rows written, for the account that ends a run. */
struct step_account {
    uint64_t written;
    uint64_t not_selected; /* left out on request: --area, --metric, --period */
};

/* Whether a row comes out; if so it is counted as written, and else as left out on
 * request. Rows that are gone have been counted where they went. */
static inline bool step_takes(struct step_account *account,
                              const struct selection *selection,
                              const struct observation_table *table,
                              const struct observation *row)
{
    const bool taken = selection_includes(selection, table, row);
    account->written += taken;
    account->not_selected += !taken && !row->gone;
    return taken;
}

#endif
