/* One part of a workbook that is a zip file. */
#include "format/workbook_part.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* Real workbooks have some hundred. */
enum { ENTRY_LIMIT = 100000, ZIP_BLOCK = 1 << 16 };

struct workbook_part {
    struct archive *archive;
    const char *file;
    const char *name;
    struct messages *messages;
    uint64_t size; /* of the whole file */
    uint64_t read;
    uint64_t most;
};

static const char damaged_zip[] = "is a zip file that is damaged or cut short";

static void say_damaged(struct workbook_part *part, const char *what)
{
    const char *why = archive_error_string(part->archive);
    messages_say(part->messages, (struct place){ .file = part->file }, "%s%s%s", what,
                 why == NULL ? "" : ": ", why == NULL ? "" : why);
}

static bool open_zip(struct workbook_part *part, int descriptor)
{
    struct stat about;
    part->size = fstat(descriptor, &about) == 0 ? (uint64_t)about.st_size : 0;
    part->archive = archive_read_new();
    if (part->archive == NULL)
        memory_take(SIZE_MAX, 1);
    archive_read_support_format_zip_seekable(part->archive);
    if (lseek(descriptor, 0, SEEK_SET) == 0 &&
        archive_read_open_fd(part->archive, descriptor, ZIP_BLOCK) == ARCHIVE_OK)
        return true;
    say_damaged(part, damaged_zip);
    return false;
}

/* Whether the part was found; otherwise *broken tells whether something was said. */
static bool find_entry(struct workbook_part *part, bool *broken)
{
    struct archive_entry *entry;
    int outcome = ARCHIVE_OK;
    for (int i = 0; i < ENTRY_LIMIT; i++) {
        outcome = archive_read_next_header(part->archive, &entry);
        if (outcome == ARCHIVE_EOF)
            return false;
        *broken = outcome < ARCHIVE_WARN;
        if (*broken) {
            say_damaged(part, damaged_zip);
            return false;
        }
        const char *name = archive_entry_pathname(entry);
        if (name == NULL || strcasecmp(name, part->name) != 0)
            continue;
        *broken = archive_entry_is_encrypted(entry) != 0;
        if (*broken)
            messages_say(part->messages, (struct place){ .file = part->file },
                         "is protected by a password");
        return !*broken;
    }
    *broken = true;
    messages_say(part->messages, (struct place){ .file = part->file },
                 "is a zip file of more than %d parts", (int)ENTRY_LIMIT);
    return false;
}

struct workbook_part *workbook_part_open(int descriptor, const char *file,
                                         const char *name, struct messages *messages,
                                         bool *broken)
{
    struct workbook_part *part = memory_take(1, sizeof *part);
    *part = (struct workbook_part){
        .file = file, .name = name, .messages = messages, .most = WORKBOOK_PART_LIMIT
    };
    *broken = !open_zip(part, descriptor);
    if (!*broken && find_entry(part, broken))
        return part;
    workbook_part_close(part);
    return NULL;
}

void workbook_part_close(struct workbook_part *part)
{
    if (part == NULL)
        return;
    archive_read_free(part->archive);
    free(part);
}

void workbook_part_limit(struct workbook_part *part, uint64_t most)
{
    part->most = most;
}

const char *workbook_part_name(const struct workbook_part *part)
{
    return part->name;
}

static bool is_too_large(const struct workbook_part *part)
{
    return part->read > part->most || (part->read > WORKBOOK_PART_FREE &&
                                       part->read / WORKBOOK_PART_RATIO > part->size);
}

enum byte_outcome workbook_part_next(struct workbook_part *part, struct text *bytes)
{
    const void *block;
    la_int64_t offset;
    *bytes = (struct text){ NULL, 0 };
    const int outcome =
        archive_read_data_block(part->archive, &block, &bytes->length, &offset);
    if (outcome == ARCHIVE_EOF)
        return BYTES_END;
    /* A warning is a checksum that is wrong, or a size. */
    if (outcome != ARCHIVE_OK) {
        char what[300];
        snprintf(what, sizeof what, "its part '%.200s' is damaged or cut short",
                 part->name);
        say_damaged(part, what);
        return BYTES_BROKEN;
    }
    bytes->bytes = block;
    part->read += bytes->length;
    if (!is_too_large(part))
        return BYTES_READ;
    messages_say(part->messages, (struct place){ .file = part->file },
                 "its part '%s' unpacks to more than %llu bytes, too many for a file of "
                 "%llu: a zip bomb?",
                 part->name, (unsigned long long)part->read,
                 (unsigned long long)part->size);
    return BYTES_BROKEN;
}
