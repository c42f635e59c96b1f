/* Plain text as people read it in a terminal: headings, wrapped paragraphs, tables.
 *
 * Every text that is handed in may come from strangers. Control characters (C0, DEL, C1),
 * those that turn the direction of writing or break lines, and bytes that are not UTF-8
 * come out as '?'; there is no way around it, so no caller has to think of it. Width is
 * what a terminal shows: an accent that combines takes no column, a wide letter two. */
#ifndef OFLOG_PAGE_TEXT_PAGE_H
#define OFLOG_PAGE_TEXT_PAGE_H

#include "base/memory.h"

/* Between words that stay on one line: written as a space. */
#define TEXT_NO_BREAK "\xc2\xa0"

struct text_page {
    size_t width; /* columns of the terminal */
    char *bytes;
    size_t used;
    size_t room;
};

void text_page_init(struct text_page *page, size_t width);
void text_page_release(struct text_page *page);

/* All that was written, good until the next writing. Ends in a line feed, if not empty.
 */
struct text text_page_bytes(const struct text_page *page);

/* An empty line, unless the page is empty or ends in one. */
void text_page_gap(struct text_page *page);

/* The name of the page, and of a part of it: underlined, with an empty line before and
 * after. */
void text_page_title(struct text_page *page, struct text text);
void text_page_heading(struct text_page *page, struct text text);

/* Lines of whole words: the first begins after `indent` columns, the others after
 * `hanging`. A word wider than the line is not cut (it may be an address to copy) and
 * stands alone. Nothing where there are no words. */
void text_page_paragraph(struct text_page *page, size_t indent, size_t hanging,
                         struct text text);

enum text_side { TEXT_LEFT, TEXT_RIGHT };
enum { TEXT_TABLE_MOST_COLUMNS = 16 };

/* Cells in rows, gathered before their widths are known. */
struct text_table {
    size_t columns;
    enum text_side sides[TEXT_TABLE_MOST_COLUMNS];
    struct text *cells; /* cleaned; the first `columns` of them are the head */
    size_t count;
    size_t room;
    struct arena arena;
};

/* `sides` has `columns` entries, at most TEXT_TABLE_MOST_COLUMNS. */
void text_table_init(struct text_table *table, size_t columns,
                     const enum text_side *sides);
void text_table_release(struct text_table *table);

/* The next cell, from left to right, row by row; copied. The head comes first. */
void text_table_add(struct text_table *table, struct text cell);

/* Writes the table, two spaces between columns, a rule below the head. Where it is wider
 * than the page the widest columns give way and their cells go over several lines;
 * nothing is cut off. The head never widens a column by more than its longest word. */
void text_page_table(struct text_page *page, const struct text_table *table);

/* How many columns `text` takes on such a page. */
size_t text_page_columns(struct text text);

#endif
