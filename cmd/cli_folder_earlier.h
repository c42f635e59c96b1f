/* The folder that another replaces: known by its list of files. For cli_folder.c. */
#ifndef OFLOG_CMD_CLI_FOLDER_EARLIER_H
#define OFLOG_CMD_CLI_FOLDER_EARLIER_H

#include "cli_folder.h"

/* Whether the folder at `path` is empty or an earlier one of ours, whose files become
 * `earlier`. False, said. */
bool cli_folder_is_ours(struct cli_folder *folder, const char *path);

/* Removes the files in `earlier` from the folder at `path`, then the folder. False, with
 * errno set, where anything is left. */
bool cli_folder_remove(const struct cli_folder *folder, const char *path);

#endif
