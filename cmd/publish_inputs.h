/* What oflog-publish reads beside the table. */
#ifndef OFLOG_CMD_PUBLISH_INPUTS_H
#define OFLOG_CMD_PUBLISH_INPUTS_H

#include "base/text_buffer.h"
#include "cli.h"
#include "council/progress_list.h"

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

/* NULL for `file` is none, as with the flags. False, said. */
bool publish_read_progress(struct cli *cli, const char *file,
                           struct progress_list **progress);

/* A file of the folder of data, such as "site/style.css", whole; a receipt lists it. The
 * caller frees the bytes. False, said. */
bool publish_read_data(struct cli *cli, const char *name, struct text_buffer *bytes);

#endif
