/* What all tools share: options, files, facts, the account at the end and the exit
 * status. */
#ifndef OFLOG_CMD_CLI_H
#define OFLOG_CMD_CLI_H

#include "cli_file.h"
#include "cli_folder.h"
#include "cli_receipt.h"
#include "council/flag_list.h"
#include "council/metric_file.h"
#include "council/observation_table.h"
#include "council/selection.h"
#include "format/refusals.h"
#include "step/step.h"

enum cli_status {
    CLI_DONE = 0, /* all is well */
    CLI_REFUSED =
        1,         /* done, but rows were refused, or --exit-code has something to tell */
    CLI_BROKEN = 2 /* not done */
};

/* One option: a table row both parses and documents. */
struct cli_option {
    int letter; /* 0: a long name only */
    const char *name;
    const char *argument; /* what the help calls it; NULL: takes none */
    const char *help;
};

/* Groups of common options; every tool has -h -V -o -q --receipt as well. A tool's own
 * option takes the place of a common one of the same name. */
enum cli_group {
    CLI_FACTS = 1,  /* -d --data-dir: reads definitions and areas */
    CLI_ROWS = 2,   /* --strict --rejects: may refuse rows */
    CLI_TABLE = 4,  /* --replace and the column options: reads an observation table */
    CLI_SELECT = 8, /* --area --metric --period */
};

/* What a tool is. */
struct cli_tool {
    const char *name;
    const char *summary;  /* one sentence for --help */
    const char *operands; /* such as "[FILE]..." */
    unsigned groups;
    const struct cli_option *options; /* its own */
    size_t option_count;
};

enum { CLI_MOST_LISTED = 64 };

struct cli_given {
    const char *name;
    const char *argument;
};

struct cli {
    const struct cli_tool *tool;
    struct messages messages;
    /* what the common options said */
    const char *data_dir;
    const char *definitions[CLI_MOST_LISTED];
    size_t definition_count;
    const char *output;
    const char *rejects;
    bool strict;
    bool replace;
    const char *areas[CLI_MOST_LISTED];
    const char *selected_metrics[CLI_MOST_LISTED];
    struct selection_request request;
    const char *columns[OBSERVATION_COLUMN_COUNT];
    /* the tool's own options that were given with an argument */
    struct cli_given given[CLI_MOST_LISTED];
    size_t given_count;
    /* operands */
    char **files;
    size_t file_count;
    /* open for the run */
    struct arena arena;
    struct metrics metrics;
    struct areas *area_tables;
    struct selection selection;
    struct refusals refusals;
    uint64_t refused_beside; /* rows of other files than the table: a list of peers */
    struct csv_writer rejects_writer;
    struct cli_file rejects_file;
    struct csv_writer writer;
    FILE *output_stream; /* that of output_file, or standard output */
    struct cli_file output_file;
    struct cli_folder output_folder; /* open instead of it after cli_open_folder() */
    struct observation_table table;
    bool table_read;
    struct observation_reading reading;
    struct cli_receipt receipt;
};

void cli_init(struct cli *cli, const struct cli_tool *tool);

/* Parses on to the tool's next own option; its index in tool->options becomes *option,
 * its argument *argument. Common options are dealt with inside: --help and --version end
 * the program with status 0, a mistake with 2. False when all are parsed; the operands
 * are in cli->files then ("-" alone when none was given). */
bool cli_next_option(struct cli *cli, int argc, char **argv, size_t *option,
                     const char **argument);

/* A whole number from `least` to `most` in an option's argument, or the end of the
 * program with status 2. */
size_t cli_whole_number(struct cli *cli, const char *option, const char *argument,
                        size_t least, size_t most);

/* A level of confidence above `least` and below 1 in an option's argument, likewise. */
double cli_level(struct cli *cli, const char *option, const char *argument, double least);

/* The index of `argument` in `words` (NULL-terminated), or the end of the program with
 * status 2. */
size_t cli_choice(struct cli *cli, const char *option, const char *argument,
                  const char *const words[]);

/* Says a mistake in the call and where help is, and ends the program with status 2. */
_Noreturn void cli_usage(struct cli *cli, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* Reads definitions and areas, and checks the selection against them. False, said. */
bool cli_read_facts(struct cli *cli);

/* Opens an operand, or a file that an option names ("-" is standard input). A receipt
 * lists it under the name of that option. NULL, said. cli_close_input() closes both. */
struct byte_source *cli_open_input(struct cli *cli, const char *file,
                                   const char *encoding);
void cli_close_input(struct byte_source *source);

/* Reads a file of flags; NULL is none. Those that are refused are no rows of the table,
 * whose account must come out even. Close with flag_list_close(). False, said. */
bool cli_read_flags(struct cli *cli, const char *file, struct flag_list **flags);

/* Opens the output and the file of rejects. False, said. */
bool cli_open_output(struct cli *cli);

/* The same where the output, which must have been named, is a folder: what goes to the
 * writer then is the list of its files, and each is written by cli_folder_write(). */
bool cli_open_folder(struct cli *cli);

/* Reads all operands as one observation table and settles it; `added` are the columns the
 * tool will add. False, said. */
bool cli_read_table(struct cli *cli, const char *const *added);

/* cli_read_facts(), cli_open_output() and cli_read_table(): what most tools begin with.
 */
bool cli_begin(struct cli *cli, const char *const *added);

/* For the receipt: a file that was read otherwise, under what role. Those in the folder
 * of data are named as they are there. */
void cli_note_read(struct cli *cli, const char *role, const struct digested *file);

/* Whether every byte arrived where it should: flushes, closes, appends the receipt,
 * renames. What the receipt is to say has been noted. False, said.
 * Where `done` is false the output is thrown away instead, and so is the file of refused
 * rows unless there are any. A second call does nothing. */
bool cli_close_output(struct cli *cli, bool done);

/* A warning beside the account where the table has figures of drafted metrics. */
void cli_note_drafts(struct cli *cli);

/* A warning beside the account where more than half is refused. */
void cli_note_if_most_are_refused(struct cli *cli, uint64_t refused, uint64_t all);

/* Ends a run on an observation table: gives the account, closes everything, and returns
 * the exit status. */
int cli_end(struct cli *cli, enum step_outcome outcome,
            const struct step_account *account);

/* As cli_end() for a tool with an account of its own, which it has given: closes
 * everything and returns the status. */
int cli_close(struct cli *cli, enum step_outcome outcome);

#endif
