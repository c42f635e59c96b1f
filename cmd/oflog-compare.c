/* oflog-compare: each council against its peers. */
#include "cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "council/date.h"
#include "step/compare.h"

enum {
    OPTION_PEERS,
    OPTION_COUNT,
    OPTION_AS,
    OPTION_BENCHMARK,
    OPTION_DOUBLE_CI,
    OPTION_FUNNEL,
    OPTION_GRADES,
    OPTION_INCLUDE_SELF,
    OPTION_QUANTILE_TYPE,
    OPTION_STRESS
};

static const struct cli_option options[] = {
    [OPTION_PEERS] = { 'p', "peers", "WHO",
                       "class (default), all, region, combined-authority, "
                       "list:CODE,CODE..., nearest:FILE or FILE; may be repeated" },
    [OPTION_COUNT] = { 'k', "count", "N",
                       "with nearest:FILE, the first N peers (default: 15)" },
    [OPTION_AS] = { 0, "as", "PREFIX",
                    "begin the names of the new columns with PREFIX (default: peer); of "
                    "several --peers it belongs to the one before it" },
    [OPTION_BENCHMARK] = { 0, "benchmark", "WHAT",
                           "judge against WHAT, and say so in two more columns: median, "
                           "aggregate (of the peers), region or country (as published)" },
    [OPTION_DOUBLE_CI] = { 0, "double-ci", NULL,
                           "with --benchmark=region or country: similar while both have "
                           "limits that overlap" },
    [OPTION_FUNNEL] = { 0, "funnel", "HOW",
                        "judge counts without limits by what chance allows (chance, the "
                        "default, or score as UKHSA), by that and the usual differences "
                        "(adjusted or multiplicative, which add three columns), or by "
                        "MADs (none)" },
    [OPTION_GRADES] = { 0, "grades", NULL,
                        "add the verdict in five grades: best and worst are beyond "
                        "limits of 99.8% too" },
    [OPTION_INCLUDE_SELF] = { 0, "include-self", NULL,
                              "count the council among its own peers, as some publishers "
                              "do" },
    [OPTION_QUANTILE_TYPE] = { 0, "quantile-type", "TYPE",
                               "quartiles of type 7 (default) or 6, after Hyndman and "
                               "Fan" },
    [OPTION_STRESS] = { 0, "stress", NULL,
                        "add the share of variants in which the verdict stays: other "
                        "--peers, one peer left out, the last digit rounded" },
};

static const struct cli_tool tool = {
    .name = "oflog-compare",
    .summary =
        "Compares each council with its peers; the council itself is never one of them.",
    .operands = "[FILE]...",
    .groups = CLI_FACTS | CLI_ROWS | CLI_TABLE | CLI_SELECT,
    .options = options,
    .option_count = sizeof options / sizeof *options,
};

enum { MOST_MODELS = 16, NEAREST_COUNT = 15 };

/* One --peers, and what was said about it. */
struct model_asked {
    const char *who;
    const char *count_said; /* the argument of --count, or NULL */
    size_t count;
    struct peer_lists *lists;
};

struct comparing_with {
    struct model_asked asked[MOST_MODELS];
    struct peer_model models[MOST_MODELS];
    size_t peers_given;
    const char *early; /* the option, --as or --count, before the first --peers */
    struct compare_options compare;
};

/* Names stand in headers of CSV, and on terminals. */
static bool can_begin_name(const char *prefix)
{
    const char *c = prefix;
    while ((unsigned char)*c >= 0x20 && *c != 0x7f && *c != ',' && *c != '"')
        c++;
    return prefix[0] != '\0' && *c == '\0';
}

/* The comparison that --as and --count are about: that of the --peers before them. */
static size_t model_at(struct comparing_with *with, const char *option)
{
    if (with->peers_given > 0)
        return with->peers_given - 1;
    with->early = option;
    return 0;
}

