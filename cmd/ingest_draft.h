/* What `oflog-ingest --draft` does. */
#ifndef OFLOG_CMD_INGEST_DRAFT_H
#define OFLOG_CMD_INGEST_DRAFT_H

#include "cli.h"

/* Drafts a recipe for `file`, of a workbook for `sheet` (NULL: the likeliest), on the
 * output, and definitions of its metrics into the file `definitions` (NULL: as comments
 * in the recipe). */
enum step_outcome ingest_draft(struct cli *cli, const char *file, const char *sheet,
                               const char *definitions);

#endif
