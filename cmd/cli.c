/* What all tools share beside options: facts, files, the account at the end and the exit
 * status. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/counted.h"

/* A standard descriptor that the caller closed would be given to the next file opened,
 * which then got the table or the messages. Opened the wrong way round, its use fails. */
static void occupy_standard_descriptors(void)
{
    static const int wrong_way[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1)
            open("/dev/null", wrong_way[descriptor]);
}

void cli_init(struct cli *cli, const struct cli_tool *tool)
{
    occupy_standard_descriptors();
    *cli = (struct cli){ .tool = tool, .data_dir = OFLOG_DATA_DIR };
    messages_init(&cli->messages, stderr, tool->name);
    arena_init(&cli->arena);
    metrics_init(&cli->metrics);
    refusals_init(&cli->refusals, &cli->messages, NULL);
    cli_receipt_init(&cli->receipt, tool->name, &cli->messages);
}

/* Files in the folder of data are named as they are there. */
static const char *name_of(const struct cli *cli, const char *path)
{
    const size_t length = strlen(cli->data_dir);
    const bool inside = strncmp(path, cli->data_dir, length) == 0 && path[length] == '/';
    return inside ? path + length + 1 : path;
}

void cli_note_read(struct cli *cli, const char *role, const struct digested *file)
{
    cli_receipt_digested(&cli->receipt, role, name_of(cli, file->name), file);
}

static void note_facts(struct cli *cli)
{
    const char *path;
    for (size_t i = 0; i < cli->metrics.file_count; i++)
        cli_note_read(cli, "definitions", &cli->metrics.files[i]);
    for (size_t i = 0; (path = areas_file(cli->area_tables, i)) != NULL; i++)
        cli_receipt_read(&cli->receipt, "areas", name_of(cli, path), path);
}

bool cli_read_facts(struct cli *cli)
{
    bool fine = true;
    if (cli->definition_count == 0)
        cli->definitions[cli->definition_count++] =
            arena_print(&cli->arena, "%s/metrics", cli->data_dir).bytes;
    for (size_t i = 0; i < cli->definition_count; i++)
        fine = metrics_read(&cli->metrics, cli->definitions[i], &cli->messages) && fine;
    cli->area_tables = areas_open(cli->data_dir, &cli->messages);
    if (!fine || cli->area_tables == NULL)
        return false;
    note_facts(cli);
    return selection_init(&cli->selection, &cli->request, &cli->metrics, cli->area_tables,
                          &cli->messages);
}

static bool cannot(struct cli *cli, const char *file, const char *what)
{
    messages_say(&cli->messages, (struct place){ file, 0, 0 }, "cannot be %s: %s", what,
                 strerror(errno));
    return false;
}

void cli_close_input(struct byte_source *source)
{
    cli_receipt_close_input(source);
    byte_source_close(source);
}

static bool is_same_file(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/* Whether refused rows would replace the file behind an open descriptor. */
static bool is_place_of_rejects(const struct cli *cli, int descriptor)
{
    struct stat rejects, other;
    return cli->rejects != NULL && stat(cli->rejects, &rejects) == 0 &&
           S_ISREG(rejects.st_mode) && fstat(descriptor, &other) == 0 &&
           is_same_file(&other, &rejects);
}

static bool are_one_file(const struct cli *cli)
{
    const char *output = cli->output_file.target, *rejects = cli->rejects_file.target;
    return output != NULL && rejects != NULL && strcmp(output, rejects) == 0;
}

/* Receipts are appended: a file that is read or replaced would lose them, or they it. */
static bool is_place_of_receipts(struct cli *cli, int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !cli_receipt_is_file(&cli->receipt, &status))
        return false;
    messages_say(&cli->messages, (struct place){ 0 },
                 "--receipt: '%s' is a file that is read, or that of --output, --rejects "
                 "or standard output",
                 cli->receipt.file);
    cli_receipt_drop(&cli->receipt);
    return true;
}

/* What a file that is read is to the tool: an operand, or the option that names it. */
static const char *role_of(const struct cli *cli, const char *file)
{
    for (size_t i = 0; i < cli->file_count; i++)
        if (cli->files[i] == file)
            return RECEIPT_TABLE;
    for (size_t i = 0; i < cli->given_count; i++) {
        const char *argument = cli->given[i].argument;
        const char *colon = strchr(argument, ':'); /* nearest:FILE */
        if (strcmp(argument, file) == 0 ||
            (colon != NULL && strcmp(colon + 1, file) == 0))
            return cli->given[i].name;
    }
    return "file";
}