static void add_peers(struct cli *cli, struct comparing_with *with, const char *who)
{
    if (with->peers_given == MOST_MODELS)
        cli_usage(cli, "--peers may be given %d times", MOST_MODELS);
    with->asked[with->peers_given++].who = who;
}

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct comparing_with *with)
{
    static const char *const types[] = { "6", "7", NULL };
    size_t option, at;
    const char *argument;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_PEERS:
            add_peers(cli, with, argument);
            break;
        case OPTION_COUNT:
            at = model_at(with, "--count");
            with->asked[at].count = cli_whole_number(cli, "count", argument, 1, 1000);
            with->asked[at].count_said = argument;
            break;
        case OPTION_AS:
            with->models[model_at(with, "--as")].prefix = argument;
            break;
        case OPTION_BENCHMARK:
            with->compare.benchmark =
                BENCHMARK_MEDIAN + (enum benchmark_kind)cli_choice(
                                       cli, "benchmark", argument, benchmark_words);
            break;
        case OPTION_FUNNEL:
            with->compare.funnel =
                (enum funnel_choice)cli_choice(cli, "funnel", argument, funnel_words);
            break;
        case OPTION_DOUBLE_CI:
            with->compare.double_ci = true;
            break;
        case OPTION_GRADES:
            with->compare.grades = true;
            break;
        case OPTION_STRESS:
            with->compare.stress = true;
            break;
        case OPTION_INCLUDE_SELF:
            with->compare.include_self = true;
            break;
        case OPTION_QUANTILE_TYPE:
            with->compare.quantile_type =
                cli_choice(cli, "quantile-type", argument, types) == 0 ? QUANTILE_TYPE_6
                                                                       : QUANTILE_TYPE_7;
            break;
        }
    }
}

static void check_prefix(struct cli *cli, const struct comparing_with *with, size_t at)
{
    const char *prefix = with->models[at].prefix;
    if (prefix == NULL)
        cli_usage(cli,
                  "--peers=%s is a second comparison: it needs a name of its own, "
                  "--as=PREFIX, behind it",
                  with->asked[at].who);
    if (!can_begin_name(prefix))
        cli_usage(cli, "--as: '%s' cannot begin the name of a column", prefix);
    for (size_t i = 0; i < at; i++)
        if (strcmp(with->models[i].prefix, prefix) == 0)
            cli_usage(cli, "--as: '%s' would name two comparisons", prefix);
}

/* What nobody said, and what does not go together. */
static void settle_models(struct cli *cli, struct comparing_with *with)
{
    const struct compare_options *compare = &with->compare;
    if (compare->double_ci && compare->benchmark != BENCHMARK_REGION &&
        compare->benchmark != BENCHMARK_COUNTRY)
        cli_usage(cli,
                  "--double-ci goes with --benchmark=region or country, whose figures "
                  "may have limits");
    if (compare->double_ci && compare->grades)
        cli_usage(cli, "--grades are of one interval, and --double-ci is of two");
    with->compare.models = with->models;
    with->compare.model_count = with->peers_given > 0 ? with->peers_given : 1;
    if (with->peers_given > 1 && with->early != NULL)
        cli_usage(cli,
                  "%s stands before the first of several --peers; it belongs to the "
                  "--peers it follows",
                  with->early);
    if (with->peers_given == 0)
        with->asked[0].who = "class";
    if (with->models[0].prefix == NULL)
        with->models[0].prefix = "peer";
    for (size_t i = 0; i < with->compare.model_count; i++) {
        check_prefix(cli, with, i);
        if (with->asked[i].count_said == NULL)
            with->asked[i].count = NEAREST_COUNT;
        else if (strncmp(with->asked[i].who, "nearest:", strlen("nearest:")) != 0)
            cli_usage(cli, "--count goes with --peers=nearest:FILE");
    }
}

static bool is_listed(const struct cli *cli, const uint32_t *listed, size_t count,
                      uint32_t area)
{
    const uint32_t council = areas_get(cli->area_tables, area)->council;
    for (size_t i = 0; i < count; i++)
        if (areas_get(cli->area_tables, listed[i])->council == council)
            return true;
    return false;
}

