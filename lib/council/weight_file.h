/* How much each of several measures counts, from YAML. */
#ifndef OFLOG_COUNCIL_WEIGHT_FILE_H
#define OFLOG_COUNCIL_WEIGHT_FILE_H

#include "base/digest.h"
#include "base/memory.h"
#include "base/messages.h"

enum transform { TRANSFORM_NONE, TRANSFORM_LOG };

/* The words of enum transform, ending in NULL. */
extern const char *const transform_words[];

struct weight {
    struct text name;
    double weight; /* 0 to 1e6 */
    bool has_transform;
    enum transform transform;
    struct place place; /* of the block */
};

struct weights {
    const struct weight *all; /* in file order, each name once; at least one above 0 */
    size_t count;
    struct digested read; /* the file they stand in */
};

/* Reads a list of blocks such as
 *
 *     - name: population.density
 *       weight: 2          # 1 where it is left out
 *       transform: log     # none log; left out: whatever holds for all
 *
 * into the arena. Every mistake is said with file, line and column; false where there was
 * any. */
bool weights_read(struct weights *weights, const char *path, struct arena *arena,
                  struct messages *messages);

/* NULL where there is none of that name. */
const struct weight *weights_find(const struct weights *weights, struct text name);

#endif
