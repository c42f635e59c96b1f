/* oflog-publish: comparisons for people, of one council or all, and the rows behind them.
 */
#include "cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "council/date.h"
#include "publish_inputs.h"
#include "step/publish.h"
#include "step/publish_book.h"
#include "step/publish_chart.h"
#include "step/publish_data.h"
#include "step/publish_open.h"
#include "step/publish_site.h"

enum {
    OPTION_FORMAT,
    OPTION_CHART,
    OPTION_FLAGS,
    OPTION_LEARN,
    OPTION_NEIGHBOURS,
    OPTION_NOTES,
    OPTION_PROGRESS,
    OPTION_PREVIOUS,
    OPTION_WIDTH
};

static const struct cli_option options[] = {
    [OPTION_FORMAT] = { 0, "format", "FORMAT",
                        "text (default): a page for a terminal; markdown; html: a page "
                        "in one file; site: pages of all councils, metrics and combined "
                        "authorities in a folder; xlsx: an accessible workbook; csv, "
                        "json: the rows, labelled; csvw, "
                        "datapackage: metadata of that CSV" },
    [OPTION_CHART] = { 0, "chart", "KIND",
                       "one SVG of one --metric, and of one --area or a class: strip, "
                       "trend, funnel, control or ladder" },
    [OPTION_FLAGS] = { 0, "flags", "FILE",
                       "list the flags in FILE, which oflog-flag wrote" },
    [OPTION_LEARN] = { 0, "learn", "FILE",
                       "say who to learn from, by FILE, which oflog-learn wrote" },
    [OPTION_NEIGHBOURS] = { 0, "neighbours", "FILE",
                            "name the nearest neighbours by FILE, the list that "
                            "oflog-compare was given" },
    [OPTION_NOTES] = { 0, "notes", "FILE",
                       "print what councils say of their figures, in FILE" },
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
    .summary =
        "Shows how a council (--area), or all in one metric (--metric), compare, in "
        "words, each metric in its latest period; or all of them, in a site; or "
        "writes the rows as open data.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

/* The words of --format; the first are those of enum publish_format, and open data are in
 * the order of enum publish_open_format. */
enum { FORMAT_SITE = PUBLISH_FORMAT_COUNT, FORMAT_BOOK, FORMAT_OPEN };
static const char *const formats[] = { "text", "markdown", "html", "site",        "xlsx",
                                       "csv",  "json",     "csvw", "datapackage", NULL };

/* What the call asks for. */
struct request {
    size_t format;
    bool has_chart;
    enum chart_kind chart;
    struct publish_files_beside files;
    const char *previous; /* a file; NULL: none */
    size_t width;
};

static void check_chart(struct cli *cli, const struct request *request)
{
    if (cli->request.area_count > 1 || cli->request.metric_count != 1)
        cli_usage(cli, "--chart is of exactly one --metric=ID, and of one --area=AREA or "
                       "a whole class");
    if (request->format != PUBLISH_TEXT)
        cli_usage(cli, "--chart writes SVG: there is no --format of it");
}

static void check_page(struct cli *cli, const struct request *request)
{
    const size_t pages =
        cli->request.area_count > 0 ? cli->request.area_count : cli->request.metric_count;
    if (pages == 0)
        cli_usage(cli, "--area=AREA or --metric=ID is needed: whose comparison is to be "
                       "shown");
    if (request->format == PUBLISH_HTML && pages > 1)
        cli_usage(cli, "--format=html: a page is of one area or metric; --format=site "
                       "makes one of each");
}

static void check(struct cli *cli, const struct request *request)
{
    if (request->format == FORMAT_SITE && cli->output == NULL)
        cli_usage(cli, "--output=FOLDER is needed: where the site is to be");
    if (request->has_chart)
        check_chart(cli, request);
    else if (request->format < PUBLISH_FORMAT_COUNT || request->format == FORMAT_BOOK)
        check_page(cli, request);
    if (request->format == FORMAT_BOOK && cli->output == NULL && isatty(STDOUT_FILENO))
        cli_usage(cli, "--output=FILE is needed: a workbook is nothing for a terminal");
    if (request->format != FORMAT_SITE &&
        (request->files.progress != NULL || request->previous != NULL))
        cli_usage(cli, "--%s is of --format=site alone",
                  request->files.progress != NULL ? "progress" : "previous");
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
        case OPTION_CHART:
            request->has_chart = true;
            request->chart =
                (enum chart_kind)cli_choice(cli, "chart", argument, publish_chart_words);
            break;
        case OPTION_FLAGS:
            request->files.flags = argument;
            break;
        case OPTION_LEARN:
            request->files.learn = argument;
            break;
        case OPTION_NEIGHBOURS:
            request->files.neighbours = argument;
            break;
        case OPTION_NOTES:
            request->files.notes = argument;
            break;
        case OPTION_PROGRESS:
            request->files.progress = argument;
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
static size_t find_areas(struct cli *cli, uint32_t areas[CLI_MOST_LISTED])
{
    size_t count = 0;
    for (size_t i = 0; i < cli->request.area_count; i++)
        if (areas_find(cli->area_tables, text_of(cli->areas[i]), DATE_DISTANT_FUTURE,
                       &areas[count]) == AREA_FOUND)
            count++;
    return count;
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

/* How the pages look and what they can do, where that is part of the format. */
struct looks {
    struct text_buffer style, script;
};

static bool read_looks(struct cli *cli, size_t format, struct looks *looks)
{
    return (format != FORMAT_SITE && format != PUBLISH_HTML) ||
           (publish_read_data(cli, "site/style.css", &looks->style) &&
            publish_read_data(cli, "site/script.js", &looks->script));
}

static struct text bytes_of(const struct text_buffer *buffer)
{
    return (struct text){ buffer->bytes, buffer->length };
}

/* With `lists` brought to agree with it. */
static bool read_table(struct cli *cli, const struct request *request,
                       struct publish_lists *lists, const char *const *added)
{
    return cli_read_table(cli, added) && publish_lists_agree(cli, &request->files, lists);
}

static enum step_outcome write_page(struct cli *cli, const struct request *request,
                                    struct publish_lists *lists,
                                    const struct looks *looks,
                                    struct step_account *account)
{
    struct publish_options publish = { .format = (enum publish_format)request->format,
                                       .width = request->width,
                                       .beside = publish_lists_beside(lists),
                                       .style = bytes_of(&looks->style),
                                       .script = bytes_of(&looks->script) };
    uint32_t areas[CLI_MOST_LISTED];
    if (!cli_open_output(cli) || !read_table(cli, request, lists, NULL))
        return STEP_BROKEN;
    publish.areas = areas;
    publish.area_count = find_areas(cli, areas);
    return publish_run(&cli->table, &cli->selection, &publish, &cli->writer, account);
}

static enum step_outcome write_chart(struct cli *cli, const struct request *request,
                                     struct publish_lists *lists,
                                     struct step_account *account)
{
    const struct publish_beside beside = publish_lists_beside(lists);
    uint32_t areas[CLI_MOST_LISTED];
    if (!cli_open_output(cli) || !read_table(cli, request, lists, NULL))
        return STEP_BROKEN;
    const uint32_t area = find_areas(cli, areas) > 0 ? areas[0] : AREA_NONE;
    return publish_chart_run(&cli->table, &cli->selection, area, request->chart, &beside,
                             &cli->writer, account);
}

static enum step_outcome write_book(struct cli *cli, const struct request *request,
                                    struct publish_lists *lists,
                                    struct step_account *account)
{
    struct publish_book_options book = { .beside = publish_lists_beside(lists) };
    uint32_t areas[CLI_MOST_LISTED];
    if (!cli_open_output(cli) || !read_table(cli, request, lists, NULL))
        return STEP_BROKEN;
    book.areas = areas;
    book.area_count = find_areas(cli, areas);
    return publish_book_run(&cli->table, &cli->selection, &book, &cli->writer, account);
}

static enum step_outcome write_site(struct cli *cli, const struct request *request,
                                    struct publish_lists *lists,
                                    const struct looks *looks,
                                    struct step_account *account)
{
    const struct publish_files files = { cli_folder_write, &cli->output_folder };
    struct publish_site_options site = { .beside = publish_lists_beside(lists),
                                         .style = bytes_of(&looks->style),
                                         .script = bytes_of(&looks->script) };
    struct publish_previous previous = { .read = false };
    enum step_outcome outcome = STEP_BROKEN;
    if (publish_previous_read(&previous, cli, request->previous) &&
        cli_open_folder(cli) && read_table(cli, request, lists, publish_data_added)) {
        site.previous = previous.read ? &previous.table : NULL;
        outcome = publish_site_run(&cli->table, &cli->selection, &site, &files, account);
    }
    publish_previous_release(&previous);
    return outcome;
}

static int write_pages(struct cli *cli, const struct request *request)
{
    struct step_account account = { 0 };
    struct publish_lists lists = { 0 };
    struct looks looks = { 0 };
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(cli) && publish_lists_read(cli, &request->files, &lists) &&
        read_looks(cli, request->format, &looks)) {
        outcome = request->has_chart ? write_chart(cli, request, &lists, &account)
                  : request->format == FORMAT_SITE
                      ? write_site(cli, request, &lists, &looks, &account)
                  : request->format == FORMAT_BOOK
                      ? write_book(cli, request, &lists, &account)
                      : write_page(cli, request, &lists, &looks, &account);
    }
    const int status = cli_end(cli, outcome, &account);
    publish_lists_close(&lists);
    free(looks.style.bytes);
    free(looks.script.bytes);
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
