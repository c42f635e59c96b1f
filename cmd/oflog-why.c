/* oflog-why: where a number came from. */
#include "cli.h"

#include <unistd.h>

#include "step/why.h"

enum { OPTION_RECEIPT, OPTION_PUBLISHED, OPTION_FORMAT, OPTION_WIDTH };

static const struct cli_option options[] = {
    [OPTION_RECEIPT] = { 0, "receipt", "FILE",
                         "read the receipts that the tools appended to FILE; needed, may "
                         "be repeated" },
    [OPTION_PUBLISHED] = { 0, "published", "FILE",
                           "where a published file is now: it is known by its checksum; "
                           "may be repeated" },
    [OPTION_FORMAT] = { 0, "format", "FORMAT",
                        "text (default), or csv with a row for each published cell" },
    [OPTION_WIDTH] = { 0, "width", "N", "wrap lines at N columns (default: 80)" },
};

static const struct cli_tool tool = {
    .name = "oflog-why",
    .summary = "Traces a number of a table back to the published cell, by its source and "
               "receipts.",
    .operands = "METRIC AREA PERIOD [TABLE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

enum { SUBJECTS = 3, LEAST_WIDTH = 40, MOST_WIDTH = 1000 };

struct question {
    struct why_options why;
    const char *receipt_files[CLI_MOST_LISTED];
    size_t receipt_count;
    struct receipt_file published[CLI_MOST_LISTED];
    struct receipts receipts;
    char *newest[1];
};

static void take_listed(struct cli *cli, const char *option, size_t count)
{
    if (count == CLI_MOST_LISTED)
        cli_usage(cli, "--%s may be given %d times", option, CLI_MOST_LISTED);
}

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct question *question)
{
    static const char *const formats[] = { "text", "csv", NULL };
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_RECEIPT:
            take_listed(cli, "receipt", question->receipt_count);
            question->receipt_files[question->receipt_count++] = argument;
            break;
        case OPTION_PUBLISHED:
            take_listed(cli, "published", question->why.published_count);
            question->published[question->why.published_count++].name = text_of(argument);
            break;
        case OPTION_FORMAT:
            question->why.format =
                (enum why_format)cli_choice(cli, "format", argument, formats);
            break;
        case OPTION_WIDTH:
            question->why.width =
                cli_whole_number(cli, "width", argument, LEAST_WIDTH, MOST_WIDTH);
            break;
        }
    }
    if (question->receipt_count == 0)
        cli_usage(cli, "--receipt=FILE is needed: what the tools appended to it");
}

/* METRIC, AREA and PERIOD choose the row, as --metric, --area and --period do elsewhere;
 * what is behind them are tables. */
static void take_subject(struct cli *cli)
{
    static char dash[] = "-";
    static char *standard_input[] = { dash };
    if (cli->file_count < SUBJECTS)
        cli_usage(cli, "METRIC, AREA and PERIOD are needed: which number is asked after");
    cli->selected_metrics[0] = cli->files[0];
    cli->areas[0] = cli->files[1];
    cli->request.metric_count = cli->request.area_count = 1;
    cli->request.period = cli->files[2];
    cli->files += SUBJECTS;
    cli->file_count -= SUBJECTS;
    if (cli->file_count > 0)
        return;
    cli->files = standard_input;
    cli->file_count = 1;
}

static bool read_receipts(struct cli *cli, struct question *question)
{
    bool fine = true;
    for (size_t i = 0; i < question->receipt_count && fine; i++) {
        struct byte_source *source =
            cli_open_input(cli, question->receipt_files[i], NULL);
        fine =
            source != NULL && receipts_read(&question->receipts, source, &cli->messages);
        if (source != NULL)
            cli_close_input(source);
    }
    cli->refused_beside += question->receipts.refused;
    return fine && !(cli->strict && question->receipts.refused > 0);
}

static void keep_published(struct cli *cli, struct question *question)
{
    for (size_t i = 0; i < question->why.published_count; i++) {
        const char *name = question->published[i].name.bytes;
        cli_receipt_read(&cli->receipt, "published", name, name);
        question->published[i] = *cli_receipt_input(&cli->receipt);
    }
    question->why.published = question->published;
}

/* Who sits at a terminal and names no table means the newest one. */
static void choose_table(struct cli *cli, struct question *question)
{
    if (strcmp(cli->files[0], "-") != 0 || !isatty(STDIN_FILENO))
        return;
    for (size_t i = question->receipts.count; i-- > 0;) {
        const struct receipt *run = &question->receipts.all[i];
        if (run->failed || run->output_count == 0 || text_is(run->outputs[0].name, "-"))
            continue;
        question->newest[0] = (char *)run->outputs[0].name.bytes;
        cli->files = question->newest;
        messages_note(&cli->messages, "reading '%s', the newest file in the receipts",
                      question->newest[0]);
        return;
    }
}

/* The tables in the order in which they were read, with their checksums. */
static bool keep_tables(struct cli *cli, struct question *question)
{
    if (!cli_receipt_settle_inputs(&cli->receipt))
        return false;
    const struct receipt *read = &cli->receipt.receipt;
    struct receipt_file *tables =
        arena_take(&cli->arena, (read->input_count + 1) * sizeof *tables);
    size_t count = 0;
    for (size_t i = 0; i < read->input_count; i++)
        if (text_is(read->inputs[i].role, RECEIPT_TABLE))
            tables[count++] = read->inputs[i];
    question->why.tables = tables;
    question->why.receipts = &question->receipts;
    return true;
}

int main(int argc, char **argv)
{
    struct question question = { .why = { .width = 80 } };
    struct step_account account = { 0 };
    uint64_t doubts = 0;
    struct cli cli;
    cli_init(&cli, &tool);
    cli.receipt.hashing = true;
    parse_options(&cli, argc, argv, &question);
    take_subject(&cli);
    receipts_init(&question.receipts);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(&cli) && read_receipts(&cli, &question)) {
        keep_published(&cli, &question);
        choose_table(&cli, &question);
        if (cli_open_output(&cli) && cli_read_table(&cli, NULL) &&
            keep_tables(&cli, &question))
            outcome = why_run(&cli.table, &cli.selection, &question.why, &cli.writer,
                              &account, &doubts);
    }
    const bool found = account.written > 0;
    if (outcome == STEP_DONE && !found)
        messages_say(&cli.messages, (struct place){ 0 },
                     "the table has no row of %s, %s and %s", cli.selected_metrics[0],
                     cli.areas[0], cli.request.period);
    const int status = cli_end(&cli, outcome, &account);
    receipts_release(&question.receipts);
    return status == CLI_DONE && (!found || doubts > 0) ? CLI_REFUSED : status;
}
