/* oflog-ingest: published files made into observations. */
#include "cli.h"

#include "format/table_file.h"
#include "ingest_account.h"
#include "ingest_check.h"
#include "ingest_draft.h"
#include "recipe_list.h"
#include "step/ingest.h"

enum {
    OPTION_RECIPE,
    OPTION_RECIPES,
    OPTION_DRAFT,
    OPTION_DRAFT_METRICS,
    OPTION_DRAFT_TABLE,
    OPTION_SHEET,
    OPTION_SHEETS,
    OPTION_CELLS,
    OPTION_EXPLAIN,
    OPTION_CHECK
};

static const struct cli_option options[] = {
    [OPTION_RECIPE] = { 'r', "recipe", "NAME",
                        "how the file is laid out: an installed recipe, or a YAML file "
                        "(with a / or .yaml)" },
    [OPTION_EXPLAIN] = { 0, "explain", NULL,
                         "write what the recipe does with each column and row, as CSV, "
                         "in place of observations" },
    [OPTION_CHECK] = { 0, "check", NULL,
                       "say, as CSV, what has changed in the layout of a new edition of "
                       "the recipe's FILE" },
    [OPTION_RECIPES] = { 0, "recipes", NULL, "list the recipes that are installed" },
    [OPTION_DRAFT] = { 0, "draft", NULL,
                       "write a recipe for a FILE that has none, with what was found in "
                       "it and why as comments" },
    [OPTION_DRAFT_METRICS] = { 0, "draft-metrics", "FILE",
                               "with --draft: write definitions of the metrics it "
                               "proposes "
                               "to FILE" },
    [OPTION_DRAFT_TABLE] = { 0, "draft-table", "NUMBER",
                             "with --draft: which of the tables that stand one below the "
                             "other in a sheet; default: 1" },
    [OPTION_SHEET] = { 0, "sheet", "SHEET",
                       "which sheet of a workbook is read, by name or number; default: "
                       "the one the recipe names, else the first" },
    [OPTION_SHEETS] = { 0, "sheets", NULL,
                        "list the sheets of workbooks, their rows and columns, as CSV" },
    [OPTION_CELLS] = { 0, "cells", "AS",
                       "cells of a workbook are read as 'shown' or 'stored'; default: "
                       "what the recipe says, else shown" },
};

static const char *const cell_words[] = { "shown", "stored", NULL };

/* What the tool does in place of ingesting. */
enum task {
    TASK_INGEST,
    TASK_EXPLAIN,
    TASK_CHECK,
    TASK_DRAFT,
    TASK_SHEETS,
    TASK_RECIPES
};

/* What was asked for. */
struct request {
    enum task task;
    const char *recipe;
    const char *draft_metrics;
    size_t draft_table;
    const char *sheet;
    const char *cells; /* one of cell_words */
};

static const struct cli_tool tool = {
    .name = "oflog-ingest",
    .summary =
        "Reads published files as they stand, by a recipe, and writes observations.",
    .operands = "--recipe=NAME [FILE]...",
    .groups = CLI_FACTS | CLI_ROWS,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

static enum task task_of(size_t option)
{
    return option == OPTION_DRAFT     ? TASK_DRAFT
           : option == OPTION_SHEETS  ? TASK_SHEETS
           : option == OPTION_EXPLAIN ? TASK_EXPLAIN
           : option == OPTION_CHECK   ? TASK_CHECK
                                      : TASK_RECIPES;
}

static struct request parse_options(struct cli *cli, int argc, char **argv)
{
    size_t option;
    const char *argument;
    enum { MOST_TABLES = 1000 };
    struct request request = { .draft_table = 1 };
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        if (option == OPTION_RECIPE)
            request.recipe = argument;
        else if (option == OPTION_DRAFT_METRICS)
            request.draft_metrics = argument;
        else if (option == OPTION_DRAFT_TABLE)
            request.draft_table =
                cli_whole_number(cli, "draft-table", argument, 1, MOST_TABLES);
        else if (option == OPTION_SHEET)
            request.sheet = argument;
        else if (option == OPTION_CELLS)
            request.cells = cell_words[cli_choice(cli, "cells", argument, cell_words)];
        else
            request.task = task_of(option);
    }
    if (request.task == TASK_DRAFT && (request.recipe != NULL || cli->file_count != 1))
        cli_usage(cli, "--draft takes one FILE, and no recipe");
    if (request.task == TASK_CHECK && cli->file_count != 1)
        cli_usage(cli, "--check takes one FILE");
    if (request.recipe == NULL && request.task <= TASK_CHECK)
        cli_usage(cli, "--recipe is needed: which recipe reads this file?");
    return request;
}

