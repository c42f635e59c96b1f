/* A folder of files that is written whole or not at all. */
#include "cli_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli_early_end.h"
#include "cli_file.h"
#include "cli_folder_earlier.h"

/* What was built so far, in this order; changed while signals are held. It outlives what
 * is settled, so that a handler never reads what has been freed. */
struct built {
    char *path;
    bool is_folder;
};

static struct {
    volatile int descriptor; /* of the folder; -1: nothing is unsettled */
    char *folder;
    struct built *all;
    size_t count, room;
} unsettled = { .descriptor = -1 };

static void remove_unsettled(void)
{
    if (unsettled.descriptor < 0)
        return;
    for (size_t i = unsettled.count; i > 0; i--)
        unlinkat(unsettled.descriptor, unsettled.all[i - 1].path,
                 unsettled.all[i - 1].is_folder ? AT_REMOVEDIR : 0);
    rmdir(unsettled.folder);
    unsettled.descriptor = -1;
}

static void forget_unsettled(void)
{
    unsettled.descriptor = -1;
    for (size_t i = 0; i < unsettled.count; i++)
        free(unsettled.all[i].path);
    free(unsettled.all);
    unsettled.all = NULL;
    unsettled.count = unsettled.room = 0;
}

static bool cannot(const struct cli_folder *folder, struct text path)
{
    const int error = errno;
    messages_say(folder->messages, (struct place){ folder->name, 0, 0 },
                 "%.*s%scannot be written: %s", TEXT_ARGS(path),
                 text_is_empty(path) ? "" : " ", strerror(error));
    return false;
}

static void note_built(const char *path, bool is_folder)
{
    ARRAY_RESERVE(unsettled.all, unsettled.room, unsettled.count + 1);
    struct built *built = &unsettled.all[unsettled.count];
    built->path = memory_take(strlen(path) + 1, 1);
    strcpy(built->path, path);
    built->is_folder = is_folder;
    unsettled.count++;
}

/* The folders on the way to a file that are not there yet. */
static bool make_folders(int descriptor, const char *path)
{
    char *part = memory_take(strlen(path) + 1, 1);
    bool fine = true;
    strcpy(part, path);
    for (char *slash = strchr(part, '/'); fine && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(descriptor, part, 0777) == 0)
            note_built(part, true);
        else
            fine = errno == EEXIST;
        *slash = '/';
    }
    free(part);
    return fine;
}

/* Until the file is known by its name, no signal may come between. */
static int create(const struct cli_folder *folder, const char *path)
{
    sigset_t before;
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    cli_hold_signals(&before);
    int descriptor = openat(folder->descriptor, path, flags, 0666);
    if (descriptor < 0 && errno == ENOENT && make_folders(folder->descriptor, path))
        descriptor = openat(folder->descriptor, path, flags, 0666);
    const int error = errno;
    if (descriptor >= 0)
        note_built(path, false);
    cli_let_signals(&before);
    errno = error;
    return descriptor;
}

