/* What oflog-publish reads beside the table. */
#include "publish_inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

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

bool publish_read_progress(struct cli *cli, const char *file,
                           struct progress_list **progress)
{
    struct refusals refusals;
    if (file == NULL)
        return true;
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    refusals_init(&refusals, &cli->messages, NULL);
    *progress = progress_list_read(source, &cli->metrics, cli->area_tables, &refusals,
                                   &cli->messages);
    cli_close_input(source);
    refusals_say_rest(&refusals);
    refusals_release(&refusals);
    cli->refused_beside += refusals.count;
    return *progress != NULL && (!cli->strict || refusals.count == 0);
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
