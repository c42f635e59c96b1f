/* Whether bytes are UTF-8. */
#ifndef OFLOG_BASE_UTF8_H
#define OFLOG_BASE_UTF8_H

#include "base/text.h"

/* Whether `t` is well formed after RFC 3629: no byte out of place, no overlong form, no
 * surrogate, nothing above U+10FFFF. ASCII is passed eight bytes at a time. */
bool utf8_is_valid(struct text t);

#endif
