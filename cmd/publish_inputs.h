/* What oflog-publish reads beside the table. */
#ifndef OFLOG_CMD_PUBLISH_INPUTS_H
#define OFLOG_CMD_PUBLISH_INPUTS_H

#include "base/text_buffer.h"
#include "cli.h"
#include "step/publish_beside.h"

/* The comparison of the last edition, its columns under the names of this one's. */
struct publish_previous {
    struct observation_table table;
    struct observation_reading reading;
    struct refusals refusals;
    bool read;
};

/* False, said. Rows that are refused are counted with those of other files than the
 * table. */
bool publish_previous_read(struct publish_previous *previous, struct cli *cli,
                           const char *file);
void publish_previous_release(struct publish_previous *previous);

/* The files of what stands beside the table; NULL: none. */
struct publish_files_beside {
    const char *flags, *learn, *neighbours, *notes, *progress;
};

/* What is in them; NULL: none were given. */
struct publish_lists {
    struct flag_list *flags;
    struct learn_list *learn;
    struct peer_lists *neighbours;
    struct note_list *notes;
    struct progress_list *progress;
};

/* False, said. To be closed in each case. Rows that are refused are counted with those of
 * other files than the table. */
bool publish_lists_read(struct cli *cli, const struct publish_files_beside *files,
                        struct publish_lists *lists);
void publish_lists_close(struct publish_lists *lists);

/* When the table has been read: what is of other figures than the table's is taken out,
 * said and counted as refused. False where that is not to be. */
bool publish_lists_agree(struct cli *cli, const struct publish_files_beside *files,
                         struct publish_lists *lists);

/* The same, lent to the pages. */
struct publish_beside publish_lists_beside(const struct publish_lists *lists);

/* A file of the folder of data, such as "site/style.css", whole; a receipt lists it. The
 * caller frees the bytes. False, said. */
bool publish_read_data(struct cli *cli, const char *name, struct text_buffer *bytes);

#endif
