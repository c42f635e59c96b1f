/* How one figure compares, in a sentence. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_SENTENCE_H
#define OFLOG_STEP_PUBLISH_SENTENCE_H

#include "step/publish_writing.h"

/* A paragraph: the verdict against the peers of that number, or why there is none, with
 * the period, how it was reached, what the peers have, how many they are, and how much of
 * it hangs on the choice of peers. Nothing where the table has no row or no such peers.
 */
void publish_sentence(const struct publish_writing *writing,
                      const struct publish_entry *entry, size_t peers);

#endif
