/* The options of all tools: one table row both parses and documents. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/suggest.h"
#include "config.h"

/* The common options, in the order in which --help lists them. */
enum common {
    COMMON_AREA,
    COMMON_METRIC,
    COMMON_PERIOD,
    COMMON_DEFINITIONS,
    COMMON_DATA_DIR,
    COMMON_STRICT,
    COMMON_REJECTS,
    COMMON_REPLACE,
    COMMON_METRIC_COLUMN,
    COMMON_AREA_COLUMN,
    COMMON_NAME_COLUMN,
    COMMON_PERIOD_COLUMN,
    COMMON_VALUE_COLUMN,
    COMMON_MARKER_COLUMN,
    COMMON_NUMERATOR_COLUMN,
    COMMON_DENOMINATOR_COLUMN,
    COMMON_LOWER_COLUMN,
    COMMON_UPPER_COLUMN,
    COMMON_OUTPUT,
    COMMON_RECEIPT,
    COMMON_QUIET,
    COMMON_HELP,
    COMMON_VERSION,
    COMMON_COUNT
};

struct common_option {
    unsigned group; /* 0: every tool */
    struct cli_option option;
};

static const struct common_option common_options[COMMON_COUNT] = {
    [COMMON_AREA] = { CLI_SELECT,
                      { 0, "area", "AREA",
                        "write only rows of AREA (a code or name); may be repeated" } },
    [COMMON_METRIC] = { CLI_SELECT,
                        { 0, "metric", "ID",
                          "write only rows of this metric; may be repeated" } },
    [COMMON_PERIOD] = { CLI_SELECT,
                        { 0, "period", "PERIOD",
                          "write only rows of PERIOD; 'latest' is each metric's newest "
                          "with a value" } },
    [COMMON_DEFINITIONS] = { CLI_FACTS,
                             { 'd', "definitions", "PATH",
                               "read metric definitions from this YAML file or folder "
                               "instead of the installed ones; may be repeated" } },
    [COMMON_DATA_DIR] = { CLI_FACTS,
                          { 0, "data-dir", "DIR",
                            "read areas, recipes, rules and definitions from DIR instead "
                            "of the installed ones" } },
    [COMMON_STRICT] = { CLI_ROWS,
                        { 0, "strict", NULL,
                          "end at the first refused row, with status 2" } },
    [COMMON_REJECTS] = { CLI_ROWS,
                         { 0, "rejects", "FILE",
                           "write refused rows to FILE, with file, line, column and "
                           "reason" } },
    [COMMON_REPLACE] = { CLI_TABLE,
                         { 0, "replace", NULL,
                           "drop columns of the input that this run adds anew" } },
    [COMMON_METRIC_COLUMN] = { CLI_TABLE,
                               { 0, "metric-column", "COL",
                                 "the column that holds the metric (default: metric)" } },
    [COMMON_AREA_COLUMN] = { CLI_TABLE,
                             { 0, "area-column", "COL",
                               "the column that holds the area's code or name (default: "
                               "area_code)" } },
    [COMMON_NAME_COLUMN] = { CLI_TABLE,
                             { 0, "name-column", "COL",
                               "the column that holds the area's name (default: "
                               "area_name)" } },
    [COMMON_PERIOD_COLUMN] = { CLI_TABLE,
                               { 0, "period-column", "COL",
                                 "the column that holds the period (default: period)" } },
    [COMMON_VALUE_COLUMN] = { CLI_TABLE,
                              { 0, "value-column", "COL",
                                "the column that holds the value (default: value)" } },
    [COMMON_MARKER_COLUMN] = { CLI_TABLE,
                               { 0, "marker-column", "COL",
                                 "the column that holds the markers (default: "
                                 "marker)" } },
    [COMMON_NUMERATOR_COLUMN] = { CLI_TABLE,
                                  { 0, "numerator-column", "COL",
                                    "the column that holds the numerator (default: "
                                    "numerator)" } },
    [COMMON_DENOMINATOR_COLUMN] = { CLI_TABLE,
                                    { 0, "denominator-column", "COL",
                                      "the column that holds the denominator (default: "
                                      "denominator)" } },
    [COMMON_LOWER_COLUMN] = { CLI_TABLE,
                              { 0, "lower-column", "COL",
                                "the column that holds the lower confidence limit "
                                "(default: lower)" } },
    [COMMON_UPPER_COLUMN] = { CLI_TABLE,
                              { 0, "upper-column", "COL",
                                "the column that holds the upper confidence limit "
                                "(default: upper)" } },
    [COMMON_OUTPUT] = { 0,
                        { 'o', "output", "FILE",
                          "write to FILE, whole or not at all, instead of standard "
                          "output" } },
    [COMMON_RECEIPT] = { 0,
                         { 0, "receipt", "FILE",
                           "append to FILE what was read, done and written, with "
                           "checksums: one line of JSON" } },
    [COMMON_QUIET] = { 0,
                       { 'q', "quiet", NULL,
                         "say mistakes only, no notes and no account" } },
    [COMMON_HELP] = { 0, { 'h', "help", NULL, "print this help and end" } },
    [COMMON_VERSION] = { 0, { 'V', "version", NULL, "print the version and end" } },
};

