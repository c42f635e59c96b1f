/* The parts of an .xlsx that its sheets refer to: which sheets there are, shared texts
 * and formats. */
#ifndef OFLOG_FORMAT_WORKBOOK_XLSX_PARTS_H
#define OFLOG_FORMAT_WORKBOOK_XLSX_PARTS_H

#include "base/text_map.h"
#include "format/cell_format.h"
#include "format/workbook_format.h"
#include "format/workbook_part.h"

/* The most that is held: bytes of shared texts, styles, formats. Cells of a style beyond
 * are shown as General does. */
enum {
    XLSX_SHARED_LIMIT = 1 << 28,
    XLSX_STYLE_LIMIT = 1 << 17,
    XLSX_FORMAT_LIMIT = 1 << 12
};

struct xlsx {
    const char **sheet_parts; /* one a sheet */
    size_t sheet_part_count;
    size_t sheet_part_room;
    const char *shared_part; /* NULL: there is none */
    const char *style_part;
    bool since_1904;
    bool shared_read;
    struct text_buffer shared;
    size_t *shared_ends;
    size_t shared_count;
    size_t shared_room;
    const struct cell_format **formats; /* of style i; NULL: General */
    size_t format_count;
    size_t format_room;
};

bool xlsx_open(struct workbook *workbook);
void xlsx_close(void *state);

/* Reads shared texts and formats, the first time. False, said. */
bool xlsx_read_shared(struct workbook *workbook, struct xlsx *book);

/* NULL, said, where there is none. */
struct workbook_part *xlsx_open_part(const struct workbook *workbook, const char *name);

/* The text whose number is written in `index`; false where there is none. */
bool xlsx_shared_text(const struct xlsx *book, struct text index, struct text *shared);

/* NULL: General. */
const struct cell_format *xlsx_format(const struct xlsx *book, uint32_t style);

/* Puts the characters that are written as _x000D_ in their place; returns the new
 * length. Carriage returns, which only stand before line feeds, go. */
size_t xlsx_unescape(char *bytes, size_t length);

#endif
