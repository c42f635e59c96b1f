/* CSV bytes made into rows to pull, with line numbers (RFC 4180, comma, UTF-8).
 *
 * A byte order mark at the start is skipped; lines end in LF or CRLF, the last one may
 * lack its end. White space belongs to the cell. Records without a quote are cut by a
 * vectorised scan; a record with a quote anywhere goes to libcsv (strict), which is the
 * authority on quoting. A zero byte, a carriage return that is not part of a CRLF outside
 * quotes, a quote out of place, a quote left open and an end within a character of UTF-8
 * break the file: after them no line can be trusted. */
#ifndef OFLOG_FORMAT_CSV_READER_H
#define OFLOG_FORMAT_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/messages.h"
#include "base/text.h"
#include "format/byte_source.h"

struct csv_reader;

struct csv_row {
    const struct text *cells; /* unquoted; count of them */
    size_t count;             /* 0 for a blank line (no byte at all), else at least 1 */
    uint64_t line;            /* the physical line on which the record starts, from 1 */
    /* physical lines it covers: more than 1 with a line break inside a cell */
    uint64_t line_count;
    struct text
        record;  /* the bytes as they stood, without the line end that closes them */
    bool quoted; /* whether a quote stands anywhere in `record` */
};

enum csv_outcome { CSV_ROW, CSV_END, CSV_BROKEN };

/* The longest record that is read, in bytes; a longer one breaks the file with a message
 * that says so, before much more than its bytes were held. The longest that was met in a
 * published file has eleven thousand; this has room for CSV_CELL_LIMIT cells of 64 bytes.
 */
enum { CSV_RECORD_LIMIT = 1 << 26 };

/* The most cells of a record that is read; one with more breaks the file likewise. A cell
 * takes 16 bytes even where it is empty, so a record of nothing but commas would take
 * many times its length. */
enum { CSV_CELL_LIMIT = 1000000 };

/* Borrows the source, which must outlive the reader. */
struct csv_reader *csv_reader_open(struct byte_source *source, struct messages *messages);
void csv_reader_close(struct csv_reader *reader);

/* The next record, blank lines included. Cells and record are good until the next
 * csv_reader_next() on the same reader. CSV_BROKEN has been said, once, with its place;
 * every later call gives CSV_BROKEN again in silence. */
enum csv_outcome csv_reader_next(struct csv_reader *reader, struct csv_row *row);

/* The name of the source, for places. */
const char *csv_reader_name(const struct csv_reader *reader);

/* After CSV_END: whether the last line had no line feed, as many files have it, and every
 * file that was cut within a line. */
bool csv_reader_ends_open(const struct csv_reader *reader);

#endif
