/* Many tests at once: p values adjusted for how many there are. */
#ifndef OFLOG_STATS_MULTIPLE_TESTS_H
#define OFLOG_STATS_MULTIPLE_TESTS_H

#include <stddef.h>

/* What a limit on the adjusted p values then keeps. */
enum multiple_tests {
    /* the share of false ones among those found, where the tests are independent or
     * depend positively on each other: Benjamini and Hochberg (1995) */
    MULTIPLE_TESTS_BENJAMINI_HOCHBERG,
    /* the same under any dependence: Benjamini and Yekutieli (2001) */
    MULTIPLE_TESTS_BENJAMINI_YEKUTIELI,
    /* the chance of any false one, under any dependence: Holm (1979) */
    MULTIPLE_TESTS_HOLM,
    /* the same, by the number of tests alone; never better than Holm's */
    MULTIPLE_TESTS_BONFERRONI
};

/* adjusted[i] becomes the p value of p[i] (0 to 1, in any order) among the `count` that
 * are given, at most 1, as R's p.adjust has it; tests without a p value are not handed
 * over and do not count. `adjusted` may be `p` itself. */
void multiple_tests_adjust(const double *p, size_t count, enum multiple_tests method,
                           double *adjusted);

#endif
