/* A count and what is counted, in words: "1 row", "2 rows". */
#ifndef OFLOG_BASE_COUNTED_H
#define OFLOG_BASE_COUNTED_H

#include <stdint.h>

/* Handed out by value, so that counted(…).text can be an argument of a message: it is
 * good to the end of that expression. */
struct counted {
    char text[80];
};

/* `noun` in the singular, with words before it if need be ("more row"); one whose plural
 * has no "s" at its end is not for this. */
struct counted counted(uint64_t count, const char *noun);

/* The form of a verb, or of a word in the middle, that goes with the count. */
const char *counted_word(uint64_t count, const char *one, const char *many);

#endif
