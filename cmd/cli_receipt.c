/* --receipt: what a run read, did and wrote, appended to a file as one line of JSON. */
#include "cli_receipt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "config.h"

/* Bytes that are being counted. Byte sources and writers point to it, so it never moves.
 */
struct cli_counted {
    struct digest digest;
    bool ended;
    int rest; /* a descriptor that was not read to its end; else -1 */
};

void cli_receipt_init(struct cli_receipt *r, const char *tool, struct messages *messages)
{
    *r = (struct cli_receipt){ .descriptor = -1, .messages = messages };
    arena_init(&r->arena);
    r->receipt.tool = text_of(tool);
    r->receipt.version = text_of(PACKAGE_VERSION);
}

void cli_receipt_release(struct cli_receipt *r)
{
    for (size_t i = 0; i < r->receipt.input_count; i++)
        if (r->reads[i] != NULL && r->reads[i]->rest >= 0)
            close(r->reads[i]->rest);
    cli_receipt_drop(r);
    free(r->receipt.inputs);
    free(r->receipt.outputs);
    free(r->receipt.rules);
    free(r->reads);
    free(r->writes);
    arena_release(&r->arena);
}

void cli_receipt_keep_options(struct cli_receipt *r, int argc, char **argv)
{
    if (r->receipt.options != NULL)
        return;
    struct text *options = arena_take(&r->arena, ((size_t)argc + 1) * sizeof *options);
    for (int i = 1; i < argc; i++)
        options[r->receipt.option_count++] = text_of(argv[i]);
    r->receipt.options = options;
}

static bool cannot(struct cli_receipt *r, const char *name, const char *what)
{
    messages_say(r->messages, (struct place){ name, 0, 0 }, "cannot be %s: %s", what,
                 strerror(errno));
    return false;
}

