/* The known names nearest to one that is not known: for messages that say what would have
 * been right. */
#ifndef OFLOG_BASE_SUGGEST_H
#define OFLOG_BASE_SUGGEST_H

#include <stddef.h>

#include "base/text.h"

enum { SUGGEST_MOST = 3, SUGGEST_SIZE = 256 };

struct suggestions {
    struct text wanted; /* borrowed, as are the names below */
    struct text names[SUGGEST_MOST];
    size_t distances[SUGGEST_MOST];
    size_t count;
};

void suggest_init(struct suggestions *suggestions, struct text wanted);

/* Keeps `name` if it is among the nearest so far. Distance is that of Damerau and
 * Levenshtein (optimal string alignment) on ASCII letters without case; a name that only
 * goes on after `wanted` counts as near. Of equal distances the name first in byte order
 * stays, so the order of offers does not matter. */
void suggest_offer(struct suggestions *suggestions, struct text name);

/* Keeps `name` if `wanted`, of four letters or more, stands inside it, after those that
 * are nearer: for ids of several words of which somebody typed one. */
void suggest_offer_inside(struct suggestions *suggestions, struct text name);

/* How it begins, for those who want the message without it. */
#define SUGGEST_BEGINS "; did you mean "

/* Writes "; did you mean 'a', 'b' or 'c'?", or nothing where no name is near. Returns
 * `out`. */
const char *suggest_format(const struct suggestions *suggestions, char out[SUGGEST_SIZE]);

#endif
