/* oflog-ingest: published files made into observations. */
#include "cli.h"

#include "format/table_file.h"
#include "ingest_draft.h"
#include "recipe_list.h"
#include "step/ingest.h"

enum {
    OPTION_RECIPE,
    OPTION_RECIPES,
    OPTION_DRAFT,
    OPTION_DRAFT_METRICS,
    OPTION_SHEET,
    OPTION_SHEETS,
    OPTION_CELLS,
    OPTION_EXPLAIN
};

static const struct cli_option options[] = {
    [OPTION_RECIPE] = { 'r', "recipe", "NAME",
                        "how the file is laid out: an installed recipe, or a YAML file "
                        "(with a / or .yaml)" },
    [OPTION_EXPLAIN] = { 0, "explain", NULL,
                         "write what the recipe does with each column and row, as CSV, "
                         "in place of observations" },
    [OPTION_RECIPES] = { 0, "recipes", NULL, "list the recipes that are installed" },
    [OPTION_DRAFT] = { 0, "draft", NULL,
                       "write a recipe for a FILE that has none, with what was found in "
                       "it and why as comments" },
    [OPTION_DRAFT_METRICS] = { 0, "draft-metrics", "FILE",
                               "with --draft: write definitions of the metrics it "
                               "proposes "
                               "to FILE" },
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
enum task { TASK_INGEST, TASK_EXPLAIN, TASK_DRAFT, TASK_SHEETS, TASK_RECIPES };

/* What was asked for. */
struct request {
    enum task task;
    const char *recipe;
    const char *draft_metrics;
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
                                      : TASK_RECIPES;
}

static struct request parse_options(struct cli *cli, int argc, char **argv)
{
    size_t option;
    const char *argument;
    struct request request = { 0 };
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        if (option == OPTION_RECIPE)
            request.recipe = argument;
        else if (option == OPTION_DRAFT_METRICS)
            request.draft_metrics = argument;
        else if (option == OPTION_SHEET)
            request.sheet = argument;
        else if (option == OPTION_CELLS)
            request.cells = cell_words[cli_choice(cli, "cells", argument, cell_words)];
        else
            request.task = task_of(option);
    }
    if (request.task == TASK_DRAFT && (request.recipe != NULL || cli->file_count != 1))
        cli_usage(cli, "--draft takes one FILE, and no recipe");
    if (request.recipe == NULL &&
        (request.task == TASK_INGEST || request.task == TASK_EXPLAIN))
        cli_usage(cli, "--recipe is needed: which recipe reads this file?");
    return request;
}

static const char *plural(unsigned long long count)
{
    return count == 1 ? "" : "s";
}

static void note_rules(struct cli *cli, const struct recipe *recipe,
                       const struct ingest_account *account)
{
    for (size_t i = 0; i < recipe->rule_count; i++) {
        const unsigned long long rows = account->rows_left_out[i];
        if (rows > 0)
            messages_note(&cli->messages, "left out by rule '%.*s': %llu %s%s",
                          TEXT_ARGS(recipe->rules[i].name), rows,
                          recipe->rules[i].of_value ? "cell" : "row", plural(rows));
    }
    if (account->reported_jointly > 0)
        messages_note(
            &cli->messages,
            "%llu empty figures are x: another council reports for these councils",
            (unsigned long long)account->reported_jointly);
}

/* How areas were found: a table that is read by names alone deserves a second look. */
static void note_areas(struct cli *cli, const struct ingest_account *account)
{
    static const char *const words[] = { "by code", "by name", "by another spelling" };
    struct text list = text_of("");
    for (int by = 0; by < AREA_BY_COUNT; by++)
        if (account->areas_by[by] > 0)
            list = arena_print(&cli->arena, "%.*s, %llu %s", TEXT_ARGS(list),
                               (unsigned long long)account->areas_by[by], words[by]);
    if (account->areas_recoded > 0)
        list = arena_print(&cli->arena, "%.*s, %llu recoded", TEXT_ARGS(list),
                           (unsigned long long)account->areas_recoded);
    if (account->areas_refused > 0)
        list = arena_print(&cli->arena, "%.*s, %llu refused", TEXT_ARGS(list),
                           (unsigned long long)account->areas_refused);
    if (list.length > 0)
        messages_note(&cli->messages, "areas found: %.*s",
                      TEXT_ARGS(text_slice(list, 2, list.length)));
}

static void give_account(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account)
{
    note_rules(cli, recipe, account);
    note_areas(cli, account);
    cli_note_if_most_are_refused(cli, account->cells_refused,
                                 account->cells - account->cells_left_out);
    messages_note(&cli->messages,
                  "%llu records = %llu above the table + %llu rows + %llu blank + %llu "
                  "outside; %llu of %llu columns read",
                  (unsigned long long)(account->records_above + account->rows +
                                       account->blank_rows + account->records_outside),
                  (unsigned long long)account->records_above,
                  (unsigned long long)account->rows,
                  (unsigned long long)account->blank_rows,
                  (unsigned long long)account->records_outside,
                  (unsigned long long)account->columns_claimed,
                  (unsigned long long)account->columns);
    messages_note(
        &cli->messages,
        "%llu rows, %llu cells in = %llu observations + %llu refused + %llu left out",
        (unsigned long long)account->rows, (unsigned long long)account->cells,
        (unsigned long long)account->observations,
        (unsigned long long)account->cells_refused,
        (unsigned long long)account->cells_left_out);
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
    if (recipe->transposed || recipe->starts.given)
        return;
    input->header = recipe->header;
    input->header_lines = recipe->header_lines;
}

