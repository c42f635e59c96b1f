/* The recipes that are installed. A part of oflog-ingest. */
#ifndef OFLOG_CMD_RECIPE_LIST_H
#define OFLOG_CMD_RECIPE_LIST_H

#include "cli.h"

/* The file that a recipe's name means: the name itself when it looks like a file, else
 * one of those installed; good as long as `cli`. NULL, said, where there is none. */
const char *recipe_list_find(struct cli *cli, const char *name);

/* Writes id, title and publisher of all that are installed, as CSV. False, said, where
 * one cannot be read. */
bool recipe_list_write(struct cli *cli);

#endif