/* For the receipt: which `source` this file is, and how it was read. The second file of a
 * run is ID#2. */
static void note_layout(struct cli *cli, const struct recipe *recipe, size_t file,
                        const char *sheet)
{
    if (!cli->receipt.hashing)
        return;
    struct receipt_file *input = cli_receipt_input(&cli->receipt);
    input->source_id = file == 0 ? arena_keep(&cli->receipt.arena, recipe->id)
                                 : arena_print(&cli->receipt.arena, "%.*s#%zu",
                                               TEXT_ARGS(recipe->id), file + 1);
    input->encoding = arena_keep(&cli->receipt.arena, text_of(recipe->encoding));
    input->sheet = arena_keep(&cli->receipt.arena, text_of(sheet));
    input->cells = text_of(sheet == NULL ? "" : recipe->stored ? "stored" : "shown");
}

/* And where the names of its columns stand, once that is known. */
static void note_header(struct cli *cli, const struct recipe *recipe, uint64_t header)
{
    if (!cli->receipt.hashing || recipe->transposed || header == 0)
        return;
    _Static_assert(RECIPE_MOST_LINES <= (int)RECEIPT_MOST_LINES &&
                       RECIPE_MOST_GROUPS <= (int)RECEIPT_MOST_GROUPS,
                   "oflog-why reads every receipt that is written");
    struct receipt_file *input = cli_receipt_input(&cli->receipt);
    uint64_t *groups = arena_take(&cli->receipt.arena,
                                  (recipe->group_header_count + 1) * sizeof *groups);
    input->header = header;
    input->header_lines = recipe->header_lines;
    input->group_headers = groups;
    for (size_t i = 0; i < recipe->group_header_count; i++)
        if (recipe->group_headers[i] < header)
            groups[input->group_header_count++] = header - recipe->group_headers[i];
}

static enum step_outcome ingest_file(struct cli *cli, struct byte_source *source,
                                     const struct recipe *recipe,
                                     enum ingest_output output, size_t number,
                                     struct ingest_account *account)
{
    struct table_file table;
    if (recipe->sheet_asked && !table_file_has_sheets(source, &cli->messages))
        return STEP_BROKEN;
    if (!table_file_open(&table, source, recipe->sheets, recipe->sheet_count,
                         recipe->stored ? WORKBOOK_STORED : WORKBOOK_SHOWN,
                         &cli->messages))
        return STEP_BROKEN;
    note_layout(cli, recipe, number - 1, table.sheet);
    if (recipe->transposed)
        table.rows = row_source_transposed(table.rows, &cli->messages);
    const struct ingest_input input = { .rows = table.rows,
                                        .sheet = text_of(table.sheet),
                                        .output = output,
                                        .number = number };
    const enum step_outcome outcome =
        ingest_run(&input, recipe, &cli->metrics, cli->area_tables, cli->strict,
                   &cli->refusals, &cli->writer, account);
    note_header(cli, recipe, account->header);
    table_file_close(&table);
    return outcome;
}

static enum step_outcome ingest_files(struct cli *cli, const struct recipe *recipe,
                                      enum ingest_output output,
                                      struct ingest_account *account)
{
    enum step_outcome outcome = STEP_DONE;
    if (output == INGEST_EXPLANATION)
        ingest_explain_begin(&cli->writer);
    else
        ingest_write_header(&cli->writer);
    for (size_t i = 0; i < cli->file_count && outcome == STEP_DONE; i++) {
        struct byte_source *source = cli_open_input(cli, cli->files[i], recipe->encoding);
        if (source == NULL)
            return STEP_BROKEN;
        outcome = ingest_file(cli, source, recipe, output, i + 1, account);
        cli_close_input(source);
    }
    return outcome;
}

