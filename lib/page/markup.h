/* HTML and SVG, written element by element; what is written is well formed and nothing in
 * it is a text that became markup.
 *
 * Names of elements and attributes are words of the program; every text goes through
 * markup_text() or markup_attribute(), which escape, and there is no way around them but
 * markup_verbatim(), for style sheets and scripts of the project. Control characters,
 * those that turn the direction of writing, and bytes that are not UTF-8 come out as '?'.
 */
#ifndef OFLOG_PAGE_MARKUP_H
#define OFLOG_PAGE_MARKUP_H

#include "base/text_buffer.h"

enum { MARKUP_MOST_DEEP = 64 };

struct markup {
    struct text_buffer *out; /* borrowed */
    const char *open[MARKUP_MOST_DEEP];
    size_t depth;
    bool in_tag; /* attributes may follow */
};

void markup_init(struct markup *markup, struct text_buffer *out);

/* "<!doctype html>", at the beginning of a page. */
void markup_doctype(struct markup *markup);

/* Opens an element inside the open one. `name` is a constant of lower-case letters,
 * digits and '-', and of capitals within names of SVG. Elements that HTML has without an
 * end (br, img, input, link, meta) are closed as the others are. */
void markup_open(struct markup *markup, const char *name);
void markup_close(struct markup *markup);

/* An attribute of the element just opened; before anything inside it. */
void markup_attribute(struct markup *markup, const char *name, struct text value);

/* One without a value, such as "hidden". */
void markup_flag(struct markup *markup, const char *name);

/* A number in an attribute, with at most two decimals and without trailing zeros. */
void markup_number(struct markup *markup, const char *name, double value);

/* An attribute that leads somewhere: a relative address, a fragment, or one of http or
 * https. Any other ("javascript:", "data:", "//host") is not written, and false. */
bool markup_address(struct markup *markup, const char *name, struct text address);

void markup_text(struct markup *markup, struct text text);

/* An element with a text and nothing else. */
void markup_element(struct markup *markup, const char *name, struct text text);

/* A style sheet or script of the project, as it stands, inside the open `style` or
 * `script`. False, and nothing is written, where it holds "</" or "<!--", which could end
 * it early. */
bool markup_verbatim(struct markup *markup, struct text content);

/* Starts a new line between elements, so that files can be read and compared. */
void markup_line(struct markup *markup);

#endif