/* "list:" and then codes, names or spellings with commas between. */
static bool read_list(struct cli *cli, const char *who, struct peer_model *model)
{
    struct text rest = text_of(who + strlen("list:"));
    uint32_t *listed = arena_take(&cli->arena, (rest.length + 1) * sizeof *listed);
    size_t count = 0;
    if (rest.length == 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--peers: 'list:' names no council");
        return false;
    }
    while (rest.length > 0) {
        const char *comma = memchr(rest.bytes, ',', rest.length);
        const size_t length = comma == NULL ? rest.length : (size_t)(comma - rest.bytes);
        const struct text name = text_trim(text_slice(rest, 0, length));
        rest = text_slice(rest, length + 1, rest.length);
        char why[AREA_HINT_SIZE];
        if (areas_find(cli->area_tables, name, DATE_DISTANT_FUTURE, &listed[count]) !=
            AREA_FOUND) {
            messages_say(
                &cli->messages, (struct place){ 0 }, "--peers: %s",
                areas_explain(cli->area_tables, name, DATE_DISTANT_FUTURE, true, why));
            return false;
        }
        if (is_listed(cli, listed, count, listed[count]))
            messages_note(&cli->messages,
                          "--peers: '%.*s' is listed twice and counts once",
                          TEXT_ARGS(name));
        else
            count++;
    }
    model->kind = PEERS_LISTED;
    model->listed = listed;
    model->listed_count = count;
    model->list_name = "list";
    return true;
}

/* With a count of 0 all peers of the file. */
static bool read_file(struct cli *cli, struct model_asked *asked, const char *file,
                      size_t count, struct peer_model *model)
{
    for (size_t i = 0; i < cli->file_count; i++)
        if (strcmp(file, "-") == 0 && strcmp(cli->files[i], "-") == 0)
            cli_usage(cli, "--peers: standard input holds the table already");
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    asked->lists = peer_lists_read(source, cli->area_tables, count, &cli->refused_beside,
                                   &cli->messages);
    cli_close_input(source);
    model->kind = PEERS_OF_FILE;
    model->lists = asked->lists;
    model->list_name =
        count == 0 ? "file" : arena_print(&cli->arena, "nearest:%zu", count).bytes;
    return asked->lists != NULL && !(cli->strict && cli->refused_beside > 0);
}

static bool read_model(struct cli *cli, struct model_asked *asked,
                       struct peer_model *model)
{
    static const struct {
        const char *word;
        enum peer_kind kind;
    } kinds[] = { { "class", PEERS_CLASS },
                  { "all", PEERS_ALL },
                  { "region", PEERS_REGION },
                  { "combined-authority", PEERS_COMBINED_AUTHORITY } };
    const char *who = asked->who;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(who, kinds[i].word) == 0) {
            model->kind = kinds[i].kind;
            return true;
        }
    }
    if (strncmp(who, "list:", strlen("list:")) == 0)
        return read_list(cli, who, model);
    if (strncmp(who, "nearest:", strlen("nearest:")) == 0)
        return read_file(cli, asked, who + strlen("nearest:"), asked->count, model);
    if (strcmp(who, "-") != 0 && strpbrk(who, "/.") == NULL && access(who, F_OK) != 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--peers: '%s' is neither class, all, region, combined-authority, "
                     "list:CODE,CODE..., nearest:FILE nor a file",
                     who);
        return false;
    }
    return read_file(cli, asked, who, 0, model);
}

static bool read_models(struct cli *cli, struct comparing_with *with)
{
    for (size_t i = 0; i < with->compare.model_count; i++)
        if (!read_model(cli, &with->asked[i], &with->models[i]))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct comparing_with with = { .compare = { .quantile_type = QUANTILE_TYPE_7 } };
    struct step_account account = { 0 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &with);
    settle_models(&cli, &with);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(&cli) && read_models(&cli, &with) && cli_open_output(&cli) &&
        cli_read_table(&cli, compare_columns(&with.compare, &cli.arena)))
        outcome =
            compare_run(&cli.table, &cli.selection, &with.compare, &cli.writer, &account);
    for (size_t i = 0; i < with.compare.model_count; i++)
        peer_lists_close(with.asked[i].lists);
    return cli_end(&cli, outcome, &account);
}