static bool say_rejects_in_the_way(struct cli *cli)
{
    messages_say(&cli->messages, (struct place){ 0 },
                 "--rejects: '%s' is a file that is read, or that of --output or "
                 "standard output",
                 cli->rejects);
    return false;
}

/* Refused rows do not replace a file that is read: it would be gone when the run that
 * refused them is repeated. */
struct byte_source *cli_open_input(struct cli *cli, const char *file,
                                   const char *encoding)
{
    const bool standard = strcmp(file, "-") == 0;
    const int descriptor =
        standard ? dup(STDIN_FILENO) : open(file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        cannot(cli, standard ? "<stdin>" : file, "read");
        return NULL;
    }
    if (is_place_of_rejects(cli, descriptor)) {
        say_rejects_in_the_way(cli);
        close(descriptor);
        return NULL;
    }
    if (is_place_of_receipts(cli, descriptor)) {
        close(descriptor);
        return NULL;
    }
    const char *name = standard ? "<stdin>" : file;
    struct byte_source *source =
        encoding == NULL
            ? byte_source_open(descriptor, name, &cli->messages)
            : byte_source_open_encoded(descriptor, name, encoding, &cli->messages);
    if (source == NULL)
        close(descriptor);
    else
        cli_receipt_watch(&cli->receipt, role_of(cli, file), file, source);
    return source;
}

bool cli_read_flags(struct cli *cli, const char *file, struct flag_list **flags)
{
    struct refusals refusals;
    if (file == NULL)
        return true;
    struct byte_source *source = cli_open_input(cli, file, NULL);
    if (source == NULL)
        return false;
    refusals_init(&refusals, &cli->messages, NULL);
    *flags = flag_list_read(source, &cli->metrics, cli->area_tables, &refusals,
                            &cli->messages);
    cli_close_input(source);
    refusals_say_rest(&refusals);
    refusals_release(&refusals);
    cli->refused_beside += refusals.count;
    return *flags != NULL && (!cli->strict || refusals.count == 0);
}

static bool open_rejects(struct cli *cli)
{
    if (!cli_file_open(&cli->rejects_file, cli->rejects))
        return cannot(cli, cli->rejects, "written");
    csv_writer_init(&cli->rejects_writer, cli->rejects_file.stream);
    cli->refusals.kept = &cli->rejects_writer;
    cli_receipt_watch_output(&cli->receipt, "rejects", cli->rejects,
                             &cli->rejects_writer);
    return !are_one_file(cli) || say_rejects_in_the_way(cli);
}

static bool receipts_are_at(struct cli *cli, const char *file)
{
    const int descriptor = file == NULL ? -1 : open(file, O_PATH | O_CLOEXEC);
    const bool there = descriptor >= 0 && is_place_of_receipts(cli, descriptor);
    if (descriptor >= 0)
        close(descriptor);
    return there;
}

static bool receipts_are_in_the_way(struct cli *cli)
{
    return receipts_are_at(cli, cli->output) || receipts_are_at(cli, cli->rejects) ||
           (cli->output == NULL && is_place_of_receipts(cli, STDOUT_FILENO));
}

static bool begin_output(struct cli *cli, FILE *stream, const char *name)
{
    cli->output_stream = stream;
    csv_writer_init(&cli->writer, stream);
    cli_receipt_watch_output(&cli->receipt, RECEIPT_OUTPUT, name, &cli->writer);
    return cli->rejects == NULL || open_rejects(cli);
}

bool cli_open_output(struct cli *cli)
{
    /* Nor do they take the place of the table that the caller sent to a file. */
    if (cli->output == NULL && is_place_of_rejects(cli, STDOUT_FILENO))
        return say_rejects_in_the_way(cli);
    if (!cli_receipt_open(&cli->receipt) || receipts_are_in_the_way(cli))
        return false;
    if (cli->output == NULL)
        return begin_output(cli, stdout, "-");
    if (!cli_file_open(&cli->output_file, cli->output))
        return cannot(cli, cli->output, "written");
    return begin_output(cli, cli->output_file.stream, cli->output);
}

