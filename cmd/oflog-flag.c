/* oflog-flag: what somebody ought to look at, with the evidence. */
#include "cli.h"

#include <stdlib.h>

#include "base/counted.h"
#include "council/rule_file.h"
#include "step/flag.h"

enum {
    OPTION_AGAINST,
    OPTION_RULES,
    OPTION_PREVIOUS,
    OPTION_BY_THEME,
    OPTION_BACKTEST,
    OPTION_WINDOW,
    OPTION_EXIT_CODE
};

static const struct cli_option options[] = {
    [OPTION_AGAINST] = { 0, "against", "PREFIX",
                         "read the comparison whose columns start with PREFIX_ (default: "
                         "peer)" },
    [OPTION_RULES] = { 0, "rules", "FILE",
                       "raise flags by the rules in this YAML file instead of the "
                       "installed ones" },
    [OPTION_PREVIOUS] = { 0, "previous", "FILE",
                          "tell which flags are new, continuing or cleared since the run "
                          "that wrote FILE" },
    [OPTION_BY_THEME] = { 0, "by-theme", NULL,
                          "count flags for each council and best value theme instead" },
    [OPTION_BACKTEST] = { 0, "backtest", "FILE",
                          "tell for each rule instead whether its flags came before the "
                          "events in FILE" },
    [OPTION_WINDOW] = { 0, "window", "YEARS",
                        "with --backtest: how long before an event a flag counts "
                        "(default: 3)" },
    [OPTION_EXIT_CODE] = { 0, "exit-code", NULL,
                           "end with status 1 when any flag is raised, of whatever kind, "
                           "or cleared" },
};

static const struct cli_tool tool = {
    .name = "oflog-flag",
    .summary = "Raises flags on rows that oflog-compare wrote: concerns, successes and "
               "doubtful data.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

struct request {
    struct flag_options flag;
    const char *rules;    /* NULL: the installed ones */
    const char *previous; /* NULL: no run before */
    const char *backtest; /* NULL: not asked for */
    bool exit_code;
};

static void parse_options(struct cli *cli, int argc, char **argv, struct request *request)
{
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_AGAINST:
            request->flag.against = argument;
            break;
        case OPTION_RULES:
            request->rules = argument;
            request->flag.note_unused = true;
            break;
        case OPTION_PREVIOUS:
            request->previous = argument;
            break;
        case OPTION_BY_THEME:
            request->flag.by_theme = true;
            break;
        case OPTION_BACKTEST:
            request->backtest = argument;
            break;
        case OPTION_WINDOW:
            request->flag.years =
                (int)cli_whole_number(cli, "window", argument, 1, FLAG_MOST_YEARS);
            break;
        case OPTION_EXIT_CODE:
            request->exit_code = true;
            break;
        }
    }
}

/* Flags are written, or counted in one way. */
static void check_request(struct cli *cli, struct request *request)
{
    const bool by_theme = request->flag.by_theme, backtest = request->backtest != NULL;
    if (by_theme + backtest + (request->previous != NULL) > 1)
        cli_usage(cli, "--previous, --by-theme and --backtest exclude each other");
    if (request->flag.years != 0 && !backtest)
        cli_usage(cli, "--window goes with --backtest");
    if (request->flag.years == 0)
        request->flag.years = FLAG_USUAL_YEARS;
}

/* Before the table, so that a mistake is said before gigabytes are read. */
static bool read_rules(struct cli *cli, const struct request *request,
                       struct rules *rules)
{
    const char *path =
        request->rules != NULL
            ? request->rules
            : arena_print(&cli->arena, "%s/rules/default.yaml", cli->data_dir).bytes;
    if (!rules_read(rules, path, &cli->messages))
        return false;
    cli_note_read(cli, "rules", &rules->read);
    return true;
}

/* As a recipe's: a name alone is one of the installed files. */
static const char *events_path(struct cli *cli, const char *file)
{
    const bool is_path = strchr(file, '/') != NULL || strstr(file, ".csv") != NULL ||
                         strcmp(file, "-") == 0;
    return is_path ? file
                   : arena_print(&cli->arena, "%s/%s.csv", cli->data_dir, file).bytes;
}

/* Events that are refused are no rows of the table, whose account must come out even. */
static bool read_events(struct cli *cli, const char *file, struct event_list **events)
{
    if (file == NULL)
        return true;
    struct refusals refusals;
    refusals_init(&refusals, &cli->messages, NULL);
    struct byte_source *source = cli_open_input(cli, events_path(cli, file), NULL);
    if (source == NULL)
        return false;
    *events = event_list_read(source, cli->area_tables, &refusals, &cli->messages);
    cli_close_input(source);
    refusals_say_rest(&refusals);
    refusals_release(&refusals);
    cli->refused_beside += refusals.count;
    return *events != NULL && (!cli->strict || refusals.count == 0);
}

/* Returns how many flags were raised or cleared. */
static uint64_t give_count(struct cli *cli, const struct flag_count *count,
                           bool has_previous)
{
    const uint64_t raised = count->raised[RULE_CONCERN] + count->raised[RULE_CELEBRATE] +
                            count->raised[RULE_DATA];
    messages_note(&cli->messages, "%s raised: %llu concern, %llu celebrate, %llu data",
                  counted(raised, "flag").text,
                  (unsigned long long)count->raised[RULE_CONCERN],
                  (unsigned long long)count->raised[RULE_CELEBRATE],
                  (unsigned long long)count->raised[RULE_DATA]);
    if (has_previous)
        messages_note(&cli->messages, "%llu of them new, %llu continuing; %llu cleared",
                      (unsigned long long)count->is_new,
                      (unsigned long long)(raised - count->is_new),
                      (unsigned long long)count->cleared);
    return raised + count->cleared;
}

int main(int argc, char **argv)
{
    struct request request = { .flag = { .against = "peer" } };
    struct step_account account = { 0 };
    struct flag_list *previous = NULL;
    struct event_list *events = NULL;
    struct flag_count count = { 0 };
    struct rules rules;
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &request);
    check_request(&cli, &request);
    rules_init(&rules);
    request.flag.rules = &rules;
    enum step_outcome outcome = STEP_BROKEN;
    if (read_rules(&cli, &request, &rules) && cli_read_facts(&cli) &&
        cli_read_flags(&cli, request.previous, &previous) &&
        read_events(&cli, request.backtest, &events) && cli_open_output(&cli) &&
        cli_read_table(&cli, NULL)) {
        request.flag.previous = previous;
        request.flag.events = events;
        outcome = flag_run(&cli.table, &cli.selection, &request.flag, &cli.writer,
                           &account, &count);
    }
    const int status = cli_end(&cli, outcome, &account);
    rules_release(&rules);
    flag_list_close(previous);
    event_list_close(events);
    if (status == CLI_BROKEN)
        return status;
    return give_count(&cli, &count, request.previous != NULL) > 0 && request.exit_code
               ? CLI_REFUSED
               : status;
}
