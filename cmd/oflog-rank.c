/* oflog-rank: who stands where among those who may be compared. */
#include "cli.h"

#include <stdlib.h>

#include "step/rank.h"
#include "step/rank_composite.h"

enum {
    OPTION_TIES,
    OPTION_WITHIN,
    OPTION_BANDS,
    OPTION_GROUPS,
    OPTION_BEST,
    OPTION_METHOD,
    OPTION_SIMULTANEOUS,
    OPTION_CONFIDENCE,
    OPTION_LIMITS,
    OPTION_COMPOSITE
};

static const struct cli_option options[] = {
    [OPTION_TIES] = { 0, "ties", "RULE",
                      "equal values share the min (default), average, dense or max "
                      "rank" },
    [OPTION_WITHIN] = { 0, "within", "LIST",
                        "rank together what is equal in all of: class, region, "
                        "combined-authority, level (default: class)" },
    [OPTION_BANDS] = { 0, "bands", "N", "cut the values into N bands (default: 4)" },
    [OPTION_GROUPS] = { 0, "groups", "RULE",
                        "bands are cut by value, as Fingertips does (default), or by "
                        "rank "
                        "as PHEindicatormethods (phe)" },
    [OPTION_BEST] = { 'b', "best", "END",
                      "the end that is rank 1, high or low, instead of each metric's "
                      "polarity" },
    [OPTION_METHOD] = { 0, "method", "METHOD",
                        "the interval of a rank: holm (default) never promises too much, "
                        "bootstrap promises the same and simulates, posterior is "
                        "narrower "
                        "and describes" },
    [OPTION_SIMULTANEOUS] = { 0, "simultaneous", NULL,
                              "intervals that hold all true ranks together, not each its "
                              "own" },
    [OPTION_CONFIDENCE] = { 0, "confidence", "LEVEL",
                            "of intervals of ranks and of groups, above 0.5 and below 1 "
                            "(default: 0.95)" },
    [OPTION_LIMITS] = { 0, "limits-confidence", "LEVEL",
                        "of the limits in the table (default: 0.95)" },
    [OPTION_COMPOSITE] = { 0, "composite", "FILE",
                           "rank areas by several metrics, weighed as this YAML file "
                           "says, with the ranks that other weights give" },
};

static const struct cli_tool tool = {
    .name = "oflog-rank",
    .summary = "Ranks each council inside its metric, period and class; 1 is best by the "
               "metric's polarity.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

struct request {
    struct rank_options rank;
    const char *composite; /* a file of weights; NULL: each metric apart */
};

static void parse_options(struct cli *cli, int argc, char **argv, struct request *request)
{
    struct rank_options *rank = &request->rank;
    static const char *const ties[] = { "min", "average", "dense", "max", NULL };
    static const char *const methods[] = { "holm", "bootstrap", "posterior", NULL };
    static const char *const groups[] = { "value", "phe", NULL };
    static const char *const ends[] = { "low", "high", NULL };
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_TIES:
            rank->ties = (enum ties)cli_choice(cli, "ties", argument, ties);
            break;
        case OPTION_WITHIN:
            if (!within_parse(argument, &rank->within, &cli->messages))
                exit(CLI_BROKEN);
            break;
        case OPTION_BANDS:
            rank->bands = cli_whole_number(cli, "bands", argument, 2, 100);
            break;
        case OPTION_GROUPS:
            rank->banding =
                (enum rank_banding)cli_choice(cli, "groups", argument, groups);
            break;
        case OPTION_SIMULTANEOUS:
            rank->certainty.scope = RANK_SIMULTANEOUS;
            break;
        case OPTION_BEST:
            rank->best_given = true;
            rank->best_is_high = cli_choice(cli, "best", argument, ends) == 1;
            break;
        case OPTION_METHOD:
            rank->certainty.method =
                (enum rank_method)cli_choice(cli, "method", argument, methods);
            break;
        case OPTION_CONFIDENCE:
            rank->certainty.confidence = cli_level(cli, "confidence", argument, 0.5);
            break;
        case OPTION_LIMITS:
            rank->certainty.limits = cli_level(cli, "limits-confidence", argument, 0);
            break;
        case OPTION_COMPOSITE:
            request->composite = argument;
            break;
        }
    }
    if (rank->certainty.scope == RANK_SIMULTANEOUS &&
        rank->certainty.method == RANK_METHOD_POSTERIOR)
        cli_usage(cli,
                  "--simultaneous goes with --method=holm or bootstrap: the posterior "
                  "is of one rank at a time");
}

static enum step_outcome rank_apart(struct cli *cli, const struct rank_options *rank,
                                    struct step_account *account)
{
    return cli_begin(cli, rank_columns)
               ? rank_run(&cli->table, &cli->selection, rank, &cli->writer, account)
               : STEP_BROKEN;
}

/* Every row may count; --area is about what comes out. */
static enum step_outcome rank_together(struct cli *cli, const char *composite,
                                       struct step_account *account)
{
    struct weights weights;
    struct characteristics figures;
    if (!weights_read(&weights, composite, &cli->arena, &cli->messages))
        return STEP_BROKEN;
    cli_note_read(cli, "composite", &weights.read);
    if (!cli_begin(cli, NULL))
        return STEP_BROKEN;
    struct selection selection = cli->selection;
    selection.councils = NULL;
    if (!characteristics_take(&figures, &cli->table, &selection, &cli->arena,
                              &account->written, &account->not_selected))
        return STEP_BROKEN;
    return rank_composite_run(&figures, cli->area_tables, &cli->metrics,
                              cli->selection.councils, &weights, &cli->writer,
                              &cli->messages);
}

int main(int argc, char **argv)
{
    struct request request = { .rank = { .ties = TIES_MIN,
                                         .bands = 4,
                                         .within = { .class = true },
                                         .certainty = { .confidence = 0.95,
                                                        .limits = 0.95 } } };
    struct step_account account = { 0 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &request);
    const enum step_outcome outcome =
        request.composite == NULL ? rank_apart(&cli, &request.rank, &account)
                                  : rank_together(&cli, request.composite, &account);
    return cli_end(&cli, outcome, &account);
}
