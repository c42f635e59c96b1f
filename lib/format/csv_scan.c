/* Where commas, quotes and line ends are in a block, for targets without SSE2. */
#include "format/csv_scan.h"

struct csv_scan csv_scan_portable(const char *bytes)
{
    struct csv_scan found = { 0 };
    for (unsigned i = 0; i < CSV_SCAN_WIDTH; i++) {
        const uint64_t bit = (uint64_t)1 << i;
        switch (bytes[i]) {
        case ',':
            found.commas |= bit;
            break;
        case '\n':
            found.line_feeds |= bit;
            break;
        case '"':
            found.quotes |= bit;
            break;
        case '\r':
        case '\0':
            found.odd |= bit;
            break;
        }
    }
    return found;
}
