/* oflog-publish: one council's comparison, for people. */
#include "cli.h"

#include <stdlib.h>

#include "council/date.h"
#include "step/publish.h"

enum { OPTION_FORMAT, OPTION_FLAGS, OPTION_WIDTH };

static const struct cli_option options[] = {
    [OPTION_FORMAT] = { 0, "format", "FORMAT",
                        "text (default): a page for a terminal; others are to come" },
    [OPTION_FLAGS] = { 0, "flags", "FILE",
                       "list the flags in FILE, which oflog-flag wrote" },
    [OPTION_WIDTH] = { 0, "width", "N", "wrap lines at N columns (default: 80)" },
};

static const struct cli_tool tool = {
    .name = "oflog-publish",
    .summary = "Shows how a council (--area, needed) compares, in words, each metric in "
               "its latest period.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct publish_options *publish, const char **flags)
{
    static const char *const formats[] = { "text", NULL };
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_FORMAT:
            cli_choice(cli, "format", argument, formats);
            break;
        case OPTION_FLAGS:
            *flags = argument;
            break;
        case OPTION_WIDTH:
            publish->width = cli_whole_number(cli, "width", argument, PUBLISH_LEAST_WIDTH,
                                              PUBLISH_MOST_WIDTH);
            break;
        }
    }
    if (cli->request.area_count == 0)
        cli_usage(cli, "--area=AREA is needed: whose comparison is to be shown");
}

/* cli_read_facts() has checked the names. */
static void find_areas(struct cli *cli, uint32_t areas[CLI_MOST_LISTED],
                       struct publish_options *publish)
{
    publish->areas = areas;
    for (size_t i = 0; i < cli->request.area_count; i++)
        if (areas_find(cli->area_tables, text_of(cli->areas[i]), DATE_DISTANT_FUTURE,
                       &areas[publish->area_count]) == AREA_FOUND)
            publish->area_count++;
}

int main(int argc, char **argv)
{
    struct publish_options publish = { .width = 80 };
    struct step_account account = { 0 };
    struct flag_list *flags = NULL;
    const char *flags_file = NULL;
    uint32_t areas[CLI_MOST_LISTED];
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &publish, &flags_file);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(&cli) && cli_read_flags(&cli, flags_file, &flags) &&
        cli_open_output(&cli) && cli_read_table(&cli, NULL)) {
        find_areas(&cli, areas, &publish);
        publish.flags = flags;
        outcome =
            publish_run(&cli.table, &cli.selection, &publish, &cli.writer, &account);
    }
    const int status = cli_end(&cli, outcome, &account);
    flag_list_close(flags);
    return status;
}
