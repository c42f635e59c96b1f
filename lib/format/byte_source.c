/* Bytes to pull from a file descriptor, unpacked, and turned into UTF-8 where they are
 * not. */
#include "format/byte_source.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { RAW_SIZE = 1 << 16, CONVERTED_SIZE = 1 << 17 };

/* What a source in another encoding needs besides. */
struct conversion {
    iconv_t iconv;
    const char *encoding;
    char *raw; /* bytes [raw_at, raw_end) are read and not yet converted */
    size_t raw_at;
    size_t raw_end;
    bool raw_ended;
    bool broken; /* said when the bytes converted before the break have been handed out */
    char *ready; /* bytes [ready_at, ready_end) are converted and not yet handed out */
    size_t ready_at;
    size_t ready_end;
    uint64_t line; /* the line on which the next converted byte stands */
};

struct byte_source {
    int descriptor;
    const char *name;
    struct messages *messages;
    struct byte_unpack *unpack;    /* NULL: the bytes are not packed */
    struct conversion *conversion; /* NULL: the bytes are handed out as they are */
    bool begun;                    /* whether the first bytes have been looked at */
    char head[BYTE_HEAD_SIZE]; /* bytes [head_at, head_end) are yet to be handed out */
    size_t head_at;
    size_t head_end;
    int copy;         /* the temporary file, or -1 */
    byte_watch *seen; /* NULL: nobody watches */
    void *watcher;
};

struct byte_source *byte_source_open(int descriptor, const char *name,
                                     struct messages *messages)
{
    struct byte_source *source = memory_take(1, sizeof *source);
    *source = (struct byte_source){
        .descriptor = descriptor, .name = name, .messages = messages, .copy = -1
    };
    return source;
}

/* An empty name would mean the locale's encoding and a slash begins iconv's options, such
 * as dropping what cannot be converted: neither may decide what is read. */
static bool encoding_is_plain(const char *encoding)
{
    return encoding[0] != '\0' && strchr(encoding, '/') == NULL;
}

static bool convert_from(struct byte_source *source, const char *encoding)
{
    const iconv_t none = (iconv_t)-1;
    const iconv_t opened =
        encoding_is_plain(encoding) ? iconv_open("UTF-8", encoding) : none;
    if (opened == none) {
        messages_say(source->messages, (struct place){ .file = source->name },
                     "'%s' is not a known encoding; 'iconv -l' lists them", encoding);
        return false;
    }
    source->conversion = memory_take(1, sizeof *source->conversion);
    *source->conversion = (struct conversion){
        .iconv = opened,
        .encoding = encoding,
        .raw = memory_take(RAW_SIZE, 1),
        .ready = memory_take(CONVERTED_SIZE, 1),
        .line = 1,
    };
    return true;
}

struct byte_source *byte_source_open_encoded(int descriptor, const char *name,
                                             const char *encoding,
                                             struct messages *messages)
{
    struct byte_source *source = byte_source_open(descriptor, name, messages);
    if (convert_from(source, encoding))
        return source;
    byte_source_close(source);
    return NULL;
}

void byte_source_close(struct byte_source *source)
{
    if (source == NULL)
        return;
    if (source->conversion != NULL) {
        iconv_close(source->conversion->iconv);
        free(source->conversion->raw);
        free(source->conversion->ready);
        free(source->conversion);
    }
    byte_unpack_close(source->unpack);
    if (source->copy >= 0)
        close(source->copy);
    free(source);
}

void byte_source_watch(struct byte_source *source, byte_watch *seen, void *watcher)
{
    source->seen = seen;
    source->watcher = watcher;
}

void *byte_source_watcher(const struct byte_source *source)
{
    return source->watcher;
}

int byte_source_descriptor(const struct byte_source *source)
{
    return source->descriptor;
}

const char *byte_source_name(const struct byte_source *source)
{
    return source->name;
}

static enum byte_outcome read_descriptor(struct byte_source *source, char *buffer,
                                         size_t room, size_t *length)
{
    ssize_t count;
    do {
        count = read(source->descriptor, buffer, room);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        messages_say(source->messages, (struct place){ .file = source->name },
                     "cannot be read: %s", strerror(errno));
        return BYTES_BROKEN;
    }
    if (source->seen != NULL)
        source->seen(source->watcher, buffer, (size_t)count);
    *length = (size_t)count;
    return count > 0 ? BYTES_READ : BYTES_END;
}

