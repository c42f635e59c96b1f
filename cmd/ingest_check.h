/* What `oflog-ingest --check` does. */
#ifndef OFLOG_CMD_INGEST_CHECK_H
#define OFLOG_CMD_INGEST_CHECK_H

#include "cli.h"
#include "step/ingest.h"

/* Writes what has changed in the layout of `file` to the output. */
enum step_outcome ingest_check(struct cli *cli, const struct recipe *recipe,
                               const char *file, struct ingest_account *account);

#endif