/* A receipt names the list of the files, which has the checksum of each. */
bool cli_open_folder(struct cli *cli)
{
    if (!cli_receipt_open(&cli->receipt) || receipts_are_in_the_way(cli) ||
        !cli_folder_open(&cli->output_folder, cli->output, &cli->messages))
        return false;
    cli->output_folder.writer = &cli->writer;
    return begin_output(
        cli, cli->output_folder.list,
        arena_print(&cli->arena, "%s/" CLI_FOLDER_LIST, cli->output).bytes);
}

static bool read_files(struct cli *cli)
{
    for (size_t i = 0; i < cli->file_count; i++) {
        struct byte_source *source = cli_open_input(cli, cli->files[i], NULL);
        if (source == NULL)
            return false;
        const bool fine = observation_table_read(&cli->table, source);
        cli_close_input(source);
        if (!fine)
            return false;
    }
    return true;
}

bool cli_read_table(struct cli *cli, const char *const *added)
{
    struct observation_reading *reading = &cli->reading;
    *reading = (struct observation_reading){ .metrics = &cli->metrics,
                                             .areas = cli->area_tables,
                                             .messages = &cli->messages,
                                             .refusals = &cli->refusals,
                                             .added = added,
                                             .replace = cli->replace,
                                             .strict = cli->strict };
    memcpy(reading->names, cli->columns, sizeof cli->columns);
    observation_table_init(&cli->table, reading);
    cli->table_read = true;
    if (!read_files(cli) || !observation_table_settle(&cli->table))
        return false;
    selection_settle(&cli->selection, &cli->table);
    return true;
}

bool cli_begin(struct cli *cli, const char *const *added)
{
    return cli_read_facts(cli) && cli_open_output(cli) && cli_read_table(cli, added);
}

/* Hands the last bytes on, unless they are not to be kept, and closes the stream. */
static bool finish_file(struct cli *cli, struct csv_writer *writer, FILE *stream,
                        const char *name, bool keep)
{
    if (!keep)
        writer->used = 0;
    const bool flushed = csv_writer_flush(writer);
    const int error = writer->error;
    csv_writer_release(writer);
    const bool closed = fclose(stream) == 0;
    if (flushed && closed)
        return true;
    if (!flushed)
        errno = error;
    return cannot(cli, name, "written");
}

static bool settle_file(struct cli *cli, struct cli_file *file, const char *name,
                        bool keep)
{
    return cli_file_settle(file, keep) || cannot(cli, name, "written");
}

static bool settle_output(struct cli *cli, const char *name, bool keep)
{
    if (cli->output_folder.target != NULL)
        return cli_folder_settle(&cli->output_folder, keep);
    return settle_file(cli, &cli->output_file, name, keep);
}

/* The receipt comes between writing and renaming: of a run whose receipt cannot be
 * written the output is not put in its place, and the other way round. */
bool cli_close_output(struct cli *cli, bool done)
{
    FILE *output = cli->output_stream, *rejects = cli->rejects_file.stream;
    const char *name = cli->output == NULL ? "<stdout>" : cli->output;
    refusals_say_rest(&cli->refusals);
    cli->output_stream = cli->rejects_file.stream = NULL;
    if (output == NULL && rejects == NULL) {
        if (!done)
            cli_receipt_write_failed(&cli->receipt, false);
        return done;
    }
    if (output != NULL)
        done = finish_file(cli, &cli->writer, output, name, done) && done;
    /* What a run that ended early had refused is kept: it may be why. */
    const bool refused = cli->refusals.count > 0;
    const bool rejected =
        rejects == NULL ||
        finish_file(cli, &cli->rejects_writer, rejects, cli->rejects, done || refused);
    done = done && rejected && cli_receipt_write(&cli->receipt);
    if (!done)
        cli_receipt_write_failed(&cli->receipt, rejected && refused);
    if (output != NULL)
        done = settle_output(cli, name, done) && done;
    if (rejects != NULL)
        done = settle_file(cli, &cli->rejects_file, cli->rejects,
                           rejected && (done || refused)) &&
               done;
    return done;
}

