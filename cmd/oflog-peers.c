/* oflog-peers: each area's nearest neighbours. */
#include "cli.h"

#include "step/peers.h"

enum {
    OPTION_COUNT,
    OPTION_WEIGHTS,
    OPTION_WITHIN,
    OPTION_SCALE,
    OPTION_TRANSFORM,
    OPTION_WIDE,
    OPTION_VARIABLES
};

static const struct cli_option options[] = {
    [OPTION_COUNT] = { 'k', "count", "N", "give each area N neighbours (default: 15)" },
    [OPTION_WEIGHTS] = { 0, "weights", "FILE",
                         "take only the characteristics in this YAML file, with their "
                         "weights" },
    [OPTION_WITHIN] = { 0, "within", "WHAT",
                        "look for neighbours inside the class (default) or the whole "
                        "level" },
    [OPTION_SCALE] = { 0, "scale", "METHOD",
                       "make characteristics comparable by standard (default), robust or "
                       "rank scores" },
    [OPTION_TRANSFORM] = { 0, "transform", "HOW",
                           "none (default), or log: take logarithms first" },
    [OPTION_WIDE] = { 0, "wide", NULL,
                      "read a table with a row for each area and a column for each "
                      "characteristic" },
    [OPTION_VARIABLES] = { 0, "variables", "LIST",
                           "with --wide, the columns that are characteristics, with "
                           "commas between (default: all)" },
};

static const struct cli_tool tool = {
    .name = "oflog-peers",
    .summary = "Finds each area's nearest neighbours: those that are least unlike it in "
               "what they are.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

struct request {
    struct peers_options peers;
    const char *weights; /* a file */
    const char *variables;
    bool wide;
    struct characteristics characteristics;
    uint64_t rows, used, left_out; /* rows of the table */
};

static void parse_options(struct cli *cli, int argc, char **argv, struct request *request)
{
    static const char *const within[] = { "class", "level", NULL };
    static const char *const scales[] = { "standard", "robust", "rank", NULL };
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_COUNT:
            request->peers.count = cli_whole_number(cli, "count", argument, 1, 1000);
            break;
        case OPTION_WEIGHTS:
            request->weights = argument;
            break;
        case OPTION_WITHIN:
            request->peers.across_classes =
                cli_choice(cli, "within", argument, within) == 1;
            break;
        case OPTION_SCALE:
            request->peers.scale =
                (enum neighbour_scale)cli_choice(cli, "scale", argument, scales);
            break;
        case OPTION_TRANSFORM:
            request->peers.transform =
                (enum transform)cli_choice(cli, "transform", argument, transform_words);
            break;
        case OPTION_WIDE:
            request->wide = true;
            break;
        case OPTION_VARIABLES:
            request->variables = argument;
            break;
        }
    }
    if (request->variables != NULL && !request->wide)
        cli_usage(cli, "--variables goes with --wide; --metric chooses among metrics");
    if (request->wide && cli->file_count > 1)
        cli_usage(cli, "--wide reads one table");
    if (request->wide && (cli->request.metric_count > 0 || cli->request.period != NULL))
        cli_usage(cli, "--metric and --period do not go with --wide");
}

/* The names between commas; none for an empty list. */
static const struct text *split_names(struct cli *cli, const char *list, size_t *count)
{
    struct text rest = text_of(list);
    struct text *names = arena_take(&cli->arena, (rest.length + 1) * sizeof *names);
    while (rest.length > 0) {
        const char *comma = memchr(rest.bytes, ',', rest.length);
        const size_t length = comma == NULL ? rest.length : (size_t)(comma - rest.bytes);
        names[(*count)++] = text_trim(text_slice(rest, 0, length));
        rest = text_slice(rest, length + 1, rest.length);
    }
    return names;
}

static bool read_wide(struct cli *cli, struct request *request)
{
    struct characteristics_reading reading = {
        .areas = cli->area_tables,
        .messages = &cli->messages,
        .refusals = &cli->refusals,
        .arena = &cli->arena,
        .area_column = cli->columns[OBSERVATION_AREA_CODE],
        .name_column = cli->columns[OBSERVATION_AREA_NAME],
        .strict = cli->strict,
    };
    size_t count = 0;
    const struct text *names = split_names(cli, request->variables, &count);
    struct byte_source *source = cli_open_input(cli, cli->files[0], NULL);
    if (source == NULL)
        return false;
    const bool done =
        characteristics_read(&request->characteristics, source, names, count, &reading);
    cli_close_input(source);
    request->rows = reading.rows;
    request->used = request->characteristics.area_count;
    return done;
}

static bool read_table(struct cli *cli, struct request *request)
{
    if (!cli_read_table(cli, NULL))
        return false;
    /* Every row may be a characteristic; --area is about what comes out. */
    struct selection selection = cli->selection;
    selection.councils = NULL;
    return characteristics_take(&request->characteristics, &cli->table, &selection,
                                &cli->arena, &request->used, &request->left_out);
}

static bool read_weights(struct cli *cli, struct request *request,
                         struct weights *weights)
{
    if (request->weights == NULL)
        return true;
    if (!weights_read(weights, request->weights, &cli->arena, &cli->messages))
        return false;
    cli_note_read(cli, "weights", &weights->read);
    request->peers.weights = weights;
    return true;
}

int main(int argc, char **argv)
{
    struct request request = { .peers = { .count = 15 } };
    struct weights weights;
    struct cli cli;
    enum step_outcome outcome = STEP_BROKEN;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &request);
    if (cli_read_facts(&cli) && read_weights(&cli, &request, &weights) &&
        cli_open_output(&cli) &&
        (request.wide ? read_wide(&cli, &request) : read_table(&cli, &request)))
        outcome =
            peers_run(&request.characteristics, cli.area_tables, cli.selection.councils,
                      &request.peers, &cli.writer, &cli.messages);
    if (request.wide) /* the account is of its rows */
        cli.table.rows_read = request.rows;
    return cli_end(&cli, outcome,
                   &(struct step_account){ .written = request.used,
                                           .not_selected = request.left_out });
}
