/* The right of reply: what councils say of their figures, wherever these stand. For the
 * files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_NOTES_H
#define OFLOG_STEP_PUBLISH_NOTES_H

#include "council/note_list.h"
#include "step/publish_writing.h"

/* Asides with the notes on one figure, oldest first; nothing where there are none.
 * `council` is a number. */
void publish_notes(struct document *document, const struct note_list *notes,
                   const struct areas *areas, uint32_t council,
                   const struct metric *metric, struct period period,
                   struct arena *arena);

/* A figure in a cell of a table, marked where there is a note on it. */
struct text publish_marked(const struct note_list *notes, uint32_t council,
                           const struct metric *metric, struct period period,
                           struct text figure, struct arena *arena);

#endif
