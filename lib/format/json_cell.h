/* Cells of a table as JSON values, appended to a buffer. */
#ifndef OFLOG_FORMAT_JSON_CELL_H
#define OFLOG_FORMAT_JSON_CELL_H

#include "base/text_buffer.h"

/* The text in quotes, escaped; bytes that are not UTF-8 become U+FFFD. */
void json_put_text(struct text_buffer *out, struct text text);

/* The number in `text`, which number_parse() reads: spelt as it is where JSON allows that
 * (not "+5", "05", ".5" or "5."), else as number_format() spells it. */
void json_put_number(struct text_buffer *out, struct text text);

#endif
