/* Where links of a page may lead. */
#ifndef OFLOG_PAGE_ADDRESS_H
#define OFLOG_PAGE_ADDRESS_H

#include "page/document.h"

/* Whether a browser that follows `address` stays in the folder or goes where http or
 * https leads: a relative address, a fragment, or one of the web. Not so: "javascript:",
 * "data:",
 * "//host", nothing, and what holds white space, control characters or a backslash, which
 * browsers skip or read as something else. */
bool address_is_safe(struct text address);

/* The address that a renderer has for a target that is no section: of the web as it
 * stands, of anything else what `resolve` says (NULL: nothing has one), good until its
 * next call. Empty where there is no link: nothing stands there, or it is not safe. */
struct text address_of(struct document_target target,
                       struct text (*resolve)(void *state, struct document_target target),
                       void *state);

#endif
