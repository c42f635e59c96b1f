/* Where commas, quotes and line ends are in a block, many bytes at a time. */
#ifndef OFLOG_FORMAT_CSV_SCAN_H
#define OFLOG_FORMAT_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { CSV_SCAN_WIDTH = 64 };

/* Bit i of each word is set where bytes[i] is that character, for i below CSV_SCAN_WIDTH.
 */
struct csv_scan {
    uint64_t commas;
    uint64_t line_feeds;
    uint64_t quotes;
    uint64_t odd; /* carriage returns and zero bytes: rare, so they share a word */
};

/* Looks at exactly CSV_SCAN_WIDTH readable bytes. csv_scan() is the fastest this build
 * has (SSE2 where the target has it); csv_scan_portable() is plain C and gives the same
 * answer for all bytes. */
struct csv_scan csv_scan_portable(const char *bytes);

#ifdef __SSE2__

static inline uint64_t csv_scan_bits(__m128i a, __m128i b, __m128i c, __m128i d)
{
    const uint32_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b)
                                                              << 16;
    const uint32_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d)
                                                               << 16;
    return low | (uint64_t)high << 32;
}

static inline __m128i csv_scan_odd(__m128i part)
{
    return _mm_or_si128(_mm_cmpeq_epi8(part, _mm_set1_epi8('\r')),
                        _mm_cmpeq_epi8(part, _mm_setzero_si128()));
}

static inline __m128i csv_scan_special(__m128i part)
{
    return _mm_or_si128(csv_scan_odd(part), _mm_cmpeq_epi8(part, _mm_set1_epi8('"')));
}

/* Here and not in the .c file: handed back through memory, the four words cost the reader
 * more than finding them, since it reads them before they have arrived there. */
static inline struct csv_scan csv_scan(const char *bytes)
{
    const __m128i *from = (const __m128i *)(const void *)bytes;
    const __m128i a = _mm_loadu_si128(from), b = _mm_loadu_si128(from + 1);
    const __m128i c = _mm_loadu_si128(from + 2), d = _mm_loadu_si128(from + 3);
    const __m128i comma = _mm_set1_epi8(','), feed = _mm_set1_epi8('\n');
    const __m128i quote = _mm_set1_epi8('"');
    struct csv_scan found = {
        .commas = csv_scan_bits(_mm_cmpeq_epi8(a, comma), _mm_cmpeq_epi8(b, comma),
                                _mm_cmpeq_epi8(c, comma), _mm_cmpeq_epi8(d, comma)),
        .line_feeds = csv_scan_bits(_mm_cmpeq_epi8(a, feed), _mm_cmpeq_epi8(b, feed),
                                    _mm_cmpeq_epi8(c, feed), _mm_cmpeq_epi8(d, feed)),
    };
    const __m128i special =
        _mm_or_si128(_mm_or_si128(csv_scan_special(a), csv_scan_special(b)),
                     _mm_or_si128(csv_scan_special(c), csv_scan_special(d)));
    if (_mm_movemask_epi8(special) == 0) /* most words of most files */
        return found;
    found.quotes = csv_scan_bits(_mm_cmpeq_epi8(a, quote), _mm_cmpeq_epi8(b, quote),
                                 _mm_cmpeq_epi8(c, quote), _mm_cmpeq_epi8(d, quote));
    found.odd =
        csv_scan_bits(csv_scan_odd(a), csv_scan_odd(b), csv_scan_odd(c), csv_scan_odd(d));
    return found;
}

#else

static inline struct csv_scan csv_scan(const char *bytes)
{
    return csv_scan_portable(bytes);
}

#endif

#endif
