/* oflog-learn: whom to learn from. */
#include "cli.h"

#include "step/learn.h"

enum { OPTION_PEERS, OPTION_COUNT, OPTION_PERIODS };

static const struct cli_option options[] = {
    [OPTION_PEERS] = { 'p', "peers", "WHO",
                       "each council's peers: nearest:FILE, as oflog-peers writes them, "
                       "or FILE" },
    [OPTION_COUNT] = { 'k', "count", "N",
                       "with nearest:FILE, the first N peers (default: 15)" },
    [OPTION_PERIODS] = { 0, "periods", "N",
                         "how many figures a peer must have published since it stood "
                         "where the council stands (default: 3)" },
};

static const struct cli_tool tool = {
    .name = "oflog-learn",
    .summary = "Names the peers that do clearly better, and those of them that started "
               "where the council stands.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

struct request {
    const char *peers; /* the file */
    size_t count;      /* 0: all that it lists */
    struct learn_options learn;
};

/* "nearest:" takes the first few of the file. */
static const char nearest[] = "nearest:";

static void parse_options(struct cli *cli, int argc, char **argv, struct request *request)
{
    size_t option, count = 0;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_PEERS:
            request->peers = argument;
            break;
        case OPTION_COUNT:
            count = cli_whole_number(cli, "count", argument, 1, 1000);
            break;
        case OPTION_PERIODS:
            request->learn.periods =
                cli_whole_number(cli, "periods", argument, 1, LEARN_MOST_PERIODS);
            break;
        }
    }
    if (request->peers == NULL)
        cli_usage(cli,
                  "--peers=nearest:FILE or --peers=FILE is missing: similar to whom?");
    if (strncmp(request->peers, nearest, strlen(nearest)) == 0) {
        request->peers += strlen(nearest);
        request->count = count == 0 ? 15 : count;
    } else if (count > 0) {
        cli_usage(cli, "--count goes with --peers=nearest:FILE");
    }
    for (size_t i = 0; i < cli->file_count; i++)
        if (strcmp(request->peers, "-") == 0 && strcmp(cli->files[i], "-") == 0)
            cli_usage(cli, "--peers: standard input holds the table already");
}

static struct peer_lists *read_peers(struct cli *cli, const struct request *request)
{
    struct byte_source *source = cli_open_input(cli, request->peers, NULL);
    if (source == NULL)
        return NULL;
    struct peer_lists *lists = peer_lists_read(source, cli->area_tables, request->count,
                                               &cli->refused_beside, &cli->messages);
    cli_close_input(source);
    return lists;
}

static void give_count(struct cli *cli, const struct learn_count *count)
{
    messages_note(&cli->messages,
                  "peers that do clearly better: %llu; that started where the council "
                  "stands: %llu",
                  (unsigned long long)(count->better + count->improved),
                  (unsigned long long)count->improved);
}

int main(int argc, char **argv)
{
    struct request request = { .learn = { .periods = 3 } };
    struct step_account account = { 0 };
    struct learn_count count = { 0 };
    struct peer_lists *lists = NULL;
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &request);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(&cli) && (lists = read_peers(&cli, &request)) != NULL &&
        !(cli.strict && cli.refused_beside > 0) && cli_open_output(&cli) &&
        cli_read_table(&cli, NULL)) {
        request.learn.lists = lists;
        outcome = learn_run(&cli.table, &cli.selection, &request.learn, &cli.writer,
                            &account, &count);
    }
    peer_lists_close(lists);
    const int status = cli_end(&cli, outcome, &account);
    if (status != CLI_BROKEN)
        give_count(&cli, &count);
    return status;
}
