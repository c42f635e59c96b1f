/* What `oflog-ingest --draft` does. */
#ifndef OFLOG_CMD_INGEST_DRAFT_H
#define OFLOG_CMD_INGEST_DRAFT_H

#include "cli.h"

/* Drafts a recipe for `file`, of a workbook for `sheet` (NULL: the likeliest), and of
 * several tables one below the other for number `table`, on the output, and definitions
 * of its metrics into the file `definitions` (NULL: as comments in the recipe). */
enum step_outcome ingest_draft(struct cli *cli, const char *file, const char *sheet,
                               size_t table, const char *definitions);

#endif
