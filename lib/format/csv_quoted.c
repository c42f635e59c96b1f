/* libcsv, set up to read as we promise, and its cells gathered. */
#include "format/csv_quoted.h"

#include <stdlib.h>

#include "base/memory.h"
#include "format/csv_reader.h"

/* libcsv's own cell grows by so much; its default would copy a long cell every 128 bytes.
 */
enum { CELL_STEP = 1 << 14 };

/* White space belongs to the cell; libcsv would drop it. */
static int nothing_is_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void *resize_for_libcsv(void *block, size_t size)
{
    return memory_resize(block, 1, size);
}

void csv_quoted_init(struct csv_quoted *q)
{
    *q = (struct csv_quoted){ .bytes = memory_take(CELL_STEP, 1), .room = CELL_STEP };
    csv_init(&q->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&q->parser, nothing_is_space);
    csv_set_realloc_func(&q->parser, resize_for_libcsv);
    csv_set_blk_size(&q->parser, CELL_STEP);
}

void csv_quoted_release(struct csv_quoted *q)
{
    csv_free(&q->parser);
    free(q->bytes);
    free(q->ends);
}

void csv_quoted_begin(struct csv_quoted *q, uint64_t line)
{
    q->used = q->count = 0;
    q->open = true;
    q->line = q->cell_line = line;
}

static void take_cell(void *bytes, size_t length, void *data)
{
    struct csv_quoted *q = data;
    if (!q->open || q->count > CSV_CELL_LIMIT) /* the reader ends the file */
        return;
    if (q->room - q->used < length)
        ARRAY_RESERVE(q->bytes, q->room, q->used + length);
    if (q->ends_room == q->count)
        ARRAY_RESERVE(q->ends, q->ends_room, q->count + 1);
    if (length > 0)
        memcpy(q->bytes + q->used, bytes, length);
    q->used += length;
    q->ends[q->count++] = q->used;
    q->cell_line = q->line;
}

static void end_record(int by, void *data)
{
    (void)by;
    ((struct csv_quoted *)data)->open = false;
}

size_t csv_quoted_feed(struct csv_quoted *q, const char *bytes, size_t length)
{
    return csv_parse(&q->parser, bytes, length, take_cell, end_record, q);
}
