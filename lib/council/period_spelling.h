/* Periods as publishers write them. */
#ifndef OFLOG_COUNCIL_PERIOD_SPELLING_H
#define OFLOG_COUNCIL_PERIOD_SPELLING_H

#include "council/period.h"

enum period_spelling {
    PERIOD_SPELT_DEFAULT,        /* as period_parse() reads it */
    PERIOD_SPELT_SPLIT,          /* 2022-23 2022/23 2022-2023 2022/2023 */
    PERIOD_SPELT_INTERVAL,       /* 2022-04-01/P1Y */
    PERIOD_SPELT_SPLIT_QUARTER,  /* 2022/23 Q3: October to December 2022 */
    PERIOD_SPELT_MONTH_NAME,     /* Nov 2023, November 2023 */
    PERIOD_SPELT_YEAR_ENDING,    /* 2023: 2022/23, the split year that ends in it */
    PERIOD_SPELT_DIGITS,         /* 202223: 2022/23 */
    PERIOD_SPELT_DAY_FIRST,      /* 31/03/2023, 31.3.2023: a day */
    PERIOD_SPELT_QUARTER,        /* 2022 Q3, of the calendar, or 2022 beside such */
    PERIOD_SPELT_YEAR_BEGINNING, /* 2022: 2022/23, the split year that begins in it */
    PERIOD_SPELT_SHORT_SPLIT,    /* 22-23 22/23 2223, or as PERIOD_SPELT_SPLIT: 2022/23 */
    PERIOD_SPELT_DAY_NAME        /* 7 October 2019, 7 Oct 2019: a day */
};

/* Their names in recipes, in the order of the enum, ending in NULL. */
extern const char *const period_spelling_words[];

/* What each looks like, for messages. */
extern const char *const period_spelling_examples[];

/* Reads the whole of `t`. False, with *period untouched, where it is anything else. */
bool period_parse_spelt(enum period_spelling spelling, struct text t,
                        struct period *period);

/* What a longer text says. */
enum period_found { PERIOD_FOUND_NONE, PERIOD_FOUND_ONE, PERIOD_FOUND_SEVERAL };

/* Looks in `t` for a period so spelt, with neither letter nor digit beside it nor a digit
 * behind a sign: "2016" is not looked for in "2016-17". The same one may stand there
 * twice; of several *period is the first. */
enum period_found period_search_spelt(enum period_spelling spelling, struct text t,
                                      struct period *period);

#endif
