/* A count and what is counted, in words. */
#include "base/counted.h"

#include <stdio.h>

const char *counted_word(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

struct counted counted(uint64_t count, const char *noun)
{
    struct counted said;
    snprintf(said.text, sizeof said.text, "%llu %s%s", (unsigned long long)count, noun,
             counted_word(count, "", "s"));
    return said;
}