static enum step_outcome by_recipe(struct cli *cli, const struct recipe *recipe,
                                   enum task task)
{
    const size_t size = (recipe->rule_count + 1) * sizeof(uint64_t);
    struct ingest_account account = { .rows_left_out = arena_take(&cli->arena, size) };
    memset(account.rows_left_out, 0, size);
    cli->writer.for_people = task == TASK_CHECK || task == TASK_EXPLAIN;
    enum step_outcome outcome =
        task == TASK_CHECK     ? ingest_check(cli, recipe, cli->files[0], &account)
        : task == TASK_EXPLAIN ? ingest_files(cli, recipe, INGEST_EXPLANATION, &account)
                               : ingest_files(cli, recipe, INGEST_OBSERVATIONS, &account);
    ingest_account_note(cli, recipe, &account);
    if (!cli_close_output(cli, outcome == STEP_DONE))
        outcome = STEP_BROKEN;
    /* A check that found no header has none to give. */
    if (outcome == STEP_DONE && (task != TASK_CHECK || account.records_above > 0))
        ingest_account_give(cli, recipe, &account);
    return outcome;
}

/* Reads the recipe and what it reads. */
static enum step_outcome ingest_by(struct cli *cli, const struct request *request)
{
    struct recipe recipe;
    const struct text sheet = text_of(request->sheet);
    const char *file = recipe_list_find(cli, request->recipe);
    if (file == NULL || !cli_read_facts(cli) ||
        !recipe_read(&recipe, file, &cli->metrics, &cli->messages))
        return STEP_BROKEN;
    recipe.sheet_asked = request->sheet != NULL;
    if (recipe.sheet_asked) {
        recipe.sheets = &sheet;
        recipe.sheet_count = 1;
    }
    if (request->cells != NULL)
        recipe.stored = strcmp(request->cells, "stored") == 0;
    cli_note_read(cli, "recipe", &recipe.read);
    const enum step_outcome outcome =
        cli_open_output(cli) ? by_recipe(cli, &recipe, request->task) : STEP_BROKEN;
    recipe_release(&recipe);
    return outcome;
}

static bool list_sheets_of(struct cli *cli, const char *file)
{
    size_t count = 0;
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    struct workbook *workbook = workbook_open(source, &cli->messages);
    const bool good = workbook != NULL && workbook_measure(workbook);
    const struct workbook_sheet *sheets = good ? workbook_sheets(workbook, &count) : NULL;
    for (size_t i = 0; i < count; i++) {
        csv_write_cell(&cli->writer, text_of(byte_source_name(source)));
        csv_write_number(&cli->writer, (double)(i + 1));
        csv_write_cell(&cli->writer, text_of(sheets[i].name));
        csv_write_number(&cli->writer, (double)sheets[i].rows);
        csv_write_number(&cli->writer, (double)sheets[i].columns);
        csv_write_cell(&cli->writer, text_of(sheets[i].hidden ? "hidden" : ""));
        csv_write_end(&cli->writer);
    }
    workbook_end(workbook);
    cli_close_input(source);
    return good;
}

static enum step_outcome list_sheets(struct cli *cli)
{
    static const char *const names[] = { "file", "number",  "sheet",
                                         "rows", "columns", "state" };
    if (!cli_open_output(cli))
        return STEP_BROKEN;
    cli->writer.for_people = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_write_cell(&cli->writer, text_of(names[i]));
    csv_write_end(&cli->writer);
    for (size_t i = 0; i < cli->file_count; i++)
        if (!list_sheets_of(cli, cli->files[i]))
            return STEP_BROKEN;
    return STEP_DONE;
}

static enum step_outcome list_recipes(struct cli *cli)
{
    if (!cli_read_facts(cli) || !cli_open_output(cli))
        return STEP_BROKEN;
    cli->writer.for_people = true;
    return recipe_list_write(cli) ? STEP_DONE : STEP_BROKEN;
}

static enum step_outcome draft(struct cli *cli, const struct request *request)
{
    return cli_read_facts(cli)
               ? ingest_draft(cli, cli->files[0], request->sheet, request->draft_table,
                              request->draft_metrics)
               : STEP_BROKEN;
}

static enum step_outcome run(struct cli *cli, const struct request *request)
{
    switch (request->task) {
    case TASK_DRAFT:
        return draft(cli, request);
    case TASK_SHEETS:
        return list_sheets(cli);
    case TASK_RECIPES:
        return list_recipes(cli);
    case TASK_INGEST:
    case TASK_EXPLAIN:
    case TASK_CHECK:
        break;
    }
    return ingest_by(cli, request);
}

int main(int argc, char **argv)
{
    struct cli cli;
    cli_init(&cli, &tool);
    cli.refusals.of_cells = true;
    const struct request request = parse_options(&cli, argc, argv);
    return cli_close(&cli, run(&cli, &request));
}