/* The bytes as they are in the file: the packed ones. */
static enum byte_outcome read_packed(void *from, char *buffer, size_t room,
                                     size_t *length)
{
    struct byte_source *source = from;
    if (source->head_at == source->head_end)
        return read_descriptor(source, buffer, room, length);
    const size_t left = source->head_end - source->head_at;
    *length = left < room ? left : room;
    memcpy(buffer, source->head + source->head_at, *length);
    source->head_at += *length;
    return BYTES_READ;
}

/* Fills the head by `read`: short only where there are no more bytes. */
static enum byte_outcome fill_head(struct byte_source *source, byte_pull *pull,
                                   void *from)
{
    char head[BYTE_HEAD_SIZE];
    size_t used = 0, length = 0;
    enum byte_outcome outcome = BYTES_READ;
    while (used < sizeof head && outcome == BYTES_READ) {
        outcome = pull(from, head + used, sizeof head - used, &length);
        used += outcome == BYTES_READ ? length : 0;
    }
    if (outcome == BYTES_BROKEN)
        return BYTES_BROKEN;
    memcpy(source->head, head, used);
    source->head_at = 0;
    source->head_end = used;
    return BYTES_READ;
}

static enum byte_outcome unpack(void *from, char *buffer, size_t room, size_t *length)
{
    return byte_unpack_read(from, buffer, room, length);
}

static bool begins_as_utf_16(const struct byte_source *source)
{
    const unsigned char *b = (const unsigned char *)source->head;
    return source->head_end >= 2 &&
           ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff));
}

/* Looks at the first bytes: are they packed, and in UTF-16? False, said. */
static bool begin(struct byte_source *source)
{
    if (source->begun)
        return true;
    source->begun = true;
    if (fill_head(source, read_packed, source) == BYTES_BROKEN)
        return false;
    const struct text head = { source->head, source->head_end };
    const enum byte_packing packing = byte_packing_of(head);
    if (packing != BYTES_PLAIN) {
        source->unpack = byte_unpack_open(packing, read_packed, source, source->name,
                                          source->messages);
        if (fill_head(source, unpack, source->unpack) == BYTES_BROKEN)
            return false;
    }
    return source->conversion != NULL || !begins_as_utf_16(source) ||
           convert_from(source, "UTF-16");
}

/* The bytes unpacked and not yet converted. */
static enum byte_outcome read_raw(struct byte_source *source, char *buffer, size_t room,
                                  size_t *length)
{
    if (source->unpack == NULL || source->head_at < source->head_end)
        return read_packed(source, buffer, room, length);
    return byte_unpack_read(source->unpack, buffer, room, length);
}

bool byte_source_head(struct byte_source *source, struct text *head)
{
    const bool begun = begin(source);
    *head = (struct text){ source->head + source->head_at,
                           source->head_end - source->head_at };
    return begun;
}

/* Reads more behind the bytes of a character that the last read cut in two. */
static enum byte_outcome refill_raw(struct byte_source *source)
{
    struct conversion *c = source->conversion;
    memmove(c->raw, c->raw + c->raw_at, c->raw_end - c->raw_at);
    c->raw_end -= c->raw_at;
    c->raw_at = 0;
    size_t length = 0;
    const enum byte_outcome outcome =
        read_raw(source, c->raw + c->raw_end, RAW_SIZE - c->raw_end, &length);
    c->raw_end += length;
    c->raw_ended = outcome == BYTES_END;
    return outcome;
}

/* Converts what can be: false where the next raw byte starts no character of the
 * encoding. */
static bool convert(struct conversion *c)
{
    char *from = c->raw + c->raw_at;
    size_t from_left = c->raw_end - c->raw_at;
    char *to = c->ready;
    size_t to_left = CONVERTED_SIZE;
    const size_t done = iconv(c->iconv, &from, &from_left, &to, &to_left);
    const bool wrong = done == (size_t)-1 && errno == EILSEQ;
    /* Some encodings hold a character back, since the next one may join it. */
    if (!wrong && c->raw_ended && from_left == 0)
        iconv(c->iconv, NULL, NULL, &to, &to_left);
    c->raw_at = c->raw_end - from_left;
    c->ready_at = 0;
    c->ready_end = CONVERTED_SIZE - to_left;
    for (const char *b = c->ready; (b = memchr(b, '\n', (size_t)(to - b))) != NULL; b++)
        c->line++;
    return !wrong;
}

