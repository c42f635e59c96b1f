/* oflog-aggregate: figures of councils made into figures of larger areas. */
#include "cli.h"

#include "base/counted.h"
#include "council/date.h"
#include "step/aggregate.h"

enum { OPTION_TO, OPTION_ON, OPTION_KEEP, OPTION_BESIDE, OPTION_SMALL_NUMBERS };

static const struct cli_option options[] = {
    [OPTION_TO] = { 't', "to", "AREAS",
                    "sum to successor, combined-authority, county, region, country, or "
                    "the areas of a file (area_code, parent_code); needed" },
    [OPTION_ON] = { 0, "on", "DATE",
                    "the areas as they are on DATE, or 'latest', and not on each "
                    "period's last day (default for successor: latest)" },
    [OPTION_KEEP] = { 0, "keep", NULL, "pass the rows of the input on as well" },
    [OPTION_BESIDE] = { 0, "beside", NULL,
                        "add the column sum: what the members come to, beside the "
                        "published figure of a larger area" },
    [OPTION_SMALL_NUMBERS] = { 0, "small-numbers", NULL,
                               "add the columns sum_low and sum_high: between what a "
                               "sum of rounded or withheld counts lies" },
};

static const struct cli_tool tool = {
    .name = "oflog-aggregate",
    .summary = "Sums figures of councils over larger areas; never averages a rate.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

/* What the options ask for; `to` may name a file. */
struct asking {
    const char *to;
    struct aggregate_question question;
    struct aggregate_options aggregate;
};

static void read_day(struct cli *cli, const char *argument,
                     struct aggregate_question *question)
{
    question->has_day = true;
    question->day = DATE_DISTANT_FUTURE;
    if (strcmp(argument, "latest") != 0 && !date_parse(text_of(argument), &question->day))
        cli_usage(
            cli, "--on: '%s' is not a date; expected one such as 2023-04-01, or 'latest'",
            argument);
}

static void read_to(struct cli *cli, struct asking *asking)
{
    static const char *const words[] = { "successor", "combined-authority",
                                         "county",    "region",
                                         "country",   NULL };
    size_t to = 0;
    if (asking->to == NULL)
        cli_usage(cli, "--to is needed: successor, combined-authority, county, region, "
                       "country, or a file");
    while (words[to] != NULL && strcmp(asking->to, words[to]) != 0)
        to++;
    asking->question.to = asking->aggregate.to = (enum aggregate_to)to;
    for (size_t i = 0; i < cli->file_count; i++)
        if (strcmp(asking->to, "-") == 0 && strcmp(cli->files[i], "-") == 0)
            cli_usage(cli, "--to: standard input holds the table already");
}

static void parse_options(struct cli *cli, int argc, char **argv, struct asking *asking)
{
    size_t option;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_TO:
            asking->to = argument;
            break;
        case OPTION_ON:
            read_day(cli, argument, &asking->question);
            break;
        case OPTION_KEEP:
            asking->aggregate.keep = true;
            break;
        case OPTION_BESIDE:
            asking->aggregate.beside = true;
            break;
        case OPTION_SMALL_NUMBERS:
            asking->aggregate.small_numbers = true;
            break;
        }
    }
    if (asking->aggregate.keep && asking->aggregate.beside)
        cli_usage(cli, "--beside and --keep do not go together");
    read_to(cli, asking);
}

/* A word gone wrong is not a file. */
static struct aggregate_areas *read_areas(struct cli *cli, const struct asking *asking)
{
    if (asking->question.to != AGGREGATE_TO_LISTED)
        return aggregate_areas_open(cli->area_tables, &asking->question, NULL,
                                    &cli->messages);
    if (strpbrk(asking->to, "/.") == NULL && strcmp(asking->to, "-") != 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--to: '%s' is neither successor, combined-authority, county, "
                     "region, country nor a file (write ./%s if it is one)",
                     asking->to, asking->to);
        return NULL;
    }
    struct byte_source *source = cli_open_input(cli, asking->to, NULL);
    if (source == NULL)
        return NULL;
    struct aggregate_areas *larger =
        aggregate_areas_open(cli->area_tables, &asking->question, source, &cli->messages);
    cli_close_input(source);
    return larger;
}

/* What is said of `count` of something: one form for one of them, one for more. */
static void note_count(struct cli *cli, uint64_t count, const char *noun, const char *one,
                       const char *many)
{
    if (count > 0)
        messages_note(&cli->messages, "%s %s", counted(count, noun).text,
                      counted_word(count, one, many));
}

