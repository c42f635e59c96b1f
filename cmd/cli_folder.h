/* A folder of files that is written whole or not at all.
 *
 * It is built beside under another name, which nobody else may enter, and put in its
 * place at the end. With it goes a list of its files and their checksums, as sha256sum(1)
 * writes and checks them. A folder that is there already is replaced where it is empty or
 * has such a list and nothing but what that lists. */
#ifndef OFLOG_CMD_CLI_FOLDER_H
#define OFLOG_CMD_CLI_FOLDER_H

#include <sys/types.h>

#include "base/messages.h"
#include "base/text_map.h"
#include "format/csv_writer.h"

#define CLI_FOLDER_LIST ".oflog-site"

struct cli_folder {
    const char *name; /* as it was asked for; borrowed */
    struct messages *messages;
    char *target;   /* the folder wanted, through symbolic links; NULL: not open */
    char *beside;   /* what is built */
    int descriptor; /* of what is built */
    mode_t mode;    /* that it is to have */
    bool replaces;  /* an earlier one, of the files in `earlier` */
    struct text_map earlier;
    FILE *list;                /* to be closed before the folder is settled */
    struct csv_writer *writer; /* on `list`; borrowed, set by whoever opened it */
};

/* Starts a folder of that name. False, said, where it cannot be made or must not be
 * replaced. One is open at a time. What was built is removed where the program ends early
 * by exit() or by a signal that can be caught. */
bool cli_folder_open(struct cli_folder *folder, const char *name,
                     struct messages *messages);

/* One file of it: `path` is relative, its parts divided by '/' and of letters, digits,
 * '.', '_' and '-', none of them beginning with '.'. False, said, where it cannot be
 * written or there is one of that name. `folder` is a struct cli_folder. */
bool cli_folder_write(void *folder, struct text path, struct text bytes);

/* After the list was closed: puts the folder in its place or, without `keep`, throws it
 * away. False, said, where it cannot be put there. */
bool cli_folder_settle(struct cli_folder *folder, bool keep);

#endif