static enum byte_outcome say_not_of_encoding(struct byte_source *source)
{
    const struct conversion *c = source->conversion;
    const struct place place = { .file = source->name, .line = c->line };
    if (c->raw_ended)
        messages_say(source->messages, place, "the file ends within a character of %s",
                     c->encoding);
    else
        messages_say(source->messages, place, "the byte 0x%02X is not %s here",
                     (unsigned char)c->raw[c->raw_at], c->encoding);
    return BYTES_BROKEN;
}

/* Makes at least one converted byte ready. */
static enum byte_outcome convert_more(struct byte_source *source)
{
    struct conversion *c = source->conversion;
    while (c->ready_at == c->ready_end) {
        if (c->broken)
            return say_not_of_encoding(source);
        if (c->raw_ended && c->raw_at == c->raw_end)
            return BYTES_END;
        const size_t left = c->raw_end - c->raw_at;
        c->broken = !convert(c);
        if (c->broken || c->ready_at < c->ready_end || c->raw_end - c->raw_at < left)
            continue;
        if (refill_raw(source) == BYTES_BROKEN)
            return BYTES_BROKEN;
        if (c->raw_ended && c->raw_at < c->raw_end)
            c->broken = true;
        else if (c->raw_ended)
            convert(c);
    }
    return BYTES_READ;
}

enum byte_outcome byte_source_read(struct byte_source *source, char *buffer, size_t room,
                                   size_t *length)
{
    if (!source->begun && !begin(source))
        return BYTES_BROKEN;
    struct conversion *c = source->conversion;
    if (c == NULL)
        return read_raw(source, buffer, room, length);
    const enum byte_outcome outcome = convert_more(source);
    if (outcome != BYTES_READ)
        return outcome;
    const size_t ready = c->ready_end - c->ready_at;
    *length = ready < room ? ready : room;
    memcpy(buffer, c->ready + c->ready_at, *length);
    c->ready_at += *length;
    return BYTES_READ;
}

static int open_temporary(void)
{
    const char *folder = getenv("TMPDIR");
    char name[4096];
    snprintf(name, sizeof name, "%s/oflog-XXXXXX",
             folder == NULL || folder[0] == '\0' ? "/tmp" : folder);
    const int descriptor = mkostemp(name, O_CLOEXEC);
    if (descriptor >= 0)
        unlink(name);
    return descriptor;
}

static bool write_whole(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        const ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

static bool say_not_copied(struct byte_source *source, const char *why)
{
    messages_say(source->messages, (struct place){ .file = source->name },
                 "cannot be copied to a temporary file: %s", why);
    return false;
}

/* Copies what is left; false, said. */
static bool copy_rest(struct byte_source *source)
{
    char *buffer = memory_take(RAW_SIZE, 1);
    size_t length = 0;
    uint64_t copied = 0;
    bool fine = true;
    enum byte_outcome outcome = BYTES_READ;
    while (fine &&
           (outcome = read_raw(source, buffer, RAW_SIZE, &length)) == BYTES_READ) {
        copied += length;
        if (copied > BYTE_COPY_LIMIT)
            fine = say_not_copied(source, "more than 4 GiB");
        else if (!write_whole(source->copy, buffer, length))
            fine = say_not_copied(source, strerror(errno));
    }
    free(buffer);
    return fine && outcome == BYTES_END;
}

int byte_source_seekable(struct byte_source *source)
{
    struct stat about;
    if (!begin(source))
        return -1;
    if (source->unpack == NULL && source->seen == NULL &&
        fstat(source->descriptor, &about) == 0 && S_ISREG(about.st_mode))
        return source->descriptor;
    source->copy = open_temporary();
    if (source->copy < 0) {
        say_not_copied(source, strerror(errno));
        return -1;
    }
    return copy_rest(source) ? source->copy : -1;
}