static void note_sums(struct cli *cli, const struct aggregate_account *account)
{
    note_count(cli, account->without_number, "sum",
               "has no number; the column 'reason' says why",
               "have no number; the column 'reason' says why");
    note_count(cli, account->estimated, "sum",
               "is an estimate within 1%, since members are withheld",
               "are estimates within 1%, since members are withheld");
    note_count(cli, account->limits_dropped, "sum",
               "has members with confidence limits, which cannot be summed",
               "have members with confidence limits, which cannot be summed");
    note_count(cli, account->published, "published row", "stands in place of a sum",
               "stand in place of sums");
    note_count(
        cli, account->giving_away, "published row",
        "has members that are withheld: beside the others it may tell what they are",
        "have members that are withheld: beside the others they may tell what "
        "these are");
    note_count(cli, account->held_back, "sum",
               "is held back: a row that is kept has its key",
               "are held back: rows that are kept have their keys");
    note_count(cli, cli->table.blank_lines, "blank line", "skipped", "skipped");
}

static void give_account(struct cli *cli, const struct asking *asking,
                         const struct aggregate_account *account)
{
    const unsigned long long in = cli->table.rows_read, refused = cli->refusals.count;
    char merged[64] = "";
    if (cli->table.rows_merged > 0)
        snprintf(merged, sizeof merged, " + %llu merged with equal ones",
                 (unsigned long long)cli->table.rows_merged);
    unsigned long long left_out = 0;
    for (size_t fate = AGGREGATE_PASSED + 1; fate < AGGREGATE_FATE_COUNT; fate++) {
        const unsigned long long rows = account->rows[fate];
        left_out += rows;
        if (rows > 0)
            messages_note(&cli->messages, "%s, %s: %s",
                          asking->aggregate.keep ? "not summed" : "left out",
                          aggregate_fate_words[fate], counted(rows, "row").text);
    }
    note_sums(cli, account);
    cli_note_drafts(cli);
    cli_note_if_most_are_refused(cli, refused, in);
    if (asking->aggregate.keep)
        messages_note(&cli->messages, "%s in = %llu kept + %llu refused%s; %s out beside",
                      counted(in, "row").text, (unsigned long long)account->kept, refused,
                      merged, counted(account->sums, "sum").text);
    else
        messages_note(
            &cli->messages,
            "%s in = %llu into %s + %llu passed on + %llu left out + %llu refused%s",
            counted(in, "row").text, (unsigned long long)account->rows[AGGREGATE_TAKEN],
            counted(account->sums, "sum").text,
            (unsigned long long)account->rows[AGGREGATE_PASSED], left_out, refused,
            merged);
}

/* The receipt counts rows of the input alone: "out" are those that are in what came out.
 */
static void note_account(struct cli *cli, const struct asking *asking,
                         const struct aggregate_account *account)
{
    const uint64_t in = cli->table.rows_read, refused = cli->refusals.count;
    const uint64_t out = asking->aggregate.keep ? account->kept
                                                : account->rows[AGGREGATE_TAKEN] +
                                                      account->rows[AGGREGATE_PASSED];
    cli_receipt_account(&cli->receipt, "rows", in, out, refused, in - out - refused);
    cli_receipt_rule(&cli->receipt, text_of("merged with equal ones"),
                     cli->table.rows_merged);
    for (size_t fate = AGGREGATE_PASSED + 1; fate < AGGREGATE_FATE_COUNT; fate++)
        if (!asking->aggregate.keep)
            cli_receipt_rule(&cli->receipt, text_of(aggregate_fate_words[fate]),
                             account->rows[fate]);
}

int main(int argc, char **argv)
{
    struct asking asking = { 0 };
    struct aggregate_account account = { 0 };
    struct aggregate_areas *larger = NULL;
    enum step_outcome outcome = STEP_BROKEN;
    const char *added[AGGREGATE_MOST_COLUMNS];
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &asking);
    if (cli_read_facts(&cli) && (larger = read_areas(&cli, &asking)) != NULL &&
        cli_open_output(&cli) &&
        cli_read_table(&cli, aggregate_columns(&asking.aggregate, added)))
        outcome =
            aggregate_run(&cli.table, larger, &asking.aggregate, &cli.writer, &account);
    note_account(&cli, &asking, &account);
    if (!cli_close_output(&cli, outcome == STEP_DONE))
        outcome = STEP_BROKEN;
    if (outcome == STEP_DONE)
        give_account(&cli, &asking, &account);
    aggregate_areas_close(larger);
    return cli_close(&cli, outcome);
}
