/* What stands in a cell of a spreadsheet. For spreadsheet.c alone. */
#ifndef OFLOG_PAGE_SPREADSHEET_CELL_H
#define OFLOG_PAGE_SPREADSHEET_CELL_H

#include "base/memory.h"

/* The text as a cell may hold it, in the arena, with a zero byte: what utf8_is_safe()
 * forbids, and what XML does, is '?'; "_x0041_", which Excel would take for "A", is
 * written so that it stays; longer than 32,767 of UTF-16 it is cut, and says so. */
struct text spreadsheet_clean(struct text text, struct arena *arena);

enum { SPREADSHEET_LAYOUT_SIZE = 128 };

/* Excel's number format that shows `number` as `text` has it: "44.1%" is `0.0"%"`; with a
 * decimal more where Excel would round otherwise. False where none does. */
bool spreadsheet_layout(struct text text, double number,
                        char layout[SPREADSHEET_LAYOUT_SIZE]);

#endif
