/* What `oflog-ingest --draft` does: opens the file as often as the draft reads it. */
#include "ingest_draft.h"

#include <errno.h>

#include "step/draft.h"
#include "step/draft_encoding.h"

/* The file that is drafted, while it is open. */
struct drafted {
    struct cli *cli;
    const char *file;
    struct draft_encoding encoding;
    struct byte_source *source;
};

static struct row_source *open_rows(void *state, size_t sheet)
{
    struct drafted *drafted = state;
    (void)sheet;
    drafted->source = cli_open_input(drafted->cli, drafted->file, drafted->encoding.name);
    return drafted->source == NULL
               ? NULL
               : row_source_csv(drafted->source, &drafted->cli->messages);
}

static void close_rows(void *state)
{
    struct drafted *drafted = state;
    cli_close_input(drafted->source);
}

static bool find_encoding(struct drafted *drafted)
{
    struct byte_source *source = cli_open_input(drafted->cli, drafted->file, NULL);
    if (source == NULL)
        return false;
    const bool found = draft_encoding_find(source, &drafted->encoding);
    cli_close_input(source);
    return found;
}

static enum step_outcome run(struct drafted *drafted, struct csv_writer *definitions)
{
    struct cli *cli = drafted->cli;
    const char *slash = strrchr(drafted->file, '/');
    const struct draft_request request = {
        .file = slash == NULL ? drafted->file : slash + 1,
        .encoding = drafted->encoding.name,
        .first_wrong = drafted->encoding.first_wrong,
        .sheet_count = 1,
        .open = open_rows,
        .close = close_rows,
        .state = drafted,
        .areas = cli->area_tables,
        .metrics = &cli->metrics,
        .recipe = &cli->writer,
        .definitions = definitions,
    };
    return draft_run(&request, &cli->messages);
}

/* Both files whole or neither: the definitions are put in their place when the recipe
 * has been. */
static enum step_outcome run_with_definitions(struct drafted *drafted, const char *name)
{
    struct cli_file file;
    struct csv_writer writer;
    enum step_outcome outcome = STEP_BROKEN;
    if (!cli_file_open(&file, name)) {
        messages_say(&drafted->cli->messages, (struct place){ name, 0, 0 },
                     "cannot be written: %s", strerror(errno));
        return STEP_BROKEN;
    }
    csv_writer_init(&writer, file.stream);
    outcome = run(drafted, &writer);
    const bool flushed = csv_writer_flush(&writer);
    csv_writer_release(&writer);
    const bool closed = fclose(file.stream) == 0;
    if (outcome == STEP_DONE && flushed && closed && cli_file_settle(&file, true))
        return STEP_DONE;
    if (outcome == STEP_DONE)
        messages_say(&drafted->cli->messages, (struct place){ name, 0, 0 },
                     "cannot be written: %s", strerror(errno));
    cli_file_settle(&file, false);
    return STEP_BROKEN;
}

enum step_outcome ingest_draft(struct cli *cli, const char *file, const char *definitions)
{
    struct drafted drafted = { .cli = cli, .file = file };
    if (strcmp(file, "-") == 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--draft reads its file several times, which standard input does "
                     "not let it; name the file");
        return STEP_BROKEN;
    }
    if (!find_encoding(&drafted) || !cli_open_output(cli))
        return STEP_BROKEN;
    return definitions == NULL ? run(&drafted, NULL)
                               : run_with_definitions(&drafted, definitions);
}
