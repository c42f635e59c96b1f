/* A file that is written whole or not at all. */
#include "cli_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli_early_end.h"

/* The files beside that are not settled. */
static char *volatile unsettled[CLI_MOST_FILES];

static void remove_unsettled(void)
{
    for (size_t i = 0; i < CLI_MOST_FILES; i++)
        if (unsettled[i] != NULL)
            unlink(unsettled[i]);
}

static void set_unsettled(char *from, char *to)
{
    for (size_t i = 0; i < CLI_MOST_FILES; i++) {
        if (unsettled[i] == from) {
            unsettled[i] = to;
            return;
        }
    }
}

char *cli_file_resolve_new(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash == NULL ? name : slash + 1;
    char *folder = memory_take((size_t)(base - name) + 2, 1);
    sprintf(folder, "%.*s.", (int)(base - name), name);
    char *resolved = realpath(folder, NULL);
    free(folder);
    if (resolved == NULL)
        return NULL;
    resolved = memory_resize(resolved, strlen(resolved) + strlen(base) + 2, 1);
    strcat(strcat(resolved, "/"), base);
    return resolved;
}

/* Until the file is known by its name, no signal may come between. */
static int open_beside(struct cli_file *file)
{
    sigset_t before;
    file->beside = memory_take(strlen(file->target) + 8, 1);
    sprintf(file->beside, "%s.XXXXXX", file->target);
    cli_hold_signals(&before);
    const int descriptor = mkostemp(file->beside, O_CLOEXEC);
    if (descriptor >= 0)
        set_unsettled(NULL, file->beside);
    cli_let_signals(&before);
    return descriptor;
}

static void forget(struct cli_file *file)
{
    free(file->beside);
    free(file->target);
    *file = (struct cli_file){ 0 };
}

/* The standard stream that leads to the file of `status`, or -1. */
static int find_standard_stream(const struct stat *status)
{
    struct stat stream;
    for (int descriptor = STDOUT_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fstat(descriptor, &stream) == 0 && stream.st_dev == status->st_dev &&
            stream.st_ino == status->st_ino)
            return descriptor;
    return -1;
}

/* Who holds the file open, the caller's shell for one, would go on writing to it after
 * another took its name. Its place in the file is shared with them, and kept. */
static bool open_standard(struct cli_file *file, const char *name, int standard)
{
    const int descriptor = fcntl(standard, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (descriptor < 0)
        return false;
    file->stream = fdopen(descriptor, "w");
    if (file->stream == NULL) {
        const int error = errno;
        close(descriptor);
        errno = error;
        return false;
    }
    file->target = realpath(name, NULL);
    return true;
}

/* Puts the target's permissions on the file beside, or those of any new file. */
static bool permit(int descriptor, const struct stat *replaced)
{
    const mode_t mask = umask(0);
    umask(mask);
    return fchmod(descriptor,
                  replaced != NULL ? replaced->st_mode & 0777 : 0666 & ~mask) == 0;
}

/* Opens the file beside `target`; `replaced` is NULL where the target is not there. A
 * rename asks for leave to write to the folder alone, so that to the file is asked for
 * here. */
static bool open_target(struct cli_file *file, const struct stat *replaced)
{
    if (replaced != NULL && access(file->target, W_OK) != 0)
        return false;
    cli_clear_at_early_end(remove_unsettled);
    const int descriptor = open_beside(file);
    if (descriptor < 0)
        return false;
    if (permit(descriptor, replaced))
        file->stream = fdopen(descriptor, "w");
    if (file->stream != NULL)
        return true;
    const int error = errno;
    close(descriptor);
    cli_file_settle(file, false);
    errno = error;
    return false;
}

bool cli_file_open(struct cli_file *file, const char *name)
{
    struct stat status;
    *file = (struct cli_file){ 0 };
    const bool there = stat(name, &status) == 0;
    if (there && !S_ISREG(status.st_mode)) {
        file->stream = fopen(name, "we");
        return file->stream != NULL;
    }
    const int standard = there ? find_standard_stream(&status) : -1;
    if (standard >= 0)
        return open_standard(file, name, standard);
    /* A link to a file that is not there would be replaced by the file. */
    if (!there && lstat(name, &status) == 0) {
        errno = ENOENT;
        return false;
    }
    file->target = there ? realpath(name, NULL) : cli_file_resolve_new(name);
    if (file->target == NULL)
        return false;
    if (open_target(file, there ? &status : NULL))
        return true;
    const int error = errno;
    forget(file);
    errno = error;
    return false;
}

bool cli_file_settle(struct cli_file *file, bool keep)
{
    bool fine = true;
    int error = 0;
    if (file->beside != NULL) {
        fine = !keep || rename(file->beside, file->target) == 0;
        error = errno;
        if (!keep || !fine)
            unlink(file->beside);
        set_unsettled(file->beside, NULL);
    }
    forget(file);
    errno = error;
    return fine;
}
