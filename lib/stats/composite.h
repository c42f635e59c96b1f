/* Several measures made into one number, and how much that number depends on the weights
 * they were given. It is never to be had without: weights are opinions. */
#ifndef OFLOG_STATS_COMPOSITE_H
#define OFLOG_STATS_COMPOSITE_H

#include <stdbool.h>
#include <stddef.h>

struct composite_given {
    /* of unit u and measure m: scores[u * measures + m], more being better; NAN: none */
    const double *scores;
    const double *weights; /* of the measures, 0 or more, one of them above */
    size_t units, measures;
    double least_share; /* of the weight that a unit must have scores for */
};

/* Ranks are from 1, the highest composite; equal ones share the least. */
struct composite {
    bool scored;  /* it has enough of the weight; else all but `share` is 0 */
    double share; /* of the weight that it has scores for */
    size_t used;  /* measures, of those with a weight */
    double score; /* mean of the scores, by weight */
    size_t rank;
    size_t dropped_lower, dropped_upper; /* least and greatest rank if one measure is left
                                            out, whichever, among those scored */
    size_t weighted_lower, weighted_upper; /* the 25th least and the 25th greatest rank
                                              under 1,000 random sets of weights */
};

/* How many random sets of weights are tried, from the Mersenne Twister (GSL's mt19937)
 * with seed 1; each is as likely as any other (a Dirichlet distribution with all
 * parameters 1 over the measures that have a weight). So some 95% of all weights give a
 * rank in the range; that share is known to within 0.014, twice its standard error. */
enum { COMPOSITE_TRIALS = 1000 };

/* all[u] becomes that of unit u. After the Handbook on Constructing Composite Indicators
 * (OECD and JRC, 2008), steps 6 and 7. With one measure there is none to leave out: its
 * range is the rank. A unit keeps its score while the measures left have any weight it
 * has scores for; left out measures do not count in the share asked for. */
void composite_rank(const struct composite_given *given, struct composite *all);

#endif