static void note_account(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account)
{
    cli_receipt_account(&cli->receipt, "cells", account->cells, account->observations,
                        account->cells_refused, account->cells_left_out);
    for (size_t i = 0; i < recipe->rule_count; i++)
        cli_receipt_rule(&cli->receipt, recipe->rules[i].name, account->rows_left_out[i]);
}

static enum step_outcome ingest_file(struct cli *cli, struct byte_source *source,
                                     const struct recipe *recipe, bool explain,
                                     size_t number, struct ingest_account *account)
{
    struct table_file table;
    const char *sheet = recipe->sheet.length == 0 ? NULL : recipe->sheet.bytes;
    if (!table_file_open(&table, source, sheet,
                         recipe->stored ? WORKBOOK_STORED : WORKBOOK_SHOWN,
                         &cli->messages))
        return STEP_BROKEN;
    note_layout(cli, recipe, number - 1, table.sheet);
    if (recipe->transposed)
        table.rows = row_source_transposed(table.rows, &cli->messages);
    const struct ingest_input input = { .rows = table.rows,
                                        .sheet = text_of(table.sheet),
                                        .explain = explain,
                                        .number = number };
    const enum step_outcome outcome =
        ingest_run(&input, recipe, &cli->metrics, cli->area_tables, cli->strict,
                   &cli->refusals, &cli->writer, account);
    table_file_close(&table);
    return outcome;
}

static enum step_outcome ingest_files(struct cli *cli, const struct recipe *recipe,
                                      bool explain, struct ingest_account *account)
{
    enum step_outcome outcome = STEP_DONE;
    if (explain)
        ingest_explain_begin(&cli->writer);
    else
        ingest_write_header(&cli->writer);
    for (size_t i = 0; i < cli->file_count && outcome == STEP_DONE; i++) {
        struct byte_source *source = cli_open_input(cli, cli->files[i], recipe->encoding);
        if (source == NULL)
            return STEP_BROKEN;
        outcome = ingest_file(cli, source, recipe, explain, i + 1, account);
        cli_close_input(source);
    }
    return outcome;
}

static enum step_outcome ingest(struct cli *cli, const struct recipe *recipe,
                                bool explain)
{
    const size_t size = (recipe->rule_count + 1) * sizeof(uint64_t);
    struct ingest_account account = { .rows_left_out = arena_take(&cli->arena, size) };
    memset(account.rows_left_out, 0, size);
    enum step_outcome outcome = ingest_files(cli, recipe, explain, &account);
    note_account(cli, recipe, &account);
    if (!cli_close_output(cli, outcome == STEP_DONE))
        outcome = STEP_BROKEN;
    if (outcome == STEP_DONE)
        give_account(cli, recipe, &account);
    return outcome;
}

/* Reads the recipe and what it reads. */
static enum step_outcome ingest_by(struct cli *cli, const struct request *request)
{
    struct recipe recipe;
    const char *file = recipe_list_find(cli, request->recipe);
    if (file == NULL || !cli_read_facts(cli) ||
        !recipe_read(&recipe, file, &cli->metrics, &cli->messages))
        return STEP_BROKEN;
    if (request->sheet != NULL)
        recipe.sheet = text_of(request->sheet);
    if (request->cells != NULL)
        recipe.stored = strcmp(request->cells, "stored") == 0;
    cli_note_file(cli, "recipe", file);
    const enum step_outcome outcome =
        cli_open_output(cli) ? ingest(cli, &recipe, request->task == TASK_EXPLAIN)
                             : STEP_BROKEN;
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
    workbook_close(workbook);
    cli_close_input(source);
    return good;
}

static enum step_outcome list_sheets(struct cli *cli)
{
    static const char *const names[] = { "file", "number",  "sheet",
                                         "rows", "columns", "state" };
    if (!cli_open_output(cli))
        return STEP_BROKEN;
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
    return recipe_list_write(cli) ? STEP_DONE : STEP_BROKEN;
}

static enum step_outcome draft(struct cli *cli, const struct request *request)
{
    return cli_read_facts(cli) ? ingest_draft(cli, cli->files[0], request->sheet,
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
        break;
    }
    return ingest_by(cli, request);
}

int main(int argc, char **argv)
{
    struct cli cli;
    cli_init(&cli, &tool);
    const struct request request = parse_options(&cli, argc, argv);
    return cli_close(&cli, run(&cli, &request));
}