void cli_note_if_most_are_refused(struct cli *cli, uint64_t refused, uint64_t all)
{
    if (refused > all / 2)
        messages_note(
            &cli->messages,
            "most of the table was refused: it is not what it was taken for, and what "
            "comes out should not be relied on");
}

/* Said of what comes out alone: a table may hold drafts beside what was asked for. */
void cli_note_drafts(struct cli *cli)
{
    const struct metric *first = NULL;
    uint64_t count = 0;
    for (size_t m = 0; m < cli->metrics.count; m++) {
        const struct metric *metric = &cli->metrics.all[m];
        if (metric->status != METRIC_DRAFT ||
            !selection_has_metric(&cli->selection, &cli->table, metric))
            continue;
        first = first == NULL ? metric : first;
        count++;
    }
    if (count > 0)
        messages_note(
            &cli->messages,
            "%s %s not complete, as '%.*s' (%s:%llu:%llu): its unit and kind are "
            "guesses, and neither end counts as better; complete it and take "
            "'status: draft' out",
            counted(count, "definition").text, counted_word(count, "is", "are"),
            TEXT_ARGS(first->id), first->place.file,
            (unsigned long long)first->place.line,
            (unsigned long long)first->place.column);
}

/* Why a request has no answer. */
static const char *const nothing_words[] = {
    [SELECTION_PRESENT] = "no row is of the area, metric and period that were asked for",
    [SELECTION_ABSENT] = "no row is of the area that was asked for",
    [SELECTION_PREDECESSORS] =
        ("no row is of the area that was asked for, but some are of councils that it "
         "followed: oflog-aggregate --to=successor carries their figures on"),
};

static void give_account(struct cli *cli, const struct step_account *account)
{
    const struct observation_table *table = &cli->table;
    char merged[64] = "", left[64] = "", blank[128] = "";
    if (table->rows_merged > 0)
        snprintf(merged, sizeof merged, " + %llu merged with equal ones",
                 (unsigned long long)table->rows_merged);
    if (account->not_selected > 0)
        snprintf(left, sizeof left, " + %llu left out on request",
                 (unsigned long long)account->not_selected);
    if (table->blank_lines > 0)
        snprintf(blank, sizeof blank, "; %s skipped",
                 counted(table->blank_lines, "blank line").text);
    cli_note_if_most_are_refused(cli, cli->refusals.count, table->rows_read);
    cli_note_drafts(cli);
    if (account->written == 0 && account->not_selected > 0)
        messages_note(&cli->messages, "%s",
                      nothing_words[selection_presence(&cli->selection, table)]);
    messages_note(&cli->messages, "%s in = %llu out + %llu refused%s%s%s",
                  counted(table->rows_read, "row").text,
                  (unsigned long long)account->written,
                  (unsigned long long)cli->refusals.count, merged, left, blank);
}

/* What give_account() says, for the receipt, which is written before it. */
static void note_account(struct cli *cli, const struct step_account *account)
{
    const uint64_t merged = cli->table.rows_merged;
    cli_receipt_account(&cli->receipt, "rows", cli->table.rows_read, account->written,
                        cli->refusals.count, account->not_selected + merged);
    cli_receipt_rule(&cli->receipt, text_of("on request"), account->not_selected);
    cli_receipt_rule(&cli->receipt, text_of("merged with equal ones"), merged);
}

int cli_close(struct cli *cli, enum step_outcome outcome)
{
    const bool fine = cli_close_output(cli, outcome == STEP_DONE);
    const bool refused = cli->refusals.count + cli->refused_beside > 0;
    if (cli->table_read)
        observation_table_release(&cli->table);
    selection_release(&cli->selection);
    areas_close(cli->area_tables);
    metrics_release(&cli->metrics);
    refusals_release(&cli->refusals);
    cli_receipt_release(&cli->receipt);
    arena_release(&cli->arena);
    return !fine ? CLI_BROKEN : refused ? CLI_REFUSED : CLI_DONE;
}

int cli_end(struct cli *cli, enum step_outcome outcome,
            const struct step_account *account)
{
    note_account(cli, account);
    if (!cli_close_output(cli, outcome == STEP_DONE))
        outcome = STEP_BROKEN;
    if (outcome == STEP_DONE)
        give_account(cli, account);
    return cli_close(cli, outcome);
}