static bool build_beside(struct cli_folder *folder)
{
    sigset_t before;
    folder->beside = memory_take(strlen(folder->target) + 8, 1);
    sprintf(folder->beside, "%s.XXXXXX", folder->target);
    cli_clear_at_early_end(remove_unsettled);
    cli_hold_signals(&before);
    if (mkdtemp(folder->beside) != NULL) {
        folder->descriptor = open(folder->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        unsettled.folder = folder->beside;
        unsettled.descriptor = folder->descriptor;
    }
    cli_let_signals(&before);
    const int list = folder->descriptor < 0 ? -1 : create(folder, CLI_FOLDER_LIST);
    folder->list = list < 0 ? NULL : fdopen(list, "w");
    return folder->list != NULL || cannot(folder, text_of(""));
}

/* What stands at the name asked for: nothing, or a folder that may be replaced. */
static bool find_target(struct cli_folder *folder, const char *name)
{
    struct stat status;
    if (stat(name, &status) == 0) {
        folder->target = realpath(name, NULL);
        folder->mode = status.st_mode & 0777;
        folder->replaces = true;
        if (folder->target == NULL || !S_ISDIR(status.st_mode)) {
            errno = folder->target == NULL ? errno : ENOTDIR;
            return cannot(folder, text_of(""));
        }
        return cli_folder_is_ours(folder, folder->target);
    }
    const mode_t mask = umask(0);
    umask(mask);
    folder->mode = 0777 & ~mask;
    /* A link to a folder that is not there would be replaced by the folder. */
    if (errno == ENOENT && lstat(name, &status) != 0)
        folder->target = cli_file_resolve_new(name);
    return folder->target != NULL || cannot(folder, text_of(""));
}

bool cli_folder_open(struct cli_folder *folder, const char *name,
                     struct messages *messages)
{
    char *trimmed = memory_take(strlen(name) + 1, 1);
    *folder = (struct cli_folder){ .name = name, .messages = messages, .descriptor = -1 };
    text_map_init(&folder->earlier);
    strcpy(trimmed, name);
    for (size_t end = strlen(trimmed); end > 1 && trimmed[end - 1] == '/'; end--)
        trimmed[end - 1] = '\0';
    const bool fine = find_target(folder, trimmed) && build_beside(folder);
    free(trimmed);
    if (!fine)
        cli_folder_settle(folder, false);
    return fine;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '.' || c == '_' || c == '-';
}

static bool is_inside(struct text path)
{
    bool begins = true;
    for (size_t i = 0; i < path.length; i++) {
        const char c = path.bytes[i];
        if (begins ? c == '.' || !is_plain(c) : c != '/' && !is_plain(c))
            return false;
        begins = c == '/';
    }
    return !begins;
}

static bool write_all(int descriptor, struct text bytes)
{
    while (bytes.length > 0) {
        const ssize_t written = write(descriptor, bytes.bytes, bytes.length);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes = text_slice(bytes, (size_t)written, bytes.length);
    }
    return true;
}

static void list_file(struct cli_folder *folder, struct text path, struct text bytes)
{
    struct digest digest;
    char sum[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, bytes.bytes, bytes.length);
    csv_write_bytes(folder->writer, text_of(digest_end(&digest, sum)));
    csv_write_bytes(folder->writer, text_of("  "));
    csv_write_bytes(folder->writer, path);
    csv_write_bytes(folder->writer, text_of("\n"));
}

bool cli_folder_write(void *state, struct text path, struct text bytes)
{
    struct cli_folder *folder = state;
    struct arena arena;
    if (!is_inside(path)) {
        errno = EINVAL;
        return cannot(folder, path);
    }
    arena_init(&arena);
    const int descriptor = create(folder, arena_keep(&arena, path).bytes);
    arena_release(&arena);
    if (descriptor < 0)
        return cannot(folder, path);
    bool fine = write_all(descriptor, bytes) || cannot(folder, path);
    fine = (close(descriptor) == 0 || cannot(folder, path)) && fine;
    if (fine)
        list_file(folder, path, bytes);
    return fine;
}

/* Where a file system cannot let two names change places, there is a moment without
 * either; the earlier one comes back where the new one does not go there. */
static bool replace_in_two(const struct cli_folder *folder)
{
    struct arena arena;
    arena_init(&arena);
    const char *aside = arena_print(&arena, "%s.old", folder->beside).bytes;
    bool fine = rename(folder->target, aside) == 0;
    if (fine && rename(folder->beside, folder->target) != 0) {
        const int error = errno;
        rename(aside, folder->target);
        errno = error;
        fine = false;
    }
    fine = fine && rename(aside, folder->beside) == 0;
    arena_release(&arena);
    return fine;
}

/* The earlier folder is beside after this. */
static bool change_places(const struct cli_folder *folder)
{
    if (renameat2(AT_FDCWD, folder->beside, AT_FDCWD, folder->target, RENAME_EXCHANGE) ==
        0)
        return true;
    return (errno == EINVAL || errno == ENOSYS) && replace_in_two(folder);
}

static bool put_in_place(struct cli_folder *folder)
{
    if (fchmod(folder->descriptor, folder->mode) != 0)
        return cannot(folder, text_of(""));
    if (!folder->replaces) {
        if (rename(folder->beside, folder->target) != 0)
            return cannot(folder, text_of(""));
        forget_unsettled();
        return true;
    }
    if (!change_places(folder))
        return cannot(folder, text_of(""));
    forget_unsettled();
    if (!cli_folder_remove(folder, folder->beside))
        messages_note(folder->messages, "%s: what it replaces could not be removed: %s",
                      folder->beside, strerror(errno));
    return true;
}

bool cli_folder_settle(struct cli_folder *folder, bool keep)
{
    sigset_t before;
    if (folder->target == NULL && folder->beside == NULL) {
        text_map_release(&folder->earlier);
        return true;
    }
    cli_hold_signals(&before);
    const bool fine = !keep || put_in_place(folder);
    if (!keep || !fine)
        remove_unsettled();
    forget_unsettled();
    unsettled.folder = NULL;
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    text_map_release(&folder->earlier);
    free(folder->beside);
    free(folder->target);
    *folder = (struct cli_folder){ .descriptor = -1 };
    cli_let_signals(&before);
    return fine;
}
