/* The folder that another replaces: known by its list of files. */
#include "cli_folder_earlier.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text_buffer.h"

/* What is done with each file: its folder, its name there, and whether it is listed. */
struct walk {
    const struct cli_folder *folder;
    bool removes;
    struct text_buffer stranger; /* the first that is not listed */
    int error;                   /* of the first that could not be looked at */
};

static bool walk_folder(struct walk *walk, int descriptor, struct text path);

static struct text join(struct arena *arena, struct text path, const char *name)
{
    return arena_print(arena, "%.*s%s%s", TEXT_ARGS(path), text_is_empty(path) ? "" : "/",
                       name);
}

static bool meet_file(struct walk *walk, int descriptor, const char *name,
                      struct text path)
{
    const bool listed = text_map_find(&walk->folder->earlier, path) != TEXT_MAP_ABSENT;
    if (!listed)
        text_buffer_put(&walk->stranger, path);
    return listed && (!walk->removes || unlinkat(descriptor, name, 0) == 0);
}

/* Links are not followed: what they lead to is not of the folder. */
static bool meet(struct walk *walk, int descriptor, const char *name, struct text path)
{
    struct stat status;
    if (fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (S_ISREG(status.st_mode))
        return meet_file(walk, descriptor, name, path);
    if (!S_ISDIR(status.st_mode)) {
        text_buffer_put(&walk->stranger, path);
        return false;
    }
    const int inside =
        openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return inside >= 0 && walk_folder(walk, inside, path) &&
           (!walk->removes || unlinkat(descriptor, name, AT_REMOVEDIR) == 0);
}

static bool walk_entries(struct walk *walk, DIR *entries, struct text path)
{
    struct arena arena;
    struct dirent *entry;
    bool fine = true;
    arena_init(&arena);
    while (errno = 0, fine && (entry = readdir(entries)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            fine = meet(walk, dirfd(entries), entry->d_name,
                        join(&arena, path, entry->d_name));
    if (errno != 0)
        walk->error = errno;
    arena_release(&arena);
    return fine && walk->error == 0;
}

/* Closes the descriptor. */
static bool walk_folder(struct walk *walk, int descriptor, struct text path)
{
    DIR *entries = fdopendir(descriptor);
    if (entries == NULL) {
        walk->error = errno;
        close(descriptor);
        return false;
    }
    const bool fine = walk_entries(walk, entries, path);
    closedir(entries);
    return fine;
}

/* "CHECKSUM  PATH", a line each; what is no such line lists nothing. */
static void take_line(struct text_map *files, struct text line)
{
    const size_t path = DIGEST_SIZE - 1 + 2;
    if (line.length > path)
        text_map_add(files, text_slice(line, path, line.length));
}

/* False where there is no list. */
static bool read_list(struct text_map *files, int descriptor)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    const int list =
        openat(descriptor, CLI_FOLDER_LIST, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    FILE *stream = list < 0 ? NULL : fdopen(list, "r");
    if (stream == NULL)
        return false;
    while ((length = getline(&line, &room, stream)) > 0)
        take_line(files, text_trim((struct text){ line, (size_t)length }));
    text_map_add(files, text_of(CLI_FOLDER_LIST));
    free(line);
    fclose(stream);
    return true;
}

static bool say_stranger(const struct cli_folder *folder, bool has_list,
                         struct text stranger)
{
    if (has_list)
        messages_say(folder->messages, (struct place){ folder->name, 0, 0 },
                     "is not replaced: '%.*s' in it is no file of the site that was "
                     "written there",
                     TEXT_ARGS(stranger));
    else
        messages_say(folder->messages, (struct place){ folder->name, 0, 0 },
                     "is not replaced: it is not empty, and no site that was written "
                     "by this tool");
    return false;
}

bool cli_folder_is_ours(struct cli_folder *folder, const char *path)
{
    struct walk walk = { .folder = folder };
    const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool fine = descriptor >= 0;
    const bool has_list = fine && read_list(&folder->earlier, descriptor);
    fine = fine && walk_folder(&walk, descriptor, text_of(""));
    const struct text stranger = { walk.stranger.bytes, walk.stranger.length };
    if (!text_is_empty(stranger))
        say_stranger(folder, has_list, stranger);
    else if (!fine)
        messages_say(folder->messages, (struct place){ folder->name, 0, 0 },
                     "cannot be replaced: %s",
                     strerror(walk.error != 0 ? walk.error : errno));
    free(walk.stranger.bytes);
    return fine;
}

bool cli_folder_remove(const struct cli_folder *folder, const char *path)
{
    struct walk walk = { .folder = folder, .removes = true };
    const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const bool fine = descriptor >= 0 && walk_folder(&walk, descriptor, text_of(""));
    free(walk.stranger.bytes);
    return fine && rmdir(path) == 0;
}
