/* What a module says and reads, in memory, for tests. */
#ifndef OFLOG_TESTS_UNIT_TOLD_H
#define OFLOG_TESTS_UNIT_TOLD_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unit.h"

#include "base/messages.h"
#include "format/byte_source.h"

struct told {
    struct messages messages;
    char *said;
    size_t length;
};

static inline void told_open(struct told *told)
{
    messages_init(&told->messages, open_memstream(&told->said, &told->length), "test");
}

/* What was said so far; good until the next message. */
static inline const char *told_said(struct told *told)
{
    fflush(told->messages.stream);
    return told->said;
}

static inline void told_close(struct told *told)
{
    fclose(told->messages.stream);
    free(told->said);
}

/* Ends a telling in which `wanted` and nothing else was said. */
static inline void told_check(struct told *told, const char *wanted)
{
    assert_string_equal(told_said(told), wanted);
    told_close(told);
}

/* A source of these bytes under that name. */
static inline struct byte_source *source_told(const char *bytes, const char *name,
                                              struct messages *messages)
{
    const int descriptor = memfd_create("told", 0);
    const size_t length = strlen(bytes);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, length), length);
    lseek(descriptor, 0, SEEK_SET);
    return byte_source_open(descriptor, name, messages);
}

static inline void source_told_close(struct byte_source *source)
{
    const int descriptor = byte_source_descriptor(source);
    byte_source_close(source);
    close(descriptor);
}

/* A new folder for files of the test. */
struct folder_told {
    char path[64];
    char names[16][32];
    size_t count;
};

static inline void folder_told_open(struct folder_told *folder)
{
    *folder = (struct folder_told){ .path = P_tmpdir "/oflog-test.XXXXXX" };
    assert_non_null(mkdtemp(folder->path));
}

/* Writes a file anew; its path is good until the next call with the same `path`. */
static inline const char *folder_told_write(struct folder_told *folder, const char *name,
                                            const char *content, char path[128])
{
    size_t i = 0;
    snprintf(path, 128, "%s/%s", folder->path, name);
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    fputs(content, stream);
    assert_int_equal(fclose(stream), 0);
    while (i < folder->count && strcmp(folder->names[i], name) != 0)
        i++;
    assert_true(i < 16);
    snprintf(folder->names[i], sizeof folder->names[i], "%s", name);
    folder->count += i == folder->count;
    return path;
}

static inline void folder_told_close(struct folder_told *folder)
{
    char path[128];
    for (size_t i = 0; i < folder->count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder->path, folder->names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(folder->path), 0);
}

#endif
