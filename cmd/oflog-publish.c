/* oflog-publish: one council's comparison, for people, and the rows behind it. */
#include "cli.h"

#include <stdlib.h>

#include "council/date.h"
#include "step/publish.h"
#include "step/publish_data.h"
#include "step/publish_open.h"

enum { OPTION_FORMAT, OPTION_FLAGS, OPTION_WIDTH };

static const struct cli_option options[] = {
    [OPTION_FORMAT] = { 0, "format", "FORMAT",
                        "text (default): a page for a terminal; csv, json: the rows, "
                        "labelled; csvw, datapackage: metadata of that CSV" },
    [OPTION_FLAGS] = { 0, "flags", "FILE",
                       "list the flags in FILE, which oflog-flag wrote" },
    [OPTION_WIDTH] = { 0, "width", "N", "wrap lines at N columns (default: 80)" },
};

static const struct cli_tool tool = {
    .name = "oflog-publish",
    .summary = "Shows how a council (--area) compares, in words, each metric in its "
               "latest period; or writes the rows as open data.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

/* The words of --format; open data are in the order of enum publish_open_format. */
enum format { FORMAT_TEXT, FORMAT_OPEN };
static const char *const formats[] = { "text", [FORMAT_OPEN] = "csv", "json",
                                       "csvw", "datapackage",         NULL };

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct publish_options *publish, const char **flags,
                          size_t *format)
{
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_FORMAT:
            *format = cli_choice(cli, "format", argument, formats);
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
    if (cli->request.area_count == 0 && *format == FORMAT_TEXT)
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

/* Metadata say which CSV they are of: by the convention of the W3C, that of the same name
 * without this ending. */
static struct text url_of(const struct cli *cli)
{
    const struct text ending = text_of("-metadata.json");
    const char *slash = cli->output == NULL ? NULL : strrchr(cli->output, '/');
    const struct text name = text_of(slash == NULL ? cli->output : slash + 1);
    if (name.length > ending.length &&
        text_equal(text_slice(name, name.length - ending.length, name.length), ending))
        return text_slice(name, 0, name.length - ending.length);
    return text_of("data.csv");
}

static int write_open_data(struct cli *cli, size_t format)
{
    struct step_account account = { 0 };
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_begin(cli, publish_data_added))
        outcome = publish_open_run(&cli->table, &cli->selection,
                                   (enum publish_open_format)(format - FORMAT_OPEN),
                                   url_of(cli), &cli->writer, &account);
    return cli_end(cli, outcome, &account);
}

static int write_pages(struct cli *cli, struct publish_options *publish,
                       const char *flags_file)
{
    struct step_account account = { 0 };
    struct flag_list *flags = NULL;
    uint32_t areas[CLI_MOST_LISTED];
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(cli) && cli_read_flags(cli, flags_file, &flags) &&
        cli_open_output(cli) && cli_read_table(cli, NULL)) {
        find_areas(cli, areas, publish);
        publish->flags = flags;
        outcome =
            publish_run(&cli->table, &cli->selection, publish, &cli->writer, &account);
    }
    const int status = cli_end(cli, outcome, &account);
    flag_list_close(flags);
    return status;
}

int main(int argc, char **argv)
{
    struct publish_options publish = { .width = 80 };
    const char *flags_file = NULL;
    size_t format = FORMAT_TEXT;
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &publish, &flags_file, &format);
    return format == FORMAT_TEXT ? write_pages(&cli, &publish, flags_file)
                                 : write_open_data(&cli, format);
}
