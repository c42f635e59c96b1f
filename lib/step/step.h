/* What every step of the pipeline tells its caller. */
#ifndef OFLOG_STEP_STEP_H
#define OFLOG_STEP_STEP_H

#include <stdint.h>

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

#endif
