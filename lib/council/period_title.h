/* The one period of which a title, a name or a head speaks, and how a recipe would read
 * it there. */
#ifndef OFLOG_COUNCIL_PERIOD_TITLE_H
#define OFLOG_COUNCIL_PERIOD_TITLE_H

#include "base/memory.h"
#include "council/period_spelling.h"

/* Whether a number may be the year of a figure. */
bool period_title_is_year(int year);

struct period_title {
    struct text text; /* the whole, borrowed */
    size_t from, to;  /* where in it the period is spelt */
    bool spelt;       /* whether `spelling` reads it; else a recipe has to recode it */
    enum period_spelling spelling;
    struct period means;
    bool is_day;  /* "at 31 March 2023" */
    bool is_year; /* a year and no more is said: a title beside may say a day of it */
};

/* Reads split years (2015-16, 2015/16; with `short_years`, as in names of files, 14-15,
 * 1415 and 201516 too), quarters beside a year, days, months, the year that ends in
 * March, July, August or December, and calendar years. A date that is said to be that of
 * a publication does not count. False where nothing is there, or several periods are. */
bool period_title_read(struct text text, bool short_years, struct period_title *title);

/* What a recipe's `after` and `before` must be so that exactly the period is left: as
 * little of what is around it as is enough, since the rest may change with the edition.
 * Empty: not needed. In `arena`. */
void period_title_edges(const struct period_title *title, struct arena *arena,
                        struct text *after, struct text *before);

#endif
