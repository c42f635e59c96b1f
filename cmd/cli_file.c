/* A file that is written whole or not at all. */
#include "cli_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* The files beside that are not settled. Neither a signal's handler nor exit() can be
 * handed anything, so this is the one state that is not passed on. */
static char *volatile unsettled[CLI_MOST_FILES];

static void remove_unsettled(void)
{
    for (size_t i = 0; i < CLI_MOST_FILES; i++)
        if (unsettled[i] != NULL)
            unlink(unsettled[i]);
}

/* SA_RESETHAND has put the signal's own end back; it comes when the handler returns. */
static void end_by_signal(int signal)
{
    const int error = errno;
    remove_unsettled();
    raise(signal);
    errno = error;
}

/* A signal that the caller ignores (nohup) stays ignored. */
static void watch_for_early_ends(void)
{
    static const int signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };
    static bool watching;
    struct sigaction old;
    struct sigaction ours = { .sa_handler = end_by_signal, .sa_flags = SA_RESETHAND };
    if (watching)
        return;
    watching = true;
    atexit(remove_unsettled);
    sigemptyset(&ours.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(signals[i], &ours, NULL);
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

/* The path of a file that need not be there: its folder without links, and its name. */
static char *resolve_new(const char *name)
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
    sigset_t all, before;
    file->beside = memory_take(strlen(file->target) + 8, 1);
    sprintf(file->beside, "%s.XXXXXX", file->target);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const int descriptor = mkostemp(file->beside, O_CLOEXEC);
    if (descriptor >= 0)
        set_unsettled(NULL, file->beside);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return descriptor;
}

static void forget(struct cli_file *file)
{
    free(file->beside);
    free(file->target);
    *file = (struct cli_file){ 0 };
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
    /* A link to a file that is not there would be replaced by the file. */
    if (!there && lstat(name, &status) == 0) {
        errno = ENOENT;
        return false;
    }
    file->target = there ? realpath(name, NULL) : resolve_new(name);
    if (file->target == NULL)
        return false;
    watch_for_early_ends();
    const int descriptor = open_beside(file);
    if (descriptor < 0) {
        const int error = errno;
        forget(file);
        errno = error;
        return false;
    }
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, there ? status.st_mode & 0777 : 0666 & ~mask);
    file->stream = fdopen(descriptor, "w");
    return file->stream != NULL;
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
