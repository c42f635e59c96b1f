/* What oflog-publish reads beside the table. */
#include "publish_inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/counted.h"
#include "council/learn_list.h"
#include "council/note_list.h"
#include "council/peer_list.h"
#include "council/progress_list.h"
#include "step/publish_agree.h"

static bool read_and_settle(struct publish_previous *previous, struct cli *cli,
                            const char *file)
{
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    const bool fine = observation_table_read(&previous->table, source);
    cli_close_input(source);
    return fine && observation_table_settle(&previous->table);
}

bool publish_previous_read(struct publish_previous *previous, struct cli *cli,
                           const char *file)
{
    if (file == NULL)
        return true;
    refusals_init(&previous->refusals, &cli->messages, NULL);
    previous->reading = (struct observation_reading){ .metrics = &cli->metrics,
                                                      .areas = cli->area_tables,
                                                      .messages = &cli->messages,
                                                      .refusals = &previous->refusals,
                                                      .strict = cli->strict };
    memcpy(previous->reading.names, cli->columns, sizeof cli->columns);
    observation_table_init(&previous->table, &previous->reading);
    previous->read = true;
    const bool fine = read_and_settle(previous, cli, file);
    refusals_say_rest(&previous->refusals);
    cli->refused_beside += previous->refusals.count;
    return fine;
}

void publish_previous_release(struct publish_previous *previous)
{
    if (!previous->read)
        return;
    observation_table_release(&previous->table);
    refusals_release(&previous->refusals);
    previous->read = false;
}

/* Reads a list of one kind; NULL, said. */
typedef void *read_list(struct byte_source *source, struct cli *cli,
                        struct refusals *refusals);

/* What `file` holds, NULL where that is no file; *fine becomes false, said, where it
 * should have been one. */
static void *read_beside(struct cli *cli, const char *file, read_list *read, bool *fine)
{
    struct refusals refusals;
    struct byte_source *source =
        file == NULL || !*fine ? NULL : cli_open_input(cli, file, NULL);
    if (source == NULL) {
        *fine = *fine && file == NULL;
        return NULL;
    }
    refusals_init(&refusals, &cli->messages, NULL);
    void *list = read(source, cli, &refusals);
    cli_close_input(source);
    refusals_say_rest(&refusals);
    refusals_release(&refusals);
    cli->refused_beside += refusals.count;
    *fine = list != NULL && (!cli->strict || refusals.count == 0);
    return list;
}

static void *read_learn(struct byte_source *source, struct cli *cli,
                        struct refusals *refusals)
{
    return learn_list_read(source, &cli->metrics, cli->area_tables, refusals,
                           &cli->messages);
}

static void *read_notes(struct byte_source *source, struct cli *cli,
                        struct refusals *refusals)
{
    return note_list_read(source, &cli->metrics, cli->area_tables, refusals,
                          &cli->messages);
}

static void *read_progress(struct byte_source *source, struct cli *cli,
                           struct refusals *refusals)
{
    return progress_list_read(source, &cli->metrics, cli->area_tables, refusals,
                              &cli->messages);
}

/* Counts its own refusals. */
static void *read_neighbours(struct byte_source *source, struct cli *cli,
                             struct refusals *refusals)
{
    return peer_lists_read(source, cli->area_tables, 0, &refusals->count, &cli->messages);
}

bool publish_lists_read(struct cli *cli, const struct publish_files_beside *files,
                        struct publish_lists *lists)
{
    *lists = (struct publish_lists){ 0 };
    bool fine = cli_read_flags(cli, files->flags, &lists->flags);
    lists->learn = read_beside(cli, files->learn, read_learn, &fine);
    lists->neighbours = read_beside(cli, files->neighbours, read_neighbours, &fine);
    lists->notes = read_beside(cli, files->notes, read_notes, &fine);
    lists->progress = read_beside(cli, files->progress, read_progress, &fine);
    return fine;
}

void publish_lists_close(struct publish_lists *lists)
{
    flag_list_close(lists->flags);
    learn_list_close(lists->learn);
    peer_lists_close(lists->neighbours);
    note_list_close(lists->notes);
    progress_list_close(lists->progress);
}

static void say_strange(struct cli *cli, const char *file, uint64_t count)
{
    if (count == 0)
        return;
    messages_say(
        &cli->messages, (struct place){ file, 0, 0 },
        "%s %s not shown: the table has other figures, as where one of the two is "
        "of another edition",
        counted(count, "row").text, counted_word(count, "is", "are"));
    cli->refused_beside += count;
}

bool publish_lists_agree(struct cli *cli, const struct publish_files_beside *files,
                         struct publish_lists *lists)
{
    const struct publish_strange strange =
        publish_agree(&cli->table, lists->flags, lists->learn, lists->progress);
    say_strange(cli, files->flags, strange.flags);
    say_strange(cli, files->learn, strange.lessons);
    say_strange(cli, files->progress, strange.progress);
    return !cli->strict || strange.flags + strange.lessons + strange.progress == 0;
}

struct publish_beside publish_lists_beside(const struct publish_lists *lists)
{
    return (struct publish_beside){ .flags = lists->flags,
                                    .learn = lists->learn,
                                    .neighbours = lists->neighbours,
                                    .notes = lists->notes,
                                    .progress = lists->progress };
}

static bool read_all(int descriptor, struct text_buffer *bytes)
{
    char block[65536];
    ssize_t length;
    while ((length = read(descriptor, block, sizeof block)) != 0) {
        if (length < 0 && errno != EINTR)
            return false;
        if (length > 0)
            text_buffer_put(bytes, (struct text){ block, (size_t)length });
    }
    return true;
}

bool publish_read_data(struct cli *cli, const char *name, struct text_buffer *bytes)
{
    const char *path = arena_print(&cli->arena, "%s/%s", cli->data_dir, name).bytes;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    const bool fine = descriptor >= 0 && read_all(descriptor, bytes);
    if (!fine)
        messages_say(&cli->messages, (struct place){ path, 0, 0 }, "cannot be read: %s",
                     strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    if (fine)
        cli_receipt_read(&cli->receipt, "site", name, path);
    return fine;
}
