/* oflog-compare: each council against its peers. */
#include "cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "council/date.h"
#include "step/compare.h"

enum { OPTION_PEERS, OPTION_COUNT, OPTION_AS, OPTION_INCLUDE_SELF, OPTION_QUANTILE_TYPE };

static const struct cli_option options[] = {
    [OPTION_PEERS] = { 'p', "peers", "WHO",
                       "class (default), all, region, combined-authority, "
                       "list:CODE,CODE..., nearest:FILE or FILE" },
    [OPTION_COUNT] = { 'k', "count", "N",
                       "with nearest:FILE, the first N peers (default: 15)" },
    [OPTION_AS] = { 0, "as", "PREFIX",
                    "begin the names of new columns with PREFIX (default: peer)" },
    [OPTION_INCLUDE_SELF] = { 0, "include-self", NULL,
                              "count the council among its own peers, as some publishers "
                              "do" },
    [OPTION_QUANTILE_TYPE] = { 0, "quantile-type", "TYPE",
                               "quartiles of type 7 (default) or 6, after Hyndman and "
                               "Fan" },
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

struct comparing_with {
    const char *who;
    size_t count;
    const char *prefix;
    struct peer_lists *lists;
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

static void parse_options(struct cli *cli, int argc, char **argv,
                          struct comparing_with *with)
{
    static const char *const types[] = { "6", "7", NULL };
    size_t option;
    const char *argument;
    bool count_given = false;
    while (cli_next_option(cli, argc, argv, &option, &argument)) {
        switch (option) {
        case OPTION_PEERS:
            with->who = argument;
            break;
        case OPTION_COUNT:
            with->count = cli_whole_number(cli, "count", argument, 1, 1000);
            count_given = true;
            break;
        case OPTION_AS:
            with->prefix = argument;
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
    if (count_given && strncmp(with->who, "nearest:", strlen("nearest:")) != 0)
        cli_usage(cli, "--count goes with --peers=nearest:FILE");
    if (!can_begin_name(with->prefix))
        cli_usage(cli, "--as: '%s' cannot begin the name of a column", with->prefix);
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
static bool read_list(struct cli *cli, struct comparing_with *with)
{
    struct text rest = text_of(with->who + strlen("list:"));
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
    with->compare.kind = PEERS_LISTED;
    with->compare.listed = listed;
    with->compare.listed_count = count;
    with->compare.list_name = "list";
    return true;
}

static bool read_file(struct cli *cli, struct comparing_with *with, const char *file,
                      size_t count)
{
    for (size_t i = 0; i < cli->file_count; i++)
        if (strcmp(file, "-") == 0 && strcmp(cli->files[i], "-") == 0)
            cli_usage(cli, "--peers: standard input holds the table already");
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    with->lists = peer_lists_read(source, cli->area_tables, count, &cli->refused_beside,
                                  &cli->messages);
    cli_close_input(source);
    with->compare.kind = PEERS_OF_FILE;
    with->compare.lists = with->lists;
    with->compare.list_name =
        count == 0 ? "file" : arena_print(&cli->arena, "nearest:%zu", count).bytes;
    return with->lists != NULL && !(cli->strict && cli->refused_beside > 0);
}

static bool read_peers(struct cli *cli, struct comparing_with *with)
{
    static const struct {
        const char *word;
        enum peer_kind kind;
    } kinds[] = { { "class", PEERS_CLASS },
                  { "all", PEERS_ALL },
                  { "region", PEERS_REGION },
                  { "combined-authority", PEERS_COMBINED_AUTHORITY } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(with->who, kinds[i].word) == 0) {
            with->compare.kind = kinds[i].kind;
            return true;
        }
    }
    if (strncmp(with->who, "list:", strlen("list:")) == 0)
        return read_list(cli, with);
    if (strncmp(with->who, "nearest:", strlen("nearest:")) == 0)
        return read_file(cli, with, with->who + strlen("nearest:"), with->count);
    if (strcmp(with->who, "-") != 0 && strpbrk(with->who, "/.") == NULL &&
        access(with->who, F_OK) != 0) {
        messages_say(&cli->messages, (struct place){ 0 },
                     "--peers: '%s' is neither class, all, region, combined-authority, "
                     "list:CODE,CODE..., nearest:FILE nor a file",
                     with->who);
        return false;
    }
    return read_file(cli, with, with->who, 0);
}

int main(int argc, char **argv)
{
    struct comparing_with with = { .who = "class",
                                   .count = 15,
                                   .prefix = "peer",
                                   .compare = { .quantile_type = QUANTILE_TYPE_7 } };
    struct step_account account = { 0 };
    struct cli cli;
    cli_init(&cli, &tool);
    parse_options(&cli, argc, argv, &with);
    enum step_outcome outcome = STEP_BROKEN;
    if (cli_read_facts(&cli) && read_peers(&cli, &with) && cli_open_output(&cli) &&
        cli_read_table(&cli, compare_columns(with.prefix, &cli.arena)))
        outcome =
            compare_run(&cli.table, &cli.selection, &with.compare, &cli.writer, &account);
    peer_lists_close(with.lists);
    return cli_end(&cli, outcome, &account);
}
