/* A recipe held against a new edition of its file: what has changed in the layout.
 *
 * Reads the file twice, and holds of it the different reasons for refusals, up to
 * CHECK_MOST_REASONS, and of a million observations what they are about. */
#ifndef OFLOG_STEP_INGEST_CHECK_H
#define OFLOG_STEP_INGEST_CHECK_H

#include "step/ingest.h"

enum { CHECK_MOST_REASONS = 1000 };

/* What to check. All is borrowed. */
struct check_request {
    const struct recipe *recipe;
    const struct metrics *metrics;
    const struct areas *areas;
    /* The table from the beginning; NULL, said. close() ends the rows too. */
    struct row_source *(*open)(void *state, struct text *sheet);
    void (*close)(void *state);
    void *state;
    const char *file;          /* its name without folders */
    struct csv_writer *writer; /* what has changed goes here, as CSV */
    struct ingest_account *account;
    struct refusals *refusals; /* counts what has changed */
};

/* Writes "what,count,line,column,detail", one row for each change: a header or a title
 * that has moved or is gone, a column that is gone, a column that is not read and that
 * the recipe does not list, each kind of cell that is refused (with how often and where
 * first), observations that repeat, an end that is not met, a file whose name speaks of
 * another period than the recipe fixes. Then what is no change by itself: figures that
 * are not read where the recipe lists no columns, a period that it fixes, rules that
 * leave out nothing, and the account: periods, areas, observations, rows. STEP_BROKEN,
 * said: the file cannot be read. */
enum step_outcome check_run(const struct check_request *request,
                            struct messages *messages);

#endif
