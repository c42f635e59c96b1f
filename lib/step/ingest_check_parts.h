/* What the parts of --check share. For ingest_check*.c alone. */
#ifndef OFLOG_STEP_INGEST_CHECK_PARTS_H
#define OFLOG_STEP_INGEST_CHECK_PARTS_H

#include "step/ingest_check.h"
#include "step/ingest_check_watch.h"
#include "step/ingest_header.h"

/* How far down a header is looked for. */
enum { CHECK_DEEPEST_HEADER = 200 };

/* How many cells are held against names for that: of a hundred names and a thousand
 * columns the whole way. */
enum { CHECK_MOST_COMPARED = 20000000 };

/* One reason for refusals. */
struct check_reason {
    uint64_t count;
    struct place first;
};

struct checking {
    const struct check_request *request;
    struct messages *messages;
    struct arena arena;
    /* the record that has the most of the recipe's names */
    struct csv_columns best;
    size_t best_record, best_found;
    uint64_t best_line;
    /* of the three subjects, the cells at their position in the first records */
    struct text *titles[3];
    struct text_map reasons;
    struct check_reason *counts; /* by number in `reasons` */
    size_t counts_room;
    uint64_t other_reasons; /* beyond CHECK_MOST_REASONS */
    struct check_watch watch;
};

/* One row of what is written; a change is counted too. */
void check_tell(struct checking *g, const char *what, uint64_t count, struct place place,
                struct text detail);
void check_tell_change(struct checking *g, const char *what, uint64_t count,
                       struct place place, struct text detail);

/* Looks for the header and for the titles that are read, and tells where they are now.
 * *adapted becomes the recipe as it reads them there. BROKEN, said: the file cannot be
 * read; ABSENT, told: nothing below can be. */
enum check_header { CHECK_HEADER_BROKEN, CHECK_HEADER_ABSENT, CHECK_HEADER_FOUND };
enum check_header check_header_find(struct checking *g, struct recipe *adapted);

/* Whether the recipe says of this head that it is known and not read. */
bool check_is_known(const struct recipe *recipe, struct text head);

/* Tells what has changed and then, as an account, what was read. */
void check_tell_all(struct checking *g);

#endif
