/* oflog-normalise: values made comparable. */
#include "cli.h"

#include <stdlib.h>

#include "step/normalise.h"

enum {
    OPTION_REBUILD,
    OPTION_REAL,
    OPTION_DEFLATOR,
    OPTION_INTERVAL,
    OPTION_CONFIDENCE,
    OPTION_GRADES,
    OPTION_SMALL_NUMBERS,
    OPTION_SCORE,
    OPTION_WITHIN
};

static const struct cli_option options[] = {
    [OPTION_REBUILD] = { 0, "rebuild", NULL,
                         "make every value anew from numerator and denominator; the old "
                         "one goes to the column 'published'" },
    [OPTION_REAL] = { 0, "real", "PERIOD",
                      "show money in the prices of PERIOD, such as 2023/24, 2023 or "
                      "2023-Q2" },
    [OPTION_DEFLATOR] = { 0, "deflator", "FILE",
                          "the index of prices, with the columns period and value "
                          "(default: the installed GDP deflator)" },
    [OPTION_INTERVAL] = { 0, "interval", "METHOD",
                          "how empty limits are filled: wilson, byar, exact or none "
                          "(default: as the metric's definition says)" },
    [OPTION_CONFIDENCE] = { 0, "confidence", "LEVEL",
                            "the level of these limits, above 0 and below 1 (default: "
                            "0.95)" },
    [OPTION_GRADES] = { 0, "grades", NULL,
                        "fill limits, and add those of 99.8% that oflog-compare --grades "
                        "looks at" },
    [OPTION_SMALL_NUMBERS] = { 0, "small-numbers", NULL,
                               "add three columns: between what a value made of rounded "
                               "or withheld counts may lie, and which are of few" },
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

/* What --real and --deflator said. */
struct prices {
    const char *real; /* NULL: money stays as it was paid */
    struct period base;
    const char *file; /* NULL: the installed one */
};

static void parse_base(struct cli *cli, const char *argument, struct prices *prices)
{
    prices->real = argument;
    if (!period_parse(text_of(argument), &prices->base))
        cli_usage(cli, "'%s' is not a period; write 2023/24, 2023 or 2023-Q2", argument);
}

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct normalise_options *normalise, struct prices *prices)
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
        case OPTION_REAL:
            parse_base(cli, argument, prices);
            break;
        case OPTION_DEFLATOR:
            prices->file = argument;
            break;
        case OPTION_INTERVAL:
            normalise->limits.method = (enum metric_interval)(
                METRIC_INTERVAL_NONE +
                cli_choice(cli, "interval", argument, metric_interval_words));
            normalise->limits.columns = true;
            break;
        case OPTION_CONFIDENCE:
            normalise->limits.level = cli_level(cli, "confidence", argument, 0);
            normalise->limits.columns = true;
            break;
        case OPTION_GRADES:
            normalise->limits.columns = normalise->limits.wider = true;
            break;
        case OPTION_SMALL_NUMBERS:
            normalise->small_numbers = true;
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
    if (prices->file != NULL && prices->real == NULL)
        cli_usage(cli, "--deflator goes with --real, which names the period whose prices "
                       "are wanted");
}

/* False, said, where the index cannot be read or does not reach the base. */
static bool open_prices(struct cli *cli, const struct prices *prices,
                        struct deflator **deflator, double *base_index)
{
    const char *file = prices->file;
    if (file == NULL)
        file = arena_print(&cli->arena, "%s/gdp-deflator.csv", cli->data_dir).bytes;
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    *deflator = deflator_read(source, &cli->messages);
    cli_close_input(source);
    if (*deflator == NULL)
        return false;
    if (!deflator_index(*deflator, prices->base, YEAR_FINANCIAL, base_index)) {
        messages_say(&cli->messages, (struct place){ file, 0, 0 },
                     "the deflator does not reach %s", prices->real);
        return false;
    }
    const char *edition = deflator_edition(*deflator);
    messages_note(&cli->messages, "prices of %s, by %s%s%s", prices->real, file,
                  edition[0] == '\0' ? "" : ", edition ", edition);
    return true;
}

int main(int argc, char **argv)
{
    struct normalise_options normalise = { .limits.level = 0.95 };
    struct prices prices = { 0 };
    struct deflator *deflator = NULL;
    struct step_account account = { 0 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &normalise, &prices);
    const bool priced = prices.real == NULL ||
                        open_prices(&cli, &prices, &deflator, &normalise.base_index);
    normalise.deflator = deflator;
    enum step_outcome outcome = STEP_BROKEN;
    const char *columns[NORMALISE_COLUMNS];
    normalise_columns(&normalise, columns);
    if (priced && cli_begin(&cli, columns))
        outcome = normalise_run(&cli.table, &normalise, &cli.writer, &account);
    deflator_close(deflator);
    return cli_end(&cli, outcome, &account);
}
