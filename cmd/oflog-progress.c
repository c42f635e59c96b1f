/* oflog-progress: how far each area has come. */
#include "cli.h"

#include "step/progress.h"

enum { OPTION_SINCE };

static const struct cli_option options[] = {
    [OPTION_SINCE] = { 0, "since", "WHEN",
                       "a period, or start (default): the first day of each council or "
                       "combined authority" },
};

static const struct cli_tool tool = {
    .name = "oflog-progress",
    .summary = "Says how far each area has come since it began, or since a period, and "
               "how far the others have.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct progress_options *progress)
{
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        progress->since_period = strcmp(argument, "start") != 0;
        if (progress->since_period && !period_parse(text_of(argument), &progress->period))
            cli_usage(cli, "--since: '%s' is neither start nor a period such as 2022/23",
                      argument);
    }
}

int main(int argc, char **argv)
{
    struct progress_options progress = { 0 };
    struct step_account account = { 0 };
    struct cli cli;
    enum step_outcome outcome = STEP_BROKEN;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &progress);
    if (cli_begin(&cli, NULL))
        outcome =
            progress_run(&cli.table, &cli.selection, &progress, &cli.writer, &account);
    return cli_end(&cli, outcome, &account);
}
