/* Bytes to pull, wherever they come from: a file, packed or not, in any encoding. */
#ifndef OFLOG_FORMAT_BYTE_SOURCE_H
#define OFLOG_FORMAT_BYTE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/messages.h"
#include "format/byte_unpack.h"

struct byte_source;

/* Reads from the open file descriptor, which is borrowed and is left open. `name`
 * (borrowed) stands in messages. What its first bytes say is gzip or zstd is unpacked;
 * what then begins with a byte order mark of UTF-16 is turned into UTF-8. */
struct byte_source *byte_source_open(int descriptor, const char *name,
                                     struct messages *messages);

/* As byte_source_open(), turning `encoding` (a name iconv knows, such as "WINDOWS-1252")
 * into UTF-8, whatever the bytes begin with. NULL, said, where the encoding is unknown.
 */
struct byte_source *byte_source_open_encoded(int descriptor, const char *name,
                                             const char *encoding,
                                             struct messages *messages);

void byte_source_close(struct byte_source *source);

/* Has `seen` called with `watcher` (both borrowed) for all bytes as they are read from
 * the descriptor, before anything is unpacked or converted, and with length 0 each time
 * the end is met: whoever wants a checksum of what was read needs no second reading. To
 * be set before the first byte_source_read(); NULL, the default, costs nothing. */
typedef void byte_watch(void *watcher, const char *bytes, size_t length);
void byte_source_watch(struct byte_source *source, byte_watch *seen, void *watcher);

/* What byte_source_watch() was given, or NULL. */
void *byte_source_watcher(const struct byte_source *source);

const char *byte_source_name(const struct byte_source *source);

/* The borrowed descriptor, for whoever opened it to close. */
int byte_source_descriptor(const struct byte_source *source);

/* Up to `room` bytes (room > 0) into `buffer`, their number into *length: at least one
 * with BYTES_READ. BYTES_BROKEN has been said: a failed read, packed bytes that are
 * damaged or cut short, or bytes that are not of the encoding. */
enum byte_outcome byte_source_read(struct byte_source *source, char *buffer, size_t room,
                                   size_t *length);

/* The first bytes, unpacked but not converted: BYTE_HEAD_SIZE of them, or fewer where
 * there are no more. They stay to be read. False, said. */
enum { BYTE_HEAD_SIZE = 8 };
bool byte_source_head(struct byte_source *source, struct text *head);

/* A descriptor of all the bytes, unpacked but not converted, that can be sought: the
 * source's own where it is a file as it is that nobody watches, else a copy in an unnamed
 * temporary file (in $TMPDIR, or /tmp) of at most BYTE_COPY_LIMIT bytes. To be called
 * before the first byte_source_read(), and none may come after. byte_source_close()
 * closes the copy. -1, said. */
static const uint64_t BYTE_COPY_LIMIT = (uint64_t)1 << 32;
int byte_source_seekable(struct byte_source *source);

#endif
