/* One part of a workbook that is a zip file, as bytes to pull; libarchive unpacks. */
#ifndef OFLOG_FORMAT_WORKBOOK_PART_H
#define OFLOG_FORMAT_WORKBOOK_PART_H

#include "base/messages.h"
#include "format/byte_unpack.h"

struct workbook_part;

/* What a part may unpack to: PART_LIMIT bytes, and beyond PART_FREE bytes no more than
 * PART_RATIO times the whole file. The parts of real workbooks come to 20 times at most.
 */
static const uint64_t WORKBOOK_PART_LIMIT = (uint64_t)1 << 33;
static const uint64_t WORKBOOK_PART_FREE = (uint64_t)1 << 26;
enum { WORKBOOK_PART_RATIO = 250 };

/* Opens the part called `name` (borrowed, any case) of the zip file behind `descriptor`,
 * which is borrowed and can be sought; one part is open at a time. NULL where there is no
 * such part: then *broken tells whether that has been said (the file is no zip, or is
 * damaged), or is for the caller to say. */
struct workbook_part *workbook_part_open(int descriptor, const char *file,
                                         const char *name, struct messages *messages,
                                         bool *broken);
void workbook_part_close(struct workbook_part *part);

/* Lets the part unpack to no more than `most` bytes: for those of which much is held. */
void workbook_part_limit(struct workbook_part *part, uint64_t most);

const char *workbook_part_name(const struct workbook_part *part);

/* The next bytes, good until the next call. BYTES_BROKEN, said: a part cut short or
 * damaged (its checksum is checked), protected by a password, or too large. */
enum byte_outcome workbook_part_next(struct workbook_part *part, struct text *bytes);

#endif