static const enum observation_column column_of[COMMON_COUNT] = {
    [COMMON_METRIC_COLUMN] = OBSERVATION_METRIC,
    [COMMON_AREA_COLUMN] = OBSERVATION_AREA_CODE,
    [COMMON_NAME_COLUMN] = OBSERVATION_AREA_NAME,
    [COMMON_PERIOD_COLUMN] = OBSERVATION_PERIOD,
    [COMMON_VALUE_COLUMN] = OBSERVATION_VALUE,
    [COMMON_MARKER_COLUMN] = OBSERVATION_MARKER,
    [COMMON_NUMERATOR_COLUMN] = OBSERVATION_NUMERATOR,
    [COMMON_DENOMINATOR_COLUMN] = OBSERVATION_DENOMINATOR,
    [COMMON_LOWER_COLUMN] = OBSERVATION_LOWER,
    [COMMON_UPPER_COLUMN] = OBSERVATION_UPPER,
};

_Noreturn void cli_usage(struct cli *cli, const char *layout, ...)
{
    char *what = NULL;
    va_list arguments;
    va_start(arguments, layout);
    const int length = vasprintf(&what, layout, arguments);
    va_end(arguments);
    messages_say(&cli->messages, (struct place){ 0 }, "%s (try '%s --help')",
                 length < 0 ? "out of memory" : what, cli->tool->name);
    exit(CLI_BROKEN);
}

static bool has_common(const struct cli_tool *tool, enum common common)
{
    for (size_t i = 0; i < tool->option_count; i++)
        if (strcmp(tool->options[i].name, common_options[common].option.name) == 0)
            return false;
    return common_options[common].group == 0 ||
           (common_options[common].group & tool->groups) != 0;
}

enum { HELP_INDENT = 28, HELP_WIDTH = 78 };

/* Words of `text` from HELP_INDENT to HELP_WIDTH; `used` columns of the first line are
 * taken. */
static void print_wrapped(const char *text, int used)
{
    int column = used;
    if (used >= HELP_INDENT) {
        putchar('\n');
        column = 0;
    }
    column += printf("%*s", HELP_INDENT - column, "");
    while (*text != '\0') {
        const int length = (int)strcspn(text, " ");
        if (column > HELP_INDENT && column + 1 + length > HELP_WIDTH)
            column = printf("\n%*s", HELP_INDENT, "") - 1;
        else if (column > HELP_INDENT)
            column += printf(" ");
        column += printf("%.*s", length, text);
        text += length + (text[length] == ' ');
    }
    putchar('\n');
}

static void print_option(const struct cli_option *option)
{
    int used = option->letter != 0 ? printf("  -%c, ", option->letter) : printf("      ");
    used += printf("--%s", option->name);
    if (option->argument != NULL)
        used += printf("=%s", option->argument);
    print_wrapped(option->help, used);
}

static int end_of_printing(const struct cli_tool *tool)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CLI_DONE;
    fprintf(stderr, "%s: <stdout>: cannot be written: %s\n", tool->name, strerror(errno));
    return CLI_BROKEN;
}

static _Noreturn void print_help(const struct cli_tool *tool)
{
    printf("Usage: %s [OPTION]... %s\n%s\n\n", tool->name, tool->operands, tool->summary);
    for (size_t i = 0; i < tool->option_count; i++)
        print_option(&tool->options[i]);
    if (tool->option_count > 0)
        putchar('\n');
    for (int i = 0; i < COMMON_COUNT; i++)
        if (has_common(tool, (enum common)i))
            print_option(&common_options[i].option);
    printf("\nExit status: 0 done; 1 done, but rows were refused%s; 2 not done.\n"
           "See %s(1) and oflog(7).\n",
           tool->groups & CLI_ROWS ? " and named" : "", tool->name);
    exit(end_of_printing(tool));
}

