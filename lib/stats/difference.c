/* The difference of two estimates. */
#include "stats/difference.h"

#include <math.h>

struct estimate difference_between(struct estimate a, struct estimate b)
{
    const double difference = a.value - b.value;
    return (struct estimate){
        difference,
        difference - hypot(a.value - a.lower, b.upper - b.value),
        difference + hypot(a.upper - a.value, b.value - b.lower),
    };
}
