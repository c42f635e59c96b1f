/* Where commas, quotes and line ends are in a block, many bytes at a time. */
#ifndef OFLOG_FORMAT_CSV_SCAN_H
#define OFLOG_FORMAT_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum { CSV_SCAN_WIDTH = 64 };

/* Bit i of each word is set where bytes[i] is that character, for i below CSV_SCAN_WIDTH. */
struct csv_scan {
    uint64_t commas;
    uint64_t line_feeds;
    uint64_t quotes;
    uint64_t odd; /* carriage returns and zero bytes: rare, so they share a word */
};

/* Looks at exactly CSV_SCAN_WIDTH readable bytes. csv_scan() is the fastest this build has (SSE2 where the
 * target has it); csv_scan_portable() is plain C and gives the same answer for all bytes. */
struct csv_scan csv_scan(const char *bytes);
struct csv_scan csv_scan_portable(const char *bytes);

#endif