static _Noreturn void print_version(const struct cli_tool *tool)
{
    printf("%s (%s) %s\n", tool->name, PACKAGE_NAME, PACKAGE_VERSION);
    puts("Licence GPL-3.0-or-later. There is no warranty, as far as the law permits.");
    exit(end_of_printing(tool));
}

static void add_listed(struct cli *cli, const char **list, size_t *count,
                       const char *name, const char *argument)
{
    if (*count == CLI_MOST_LISTED)
        cli_usage(cli, "--%s may be given %d times", name, CLI_MOST_LISTED);
    list[(*count)++] = argument;
}

static void take_common(struct cli *cli, enum common common, const char *argument)
{
    switch (common) {
    case COMMON_AREA:
        add_listed(cli, cli->areas, &cli->request.area_count, "area", argument);
        break;
    case COMMON_METRIC:
        add_listed(cli, cli->selected_metrics, &cli->request.metric_count, "metric",
                   argument);
        break;
    case COMMON_PERIOD:
        cli->request.period = argument;
        break;
    case COMMON_DEFINITIONS:
        add_listed(cli, cli->definitions, &cli->definition_count, "definitions",
                   argument);
        break;
    case COMMON_DATA_DIR:
        cli->data_dir = argument;
        break;
    case COMMON_STRICT:
        cli->strict = true;
        break;
    case COMMON_REJECTS:
        cli->rejects = argument;
        break;
    case COMMON_REPLACE:
        cli->replace = true;
        break;
    case COMMON_OUTPUT:
        cli->output = argument;
        break;
    case COMMON_RECEIPT:
        cli->receipt.file = argument;
        cli->receipt.hashing = true;
        break;
    case COMMON_QUIET:
        cli->messages.quiet = true;
        break;
    case COMMON_HELP:
        print_help(cli->tool);
    case COMMON_VERSION:
        print_version(cli->tool);
    case COMMON_METRIC_COLUMN:
    case COMMON_AREA_COLUMN:
    case COMMON_NAME_COLUMN:
    case COMMON_PERIOD_COLUMN:
    case COMMON_VALUE_COLUMN:
    case COMMON_MARKER_COLUMN:
    case COMMON_NUMERATOR_COLUMN:
    case COMMON_DENOMINATOR_COLUMN:
    case COMMON_LOWER_COLUMN:
    case COMMON_UPPER_COLUMN:
    case COMMON_COUNT:
        cli->columns[column_of[common]] = argument;
        break;
    }
}

/* getopt_long's own arrays. An option's val says where it stands: its index in the tool's
 * options, or, from COMMON_BASE on, in the common ones. Letters map to the same through
 * `by_letter`. */
enum { COMMON_BASE = 1000, MOST_OPTIONS = 96 };

struct getopt_tables {
    struct option longs[MOST_OPTIONS];
    char shorts[2 * MOST_OPTIONS + 2];
    int by_letter[128];
    size_t long_count, short_length;
};

static void add_option(struct getopt_tables *t, const struct cli_option *option,
                       int value)
{
    t->longs[t->long_count++] =
        (struct option){ option->name,
                         option->argument == NULL ? no_argument : required_argument, NULL,
                         value + 256 };
    if (option->letter == 0)
        return;
    t->by_letter[option->letter] = value;
    t->shorts[t->short_length++] = (char)option->letter;
    if (option->argument != NULL)
        t->shorts[t->short_length++] = ':';
}

static void make_tables(const struct cli_tool *tool, struct getopt_tables *t)
{
    *t = (struct getopt_tables){ 0 };
    t->shorts[t->short_length++] = ':';
    for (size_t i = 0; i < tool->option_count; i++)
        add_option(t, &tool->options[i], (int)i);
    for (int i = 0; i < COMMON_COUNT; i++)
        if (has_common(tool, (enum common)i))
            add_option(t, &common_options[i].option, COMMON_BASE + i);
}

static _Noreturn void refuse_name(struct cli *cli, const struct getopt_tables *t,
                                  const char *word)
{
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, text_slice(text_of(word), 2, strcspn(word, "=")));
    for (size_t i = 0; i < t->long_count; i++)
        suggest_offer(&near, text_of(t->longs[i].name));
    cli_usage(cli, "unknown option '%.*s'%s", (int)strcspn(word, "="), word,
              suggest_format(&near, hint));
}

