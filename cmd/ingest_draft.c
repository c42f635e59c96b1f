/* What `oflog-ingest --draft` does: opens the file as often as the draft reads it. */
#include "ingest_draft.h"

#include <errno.h>

#include "format/table_file.h"
#include "step/draft.h"
#include "step/draft_encoding.h"

/* The file that is drafted. A workbook stays open; a CSV file is opened for each reading.
 */
struct drafted {
    struct cli *cli;
    const char *file;
    struct draft_encoding encoding;
    struct byte_source *source;
    struct workbook *workbook; /* NULL: CSV */
    size_t only;  /* of a workbook, the sheet that was asked for, from 1; 0: any */
    size_t table; /* of the sheet, from 1 */
};

static struct row_source *open_rows(void *state, size_t sheet, bool stored)
{
    struct drafted *drafted = state;
    if (drafted->workbook != NULL)
        return workbook_rows(drafted->workbook,
                             drafted->only > 0 ? drafted->only - 1 : sheet,
                             stored ? WORKBOOK_STORED : WORKBOOK_SHOWN);
    drafted->source = cli_open_input(drafted->cli, drafted->file, drafted->encoding.name);
    return drafted->source == NULL
               ? NULL
               : row_source_csv(drafted->source, &drafted->cli->messages);
}

static void close_rows(void *state)
{
    struct drafted *drafted = state;
    if (drafted->workbook != NULL)
        return;
    cli_close_input(drafted->source);
    drafted->source = NULL;
}

/* Tells a workbook from CSV and CSV from its encoding. */
static bool look_inside(struct drafted *drafted, const char *sheet)
{
    struct text head;
    struct messages *messages = &drafted->cli->messages;
    struct byte_source *source = cli_open_input(drafted->cli, drafted->file, NULL);
    if (source == NULL)
        return false;
    drafted->source = source;
    if (!byte_source_head(source, &head))
        return false;
    if (workbook_is(head)) {
        drafted->workbook = workbook_open(source, messages);
        if (drafted->workbook == NULL || sheet == NULL)
            return drafted->workbook != NULL;
        const bool found = workbook_find_sheet(drafted->workbook, sheet, &drafted->only);
        drafted->only++;
        return found;
    }
    const bool found = (sheet == NULL || table_file_has_sheets(source, messages)) &&
                       draft_encoding_find(source, &drafted->encoding);
    drafted->source = NULL;
    cli_close_input(source);
    return found;
}

static void release(struct drafted *drafted)
{
    workbook_end(drafted->workbook);
    if (drafted->source != NULL)
        cli_close_input(drafted->source);
}

/* The names of the sheets in which the table may be; NULL where the file is no workbook.
 */
static const char **sheet_names(struct drafted *drafted, size_t *count)
{
    *count = 1;
    if (drafted->workbook == NULL)
        return NULL;
    const struct workbook_sheet *sheets = workbook_sheets(drafted->workbook, count);
    const char **names = arena_take(&drafted->cli->arena, (*count + 1) * sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = sheets[i].name;
    if (drafted->only == 0)
        return names;
    names[0] = names[drafted->only - 1];
    *count = 1;
    return names;
}

static enum step_outcome run(struct drafted *drafted, struct csv_writer *definitions)
{
    struct cli *cli = drafted->cli;
    const char *slash = strrchr(drafted->file, '/');
    size_t sheets;
    const char **names = sheet_names(drafted, &sheets);
    const struct draft_request request = {
        .file = slash == NULL ? drafted->file : slash + 1,
        .encoding = drafted->encoding.name,
        .first_wrong = drafted->encoding.first_wrong,
        .sheets = (const char *const *)names,
        .sheet_count = sheets,
        .table = drafted->table,
        .first_sheet = drafted->only > 0 ? drafted->only : 1,
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

enum step_outcome ingest_draft(struct cli *cli, const char *file, const char *sheet,
                               size_t table, const char *definitions)
{
    struct drafted drafted = { .cli = cli, .file = file, .table = table };
    enum step_outcome outcome = STEP_BROKEN;
    if (strcmp(file, "-") == 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--draft reads its file several times, which standard input does "
                     "not let it; name the file");
        return STEP_BROKEN;
    }
    if (look_inside(&drafted, sheet) && cli_open_output(cli))
        outcome = definitions == NULL ? run(&drafted, NULL)
                                      : run_with_definitions(&drafted, definitions);
    release(&drafted);
    return outcome;
}
