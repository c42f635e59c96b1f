/* Where commas, quotes and line ends are in a block, many bytes at a time. */
#include "format/csv_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__

static inline uint64_t bits_of(__m128i a, __m128i b, __m128i c, __m128i d)
{
    const uint32_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b)
                                                              << 16;
    const uint32_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d)
                                                               << 16;
    return low | (uint64_t)high << 32;
}

static inline uint64_t bits_equal(const __m128i part[4], char wanted)
{
    const __m128i all = _mm_set1_epi8(wanted);
    return bits_of(_mm_cmpeq_epi8(part[0], all), _mm_cmpeq_epi8(part[1], all),
                   _mm_cmpeq_epi8(part[2], all), _mm_cmpeq_epi8(part[3], all));
}

struct csv_scan csv_scan(const char *bytes)
{
    __m128i part[4];
    for (int i = 0; i < 4; i++)
        part[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
    return (struct csv_scan){
        .commas = bits_equal(part, ','),
        .line_feeds = bits_equal(part, '\n'),
        .quotes = bits_equal(part, '"'),
        .odd = bits_equal(part, '\r') | bits_equal(part, '\0'),
    };
}

#else

struct csv_scan csv_scan(const char *bytes)
{
    return csv_scan_portable(bytes);
}

#endif
