/* oflog-normalise: values made comparable. */
#include "cli.h"

#include <stdlib.h>

#include "base/number.h"
#include "step/normalise.h"

enum { OPTION_REBUILD, OPTION_INTERVAL, OPTION_CONFIDENCE, OPTION_SCORE, OPTION_WITHIN };

static const struct cli_option options[] = {
    [OPTION_REBUILD] = { 0, "rebuild", NULL,
                         "make every value anew from numerator and denominator; the old "
                         "one goes to the column 'published'" },
    [OPTION_INTERVAL] = { 0, "interval", "METHOD",
                          "how empty limits are filled: wilson, byar, exact or none "
                          "(default: as the metric's definition says)" },
    [OPTION_CONFIDENCE] = { 0, "confidence", "LEVEL",
                            "the level of these limits, above 0 and below 1 (default: "
                            "0.95)" },
    [OPTION_SCORE] = { 0, "score", "KIND",
                       "add the column 'score': mads, z, percentile or min-max; more is "
                       "better" },
    [OPTION_WITHIN] = { 0, "within", "LIST",
                        "score together what is equal in all of: class, region, "
                        "combined-authority, level (default: level)" },
};

static const struct cli_tool tool = {
    .name = "oflog-normalise",
    .summary = "Fills values from their numerators and denominators, and scores them "
               "among those alike.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

static double parse_level(struct cli *cli, const char *argument)
{
    double level;
    if (!number_parse(text_of(argument), &level) || !(level > 0 && level < 1))
        cli_usage(cli,
                  "'%s' is no level of confidence: above 0 and below 1, such as 0.95",
                  argument);
    return level;
}

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct normalise_options *normalise)
{
    static const char *const kinds[] = { "mads", "z", "percentile", "min-max", NULL };
    size_t option;
    const char *argument;
    bool within = false;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_REBUILD:
            normalise->rebuild = true;
            break;
        case OPTION_INTERVAL:
            normalise->limits.method = (enum metric_interval)(
                METRIC_INTERVAL_NONE +
                cli_choice(cli, "interval", argument, metric_interval_words));
            normalise->limits.columns = true;
            break;
        case OPTION_CONFIDENCE:
            normalise->limits.level = parse_level(cli, argument);
            normalise->limits.columns = true;
            break;
        case OPTION_SCORE:
            normalise->score =
                (enum score_kind)(cli_choice(cli, "score", argument, kinds) + SCORE_MADS);
            break;
        case OPTION_WITHIN:
            within = true;
            if (!within_parse(argument, &normalise->within, &cli->messages))
                exit(CLI_BROKEN);
            break;
        }
    }
    if (within && normalise->score == SCORE_NONE)
        cli_usage(cli, "--within says what is scored together; it goes with --score");
}

int main(int argc, char **argv)
{
    struct normalise_options normalise = { .limits.level = 0.95 };
    struct step_account account = { 0 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &normalise);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_begin(&cli, normalise_columns(&normalise)))
        outcome = normalise_run(&cli.table, &normalise, &cli.writer, &account);
    return cli_end(&cli, outcome, &account);
}