bool cli_receipt_open(struct cli_receipt *r)
{
    if (r->file == NULL)
        return true;
    r->descriptor = open(r->file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    return r->descriptor >= 0 || cannot(r, r->file, "written");
}

void cli_receipt_drop(struct cli_receipt *r)
{
    if (r->descriptor >= 0)
        close(r->descriptor);
    r->descriptor = -1;
}

bool cli_receipt_is_file(const struct cli_receipt *r, const struct stat *status)
{
    struct stat ours;
    return r->file != NULL && stat(r->file, &ours) == 0 && S_ISREG(ours.st_mode) &&
           ours.st_dev == status->st_dev && ours.st_ino == status->st_ino;
}

static struct cli_counted *new_counted(struct cli_receipt *r)
{
    struct cli_counted *counted = arena_take(&r->arena, sizeof *counted);
    *counted = (struct cli_counted){ .rest = -1 };
    digest_init(&counted->digest);
    return counted;
}

static struct receipt_file *add_input(struct cli_receipt *r, const char *role,
                                      const char *name, struct cli_counted *counted)
{
    const size_t i = r->receipt.input_count++;
    ARRAY_RESERVE(r->receipt.inputs, r->input_room, i + 1);
    ARRAY_RESERVE(r->reads, r->read_room, i + 1);
    r->receipt.inputs[i] =
        (struct receipt_file){ .role = text_of(role), .name = text_of(name) };
    r->reads[i] = counted;
    return &r->receipt.inputs[i];
}

static void see(void *watcher, const char *bytes, size_t length)
{
    struct cli_counted *counted = watcher;
    digest_add(&counted->digest, bytes, length);
    counted->ended = length == 0;
}

void cli_receipt_watch(struct cli_receipt *r, const char *role, const char *name,
                       struct byte_source *source)
{
    if (!r->hashing)
        return;
    struct cli_counted *counted = new_counted(r);
    add_input(r, role, name, counted);
    byte_source_watch(source, see, counted);
}

static void fill(struct receipt_file *file, struct digest *digest)
{
    file->hashed = true;
    file->size = digest->size;
    digest_end(digest, file->sha256);
}

/* Of a pipe nothing would be left for who reads it, so that it stays without a checksum.
 */
void cli_receipt_read(struct cli_receipt *r, const char *role, const char *name,
                      const char *path)
{
    struct stat status;
    struct digest digest;
    if (!r->hashing)
        return;
    struct receipt_file *input = add_input(r, role, name, NULL);
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    digest_init(&digest);
    if (digest_add_rest(&digest, descriptor))
        fill(input, &digest);
    close(descriptor);
}

void cli_receipt_digested(struct cli_receipt *r, const char *role, const char *name,
                          const struct digested *file)
{
    if (!r->hashing)
        return;
    struct receipt_file *input = add_input(r, role, name, NULL);
    input->hashed = true;
    input->size = file->size;
    memcpy(input->sha256, file->sha256, sizeof input->sha256);
}

void cli_receipt_close_input(struct byte_source *source)
{
    struct cli_counted *counted = byte_source_watcher(source);
    const int descriptor = byte_source_descriptor(source);
    if (counted != NULL && !counted->ended)
        counted->rest = descriptor;
    else
        close(descriptor);
}

struct receipt_file *cli_receipt_input(struct cli_receipt *r)
{
    return &r->receipt.inputs[r->receipt.input_count - 1];
}

void cli_receipt_watch_output(struct cli_receipt *r, const char *role, const char *name,
                              struct csv_writer *writer)
{
    if (r->file == NULL)
        return;
    const size_t i = r->receipt.output_count++;
    ARRAY_RESERVE(r->receipt.outputs, r->output_room, i + 1);
    ARRAY_RESERVE(r->writes, r->write_room, i + 1);
    r->receipt.outputs[i] =
        (struct receipt_file){ .role = text_of(role), .name = text_of(name) };
    r->writes[i] = new_counted(r);
    writer->digest = &r->writes[i]->digest;
}

void cli_receipt_account(struct cli_receipt *r, const char *unit, uint64_t in,
                         uint64_t out, uint64_t refused, uint64_t left_out)
{
    r->receipt.unit = text_of(unit);
    r->receipt.in = in;
    r->receipt.out = out;
    r->receipt.refused = refused;
    r->receipt.left_out = left_out;
}

void cli_receipt_rule(struct cli_receipt *r, struct text rule, uint64_t rows)
{
    if (rows == 0 || r->file == NULL)
        return;
    const size_t i = r->receipt.rule_count++;
    ARRAY_RESERVE(r->receipt.rules, r->rule_room, i + 1);
    r->receipt.rules[i] = (struct receipt_rule){ arena_keep(&r->arena, rule), rows };
}

static bool settle_input(struct cli_receipt *r, size_t i)
{
    struct cli_counted *counted = r->reads[i];
    struct receipt_file *input = &r->receipt.inputs[i];
    if (counted == NULL || input->hashed)
        return true;
    if (counted->rest >= 0) {
        const bool read = digest_add_rest(&counted->digest, counted->rest);
        if (!read)
            return cannot(r, input->name.bytes, "read");
        close(counted->rest);
        counted->rest = -1;
    }
    fill(input, &counted->digest);
    return true;
}

bool cli_receipt_settle_inputs(struct cli_receipt *r)
{
    bool fine = true;
    for (size_t i = 0; i < r->receipt.input_count; i++)
        fine = settle_input(r, i) && fine;
    return fine;
}

/* A source that was closed early, and one that the run ended with. */
static void settle_input_of_failed(struct cli_receipt *r, size_t i)
{
    struct cli_counted *counted = r->reads[i];
    struct receipt_file *input = &r->receipt.inputs[i];
    struct stat status;
    if (counted == NULL || input->hashed)
        return;
    const bool regular = counted->rest >= 0 && fstat(counted->rest, &status) == 0 &&
                         S_ISREG(status.st_mode);
    if (regular)
        counted->ended = digest_add_rest(&counted->digest, counted->rest);
    if (counted->ended)
        fill(input, &counted->digest);
}

static bool is_same_file(const struct receipt_file *a, const struct receipt_file *b)
{
    return text_equal(a->role, b->role) && text_equal(a->name, b->name) &&
           text_equal(a->source_id, b->source_id) && a->hashed && b->hashed &&
           strcmp(a->sha256, b->sha256) == 0;
}

/* A file that was read several times, as for a draft, is listed once. */
static void drop_repeated_inputs(struct receipt *receipt)
{
    size_t kept = 0;
    for (size_t i = 0; i < receipt->input_count; i++) {
        bool repeated = false;
        for (size_t k = 0; k < kept && !repeated; k++)
            repeated = is_same_file(&receipt->inputs[i], &receipt->inputs[k]);
        if (!repeated)
            receipt->inputs[kept++] = receipt->inputs[i];
    }
    receipt->input_count = kept;
}

/* In one piece, so that the lines of runs side by side stay whole. Where there was room
 * for a part of it alone, that is taken back; the lock keeps others from appending to it
 * meanwhile. A file system without locks is written to all the same. */
static bool append(int descriptor, struct text line)
{
    struct stat before;
    flock(descriptor, LOCK_EX);
    const bool regular = fstat(descriptor, &before) == 0 && S_ISREG(before.st_mode);
    ssize_t written;
    do {
        written = write(descriptor, line.bytes, line.length);
    } while (written < 0 && errno == EINTR);
    if (written == (ssize_t)line.length)
        return true;
    int error = written < 0 ? errno : ENOSPC;
    if (regular && written > 0 && ftruncate(descriptor, before.st_size) != 0)
        error = errno;
    errno = error;
    return false;
}

static bool write_receipt(struct cli_receipt *r)
{
    drop_repeated_inputs(&r->receipt);
    struct text line = receipt_format(&r->receipt);
    bool fine = append(r->descriptor, line);
    const int error = errno;
    fine = close(r->descriptor) == 0 && fine;
    r->descriptor = -1;
    free((char *)line.bytes);
    if (fine)
        return true;
    errno = error;
    return cannot(r, r->file, "written");
}

bool cli_receipt_write(struct cli_receipt *r)
{
    if (r->descriptor < 0)
        return true;
    if (!cli_receipt_settle_inputs(r))
        return false;
    for (size_t i = 0; i < r->receipt.output_count; i++)
        fill(&r->receipt.outputs[i], &r->writes[i]->digest);
    return write_receipt(r);
}

void cli_receipt_write_failed(struct cli_receipt *r, bool rejects_kept)
{
    size_t kept = 0;
    if (r->descriptor < 0)
        return;
    for (size_t i = 0; i < r->receipt.input_count; i++)
        settle_input_of_failed(r, i);
    for (size_t i = 0; i < r->receipt.output_count; i++) {
        struct receipt_file *output = &r->receipt.outputs[i];
        if (!rejects_kept || text_is(output->role, RECEIPT_OUTPUT))
            continue;
        fill(output, &r->writes[i]->digest);
        r->receipt.outputs[kept++] = *output;
    }
    r->receipt.output_count = kept;
    r->receipt.failed = true;
    r->receipt.unit = text_of("");
    write_receipt(r);
}
