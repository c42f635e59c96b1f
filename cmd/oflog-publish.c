/* oflog-publish: comparisons for people, of one council or all, and the rows behind them.
 */
#include "cli.h"

#include <stdlib.h>

#include "council/date.h"
#include "publish_inputs.h"
#include "step/publish.h"
#include "step/publish_data.h"
#include "step/publish_open.h"
#include "step/publish_site.h"

enum { OPTION_FORMAT, OPTION_FLAGS, OPTION_PROGRESS, OPTION_PREVIOUS, OPTION_WIDTH };

static const struct cli_option options[] = {
    [OPTION_FORMAT] = { 0, "format", "FORMAT",
                        "text (default): a page for a terminal; site: pages of all "
                        "councils, metrics and combined authorities in a folder; csv, "
                        "json: the rows, labelled; csvw, datapackage: metadata of that "
                        "CSV" },
    [OPTION_FLAGS] = { 0, "flags", "FILE",
                       "list the flags in FILE, which oflog-flag wrote" },
    [OPTION_PROGRESS] = { 0, "progress", "FILE",
                          "in a site, show the progress in FILE, which oflog-progress "
                          "wrote" },
    [OPTION_PREVIOUS] = { 0, "previous", "FILE",
                          "in a site, show what has changed since the table in FILE, "
                          "that of the last edition" },
    [OPTION_WIDTH] = { 0, "width", "N", "wrap lines at N columns (default: 80)" },
};

static const struct cli_tool tool = {
    .name = "oflog-publish",
    .summary = "Shows how a council (--area) compares, in words, each metric in its "
               "latest period; or all councils, in a site; or writes the rows as open "
               "data.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

/* The words of --format; open data are in the order of enum publish_open_format. */
enum format { FORMAT_TEXT, FORMAT_SITE, FORMAT_OPEN };
static const char *const formats[] = { "text", "site", [FORMAT_OPEN] = "csv",
                                       "json", "csvw", "datapackage",
                                       NULL };

/* What the call asks for. */
struct request {
    size_t format;
    const char *flags, *progress, *previous; /* files; NULL: none */
    size_t width;
};

static void check(struct cli *cli, const struct request *request)
{
    if (request->format == FORMAT_SITE && cli->output == NULL)
        cli_usage(cli, "--output=FOLDER is needed: where the site is to be");
    if (request->format == FORMAT_TEXT && cli->request.area_count == 0)
        cli_usage(cli, "--area=AREA is needed: whose comparison is to be shown");
    if (request->format != FORMAT_SITE &&
        (request->progress != NULL || request->previous != NULL))
        cli_usage(cli, "--%s is of --format=site alone",
                  request->progress != NULL ? "progress" : "previous");
}

static void parse_options(struct cli *cli, int argc, char **argv, struct request *request)
{
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_FORMAT:
            request->format = cli_choice(cli, "format", argument, formats);
            break;
        case OPTION_FLAGS:
            request->flags = argument;
            break;
        case OPTION_PROGRESS:
            request->progress = argument;
            break;
        case OPTION_PREVIOUS:
            request->previous = argument;
            break;
        case OPTION_WIDTH:
            request->width = cli_whole_number(cli, "width", argument, PUBLISH_LEAST_WIDTH,
                                              PUBLISH_MOST_WIDTH);
            break;
        }
    }
    check(cli, request);
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

static enum step_outcome write_text(struct cli *cli, const struct request *request,
                                    const struct flag_list *flags,
                                    struct step_account *account)
{
    struct publish_options publish = { .width = request->width, .flags = flags };
    uint32_t areas[CLI_MOST_LISTED];
    if (!cli_open_output(cli) || !cli_read_table(cli, NULL))
        return STEP_BROKEN;
    find_areas(cli, areas, &publish);
    return publish_run(&cli->table, &cli->selection, &publish, &cli->writer, account);
}

static enum step_outcome write_site(struct cli *cli, const struct request *request,
                                    const struct flag_list *flags,
                                    struct step_account *account)
{
    const struct publish_files files = { cli_folder_write, &cli->output_folder };
    struct publish_site_options site = { .beside = { .flags = flags } };
    struct publish_previous previous = { .read = false };
    struct progress_list *progress = NULL;
    struct text_buffer style = { 0 }, script = { 0 };
    enum step_outcome outcome = STEP_BROKEN;
    if (publish_read_data(cli, "site/style.css", &style) &&
        publish_read_data(cli, "site/script.js", &script) &&
        publish_read_progress(cli, request->progress, &progress) &&
        publish_previous_read(&previous, cli, request->previous) &&
        cli_open_folder(cli) && cli_read_table(cli, NULL)) {
        site.beside.progress = progress;
        site.previous = previous.read ? &previous.table : NULL;
        site.style = (struct text){ style.bytes, style.length };
        site.script = (struct text){ script.bytes, script.length };
        outcome = publish_site_run(&cli->table, &cli->selection, &site, &files, account);
    }
    publish_previous_release(&previous);
    progress_list_close(progress);
    free(style.bytes);
    free(script.bytes);
    return outcome;
}

static int write_pages(struct cli *cli, const struct request *request)
{
    struct step_account account = { 0 };
    struct flag_list *flags = NULL;
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(cli) && cli_read_flags(cli, request->flags, &flags))
        outcome = request->format == FORMAT_SITE
                      ? write_site(cli, request, flags, &account)
                      : write_text(cli, request, flags, &account);
    const int status = cli_end(cli, outcome, &account);
    flag_list_close(flags);
    return status;
}

int main(int argc, char **argv)
{
    struct request request = { .width = 80 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &request);
    return request.format < FORMAT_OPEN ? write_pages(&cli, &request)
                                        : write_open_data(&cli, request.format);
}
