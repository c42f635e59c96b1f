/* What `oflog-ingest --check` does: opens the file as often as it is read. */
#include "ingest_check.h"

#include "format/table_file.h"
#include "step/ingest_check.h"

/* The file that is checked, while it is open. */
struct checked {
    struct cli *cli;
    const struct recipe *recipe;
    const char *file;
    struct byte_source *source;
    struct table_file table;
};

static struct row_source *open_table(void *state, struct text *sheet)
{
    struct checked *checked = state;
    struct cli *cli = checked->cli;
    const struct recipe *recipe = checked->recipe;
    checked->source = cli_open_input(cli, checked->file, recipe->encoding);
    if (checked->source == NULL)
        return NULL;
    const bool wanted =
        !recipe->sheet_asked || table_file_has_sheets(checked->source, &cli->messages);
    if (!wanted || !table_file_open(&checked->table, checked->source, recipe->sheets,
                                    recipe->sheet_count,
                                    recipe->stored ? WORKBOOK_STORED : WORKBOOK_SHOWN,
                                    &cli->messages)) {
        cli_close_input(checked->source);
        return NULL;
    }
    if (recipe->transposed)
        checked->table.rows = row_source_transposed(checked->table.rows, &cli->messages);
    *sheet = text_of(checked->table.sheet);
    return checked->table.rows;
}

static void close_table(void *state)
{
    struct checked *checked = state;
    table_file_close(&checked->table);
    cli_close_input(checked->source);
}

enum step_outcome ingest_check(struct cli *cli, const struct recipe *recipe,
                               const char *file, struct ingest_account *account)
{
    struct checked checked = { .cli = cli, .recipe = recipe, .file = file };
    const char *slash = strrchr(file, '/');
    const struct check_request request = {
        .file = slash == NULL ? file : slash + 1,
        .recipe = recipe,
        .metrics = &cli->metrics,
        .areas = cli->area_tables,
        .open = open_table,
        .close = close_table,
        .state = &checked,
        .writer = &cli->writer,
        .account = account,
        .refusals = &cli->refusals,
    };
    if (strcmp(file, "-") == 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--check reads its file twice, which standard input does not let "
                     "it; name the file");
        return STEP_BROKEN;
    }
    return check_run(&request, &cli->messages);
}