/* getopt says neither which long option was wrong nor what is near; the word itself is
 * the last one it looked at. Of a letter it says which; the word may still be the one
 * before. */
static _Noreturn void refuse_option(struct cli *cli, const struct getopt_tables *t,
                                    int found, char **argv)
{
    const char *word = argv[optind - 1];
    if (found == ':')
        cli_usage(cli, "option '%s' needs an argument", word);
    if (optopt != 0 && optopt < 256) /* below 0 for a byte above 127 */
        cli_usage(cli, "unknown option '-%c'", optopt);
    if (optopt >= 256)
        cli_usage(cli, "option '%.*s' takes no argument", (int)strcspn(word, "="), word);
    refuse_name(cli, t, word);
}

/* getopt_long takes any beginning of a name. A script that leans on that breaks with the
 * next new option, and --metric would be --metric-column where a tool has no --metric. */
static void check_whole_name(struct cli *cli, const struct getopt_tables *t, char **argv,
                             const char *name)
{
    const bool apart = optarg != NULL && optarg == argv[optind - 1];
    const char *word = argv[optind - (apart ? 2 : 1)];
    const size_t length = strlen(name);
    if (strncmp(word, "--", 2) != 0 || strncmp(word + 2, name, length) != 0 ||
        (word[2 + length] != '\0' && word[2 + length] != '='))
        refuse_name(cli, t, word);
}

static void take_operands(struct cli *cli, int argc, char **argv)
{
    static char dash[] = "-";
    static char *standard_input[] = { dash, NULL };
    cli->request.areas = cli->areas;
    cli->request.metrics = cli->selected_metrics;
    cli->files = optind < argc ? argv + optind : standard_input;
    cli->file_count = optind < argc ? (size_t)(argc - optind) : 1;
}

/* Beyond the most, a file that is read has no name of an option in the receipt. */
static void keep_given(struct cli *cli, const char *name, const char *argument)
{
    if (argument != NULL && cli->given_count < CLI_MOST_LISTED)
        cli->given[cli->given_count++] = (struct cli_given){ name, argument };
}

bool cli_next_option(struct cli *cli, int argc, char **argv, size_t *option,
                     const char **argument)
{
    struct getopt_tables tables;
    make_tables(cli->tool, &tables);
    opterr = 0;
    cli_receipt_keep_options(&cli->receipt, argc, argv);
    for (;;) {
        int index = -1;
        const int found = getopt_long(argc, argv, tables.shorts, tables.longs, &index);
        if (found == -1)
            break;
        if (found == '?' || found == ':')
            refuse_option(cli, &tables, found, argv);
        if (index >= 0)
            check_whole_name(cli, &tables, argv, tables.longs[index].name);
        const int value = found >= 256 ? found - 256 : tables.by_letter[found];
        *argument = optarg;
        if (value < COMMON_BASE) {
            *option = (size_t)value;
            keep_given(cli, cli->tool->options[value].name, optarg);
            return true;
        }
        take_common(cli, (enum common)(value - COMMON_BASE), optarg);
    }
    take_operands(cli, argc, argv);
    return false;
}

size_t cli_whole_number(struct cli *cli, const char *option, const char *argument,
                        size_t least, size_t most)
{
    char *end;
    errno = 0;
    const unsigned long number = strtoul(argument, &end, 10);
    if (argument[0] < '0' || argument[0] > '9' || *end != '\0' || errno != 0 ||
        number < least || number > most)
        cli_usage(cli, "--%s: '%s' is not a whole number from %zu to %zu", option,
                  argument, least, most);
    return number;
}

double cli_level(struct cli *cli, const char *option, const char *argument, double least)
{
    double level;
    if (!number_parse(text_of(argument), &level) || !(level > least && level < 1))
        cli_usage(cli, "--%s: '%s' is no level above %g and below 1, such as 0.95",
                  option, argument, least);
    return level;
}

size_t cli_choice(struct cli *cli, const char *option, const char *argument,
                  const char *const words[])
{
    char list[256] = "";
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(argument, words[i]) == 0)
            return i;
        strncat(list, i == 0 ? "" : ", ", sizeof list - strlen(list) - 1);
        strncat(list, words[i], sizeof list - strlen(list) - 1);
    }
    cli_usage(cli, "--%s: unknown word '%s'; expected one of: %s", option, argument,
              list);
}
