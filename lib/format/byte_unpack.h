/* What is in gzip or zstd, unpacked as it is pulled. */
#ifndef OFLOG_FORMAT_BYTE_UNPACK_H
#define OFLOG_FORMAT_BYTE_UNPACK_H

#include <stddef.h>

#include "base/messages.h"
#include "base/text.h"

enum byte_outcome { BYTES_READ, BYTES_END, BYTES_BROKEN };

enum byte_packing { BYTES_PLAIN, BYTES_GZIP, BYTES_ZSTD };

/* How bytes are packed that begin with `head`, by the four bytes that gzip (RFC 1952) and
 * zstd (RFC 8878, with its skippable frames) begin with. */
enum byte_packing byte_packing_of(struct text head);

/* Where packed bytes come from: up to `room` into `buffer`, their number (at least one
 * with BYTES_READ) into *length. BYTES_BROKEN has been said. */
typedef enum byte_outcome byte_pull(void *from, char *buffer, size_t room,
                                    size_t *length);

struct byte_unpack;

/* `packing` is not BYTES_PLAIN. Borrows everything; `name` stands in messages. */
struct byte_unpack *byte_unpack_open(enum byte_packing packing, byte_pull *pull,
                                     void *from, const char *name,
                                     struct messages *messages);
void byte_unpack_close(struct byte_unpack *unpack);

/* The next bytes of all members or frames, one after the other, as of byte_pull.
 * BYTES_BROKEN, said, where they are damaged (their checksums are checked) or cut short.
 * Memory does not depend on how much comes out: a window of at most 128 MiB. */
enum byte_outcome byte_unpack_read(struct byte_unpack *unpack, char *buffer, size_t room,
                                   size_t *length);

#endif
