/* A published file opened again. A part of why. */
#ifndef OFLOG_STEP_WHY_FILE_H
#define OFLOG_STEP_WHY_FILE_H

#include "step/why.h"
#include "step/why_source.h"

/* Finds the file of cells[first], in whose receipt it is, and fills in the state, the
 * text and the head of all cells from there on that are in the same file. What is kept
 * lives in `arena`. */
void why_file_read(const struct why_options *options, struct why_cells *cells,
                   size_t first, struct arena *arena, struct messages *messages);

#endif
